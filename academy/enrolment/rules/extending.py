"""Who gets more time than the others of a cohort. Pure."""

from datetime import datetime
from enum import StrEnum

LONGEST_REASON = 500


class ExtensionRefused(StrEnum):
    """Why somebody cannot have more time."""

    NO_DEADLINE = "extension-no-deadline"
    NOT_LATER = "extension-not-later"
    IN_THE_PAST = "extension-in-the-past"
    REASON_MISSING = "extension-reason-missing"
    REASON_TOO_LONG = "extension-reason-too-long"
    NOT_LEARNING = "extension-not-learning"


def extension_refused(
    until: datetime, reason: str, *, ends_at: datetime | None, now: datetime
) -> ExtensionRefused | None:
    """Return why a deadline of `ends_at` cannot become `until` for somebody, or `None`."""
    if ends_at is None:
        return ExtensionRefused.NO_DEADLINE
    if until <= ends_at:
        return ExtensionRefused.NOT_LATER
    if until <= now:
        return ExtensionRefused.IN_THE_PAST
    if not reason:
        return ExtensionRefused.REASON_MISSING
    return ExtensionRefused.REASON_TOO_LONG if len(reason) > LONGEST_REASON else None
