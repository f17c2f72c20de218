"""Who does something to people and organisations, and how that is written down."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from academy.db import audit


@dataclass(frozen=True, slots=True)
class By:
    """Who does something, and when; nobody where the command line does it."""

    actor_id: UUID | None
    now: datetime


def note_person(
    session: Session, action: str, *, user_id: UUID, organisation: UUID | None, by: By
) -> None:
    """Write down what was done to a person, for those who administer where the person belongs."""
    _note(session, action, f"user:{user_id}", organisation=organisation, by=by)


def note_organisation(
    session: Session, action: str, organisation: UUID, *, by: By, **told: str
) -> None:
    """Write down what was done to an organisation."""
    _note(session, action, f"organisation:{organisation}", organisation=organisation, by=by, **told)


def _note(
    session: Session, action: str, subject: str, *, organisation: UUID | None, by: By, **told: str
) -> None:
    audit.record(
        session,
        actor_id=by.actor_id,
        action=action,
        subject=subject,
        now=by.now,
        organisation=str(organisation) if organisation else None,
        **told,
    )
    session.flush()
