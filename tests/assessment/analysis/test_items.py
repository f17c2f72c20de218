"""Facility and discrimination."""

from random import Random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import pointbiserialr

from academy.assessment.rules.analysis import Scores, item_figures
from academy.assessment.rules.analysis.rests import rests_of, totals_of
from tests.assessment.analysis.samples import alike, quizzes, scores


def test_facility_is_the_mean_share_of_those_asked() -> None:
    first, second = item_figures(scores([1, 0.5], [0.5, np.nan], [0, 0]))
    assert (first.asked, first.answered, first.facility) == (3, 3, 0.5)
    assert (second.asked, second.facility) == (2, 0.25)


def test_an_empty_answer_counts_as_asked_but_not_as_answered() -> None:
    answered = np.array([[True], [False], [True]])
    (only,) = item_figures(scores([1], [0], [np.nan], answered=answered))
    assert (only.asked, only.answered, only.facility) == (2, 1, 0.5)


def test_discrimination_is_the_correlation_with_the_rest() -> None:
    # Item a: 1 1 0 0 against rests of 2 1 1 0 of two: covariance 0.25 over spreads 0.5, 0.7071.
    (first, *_) = item_figures(scores([1, 1, 1], [1, 1, 0], [0, 0, 1], [0, 0, 0]))
    assert first.discrimination == pytest.approx(0.25 / (0.5 * 0.5**0.5))


def test_the_rest_weighs_items_by_their_marks() -> None:
    sheet = scores([1, 1, 0], [0, 0.5, 1], marks=np.array([5.0, 2.0, 1.0]))
    assert rests_of(sheet, totals_of(sheet), 0).tolist() == pytest.approx([2 / 3, 2 / 3])


def test_drawn_questions_are_compared_by_the_share_of_what_was_asked() -> None:
    sheet = scores([1, 1, np.nan], [0, np.nan, 0.5], [np.nan, 1, 1], [1, np.nan, np.nan])
    rests = rests_of(sheet, totals_of(sheet), 0)
    assert rests[:2].tolist() == [1.0, 0.5]
    assert np.isnan(rests[2:]).all()  # not asked, and asked nothing else
    assert item_figures(sheet)[0].discrimination == pytest.approx(1.0)


@pytest.mark.parametrize("column", [[1.0, 1.0, 1.0], [np.nan, np.nan, np.nan]])
def test_an_item_that_does_not_vary_discriminates_nothing(column: list[float]) -> None:
    table = np.column_stack([column, [1.0, 0.0, 1.0], [0.0, 0.0, 1.0]])
    assert item_figures(scores(*table.tolist()))[0].discrimination is None


def test_nothing_is_said_of_no_attempts() -> None:
    (only,) = item_figures(Scores(("a",), np.empty((0, 1))))
    assert (only.asked, only.facility, only.discrimination) == (0, None, None)


@given(quizzes(drawn=False, partial=False))
def test_scipy_finds_the_same_point_biserial(sheet: Scores) -> None:
    marks = sheet.shares * sheet.weights
    for place, figures in enumerate(item_figures(sheet)):
        rest = marks.sum(axis=1) - marks[:, place]
        if figures.discrimination is None:
            assert np.ptp(rest) == 0 or np.ptp(sheet.shares[:, place]) == 0
        else:
            expected = pointbiserialr(sheet.shares[:, place], rest).statistic
            assert figures.discrimination == pytest.approx(expected, abs=1e-6)


@given(quizzes())
def test_figures_lie_within_their_bounds(sheet: Scores) -> None:
    for figures in item_figures(sheet):
        assert 0 <= figures.answered <= figures.asked <= sheet.attempts
        assert figures.facility is None or 0 <= figures.facility <= 1
        assert figures.discrimination is None or -1 <= figures.discrimination <= 1


@given(quizzes(), st.randoms())
def test_the_order_of_attempts_and_of_items_changes_nothing(sheet: Scores, random: Random) -> None:
    attempts, items = list(range(sheet.attempts)), list(range(len(sheet.items)))
    random.shuffle(attempts)
    random.shuffle(items)
    mixed = Scores(
        items=tuple(sheet.items[item] for item in items),
        shares=sheet.shares[attempts][:, items],
        marks=sheet.weights[items],
        answered=None if sheet.answered is None else sheet.answered[attempts][:, items],
    )
    before, after = item_figures(sheet), item_figures(mixed)
    assert alike([before[item] for item in items], list(after))


@given(quizzes(), st.integers(0, 39), st.integers(0, 5))
def test_more_marks_never_make_an_item_harder(sheet: Scores, attempt: int, item: int) -> None:
    attempt, item = attempt % sheet.attempts, item % len(sheet.items)
    raised = sheet.shares.copy()
    raised[attempt, item] = min(1.0, raised[attempt, item] + 0.25)  # NaN stays NaN
    before = item_figures(sheet)[item].facility
    after = item_figures(Scores(sheet.items, raised))[item].facility
    assert before is None or (after is not None and after >= before)
