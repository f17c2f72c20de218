"""The completion report: what is asked for, what is shown, and how it is taken away."""

import json
import re
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy.orm import Session

from academy.accounts.models import Organisation
from academy.db.audit import AuditEvent
from academy.enrolment.models import Cohort
from academy.kernel.ids import uuid7
from academy.reporting.rules import COLUMNS
from academy.reporting.views.asked import MOST_LISTED
from tests.browserless import Page, Visitor
from tests.cast import NOW
from tests.conftest import CountQueries
from tests.reporting.region import Region
from tests.reporting.seats import Seats

REPORT = "/en/admin/reports/completions"


def body(page: Page) -> list[str]:
    return [cell.text for cell in page.all("td")]


def facts(page: Page) -> dict[str, str]:
    found = page.html.partition('<dl class="facts')[2].partition(">")[2].partition("</dl>")[0]
    told = Page(f'<html lang="en" dir="ltr"><title>x</title><h1>x</h1><body>{found}</body></html>')
    names, numbers = ([each.text for each in told.all(tag)] for tag in ("dt", "dd"))
    return dict(zip(names, numbers, strict=True))


def downloads(page: Page) -> list[str]:
    return [link.attributes["href"] for link in page.all("a") if "download" in link.attributes]


def test_the_report_shows_numbers_charts_and_rows(as_mali: Visitor, seats: Seats) -> None:
    seats.add("Noy", status="completed", done=(4, 4), score=90)
    seats.add("Dao", country=None)
    page = as_mali.get(REPORT)
    assert page.heading == "Completions"
    assert facts(page) == {
        "Enrolments in all": "2",
        "Enrolled": "1",
        "In progress": "0",
        "Completed": "1",
        "Withdrawn": "0",
    }
    assert {svg.attributes["role"] for svg in page.all("svg")} == {"img"}
    assert len(page.all("svg")) == 2
    assert [each.text for each in page.all("th", translate="no")] == list(COLUMNS)
    assert "Noy" in body(page)
    assert "Jan 2026" in page.text
    assert "Not told" in page.text
    assert "The report has 2 rows." in page.text


def test_a_report_of_nothing_says_so_and_can_be_saved_all_the_same(as_mali: Visitor) -> None:
    page = as_mali.get(f"{REPORT}?country=LA")
    assert "No enrolment matches these filters." in page.text
    assert not page.all("svg")
    assert [link for link in page.all("a") if link.text == "Save under a name"]


def test_filters_narrow_the_page_and_its_downloads(as_mali: Visitor, seats: Seats) -> None:
    seats.add("Noy", country="LA")
    seats.add("Mai", country="VN")
    page = as_mali.get(f"{REPORT}?country=VN&status=enrolled&course=")
    assert "Mai" in body(page)
    assert "Noy" not in body(page)
    assert downloads(page) == [
        *(f"{REPORT}.{kind}?country=VN&status=enrolled" for kind in ("csv", "xlsx", "jsonl")),
        f"{REPORT}.csv?country=VN&status=enrolled&bom=1",
    ]
    assert as_mali.client.get(downloads(page)[0]).text.count("\r\n") == 2


def test_what_is_chosen_is_said_in_words_where_the_filters_are_folded(
    as_mali: Visitor, seats: Seats, region: Region
) -> None:
    cohort = seats.cohort("Evening")
    page = as_mali.get(
        f"{REPORT}?course=clean-water&cohort={cohort}&organisation={region.ministry}&country=LA"
        "&language=lo&status=completed&enrolled_from=2026-01-01&enrolled_to=2026-02-01"
        "&completed_from=2026-03-01&score_from=50&score_to=100"
    )
    (words,) = [each.text for each in page.all("summary") if each.text.startswith("Filters")]
    assert words == (
        "Filters Course: Clean water · Cohort: Evening (Clean water) · "
        "Organisation: Ministry and those below it · Country: Laos · Language: ລາວ · "
        "Status: Completed · Enrolled on: Jan 1, 2026 to Feb 1, 2026 · "
        "Completed on: Mar 1, 2026 or later · Score: 50% to 100%"
    )
    other = as_mali.get(
        f"{REPORT}?organisation={region.hub}&below=no&enrolled_to=2026-02-01&score_to=7"
        "&columns=email,country"
    )
    (words,) = [each.text for each in other.all("summary") if each.text.startswith("Filters")]
    assert words == (
        "Filters Organisation: Hub alone · Enrolled on: Feb 1, 2026 or earlier · "
        "Score: 7% or less · Columns: 2 columns"
    )
    only_least = as_mali.get(f"{REPORT}?score_from=7")
    assert "Score: 7% or more" in only_least.text


