"""The rows of the completion report, as one statement."""

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import (
    CTE,
    ColumnElement,
    Integer,
    Select,
    String,
    Uuid,
    and_,
    case,
    column,
    func,
    select,
    values,
)
from sqlalchemy.orm import Session

from academy.accounts.models import Organisation, User
from academy.catalogue import queries as catalogue
from academy.catalogue.models import Edition, Revision, SearchEntry
from academy.credentials.models import Credential
from academy.db.export import Rows, cell_text, csv_blocks, iso_text, key_text, row_batches
from academy.enrolment.models import Cohort, Enrolment
from academy.kernel.memory import Memory
from academy.learning.models import Progress
from academy.reporting.policy import Scope
from academy.reporting.rules import Filters

_UNITS: Memory[UUID, int] = Memory(4096)
_NOWHERE = (UUID(int=0), "", "", 0)


def stream(session: Session, scope: Scope, filters: Filters) -> Iterator[tuple[Any, ...]]:
    """Yield the report's rows, oldest seat first, in the order of `rules.COLUMNS`.

    Texts are as people wrote them. One statement, one snapshot, little memory.
    """
    for batch in batches(session, scope, filters):
        yield from map(tuple, batch)


def batches(session: Session, scope: Scope, filters: Filters, *, harmless: bool = False) -> Rows:
    """Yield the rows some thousands at a time; `harmless` disarms texts for spreadsheets."""
    statement = rows(session, scope, filters, harmless=harmless)
    return row_batches(session.connection(), statement)


def as_csv(session: Session, scope: Scope, filters: Filters) -> Iterator[bytes]:
    """Yield the rows as CSV blocks without a header, harmless to spreadsheets."""
    return csv_blocks(session.connection(), rows(session, scope, filters, harmless=True))


def first_rows(
    session: Session, scope: Scope, filters: Filters, *, limit: int
) -> Sequence[tuple[Any, ...]]:
    """Return the first rows of the report, texts as people wrote them."""
    statement = rows(session, scope, filters, harmless=False).limit(limit)
    return [tuple(row) for row in session.execute(statement)]


def count(session: Session, scope: Scope, filters: Filters) -> int:
    """Return how many rows the report has."""
    statement = select(func.count()).select_from(Enrolment).where(*conditions(scope, filters))
    if filters.country:
        statement = statement.outerjoin(User, User.id == Enrolment.learner_id)
    return session.scalar(statement) or 0


def rows(
    session: Session, scope: Scope, filters: Filters, *, harmless: bool
) -> Select[*tuple[Any, ...]]:
    """Return the report's statement."""
    editions = _editions(session)
    return (
        select(*_columns(editions, harmless=harmless))
        .select_from(Enrolment)
        .outerjoin(User, User.id == Enrolment.learner_id)
        .outerjoin(editions, editions.c.edition_id == Enrolment.edition_id)
        .outerjoin(Organisation, Organisation.id == Enrolment.organisation_id)
        .outerjoin(Cohort, Cohort.id == Enrolment.cohort_id)
        .outerjoin(Progress, Progress.enrolment_id == Enrolment.id)
        .outerjoin(Credential, Credential.enrolment_id == Enrolment.id)
        .where(*conditions(scope, filters))
        .order_by(Enrolment.enrolled_at, Enrolment.id)
        .with_hint(Enrolment, f"INDEXED BY {_index(scope, filters)}", "sqlite")
    )


