from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from academy.authoring.rules import outlines
from academy.authoring.rules.drafts import DraftRefused
from academy.authoring.rules.overview import find_lost, sums
from academy.content import bounds
from academy.content.markdown import lesson_title
from academy.content.model import Course, Module, Unit, UnitKind
from academy.content.reader import read_package
from academy.kernel.refusal import Refusal
from tests.builders import package_files

SEED = read_package(package_files()).course


def unit(name: str, *, kind: UnitKind = UnitKind.LESSON, required: bool = True) -> Unit:
    return Unit(name, kind, minutes=10, required=required, title=f"Step {name}")


def course_of(*sizes: int) -> Course:
    """A course whose modules have so many units: `m0` holds `u0-0`, `u0-1`, …"""
    modules = tuple(
        Module(f"m{at}", f"Module {at}", tuple(unit(f"u{at}-{place}") for place in range(size)))
        for at, size in enumerate(sizes)
    )
    return replace(SEED, modules=modules)


COURSES = st.lists(st.integers(0, 5), min_size=1, max_size=5).map(lambda sizes: course_of(*sizes))


@st.composite
def courses_with_a_unit(draw: st.DrawFn) -> tuple[Course, str]:
    course = draw(COURSES.filter(lambda made: bool(made.units)))
    return course, draw(st.sampled_from([each.id for each in course.units]))


def ids(course: Course) -> list[tuple[str, list[str]]]:
    return [(module.id, [each.id for each in module.units]) for module in course.modules]


def the_same_units(one: Course, other: Course) -> bool:
    """Tell whether both have every unit just once, and the same ones."""
    names = [each.id for each in other.units]
    known = sorted(one.units, key=lambda each: each.id)
    return len(names) == len(set(names)) and known == sorted(other.units, key=lambda each: each.id)


@given(courses_with_a_unit(), st.data())
def test_moving_a_unit_anywhere_loses_and_doubles_nothing(
    made: tuple[Course, str], data: st.DataObject
) -> None:
    course, name = made
    module = data.draw(st.sampled_from([each.id for each in course.modules]))
    place = data.draw(st.integers(-2, 8))

    moved = outlines.move_unit(course, name, module, place=place)

    assert the_same_units(course, moved)
    assert outlines.module_of(moved, name).id == module


@given(courses_with_a_unit(), st.data())
def test_a_unit_put_before_another_stands_there(
    made: tuple[Course, str], data: st.DataObject
) -> None:
    course, name = made
    before = data.draw(st.sampled_from([each.id for each in course.units]))
    target = outlines.module_of(course, before).id

    moved = outlines.put_unit(course, name, target, before=before)

    order = [each.id for each in outlines.module_of(moved, before).units]
    assert the_same_units(course, moved)
    assert name == before or order.index(name) + 1 == order.index(before)


@given(courses_with_a_unit())
def test_a_unit_put_before_one_that_is_gone_stands_at_the_end(made: tuple[Course, str]) -> None:
    course, name = made
    target = course.modules[0].id

    moved = outlines.put_unit(course, name, target, before="gone")

    assert moved.modules[0].units[-1].id == name
    assert the_same_units(course, moved)


@given(made=courses_with_a_unit(), down=st.booleans())
def test_a_step_and_a_step_back_change_nothing_inside_a_module(
    *, made: tuple[Course, str], down: bool
) -> None:
    course, name = made
    there = outlines.step_unit(course, name, down=down)
    back = outlines.step_unit(there, name, down=not down)

    assert the_same_units(course, there)
    stays = outlines.module_of(there, name).id == outlines.module_of(course, name).id
    if stays and there != course:
        assert back == course


@given(COURSES, st.data())
def test_modules_move_with_all_that_is_in_them(course: Course, data: st.DataObject) -> None:
    name = data.draw(st.sampled_from([each.id for each in course.modules]))
    before = data.draw(st.sampled_from(["", *(each.id for each in course.modules)]))

    moved = outlines.put_module(course, name, before=before)

    assert sorted(ids(moved)) == sorted(ids(course))
    order = [each.id for each in moved.modules]
    if before in {"", name}:
        assert before == name or order[-1] == name
    else:
        assert order.index(name) + 1 == order.index(before)


@given(course=COURSES, down=st.booleans(), data=st.data())
def test_a_module_steps_and_steps_back(*, course: Course, down: bool, data: st.DataObject) -> None:
    name = data.draw(st.sampled_from([each.id for each in course.modules]))
    there = outlines.step_module(course, name, down=down)

    if there != course:
        assert outlines.step_module(there, name, down=not down) == course


@given(courses_with_a_unit())
def test_a_unit_taken_out_comes_back_to_its_place(made: tuple[Course, str]) -> None:
    course, name = made
    without = outlines.remove_unit(course, name)

    assert outlines.bring_back_unit(without, course, name) == course
    assert outlines.bring_back_unit(course, course, name) == course


@given(COURSES, st.data())
def test_a_module_taken_out_comes_back_to_its_place(course: Course, data: st.DataObject) -> None:
    name = data.draw(st.sampled_from([each.id for each in course.modules]))
    if len(course.modules) == 1:
        with pytest.raises(Refusal) as refusal:
            outlines.remove_module(course, name)
        assert refusal.value.reason is DraftRefused.LAST_MODULE
        return
    without = outlines.remove_module(course, name)

    assert outlines.bring_back_module(without, course, name) == course
    assert outlines.bring_back_module(course, course, name) == course


