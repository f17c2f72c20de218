"""The Mantel–Haenszel procedure: two groups compared within strata of equal ability.

N. Mantel and W. Haenszel (1959), "Statistical aspects of the analysis of data from retrospective
studies of disease", Journal of the National Cancer Institute 22; for items: P. W. Holland and D.
T. Thayer (1988), "Differential item performance and the Mantel-Haenszel procedure", in Wainer and
Braun, Test Validity.
"""

import math
from dataclasses import dataclass

import numpy as np

from academy.assessment.rules.analysis.scores import FloatArray

_TO_DELTA = -2.35
_CONTINUITY = 0.5


@dataclass(frozen=True, slots=True)
class MantelHaenszel:
    """What the strata say together.

    `odds_ratio` is the common odds ratio: above 1 where the reference group does better at equal
    ability. `delta` is MH D-DIF, -2.35 times its logarithm, so that it is negative where the item
    is harder for the focal group; `error` is its standard error. `chi_square` has one degree of
    freedom and is corrected for continuity; `p` is its probability.
    """

    odds_ratio: float | None
    delta: float | None
    error: float | None
    chi_square: float | None
    p: float | None


def mantel_haenszel(tables: FloatArray) -> MantelHaenszel:
    """Compare counts by stratum, group (reference, focal) and outcome (right, wrong)."""
    tables = tables[tables.sum(axis=(1, 2)) > 0]
    chi_square = _chi_square(tables)
    ratio, error = _odds_ratio(tables)
    return MantelHaenszel(
        odds_ratio=ratio,
        delta=None if ratio is None else _TO_DELTA * math.log(ratio),
        error=error,
        chi_square=chi_square,
        p=None if chi_square is None else math.erfc(math.sqrt(chi_square / 2)),
    )


def _chi_square(tables: FloatArray) -> float | None:
    """Return the chi-square; its correction takes away no more than the difference there is."""
    total = tables.sum(axis=(1, 2))
    groups, outcomes = tables.sum(axis=2), tables.sum(axis=1)
    expected = groups[:, 0] * outcomes[:, 0] / total
    variance = groups.prod(axis=1) * outcomes.prod(axis=1) / (total**2 * np.maximum(total - 1, 1))
    if not variance.sum() > 0:
        return None
    apart = abs(float((tables[:, 0, 0] - expected).sum()))
    return float(max(apart - _CONTINUITY, 0.0) ** 2 / variance.sum())


def _odds_ratio(tables: FloatArray) -> tuple[float | None, float | None]:
    """Return the common odds ratio and the standard error of MH D-DIF.

    J. Robins, N. Breslow and S. Greenland (1986), Biometrics 42; the estimate of A. Phillips and
    P. W. Holland (1987), Biometrics 43, is the same.
    """
    total = tables.sum(axis=(1, 2))
    for_reference = tables[:, 0, 0] * tables[:, 1, 1] / total
    for_focal = tables[:, 0, 1] * tables[:, 1, 0] / total
    up, down = float(for_reference.sum()), float(for_focal.sum())
    if up <= 0 or down <= 0:
        return None, None
    agree = (tables[:, 0, 0] + tables[:, 1, 1]) / total
    variance = (
        agree @ for_reference / up**2
        + (agree @ for_focal + (1 - agree) @ for_reference) / (up * down)
        + (1 - agree) @ for_focal / down**2
    ) / 2
    return up / down, float(abs(_TO_DELTA) * np.sqrt(variance))
