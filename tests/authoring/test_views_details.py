from dataclasses import replace

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from academy.authoring import queries, service
from academy.authoring.rules.details import details_of
from academy.authoring.rules.drafts import SaveKind
from academy.authoring.rules.staff import CourseRole
from academy.content.model import Level, Track
from academy.db.audit import AuditEvent
from tests.authoring.drafting import draft_of, saving
from tests.authoring.staff import assign
from tests.browserless import Page, Visitor
from tests.builders import publish
from tests.cast import Cast

COURSE = "/en/teach/courses/clean-water/"
DETAILS = f"{COURSE}details"
FIELDS = {
    "title": "Clean water",
    "summary": "Find water, make it safe, and keep it safe.",
    "outcomes": "Tell safe water from unsafe water.\r\nMake water safe at home.",
    "competences": "DigComp 1.2",
    "hours": "2",
    "track": "ecommerce",
    "level": "foundation",
    "minimum_score": "60",
    "statement": "The holder can make water safe at home.",
}


@pytest.fixture(autouse=True)
def noise(session: Session, cast: Cast) -> None:
    """A course that Som writes, and one that is none of hers."""
    publish(session, id="noise", title="Noise")
    publish(session)
    assign(session, cast.som)


def base(visitor: Visitor) -> str:
    return visitor.get(DETAILS).one("input", name_="base").attributes["value"]


def send(visitor: Visitor, *, on: str | None = None, **fields: str) -> TestResponse:
    """Send the form with these fields changed, as a page shown now or on version `on`."""
    return visitor.post(DETAILS, **{**FIELDS, "base": on or base(visitor), **fields})


def test_the_form_shows_every_word_of_the_course(as_som: Visitor) -> None:
    page = as_som.get(DETAILS)

    assert page.heading == "Course details"
    assert page.one("input", name_="title").attributes["value"] == "Clean water"
    assert page.one("textarea", name_="summary").text == FIELDS["summary"]
    assert page.one("textarea", name_="outcomes").text.startswith("Tell safe water")
    assert page.one("input", name_="minimum_score").attributes["value"] == "60"
    assert [option.text for option in page.all("option", selected="")] == [
        "E-commerce", "Foundation",
    ]  # fmt: skip
    assert "Id clean-water" in page.text
    assert "needed before the course can be published" not in page.text


def test_what_was_typed_is_the_draft(session: Session, as_som: Visitor) -> None:
    answer = send(
        as_som,
        title="Water for all", summary=" One.\r\n\r\nTwo. ", outcomes="A.\r\n\r\n B. \r\n",
        competences="", hours="៣", track="ai", level="vocational", minimum_score="",
        statement="Knows water.",
    )  # fmt: skip

    assert (answer.status_code, answer.location) == (303, DETAILS)
    details = details_of(draft_of(session).course)
    assert (details.title, details.summary) == ("Water for all", "One.\n\nTwo.")
    assert (details.outcomes, details.competences) == (("A.", "B."), ())
    assert (details.hours, details.minimum_score) == (3, None)
    assert (details.track, details.level) == (Track.AI, Level.VOCATIONAL)
    assert details.statement == "Knows water."
    assert "Saved." in as_som.get(DETAILS).text


def test_saving_what_is_there_already_changes_nothing(session: Session, as_som: Visitor) -> None:
    send(as_som)

    assert not draft_of(session).has_changes


def test_a_draft_may_lack_words_and_is_told_what_is_missing(
    session: Session, as_som: Visitor
) -> None:
    send(as_som, title="", summary="", outcomes="", statement="", competences="x" * 201)

    assert not draft_of(session).course.title
    page = as_som.get(DETAILS)
    for name in ("title", "summary", "outcomes", "statement"):
        assert page.one("p", id=f"{name}-hint").text.startswith("Still empty: needed before")
    assert page.one("p", id="competences-hint").text.startswith("Too long to be published")


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("hours", "many", "Please type a whole number from 1 to 1,000."),
        ("hours", "0", "Please type a whole number from 1 to 1,000."),
        ("hours", "", "Please type a whole number from 1 to 1,000."),
        ("minimum_score", "101", "Please type a whole number from 1 to 100."),
        ("track", "gardening", "Not a valid choice."),
        (
            "summary",
            "Turn\u202eround",
            "There is a mark in this text that nobody can see (U+202E).",
        ),
    ],
)
def test_what_has_no_shape_is_told_at_its_field_and_nothing_typed_is_lost(
    session: Session, as_som: Visitor, *, name: str, value: str, words: str
) -> None:
    answer = send(as_som, statement="A new statement.", **{name: value})

    assert answer.status_code == 422
    page = Page(answer.text)
    assert page.one("p", id=f"{name}-error").text == words
    assert page.one("textarea", name_="statement").text == "A new statement."
    assert not draft_of(session).has_changes


def test_somebody_who_moves_a_unit_is_in_nobodys_way(
    session: Session, as_som: Visitor, as_mali: Visitor
) -> None:
    begun = base(as_som)
    as_mali.post(f"{COURSE}units/look/step", seen_on=COURSE, way="down")

    assert send(as_som, on=begun, title="Water").status_code == 303
    course = draft_of(session).course
    assert course.title == "Water"
    assert [unit.id for unit in course.units][:2] == ["look-check", "look"]


