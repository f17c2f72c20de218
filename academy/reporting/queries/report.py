"""The rows of the completion report, as one statement."""

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import Session

from academy.db.export import Rows, csv_blocks, row_batches, unmapped
from academy.enrolment.models import Enrolment
from academy.reporting.policy import Scope
from academy.reporting.queries import places
from academy.reporting.queries.cells import PLAIN, Dress, cells
from academy.reporting.queries.editions import editions
from academy.reporting.queries.standing import Told, beside, seats
from academy.reporting.rules import Filters, Report


def batches(session: Session, scope: Scope, report: Report, *, dress: Dress = PLAIN) -> Rows:
    """Yield the report's rows some thousands at a time, in the order of its columns.

    The oldest seat is first, and texts are as people wrote them, unless they are dressed. One
    statement, one snapshot, little memory.
    """
    return row_batches(session.connection(), rows(session, scope, report, dress=dress))


def as_csv(session: Session, scope: Scope, report: Report) -> Iterator[bytes]:
    """Yield the rows as CSV blocks without a header, harmless to spreadsheets."""
    statement = rows(session, scope, report, dress=Dress(harmless=True))
    return csv_blocks(session.connection(), statement)


def first_rows(
    session: Session, scope: Scope, report: Report, *, limit: int
) -> Sequence[tuple[Any, ...]]:
    """Return the first rows of the report, texts as people wrote them.

    Which they are is read from one index, and only these few are joined with anything.
    """
    found = session.scalars(first_keys(session, scope, report, limit=limit)).all()
    joined = _joined(session, report, seats(report.as_of), dress=PLAIN)
    wanted = joined.where(Enrolment.id.in_(found))
    return [tuple(row) for row in session.execute(_in_order(wanted))]


def first_keys(
    session: Session, scope: Scope, report: Report, *, limit: int
) -> Select[*tuple[UUID]]:
    """Return the statement that finds the first seats of a report."""
    seat = seats(report.as_of)
    keys = with_joins(select(Enrolment.id), seat).where(
        *conditions(session, scope, report, seat=seat)
    )
    return _listed(_in_order(keys).limit(limit))


def count(session: Session, scope: Scope, report: Report) -> int:
    """Return how many rows the report has."""
    seat = seats(report.as_of)
    statement = with_joins(select(func.count()), seat)
    wanted = conditions(session, scope, report, seat=seat)
    with unmapped(session.connection()):
        return session.scalar(counted(statement.where(*wanted))) or 0


def rows(
    session: Session, scope: Scope, report: Report, *, dress: Dress
) -> Select[*tuple[Any, ...]]:
    """Return the report's statement."""
    seat = seats(report.as_of)
    wanted = conditions(session, scope, report, seat=seat)
    return _listed(_in_order(_joined(session, report, seat, dress=dress).where(*wanted)))


def counted(statement: Select[*tuple[Any, ...]]) -> Select[*tuple[Any, ...]]:
    """Have SQLite count seats from the index that holds all that they are counted by."""
    return statement.with_hint(Enrolment, "INDEXED BY ix_enrolment_counted", "sqlite")


def conditions(
    session: Session, scope: Scope, report: Report, *, seat: Told
) -> list[ColumnElement[bool]]:
    """Return what must hold of a seat."""
    organisations = places.within(session, scope, report)
    found = [*seat.conditions, *_asked(report.filters, seat.values)]
    if organisations is not None:
        found.append(seat.values["organisation_id"].in_(sorted(organisations)))
    return found


def _asked(filters: Filters, told: dict[str, Any]) -> Iterator[ColumnElement[bool]]:
    wanted = {
        Enrolment.course_id: filters.course,
        told["cohort_id"]: filters.cohort,
        told["country"]: filters.country,
        told["language"]: filters.language,
        told["status"]: filters.status,
    }
    yield from (value == asked for value, asked in wanted.items() if asked is not None)
    yield from _within(Enrolment.enrolled_at, filters.enrolled_from, filters.enrolled_to)
    yield from _within(told["completed_at"], filters.completed_from, filters.completed_to)
    if filters.score_from is not None:
        yield told["score_percent"] >= filters.score_from
    if filters.score_to is not None:
        yield told["score_percent"] <= filters.score_to


def _within(moment: Any, first: date | None, last: date | None) -> Iterator[ColumnElement[bool]]:
    if first is not None:
        yield moment >= _midnight(first)
    if last is not None and last < date.max:
        yield moment < _midnight(last + timedelta(days=1))


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time.min, UTC)


def _listed(statement: Select[*tuple[Any, ...]]) -> Select[*tuple[Any, ...]]:
    """Have SQLite take seats from the index that has them in the report's order."""
    return statement.with_hint(Enrolment, "INDEXED BY ix_enrolment_listed", "sqlite")


def _in_order(statement: Select[*tuple[Any, ...]]) -> Select[*tuple[Any, ...]]:
    return statement.order_by(Enrolment.enrolled_at, Enrolment.id)


def with_joins(statement: Select[*tuple[Any, ...]], *told: Told) -> Select[*tuple[Any, ...]]:
    """Return a statement about seats, joined with what is needed to tell of them."""
    joined = statement.select_from(Enrolment)
    for each in told:
        for table, on in each.joins:
            joined = joined.outerjoin(table, on)
    return joined


def _joined(
    session: Session, report: Report, seat: Told, *, dress: Dress
) -> Select[*tuple[Any, ...]]:
    """Return the columns of all seats, in the order asked for."""
    known = editions(session, report.ends_at)
    rest = beside(seat, known, report.as_of)
    if "organisation_path" in report.columns:
        path = places.paths(report.as_of)
        on = path.c.id == seat.values["organisation_id"]
        rest = Told({**rest.values, "organisation_path": path.c.path}, (*rest.joins, (path, on)))
    found = cells({**seat.values, **rest.values}, known.c, dress)
    return with_joins(select(*(found[name] for name in report.columns)), seat, rest)
