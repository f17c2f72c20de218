"""Reads about saved reports and their schedules."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import Session

from academy.accounts.models import Organisation, User
from academy.reporting.models import SavedReport, Schedule
from academy.reporting.policy import Scope
from academy.reporting.rules.completions import Format
from academy.reporting.rules.saved import Every, Named, from_json

_MOST_SHARED = 500
_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Saved:
    """A saved report: whose it is, and with which organisation it is shared."""

    id: UUID
    owner_id: UUID
    owner: str
    organisation: str | None
    named: Named
    changed_at: datetime


@dataclass(frozen=True, slots=True)
class Scheduled:
    """That a saved report is made regularly for somebody."""

    report_id: UUID
    user_id: UUID
    every: Every
    format: Format
    next_at: datetime
    last_job_id: UUID | None


def find_saved(session: Session, report_id: UUID) -> Saved | None:
    """Return a saved report."""
    row = session.execute(_SAVED.where(SavedReport.id == report_id)).one_or_none()
    return _saved(row) if row else None


def version_to_change(session: Session, report_id: UUID) -> str | None:
    """Return the version of a saved report, which nobody else changes until this is committed."""
    held = select(SavedReport.id).where(SavedReport.id == report_id).with_for_update()
    if session.scalar(held) is None:
        return None
    found = find_saved(session, report_id)
    return found.named.version if found else None


def saved_by(session: Session, owner_id: UUID) -> list[Saved]:
    """Return the reports that somebody saved, by name."""
    return _listed(session, SavedReport.owner_id == owner_id)


def shared_within(session: Session, scope: Scope, *, reader_id: UUID) -> list[Saved]:
    """Return the reports of others that are shared with organisations within reach, by name."""
    shared = SavedReport.organisation_id.is_not(None)
    if scope.organisations is not None:
        shared = SavedReport.organisation_id.in_(sorted(scope.organisations))
    return _listed(session, shared, SavedReport.owner_id != reader_id)


def all_saved(session: Session) -> list[Saved]:
    """Return every saved report, by name."""
    return _listed(session)


def is_name_taken(session: Session, name: str, *, owner_id: UUID, but: UUID | None = None) -> bool:
    """Tell whether somebody has a report of that name, other than the one `but`."""
    statement = select(SavedReport.id).where(
        SavedReport.owner_id == owner_id,
        func.lower(SavedReport.name) == func.lower(name),
        SavedReport.id != (but or UUID(int=0)),
    )
    return session.scalar(statement.limit(1)) is not None


def count_saved(session: Session, owner_id: UUID) -> int:
    """Return how many reports somebody has saved."""
    statement = select(func.count()).where(SavedReport.owner_id == owner_id)
    return session.scalar(statement.select_from(SavedReport)) or 0


def find_schedule(session: Session, report_id: UUID, user_id: UUID) -> Scheduled | None:
    """Return how a report is scheduled for somebody."""
    return next(iter(_scheduled(session, *_key(report_id, user_id))), None)


def schedules_of(session: Session, user_id: UUID) -> dict[UUID, Scheduled]:
    """Return what is scheduled for somebody, by the report's key."""
    return {each.report_id: each for each in _scheduled(session, Schedule.user_id == user_id)}


def due(session: Session, *, now: datetime) -> list[Scheduled]:
    """Return what is to be made now, what has waited longest first."""
    return _scheduled(session, Schedule.next_at <= now)


def without_letter(session: Session) -> list[Scheduled]:
    """Return the schedules whose last run nobody has written a letter about yet."""
    return _scheduled(session, Schedule.last_job_id.is_not(None), Schedule.letter_at.is_(None))


def _scheduled(session: Session, *conditions: ColumnElement[bool]) -> list[Scheduled]:
    statement = _SCHEDULED.where(*conditions).order_by(Schedule.next_at).limit(_AT_ONCE)
    return [
        Scheduled(report, user, Every(every), Format(kind), at, job)
        for report, user, every, kind, at, job in session.execute(statement)
    ]


def _key(report_id: UUID, user_id: UUID) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    return Schedule.report_id == report_id, Schedule.user_id == user_id


def _listed(session: Session, *conditions: ColumnElement[bool]) -> list[Saved]:
    by_name = func.lower(SavedReport.name), SavedReport.id
    statement = _SAVED.where(*conditions).order_by(*by_name).limit(_MOST_SHARED)
    return [_saved(row) for row in session.execute(statement)]


def _saved(row: Any) -> Saved:
    key, owner_id, owner, organisation_id, organisation, name, kept, changed_at = row
    named = Named(name, from_json(kept), organisation_id)
    return Saved(key, owner_id, owner, organisation, named, changed_at)


_SAVED: Select[*tuple[Any, ...]] = (
    select(
        SavedReport.id,
        SavedReport.owner_id,
        User.name,
        SavedReport.organisation_id,
        Organisation.name,
        SavedReport.name,
        SavedReport.definition,
        SavedReport.changed_at,
    )
    .join(User, User.id == SavedReport.owner_id)
    .outerjoin(Organisation, Organisation.id == SavedReport.organisation_id)
)
_SCHEDULED = select(
    Schedule.report_id,
    Schedule.user_id,
    Schedule.every,
    Schedule.format,
    Schedule.next_at,
    Schedule.last_job_id,
)
