from datetime import date

import pytest
from sqlalchemy import delete, update
from sqlalchemy.orm import Session

from academy.accounts.models import User
from academy.authoring.models import CourseStaff
from academy.authoring.rules.staff import CourseRole
from academy.catalogue.models import CountryFact, Course
from academy.kernel.languages import LANGUAGES
from tests.authoring.staff import assign
from tests.browserless import Visitor
from tests.builders import publish, reworded
from tests.cast import NOW, Cast
from tests.conftest import CountQueries

COURSE = "/en/teach/courses/clean-water/"
UNITS = ("look", "look-check", "boil", "keep", "treat-check")
PAGES = ("/en/teach/", COURSE, f"{COURSE}units/look/", f"{COURSE}units/look-check/")


@pytest.fixture(autouse=True)
def noise(session: Session, cast: Cast) -> None:
    """A course that Som teaches, and one that is none of hers."""
    publish(session, id="noise", title="Noise")
    publish(session)
    assign(session, cast.som)


def test_an_instructor_sees_their_courses_and_what_learners_have(
    session: Session, as_som: Visitor
) -> None:
    publish(session, reworded())

    page = as_som.get("/en/teach/")

    assert page.heading == "My courses"
    assert page.one("a", href=COURSE).text == "Clean water"
    assert "Noise" not in page.text
    assert (
        "1.2 since Nov 23, 2026 0 under way 0 completed English ខ្មែរ 98% 简体中文 98%" in page.text
    )


def test_an_administrator_sees_all_courses(session: Session, as_mali: Visitor) -> None:
    session.execute(update(Course).where(Course.id == "noise").values(archived_at=NOW))

    page = as_mali.get("/en/teach/")

    assert page.one("a", href=COURSE)
    assert "Takes no new learners" in page.text


def test_somebody_without_a_course_hears_what_to_do(session: Session, as_som: Visitor) -> None:
    session.execute(delete(CourseStaff))

    assert "No course is yours yet." in as_som.get("/en/teach/").text


def test_a_course_page_leads_to_every_unit_and_from_there_to_every_language(
    as_som: Visitor,
) -> None:
    page = as_som.get(COURSE)

    for unit in UNITS:
        address = f"{COURSE}units/{unit}/"
        assert page.one("a", href=address)
        preview = as_som.get(address)
        for tag in ("en", "km", "zh-Hans"):
            assert preview.all("a", href=address.replace("/en/", f"/{tag}/"))
    assert page.one("a", href=f"{COURSE}learners").text == "Learners"
    assert "Edition 1, revision 1, published on November 23, 2026" in page.text


def test_an_administrator_is_not_led_to_other_peoples_learners(as_mali: Visitor) -> None:
    page = as_mali.get(COURSE)

    assert not page.all("a", href=f"{COURSE}learners")


def test_a_lesson_is_previewed_as_a_learner_sees_it(as_som: Visitor) -> None:
    page = as_som.get("/km/teach/courses/clean-water/units/look/")

    assert page.heading == "មើលទឹក"
    assert page.one("article", lang="km")
    assert page.all("a", href="../boil/")
    assert page.one("img", alt="កែវទឹកថ្លាមួយនៅក្បែរកែវទឹកពណ៌ត្នោតមួយ។")
    assert page.one("a", rel="next").attributes["href"].endswith("/units/look-check/")
    assert not page.all("a", rel="prev")


def test_a_lesson_without_a_translation_is_previewed_in_its_own_language(as_som: Visitor) -> None:
    page = as_som.get("/th/teach/courses/clean-water/units/boil/")

    assert page.one("html").attributes["lang"] == "th"
    assert page.one("article").attributes["lang"] == "en"


def test_a_quiz_is_previewed_with_its_keys(as_som: Visitor) -> None:
    page = as_som.get(f"{COURSE}units/look-check/")

    assert page.heading == "Check your eyes"
    for words in (
        "Three questions. You may try as often as you like.",
        "To pass 60%",
        "Attempts As many as you like",
        "Boiled water ✓ Right Heat kills germs.",
        "A brown colour ✓ Right",
        "Several answers may be right · 2 marks",
        "The sentence is false.",
        "When wrong Only boiling kills germs.",
    ):
        assert words in page.text
    assert "Clear water ✓" not in page.text


