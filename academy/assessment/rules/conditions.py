"""When a quiz may be begun, until when it takes answers, and what is different for one learner."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from fractions import Fraction
from hmac import compare_digest

from academy.assessment.rules.attempts import AttemptRefused, Tried, attempts_left, find_open
from academy.content.model import Quiz
from academy.kernel.text import fold

GRACE = timedelta(seconds=60)
"""How long after its deadline an attempt still takes answers: they were on their way."""

LONGEST_CODE = 64
"""Letters of a code that opens a quiz."""

_WHOLE = 100


@dataclass(frozen=True, slots=True)
class Opening:
    """When a quiz is open, and the code that opens it; what is not set is no condition."""

    opens_at: datetime | None = None
    closes_at: datetime | None = None
    code: str | None = None


@dataclass(frozen=True, slots=True)
class Allowance:
    """What a learner has more than others: time, in percent, and attempts."""

    extra_percent: int = 0
    extra_attempts: int = 0


ALWAYS_OPEN, NOTHING_MORE = Opening(), Allowance()


@dataclass(frozen=True, slots=True)
class Conditions:
    """What decides whether a learner may begin, besides the quiz and the attempts so far.

    `passed` are the quizzes of the course that the learner has passed. In a cohort, `begins_at` is
    when its learners may begin, and `due_at` until when this one has time.
    """

    opening: Opening = ALWAYS_OPEN
    allowance: Allowance = NOTHING_MORE
    passed: frozenset[str] = frozenset()
    begins_at: datetime | None = None
    due_at: datetime | None = None


def may_start(
    quiz: Quiz, attempts: Sequence[Tried], here: Conditions, *, code: str, now: datetime
) -> AttemptRefused | None:
    """Say why another attempt may not begin; one that is open may always be gone on with."""
    if find_open(attempts):
        return None
    shut = _is_out_of_time(here, now) or _is_shut(here.opening, now)
    refused = shut or _is_too_soon(quiz, attempts, here, now=now)
    return refused or (AttemptRefused.WRONG_CODE if not opens(here.opening, code) else None)


def _is_out_of_time(here: Conditions, now: datetime) -> AttemptRefused | None:
    if here.begins_at and now < here.begins_at:
        return AttemptRefused.NOT_BEGUN
    return AttemptRefused.DEADLINE_OVER if here.due_at and now >= here.due_at else None


def _is_shut(opening: Opening, now: datetime) -> AttemptRefused | None:
    if opening.opens_at and now < opening.opens_at:
        return AttemptRefused.NOT_OPEN_YET
    return AttemptRefused.CLOSED if opening.closes_at and now >= opening.closes_at else None


def _is_too_soon(
    quiz: Quiz, attempts: Sequence[Tried], here: Conditions, *, now: datetime
) -> AttemptRefused | None:
    if missing(quiz, here.passed):
        return AttemptRefused.NOT_PASSED_BEFORE
    if attempts_left(quiz, attempts, here.allowance.extra_attempts) == 0:
        return AttemptRefused.NONE_LEFT
    again = again_at(quiz, attempts)
    return AttemptRefused.TOO_SOON if again and now < again else None


def missing(quiz: Quiz, passed: Collection[str]) -> tuple[str, ...]:
    """Return the quizzes that have to be passed before and are not yet."""
    return tuple(unit for unit in quiz.conduct.requires if unit not in passed)


def again_at(quiz: Quiz, attempts: Sequence[Tried]) -> datetime | None:
    """Return when the next attempt may begin, or `None` where nobody has to wait."""
    ends = [attempt.submitted_at for attempt in attempts if attempt.submitted_at]
    if not quiz.conduct.wait or not ends:
        return None
    return max(ends) + timedelta(minutes=quiz.conduct.wait)


def opens(opening: Opening, code: str) -> bool:
    """Tell whether a code opens the quiz; capitals and spaces around it do not matter."""
    if not opening.code:
        return True
    return compare_digest(fold(opening.code).encode(), fold(code).encode())


def minutes_for(quiz: Quiz, allowance: Allowance) -> Fraction:
    """Return the minutes that a learner has for one attempt; 0 is no limit."""
    return Fraction(quiz.conduct.minutes * (_WHOLE + allowance.extra_percent), _WHOLE)


def deadline(quiz: Quiz, here: Conditions, started_at: datetime) -> datetime | None:
    """Return when an attempt ends by itself: when its time is up, or the quiz or cohort closes."""
    minutes = minutes_for(quiz, here.allowance)
    ends = [started_at + timedelta(seconds=float(60 * minutes))] if minutes else []
    ends += [end for end in (here.opening.closes_at, here.due_at) if end]
    return min(ends, default=None)


def is_over(deadline_at: datetime | None, now: datetime) -> bool:
    """Tell whether an attempt takes no answer any more, its grace included."""
    return deadline_at is not None and now > deadline_at + GRACE
