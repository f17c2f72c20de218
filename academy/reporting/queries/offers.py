"""The cohorts that the report's filters offer."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from academy.enrolment.models import Cohort
from academy.reporting.policy import Scope

MOST_OFFERED = 300


@dataclass(frozen=True, slots=True)
class CohortOffered:
    """A cohort and its course."""

    name: str
    course_id: str


def cohorts(
    session: Session, scope: Scope, *, course: str | None, also: Collection[UUID]
) -> Mapping[UUID, CohortOffered]:
    """Return cohorts within reach, of a course or of any, the newest first and not all of many.

    Those in `also` are among them, as far as they are within reach.
    """
    listed = _within(scope).order_by(Cohort.id.desc()).limit(MOST_OFFERED)
    if course:
        listed = listed.where(Cohort.course_id == course)
    found = {row.id: row for row in session.execute(listed)}
    if not found.keys() >= set(also):
        missing = _within(scope).where(Cohort.id.in_(sorted(also)))
        found |= {row.id: row for row in session.execute(missing)}
    newest = sorted(found.values(), key=lambda row: row.id, reverse=True)
    return {row.id: CohortOffered(row.name, row.course_id) for row in newest}


def _within(scope: Scope) -> Select[*tuple[Any, ...]]:
    statement = select(Cohort.id, Cohort.name, Cohort.course_id)
    if scope.organisations is None:
        return statement
    return statement.where(Cohort.organisation_id.in_(sorted(scope.organisations)))
