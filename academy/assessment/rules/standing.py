"""What a learner's attempts at a quiz come to: which of them counts, and what was set by hand."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from academy.assessment.rules.grading import shown_percent
from academy.content.model import Counts

_WHOLE, _NOTHING = 100, Fraction(0)


@dataclass(frozen=True, slots=True)
class Scored:
    """One attempt that has its marks, oldest first in a list. `share` is exact, 1 is everything."""

    share: Fraction
    percent: int
    passed: bool


@dataclass(frozen=True, slots=True)
class Terms:
    """What decides which attempt counts, and whether that is enough."""

    counts: Counts = Counts.BEST
    pass_mark: int = _WHOLE


@dataclass(frozen=True, slots=True)
class Standing:
    """How a learner stands in a quiz, over how many attempts.

    `percent` is whole, for people to read; `share` is exact, for rules to decide on. `is_set` says
    that an instructor set it.
    """

    percent: int
    passed: bool
    attempts: int
    share: Fraction
    is_set: bool = False


def standing(terms: Terms, tries: Sequence[Scored], override: Fraction | None) -> Standing | None:
    """Return how somebody stands; `None` where nothing is marked and nothing was set.

    An attempt below zero counts as what it shows: as 0.
    """
    if override is not None:
        return _from(override / _WHOLE, terms, len(tries), is_set=True)
    shown = [replace(one, share=max(_NOTHING, one.share)) for one in tries]
    return _COUNT[terms.counts](terms, shown) if shown else None


def _best(_terms: Terms, tries: Sequence[Scored]) -> Standing:
    """Take the best attempt; who has passed once has passed, whatever the pass mark is by now."""
    return Standing(
        max(one.percent for one in tries),
        any(one.passed for one in tries),
        len(tries),
        max(one.share for one in tries),
    )


def _first(_terms: Terms, tries: Sequence[Scored]) -> Standing:
    return _of(tries[0], tries)


def _last(_terms: Terms, tries: Sequence[Scored]) -> Standing:
    return _of(tries[-1], tries)


def _average(terms: Terms, tries: Sequence[Scored]) -> Standing:
    share = sum((one.share for one in tries), _NOTHING) / len(tries)
    return _from(share, terms, len(tries))


def _of(one: Scored, tries: Sequence[Scored]) -> Standing:
    return Standing(one.percent, one.passed, len(tries), one.share)


def _from(share: Fraction, terms: Terms, attempts: int, *, is_set: bool = False) -> Standing:
    exact = _WHOLE * share
    passed = exact >= terms.pass_mark
    percent = shown_percent(exact, terms.pass_mark, passed=passed)
    return Standing(percent, passed, attempts, share, is_set)


_COUNT: Mapping[Counts, Callable[[Terms, Sequence[Scored]], Standing]] = {
    Counts.BEST: _best,
    Counts.FIRST: _first,
    Counts.LAST: _last,
    Counts.AVERAGE: _average,
}
