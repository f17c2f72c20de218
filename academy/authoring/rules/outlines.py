"""Changes to a course's structure, as plain functions from one course to another."""

import re
import unicodedata
from collections.abc import Collection, Sequence
from dataclasses import replace

from academy.authoring.rules.drafts import DraftRefused
from academy.content import bounds
from academy.content.markdown import lesson_title
from academy.content.model import COURSE, Course, Module, Unit, UnitKind
from academy.kernel.refusal import Refusal

_NOT_ID = re.compile(r"[^a-z0-9]+")
_BAR = re.compile(r" {0,3}=+\s*")
"""What makes the lines above it a title."""
_LONGEST = 48


def new_id(title: str, taken: Collection[str], *, fallback: str) -> str:
    """Return an id for something new: made of its title where that has Latin letters."""
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    wished = _NOT_ID.sub("-", plain)[:_LONGEST].strip("-") or fallback
    name, number = wished, 1
    while name in taken or name == COURSE:
        number += 1
        name = f"{wished}-{number}"
    return name


def add_module(course: Course, title: str) -> Course:
    """Return the course with an empty module at its end."""
    if len(course.modules) >= bounds.PARTS:
        raise Refusal(DraftRefused.TOO_MANY_PARTS)
    name = new_id(title, [module.id for module in course.modules], fallback="module")
    return replace(course, modules=(*course.modules, Module(name, title, ())))


def rename_module(course: Course, module_id: str, title: str) -> Course:
    """Return the course with another title of a module."""
    return _with_module(course, replace(_module(course, module_id), title=title))


def remove_module(course: Course, module_id: str) -> Course:
    """Return the course without a module and its units; a course keeps one module."""
    gone = _module(course, module_id)
    if len(course.modules) == 1:
        raise Refusal(DraftRefused.LAST_MODULE)
    return replace(course, modules=tuple(each for each in course.modules if each is not gone))


def move_module(course: Course, module_id: str, place: int) -> Course:
    """Return the course with a module at another place, counted from 0 among the others."""
    moved = _module(course, module_id)
    others = [module for module in course.modules if module is not moved]
    others.insert(max(place, 0), moved)
    return replace(course, modules=tuple(others))


def add_unit(course: Course, module_id: str, unit: Unit) -> Course:
    """Return the course with a unit at the end of a module."""
    if any(each.id == unit.id for each in course.units) or unit.id == COURSE:
        raise Refusal(DraftRefused.UNIT_ID_TAKEN)
    module = _module(course, module_id)
    if len(module.units) >= bounds.PARTS:
        raise Refusal(DraftRefused.TOO_MANY_PARTS)
    return _with_module(course, replace(module, units=(*module.units, unit)))


def fresh_unit(course: Course, kind: UnitKind, title: str, *, taken: Collection[str] = ()) -> Unit:
    """Return a unit that the course does not have yet, with an id made of its title.

    `taken` are ids of units that it once had: they may come back, and learners may know them.
    """
    known = {*taken, *(unit.id for unit in course.units)}
    name = new_id(title, known, fallback=kind.value)
    return Unit(name, kind, minutes=10, required=True, title=title)


def change_unit(course: Course, unit_id: str, *, minutes: int, required: bool) -> Course:
    """Return the course with other terms of a unit."""
    module, unit = _unit(course, unit_id)
    changed = replace(unit, minutes=minutes, required=required)
    units = tuple(changed if each is unit else each for each in module.units)
    return _with_module(course, replace(module, units=units))


def remove_unit(course: Course, unit_id: str) -> Course:
    """Return the course without a unit."""
    module, unit = _unit(course, unit_id)
    units = tuple(each for each in module.units if each is not unit)
    return _with_module(course, replace(module, units=units))


def move_unit(course: Course, unit_id: str, module_id: str, *, place: int) -> Course:
    """Return the course with a unit at a place of a module, counted from 0 among its others."""
    _, unit = _unit(course, unit_id)
    without = remove_unit(course, unit_id)
    target = _module(without, module_id)
    if len(target.units) >= bounds.PARTS:
        raise Refusal(DraftRefused.TOO_MANY_PARTS)
    units = list(target.units)
    units.insert(max(place, 0), unit)
    return _with_module(without, replace(target, units=tuple(units)))


def put_unit(course: Course, unit_id: str, module_id: str, *, before: str = "") -> Course:
    """Return the course with a unit before another one of a module, or at the module's end.

    A neighbour, unlike a number, still means the same when somebody else moves things meanwhile.
    """
    others = [unit.id for unit in _module(course, module_id).units if unit.id != unit_id]
    place = others.index(before) if before in others else len(others)
    return move_unit(course, unit_id, module_id, place=place)


