"""The translation memory: which earlier translations are of the same or of a similar text. Pure."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rapidfuzz.distance import Indel

from academy.content.scripts import is_unspaced
from academy.content.text import clean
from academy.content.translations import numbers
from academy.kernel.text import fold

AT_LEAST = 70
"""Below this percentage a translator reads an offer for longer than it takes to write anew."""

_WHOLE = 100
_FOLDING = 1.25
"""How much longer or shorter a text may be than it is folded."""


@dataclass(frozen=True, slots=True)
class Remembered:
    """A text that was translated somewhere in the Academy, and its translation."""

    source: str
    text: str
    course_id: str
    unit_id: str


@dataclass(frozen=True, slots=True)
class Match:
    """An earlier translation to offer. `exact` is one of the very same text.

    At 100 % the texts differ at most in what nobody sees or minds: case, width and white space.
    """

    remembered: Remembered
    percent: int
    exact: bool


def similar(
    source: str, remembered: Sequence[Remembered], *, at_least: int = AT_LEAST, most: int = 5
) -> tuple[Match, ...]:
    """Return the best offers, the closest first; what is equally close stays in its order.

    Each translation is offered once, however many texts have it.
    """
    found = sorted(
        (match for match in _matches(source, remembered, at_least) if match.percent >= at_least),
        key=lambda match: (not match.exact, -match.percent),
    )
    once: dict[str, Match] = {}
    for match in found:
        once.setdefault(clean(match.remembered.text), match)
    return tuple(once.values())[:most]


def length_window(source: str, *, at_least: int = AT_LEAST) -> tuple[int, int]:
    """Return how short and how long a text may be to be similar to this one.

    Of two texts, the letters that both have are at most those of the shorter one: at 70 %, it has
    at least 7 for every 13 of the longer.
    """
    length, share = len(fold(source)), max(at_least, 1) / _WHOLE
    ratio = share / (2 - share)
    return math.floor(length * ratio / _FOLDING), math.ceil(length / ratio * _FOLDING)


def _matches(source: str, remembered: Sequence[Remembered], at_least: int) -> Iterator[Match]:
    kept, folded, figures = clean(source), fold(source), numbers(source)
    for each in remembered:
        exact = clean(each.source) == kept
        other = fold(each.source)
        whole = other == folded and (exact or numbers(each.source) == figures)
        percent = _WHOLE if whole else min(_percent(folded, other, at_least), _WHOLE - 1)
        yield Match(each, percent, exact)


def _percent(one: str, other: str, at_least: int) -> int:
    """Return how alike two folded texts are, or 0 where that is less than is asked for.

    Letters alone find alike what has other words of the same letters; words alone find unlike what
    has another ending. So both count, and letters are the most that it can be. Scripts without
    spaces have no words to compare.
    """
    letters = Indel.normalized_similarity(one, other, score_cutoff=at_least / _WHOLE)
    if not letters:
        return 0
    if is_unspaced(one) or is_unspaced(other):
        return math.floor(_WHOLE * letters)
    words = Indel.normalized_similarity(one.split(), other.split())
    return math.floor(_WHOLE * min(letters, (letters + words) / 2))