def test_what_comes_back_meets_what_was_changed_meanwhile() -> None:
    course = course_of(3, 2)
    without = outlines.remove_unit(course, "u0-1")
    changed = outlines.put_unit(without, "u0-0", "m1")

    back = outlines.bring_back_unit(changed, course, "u0-1")

    assert ids(back) == [("m0", ["u0-1", "u0-2"]), ("m1", ["u1-0", "u1-1", "u0-0"])]


def test_a_unit_whose_module_is_gone_comes_back_to_the_last_one() -> None:
    course = course_of(2, 1)
    without = outlines.remove_module(outlines.remove_unit(course, "u0-0"), "m0")

    assert ids(outlines.bring_back_unit(without, course, "u0-0")) == [("m1", ["u1-0", "u0-0"])]


def test_a_module_comes_back_without_units_that_live_elsewhere_by_now() -> None:
    course = course_of(2, 1)
    moved = outlines.put_unit(course, "u0-0", "m1")
    without = outlines.remove_module(moved, "m0")

    back = outlines.bring_back_module(without, course, "m0")

    assert ids(back) == [("m0", ["u0-1"]), ("m1", ["u1-0", "u0-0"])]


def test_what_is_lost_is_what_was_there_and_is_not() -> None:
    course = course_of(2, 1)
    without = outlines.remove_unit(course, "u0-1")
    lost = find_lost(without, course, unit_id="u0-1")

    assert lost is not None
    assert (lost.module.id, lost.unit and lost.unit.id) == ("m0", "u0-1")
    assert find_lost(course, course, unit_id="u0-1") is None
    assert find_lost(course, course, module_id="m1") is None
    gone = find_lost(outlines.remove_module(course, "m1"), course, module_id="m1")
    assert gone is not None
    assert (gone.module.id, gone.unit) == ("m1", None)


@given(st.text(max_size=80), st.sets(st.sampled_from(["water", "water-2", "module", "module-2"])))
def test_an_id_is_new_and_fit_for_an_address(title: str, taken: set[str]) -> None:
    name = outlines.new_id(title, taken, fallback="module")

    assert name not in {*taken, "course"}
    assert set(name) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")
    assert name.strip("-") == name
    assert 0 < len(name) <= bounds.WORD


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Wells & Pumps", "wells-pumps"),
        ("Nước sạch", "nuoc-sach"),
        ("ទឹក", "module"),
        ("Course", "course-2"),
    ],
)
def test_an_id_is_made_of_the_latin_letters_of_a_title(title: str, name: str) -> None:
    assert outlines.new_id(title, (), fallback="module") == name


def test_a_full_module_takes_no_more() -> None:
    full = course_of(bounds.PARTS, 1)
    earlier = outlines.add_unit(course_of(0, 1), "m0", unit("gone"))

    for change in (
        lambda: outlines.add_unit(full, "m0", unit("more")),
        lambda: outlines.put_unit(full, "u1-0", "m0"),
        lambda: outlines.bring_back_unit(full, earlier, "gone"),
    ):
        with pytest.raises(Refusal) as refusal:
            change()
        assert refusal.value.reason is DraftRefused.TOO_MANY_PARTS


def test_a_full_course_takes_no_further_module() -> None:
    full = course_of(*[0] * bounds.PARTS)
    earlier = replace(full, modules=(*full.modules, Module("gone", "Gone", ())))

    for change in (
        lambda: outlines.add_module(full, "More"),
        lambda: outlines.bring_back_module(full, earlier, "gone"),
    ):
        with pytest.raises(Refusal) as refusal:
            change()
        assert refusal.value.reason is DraftRefused.TOO_MANY_PARTS


def test_no_two_units_have_one_id() -> None:
    course = course_of(2)

    for name in ("u0-1", "course"):
        with pytest.raises(Refusal) as refusal:
            outlines.add_unit(course, "m0", unit(name))
        assert refusal.value.reason is DraftRefused.UNIT_ID_TAKEN


def test_what_is_not_there_cannot_be_changed() -> None:
    course = course_of(1)

    for change in (
        lambda: outlines.step_unit(course, "gone", down=True),
        lambda: outlines.rename_module(course, "gone", "New"),
    ):
        with pytest.raises(Refusal) as refusal:
            change()
        assert refusal.value.reason is DraftRefused.NOT_A_UNIT


def test_a_copy_has_the_first_free_number() -> None:
    course = course_of(1)
    second = replace(unit("copy"), title="Step u0-0 (2)")

    assert outlines.copy_title(course, "u0-0") == "Step u0-0 (2)"
    assert outlines.copy_title(outlines.add_unit(course, "m0", second), "u0-0") == "Step u0-0 (3)"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("# Old\n\nText.\n", "# New\n\nText.\n"),
        ("Old\n===\n\nText.\n", "# New\n\nText.\n"),
        ("Old and\nlong\n===\n\nText.\n", "# New\n\nText.\n"),
        ("Only text.\n", "# New\n\nOnly text.\n"),
        ("", "# New\n\n"),
    ],
)
def test_a_lesson_gets_another_title(before: str, after: str) -> None:
    assert outlines.retitled(before, "New") == after
    assert lesson_title(outlines.retitled(before, "New")) == "New"


def test_a_course_asks_for_steps_and_minutes() -> None:
    units = (
        unit("a"),
        unit("b", required=False),
        unit("c", kind=UnitKind.QUIZ),
        unit("d", kind=UnitKind.QUIZ, required=False),
    )
    asked = sums(replace(SEED, modules=(Module("m", "M", units),)))

    assert (asked.steps, asked.required, asked.minutes, asked.required_minutes) == (4, 2, 40, 20)
    assert (asked.required_lessons, asked.required_quizzes) == (1, 1)
