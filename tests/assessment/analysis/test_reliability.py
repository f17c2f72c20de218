"""Cronbach's alpha and the standard error of measurement."""

import math

import numpy as np
import pytest
from hypothesis import given

from academy.assessment.rules.analysis import Scores, reliability
from tests.assessment.analysis.samples import alike, quizzes, scores


def test_alpha_by_hand() -> None:
    # Two items over four learners: variances 1/3 and 1/4, covariance 1/6.
    trust = reliability(scores([1, 1], [1, 1], [0, 0], [0, 1]))
    variance, covariance = (1 / 3 + 1 / 4) / 2, 1 / 6
    assert trust.alpha == pytest.approx(2 * covariance / (variance + covariance))
    assert trust.standard_error == pytest.approx(math.sqrt(2 * (variance - covariance)))
    assert trust.standard_error_share == pytest.approx(math.sqrt(2 * (variance - covariance)) / 2)
    assert (trust.attempts, trust.items, trust.asked) == (4, 2, 2.0)
    assert trust.alpha_without == (None, None)


def test_questions_drawn_from_a_pool_are_compared_in_pairs() -> None:
    # Everybody had two of three, so that each pair has four attempts.
    nan = np.nan
    pairs = [[1, 1], [1, 1], [0, 0], [0, 1]]
    table = [
        *([one, other, nan] for one, other in pairs),
        *([nan, one, other] for one, other in pairs),
        *([one, nan, other] for one, other in pairs),
    ]
    trust = reliability(scores(*table))
    variances = [np.var([row[i] for row in table if row[i] == row[i]], ddof=1) for i in range(3)]
    mean, covariance = float(np.mean(variances)), 1 / 6
    assert trust.asked == 2.0
    assert trust.alpha == pytest.approx(2 * covariance / (mean + covariance))


def test_pairs_that_were_never_asked_together_are_left_out() -> None:
    # Only a and b met: covariance 1/6, variances 1/3, 1/3, 1/2; 1.6 items a paper, 1.2 without c.
    nan = np.nan
    table = [[1, 1, nan], [0, 0, nan], [1, 0, nan], [nan, nan, 1], [nan, nan, 0]]
    trust = reliability(scores(*table))
    assert trust.alpha == pytest.approx((1.6 / 6) / (7 / 18 + 0.6 / 6))
    without_c = pytest.approx((1.2 / 6) / (1 / 3 + 0.2 / 6))
    assert trust.alpha_without == (None, None, without_c)


@pytest.mark.parametrize(
    "table",
    [
        [[1.0], [0.0]],
        [[1.0, 1.0], [1.0, 1.0]],
        [[1.0, np.nan], [np.nan, 1.0], [0.0, np.nan]],
    ],
)
def test_nothing_is_said_of_one_item_or_of_marks_that_do_not_vary(table: list[list[float]]) -> None:
    trust = reliability(scores(*table))
    assert (trust.alpha, trust.standard_error, trust.standard_error_share) == (None, None, None)


def test_nothing_is_said_of_no_attempts() -> None:
    trust = reliability(Scores(("a", "b"), np.empty((0, 2))))
    assert (trust.attempts, trust.asked, trust.alpha) == (0, 0.0, None)


def test_alpha_never_passes_one_where_pairs_are_few() -> None:
    nan = np.nan
    trust = reliability(
        scores(
            [1, 1, nan],
            [0, 0, nan],
            [1, nan, 1],
            [0, nan, 0],
            [nan, 1, 0.9],
            [nan, 0, 0.1],
            [0.5, nan, nan],
        )
    )
    assert trust.alpha == 1.0
    assert trust.standard_error == 0.0


def _alpha(table: list[list[float]]) -> float:
    """Return alpha by the textbook."""
    marks = np.array(table, dtype=np.float64)
    items = marks.shape[1]
    inside = marks.var(axis=0, ddof=1).sum() / marks.sum(axis=1).var(ddof=1)
    return float(items / (items - 1) * (1 - inside))


@given(quizzes(drawn=False))
def test_complete_papers_have_the_alpha_of_the_textbook(sheet: Scores) -> None:
    marks, trust = sheet.shares * sheet.weights, reliability(sheet)
    spread = marks.sum(axis=1).std(ddof=1)
    if trust.alpha is None or trust.standard_error is None:
        assert spread == pytest.approx(0, abs=1e-6)
        return
    assert trust.alpha == pytest.approx(_alpha(marks.tolist()), rel=1e-6, abs=1e-6)
    assert trust.alpha <= 1
    assert trust.standard_error == pytest.approx(spread * math.sqrt(1 - trust.alpha), rel=1e-6)


@given(quizzes())
def test_twice_the_marks_double_the_error_and_leave_alpha(sheet: Scores) -> None:
    once = reliability(Scores(sheet.items, sheet.shares, marks=sheet.weights))
    twice = reliability(Scores(sheet.items, sheet.shares, marks=2 * sheet.weights))
    assert alike((once.alpha, once.alpha_without), (twice.alpha, twice.alpha_without))
    assert alike(once.standard_error_share, twice.standard_error_share)
    assert once.standard_error is None or alike(2 * once.standard_error, twice.standard_error)


@given(quizzes())
def test_the_order_of_attempts_and_of_items_changes_nothing(sheet: Scores) -> None:
    turned = Scores(sheet.items[::-1], sheet.shares[::-1, ::-1], marks=sheet.weights[::-1])
    before, after = reliability(sheet), reliability(turned)
    assert alike((before.alpha, before.standard_error), (after.alpha, after.standard_error))
    assert alike(before.alpha_without, after.alpha_without[::-1])


def test_what_rounding_leaves_of_no_spread_is_no_spread() -> None:
    shares = np.array([[np.nan, 1.0, 0.25], [np.nan, 0.0, 0.5], [0.0, 0.5, 0.25]])
    marks = np.array([2.0, 1.0, 2.0])
    for turn in (1, -1):
        found = reliability(Scores(("a", "b", "c"), shares[::turn, ::turn], marks=marks[::turn]))
        assert found.alpha is None