def test_every_filter_narrows_and_all_combine(
    as_mali: Visitor, seats: Seats, region: Region
) -> None:
    cohort = seats.cohort("Evening")
    noy: dict[str, Any] = {"organisation_id": region.hub, "cohort_id": cohort, "language": "lo"}
    seats.add("Noy", status="completed", score=80, done=(4, 4), **noy)
    seats.add("Mai", country="VN", language="vi", score=10, done=(1, 4))
    filters = [
        f"cohort={cohort}",
        f"organisation={region.ministry}",
        f"organisation={region.hub}&below=no",
        "country=LA",
        "language=lo",
        "status=completed",
        "completed_from=2026-01-01",
        "score_from=80",
        "enrolled_to=2026-12-31&score_from=11&score_to=80",
    ]
    for query in (*filters, "&".join(filters[:1] + filters[3:8])):
        names = [
            json.loads(row)["learner_name"]
            for row in as_mali.client.get(f"{REPORT}.jsonl?{query}").text.splitlines()
        ]
        assert names == ["Noy"], query
    assert not as_mali.client.get(f"{REPORT}.jsonl?organisation={region.ministry}&below=no").text


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("enrolled_from=yesterday", "Please give a day that there is, such as 2026-01-31."),
        ("enrolled_to=2026-02-30", "Please give a day that there is, such as 2026-01-31."),
        ("completed_from=99999-01-01", "Please give a day that there is, such as 2026-01-31."),
        ("completed_to=%00", "Please give a day that there is, such as 2026-01-31."),
        ("status=gone", "Not a valid choice."),
        ("country=XX", "Not a valid choice."),
        ("course=none", "Not a valid choice."),
        ("language=xx", "Not a valid choice."),
        ("below=perhaps", "Not a valid choice."),
        ("organisation=7", "This organisation is beyond your reach: nothing is shown."),
        ("cohort=7", "There is no such cohort within your reach: nothing is shown."),
        ("score_from=101", "Please type a whole number from 0 to 100."),
        ("score_to=-1", "Please type a whole number from 0 to 100."),
        ("score_to=much", "Please type a whole number."),
        ("score_to=1&score_from=2", "This range ends before it begins."),
        ("enrolled_to=2026-01-01&enrolled_from=2026-01-02", "This range ends before it begins."),
        ("completed_to=2026-01-01&completed_from=2026-12-31", "This range ends before it begins."),
        ("columns=email,moon", "There is no column called moon."),
    ],
)
def test_a_filter_that_makes_no_sense_is_told_at_its_field(
    as_mali: Visitor, query: str, told: str
) -> None:
    page = as_mali.get(f"{REPORT}?{query}")
    name = query.partition("=")[0]
    assert page.one("p", id=f"{name}-error").text == told
    assert not downloads(page)
    assert not body(page)
    answer = as_mali.client.get(f"{REPORT}.csv?{query}")
    assert answer.status_code == 302
    assert f"{name}=" in answer.location


def test_nothing_that_was_typed_is_lost_where_something_is_wrong(as_mali: Visitor) -> None:
    page = as_mali.get(f"{REPORT}?enrolled_from=2026-05-05&score_from=300&country=LA&columns=email")
    values = {each.attributes["id"]: each.attributes["value"] for each in page.all("input")
              if "id" in each.attributes and "value" in each.attributes}  # fmt: skip
    assert (values["enrolled_from"], values["score_from"]) == ("2026-05-05", "300")
    assert values["columns"] == "email"
    chosen = [
        each.attributes["value"] for each in page.all("option") if "selected" in each.attributes
    ]
    assert "LA" in chosen
    assert "open" in page.all("details", class_="fold")[0].attributes


def test_the_last_day_there_is_can_be_asked_for(as_mali: Visitor, seats: Seats) -> None:
    seats.add("Noy")
    assert "Noy" in body(as_mali.get(f"{REPORT}?enrolled_to=9999-12-31&enrolled_from=0001-01-01"))


