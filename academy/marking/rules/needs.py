"""What may be granted to a single learner."""

from enum import StrEnum

MOST_PERCENT = 300
MOST_ATTEMPTS = 20


class NeedRefused(StrEnum):
    """Why something was not granted, or not ended."""

    NOTHING_GRANTED = "nothing-granted"
    OUT_OF_BOUNDS = "out-of-bounds"
    NOT_A_LEARNER = "not-a-learner"
    HAS_ENDED = "has-ended"


def need_refused(extra_percent: int, extra_attempts: int) -> NeedRefused | None:
    """Return why a learner cannot be granted so much more time and so many more attempts."""
    if not 0 <= extra_percent <= MOST_PERCENT or not 0 <= extra_attempts <= MOST_ATTEMPTS:
        return NeedRefused.OUT_OF_BOUNDS
    return None if extra_percent or extra_attempts else NeedRefused.NOTHING_GRANTED
