"""What the report's filters can be set to."""

from collections.abc import Mapping
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from academy.accounts.models import Organisation
from academy.accounts.policy import EVERYTHING, Scope
from academy.catalogue.models import Course, SearchEntry
from academy.enrolment.models import Cohort


def organisations(session: Session, scope: Scope) -> Mapping[UUID, str]:
    """Return the names of the organisations whose rows may be seen, by their key."""
    statement = select(Organisation.id, Organisation.name).order_by(Organisation.name)
    if scope.organisations is not None:
        statement = statement.where(Organisation.id.in_(scope.organisations))
    return {row.id: row.name for row in session.execute(statement)}


def courses(session: Session) -> Mapping[str, str]:
    """Return the titles of all courses in their source language, by id, archived ones too."""
    statement = (
        select(Course.id, SearchEntry.title)
        .outerjoin(SearchEntry, (SearchEntry.course_id == Course.id) & SearchEntry.is_source)
        .order_by(Course.id)
    )
    return {row.id: row.title or row.id for row in session.execute(statement)}


def organisation_named(session: Session, name: str) -> UUID | None:
    """Return the key of the organisation of that name, or that is given by its key, or `None`."""
    known = organisations(session, EVERYTHING)
    return next((key for key, own in known.items() if name in {own, str(key)}), None)


def cohorts_named(session: Session, name: str, *, course: str | None) -> list[UUID]:
    """Return the cohorts of that name, or the one that is given by its key, of a course or any."""
    statement = select(Cohort.id, Cohort.name).order_by(Cohort.id)
    if course is not None:
        statement = statement.where(Cohort.course_id == course)
    return [row.id for row in session.execute(statement) if name in {row.name, str(row.id)}]
