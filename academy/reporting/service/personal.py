"""What reporting keeps of people: the reports that they saved, and those that come by letter."""

from collections.abc import Mapping
from uuid import UUID

from sqlalchemy import delete, or_, select
from sqlalchemy.orm import Session

from academy.db import personal
from academy.db.personal import Erased, Erasing, Holdings, Merge, Told
from academy.reporting.models import SavedReport, Schedule

HOLDINGS = Holdings(acts=(SavedReport.owner_id,), others=(Schedule.user_id,))


def told(session: Session, user_id: UUID) -> Told:
    """Return the reports that a person saved, and when they get which."""
    saved = select(
        SavedReport.name, SavedReport.definition, SavedReport.created_at, SavedReport.changed_at
    )
    comes = select(SavedReport.name, Schedule.every, Schedule.format, Schedule.next_at).join(
        SavedReport, SavedReport.id == Schedule.report_id
    )
    return Told(
        {
            "saved_reports": personal.rows(session, saved.where(SavedReport.owner_id == user_id)),
            "scheduled_reports": personal.rows(session, comes.where(Schedule.user_id == user_id)),
        }
    )


def doubles(session: Session, kept: UUID, gone: UUID) -> Mapping[str, int]:
    """Return how many reports would be the other's."""
    del kept
    return personal.count(session, (*HOLDINGS.others, *HOLDINGS.acts), gone)


def hand_over(session: Session, merge: Merge) -> None:
    """Let both accounts' reports be those of the one that stays."""
    personal.move(session, HOLDINGS.acts, merge)
    personal.unite(session, Schedule.user_id, merge, is_spare=True)


def erase(session: Session, erasing: Erasing) -> Erased:
    """Remove a person's reports; nobody gets them by letter any more."""
    own = SavedReport.owner_id == erasing.user_id
    mine = select(SavedReport.id).where(own)
    due = or_(Schedule.user_id == erasing.user_id, Schedule.report_id.in_(mine))
    personal.write(session, delete(Schedule).where(due))
    personal.write(session, delete(SavedReport).where(own))
    return Erased()
