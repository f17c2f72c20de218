"""When an idle account is warned of, and when it is erased. Pure."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from academy.kernel.privacy import WARNING, rule_for


class Due(StrEnum):
    """What is to be done about an idle account."""

    WARN = "warn"
    ERASE = "erase"
    UNREACHABLE = "unreachable"
    """It is idle, but there is no address to warn its owner at: people decide."""


@dataclass(frozen=True, slots=True)
class Sleeper:
    """An account, and what speaks for keeping it. `seen_at` is its last sign of life."""

    user_id: UUID
    country: str | None
    seen_at: datetime
    warned_at: datetime | None
    has_email: bool
    has_certificate: bool
    is_staff: bool
    is_over: bool


def due(sleeper: Sleeper, *, now: datetime) -> Due | None:
    """Return what is due: a letter first, and erasure when nothing was heard for its time."""
    rule = rule_for(sleeper.country)
    is_exempt = (
        sleeper.is_over
        or sleeper.is_staff
        or (sleeper.has_certificate and rule.certificates_exempt)
    )
    if is_exempt or now - sleeper.seen_at < timedelta(days=rule.inactive_days) - WARNING:
        return None
    if not sleeper.has_email:
        return Due.UNREACHABLE
    if sleeper.warned_at is None or sleeper.warned_at < sleeper.seen_at:
        return Due.WARN
    return Due.ERASE if now - sleeper.warned_at >= WARNING else None
