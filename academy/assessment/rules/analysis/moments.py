"""Means and correlations that are nothing, rather than NaN, where there is nothing to say."""

import numpy as np

from academy.assessment.rules.analysis.scores import FloatArray

SAME = 1e-9  # shares that lie nearer are the same share


def mean(values: FloatArray) -> float | None:
    """Return the mean of some values, if there are any."""
    return float(values.mean()) if values.size else None


def correlation(one: FloatArray, other: FloatArray) -> float | None:
    """Return Pearson's correlation, or nothing where either side does not vary."""
    if one.size == 0 or np.ptp(one) < SAME or np.ptp(other) < SAME:
        return None
    one, other = one - one.mean(), other - other.mean()
    together = (one * other).sum() / np.sqrt((one * one).sum() * (other * other).sum())
    return min(1.0, max(-1.0, float(together)))
