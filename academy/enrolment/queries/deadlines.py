"""Reads about until when somebody has time."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from academy.enrolment.models import Cohort, Enrolment, Extension
from academy.enrolment.rules import deadline


@dataclass(frozen=True, slots=True)
class MoreTime:
    """A later deadline for one seat, and why."""

    until: datetime
    reason: str


def seats_in_cohort(cohort_id: UUID) -> Select[UUID]:
    """Return the statement that finds the seats of a cohort; it is for the floors above."""
    return select(Enrolment.id).where(Enrolment.cohort_id == cohort_id)


def deadlines_of(session: Session, seats: Collection[UUID]) -> dict[UUID, datetime]:
    """Return until when the learners of these seats have time; who has no deadline is left out."""
    if not seats:
        return {}
    statement = (
        select(Enrolment.id, Cohort.ends_at, Extension.until)
        .join(Cohort, Cohort.id == Enrolment.cohort_id)
        .outerjoin(Extension, Extension.enrolment_id == Enrolment.id)
        .where(Enrolment.id.in_(list(seats)), Cohort.ends_at.is_not(None))
    )
    due = {row[0]: deadline(row[1], row[2]) for row in session.execute(statement)}
    return {seat: moment for seat, moment in due.items() if moment}


def more_time(session: Session, enrolment_id: UUID) -> MoreTime | None:
    """Return the later deadline that a seat was given, if it was."""
    row = session.get(Extension, enrolment_id, populate_existing=True)
    return MoreTime(row.until, row.reason) if row else None
