"""What a package that comes in would change in a draft, and what has to be decided first. Pure.

An archive of ours says when it was exported, so that a part that was edited in the file can be told
from one that was edited here since. Where it does not say, what was changed here counts as newer.
"""

import io
import zipfile
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from academy.authoring.rules.drafts import (
    Body,
    Draft,
    SaveKind,
    all_parts,
    laid_over,
    published_version,
    version_of,
)
from academy.content.interchange import moment, written
from academy.content.merging import ChangeKind, Plan
from academy.content.model import Package
from academy.content.pictures import picture_of
from academy.content.reading import UnitChange

_STAMP = "exported "
MEDIA, LOCALE = "media/", "locale/"


class Arrival(StrEnum):
    """What a part of a package means for the one that is here."""

    NEW = "new"
    CHANGED = "changed"
    GONE = "gone"
    OLDER = "older"
    """The package has what was here before: it was changed here since, and not in the file."""
    CONFLICT = "conflict"
    """It was changed here and in the file."""


OPEN = frozenset({Arrival.OLDER, Arrival.CONFLICT})
"""What stays as it is here unless somebody decides otherwise."""


@dataclass(frozen=True, slots=True)
class PartSave:
    """That a part was saved once, with this content."""

    name: str
    version: str
    kind: SaveKind
    saved_at: datetime


@dataclass(frozen=True, slots=True)
class Past:
    """What is known of a course's earlier states, and when the package left it."""

    saves: tuple[PartSave, ...]
    published_at: datetime | None
    exported_at: datetime | None


@dataclass(frozen=True, slots=True)
class PartArrival:
    """A part, or a picture (`media/<name>`), that is not in the package what it is here."""

    name: str
    arrival: Arrival

    @property
    def is_open(self) -> bool:
        """Whether somebody has to decide."""
        return self.arrival in OPEN


@dataclass(frozen=True, slots=True)
class LanguageArrival:
    """What a package's catalogue would change at the desk."""

    tag: str
    is_new: bool
    plan: Plan

    @property
    def name(self) -> str:
        """What is decided about."""
        return LOCALE + self.tag

    @property
    def coming(self) -> int:
        """How many texts it brings that nobody has to decide about."""
        return len(self.plan.of(ChangeKind.NEW)) + len(self.plan.of(ChangeKind.CHANGED))

    @property
    def conflicts(self) -> int:
        """How many texts read otherwise here and are newer."""
        return len(self.plan.of(ChangeKind.CONFLICT))


@dataclass(frozen=True, slots=True)
class ImportPlan:
    """All that a package would change."""

    package: Package
    parts: tuple[PartArrival, ...]
    languages: tuple[LanguageArrival, ...]
    changes: tuple[UnitChange, ...]

    @property
    def to_decide(self) -> tuple[PartArrival, ...]:
        """The parts and pictures that stay unless somebody takes the package's."""
        return tuple(each for each in self.parts if each.is_open)

    @property
    def changes_anything(self) -> bool:
        """Whether there is anything to take."""
        return bool(self.parts) or any(each.coming or each.conflicts for each in self.languages)


def stamped(archive: bytes, exported_at: datetime) -> bytes:
    """Return an archive that says when it was exported: its files are the same."""
    target = io.BytesIO(archive)
    with zipfile.ZipFile(target, "a") as opened:
        opened.comment = f"{_STAMP}{written(exported_at)}".encode()
    return target.getvalue()


def stamp_of(archive: bytes) -> datetime | None:
    """Return when an archive, known to be sound, was exported, if it says."""
    with zipfile.ZipFile(io.BytesIO(archive)) as opened:
        comment = opened.comment.decode("ascii", "replace")
    return moment(comment.removeprefix(_STAMP)) if comment.startswith(_STAMP) else None


def arrivals(draft: Draft, package: Package, past: Past) -> tuple[PartArrival, ...]:
    """Return every part and picture that is not the same in a package; digests stand for bytes."""
    return (*_parts(draft, package, past), *_pictures(draft, package))


def taken_parts(
    parts: Collection[PartArrival], package: Package, taken: Collection[str]
) -> dict[str, Body]:
    """Return the contents to keep: what is clear, and what somebody decided to take."""
    bodies = all_parts(package)
    names = [each.name for each in parts if not each.is_open or each.name in taken]
    return {name: bodies[name] for name in names if name in bodies}


def taken_pictures(
    parts: Collection[PartArrival],
    package: Package,
    taken: Collection[str],
    *,
    here: Collection[str],
) -> dict[str, str | None]:
    """Return the digests of the pictures to keep by name, with their sizes; `None` for what goes.

    `here` are the names of the draft's own.
    """
    pictures = {
        each.name.removeprefix(MEDIA)
        for each in parts
        if each.name.startswith(MEDIA) and (not each.is_open or each.name in taken)
    }
    names = (name for name in sorted({*here, *package.media}) if picture_of(name) in pictures)
    return {name: package.media[name].decode() if name in package.media else None for name in names}


def merged(draft: Draft, bodies: Mapping[str, Body], pictures: Mapping[str, str | None]) -> Package:
    """Return the draft's package with these parts and pictures in it."""
    laid = laid_over(draft.package, bodies, {})
    media = {name: data for name, data in draft.package.media.items() if name not in pictures}
    media |= {name: digest.encode() for name, digest in pictures.items() if digest}
    return replace(laid, media=dict(sorted(media.items())))


def _parts(draft: Draft, package: Package, past: Past) -> Iterator[PartArrival]:
    for name, body in all_parts(package).items():
        here, there = draft.version(name), version_of(body)
        if here == there:
            continue
        if draft.body(name) is None:
            yield PartArrival(name, Arrival.NEW)
        elif there in _earlier(draft, name, past):
            yield PartArrival(name, Arrival.OLDER)
        else:
            touched = _is_touched(draft, name, past)
            yield PartArrival(name, Arrival.CONFLICT if touched else Arrival.CHANGED)


def _earlier(draft: Draft, name: str, past: Past) -> set[str]:
    """Return the versions that a part has had here."""
    saved = {
        each.version
        for each in past.saves
        if each.name == name and each.kind is not SaveKind.SET_ASIDE
    }
    return {*saved, published_version(draft.published, name)}


def _is_touched(draft: Draft, name: str, past: Past) -> bool:
    """Tell whether a part was changed here since the package was exported, as far as is known."""
    if past.exported_at is None:
        return name in draft.changed
    saves = [each for each in past.saves if each.name == name]
    if any(each.saved_at > past.exported_at for each in saves):
        return True
    published_since = past.published_at is not None and past.published_at > past.exported_at
    return published_since and draft.version(name) not in {each.version for each in saves}


def _pictures(draft: Draft, package: Package) -> Iterator[PartArrival]:
    """Yield each picture that is another one there; its sizes go where it goes."""
    here = draft.package.media
    every = {*here, *package.media}
    others = {picture_of(name) for name in every if here.get(name) != package.media.get(name)}
    touched = {picture_of(name) for name in draft.pictures}
    for name in sorted(others):
        if name in touched:
            yield PartArrival(MEDIA + name, Arrival.CONFLICT)
        elif name not in here:
            yield PartArrival(MEDIA + name, Arrival.NEW)
        else:
            arrival = Arrival.CHANGED if name in package.media else Arrival.GONE
            yield PartArrival(MEDIA + name, arrival)
