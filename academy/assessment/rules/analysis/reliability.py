"""How far the marks of a test can be trusted: Cronbach's alpha and the standard error."""

from dataclasses import dataclass

import numpy as np

from academy.assessment.rules.analysis.moments import SAME
from academy.assessment.rules.analysis.scores import FloatArray, Scores

_PAIR = 2
_ONE_THREAD = 2**17  # multiplications that OpenBLAS never shares out


@dataclass(frozen=True, slots=True)
class Reliability:
    """The reliability of a test, and what it means for one learner's marks.

    `alpha` is Cronbach's; `alpha_without` has it for the test without each item, in their order.
    `standard_error` is the standard error of measurement in marks, `standard_error_share` the same
    as a share of the marks available. `asked` is how many items an attempt had, on average.
    """

    attempts: int
    items: int
    asked: float
    alpha: float | None
    standard_error: float | None
    standard_error_share: float | None
    alpha_without: tuple[float | None, ...]


def reliability(scores: Scores) -> Reliability:
    """Return the reliability of the marks.

    With v the mean variance of the items, c the mean covariance of two and m the number of items
    asked, alpha = m c / (v + (m - 1) c), which is Cronbach's alpha where everybody is asked
    everything. Where questions are drawn, each covariance is that of the attempts which were asked
    both, pairs that were never asked together are left out of the mean, and m is the mean number
    asked: the reliability of a paper as learners get it, not of the whole pool. The standard error
    is the root of m (v - c), that is the deviation of the marks times the root of 1 - alpha.
    """
    shares, asked = scores.shares, ~np.isnan(scores.shares)
    covariances = _covariances(shares * scores.weights)
    loads = asked.sum(axis=0) / max(scores.attempts, 1)
    alpha, error = _alpha(covariances, loads.sum())
    return Reliability(
        attempts=scores.attempts,
        items=len(scores.items),
        asked=float(loads.sum()),
        alpha=alpha,
        standard_error=error,
        standard_error_share=None if error is None else error / float(loads @ scores.weights),
        alpha_without=tuple(
            _alpha(_without(covariances, place), loads.sum() - loads[place])[0]
            for place in range(len(scores.items))
        ),
    )


def _covariances(marks: FloatArray) -> FloatArray:
    """Return the covariance of every two items over the attempts that had both; NaN below two."""
    asked = ~np.isnan(marks)
    had = asked.astype(np.float64)
    counts = had.sum(axis=0)
    filled = np.where(asked, marks, 0.0)
    # Around the means, so that the sums keep their digits.
    filled -= had * (filled.sum(axis=0) / np.maximum(counts, 1))
    together, sums = _product(had, had), _product(filled, had)
    products = _product(filled, filled) - sums * sums.T / np.maximum(together, 1)
    return np.where(together >= _PAIR, products / np.maximum(together - 1, 1), np.nan)


def _product(one: FloatArray, other: FloatArray) -> FloatArray:
    """Multiply two tables of attempts by items to items by items.

    A few attempts at a time: a large product would be shared out among threads that wait for each
    other by spinning, which takes many times as long where the processors have other work.
    """
    items = one.shape[1]
    step = max(1, _ONE_THREAD // max(items * items, 1))
    total = np.zeros((items, items))
    for start in range(0, len(one), step):
        total += one[start : start + step].T @ other[start : start + step]
    return total


def _alpha(covariances: FloatArray, load: float) -> tuple[float | None, float | None]:
    """Return alpha and the standard error of a test of `load` items."""
    variances = np.diag(covariances)
    pairs = covariances[~np.eye(len(covariances), dtype=np.bool_)]
    variances, pairs = variances[~np.isnan(variances)], pairs[~np.isnan(pairs)]
    if not pairs.size or load <= 1 + SAME:
        return None, None
    variance, covariance = float(variances.mean()), float(pairs.mean())
    spread = variance + (load - 1) * covariance
    if spread < max(SAME * SAME, SAME * variance):  # what rounding leaves of nothing
        return None, None
    error = float(np.sqrt(max(load * (variance - covariance), 0.0)))
    return min(float(load * covariance / spread), 1.0), error


def _without(covariances: FloatArray, place: int) -> FloatArray:
    return np.delete(np.delete(covariances, place, axis=0), place, axis=1)
