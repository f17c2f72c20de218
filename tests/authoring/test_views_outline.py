import re

import pytest
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from academy.authoring import service
from academy.authoring.rules.staff import CourseRole
from academy.catalogue import service as catalogue
from academy.content.model import UnitKind
from academy.web.boxes import all_box_words
from tests.authoring.drafting import draft_of, saving, write_lesson
from tests.authoring.large import large_package
from tests.authoring.staff import assign
from tests.browserless import Page, Visitor
from tests.builders import SHELF, package_files, publish, reworded
from tests.cast import NOW, Cast
from tests.conftest import CountQueries

COURSE = "/en/teach/courses/clean-water/"
MODULES = {"find-water": ("look", "look-check"), "treat-water": ("boil", "keep", "treat-check")}


@pytest.fixture(autouse=True)
def noise(session: Session, cast: Cast) -> None:
    """A course that Som writes, and one that is none of hers."""
    publish(session, id="noise", title="Noise")
    publish(session)
    assign(session, cast.som)


def outline(session: Session, course: str = "clean-water") -> dict[str, tuple[str, ...]]:
    """The units of each module, in their order."""
    modules = draft_of(session, course).course.modules
    return {module.id: tuple(unit.id for unit in module.units) for module in modules}


def change(visitor: Visitor, path: str, **fields: str) -> TestResponse:
    """Send one of the outline's forms, as its page would have."""
    answer = visitor.post(f"{COURSE}{path}", seen_on=COURSE, **fields)
    assert answer.status_code == 303
    assert answer.location.startswith(COURSE)
    return answer


def after(visitor: Visitor, answer: TestResponse) -> Page:
    return visitor.get(answer.location.partition("#")[0])


def test_the_outline_shows_modules_and_units_in_their_order(as_som: Visitor) -> None:
    page = as_som.get(COURSE)

    assert page.heading == "Outline"
    assert [title.text for title in page.all("h2")][-2:] == ["Find water", "Treat water"]
    rows = [row.attributes["data-name"] for row in page.all("li", data_drag="unit")]
    assert rows == ["look", "look-check", "boil", "keep", "treat-check"]
    assert "Lesson · 5 minutes · optional" in page.one("li", id="unit-keep").text


def test_every_unit_leads_to_its_editor_and_its_preview(as_som: Visitor) -> None:
    page = as_som.get(COURSE)

    for unit, kind in (("look", "lesson"), ("boil", "lesson"), ("treat-check", "quiz")):
        assert page.one("a", href=f"{COURSE}units/{unit}/{kind}")
        assert page.one("a", href=f"{COURSE}units/{unit}/")


def test_the_rule_is_told_in_plain_words_with_what_the_course_asks(as_som: Visitor) -> None:
    page = as_som.get(COURSE)

    assert (
        "The course is complete when every required lesson is done and every required quiz is "
        "passed. The mean of the best scores in the required quizzes must be at least 60%."
    ) in page.text
    assert "5 steps 4 required 35 minutes in all 30 minutes in required steps" in page.text
    assert "Edition 1, revision 1, published on November 23, 2026" in page.text


@pytest.mark.parametrize(
    ("optional", "words"),
    [
        (("look-check", "treat-check"), "complete when every required lesson is done."),
        (("look", "boil"), "complete when every required quiz is passed."),
        (("look", "boil", "look-check", "treat-check"), "Nothing is required yet."),
        (("look-check", "treat-check"), "No quiz is required, so there is no score."),
    ],
)
def test_a_rule_that_asks_less_is_told_as_it_is(
    as_som: Visitor, optional: tuple[str, ...], words: str
) -> None:
    for unit in optional:
        change(as_som, f"units/{unit}/settings", title="Step", minutes="5")

    assert words in as_som.get(COURSE).text


def test_a_module_is_added_renamed_and_taken_out(session: Session, as_som: Visitor) -> None:
    change(as_som, "modules", title="Share water")
    change(as_som, "modules/share-water/title", title="Share it")
    assert draft_of(session).course.modules[-1].title == "Share it"

    change(as_som, "modules/share-water/remove")
    assert outline(session) == MODULES


def test_a_lesson_and_a_quiz_are_added_to_a_module(session: Session, as_som: Visitor) -> None:
    change(as_som, "modules/find-water/units", kind="lesson", title="A well")
    change(as_som, "modules/find-water/units", kind="quiz", title="Ready?")

    assert outline(session)["find-water"] == ("look", "look-check", "a-well", "ready")
    page = as_som.get(COURSE)
    assert "A well New Lesson · 10 minutes" in page.one("li", id="unit-a-well").text


def test_a_unit_that_was_once_published_does_not_give_its_id_to_another(
    session: Session, as_som: Visitor
) -> None:
    change(as_som, "units/keep/remove")
    change(as_som, "modules/treat-water/units", kind="lesson", title="Keep")

    assert outline(session)["treat-water"] == ("boil", "treat-check", "keep-2")


