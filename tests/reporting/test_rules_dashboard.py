"""Periods and what is compared with them; how long things take."""

from datetime import date, timedelta
from itertools import pairwise
from statistics import median_low

import pytest
from hypothesis import given
from hypothesis import strategies as st

from academy.reporting.rules.durations import spread_of
from academy.reporting.rules.periods import (
    LONGEST,
    Against,
    Grain,
    Period,
    PeriodRefused,
    Quarter,
    Span,
    finished_quarters,
    grain_of,
    is_whole_month,
    period_of,
    period_refused,
    pieces,
)

TODAY = date(2026, 11, 23)
days = st.dates(date(2010, 1, 1), date(2090, 1, 1))
periods = st.builds(
    lambda first, more: Period(first, first + timedelta(days=more)), days, st.integers(0, LONGEST)
)


@pytest.mark.parametrize(
    ("span", "first"),
    [
        (Span.WEEK, date(2026, 11, 17)),
        (Span.MONTH, date(2026, 10, 27)),
        (Span.QUARTER, date(2026, 8, 26)),
        (Span.YEAR, date(2026, 1, 1)),
        (Span.OWN, TODAY),
    ],
)
def test_a_period_ends_today(span: Span, first: date) -> None:
    assert period_of(span, TODAY) == Period(first, TODAY)


@given(periods)
def test_the_days_before_are_as_many_and_end_where_the_period_begins(period: Period) -> None:
    before = period.compared(Against.BEFORE)
    assert before.days == period.days
    assert before.end == period.first


@given(periods)
def test_a_year_before_is_a_year_before(period: Period) -> None:
    before = period.compared(Against.YEAR_BEFORE)
    assert (before.first.year, before.last.year) == (period.first.year - 1, period.last.year - 1)
    assert before.first.month == period.first.month


def test_a_leap_day_has_a_day_before_it_a_year_before() -> None:
    leap = Period(date(2028, 2, 28), date(2028, 2, 29))
    assert leap.year_before() == Period(date(2027, 2, 28), date(2027, 2, 28))


@given(periods)
def test_the_pieces_are_the_period_without_a_gap(period: Period) -> None:
    found = pieces(period)
    assert found[0].first == period.first
    assert found[-1].last == period.last
    assert all(one.end == other.first for one, other in pairwise(found))
    assert 1 <= len(found) <= 40


@pytest.mark.parametrize(
    ("length", "grain", "number"),
    [(7, Grain.DAY, 7), (28, Grain.WEEK, 4), (90, Grain.WEEK, 13), (327, Grain.MONTH, 11)],
)
def test_the_longer_a_period_the_coarser_its_pieces(length: int, grain: Grain, number: int) -> None:
    period = Period(TODAY - timedelta(days=length - 1), TODAY)
    assert grain_of(period) is grain
    assert len(pieces(period)) == number


def test_a_whole_month_is_told_from_a_part_of_one() -> None:
    found = pieces(Period(date(2026, 6, 2), date(2026, 12, 31)))
    assert [is_whole_month(month) for month in found] == [False, *[True] * 6]
    assert found[-1] == Period(date(2026, 12, 1), date(2026, 12, 31))


@pytest.mark.parametrize(
    ("first", "last", "refused"),
    [
        (None, TODAY, PeriodRefused.INCOMPLETE),
        (TODAY, None, PeriodRefused.INCOMPLETE),
        (TODAY, TODAY - timedelta(days=1), PeriodRefused.BACKWARDS),
        (TODAY, TODAY + timedelta(days=LONGEST), PeriodRefused.TOO_LONG),
        (date.min, date.min, PeriodRefused.TOO_LONG),
        (date.max, date.max, PeriodRefused.TOO_LONG),
        (TODAY, TODAY, None),
    ],
)
def test_days_of_one_s_own_have_to_be_a_period(
    first: date | None, last: date | None, refused: PeriodRefused | None
) -> None:
    assert period_refused(first, last) is refused


@given(days, days)
def test_whatever_is_not_refused_can_be_compared_and_parted(first: date, last: date) -> None:
    if period_refused(first, last) is None:
        period = Period(first, last)
        assert period.before().days == period.days
        assert pieces(period)


def test_quarters_are_three_months() -> None:
    assert Quarter(2026, 1).period == Period(date(2026, 1, 1), date(2026, 3, 31))
    assert Quarter(2026, 4).period == Period(date(2026, 10, 1), date(2026, 12, 31))
    assert Quarter(2026, 4).next() == Quarter(2027, 1)
    assert str(Quarter(2026, 4)) == "2026-q4"


def test_only_quarters_that_are_over_are_shown_newest_first() -> None:
    found = finished_quarters(date(2025, 12, 31), TODAY, most=9)
    assert [str(one) for one in found] == ["2026-q3", "2026-q2", "2026-q1", "2025-q4"]
    assert [str(one) for one in finished_quarters(date(2020, 1, 1), TODAY, most=2)] == [
        "2026-q3", "2026-q2",
    ]  # fmt: skip
    assert finished_quarters(TODAY, TODAY, most=9) == []
    assert finished_quarters(date(2026, 7, 1), date(2026, 9, 30), most=9) == []


def test_nothing_done_has_no_spread() -> None:
    assert spread_of({}) is None


@given(st.lists(st.integers(0, 60), min_size=1))
def test_so_large_a_share_keeps_within_a_quartile_and_no_fewer_days_would_do(
    took: list[int],
) -> None:
    spread = spread_of({day: took.count(day) for day in took})
    assert spread is not None
    assert spread.number == len(took)
    assert spread.half == median_low(took)
    for quarters, bound in enumerate((spread.quarter, spread.half, spread.three_quarters), 1):
        assert 4 * sum(day <= bound for day in took) >= quarters * len(took)
        assert 4 * sum(day < bound for day in took) < quarters * len(took)
