"""Every edition as a small table beside a report: its newest revision, its title, its units.

The units stand in documents, which are read and cached by the catalogue.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CTE, Integer, String, Uuid, and_, column, func, select, values
from sqlalchemy.orm import Session

from academy.catalogue import queries as catalogue
from academy.catalogue.models import Edition, Revision, SearchEntry
from academy.kernel.memory import Memory

_NOWHERE = (UUID(int=0), "", "", 0, "")


@dataclass(frozen=True, slots=True)
class _Units:
    """A revision's title, and the units that it requires: their ids, each between two bars."""

    title: str
    number: int
    required: str


_UNITS: Memory[UUID, _Units] = Memory(4096)


def editions(session: Session, before: datetime | None) -> CTE:
    """Return the editions as they are now, or as they were just before a moment.

    Now, a course is called what it is called in its newest edition; of a day that is over, what the
    revision of that day calls it.
    """
    found = [_edition(session, row, before) for row in session.execute(_newest(before))]
    return (
        values(
            column("edition_id", Uuid()),
            column("revision", String()),
            column("title", String()),
            column("units", Integer()),
            column("required", String()),
            name="edition_values",
        )
        .data(found or [_NOWHERE])
        .cte("editions")
    )


def titles(session: Session, before: datetime) -> dict[str, str]:
    """Return what every course was called just before a moment, in its source language."""
    found: dict[str, str] = {}
    statement = _newest(before).add_columns(Edition.course_id).order_by(None)
    for row in session.execute(statement.order_by(Edition.course_id, Edition.number)):
        *edition, course = row
        found[course] = _edition(session, edition, before)[2]
    return found


def _edition(session: Session, row: Any, before: datetime | None) -> tuple[Any, ...]:
    edition_id, edition, revision_id, revision, title = row
    units = _UNITS.recall(revision_id, lambda: _units(session, revision_id))
    called = (title or "") if before is None else units.title
    return edition_id, f"{edition}.{revision}", called, units.number, units.required


def _units(session: Session, revision_id: UUID) -> _Units:
    course = catalogue.package_of(session, revision_id).course
    required = [unit.id for unit in course.units if unit.required]
    return _Units(course.title, len(required), f"|{'|'.join(required)}|")


def _newest(before: datetime | None) -> Any:
    latest = select(Revision.edition_id, func.max(Revision.number).label("number"))
    if before is not None:
        latest = latest.where(Revision.published_at < before)
    newest = latest.group_by(Revision.edition_id).subquery()
    is_newest = and_(Revision.edition_id == Edition.id, Revision.number == newest.c.number)
    is_source = and_(SearchEntry.course_id == Edition.course_id, SearchEntry.is_source)
    return (
        select(Edition.id, Edition.number, Revision.id, Revision.number, SearchEntry.title)
        .join(newest, newest.c.edition_id == Edition.id)
        .join(Revision, is_newest)
        .outerjoin(SearchEntry, is_source)
        .order_by(Edition.id)
    )