@pytest.mark.parametrize(
    ("path", "fields", "words"),
    [
        ("modules", {"title": "  "}, "Please type a title."),
        ("modules/find-water/title", {"title": "x" * 201}, "Please choose a shorter title."),
        ("modules/find-water/units", {"title": "A", "kind": "film"}, "Not a valid choice."),
        ("units/keep/settings", {"title": "Keep", "minutes": "soon"}, "from 1 to 1,000."),
        ("units/keep/settings", {"title": "Keep", "minutes": "0"}, "from 1 to 1,000."),
        ("units/nothing/step", {"way": "up"}, "not in the course any more."),
        ("units/nothing/duplicate", {}, "not in the course any more."),
        ("units/nothing/remove", {}, "not in the course any more."),
        ("units/keep/move", {"module": "nothing"}, "not in the course any more."),
        ("modules/nothing/units", {"title": "A", "kind": "quiz"}, "not in the course any more."),
    ],
)
def test_what_cannot_be_done_is_told_and_changes_nothing(
    session: Session, as_som: Visitor, *, path: str, fields: dict[str, str], words: str
) -> None:
    page = after(as_som, change(as_som, path, **fields))

    assert words in page.all("p", class_="flash error")[0].text
    assert not draft_of(session).has_changes


def test_the_last_module_stays(session: Session, as_som: Visitor) -> None:
    change(as_som, "modules/find-water/remove")
    page = after(as_som, change(as_som, "modules/treat-water/remove"))

    assert "A course keeps at least one module." in page.text
    assert list(outline(session)) == ["treat-water"]


def test_buttons_move_a_unit_up_and_down_and_over_the_edge_of_its_module(
    session: Session, as_som: Visitor
) -> None:
    change(as_som, "units/boil/step", way="up")
    assert outline(session)["find-water"] == ("look", "look-check", "boil")

    change(as_som, "units/look/step", way="down")
    assert outline(session)["find-water"] == ("look-check", "look", "boil")


def test_at_the_ends_of_the_course_there_is_no_way_on(as_som: Visitor) -> None:
    page = as_som.get(COURSE)

    off = [b.attributes["id"] for b in page.all("button") if "disabled" in b.attributes]
    assert off == ["find-water.module.up", "look.up", "treat-water.module.down", "treat-check.down"]


def test_buttons_move_a_module(session: Session, as_som: Visitor) -> None:
    change(as_som, "modules/find-water/step", way="down")

    assert list(outline(session)) == ["treat-water", "find-water"]


def test_what_is_dropped_somewhere_stands_there(session: Session, as_som: Visitor) -> None:
    change(as_som, "units/keep/move", module="find-water", before="look-check")
    change(as_som, "units/boil/move", module="treat-water", before="")
    assert outline(session) == {
        "find-water": ("look", "keep", "look-check"),
        "treat-water": ("treat-check", "boil"),
    }

    change(as_som, "modules/treat-water/move", before="find-water")
    assert list(outline(session)) == ["treat-water", "find-water"]


def test_settings_open_at_their_unit(as_som: Visitor) -> None:
    page = as_som.get(f"{COURSE}?open=keep")

    assert page.one("input", name_="minutes").attributes["value"] == "5"
    assert "checked" not in page.one("input", name_="required").attributes
    assert page.one("option", value="treat-water").attributes["selected"] == ""


def test_settings_say_title_minutes_necessity_and_module(session: Session, as_som: Visitor) -> None:
    change(
        as_som, "units/keep/settings",
        title="Keep it clean", minutes="25", required="y", module="find-water",
    )  # fmt: skip

    unit = draft_of(session).course.unit("keep")
    assert (unit.title, unit.minutes, unit.required) == ("Keep it clean", 25, True)
    assert outline(session)["find-water"] == ("look", "look-check", "keep")
    assert draft_of(session).package.lessons["keep"].startswith("# Keep it clean\n")


def test_settings_without_another_title_leave_the_lesson_alone(
    session: Session, as_som: Visitor
) -> None:
    title = draft_of(session).course.unit("keep").title
    change(as_som, "units/keep/settings", title=title, minutes="6", module="treat-water")

    assert set(draft_of(session).changed) == {"course"}


def test_a_quiz_gets_another_title(session: Session, as_som: Visitor) -> None:
    change(as_som, "units/look-check/settings", title="Look twice", minutes="5", required="y")

    assert draft_of(session).package.quizzes["look-check"].title == "Look twice"
    assert "Look twice Changed" in as_som.get(COURSE).one("li", id="unit-look-check").text


def test_a_copy_stands_behind_what_it_was_made_of(session: Session, as_som: Visitor) -> None:
    change(as_som, "units/look/duplicate")
    change(as_som, "units/look/duplicate")

    units = draft_of(session).course.modules[0].units
    first = units[0].title
    assert [unit.title for unit in units[:3]] == [first, f"{first} (3)", f"{first} (2)"]


