"""What a course looks like from outside: its outline in a language, its pages, what is found."""

import re
from dataclasses import dataclass
from enum import StrEnum
from pathlib import PurePosixPath
from typing import Any

from academy.content.catalogues import Localised as Words
from academy.content.catalogues import completeness, localised
from academy.content.document import from_document
from academy.content.model import COURSE, Level, Module, Package, Track, Unit, UnitKind
from academy.kernel.text import fold, tidy

AVAILABLE = 80
"""From this share on, in percent, a course counts as available in a language."""

LONGEST_SEARCH = 100
"""Letters of a search that count; nobody types more by hand."""

_FACT = re.compile(r'<academy-fact kind="([a-z-]+)"></academy-fact>')


class CatalogueRefused(StrEnum):
    """Why something was not published."""

    PUBLISHED_MEANWHILE = "published-meanwhile"


@dataclass(frozen=True, slots=True)
class OutlineUnit:
    """A unit as a table of contents shows it."""

    id: str
    kind: UnitKind
    title: Words
    minutes: int
    required: bool


@dataclass(frozen=True, slots=True)
class OutlineModule:
    """A module as a table of contents shows it."""

    id: str
    title: Words
    units: tuple[OutlineUnit, ...]

    @property
    def minutes(self) -> int:
        """How long the module takes."""
        return sum(unit.minutes for unit in self.units)


@dataclass(frozen=True, slots=True)
class Outline:
    """A revision of a course, without its lessons, in one language. `language` is its source."""

    course_id: str
    track: Track
    level: Level
    hours: int
    language: str
    title: Words
    summary: Words
    outcomes: tuple[Words, ...]
    statement: Words
    modules: tuple[OutlineModule, ...]

    @property
    def units(self) -> tuple[OutlineUnit, ...]:
        """Every unit, in the order in which it is learned."""
        return tuple(unit for module in self.modules for unit in module.units)

    def unit(self, unit_id: str) -> OutlineUnit:
        """Return a unit by its id; raise `KeyError` where there is none."""
        for unit in self.units:
            if unit.id == unit_id:
                return unit
        raise KeyError(unit_id)

    def neighbours(self, unit_id: str) -> tuple[OutlineUnit | None, OutlineUnit | None]:
        """Return the units before and after one; raise `KeyError` where there is no such unit."""
        units = self.units
        place = units.index(self.unit(unit_id))
        before = units[place - 1] if place else None
        return before, units[place + 1] if place + 1 < len(units) else None


@dataclass(frozen=True, slots=True)
class FactSlot:
    """A place in a lesson where the fact of the reader's country stands."""

    kind: str


def stored_name(name: str, digest: str) -> str:
    """Return the name under which a package's picture is stored, by the digest of its bytes."""
    return digest + PurePosixPath(name).suffix


def media_address(package: Package, name: str) -> str:
    """Return where a picture of a package with digests is; of one it lacks, where nothing is."""
    digest = package.media.get(name)
    return f"/media/{name if digest is None else stored_name(name, digest.decode())}"


def without_pictures(document: dict[str, Any]) -> Package:
    """Return the package of a document, with the digest of each picture in place of its bytes."""
    digests: dict[str, str] = document["media"]
    return from_document(document, {name: digest.encode() for name, digest in digests.items()})


def cut(html: str) -> tuple[str | FactSlot, ...]:
    """Part a rendered lesson where country facts stand; nothing empty is left."""
    pieces = _FACT.split(html)
    parts = (FactSlot(piece) if place % 2 else piece for place, piece in enumerate(pieces))
    return tuple(part for part in parts if isinstance(part, FactSlot) or part.strip())


def outline_of(package: Package, language: str) -> Outline:
    """Return what a reader of `language` is shown of a course; the rest in its own language."""
    course = package.course

    def say(source: str, unit: str = COURSE) -> Words:
        return localised(package, language, unit, source)

    return Outline(
        course_id=course.id,
        track=course.track,
        level=course.level,
        hours=course.hours,
        language=course.language,
        title=say(course.title),
        summary=say(course.summary),
        outcomes=tuple(say(outcome) for outcome in course.outcomes),
        statement=say(course.certificate.statement),
        modules=tuple(_module(package, language, module) for module in course.modules),
    )


def percent_in(package: Package, language: str) -> int:
    """Return how much of a course is in a language, 0–100. Rounded down: 100 means all of it."""
    if language == package.course.language:
        return 100
    return int(completeness(package, language) * 100)


def is_available(percent: int) -> bool:
    """Tell whether a course may be called available in a language it has this much of."""
    return percent >= AVAILABLE


def search_terms(search: str) -> tuple[str, ...]:
    """Return the folded words that all have to occur; where a script has no spaces, its run."""
    return tuple(dict.fromkeys(fold(tidy(search[:LONGEST_SEARCH])).split()))


def findable(outline: Outline) -> str:
    """Return everything worth finding in a course, folded, one text to a line."""
    texts = (
        outline.title,
        outline.summary,
        *outline.outcomes,
        *(module.title for module in outline.modules),
        *(unit.title for unit in outline.units),
    )
    return "\n".join(fold(words.text) for words in texts)


def _module(package: Package, language: str, module: Module) -> OutlineModule:
    return OutlineModule(
        id=module.id,
        title=localised(package, language, COURSE, module.title),
        units=tuple(_unit(package, language, unit) for unit in module.units),
    )


def _unit(package: Package, language: str, unit: Unit) -> OutlineUnit:
    return OutlineUnit(
        id=unit.id,
        kind=unit.kind,
        title=localised(package, language, unit.id, unit.title),
        minutes=unit.minutes,
        required=unit.required,
    )
