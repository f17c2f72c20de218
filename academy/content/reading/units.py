"""What changed in a package, as a reader meets it: the course's own words, then unit by unit."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from academy.content.changes import (
    Change,
    How,
    Thing,
    UnitChange,
    flag,
    ids_change,
    moved,
    text_change,
    texts_change,
    value_change,
)
from academy.content.differences import word_changes
from academy.content.model import COURSE, Course, Module, Package, Unit, UnitKind
from academy.content.reading.lessons import Titled, lesson_changes
from academy.content.reading.quizzes import quiz_changes

Key = tuple[str, UnitKind]


@dataclass(frozen=True, slots=True)
class _Placed:
    """A unit and the module that it stands in."""

    unit: Unit
    module: Module

    @property
    def place(self) -> str:
        """Where it stands; no id has a space."""
        return f"{self.module.id} {self.unit.id}"


def reading_changes(old: Package | None, new: Package) -> tuple[UnitChange, ...]:
    """Return what changed: the course, the units in the new order, then what is gone.

    A unit that became another kind is gone and new. Without an old package everything is new; of a
    new unit or question no part is told.
    """
    course = tuple(_course(old.course, new.course) if old else _new_course(new.course))
    told = [UnitChange(COURSE, None, new.course.title, course)] if course else []
    before = _placed(old.course) if old else {}
    after = _placed(new.course)
    told += [
        UnitChange(key[0], key[1], now.unit.title, changes)
        for key, now, changes in _units(old, new, before=before, after=after)
        if changes
    ]
    told += [
        UnitChange(key[0], key[1], was.unit.title, (_unit(How.REMOVED, was.unit.title, ""),))
        for key, was in before.items()
        if key not in after
    ]
    return tuple(told)


def _placed(course: Course) -> dict[Key, _Placed]:
    return {
        (unit.id, unit.kind): _Placed(unit, module)
        for module in course.modules
        for unit in module.units
    }


def _units(
    old: Package | None,
    new: Package,
    *,
    before: Mapping[Key, _Placed],
    after: Mapping[Key, _Placed],
) -> Iterator[tuple[Key, _Placed, tuple[Change, ...]]]:
    """Yield the changes of each unit that the new package has."""
    stayed = _stayed(before, after)
    for key, now in after.items():
        was = before.get(key)
        if old is None or was is None:
            yield key, now, (_unit(How.ADDED, "", now.unit.title),)
            continue
        found = [] if key in stayed else [_moved(was, now)]
        yield (
            key,
            now,
            (*found, *_terms(was.unit, now.unit), *_content(old, new, units=(was.unit, now.unit))),
        )


def _stayed(before: Mapping[Key, _Placed], after: Mapping[Key, _Placed]) -> frozenset[Key]:
    """Return the units that kept their module and their place among the others."""
    order = moved(
        [was.place for key, was in before.items() if key in after],
        [now.place for key, now in after.items() if key in before],
    )
    return frozenset(
        key
        for key, now in after.items()
        if key in before and before[key].place == now.place and now.place not in order
    )


def _unit(how: How, old: str, new: str) -> Change:
    return Change(Thing.UNIT, how, word_changes(old, new))


def _moved(was: _Placed, now: _Placed) -> Change:
    titles = (was.module.title,), (now.module.title,)
    return Change(Thing.UNIT, How.MOVED, before=titles[0], after=titles[1])


def _terms(old: Unit, new: Unit) -> Iterator[Change]:
    yield from text_change(Thing.TITLE, old.title, new.title)
    yield from value_change(Thing.REQUIRED, flag(old.required), flag(new.required))
    yield from value_change(Thing.MINUTES, [str(old.minutes)], [str(new.minutes)])


def _content(old: Package, new: Package, *, units: tuple[Unit, Unit]) -> Iterator[Change]:
    name, titles = units[1].id, (units[0].title, units[1].title)
    if units[1].kind is UnitKind.LESSON:
        was, now = (Titled(titles[0], old.lessons[name]), Titled(titles[1], new.lessons[name]))
        yield from lesson_changes(was, now)
        return
    before, after = old.quizzes[name], new.quizzes[name]
    if (before.title, after.title) != titles:
        yield from text_change(Thing.TITLE, before.title, after.title)
    yield from quiz_changes(before, after)


def _new_course(new: Course) -> Iterator[Change]:
    yield from text_change(Thing.TITLE, "", new.title)
    yield from text_change(Thing.SUMMARY, "", new.summary)
    yield from texts_change(Thing.OUTCOME, (), new.outcomes)
    yield from text_change(Thing.STATEMENT, "", new.certificate.statement)
    yield from _modules((), new.modules)


def _course(old: Course, new: Course) -> Iterator[Change]:
    if old == new:
        return
    yield from text_change(Thing.TITLE, old.title, new.title)
    yield from text_change(Thing.SUMMARY, old.summary, new.summary)
    yield from texts_change(Thing.OUTCOME, old.outcomes, new.outcomes)
    yield from text_change(Thing.STATEMENT, old.certificate.statement, new.certificate.statement)
    yield from texts_change(Thing.COMPETENCE, old.competences, new.competences)
    yield from value_change(Thing.IDENTITY, [old.id], [new.id])
    yield from value_change(Thing.TRACK, [old.track.value], [new.track.value])
    yield from value_change(Thing.LEVEL, [old.level.value], [new.level.value])
    yield from value_change(Thing.LANGUAGE, [old.language], [new.language])
    yield from value_change(Thing.HOURS, [str(old.hours)], [str(new.hours)])
    yield from value_change(Thing.MINIMUM_SCORE, _score(old), _score(new))
    yield from _modules(old.modules, new.modules)


def _score(course: Course) -> list[str]:
    score = course.completion.minimum_score
    return [] if score is None else [str(score)]


def _modules(old: Sequence[Module], new: Sequence[Module]) -> Iterator[Change]:
    before = {module.id: module.title for module in old}
    after = {module.id: module.title for module in new}
    yield from ids_change(Thing.MODULE, before, after)
