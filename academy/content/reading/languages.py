"""What changed beside the words of the source language: other languages, and pictures."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from academy.content.catalogues import localised
from academy.content.model import Course, Package
from academy.content.pictures import picture_of
from academy.content.po import Catalogue, Key
from academy.content.segments import segments


def languages_changed(old: Package | None, new: Package) -> Mapping[str, int]:
    """Return how many texts a reader gets that they did not have, by language.

    A text counts that is new or that reads otherwise: also one that lost its translation and shows
    in the source language again. Languages without any are left out, and so is the source language.
    """
    tags = {*new.catalogues, *(old.catalogues if old else ())} - {new.course.language}
    if old is None:
        return {tag: count for tag in sorted(tags) if (count := len(segments(new)))}
    units = _touched(old, new, tags)
    known = {segment.key for segment in segments(_narrowed(old, units))}
    shown = [segment.key for segment in segments(_narrowed(new, units))]
    fresh = sum(key not in known for key in shown)
    kept = [key for key in shown if key in known]
    counts = {tag: fresh + _retold(old, new, tag=tag, keys=kept) for tag in sorted(tags)}
    return {tag: count for tag, count in counts.items() if count}


def pictures_changed(old: Package | None, new: Package) -> tuple[str, ...]:
    """Return the names of the pictures that came, went or look otherwise; sizes are no others."""
    before: Mapping[str, bytes] = old.media if old else {}
    names = {*before, *new.media}
    changed = (name for name in names if before.get(name) != new.media.get(name))
    return tuple(sorted({picture_of(name) for name in changed}))


def _retold(old: Package, new: Package, *, tag: str, keys: Iterable[Key]) -> int:
    """Return how many texts that both packages have read otherwise now."""
    return sum(localised(old, tag, *key) != localised(new, tag, *key) for key in keys)


def _touched(old: Package, new: Package, tags: Iterable[str]) -> frozenset[str]:
    """Return the units where anything changed, in any language: the others need no reading."""
    kept = {unit.id for unit in old.course.units}
    units = {
        unit.id
        for unit in new.course.units
        if unit.id not in kept
        or old.lessons.get(unit.id) != new.lessons.get(unit.id)
        or old.quizzes.get(unit.id) != new.quizzes.get(unit.id)
    }
    for tag in tags:
        units |= _translated_anew(old.catalogues.get(tag), new.catalogues.get(tag))
    return frozenset(units)


def _translated_anew(old: Catalogue | None, new: Catalogue | None) -> set[str]:
    """Return the units with a translation that reads otherwise."""
    before, after = old or Catalogue(""), new or Catalogue("")
    if before.entries == after.entries:
        return set()
    keys = {*before.entries, *after.entries}
    return {key[0] for key in keys if before.text(*key) != after.text(*key)}


def _narrowed(package: Package, units: frozenset[str]) -> Package:
    """Return the package with these units alone, and the course's own words."""
    return replace(package, course=_without(package.course, units))


def _without(course: Course, units: frozenset[str]) -> Course:
    modules = tuple(
        replace(module, units=tuple(unit for unit in module.units if unit.id in units))
        for module in course.modules
    )
    return replace(course, modules=modules)
