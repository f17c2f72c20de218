"""When a quiz may be tried, and when an attempt still takes answers."""

from collections.abc import Sequence
from enum import StrEnum
from typing import Protocol, TypeVar

from academy.content.model import Quiz


class AttemptRefused(StrEnum):
    """Why an attempt may not begin, or takes no answer any more."""

    NONE_LEFT = "none-left"
    SUBMITTED = "submitted"


class AttemptState(StrEnum):
    """An open attempt takes answers; a submitted one has its marks and never changes."""

    OPEN = "open"
    SUBMITTED = "submitted"


class Tried(Protocol):
    """What the rules need to know of an attempt."""

    @property
    def state(self) -> str:
        """An `AttemptState`."""
        ...

    @property
    def passed(self) -> bool | None:
        """Whether it was passed; `None` while it is open."""
        ...


T = TypeVar("T", bound=Tried)


def find_open(attempts: Sequence[T]) -> T | None:
    """Return the one attempt that still takes answers."""
    return next((attempt for attempt in attempts if attempt.state == AttemptState.OPEN), None)


def may_start(quiz: Quiz, attempts: Sequence[Tried]) -> AttemptRefused | None:
    """Say why another attempt may not begin; one that is open may always be gone on with."""
    if find_open(attempts):
        return None
    return AttemptRefused.NONE_LEFT if attempts_left(quiz, attempts) == 0 else None


def attempts_left(quiz: Quiz, attempts: Sequence[Tried]) -> int | None:
    """Return how many more attempts may begin; `None` where there is no limit."""
    return max(0, quiz.attempts - len(attempts)) if quiz.attempts else None


def shows_key(quiz: Quiz, attempts: Sequence[Tried]) -> bool:
    """Tell whether a result shows the right answers: never while another try could use them.

    That is so while an attempt is open and while one may still begin, after passing too: the best
    score counts. Where there is no limit, passing has to be the end of it.
    """
    if find_open(attempts):
        return False
    left = attempts_left(quiz, attempts)
    return any(attempt.passed for attempt in attempts) if left is None else left == 0