def put_module(course: Course, module_id: str, *, before: str = "") -> Course:
    """Return the course with a module before another one, or at its end."""
    others = [module.id for module in course.modules if module.id != module_id]
    place = others.index(before) if before in others else len(others)
    return move_module(course, module_id, place)


def step_unit(course: Course, unit_id: str, *, down: bool) -> Course:
    """Return the course with a unit one step up or down, over the edge of its module too."""
    module, unit = _unit(course, unit_id)
    place = module.units.index(unit) + (1 if down else -1)
    if 0 <= place < len(module.units):
        return move_unit(course, unit_id, module.id, place=place)
    neighbour = _beside(course.modules, module, down=down)
    if neighbour is None:
        return course
    end = 0 if down else len(neighbour.units)
    return move_unit(course, unit_id, neighbour.id, place=end)


def step_module(course: Course, module_id: str, *, down: bool) -> Course:
    """Return the course with a module one step further up or down."""
    place = course.modules.index(_module(course, module_id))
    return move_module(course, module_id, place + (1 if down else -1))


def bring_back_unit(course: Course, earlier: Course, unit_id: str) -> Course:
    """Return the course with a unit again that it had earlier, as near to its place as can be.

    What was changed since stays changed.
    """
    module, unit = _unit(earlier, unit_id)
    if unit_id in {each.id for each in course.units}:
        return course
    kept = {each.id for each in course.modules}
    target = module.id if module.id in kept else course.modules[-1].id
    there = [each.id for each in _module(course, target).units]
    place = _place_among(there, [each.id for each in module.units], unit_id)
    return move_unit(add_unit(course, target, unit), unit_id, target, place=place)


def bring_back_module(course: Course, earlier: Course, module_id: str) -> Course:
    """Return the course with a module again that it had earlier, and with its units."""
    gone = _module(earlier, module_id)
    there = [each.id for each in course.modules]
    if module_id in there:
        return course
    if len(there) >= bounds.PARTS:
        raise Refusal(DraftRefused.TOO_MANY_PARTS)
    known = {each.id for each in course.units}
    back = replace(gone, units=tuple(each for each in gone.units if each.id not in known))
    place = _place_among(there, [each.id for each in earlier.modules], module_id)
    return move_module(replace(course, modules=(*course.modules, back)), module_id, place)


def _place_among(there: Sequence[str], earlier: Sequence[str], name: str) -> int:
    """Return the place behind the neighbour that stood before `name`, else before the one behind.

    Neighbours that are not there any more do not count; without any, the place is the end.
    """
    at = earlier.index(name)
    before = [there.index(each) + 1 for each in reversed(earlier[:at]) if each in there]
    behind = [there.index(each) for each in earlier[at + 1 :] if each in there]
    return next(iter((*before, *behind)), len(there))


def copy_title(course: Course, unit_id: str) -> str:
    """Return a title for a copy of a unit: its own with a number, the same in every language."""
    _, unit = _unit(course, unit_id)
    titles, number = {each.title for each in course.units}, 2
    while f"{unit.title} ({number})" in titles:
        number += 1
    return f"{unit.title} ({number})"


def retitled(lesson: str, title: str) -> str:
    """Return a lesson under another title; one that had none begins with it."""
    if not lesson_title(lesson):
        return f"# {title}\n\n{lesson}"
    lines = lesson.split("\n")
    underlined = not lines[0].lstrip().startswith("#")
    end = next(place for place, line in enumerate(lines) if not underlined or _BAR.fullmatch(line))
    return "\n".join((f"# {title}", *lines[end + 1 :]))


def module_of(course: Course, unit_id: str) -> Module:
    """Return the module of a unit; raise `Refusal` where there is no such unit."""
    return _unit(course, unit_id)[0]


def _beside(modules: Sequence[Module], module: Module, *, down: bool) -> Module | None:
    place = modules.index(module) + (1 if down else -1)
    return modules[place] if 0 <= place < len(modules) else None


def _module(course: Course, module_id: str) -> Module:
    for module in course.modules:
        if module.id == module_id:
            return module
    raise Refusal(DraftRefused.NOT_A_UNIT)


def _unit(course: Course, unit_id: str) -> tuple[Module, Unit]:
    for module in course.modules:
        for unit in module.units:
            if unit.id == unit_id:
                return module, unit
    raise Refusal(DraftRefused.NOT_A_UNIT)


def _with_module(course: Course, changed: Module) -> Course:
    modules = tuple(changed if each.id == changed.id else each for each in course.modules)
    return replace(course, modules=modules)
