"""When a quiz may be begun, and until when it takes answers."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from academy.assessment.rules.attempts import AttemptRefused, attempts_left
from academy.assessment.rules.conditions import (
    GRACE,
    Allowance,
    Conditions,
    Opening,
    again_at,
    deadline,
    is_over,
    may_start,
    minutes_for,
    missing,
    opens,
)
from academy.content.model import Conduct, Quiz
from tests.assessment.questions import QUIZ
from tests.cast import NOW

HOUR = timedelta(hours=1)


@dataclass(frozen=True)
class Past:
    state: str = "submitted"
    passed: bool | None = False
    submitted_at: datetime | None = NOW - HOUR


def quiz(**conduct: object) -> Quiz:
    return replace(QUIZ, attempts=2, conduct=Conduct(**conduct))  # type: ignore[arg-type]


def refused(
    quiz: Quiz,
    *past: Past,
    opening: Opening = Opening(),  # noqa: B008 - frozen
    passed: frozenset[str] = frozenset(),
    code: str = "",
) -> AttemptRefused | None:
    here = Conditions(opening, Allowance(), passed)
    return may_start(quiz, past, here, code=code, now=NOW)


def test_a_quiz_without_conditions_may_be_begun() -> None:
    assert refused(quiz()) is None


@pytest.mark.parametrize(
    ("opening", "why"),
    [
        (Opening(opens_at=NOW + HOUR), AttemptRefused.NOT_OPEN_YET),
        (Opening(opens_at=NOW), None),
        (Opening(closes_at=NOW), AttemptRefused.CLOSED),
        (Opening(closes_at=NOW + HOUR), None),
        (Opening(code="Lotus 7"), AttemptRefused.WRONG_CODE),
    ],
)
def test_a_quiz_is_open_between_two_moments(opening: Opening, why: AttemptRefused | None) -> None:
    assert refused(quiz(), opening=opening) is why


def test_an_open_attempt_is_always_gone_on_with() -> None:
    running = Past("open", None, None)

    assert refused(quiz(), running, opening=Opening(closes_at=NOW)) is None


@pytest.mark.parametrize("code", ["Lotus 7", "lotus 7", " LOTUS  7 ", "ｌｏｔｕｓ 7"])
def test_a_code_opens_however_it_is_typed(code: str) -> None:
    assert opens(Opening(code="Lotus 7"), code)


@pytest.mark.parametrize("code", ["", "Lotus", "Lotus 77"])
def test_another_code_does_not(code: str) -> None:
    assert not opens(Opening(code="Lotus 7"), code)


def test_who_tried_has_to_wait() -> None:
    waiting = quiz(wait=90)

    assert again_at(waiting, [Past()]) == NOW + timedelta(minutes=30)
    assert refused(waiting, Past()) is AttemptRefused.TOO_SOON
    assert refused(quiz(wait=60), Past()) is None
    assert again_at(quiz(), [Past()]) is None
    assert again_at(waiting, []) is None


def test_other_quizzes_come_first() -> None:
    later = quiz(requires=("one", "two"))

    assert missing(later, {"one"}) == ("two",)
    assert refused(later, passed=frozenset({"one"})) is AttemptRefused.NOT_PASSED_BEFORE
    assert refused(later, passed=frozenset({"one", "two"})) is None


def test_some_have_more_attempts() -> None:
    here = Conditions(allowance=Allowance(extra_attempts=1))

    assert may_start(quiz(), [Past(), Past()], here, code="", now=NOW) is None
    assert refused(quiz(), Past(), Past()) is AttemptRefused.NONE_LEFT
    assert attempts_left(quiz(), [Past(), Past()], 3) == 3


def test_some_have_more_time() -> None:
    assert minutes_for(quiz(minutes=30), Allowance(extra_percent=25)) == Fraction(75, 2)
    here = Conditions(allowance=Allowance(extra_percent=50))
    assert deadline(quiz(minutes=30), here, NOW) == NOW + timedelta(minutes=45)


def test_an_attempt_ends_with_its_time_or_when_the_quiz_closes() -> None:
    closing = Conditions(Opening(closes_at=NOW + timedelta(minutes=10)))

    assert deadline(quiz(), Conditions(), NOW) is None
    assert deadline(quiz(minutes=30), closing, NOW) == NOW + timedelta(minutes=10)
    assert deadline(quiz(minutes=5), closing, NOW) == NOW + timedelta(minutes=5)


def test_what_was_on_its_way_is_waited_for() -> None:
    assert not is_over(NOW, NOW + GRACE)
    assert is_over(NOW, NOW + GRACE + timedelta(microseconds=1))
    assert not is_over(None, NOW)


@given(st.integers(1, 1000), st.integers(0, 300), st.integers(0, 300))
def test_more_time_is_never_less(minutes: int, less: int, more: int) -> None:
    low, high = sorted((less, more))
    ends = [
        deadline(quiz(minutes=minutes), Conditions(allowance=Allowance(percent)), NOW)
        for percent in (low, high)
    ]
    assert NOW < ends[0] <= ends[1]  # type: ignore[operator]
