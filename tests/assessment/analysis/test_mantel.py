"""Mantel–Haenszel on tables."""

import math

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from statsmodels.stats.contingency_tables import StratifiedTable

from academy.assessment.rules.analysis import mantel_haenszel
from academy.assessment.rules.analysis.scores import FloatArray
from tests.assessment.analysis.samples import alike, tables

CELL = st.integers(0, 30)
STRATA = st.lists(st.tuples(CELL, CELL, CELL, CELL), min_size=1, max_size=6).map(
    lambda strata: tables(*strata)
)


def test_two_strata_by_hand() -> None:
    # Ratio (80*60 + 60*70) / (20*40 + 40*30) = 4.5; 140 right where 105 are expected.
    figures = mantel_haenszel(tables((80, 20, 40, 60), (60, 40, 30, 70)))
    variance = 100 * 100 * (120 * 80 + 90 * 110) / (200**2 * 199)
    assert figures.odds_ratio == pytest.approx(4.5)
    assert figures.delta == pytest.approx(-2.35 * math.log(4.5))
    assert figures.chi_square == pytest.approx(34.5**2 / variance)


def test_no_difference_is_no_effect() -> None:
    figures = mantel_haenszel(tables((30, 20, 30, 20), (10, 5, 20, 10)))
    assert (figures.odds_ratio, figures.chi_square, figures.p) == (pytest.approx(1.0), 0.0, 1.0)


@pytest.mark.parametrize(
    "strata",
    [
        [(0, 0, 0, 0)],
        [(10, 0, 10, 0)],
        [(5, 5, 0, 0), (0, 0, 5, 5)],
    ],
)
def test_nothing_is_said_where_nothing_can_be_compared(
    strata: list[tuple[int, int, int, int]],
) -> None:
    figures = mantel_haenszel(tables(*strata))
    assert alike(figures, type(figures)(None, None, None, None, None))


def test_all_against_none_has_a_chi_square_but_no_ratio() -> None:
    figures = mantel_haenszel(tables((9, 0, 0, 9)))
    assert figures.odds_ratio is None
    assert figures.p is not None
    assert figures.p < 0.001


def _regular(strata: FloatArray) -> FloatArray:
    """Leave out what statsmodels cannot take: strata of one learner or none."""
    return strata[strata.sum(axis=(1, 2)) > 1]


@given(STRATA)
def test_statsmodels_finds_the_same(strata: FloatArray) -> None:
    strata = _regular(strata)
    figures = mantel_haenszel(strata)
    assume(figures.delta is not None)
    other = StratifiedTable(np.moveaxis(strata, 0, -1))
    assert figures.odds_ratio == pytest.approx(other.oddsratio_pooled)
    assert figures.error == pytest.approx(2.35 * other.logodds_pooled_se)
    plain = other.test_null_odds(correction=False)
    variance = _spread(strata)
    assume(math.sqrt(plain.statistic * variance) >= 0.5)  # there, corrections differ
    corrected = other.test_null_odds(correction=True)
    assert figures.chi_square == pytest.approx(corrected.statistic, abs=1e-9)
    assert figures.p == pytest.approx(corrected.pvalue, abs=1e-9)


def _spread(strata: FloatArray) -> float:
    total = strata.sum(axis=(1, 2))
    sides = strata.sum(axis=1).prod(axis=1) * strata.sum(axis=2).prod(axis=1)
    return float((sides / (total**2 * (total - 1))).sum())


@given(STRATA)
def test_turning_the_groups_or_the_outcomes_around_turns_the_sign(strata: FloatArray) -> None:
    figures = mantel_haenszel(strata)
    for turned in (mantel_haenszel(strata[:, ::-1]), mantel_haenszel(strata[:, :, ::-1])):
        assert alike(figures.chi_square, turned.chi_square)
        assert alike(figures.error, turned.error)
        assert figures.delta is None or alike(-figures.delta, turned.delta)


@given(STRATA)
def test_strata_with_one_group_only_say_nothing(strata: FloatArray) -> None:
    more = np.concatenate([strata, tables((3, 4, 0, 0), (0, 0, 2, 7), (0, 0, 0, 0))])
    assert alike(mantel_haenszel(strata), mantel_haenszel(more))


@given(STRATA)
def test_figures_lie_within_their_bounds(strata: FloatArray) -> None:
    figures = mantel_haenszel(strata)
    assert figures.p is None or 0 <= figures.p <= 1
    assert figures.chi_square is None or figures.chi_square >= 0
    assert (figures.delta is None) == (figures.odds_ratio is None) == (figures.error is None)


@given(STRATA, st.data())
def test_one_more_right_answer_in_the_focal_group_never_raises_the_ratio(
    strata: FloatArray, data: st.DataObject
) -> None:
    figures = mantel_haenszel(strata)
    wrong = [place for place, table in enumerate(strata) if table[1, 1] > 0]
    assume(wrong and figures.odds_ratio is not None)
    better = strata.copy()
    better[data.draw(st.sampled_from(wrong)), 1] += (1, -1)
    after = mantel_haenszel(better)
    assert after.odds_ratio is None or after.odds_ratio <= (figures.odds_ratio or 0) + 1e-9
