"""The numbers at the head of the completion report."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Any

from sqlalchemy import CTE, Select, column, func, select, values
from sqlalchemy.orm import Session

from academy.db.base import UtcDateTime
from academy.db.export import month_text, unmapped
from academy.enrolment.models import Enrolment
from academy.enrolment.rules import Status
from academy.reporting.policy import Scope
from academy.reporting.queries.report import conditions, counted, with_joins
from academy.reporting.queries.standing import seats
from academy.reporting.rules import Report, months_between

_MOST_MONTHS = 1200
"""A hundred years: a moment that somebody mistyped must not make a table of millennia."""


@dataclass(frozen=True, slots=True)
class Share:
    """How many seats something has, and how many of them were completed."""

    seats: int
    completed: int


@dataclass(frozen=True, slots=True)
class Summary:
    """The report in numbers. Months are `2026-11`, in UTC; a country nobody told is empty."""

    statuses: Mapping[str, int]
    months: Mapping[str, int]
    countries: Mapping[str, Share]
    courses: Mapping[str, Share]

    @property
    def seats(self) -> int:
        """How many rows the report has."""
        return sum(self.statuses.values())


def summary(session: Session, scope: Scope, report: Report) -> Summary:
    """Count the report's rows by status, month of completion, country and course.

    Each figure is counted from an index that holds all that the filters ask about.
    """
    found = [tuple(row) for row in session.execute(shares(session, scope, report))]
    months: dict[str, int] = {}
    if any(status == Status.COMPLETED.value for _, status, _, _ in found):
        months = _months(session, scope, report)
    return _fold(found, months)


def statuses(session: Session, scope: Scope, report: Report) -> dict[str, int]:
    """Return how many rows the report has of each status."""
    found = Counter[str]()
    with unmapped(session.connection()):
        for _, status, _, number in session.execute(shares(session, scope, report)):
            found[status] += number
    return {status.value: found[status.value] for status in Status}


def shares(session: Session, scope: Scope, report: Report) -> Select[*tuple[Any, ...]]:
    """Return the statement that counts by course, status and country: in the index's order."""
    seat = seats(report.as_of)
    keys = Enrolment.course_id, seat.values["status"], seat.values["country"]
    statement = with_joins(select(*keys, func.count()), seat)
    return counted(statement.where(*conditions(session, scope, report, seat=seat)).group_by(*keys))


def _months(session: Session, scope: Scope, report: Report) -> dict[str, int]:
    if report.as_of is not None:
        found = session.execute(_grouped_by_month(session, scope, report))
        return dict(sorted(map(tuple, found)))
    ends = (func.min(Enrolment.completed_at), func.max(Enrolment.completed_at))
    first, last = (session.scalar(select(end)) for end in ends)  # each is one look at the index
    months = list(months_between(f"{first:%Y-%m}", f"{last:%Y-%m}"))[-_MOST_MONTHS:]
    found = session.execute(by_month(session, scope, report, months=months))
    return {f"{begins:%Y-%m}": number for begins, number in sorted(map(tuple, found)) if number}


def _grouped_by_month(session: Session, scope: Scope, report: Report) -> Select[*tuple[Any, ...]]:
    seat = seats(report.as_of)
    month = month_text(seat.values["completed_at"])
    completed = seat.values["status"] == Status.COMPLETED.value
    wanted = conditions(session, scope, report, seat=seat)
    counted_ = with_joins(select(month, func.count()), seat).where(completed, *wanted)
    return counted_.group_by(month)


def by_month(
    session: Session, scope: Scope, report: Report, *, months: list[date]
) -> Select[*tuple[Any, ...]]:
    """Return the statement that counts completions of each month: a range of an index each."""
    listed = _listed(months)
    number = (
        select(func.count())
        .select_from(Enrolment)
        .where(
            Enrolment.status == Status.COMPLETED.value,
            Enrolment.completed_at >= listed.c.begins,
            Enrolment.completed_at < listed.c.ends,
            *conditions(session, scope, report, seat=seats(None)),
        )
        .with_hint(Enrolment, "INDEXED BY ix_enrolment_completed", "sqlite")
        .correlate(listed)
        .scalar_subquery()
    )
    return select(listed.c.begins, number)


def _listed(months: list[date]) -> CTE:
    moments = [datetime.combine(day, time.min, UTC) for day in months]
    last = months[-1]
    after = list(months_between(f"{last:%Y-%m}", f"{last.year + 1}-{last.month:02}"))[1]
    ends = [*moments[1:], datetime.combine(after, time.min, UTC)]
    columns = column("begins", UtcDateTime()), column("ends", UtcDateTime())
    return (
        values(*columns, name="month_values")
        .data(list(zip(moments, ends, strict=True)))
        .cte("months")
    )


def _fold(counted_: list[tuple[Any, ...]], months: Mapping[str, int]) -> Summary:
    by_status = Counter[str]()
    number_of, done = (Counter[str](), Counter[str]()), (Counter[str](), Counter[str]())
    for course, status, country, number in counted_:
        by_status[status] += number
        for place, key in enumerate((country or "", course)):
            number_of[place][key] += number
            if status == Status.COMPLETED.value:
                done[place][key] += number
    countries, courses = (
        {key: Share(seats_, done[place][key]) for key, seats_ in sorted(number_of[place].items())}
        for place in (0, 1)
    )
    return Summary(by_status, months, countries, courses)
