"""Which texts a translator looks at, and what may be wrong with a translation. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from academy.authoring.rules.glossary import GlossaryEntry
from academy.authoring.rules.translating import Row, Standing, State, standing_of
from academy.content.faults import Fault, Severity
from academy.content.segments import Segment
from academy.content.translations import glossary_faults, translation_faults
from academy.kernel.text import fold

PAGE = 50
"""How many texts one page shows."""


class Show(StrEnum):
    """What may be looked at alone."""

    ALL = "all"
    UNTRANSLATED = "untranslated"
    STALE = "stale"
    TRANSLATED = "translated"
    REVIEWED = "reviewed"
    FAULTS = "faults"
    ELSEWHERE = "elsewhere"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a translator wants to see. No unit means all, no words any; pages count from 1."""

    show: Show = Show.ALL
    unit: str = ""
    words: str = ""
    page: int = 1


@dataclass(frozen=True, slots=True)
class Sifted:
    """One page of the texts that were wanted: the `page`th of `pages`, of `total` texts."""

    rows: tuple[Row, ...]
    page: int
    pages: int
    total: int


def sift(
    rows: Iterable[Row], wanted: Wanted, *, language: str, terms: Sequence[GlossaryEntry]
) -> Sifted:
    """Return a page of what is wanted; the last one where there are not that many."""
    looked_for, agreed = fold(wanted.words), agreed_in(terms, language)
    found = [
        row
        for row in rows
        if (not wanted.unit or row.segment.unit == wanted.unit)
        and (not looked_for or _says(row, looked_for))
        and _is_shown(row, wanted.show, language=language, agreed=agreed)
    ]
    pages = max(1, -(-len(found) // PAGE))
    page = min(max(wanted.page, 1), pages)
    return Sifted(tuple(found[(page - 1) * PAGE : page * PAGE]), page, pages, len(found))


def by_unit(rows: Iterable[Row]) -> dict[str, Standing]:
    """Return how each unit stands, in the order in which they are learned."""
    units: dict[str, list[Row]] = {}
    for row in rows:
        units.setdefault(row.segment.unit, []).append(row)
    return {unit: standing_of(own) for unit, own in units.items()}


def text_faults(
    segment: Segment, text: str, language: str, *, agreed: Mapping[str, str]
) -> tuple[Fault, ...]:
    """Return what a translation lost or should look at again, words of the glossary included."""
    if not text:
        return ()
    source = _folded(segment.source)
    near = {term: word for term, word in agreed.items() if _folded(term) in source}
    told = glossary_faults(segment.source, text, near) if near else ()
    missed = (Fault(segment.file, segment.line, code, detail) for code, detail in told)
    return (*_lost(segment, text, language), *missed)


def agreed_in(terms: Iterable[GlossaryEntry], language: str) -> Mapping[str, str]:
    """Return what each term is called in a language."""
    return {entry.term: entry.words[language] for entry in terms if language in entry.words}


def broken(rows: Iterable[Row], language: str) -> tuple[tuple[Row, tuple[Fault, ...]], ...]:
    """Return the translations that keep a language from being published, and why."""
    found = (
        (row, tuple(f for f in _lost(row.segment, row.entry.text, language) if _is_serious(f)))
        for row in rows
        if row.state in {State.TRANSLATED, State.REVIEWED}
    )
    return tuple((row, faults) for row, faults in found if faults)


def _is_serious(fault: Fault) -> bool:
    return fault.severity is Severity.ERROR


def _says(row: Row, looked_for: str) -> bool:
    return looked_for in _folded(row.segment.source) or looked_for in _folded(row.entry.text)


def _is_shown(row: Row, show: Show, *, language: str, agreed: Mapping[str, str]) -> bool:
    match show:
        case Show.ALL:
            return True
        case Show.FAULTS:
            return bool(text_faults(row.segment, row.entry.text, language, agreed=agreed))
        case Show.ELSEWHERE:
            return row.elsewhere is not None
        case _:
            return row.state == State(show.value)


_folded = lru_cache(maxsize=16_384)(fold)


@lru_cache(maxsize=16_384)
def _lost(segment: Segment, text: str, language: str) -> tuple[Fault, ...]:
    """Return what the checker says; a text that did not change is not parsed again."""
    told = translation_faults(segment, text, language)
    return tuple(Fault(segment.file, segment.line, code, detail) for code, detail in told)
