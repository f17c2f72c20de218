import pytest
from sqlalchemy.orm import Session

from academy.authoring import queries, service
from academy.authoring.rules.drafts import SaveKind, lesson_part, quiz_part
from academy.authoring.rules.outlines import rename_module
from academy.authoring.rules.staff import CourseRole
from tests.authoring.drafting import draft_of, saving, write_lesson
from tests.authoring.staff import assign
from tests.browserless import Visitor
from tests.builders import publish
from tests.cast import Cast
from tests.conftest import CountQueries

HISTORY = "/en/teach/courses/clean-water/history"
LESSON = f"{HISTORY}/lesson/keep"
PART = lesson_part("keep")


@pytest.fixture(autouse=True)
def course(session: Session, cast: Cast) -> None:
    """A course that Som teaches, and one that is none of hers."""
    publish(session, id="noise", title="Noise")
    publish(session)
    assign(session, cast.som)


def written(session: Session, cast: Cast) -> tuple[str, str]:
    """Two saves of a lesson, the older first."""
    for minutes, word in enumerate(("first", "second")):
        write_lesson(session, cast.som, "keep", text=f"# Keep\n\nMy {word} jar.\n", minutes=minutes)
    new, old = queries.history(session, "clean-water", PART)
    return str(old.id), str(new.id)


def test_a_part_that_was_never_changed_shows_what_is_published(as_som: Visitor) -> None:
    page = as_som.get(LESSON)

    assert "As published" in page.text
    assert page.one("a", href="/en/teach/courses/clean-water/units/keep/lesson").text == (
        "Keep the water"
    )


def test_every_save_is_shown_with_who_when_and_why(
    session: Session, as_som: Visitor, cast: Cast
) -> None:
    old, new = written(session, cast)
    write_lesson(session, cast.mali, "keep", text="# Mine\n", minutes=2, base=old)

    rows = [row.text for row in as_som.get(LESSON).all("tr")]

    assert "Mali Set aside: somebody else had saved first" in rows[1]
    assert "Som Saved As it stands" in rows[2]
    assert "Som Saved" in rows[3]
    assert "As it stands" not in rows[3]
    assert "As published" in rows[4]
    assert new != old


def test_two_saves_are_compared_side_by_side(session: Session, as_som: Visitor, cast: Cast) -> None:
    old, new = written(session, cast)

    page = as_som.get(f"{LESSON}/changes?old={old}&new={new}")

    assert page.one("del").text == "first"
    assert page.one("ins").text == "second"
    assert "Som" in page.one("thead").text


def test_what_stands_is_compared_with_what_is_published(
    session: Session, as_som: Visitor, cast: Cast
) -> None:
    written(session, cast)

    page = as_som.get(f"{LESSON}/changes")

    assert "As published" in page.one("thead").text
    assert "My second jar." in page.text


def test_the_same_text_twice_has_no_difference(as_som: Visitor) -> None:
    assert "Both are the same." in as_som.get(f"{LESSON}/changes").text


def test_a_quiz_and_the_course_are_compared_as_their_files(
    session: Session, as_som: Visitor, cast: Cast
) -> None:
    body = dict(draft_of(session).body(quiz_part("look-check")) or {})
    service.save(session, saving(cast.som), quiz_part("look-check"), body={**body, "pass_mark": 90})
    module = draft_of(session).course.modules[0].id
    service.change_course(
        session, saving(cast.som), lambda course: rename_module(course, module, "A new name")
    )
    session.commit()

    quiz = as_som.get(f"{HISTORY}/quiz/look-check/changes")
    course = as_som.get(f"{HISTORY}/course/changes")

    assert quiz.one("ins").text == "90"
    assert "A new name" in course.text
    assert as_som.get(f"{HISTORY}/course").heading == "History"


def test_an_old_save_is_brought_back_and_the_history_goes_on(
    session: Session, as_som: Visitor, cast: Cast
) -> None:
    old, _ = written(session, cast)

    answer = as_som.post(LESSON, save=old)

    assert answer.status_code == 303
    assert answer.location.endswith(LESSON)
    assert draft_of(session).package.lessons["keep"] == "# Keep\n\nMy first jar.\n"
    saves = queries.history(session, "clean-water", PART)
    assert len(saves) == 3
    assert saves[0].kind is SaveKind.RESTORED
    assert "Brought back." in as_som.get(LESSON).text


def test_what_is_published_is_brought_back(session: Session, as_som: Visitor, cast: Cast) -> None:
    published = draft_of(session).package.lessons["keep"]
    written(session, cast)

    as_som.post(LESSON, save="published")

    assert draft_of(session).package.lessons["keep"] == published
    assert PART not in draft_of(session).changed
    assert len(queries.history(session, "clean-water", PART)) == 3


def test_a_save_of_another_part_or_course_is_not_found(
    session: Session, as_som: Visitor, cast: Cast
) -> None:
    old, _ = written(session, cast)
    other = f"{HISTORY}/lesson/boil"

    assert as_som.post(other, save=old).status_code == 404
    as_som.get(f"{other}/changes?old={old}", status=404)
    as_som.get(f"{other}/changes?old=nonsense", status=400)
    as_som.get(f"{HISTORY}/lesson/nothing", status=404)
    as_som.get("/en/teach/courses/noise/history/lesson/keep", status=404)


def test_in_an_archived_course_nothing_is_brought_back(
    session: Session, as_som: Visitor, cast: Cast
) -> None:
    old, _ = written(session, cast)
    service.archive(session, saving(cast.som))
    session.commit()

    as_som.post(LESSON, save=old)

    assert "This course is archived." in as_som.get(LESSON).text


def test_who_may_not_write_may_read_the_history(
    session: Session, as_som: Visitor, cast: Cast
) -> None:
    old, _ = written(session, cast)
    assign(session, cast.mali)
    assign(session, cast.dao, role=CourseRole.TRANSLATOR)
    session.commit()

    assert as_som.get(LESSON).all("input", name_="save")
    assert old


def test_a_long_history_is_shown_page_by_page_in_the_same_queries(
    session: Session, as_som: Visitor, cast: Cast, *, count_queries: CountQueries
) -> None:
    def look(path: str = LESSON) -> int:
        with count_queries() as sent:
            as_som.get(path)
        return len(sent)

    write_lesson(session, cast.som, "keep", text="# 0\n")
    look()
    few = look()
    for number in range(1, 60):
        write_lesson(session, cast.som, "keep", text=f"# {number}\n", minutes=number)
    look()

    assert look() == few
    page = as_som.get(LESSON)
    assert len(page.all("tr")) == 52
    older = as_som.get(page.one("a", rel="next").attributes["href"])
    assert len(older.all("tr")) == 12
    assert not older.all("a", rel="next")
