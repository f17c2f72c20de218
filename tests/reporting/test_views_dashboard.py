"""The dashboard, the way through a course, and the region, as administrators see them."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from tests.browserless import Page, Visitor
from tests.conftest import CountQueries
from tests.reporting.dashboard_seats import Crowd, moment

DASHBOARD, WAY, REGION = "/en/admin/", "/en/admin/drop-off", "/en/admin/region"
DAY = timedelta(days=1)
# The pages know the time by themselves: what is asked for here are days of one's own.
MARCH = "span=own&first=2026-03-01&last=2026-03-31"
As = Callable[[str], Visitor]


@pytest.fixture
def crowd(session: Session) -> Crowd:
    """Seats in March: three in the school, two in the shop, one in no organisation."""
    made = Crowd(session)
    start = moment(date(2026, 3, 2))
    made.seat(start, completed=5 * DAY)
    made.seat(start + DAY, completed=60 * DAY)
    made.seat(start, country="TH", language="th", started=DAY, active=DAY, last="look")
    made.seat(start, place="Shop", country="TH", course=1)
    made.seat(start, place="Shop", country=None, completed=DAY)
    made.seat(start, place=None, country="VN")
    made.seat(start - 28 * DAY, completed=DAY)
    session.commit()
    return made


@pytest.fixture
def as_admin_of(app: Flask, crowd: Crowd) -> As:
    return lambda place: Visitor(app).signed_in(crowd.admin(place))


def lines(page: Page) -> dict[str, list[str]]:
    """The rows of all tables, by what they are about."""
    found: dict[str, list[str]] = {}
    head = ""
    for name, own, words in page.elements:
        text = " ".join("".join(words).split())
        if name == "th" and own.get("scope") == "row":
            head = text
            found.setdefault(head, [])
        elif name == "td":
            found[head].append(text)
    return found


def test_the_academy_s_administrator_sees_everything(as_admin_of: As) -> None:
    page = as_admin_of("Academy").get(f"{DASHBOARD}?{MARCH}")
    assert page.heading == "Dashboard"
    told = lines(page)
    assert told["Enrolments"] == ["6", "1", "+5 (500% more)"]
    assert told["Active learners"] == ["3", "1", "+2 (200% more)"]
    assert told["Completions"] == ["2", "1", "+1 (100% more)"]
    assert told["Completion rate"] == ["33%", "100%", "−67 percentage points"]
    assert told["Days to complete: half within (the median)"] == ["1", "1", "No change"]
    assert told["Days to complete: three quarters within"] == ["5", "1", "+4 days"]
    assert told["Thailand"] == ["2", "0", "0", "0"]
    assert told["Not told"] == ["1", "1", "0", "0"]
    assert told["Ministry"] == ["3", "1", "1", "1"]
    assert told["No organisation"] == ["1", "0", "0", "0"]
    assert told["Dry land"] == ["1", "0", "0", "0"]
    assert "Mar 1, 2026 – Mar 31, 2026, compared with Jan 29, 2026 – Feb 28, 2026" in page.text


def test_each_chart_is_named_and_has_a_table(as_admin_of: As) -> None:
    page = as_admin_of("Academy").get(f"{DASHBOARD}?{MARCH}")
    assert len(page.all("svg", role="img")) == 7
    assert len(page.all("table")) == 6
    assert len(page.all("caption")) == 6
    assert [head.text for head in page.all("h2")] == [
        "In numbers", "Over time", "By country", "By organisation", "By language", "By course",
    ]  # fmt: skip


def test_a_ministry_sees_itself_and_what_is_below_it(as_admin_of: As) -> None:
    page = as_admin_of("Ministry").get(f"{DASHBOARD}?{MARCH}")
    told = lines(page)
    assert told["Enrolments"][0] == "3"
    assert told["School"] == ["3", "1", "1", "1"]
    assert "Shop" not in page.text
    assert [choice.text.strip() for choice in page.all("option") if "Hub" in choice.text]


def test_a_hub_of_nobody_sees_that_there_is_nothing(as_admin_of: As) -> None:
    page = as_admin_of("Hub").get(f"{DASHBOARD}?{MARCH}")
    told = lines(page)
    assert told["Enrolments"] == ["0", "0", "No change"]
    assert told["Completion rate"] == ["–", "–", "–"]
    assert told["Days to complete: a quarter within"] == ["–", "–", "–"]
    assert "No enrolment matches these filters." in page.text


def test_where_there_is_no_data_at_all_the_pages_say_so(as_mali: Visitor) -> None:
    assert lines(as_mali.get(DASHBOARD))["Active learners"] == ["0", "0", "No change"]
    assert "Choose a course" in as_mali.get(WAY).text
    assert "There is nothing to show yet" in as_mali.get(REGION).text


@pytest.mark.parametrize(
    ("query", "number"),
    [
        ("course=dry-land", "1"),
        ("country=TH", "2"),
        ("language=th", "1"),
        ("country=TH&course=clean-water", "1"),
        ("span=own&first=2026-03-03&last=2026-03-03", "1"),
        ("against=year-before", "6"),
    ],
)
def test_filters_combine(as_admin_of: As, query: str, number: str) -> None:
    told = lines(as_admin_of("Academy").get(f"{DASHBOARD}?{MARCH}&{query}".replace(
        f"{MARCH}&span", "span"
    )))  # fmt: skip
    assert told["Enrolments"][0] == number


def test_an_organisation_is_chosen_with_those_below_it(as_admin_of: As, crowd: Crowd) -> None:
    see = as_admin_of("Academy")
    for place, number in (("Ministry", "3"), ("Shop", "2"), ("Academy", "6"), ("Hub", "0")):
        page = see.get(f"{DASHBOARD}?{MARCH}&organisation={crowd.places[place]}")
        assert lines(page)["Enrolments"][0] == number


@pytest.mark.parametrize("span", ["7", "28", "90", "year"])
@pytest.mark.parametrize("against", ["before", "year-before"])
def test_every_period_can_be_looked_at(as_mali: Visitor, span: str, against: str) -> None:
    page = as_mali.get(f"{DASHBOARD}?span={span}&against={against}")
    assert "compared with" in page.text


@pytest.mark.parametrize(
    ("query", "field", "words"),
    [
        ("span=own", "first", "Choose the first day and the last day of the period."),
        ("span=own&first=2026-03-02&last=2026-03-01", "first", "The last day is before the first."),
        ("span=own&first=2020-01-01&last=2026-01-01", "first", "at most three years"),
        ("span=own&first=0001-01-01&last=0001-01-01", "first", "at most three years"),
        ("span=own&first=yesterday", "first", ""),
        ("span=9", "span", ""),
        ("against=never", "against", ""),
        ("country=XX", "country", ""),
        ("course=none", "course", ""),
        ("language=xx", "language", ""),
        ("organisation=7", "organisation", ""),
    ],
)
def test_what_makes_no_sense_is_told_at_its_field(  # noqa: PLR0917 – fixtures
    as_mali: Visitor, query: str, field: str, words: str
) -> None:
    page = as_mali.get(f"{DASHBOARD}?{query}")
    assert words in page.one("p", id=f"{field}-error").text
    assert not page.all("svg")


def test_an_organisation_beyond_reach_cannot_be_chosen(as_admin_of: As, crowd: Crowd) -> None:
    see = as_admin_of("Ministry")
    for path in (DASHBOARD, WAY):
        page = see.get(f"{path}?organisation={crowd.places['Shop']}")
        assert page.one("p", id="organisation-error").text
        assert not page.all("svg")


def test_the_way_through_a_course_shows_where_learners_stop(as_admin_of: As) -> None:
    see = as_admin_of("Academy")
    page = see.get(see.get(DASHBOARD).all("a", href=WAY)[0].attributes["href"])
    assert "Choose a course" in page.text
    page = see.get(f"{WAY}?course=clean-water")
    told = lines(page)
    assert told["Enrolled"] == ["6", "100%", "1"]
    assert told["Began"] == ["5", "83%", "–"]
    assert told["Completed"] == ["4", "67%", "–"]
    titles = [row.text for row in page.all("th", scope="row")]
    assert len(titles) == 3 + 5
    assert [told[title][0] for title in titles[2:-1]] == ["5", "4", "4", "4", "4"]
    assert "1 learner got to it and not past it" in page.text
    assert len(page.all("svg", role="img")) == 1


def test_the_way_keeps_to_filters_and_reach(as_admin_of: As, crowd: Crowd) -> None:
    query = f"course=clean-water&edition=1&organisation={crowd.places['Shop']}"
    assert lines(as_admin_of("Academy").get(f"{WAY}?{query}"))["Enrolled"][0] == "1"
    assert lines(as_admin_of("School").get(f"{WAY}?course=clean-water"))["Enrolled"][0] == "4"
    hub = as_admin_of("Hub").get(f"{WAY}?course=clean-water")
    assert "No enrolment matches these filters." in hub.text
    see = as_admin_of("Shop")
    wrong = see.get(f"{WAY}?course=clean-water&edition=7")
    assert wrong.one("p", id="edition-error").text
    assert see.get(f"{WAY}?course=none").one("p", id="course-error").text


def test_titles_of_steps_are_in_the_reader_s_language(as_admin_of: As) -> None:
    see = as_admin_of("Academy")
    english, khmer = (
        [row.text for row in see.get(f"/{tag}/admin/drop-off?course=clean-water").all("th")]
        for tag in ("en", "km")
    )
    assert len(english) == len(khmer)
    assert not set(english[6:-1]) & set(khmer[6:-1])


def region_of(crowd: Crowd) -> None:
    first = moment(date(2025, 10, 3))
    for country, done, left in (("LA", 3, 20), ("TH", 20, 30), ("VN", 12, 16)):
        for place in range(done + left):
            crowd.seat(first, country=country, place=None, completed=DAY if place < done else None)
    crowd.session.commit()


def test_every_administrator_sees_the_region_and_nobody_is_made_out(
    as_admin_of: As, crowd: Crowd
) -> None:
    region_of(crowd)
    for place in ("Academy", "Hub"):
        told = lines(as_admin_of(place).get(f"{REGION}?quarter=2025-q4"))
        assert told["Laos"] == ["23", "–", "–"]
        assert told["Thailand"] == ["50", "20", "30"]
        assert told["Vietnam"] == ["28", "–", "–"]
        assert told["In all"] == ["101", "35", "66"]


def test_the_region_says_why_a_number_is_blank_and_draws_what_it_may(
    as_admin_of: As, crowd: Crowd
) -> None:
    region_of(crowd)
    see = as_admin_of("Hub")
    page = see.get(f"{REGION}?quarter=2025-q4")
    assert "A number is left blank (–)" in page.text
    assert "no border is drawn" in page.text
    assert len(page.all("svg", role="img")) == 1
    for by, name in (("course", "Clean water"), ("language", "ລາວ")):
        page = see.get(f"{REGION}?quarter=2025-q4&by={by}")
        assert lines(page)[name] == ["101", "35", "66"]
        assert "A number is left blank" not in page.text
        assert len(page.all("svg", role="img")) == 1


def test_too_few_people_are_not_shown_at_all(as_admin_of: As) -> None:
    page = as_admin_of("Hub").get(f"{REGION}?quarter=2026-q1")
    assert "Too few people took part in this quarter" in page.text
    assert not page.all("svg")


@pytest.mark.parametrize("query", ["quarter=2026-q9", "quarter=2099-q1", "by=organisation"])
def test_nothing_finer_can_be_asked_of_the_region(as_admin_of: As, query: str) -> None:
    page = as_admin_of("Academy").get(f"{REGION}?{query}")
    assert page.one("p", id=f"{query.partition('=')[0]}-error").text
    assert not page.all("table")


def test_nobody_else_sees_these_pages(as_som: Visitor, as_noi: Visitor, visitor: Visitor) -> None:
    for path in (DASHBOARD, WAY, REGION):
        assert as_som.client.get(path).status_code == 403
        assert as_noi.client.get(path).status_code == 403
        assert visitor.client.get(path).status_code == 302


@pytest.mark.parametrize("language", ["km", "my", "ta", "zh-Hans", "pt"])
def test_they_are_good_pages_in_other_scripts(as_admin_of: As, crowd: Crowd, language: str) -> None:
    region_of(crowd)
    see = as_admin_of("Academy")
    for path in (f"{DASHBOARD}?{MARCH}", f"{WAY}?course=clean-water", f"{REGION}?quarter=2025-q4"):
        assert see.get(path.replace("/en/", f"/{language}/")).all("svg")


def test_the_pages_take_the_same_queries_for_few_and_for_many(
    as_admin_of: As, crowd: Crowd, count_queries: CountQueries
) -> None:
    see = as_admin_of("Academy")
    paths = (f"{DASHBOARD}?{MARCH}", f"{WAY}?course=clean-water", f"{REGION}?quarter=2025-q4")

    def asked() -> list[int]:
        sent: list[int] = []
        for path in paths:
            with count_queries() as queries:
                see.get(path)
            sent.append(len(queries))
        return sent

    region_of(crowd)
    asked()
    few = asked()
    crowd.fill(20)
    assert asked() == few
