from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest

from academy.administration.rules.retention import Due, Sleeper, due
from academy.kernel.privacy import WARNING, rule_for
from tests.cast import NOW

LONG = timedelta(days=rule_for("LA").inactive_days)
IDLE = Sleeper(
    user_id=UUID(int=1),
    country="LA",
    seen_at=NOW - LONG,
    warned_at=None,
    has_email=True,
    has_certificate=False,
    is_staff=False,
    is_over=False,
)


def test_a_letter_comes_thirty_days_before() -> None:
    assert due(replace(IDLE, seen_at=NOW - LONG + WARNING), now=NOW) is Due.WARN
    early = NOW - LONG + WARNING + timedelta(seconds=1)
    assert due(replace(IDLE, seen_at=early), now=NOW) is None


def test_an_account_is_erased_thirty_days_after_its_letter() -> None:
    assert due(replace(IDLE, warned_at=NOW - WARNING), now=NOW) is Due.ERASE
    assert due(replace(IDLE, warned_at=NOW - timedelta(days=29)), now=NOW) is None


def test_a_sign_of_life_after_the_letter_counts() -> None:
    awake = replace(IDLE, warned_at=NOW - WARNING, seen_at=NOW - timedelta(days=1))
    assert due(awake, now=NOW) is None


def test_a_letter_from_an_earlier_sleep_warns_of_nothing() -> None:
    again = replace(IDLE, warned_at=NOW - 2 * LONG)
    assert due(again, now=NOW) is Due.WARN


def test_who_cannot_be_told_is_left_to_people() -> None:
    assert due(replace(IDLE, has_email=False), now=NOW) is Due.UNREACHABLE


@pytest.mark.parametrize("exempt", ["has_certificate", "is_staff", "is_over"])
def test_some_are_never_erased_by_time_alone(exempt: str) -> None:
    assert due(replace(IDLE, warned_at=NOW - WARNING, **{exempt: True}), now=NOW) is None
