"""Which terms of the glossary stand in a text. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from academy.content.terms import find_terms


@dataclass(frozen=True, slots=True)
class GlossaryEntry:
    """A term, what is to be known about it, and the agreed word in each language, by its tag."""

    term: str
    note: str
    words: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Found:
    """An entry whose term stands in a text, as `text[start:end]`."""

    entry: GlossaryEntry
    start: int
    end: int


def terms_in(source: str, terms: Sequence[GlossaryEntry]) -> tuple[Found, ...]:
    """Return where terms stand in a text, in reading order; of two that overlap, the longer.

    Case and width do not matter. Where words are parted by spaces, whole words are found, an
    English plural included. Of two entries with one term, the first counts.
    """
    by_term: dict[str, GlossaryEntry] = {}
    for entry in terms:
        by_term.setdefault(entry.term, entry)
    return tuple(
        Found(by_term[place.term], place.start, place.end) for place in find_terms(source, by_term)
    )
