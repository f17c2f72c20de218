"""Reads about accounts that nobody uses any more."""

from collections.abc import Collection, Mapping
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from academy.administration.models import IdleAccount
from academy.db.audit import AuditEvent


def notes_on(session: Session, people: Collection[UUID]) -> Mapping[UUID, IdleAccount]:
    """Return what is noted about those of these people who were warned or want to stay."""
    found = session.scalars(select(IdleAccount).where(IdleAccount.user_id.in_(list(people))))
    return {one.user_id: one for one in found}


def last_acts(session: Session, people: Collection[UUID]) -> Mapping[UUID, datetime]:
    """Return when each of these people last did something that is in the trail."""
    statement = (
        select(AuditEvent.actor_id, func.max(AuditEvent.at))
        .where(AuditEvent.actor_id.in_(list(people)))
        .group_by(AuditEvent.actor_id)
    )
    found = {row[0]: row[1] for row in session.execute(statement)}
    return {person: at for person, at in found.items() if person is not None}
