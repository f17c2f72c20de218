"""Saving reports under a name, sharing and removing them."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import delete, update
from sqlalchemy.orm import Session

from academy.db import audit
from academy.kernel.ids import uuid7
from academy.kernel.refusal import NotFound, Refusal
from academy.reporting.models import SavedReport, Schedule
from academy.reporting.queries import saved as queries
from academy.reporting.rules.saved import MOST_SAVED, Named, SavedRefused, to_json


def save(session: Session, named: Named, *, owner_id: UUID, now: datetime) -> UUID:
    """Save a report; raise `Refusal` where its owner has one of that name, or too many."""
    if queries.count_saved(session, owner_id) >= MOST_SAVED:
        raise Refusal(SavedRefused.TOO_MANY)
    if queries.is_name_taken(session, named.name, owner_id=owner_id):
        raise Refusal(SavedRefused.NAME_TAKEN)
    made = SavedReport(
        id=uuid7(now),
        owner_id=owner_id,
        organisation_id=named.shared_with,
        name=named.name,
        definition=to_json(named.report),
        created_at=now,
        changed_at=now,
    )
    session.add(made)
    session.flush()
    _note(session, made.id, "report.saved", by=owner_id, at=(named.shared_with, now))
    return made.id


def change(
    session: Session, stored: queries.Saved, named: Named, *, base: str, now: datetime
) -> None:
    """Make a saved report what its owner wrote who began from `base`, its version.

    Raise `Refusal` where it was changed meanwhile, or where another has that name already.
    """
    version = queries.version_to_change(session, stored.id)
    if version is None:
        raise NotFound
    if version == named.version:
        return
    if version != base:
        raise Refusal(SavedRefused.CHANGED)
    if queries.is_name_taken(session, named.name, owner_id=stored.owner_id, but=stored.id):
        raise Refusal(SavedRefused.NAME_TAKEN)
    session.execute(
        update(SavedReport)
        .where(SavedReport.id == stored.id)
        .values(
            name=named.name,
            organisation_id=named.shared_with,
            definition=to_json(named.report),
            changed_at=now,
        )
    )
    concerned = named.shared_with or stored.named.shared_with
    _note(session, stored.id, "report.changed", by=stored.owner_id, at=(concerned, now))


def remove(session: Session, stored: queries.Saved, *, by: UUID, now: datetime) -> None:
    """Remove a saved report, and with it everybody's schedules of it."""
    session.execute(delete(Schedule).where(Schedule.report_id == stored.id))
    session.execute(delete(SavedReport).where(SavedReport.id == stored.id))
    _note(session, stored.id, "report.removed", by=by, at=(stored.named.shared_with, now))


def _note(
    session: Session, report_id: UUID, action: str, *, by: UUID, at: tuple[UUID | None, datetime]
) -> None:
    organisation, now = at
    audit.record(
        session,
        actor_id=by,
        action=action,
        subject=f"report:{report_id}",
        now=now,
        organisation=str(organisation) if organisation else None,
    )
