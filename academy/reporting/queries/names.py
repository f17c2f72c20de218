"""What the things are called that a report is narrowed to: on the day that it tells of."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import case, select
from sqlalchemy.orm import Session

from academy.db import past
from academy.enrolment.models import Cohort, CohortPast
from academy.reporting.policy import Scope
from academy.reporting.queries import places
from academy.reporting.queries.choices import courses
from academy.reporting.queries.editions import titles
from academy.reporting.queries.offers import CohortOffered
from academy.reporting.rules import Report


@dataclass(frozen=True, slots=True)
class Called:
    """Names, by key. What is beyond the asker's reach is not among them."""

    courses: Mapping[str, str]
    cohorts: Mapping[UUID, CohortOffered]
    organisations: Mapping[UUID, str]


def names_in(session: Session, scope: Scope, report: Report) -> Called:
    """Return what all courses, and the cohort and organisation asked for, are called."""
    end, top = report.ends_at, report.filters.organisation
    return Called(
        courses(session) if end is None else titles(session, end),
        _cohort(session, scope, report),
        places.name_of(session, top, report.as_of) if top and scope.holds(top) else {},
    )


def _cohort(session: Session, scope: Scope, report: Report) -> dict[UUID, CohortOffered]:
    wanted, name = report.filters.cohort, Cohort.name
    if wanted is None:
        return {}
    statement = select(Cohort.id, Cohort.organisation_id, Cohort.course_id)
    if report.as_of is not None:
        was, on = past.as_of(CohortPast, Cohort.id, day=report.as_of, name="called_past")
        statement = statement.outerjoin(was, on)
        name = case((was.c.until.is_not(None), was.c.name), else_=Cohort.name)
    rows = session.execute(statement.add_columns(name).where(Cohort.id == wanted))
    return {key: CohortOffered(own, course) for key, of, course, own in rows if scope.holds(of)}
