"""When a quiz may be open, and with which code."""

from enum import StrEnum

from academy.assessment.rules.conditions import LONGEST_CODE, Opening


class TermsRefused(StrEnum):
    """Why a quiz cannot have these opening times, or this code."""

    CLOSES_BEFORE_OPENING = "closes-before-opening"
    CODE_TOO_LONG = "code-too-long"


def terms_refused(opening: Opening) -> TermsRefused | None:
    """Return what is wrong with when a quiz is to be open, and with its code."""
    opens_at, closes_at = opening.opens_at, opening.closes_at
    if opens_at and closes_at and closes_at <= opens_at:
        return TermsRefused.CLOSES_BEFORE_OPENING
    return TermsRefused.CODE_TOO_LONG if len(opening.code or "") > LONGEST_CODE else None
