"""When scores may be set by hand, one or a file of them, and what a score may be."""

from enum import StrEnum
from fractions import Fraction

_WHOLE = 100
LONGEST_REASON = 2_000
"""Letters of a reason, whatever it is for: a score, a file of them, a correction, a grant."""


class GradesRefused(StrEnum):
    """What stands in the way of setting the scores of a file."""

    HAS_FAULTS = "file-has-faults"
    SCORES_CHANGED = "scores-changed"
    NOTHING_TO_CHANGE = "nothing-to-change"


class OverrideRefused(StrEnum):
    """Why a score is not set."""

    NO_REASON = "override-without-reason"
    NOT_A_PERCENT = "not-a-percent"
    NOTHING_SET = "nothing-set"
    TOO_LONG = "override-reason-too-long"


def may_set(percent: Fraction | None, reason: str, *, is_set: bool) -> OverrideRefused | None:
    """Say why a score cannot be set to `percent`, or, without one, cannot be taken back."""
    if not reason:
        return OverrideRefused.NO_REASON
    if len(reason) > LONGEST_REASON:
        return OverrideRefused.TOO_LONG
    if percent is None:
        return None if is_set else OverrideRefused.NOTHING_SET
    return None if 0 <= percent <= _WHOLE else OverrideRefused.NOT_A_PERCENT
