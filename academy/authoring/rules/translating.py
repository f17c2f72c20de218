"""Translations of a draft: which text counts, and how things stand with it.

A translation is kept under its unit and its source text, so that nothing needs to be written when a
source changes: how things stand follows from the texts alone.
"""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from academy.content.catalogues import refresh
from academy.content.model import COURSE, CertificateTerms, Module, Package
from academy.content.po import Catalogue, Entry, Key
from academy.content.segments import Segment

LONGEST_COMMENT = 2_000
"""Characters of what a translator says of a translation."""


class TranslationRefused(StrEnum):
    """Why a translation was not kept."""

    NO_SUCH_LANGUAGE = "no-such-language"
    SOURCE_LANGUAGE = "source-language"
    SAVED_MEANWHILE = "saved-meanwhile"
    NOTHING_TO_PUBLISH = "nothing-to-publish"
    NOT_PUBLISHED_YET = "not-published-yet"


class State(StrEnum):
    """How things stand with a text in a language."""

    UNTRANSLATED = "untranslated"
    STALE = "stale"
    TRANSLATED = "translated"
    REVIEWED = "reviewed"


@dataclass(frozen=True, slots=True)
class Kept:
    """A translation as it was left at the desk.

    `published` is what learners read then (empty for nothing); `reviewed` is the mark of the texts
    that somebody found right, see `review_mark`.
    """

    unit: str
    source: str
    text: str
    is_fuzzy: bool
    previous: str
    comment: str
    published: str
    reviewed: str | None
    saved_at: datetime
    saved_by: UUID | None

    @property
    def key(self) -> Key:
        """What a catalogue keeps it under."""
        return self.unit, self.source

    @property
    def entry(self) -> Entry:
        """The translation as a catalogue has it."""
        return Entry(self.text, self.is_fuzzy, self.previous, self.comment)

    @property
    def shown(self) -> str:
        """What learners would read of it."""
        return "" if self.is_fuzzy else self.text

    @property
    def is_new(self) -> bool:
        """Whether it says something that was not published when it was saved."""
        return self.shown != self.published


@dataclass(frozen=True, slots=True)
class Row:
    """A text at the desk. A stale one was made from `entry.previous`.

    `elsewhere` is what a file brought in while the desk had something newer, or `None`.
    """

    segment: Segment
    entry: Entry
    state: State
    elsewhere: str | None
    saved_at: datetime | None
    saved_by: UUID | None

    @property
    def digest(self) -> str:
        """The name of the source text."""
        return source_digest(self.segment.source)


@dataclass(frozen=True, slots=True)
class Standing:
    """How many texts of a language, or of one unit in it, stand how."""

    untranslated: int = 0
    stale: int = 0
    translated: int = 0
    reviewed: int = 0

    @property
    def total(self) -> int:
        """All texts."""
        return self.untranslated + self.stale + self.done

    @property
    def done(self) -> int:
        """Those that a reader of the language will find in it."""
        return self.translated + self.reviewed

    @property
    def percent(self) -> int:
        """The share that is done, rounded down: 100 means all."""
        return 100 * self.done // self.total if self.total else 100


def source_digest(source: str) -> str:
    """Return the name of a source text."""
    return hashlib.sha256(source.encode()).hexdigest()


def review_mark(source: str, text: str) -> str:
    """Return what a reviewer signs: it holds for these two texts and no others."""
    return hashlib.sha256(f"{source}\0{text}".encode()).hexdigest()


def state_of(source: str, entry: Entry | None, reviewed: str | None = None) -> State:
    """Return how things stand with a text; `reviewed` is the mark somebody left on it."""
    if entry is None or not entry.text:
        return State.UNTRANSLATED
    if entry.fuzzy:
        return State.STALE
    return State.REVIEWED if reviewed == review_mark(source, entry.text) else State.TRANSLATED


def counts(kept: Kept, published: Catalogue | None) -> bool:
    """Tell whether a translation at the desk is what counts.

    It gives way where it was published and learners have something else since: a file brought that.
    """
    return kept.is_new or shown_of(published, kept.key) == kept.published


def settled(
    kept: Iterable[Kept], *, before: Catalogue | None, after: Catalogue
) -> tuple[Kept, ...]:
    """Return the translations of the desk that are to be noted anew when `after` is published.

    What had given way before stays so: publishing must not bring it back as if it were new.
    """
    return tuple(
        replace(one, published=shown)
        for one in kept
        if counts(one, before) and (shown := shown_of(after, one.key)) != one.published
    )


