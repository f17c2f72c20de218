"""Organisations of a report: which are meant, and by what path they are reached."""

from datetime import date
from uuid import UUID

from sqlalchemy import CTE, Select, Text, case, cast, literal, select
from sqlalchemy.orm import Session

from academy.accounts.models import Organisation, OrganisationPast
from academy.accounts.policy import Scope, below
from academy.db import past
from academy.reporting.rules import Report

_PARTED = " › "


def within(session: Session, scope: Scope, report: Report) -> frozenset[UUID] | None:
    """Return the organisations whose seats a report has: asked for and within reach; all: `None`.

    Below an organisation is what was below it on the day that the report tells of.
    """
    top = report.filters.organisation
    if top is None:
        return scope.organisations
    asked = frozenset({top})
    if report.filters.below:
        rows = session.execute(_stood(report.as_of))
        asked = below(asked, {row.id: row.parent_id for row in rows})
    return asked if scope.organisations is None else asked & scope.organisations


def name_of(session: Session, organisation: UUID, day: date | None) -> dict[UUID, str]:
    """Return an organisation with what it is called, or was on a day, if there is such a one."""
    rows = session.execute(_stood(day).where(Organisation.id == organisation))
    return {row.id: row.name for row in rows}


def paths(day: date | None) -> CTE:
    """Return every organisation with its path: the names of those above it, and its own."""
    known = _stood(day).subquery("known")
    tops = select(known.c.id, cast(known.c.name, Text).label("path")).where(
        known.c.parent_id.is_(None)
    )
    found = tops.cte("paths", recursive=True)
    further = select(known.c.id, found.c.path + literal(_PARTED) + known.c.name)
    return found.union_all(further.join(found, known.c.parent_id == found.c.id))


def _stood(day: date | None) -> Select[*tuple[UUID, str, UUID | None]]:
    """Return every organisation: its key, its name, and what it is below."""
    if day is None:
        return select(Organisation.id, Organisation.name, Organisation.parent_id)
    was, on = past.as_of(OrganisationPast, Organisation.id, day=day, name="path_past")
    is_past = was.c.until.is_not(None)
    return select(
        Organisation.id,
        case((is_past, was.c.name), else_=Organisation.name).label("name"),
        case((is_past, was.c.parent_id), else_=Organisation.parent_id).label("parent_id"),
    ).outerjoin(was, on)
