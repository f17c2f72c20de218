"""Whatever an author does, it is known whether learners under way would notice.

The oracle knows nothing of the comparison: it takes every word out of both packages and looks
whether their bones are the same.
"""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from academy.content.compare import Change, compare
from academy.content.document import course_from_plain, quiz_from_plain
from academy.content.model import Package, UnitKind
from academy.content.writer import course_plain, quiz_plain
from academy.kernel.text import fold
from tests.content.strategies import ids, packages, quizzes, texts

WORDS = frozenset({
    "title", "summary", "outcomes", "text", "feedback", "intro", "minutes", "unit", "certificate",
})  # fmt: skip
UNORDERED = frozenset({"questions", "options", "prompts"})


def bones(package: Package) -> object:
    """Return what is left of a package when nobody says a word any more."""
    checks = {unit: stripped(quiz_plain(quiz)) for unit, quiz in package.quizzes.items()}
    return stripped(course_plain(package.course)), checks


def stripped(value: Any, key: str = "") -> Any:
    if isinstance(value, dict):
        return {name: stripped(part, name) for name, part in value.items() if name not in WORDS}
    if isinstance(value, list):
        parts = [stripped(part) for part in value]
        if key == "accept":
            return sorted({fold(word) for word in value})
        return sorted(parts, key=lambda part: part["id"]) if key in UNORDERED else parts
    return value


Edit = Callable[[st.DrawFn, Package], Package]


def with_course(package: Package, plain: dict[str, Any]) -> Package:
    """Return the package with another course around what it had, and quizzes where it has none."""
    titles = {unit.id: unit.title for unit in package.course.units}
    course = course_from_plain(plain, titles)
    lessons = {
        unit.id: package.lessons.get(unit.id, f"# {unit.id}\n")
        for unit in course.units
        if unit.kind is UnitKind.LESSON
    }
    known = {unit.id for unit in course.units if unit.kind is UnitKind.QUIZ}
    checks = {unit: quiz for unit, quiz in package.quizzes.items() if unit in known}
    return replace(package, course=course, lessons=lessons, quizzes=checks)


def say_something_else(draw: st.DrawFn, package: Package) -> Package:
    plain = course_plain(package.course)
    name = draw(st.sampled_from(["title", "summary"]))
    return with_course(package, {**plain, name: draw(texts)})


def rewrite_a_lesson(draw: st.DrawFn, package: Package) -> Package:
    unit = draw(st.sampled_from(sorted(package.lessons)))
    return replace(package, lessons={**package.lessons, unit: f"# {unit}\n\n{draw(texts)}\n"})


def move_units(draw: st.DrawFn, package: Package) -> Package:
    plain = course_plain(package.course)
    module = draw(st.sampled_from(plain["modules"]))
    module["units"] = draw(st.permutations(module["units"]))
    return with_course(package, plain)


def change_a_unit(draw: st.DrawFn, package: Package) -> Package:
    plain = course_plain(package.course)
    unit = draw(st.sampled_from([unit for each in plain["modules"] for unit in each["units"]]))
    unit["minutes"] = draw(st.integers(1, 99))
    if draw(st.booleans()):
        unit["required"] = False
    return with_course(package, plain)


def take_out_the_last_unit(draw: st.DrawFn, package: Package) -> Package:
    plain = course_plain(package.course)
    module = draw(st.sampled_from(plain["modules"]))
    module["units"] = module["units"][:-1] or module["units"]
    return with_course(package, plain)


def add_a_lesson(draw: st.DrawFn, package: Package) -> Package:
    plain = course_plain(package.course)
    taken = {unit.id for unit in package.course.units}
    name = draw(ids.filter(lambda each: each not in taken))
    plain["modules"][0]["units"].append({"id": name, "kind": "lesson", "minutes": 3})
    return with_course(package, plain)


def change_a_quiz(draw: st.DrawFn, package: Package) -> Package:
    if not package.quizzes:
        return package
    unit = draw(st.sampled_from(sorted(package.quizzes)))
    plain = quiz_plain(package.quizzes[unit])
    key = draw(st.sampled_from(["title", "intro", "pass_mark", "attempts", "shuffle", "questions"]))
    other = quiz_plain(draw(quizzes()))
    plain[key] = other.get(key, "")
    return replace(package, quizzes={**package.quizzes, unit: quiz_from_plain(plain)})


def reorder_a_quiz(draw: st.DrawFn, package: Package) -> Package:
    if not package.quizzes:
        return package
    unit = draw(st.sampled_from(sorted(package.quizzes)))
    plain = quiz_plain(package.quizzes[unit])
    plain["questions"] = draw(st.permutations(plain["questions"]))
    return replace(package, quizzes={**package.quizzes, unit: quiz_from_plain(plain)})


EDITS: list[Edit] = [
    say_something_else, rewrite_a_lesson, move_units, change_a_unit, take_out_the_last_unit,
    add_a_lesson, change_a_quiz, reorder_a_quiz,
]  # fmt: skip


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_any_edit_is_known_for_what_it_is(data: st.DataObject) -> None:
    before = data.draw(packages())
    after = before
    for edit in data.draw(st.lists(st.sampled_from(EDITS), min_size=1, max_size=4)):
        after = edit(data.draw, after)

    if bones(before) != bones(after):
        expected = Change.STRUCTURE
    else:
        expected = Change.NONE if before == after else Change.WORDING
    found = compare(before, after)
    assert found.kind is expected
    assert bool(found.reasons) is (expected is Change.STRUCTURE)
