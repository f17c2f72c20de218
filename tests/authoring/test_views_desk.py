import pytest
from sqlalchemy import delete, update
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from academy.accounts.models import Membership
from academy.authoring import queries, service
from academy.authoring.models import CourseStaff
from academy.authoring.rules.staff import CourseRole
from academy.content.model import Level, Track
from academy.kernel.actor import Role
from tests.authoring.drafting import draft_of, saving, write_lesson
from tests.authoring.staff import assign
from tests.browserless import Page, Visitor
from tests.builders import enrol, publish
from tests.cast import Cast

DESK, NEW = "/en/teach/", "/en/teach/new"
FIELDS = {
    "title": "Wells",
    "id": "",
    "track": "ai",
    "level": "intermediate",
    "language": "km",
    "module": "First steps",
}


@pytest.fixture(autouse=True)
def noise(session: Session, cast: Cast) -> None:
    """A course that Som writes, and one that is none of hers."""
    publish(session, id="noise", title="Noise")
    publish(session)
    assign(session, cast.som)


def row(page: Page, title: str) -> str:
    """The words of a course's row."""
    (found,) = [each.text for each in page.all("tr") if each.text.startswith(title)]
    return found


def begin(visitor: Visitor, **fields: str) -> TestResponse:
    return visitor.post(NEW, **{**FIELDS, **fields})


def become(session: Session, cast: Cast, role: Role) -> None:
    """Let Som be something else than an instructor."""
    session.execute(
        update(Membership).where(Membership.user_id == cast.som.id).values(role=role.value)
    )
    session.commit()


def test_a_course_tells_what_learners_have_and_how_many_they_are(
    session: Session, as_som: Visitor, cast: Cast
) -> None:
    enrol(session, cast.noi)
    enrol(session, cast.dao)

    assert row(as_som.get(DESK), "Clean water") == (
        "Clean water Published 1.1 since Nov 23, 2026 2 under way 0 completed English ខ្មែរ 简体中文"
    )


def test_unpublished_changes_and_closed_doors_are_told(
    session: Session, as_som: Visitor, cast: Cast
) -> None:
    write_lesson(session, cast.som, "keep", text="# Keep\n")
    service.close(session, saving(cast.som, 1))
    session.commit()

    told = row(as_som.get(DESK), "Clean water")
    assert "Unpublished changes Takes no new learners" in told


def test_a_course_that_learners_do_not_have_is_a_draft_only(as_som: Visitor) -> None:
    begin(as_som)

    assert row(as_som.get(DESK), "Wells") == "Wells Draft only"


def test_archived_courses_are_folded_away(session: Session, as_som: Visitor, cast: Cast) -> None:
    service.archive(session, saving(cast.som))
    session.commit()

    page = as_som.get(DESK)
    assert "1 archived course" in page.text
    assert [table.attributes["aria-label"] for table in page.all("table")] == ["Archived courses"]


def test_a_course_begins_with_what_it_cannot_do_without(
    session: Session, as_som: Visitor, cast: Cast
) -> None:
    assert as_som.get(DESK).one("a", href=NEW).text == "New course"
    answer = begin(as_som)

    assert (answer.status_code, answer.location) == (303, "/en/teach/courses/wells/")
    course = draft_of(session, "wells").course
    assert (course.title, course.language) == ("Wells", "km")
    assert (course.track, course.level) == (Track.AI, Level.INTERMEDIATE)
    assert [module.title for module in course.modules] == ["First steps"]
    assert queries.team(session, "wells") == {cast.som.id: {CourseRole.INSTRUCTOR}}


def test_a_course_may_be_called_otherwise_in_its_addresses(
    session: Session, as_som: Visitor
) -> None:
    assert begin(as_som, id="deep-wells").location == "/en/teach/courses/deep-wells/"
    assert draft_of(session, "deep-wells").course.title == "Wells"


def test_the_reader_most_likely_writes_in_the_language_they_read(as_som: Visitor) -> None:
    page = as_som.get("/km/teach/new")

    assert page.one("option", value="km").attributes["selected"] == ""


@pytest.mark.parametrize(
    ("fields", "name", "words", "shown"),
    [
        ({"id": "clean-water"}, "id", "There is a course with this id already.", "clean-water"),
        ({"title": "Clean water"}, "id", "There is a course with this id", "clean-water"),
        ({"id": "Deep Wells"}, "id", "only the letters a–z", "Deep Wells"),
        ({"id": "-wells"}, "id", "only the letters a–z", "-wells"),
        ({"id": "x" * 65}, "id", "only the letters a–z", "x" * 65),
        ({"title": "អណ្តូង"}, "id", "none can be made of this title", ""),
        ({"title": ""}, "title", "Please type a title.", ""),
        ({"module": " "}, "module", "Please type a title.", ""),
    ],
)
def test_what_is_wrong_is_told_at_its_field(
    as_som: Visitor, *, fields: dict[str, str], name: str, words: str, shown: str
) -> None:
    answer = begin(as_som, **fields)

    assert answer.status_code == 422
    page = Page(answer.text)
    assert words in page.one("p", id=f"{name}-error").text
    assert page.one("input", name_=name).attributes["value"] == shown


def test_a_translator_finds_the_way_in_but_begins_no_course(
    session: Session, as_som: Visitor, cast: Cast
) -> None:
    become(session, cast, Role.TRANSLATOR)
    assign(session, cast.som, role=CourseRole.TRANSLATOR)

    page = as_som.get(DESK)
    assert page.all("a", href=DESK)[0].text == "Teach"
    assert not page.all("a", href=NEW)
    as_som.get(NEW, status=403)
    assert as_som.post(NEW, seen_on="/en/account/", **FIELDS).status_code == 403


def test_who_has_no_course_hears_what_to_do(session: Session, as_som: Visitor, cast: Cast) -> None:
    session.execute(delete(CourseStaff))
    session.commit()

    assert "Begin one, or ask to be added to one." in as_som.get(DESK).text
    become(session, cast, Role.TRANSLATOR)
    assert "Ask an author to add you to one." in as_som.get(DESK).text


def test_nobody_sees_the_way_in_who_only_learns(as_noi: Visitor) -> None:
    assert not as_noi.get("/en/learn/").all("a", href=DESK)
