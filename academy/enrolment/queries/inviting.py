"""Reads about codes that let people into cohorts."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Row, select
from sqlalchemy.orm import Session

from academy.enrolment.models import Invitation
from academy.enrolment.rules import Limits, Ticket


@dataclass(frozen=True, slots=True)
class Invite:
    """A code that lets people into a cohort, and what it still allows."""

    id: UUID
    cohort_id: UUID
    code: str
    ticket: Ticket
    made_at: datetime


_INVITE = select(
    Invitation.id,
    Invitation.cohort_id,
    Invitation.code,
    Invitation.uses,
    Invitation.used,
    Invitation.expires_at,
    Invitation.revoked_at,
    Invitation.made_at,
)


def find_invite(session: Session, code: str) -> Invite | None:
    """Return the invitation of a code as it was given out, or `None`."""
    row = session.execute(_INVITE.where(Invitation.code == code)).one_or_none()
    return _invite(row) if row else None


def invites_of(session: Session, cohort_id: UUID) -> list[Invite]:
    """Return the invitations of a cohort, the newest first."""
    statement = _INVITE.where(Invitation.cohort_id == cohort_id)
    return [_invite(row) for row in session.execute(statement.order_by(Invitation.id.desc()))]


def _invite(row: Row[*tuple[Any, ...]]) -> Invite:
    key, cohort_id, code, uses, used, expires_at, revoked_at, made_at = row
    ticket = Ticket(Limits(uses, expires_at), used, is_revoked=revoked_at is not None)
    return Invite(key, cohort_id, code, ticket, made_at)