def conditions(scope: Scope, filters: Filters) -> Iterator[ColumnElement[bool]]:
    """Yield what must hold of a seat and of its learner, who is to be joined as `User`.

    The country is wrapped, so that SQLite keeps reading seats in their order: it would otherwise
    start from the people, and sort a million finished rows in memory.
    """
    if scope.organisations is not None:
        yield Enrolment.organisation_id.in_(sorted(scope.organisations))
    if filters.organisation is not None:
        yield Enrolment.organisation_id == filters.organisation
    if filters.course is not None:
        yield Enrolment.course_id == filters.course
    if filters.country is not None:
        yield func.coalesce(User.country, "") == filters.country
    if filters.language is not None:
        yield Enrolment.language == filters.language
    if filters.status is not None:
        yield Enrolment.status == filters.status
    yield from _within(Enrolment.enrolled_at, filters.enrolled_from, filters.enrolled_to)
    yield from _within(Enrolment.completed_at, filters.completed_from, filters.completed_to)


def _within(moment: Any, first: date | None, last: date | None) -> Iterator[ColumnElement[bool]]:
    if first is not None:
        yield moment >= _midnight(first)
    if last is not None and last < date.max:
        yield moment < _midnight(last + timedelta(days=1))


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time.min, UTC)


def _index(scope: Scope, filters: Filters) -> str:
    """Return the index that hands out the wanted seats in the report's order."""
    if filters.organisation is not None or len(scope.organisations or ()) == 1:
        return "ix_enrolment_organisation_id_enrolled_at"
    if filters.course is not None:
        return "ix_enrolment_course_id_enrolled_at"
    return "ix_enrolment_enrolled_at"


def _columns(editions: CTE, *, harmless: bool) -> tuple[Any, ...]:
    text = _cell if harmless else _as_it_is
    done, total = func.coalesce(Progress.units_done, 0), _total(editions)
    return (
        key_text(Enrolment.id),
        key_text(Enrolment.learner_id),
        text(User.name),
        text(User.email),
        text(User.country),
        text(Organisation.name),
        text(Cohort.name),
        Enrolment.course_id,
        text(editions.c.title),
        editions.c.revision,
        Enrolment.language,
        iso_text(Enrolment.enrolled_at),
        iso_text(Enrolment.started_at),
        iso_text(Enrolment.last_activity_at),
        done,
        total,
        case((total > 0, done * 100 // total), else_=0),
        Progress.score_percent,
        Enrolment.status,
        iso_text(Enrolment.completed_at),
        Credential.public_id,
    )


def _cell(written: Any) -> Any:
    return func.nullif(cell_text(written), "")


def _as_it_is(written: Any) -> Any:
    return written


def _total(editions: CTE) -> ColumnElement[int]:
    return func.coalesce(Progress.units_total, editions.c.units, 0)


def _editions(session: Session) -> CTE:
    """Return every edition as a small table: newest revision, title, and number of required units.

    The units stand in documents, which are read and cached by the catalogue.
    """
    found = [_edition(session, *row) for row in session.execute(_NEWEST)]
    return (
        values(
            column("edition_id", Uuid()),
            column("revision", String()),
            column("title", String()),
            column("units", Integer()),
            name="edition_values",
        )
        .data(found or [_NOWHERE])
        .cte("editions")
    )


def _edition(session: Session, *row: Any) -> tuple[UUID, str, str, int]:
    edition_id, edition, revision_id, revision, title = row
    units = _UNITS.recall(revision_id, lambda: _required_units(session, revision_id))
    return edition_id, f"{edition}.{revision}", title or "", units


def _required_units(session: Session, revision_id: UUID) -> int:
    return sum(unit.required for unit in catalogue.package_of(session, revision_id).course.units)


_LATEST = (
    select(Revision.edition_id, func.max(Revision.number).label("number"))
    .group_by(Revision.edition_id)
    .subquery()
)
_NEWEST = (
    select(Edition.id, Edition.number, Revision.id, Revision.number, SearchEntry.title)
    .join(_LATEST, _LATEST.c.edition_id == Edition.id)
    .join(Revision, and_(Revision.edition_id == Edition.id, Revision.number == _LATEST.c.number))
    .outerjoin(SearchEntry, and_(SearchEntry.course_id == Edition.course_id, SearchEntry.is_source))
    .order_by(Edition.id)
)
