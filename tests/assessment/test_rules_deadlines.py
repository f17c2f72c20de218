"""Deadlines of open attempts whose conditions change."""

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from academy.assessment.rules.deadlines import moved
from tests.cast import NOW

MINUTES = st.integers(-600, 600)
HOUR = timedelta(hours=1)


def test_more_time_is_given_at_once() -> None:
    assert moved(NOW + HOUR, NOW + 2 * HOUR, now=NOW) == NOW + 2 * HOUR


def test_an_end_that_is_no_longer_asked_for_goes() -> None:
    assert moved(NOW + HOUR, None, now=NOW) is None


def test_an_end_where_there_was_none_is_not_in_the_past() -> None:
    assert moved(None, NOW - HOUR, now=NOW) == NOW
    assert moved(None, NOW + HOUR, now=NOW) == NOW + HOUR


def test_less_time_never_ends_before_this_moment() -> None:
    assert moved(NOW + HOUR, NOW - HOUR, now=NOW) == NOW
    assert moved(NOW + 2 * HOUR, NOW + HOUR, now=NOW) == NOW + HOUR


def test_an_end_that_has_passed_does_not_move_on_when_time_is_taken_away() -> None:
    passed = NOW - timedelta(seconds=30)

    assert moved(passed, NOW - HOUR, now=NOW) == passed


@given(was=st.none() | MINUTES, becomes=MINUTES)
def test_an_end_is_what_it_becomes_or_what_is_fairer(was: int | None, becomes: int) -> None:
    before = None if was is None else NOW + timedelta(minutes=was)
    wanted = NOW + timedelta(minutes=becomes)

    got = moved(before, wanted, now=NOW)

    assert got is not None
    assert got >= wanted
    assert got == wanted or got <= NOW
    assert moved(got, wanted, now=NOW) == got