def test_taking_a_unit_out_can_be_undone_and_undoes_nothing_else(
    session: Session, as_som: Visitor
) -> None:
    answer = change(as_som, "units/look-check/remove")
    page = after(as_som, answer)
    assert "A quiz was taken out of the module “Find water”." in page.text
    change(as_som, "modules/find-water/units", kind="lesson", title="A well")

    undo = page.one("input", name_="undo").attributes["value"]
    change(as_som, "undo", undo=undo, unit="look-check")

    assert outline(session)["find-water"] == ("look", "look-check", "a-well")
    assert "taken out" not in after(as_som, answer).text


def test_taking_a_module_out_can_be_undone(session: Session, as_som: Visitor) -> None:
    page = after(as_som, change(as_som, "modules/find-water/remove"))
    assert "The module “Find water” was taken out with its steps." in page.text
    assert list(outline(session)) == ["treat-water"]

    undo = page.one("input", name_="undo").attributes["value"]
    change(as_som, "undo", undo=undo, module="find-water")

    assert outline(session) == MODULES


def test_a_lesson_taken_out_of_a_draft_comes_back_with_its_text(
    session: Session, as_som: Visitor, cast: Cast
) -> None:
    unit = service.add_unit_to(
        session, saving(cast.som), "find-water", kind=UnitKind.LESSON, title="A well"
    )
    write_lesson(session, cast.som, unit, text="# A well\n\nDeep.\n", minutes=1)
    page = after(as_som, change(as_som, "units/a-well/remove"))
    assert "A lesson was taken out of the module “Find water”." in page.text

    change(as_som, "undo", undo=page.one("input", name_="undo").attributes["value"], unit="a-well")

    assert draft_of(session).package.lessons["a-well"] == "# A well\n\nDeep.\n"


def test_nothing_is_brought_back_from_what_never_was(as_som: Visitor) -> None:
    answer = as_som.post(f"{COURSE}undo", seen_on=COURSE, undo="0" * 64, unit="look")

    assert answer.status_code == 404
    assert "taken out" not in as_som.get(f"{COURSE}?undo={'0' * 64}&unit=look").text


def test_a_unit_that_changed_on_both_sides_is_marked(
    session: Session, as_som: Visitor, cast: Cast
) -> None:
    write_lesson(session, cast.som, "keep", text="# Keep\n\nWell.\n")
    publish(session, reworded(package_files()), now=saving(cast.som, 1).now)

    row = as_som.get(COURSE).one("li", id="unit-keep")
    assert "Changed here, and published anew since" in row.text


def test_a_course_that_was_never_published_marks_nothing_as_new(as_som: Visitor) -> None:
    as_som.post(
        "/en/teach/new", title="Wells", track="ai", level="foundation", language="en", module="One"
    )
    as_som.post(
        "/en/teach/courses/wells/modules/module-1/units", seen_on=COURSE, kind="quiz", title="Ready"
    )

    page = as_som.get("/en/teach/courses/wells/")
    assert "Nothing of this course is published yet." in page.text
    assert not page.all("span", class_="badge good")


@pytest.mark.parametrize("role", [CourseRole.TRANSLATOR, CourseRole.REVIEWER])
def test_who_may_not_edit_reads_and_cannot_change(
    session: Session, as_som: Visitor, cast: Cast, *, role: CourseRole
) -> None:
    assign(session, cast.som, role=role)

    page = as_som.get(COURSE)
    assert page.one("li", id="unit-look")
    assert not page.all("form", id="steps")
    assert not re.search(r'href="[^"]*/(lesson|quiz)"', page.html)
    answer = as_som.post(f"{COURSE}units/look/remove", seen_on=COURSE)
    assert answer.status_code == 403
    assert outline(session) == MODULES


def test_a_stranger_changes_nothing(session: Session, as_som: Visitor) -> None:
    path = "/en/teach/courses/noise/units/look/remove"

    assert as_som.post(path, seen_on=COURSE).status_code == 404
    assert "look" in {unit.id for unit in draft_of(session, "noise").course.units}


def test_an_archived_course_is_not_changed(session: Session, as_som: Visitor, cast: Cast) -> None:
    service.archive(session, saving(cast.som))
    session.commit()

    page = after(as_som, change(as_som, "units/keep/remove"))

    assert "This course is archived." in page.text
    assert outline(session) == MODULES


def test_the_outline_takes_the_same_queries_however_large_the_course(
    session: Session, as_som: Visitor, cast: Cast, *, count_queries: CountQueries
) -> None:
    for course, units in (("creek", 3), ("river", 300)):
        catalogue.publish_package(
            session, large_package(course, units),
            by=None, now=NOW, words=all_box_words(), store=SHELF,
        )  # fmt: skip
        assign(session, cast.som, course)

    def look(course: str) -> tuple[int, int]:
        address = f"/en/teach/courses/{course}/"
        as_som.get(address)
        token = as_som.token(address)
        with count_queries() as reading:
            as_som.get(address)
        with count_queries() as moving:
            as_som.client.post(
                f"{address}units/unit-1/step", data={"csrf_token": token, "way": "up"}
            )
        return len(reading), len(moving)

    assert look("creek") == look("river")