def test_of_two_who_write_the_second_sees_both_and_decides(
    session: Session, as_som: Visitor, as_mali: Visitor
) -> None:
    begun = base(as_som)
    send(as_mali, title="Mali’s water", minimum_score="")
    answer = send(as_som, on=begun, title="Som’s water")

    assert answer.status_code == 409
    page = Page(answer.text)
    assert page.one("input", name_="title").attributes["value"] == "Som’s water"
    others = [box.text.split("meanwhile ")[1] for box in page.all("div", class_="box theirs")]
    assert others == ["Mali’s water", "Nothing"]
    assert draft_of(session).course.title == "Mali’s water"
    kinds = [save.kind for save in queries.history(session, "clean-water", "course")]
    assert kinds[0] is SaveKind.SET_ASIDE

    now = page.one("input", name_="base").attributes["value"]
    assert send(as_som, on=now, title="Som’s water").status_code == 303
    assert draft_of(session).course.title == "Som’s water"


def test_how_one_works_on_a_course_is_kept_and_noted(session: Session, as_som: Visitor) -> None:
    answer = as_som.post(f"{COURSE}terms", seen_on=DETAILS, readiness="95", needs_review="y")

    assert answer.status_code == 303
    terms = queries.terms(session, "clean-water")
    assert (terms.readiness, terms.needs_review) == (95, True)
    page = as_som.get(DETAILS)
    assert page.one("input", name_="readiness").attributes["value"] == "95"
    assert "checked" in page.one("input", name_="needs_review").attributes
    noted = session.scalars(select(AuditEvent).where(AuditEvent.action == "course.terms")).one()
    assert noted.details == {"readiness": 95, "needs_review": 1}


def test_a_share_is_a_percentage(session: Session, as_som: Visitor) -> None:
    answer = as_som.post(f"{COURSE}terms", seen_on=DETAILS, readiness="120")

    assert answer.status_code == 422
    assert "Please type a whole number from 0 to 100." in Page(answer.text).text
    assert queries.terms(session, "clean-water").readiness == 80


def test_an_archived_course_is_not_changed(session: Session, as_som: Visitor, cast: Cast) -> None:
    service.archive(session, saving(cast.som))
    session.commit()

    send(as_som, title="Water")
    assert "This course is archived." in as_som.get(DETAILS).text
    as_som.post(f"{COURSE}terms", seen_on=DETAILS, readiness="10")
    assert "This course is archived." in as_som.get(DETAILS).text
    assert draft_of(session).course.title == "Clean water"


@pytest.mark.parametrize("role", [CourseRole.TRANSLATOR, CourseRole.REVIEWER])
def test_only_who_may_edit_comes_in(
    session: Session, as_som: Visitor, cast: Cast, *, role: CourseRole
) -> None:
    assign(session, cast.som, role=role)

    as_som.get(DETAILS, status=403)
    assert not as_som.get(COURSE).all("a", href=DETAILS)
    fields = {**FIELDS, "base": ""}
    assert as_som.post(DETAILS, seen_on="/en/account/", **fields).status_code == 403
    terms = as_som.post(f"{COURSE}terms", seen_on="/en/account/", readiness="1")
    assert terms.status_code == 403


def test_a_stranger_finds_no_course(as_som: Visitor) -> None:
    as_som.get("/en/teach/courses/noise/details", status=404)


def test_details_of_a_course_are_all_but_its_modules(session: Session) -> None:
    course = draft_of(session).course
    fewer = replace(course, modules=course.modules[:1])

    assert details_of(fewer) == details_of(course)


def test_translators_are_told_what_the_courses_own_words_mean(
    session: Session, as_som: Visitor
) -> None:
    title = queries.noted_texts(session, draft_of(session), "course")[0]
    assert title.source == "Clean water"

    answer = as_som.post(
        f"{DETAILS}/notes", seen_on=DETAILS, **{f"note-{title.digest}": "Safe to drink."}
    )

    assert (answer.status_code, answer.location) == (303, DETAILS)
    assert as_som.get(DETAILS).one("textarea", id="note-1").text == "Safe to drink."
    row = next(row for row in queries.desk(session, draft_of(session), "km").rows)
    assert queries.notes(session, "clean-water") == {("course", row.digest): "Safe to drink."}


def test_a_typing_error_in_the_courses_own_words_costs_no_translation(
    session: Session, as_som: Visitor
) -> None:
    send(as_som, summary="Find water, make it safe, and keep it safe!")
    page = as_som.get(DETAILS)
    assert "Changed since it was translated" in page.text

    (source,) = [box.attributes["value"] for box in page.all("input", name_="source")]
    answer = as_som.post(f"{DETAILS}/meaning", seen_on=DETAILS, source=source)

    assert (answer.status_code, answer.location) == (303, DETAILS)
    assert "Changed since it was translated" not in as_som.get(DETAILS).text
    shown = {
        row.segment.source: row.state for row in queries.desk(session, draft_of(session), "km").rows
    }
    assert shown[source] == "translated"
