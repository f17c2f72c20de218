"""How well an attempt did on the whole, and on everything but one item."""

from dataclasses import dataclass

import numpy as np

from academy.assessment.rules.analysis.moments import SAME
from academy.assessment.rules.analysis.scores import FloatArray, Scores

_PLACES = 9  # equal scores stay equal, whatever the order of their sums


@dataclass(frozen=True, slots=True, eq=False)
class Totals:
    """The marks that each attempt earned, and those it could have earned in what it was asked."""

    earned: FloatArray
    available: FloatArray

    def shares(self) -> FloatArray:
        """Return the share of available marks that each attempt earned; NaN where none were."""
        return _shares(self.earned, self.available)


def totals_of(scores: Scores) -> Totals:
    """Add up every attempt."""
    asked = ~np.isnan(scores.shares)
    earned = (np.where(asked, scores.shares, 0.0) * scores.weights).sum(axis=1)
    return Totals(earned=earned, available=(asked * scores.weights).sum(axis=1))


def rests_of(scores: Scores, totals: Totals, item: int) -> FloatArray:
    """Return the share of available marks earned in all other items that the attempt was asked.

    Where all attempts were asked the same, this orders and correlates just as the total minus the
    item does; where questions were drawn, it also compares attempts that were asked different
    ones. It is NaN where the item was not asked, or nothing else was.
    """
    mark, column = scores.weights[item], scores.shares[:, item]
    others = np.where(np.isnan(column), np.nan, totals.available - mark)
    return _shares(totals.earned - mark * column, others)


def _shares(earned: FloatArray, available: FloatArray) -> FloatArray:
    possible = available > SAME
    divided: FloatArray = np.full(earned.shape, np.nan)
    np.divide(earned, available, out=divided, where=possible)
    return np.round(divided, _PLACES)
