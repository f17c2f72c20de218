"""How long items take."""

from dataclasses import dataclass

import numpy as np

from academy.assessment.rules.analysis.scores import FloatArray, Scores

_QUARTERS = (25, 50, 75)


@dataclass(frozen=True, slots=True)
class ItemTime:
    """The seconds that an item takes: median and quartiles of the attempts whose time is known."""

    item: str
    timed: int
    lower: float | None
    median: float | None
    upper: float | None


def item_times(scores: Scores) -> tuple[ItemTime, ...]:
    """Return the times of all items, in their order; none are known where there are no seconds."""
    seconds = np.full(scores.shares.shape, np.nan) if scores.seconds is None else scores.seconds
    return tuple(_time(item, column) for item, column in zip(scores.items, seconds.T, strict=True))


def _time(item: str, column: FloatArray) -> ItemTime:
    known = column[~np.isnan(column)]
    if not known.size:
        return ItemTime(item=item, timed=0, lower=None, median=None, upper=None)
    lower, median, upper = (float(value) for value in np.percentile(known, _QUARTERS))
    return ItemTime(item=item, timed=known.size, lower=lower, median=median, upper=upper)
