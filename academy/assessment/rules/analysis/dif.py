"""Items that behave differently in one language at equal ability: bad translations, by their data.

Learners of a focal language are compared with those of the reference language who did as well on
the whole, by Mantel–Haenszel. The measure of ability is the share of available marks in all items
asked, the studied item included, as is the practice for which Holland and Thayer (1988) give the
reason: without it, an item that does not differ would seem to. Right means full marks; partial
marks count as wrong.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from academy.assessment.rules.analysis.mantel import MantelHaenszel, mantel_haenszel
from academy.assessment.rules.analysis.moments import SAME
from academy.assessment.rules.analysis.rests import totals_of
from academy.assessment.rules.analysis.scores import FloatArray, IntArray, Scores

# The least numbers of learners in the smaller group and in both together, as Educational Testing
# Service asks at test assembly: R. Zwick (2012), "A review of ETS differential item functioning
# assessment procedures", ETS Research Report RR-12-08.
LEAST_GROUP = 200
LEAST_TOGETHER = 500

_MOST_STRATA = 100
_SMALL, _LARGE = 1.0, 1.5
_DOUBT = 0.05
_ONE_SIDED = 1.645  # what a normal deviate passes by chance once in twenty times


class DifClass(StrEnum):
    """The effect classes of Educational Testing Service, or that there are too few to say."""

    NEGLIGIBLE = "A"
    MODERATE = "B"
    LARGE = "C"
    TOO_FEW = "too-few"


class Direction(StrEnum):
    """What an item is in the focal language, compared with the reference at equal ability."""

    HARDER = "harder"
    EASIER = "easier"


@dataclass(frozen=True, slots=True)
class Dif:
    """How an item behaves in one language against the reference, at equal ability.

    `effect` is nothing where no figure can be had: everybody right, or nobody to compare with.
    """

    item: str
    language: str
    reference: str
    asked: int
    reference_asked: int
    figures: MantelHaenszel
    effect: DifClass | None

    @property
    def direction(self) -> Direction | None:
        """Whether the item is harder or easier in this language, as far as it can be told."""
        delta = self.figures.delta
        if not delta:
            return None
        return Direction.HARDER if delta < 0 else Direction.EASIER


def ets_class(figures: MantelHaenszel) -> DifClass | None:
    """Class an effect: A is below 1 or may be none, C at least 1.5 and surely above 1."""
    delta, error, p = figures.delta, figures.error, figures.p
    if delta is None or error is None or p is None:
        return None
    size = abs(delta)
    if size < _SMALL or p >= _DOUBT:
        return DifClass.NEGLIGIBLE
    surely = size - _SMALL > _ONE_SIDED * error
    return DifClass.LARGE if size >= _LARGE and surely else DifClass.MODERATE


def dif_by_language(scores: Scores, *, reference: str | None = None) -> tuple[Dif, ...]:
    """Compare every item in every other language with the reference, language by language.

    The reference is the language with most attempts where none is named. There is nothing to
    compare where languages are not known, or nobody took the quiz in the reference.
    """
    if scores.languages is None or not scores.attempts:
        return ()
    tags, places, sizes = np.unique(scores.languages, return_inverse=True, return_counts=True)
    names = [str(tag) for tag in tags]
    base = names[int(sizes.argmax())] if reference is None else reference
    if base not in names:
        return ()
    counts = tuple(_counts(scores, _strata(scores), languages=places, tags=len(names)))
    pairs = [(place, name) for place, name in enumerate(names) if name != base]
    return tuple(
        _compare(
            scores.items[item],
            counts[item][:, [names.index(base), place]],
            language=name,
            reference=base,
        )
        for place, name in pairs
        for item in range(len(scores.items))
    )


def _strata(scores: Scores) -> IntArray:
    """Return the stratum of each attempt: one for each total, or for each per cent of many.

    Without partial marks and drawn questions each total is matched exactly (thin matching); else
    there would be nearly as many totals as learners.
    """
    shares = np.nan_to_num(totals_of(scores).shares())
    levels, places = np.unique(shares, return_inverse=True)
    if len(levels) > _MOST_STRATA:
        places = np.unique(np.round(100 * shares), return_inverse=True)[1]
    return places


def _counts(
    scores: Scores, strata: IntArray, *, languages: IntArray, tags: int
) -> Iterator[FloatArray]:
    """Count, for each item, strata by languages by outcome (right, wrong)."""
    levels = int(strata.max()) + 1
    cells = (strata * tags + languages) * 2
    for column in scores.shares.T:
        asked = ~np.isnan(column)
        wrong = column[asked] < 1 - SAME
        counts = np.bincount(cells[asked] + wrong, minlength=levels * tags * 2)
        yield counts.reshape(levels, tags, 2).astype(np.float64)


def _compare(item: str, tables: FloatArray, *, language: str, reference: str) -> Dif:
    reference_asked, asked = (int(size) for size in tables.sum(axis=(0, 2)))
    figures = mantel_haenszel(tables)
    enough = min(reference_asked, asked) >= LEAST_GROUP
    enough = enough and reference_asked + asked >= LEAST_TOGETHER
    return Dif(
        item=item,
        language=language,
        reference=reference,
        asked=asked,
        reference_asked=reference_asked,
        figures=figures,
        effect=ets_class(figures) if enough else DifClass.TOO_FEW,
    )
