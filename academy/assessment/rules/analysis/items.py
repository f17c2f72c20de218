"""How hard each item is, and how well it tells the able from the others."""

from dataclasses import dataclass

import numpy as np

from academy.assessment.rules.analysis.moments import correlation, mean
from academy.assessment.rules.analysis.rests import Totals, rests_of, totals_of
from academy.assessment.rules.analysis.scores import Scores


@dataclass(frozen=True, slots=True)
class ItemFigures:
    """An item in numbers: how many were asked and answered, and the classical two figures.

    `facility` is the mean share of its marks; who left it unanswered earned nothing and counts.
    `discrimination` is the corrected point-biserial: its correlation with the rest of the test.
    """

    item: str
    asked: int
    answered: int
    facility: float | None
    discrimination: float | None


def item_figures(scores: Scores) -> tuple[ItemFigures, ...]:
    """Return the figures of all items, in their order."""
    totals = totals_of(scores)
    return tuple(_figures(scores, totals, place) for place in range(len(scores.items)))


def _figures(scores: Scores, totals: Totals, place: int) -> ItemFigures:
    column = scores.shares[:, place]
    asked = ~np.isnan(column)
    rests = rests_of(scores, totals, place)
    known = ~np.isnan(rests)
    answered = asked if scores.answered is None else asked & scores.answered[:, place]
    return ItemFigures(
        item=scores.items[place],
        asked=int(asked.sum()),
        answered=int(answered.sum()),
        facility=mean(column[asked]),
        discrimination=correlation(column[known], rests[known]),
    )