def test_every_other_kind_of_key_is_shown(as_som: Visitor) -> None:
    page = as_som.get(f"{COURSE}units/treat-check/")

    for words in (
        "Attempts 2",
        "1 minutes May be 0.5 away.",
        "Counts as right, in any language: germs",
        "Water to drink A closed jar",
        "Fetch the water Boil the water Let it cool",
    ):
        assert words in page.text


@pytest.mark.parametrize("tag", [language.tag for language in LANGUAGES])
def test_previews_are_pages_in_every_language(as_som: Visitor, tag: str) -> None:
    for unit in ("boil", "treat-check"):
        as_som.get(f"/{tag}/teach/courses/clean-water/units/{unit}/")


def add_facts(session: Session, *countries: str) -> None:
    for country in countries:
        session.add(
            CountryFact(
                country=country,
                kind="emergency",
                text=f"Call {country} <119>",
                url="https://example.org/" if country == "KH" else None,
                source="A ministry",
                checked=date(2026, 11, 1),
                review_by=date(2027, 5, 1),
            )
        )
    session.commit()


def test_a_fact_of_ones_own_country_is_shown_with_its_source(
    session: Session, as_som: Visitor
) -> None:
    add_facts(session, "KH", "LA")

    (box,) = as_som.get(f"{COURSE}units/boil/").all("aside", class_="fact")

    assert box.text == (
        "In an emergency: Cambodia Call KH <119> https://example.org/ "
        "Source: A ministry. Checked on November 1, 2026."
    )


def test_without_a_country_the_facts_of_all_are_folded_away(
    session: Session, as_som: Visitor
) -> None:
    add_facts(session, "LA", "KH")
    session.execute(update(User).values(country=None))

    page = as_som.get(f"{COURSE}units/boil/")

    assert page.one("aside", class_="fact").text.startswith("In an emergency Choose your country")
    assert [term.text for term in page.all("dt")] == ["Cambodia", "Laos"]


def test_without_any_fact_the_box_says_so(as_som: Visitor) -> None:
    (box,) = as_som.get(f"{COURSE}units/boil/").all("aside", class_="fact")

    assert box.text.startswith("In an emergency Nothing is known about this yet.")


@pytest.mark.parametrize("path", PAGES)
def test_a_learner_may_not_look_behind(as_noi: Visitor, path: str) -> None:
    as_noi.get(path, status=403)


@pytest.mark.parametrize("path", PAGES)
def test_a_visitor_is_asked_to_sign_in(visitor: Visitor, path: str) -> None:
    answer = visitor.client.get(path)

    assert answer.status_code == 302
    assert "/en/login?next=" in answer.location


@pytest.mark.parametrize("path", ["", "units/look/", "units/look-check/"])
def test_a_stranger_finds_no_course(as_som: Visitor, path: str) -> None:
    as_som.get(f"/en/teach/courses/noise/{path}", status=404)


@pytest.mark.parametrize("path", ["nothing/", "nothing/units/look/", "clean-water/units/nothing/"])
def test_what_is_not_there_is_not_found(as_som: Visitor, as_mali: Visitor, path: str) -> None:
    as_som.get(f"/en/teach/courses/{path}", status=404)
    as_mali.get(f"/en/teach/courses/{path}", status=404)


def test_a_translator_previews_but_is_not_led_to_learners(
    session: Session, as_som: Visitor, cast: Cast
) -> None:
    assign(session, cast.som, role=CourseRole.TRANSLATOR)

    assert not as_som.get(COURSE).all("a", href=f"{COURSE}learners")
    as_som.get(f"{COURSE}units/look/")


def test_the_list_takes_the_same_queries_however_many_courses(
    session: Session, as_som: Visitor, cast: Cast, *, count_queries: CountQueries
) -> None:
    def look() -> int:
        with count_queries() as sent:
            as_som.get("/en/teach/")
        return len(sent)

    look()
    few = look()
    for number in range(6):
        publish(session, id=f"course-{number}")
        assign(session, cast.som, f"course-{number}")

    assert look() == few