def pooled(language: str, published: Catalogue, kept: Iterable[Kept]) -> Catalogue:
    """Return every translation there is: what is published, with the desk's newer words over it.

    What somebody left at the desk gives way where it was published and a file has since brought
    something else; a word that was not published yet never does.
    """
    every: dict[Key, Entry] = {**published.obsolete, **published.entries}
    for each in kept:
        if counts(each, published):
            every[each.key] = each.entry
    return Catalogue(language, every, {}, published.headers)


def newer(wanted: Iterable[Segment], *, published: Catalogue, kept: Iterable[Kept]) -> int:
    """Count the texts that learners would read in other words if the desk's were published."""
    pool = pooled(published.language, published, kept)
    keys = (segment.key for segment in wanted)
    return sum(shown_of(pool, key) != shown_of(published, key) for key in keys)


def catalogue_for(
    package: Package, language: str, *, published: Catalogue, kept: Iterable[Kept]
) -> Catalogue:
    """Return the catalogue of a package in a language; the published one where nothing differs."""
    fresh = refresh(pooled(language, published, kept), package)
    return published if _said(fresh) == _said(published) else fresh


def rows_for(
    wanted: Iterable[Segment],
    catalogue: Catalogue,
    *,
    kept: Mapping[Key, Kept],
    published: Catalogue | None,
) -> tuple[Row, ...]:
    """Return every text at the desk with its translation and how things stand.

    `catalogue` is that of `catalogue_for`: it has an entry for each text.
    """
    return tuple(
        _row(segment, catalogue, kept.get(segment.key), published=published) for segment in wanted
    )


def standing_of(rows: Iterable[Row]) -> Standing:
    """Count texts by how things stand."""
    counts = dict.fromkeys(State, 0)
    for row in rows:
        counts[row.state] += 1
    return Standing(**{state.value: count for state, count in counts.items()})


def shown_of(catalogue: Catalogue | None, key: Key) -> str:
    """Return what learners read of a text, empty for nothing."""
    return (catalogue.text(*key) or "") if catalogue else ""


def only_unit(package: Package, unit: str) -> Package:
    """Return a package that has the texts of one unit (or of the course itself) and no others."""
    course = package.course
    if unit == COURSE:
        bare = tuple(replace(module, units=()) for module in course.modules)
        return replace(package, course=replace(course, modules=bare))
    own = tuple(each for each in course.units if each.id == unit)
    nothing = replace(
        course,
        title="",
        summary="",
        outcomes=(),
        modules=(Module(unit, "", own),),
        certificate=CertificateTerms(""),
    )
    return replace(package, course=nothing)


def only_unit_words(catalogue: Catalogue, unit: str) -> Catalogue:
    """Return a catalogue with the translations of one unit alone."""
    return replace(
        catalogue,
        entries={key: entry for key, entry in catalogue.entries.items() if key[0] == unit},
        obsolete={key: entry for key, entry in catalogue.obsolete.items() if key[0] == unit},
    )


def with_catalogues(package: Package, catalogues: Mapping[str, Catalogue]) -> Package:
    """Return a package with these catalogues, without those that hold no translation yet."""
    kept = {
        language: catalogue
        for language, catalogue in sorted(catalogues.items())
        if any(entry.text and not entry.fuzzy for entry in catalogue.entries.values())
    }
    return replace(package, catalogues=kept)


def _row(
    segment: Segment, catalogue: Catalogue, kept: Kept | None, *, published: Catalogue | None
) -> Row:
    entry = catalogue.entries.get(segment.key) or Entry("")
    there = shown_of(published, segment.key)
    overtaken = kept is not None and kept.is_new and there not in {kept.published, kept.shown}
    return Row(
        segment=segment,
        entry=entry,
        state=state_of(segment.source, entry, kept and kept.reviewed),
        elsewhere=there if overtaken else None,
        saved_at=kept and kept.saved_at,
        saved_by=kept and kept.saved_by,
    )


def _said(catalogue: Catalogue) -> dict[Key, Entry]:
    """Return the entries that say something; what is obsolete is worth no publication."""
    return {key: each for key, each in catalogue.entries.items() if each.text or each.comment}