@pytest.mark.parametrize(
    ("kind", "media"),
    [
        ("csv", "text/csv"),
        ("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        ("jsonl", "application/jsonl"),
    ],
)
def test_the_report_is_a_file_to_keep(
    *, as_mali: Visitor, seats: Seats, session: Session, kind: str, media: str
) -> None:
    seats.add("Noy")
    answer = as_mali.client.get(f"{REPORT}.{kind}")
    assert answer.status_code == 200
    assert answer.mimetype == media
    assert answer.headers["Content-Disposition"] == f'attachment; filename="completions.{kind}"'
    assert answer.data
    event = session.query(AuditEvent).filter_by(action="report.exported").one()
    assert (event.details["format"], event.details["rows"]) == (kind, 1)
    assert event.actor_id is not None


def test_a_byte_order_mark_can_be_asked_for(as_mali: Visitor, seats: Seats) -> None:
    seats.add()
    plain = as_mali.client.get(f"{REPORT}.csv").data
    assert as_mali.client.get(f"{REPORT}.csv?bom=1").data == "\ufeff".encode() + plain
    marked = [each for each in downloads(as_mali.get(REPORT)) if "bom=1" in each]
    assert marked == [f"{REPORT}.csv?bom=1"]


def test_chosen_columns_are_shown_and_taken_away_in_their_order(
    as_mali: Visitor, seats: Seats
) -> None:
    seats.add("Noy")
    query = "columns=country,learner_name"
    page = as_mali.get(f"{REPORT}?{query}")
    assert [each.text for each in page.all("th", translate="no")] == ["country", "learner_name"]
    assert body(page)[-2:] == ["LA", "Noy"]
    sent = as_mali.client.get(f"{REPORT}.csv?{query}").text
    assert sent == "country,learner_name\r\nLA,Noy\r\n"


def test_a_file_is_made_while_one_goes_on_working(as_mali: Visitor, seats: Seats) -> None:
    seats.add("Noy")
    seats.add("Mai", country="VN")
    page = as_mali.get(f"{REPORT}?country=VN")
    kinds = [each.attributes["value"] for each in page.all("input", type="radio")]
    assert kinds == ["csv", "xlsx", "jsonl", "parquet", "pdf"]
    query = next(each.attributes["value"] for each in page.all("input", name_="query"))
    fields = {"query": query, "format": "csv", "bom": "y"}
    answer = as_mali.post(f"{REPORT}/run", seen_on=REPORT, **fields)
    assert answer.status_code == 303
    made = as_mali.client.get(answer.location)
    assert "/admin/reports/runs/" in made.location
    file = as_mali.client.get(f"{made.location}/file").data.decode()
    assert file.startswith("\ufeffenrolment_id")
    assert "Mai" in file
    assert "Noy" not in file


def test_a_file_of_no_known_kind_is_not_made(as_mali: Visitor, seats: Seats) -> None:
    seats.add("Noy")
    answer = as_mali.post(f"{REPORT}/run", seen_on=REPORT, query="country=LA", format="doc")
    assert answer.status_code == 422
    assert "Not a valid choice." in Page(answer.text).text
    wrong = as_mali.post(f"{REPORT}/run", seen_on=REPORT, query="country=XX", format="csv")
    assert wrong.location == f"{REPORT}?country=XX"


def test_a_day_that_is_over_is_told_of_by_a_file_alone(as_mali: Visitor, seats: Seats) -> None:
    seats.add("Noy")
    page = as_mali.get(f"{REPORT}?as_of=2026-01-31")
    assert "As of the end of: Jan 31, 2026 (UTC)" in page.text
    assert not downloads(page)
    assert not body(page)
    query = next(each.attributes["value"] for each in page.all("input", name_="query"))
    fields = {"query": query, "format": "jsonl"}
    answer = as_mali.post(f"{REPORT}/run", seen_on=REPORT, **fields)
    made = as_mali.client.get(answer.location).location
    (row,) = as_mali.client.get(f"{made}/file").text.splitlines()
    assert json.loads(row)["learner_name"] == "Noy"


def test_a_day_that_is_not_over_yet_is_told(as_mali: Visitor) -> None:
    page = as_mali.get(f"{REPORT}?as_of=9999-12-31")
    assert "not over yet in UTC" in page.one("p", id="as_of-error").text
    assert page.one("input", id="as_of").attributes["value"] == "9999-12-31"


def test_large_reports_are_made_as_files(
    as_mali: Visitor, seats: Seats, monkeypatch: pytest.MonkeyPatch
) -> None:
    seats.add("Noy")
    monkeypatch.setattr("academy.reporting.rules.completions.AT_ONCE", 0)
    page = as_mali.get(REPORT)
    assert not downloads(page)
    assert [each for each in page.all("button") if each.text == "Make the file"]


def test_an_administrator_sees_their_own_organisation_and_those_below(
    *, as_hub: Visitor, as_ministry: Visitor, as_company: Visitor, seats: Seats, region: Region
) -> None:
    seats.add("Noy", organisation_id=region.hub)
    seats.add("Mai", organisation_id=region.ministry)
    seats.add("Nobody's")
    totals = {
        visitor: facts(visitor.get(REPORT)).get("Enrolments in all")
        for visitor in (as_hub, as_ministry)
    }
    assert totals == {as_hub: "1", as_ministry: "2"}
    assert "No enrolment matches" in as_company.get(REPORT).text
    rows = as_hub.client.get(f"{REPORT}.jsonl").text.splitlines()
    assert [json.loads(row)["learner_name"] for row in rows] == ["Noy"]
    beyond = f"organisation={region.ministry}"
    assert as_hub.client.get(f"{REPORT}.csv?{beyond}").status_code == 302
    answer = as_hub.post(f"{REPORT}/run", seen_on=REPORT, query=beyond, format="csv")
    assert answer.location == f"{REPORT}?{beyond}"


def test_organisations_are_offered_as_a_tree_within_reach(
    as_ministry: Visitor, as_mali: Visitor
) -> None:
    def offered(visitor: Visitor) -> list[str]:
        options = visitor.get(REPORT).html.partition('id="organisation"')[2].partition("</select>")
        page = (
            f'<html lang="en" dir="ltr"><title>x</title><h1>x</h1><body>{options[0]}</body></html>'
        )
        return [name.replace("\u2003", ">") for name in _texts(page)]

    assert offered(as_ministry) == ["All", "Ministry", ">Hub"]
    assert offered(as_mali)[1:] == [
        "China-ASEAN Digital Academy", ">Company", ">Ministry", ">>Hub",
    ]  # fmt: skip


def _texts(page: str) -> list[str]:
    return re.findall(r"<option[^>]*>([^<]*)</option>", page)


@pytest.fixture
def many(region: Region, session: Session) -> Region:
    """More organisations than one list holds."""
    for number in range(MOST_LISTED):
        above = region.company if number else region.hub
        session.add(
            Organisation(id=uuid7(NOW), name=f"Branch {number:03}", country="LA", parent_id=above)
        )
    session.commit()
    return region


@pytest.mark.usefixtures("many")
def test_among_very_many_organisations_one_looks_by_name(as_mali: Visitor) -> None:
    page = as_mali.get(REPORT)
    assert page.one("input", id="find")
    assert len([each for each in page.all("option") if "Branch" in each.text]) == 0
    found = as_mali.get(f"{REPORT}?find=branch+1")
    assert "100 organisations are called so." in found.text
    assert len([each for each in found.all("option") if "Branch 1" in each.text]) == 100
    assert "open" in found.all("details", class_="fold")[0].attributes
    only = as_mali.client.get(f"{REPORT}?find=branch+000&country=LA").location
    assert only.startswith(f"{REPORT}?country=LA&organisation=")
    chosen = as_mali.get(only)
    (kept,) = [each for each in chosen.all("option") if "Branch 000" in each.text]
    assert "selected" in kept.attributes
    assert "0 organisations are called so." in as_mali.get(f"{REPORT}?find=nowhere").text


def test_of_very_many_cohorts_the_chosen_one_is_offered(
    *, as_mali: Visitor, as_hub: Visitor, seats: Seats, region: Region
) -> None:
    first = seats.cohort("The first")
    for number in range(301):
        seats.session.add(
            Cohort(
                id=uuid7(NOW + timedelta(1)), course_id="clean-water", organisation_id=region.hub,
                name=f"Cohort {number}", entry="closed",
            )
        )  # fmt: skip
    seats.session.commit()
    assert "The first" not in as_mali.get(f"{REPORT}?course=clean-water").text
    assert "The first" in as_mali.get(f"{REPORT}?cohort={first}").text
    assert as_hub.get(f"{REPORT}?cohort={first}").one("p", id="cohort-error")


def test_nobody_else_gets_a_report(as_som: Visitor, as_noi: Visitor, visitor: Visitor) -> None:
    for kind in ("", ".csv", ".xlsx", ".jsonl", "/columns"):
        assert as_som.client.get(REPORT + kind).status_code == 403
        assert as_noi.client.get(REPORT + kind).status_code == 403
        assert visitor.client.get(REPORT + kind).status_code == 302


@pytest.mark.parametrize("language", ["km", "my", "ta", "zh-Hans"])
def test_the_report_is_a_good_page_in_other_scripts(
    as_mali: Visitor, seats: Seats, language: str
) -> None:
    seats.add(status="completed")
    assert as_mali.get(REPORT.replace("/en/", f"/{language}/")).heading


def test_the_page_takes_the_same_queries_for_three_rows_and_thirty(
    as_mali: Visitor, seats: Seats, count_queries: CountQueries
) -> None:
    def asked() -> int:
        with count_queries() as sent:
            as_mali.get(REPORT)
        return len(sent)

    for _ in range(3):
        seats.add(status="completed")
    few = [asked(), asked()]
    for _ in range(27):
        seats.score(seats.add(country="VN"), look_check=50)
    assert asked() == few[1]
