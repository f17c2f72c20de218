"""When a quiz may be tried, and when an attempt still takes answers."""

from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum
from typing import Protocol, TypeVar

from academy.content.model import Quiz


class AttemptRefused(StrEnum):
    """Why an attempt may not begin, or takes no answer any more."""

    NONE_LEFT = "none-left"
    SUBMITTED = "submitted"
    TIME_IS_UP = "time-is-up"
    NOT_OPEN_YET = "not-open-yet"
    CLOSED = "closed-now"
    TOO_SOON = "too-soon"
    WRONG_CODE = "wrong-code"
    NOT_PASSED_BEFORE = "not-passed-before"
    NOT_BEGUN = "not-begun"
    DEADLINE_OVER = "deadline-over"


class AttemptState(StrEnum):
    """An open attempt takes answers; a submitted one takes none any more, and is marked."""

    OPEN = "open"
    SUBMITTED = "submitted"


class ClosedBy(StrEnum):
    """Who submitted an attempt."""

    LEARNER = "learner"
    TIME = "time"


class Tried(Protocol):
    """What the rules need to know of an attempt."""

    @property
    def state(self) -> str:
        """An `AttemptState`."""
        ...

    @property
    def passed(self) -> bool | None:
        """Whether it was passed; `None` while it is open, or people still mark it."""
        ...

    @property
    def submitted_at(self) -> datetime | None:
        """When it was submitted; `None` while it is open."""
        ...


T = TypeVar("T", bound=Tried)


def find_open(attempts: Sequence[T]) -> T | None:
    """Return the one attempt that still takes answers."""
    return next((attempt for attempt in attempts if attempt.state == AttemptState.OPEN), None)


def attempts_left(quiz: Quiz, attempts: Sequence[Tried], extra: int = 0) -> int | None:
    """Return how many more attempts may begin, `extra` of them for this learner alone.

    `None` where there is no limit.
    """
    return max(0, quiz.attempts + extra - len(attempts)) if quiz.attempts else None


def shows_key(quiz: Quiz, attempts: Sequence[Tried], extra: int = 0) -> bool:
    """Tell whether a result shows the right answers: never while another try could use them.

    That is so while an attempt is open and while one may still begin, after passing too: the best
    score counts. Where there is no limit, passing has to be the end of it.
    """
    if find_open(attempts):
        return False
    left = attempts_left(quiz, attempts, extra)
    return any(attempt.passed for attempt in attempts) if left is None else left == 0
