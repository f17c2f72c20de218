"""What lets somebody in by a code. Pure."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from academy.kernel.ids import CROCKFORD

LEAST_CODE, LONGEST_CODE = 8, 32
_ALIKE = str.maketrans({"O": "0", "I": "1", "L": "1"})


class InvitationRefused(StrEnum):
    """Why a code lets nobody in, or cannot be made."""

    UNKNOWN = "invitation-unknown"
    REVOKED = "invitation-revoked"
    EXPIRED = "invitation-expired"
    USED_UP = "invitation-used-up"
    BAD_LIMIT = "invitation-bad-limit"
    EXPIRES_BEFORE_NOW = "invitation-expires-before-now"


@dataclass(frozen=True, slots=True)
class Limits:
    """How often a code lets somebody in, and until when; what is not set is no limit."""

    uses: int | None = None
    expires_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Ticket:
    """What a code still allows."""

    limits: Limits
    used: int
    is_revoked: bool


def typed_code(text: str) -> str:
    """Return a code as it was given out: `7kq2 9xwm 3ftb` is `7KQ2-9XWM-3FTB`.

    Letters that are never given out are read as what they look like; empty is no code.
    """
    letters = text.upper().translate(_ALIKE)
    plain = "".join(one for one in letters if one in CROCKFORD)
    if not LEAST_CODE <= len(plain) <= LONGEST_CODE:
        return ""
    return "-".join(plain[at : at + 4] for at in range(0, len(plain), 4))


def invitation_refused(ticket: Ticket | None, now: datetime) -> InvitationRefused | None:
    """Return why a code lets nobody in at that moment, or `None`."""
    if ticket is None:
        return InvitationRefused.UNKNOWN
    if ticket.is_revoked:
        return InvitationRefused.REVOKED
    uses, expires_at = ticket.limits.uses, ticket.limits.expires_at
    if expires_at and now >= expires_at:
        return InvitationRefused.EXPIRED
    is_used_up = uses is not None and ticket.used >= uses
    return InvitationRefused.USED_UP if is_used_up else None


def new_invitation_refused(limits: Limits, now: datetime) -> InvitationRefused | None:
    """Return why no such code can be made, or `None`."""
    if limits.uses is not None and limits.uses < 1:
        return InvitationRefused.BAD_LIMIT
    ends_before = limits.expires_at is not None and limits.expires_at <= now
    return InvitationRefused.EXPIRES_BEFORE_NOW if ends_before else None
