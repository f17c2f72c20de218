"""Reads about cohorts, one at a time."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from academy.accounts import queries as people
from academy.enrolment import policy
from academy.enrolment.models import Cohort, CohortInstructor, Enrolment
from academy.enrolment.policy import Who
from academy.enrolment.rules import CohortRefused, Entry, Status, Terms, takes_nobody
from academy.kernel.actor import Actor, Role


@dataclass(frozen=True, slots=True)
class Group:
    """A cohort as it stood when it was read."""

    id: UUID
    course_id: str
    organisation_id: UUID | None
    terms: Terms
    archived_at: datetime | None

    @property
    def name(self) -> str:
        """What it is called."""
        return self.terms.name

    @property
    def is_archived(self) -> bool:
        """Whether it was put away."""
        return self.archived_at is not None


@dataclass(frozen=True, slots=True)
class Guide:
    """Somebody who looks after a cohort, or could."""

    id: UUID
    name: str


COLUMNS: tuple[Any, ...] = (
    Cohort.id,
    Cohort.course_id,
    Cohort.organisation_id,
    Cohort.name,
    Cohort.entry,
    Cohort.capacity,
    Cohort.starts_at,
    Cohort.ends_at,
    Cohort.archived_at,
)
_GROUP = select(*COLUMNS)
TAKEN = Enrolment.status != Status.WITHDRAWN.value
"""What makes a seat in a cohort one that is not free."""


def as_group(row: Sequence[Any]) -> Group:
    """Return the cohort that a row of `COLUMNS` says."""
    key, course, organisation, name, entry, *limits, archived = row
    return Group(key, course, organisation, Terms(name, Entry(entry), *limits), archived)


def find_cohort(session: Session, cohort_id: UUID) -> Group | None:
    """Return a cohort, archived or not, or `None`."""
    row = session.execute(_GROUP.where(Cohort.id == cohort_id)).one_or_none()
    return as_group(row) if row else None


def lock_cohort(session: Session, cohort_id: UUID) -> Group | None:
    """Return a cohort whose seats no other transaction gives before this one ends, or `None`."""
    row = session.execute(_GROUP.where(Cohort.id == cohort_id).with_for_update()).one_or_none()
    return as_group(row) if row else None


def gives_no_seats(session: Session, cohort: Group, *, now: datetime) -> CohortRefused | None:
    """Return why a cohort gives no seats at all, or `None`; a closed organisation gives none."""
    refused = takes_nobody(cohort.terms, archived=cohort.is_archived, now=now)
    place = cohort.organisation_id
    if refused or place is None or people.open_among(session, [place]):
        return refused
    return CohortRefused.NOT_OPEN


def cohort_named(
    session: Session, name: str, *, course_id: str, organisation_id: UUID | None
) -> Group | None:
    """Return the cohort of that name in a course and an organisation, or `None`."""
    row = session.execute(
        _GROUP.where(
            Cohort.name == name,
            Cohort.course_id == course_id,
            Cohort.organisation_id == organisation_id,
        )
    ).one_or_none()
    return as_group(row) if row else None


def cohorts_called(session: Session, name: str) -> list[Group]:
    """Return the cohorts of a name that are not archived, in all courses and organisations."""
    statement = _GROUP.where(Cohort.name == name, Cohort.archived_at.is_(None))
    return [as_group(row) for row in session.execute(statement.order_by(Cohort.id))]


def seats_taken(session: Session, cohort_id: UUID) -> int:
    """Return how many seats of a cohort are taken, for good where it is locked."""
    statement = select(func.count()).where(Enrolment.cohort_id == cohort_id, TAKEN)
    return session.scalar(statement) or 0


def standing_of(session: Session, actor: Actor, cohort: Group) -> frozenset[Who]:
    """Return what an actor is to a cohort."""
    is_assigned = session.get(CohortInstructor, (cohort.id, actor.id)) is not None
    return policy.standing(
        cohort.organisation_id,
        administers=people.scope_of(session, actor),
        teaches=people.scope_of(session, actor, Role.INSTRUCTOR),
        is_assigned=is_assigned,
    )


def instructors_of(session: Session, cohort_id: UUID) -> list[Guide]:
    """Return who looks after a cohort, by name."""
    listed = select(CohortInstructor.user_id).where(CohortInstructor.cohort_id == cohort_id)
    names = people.names_of(session, session.scalars(listed))
    return sorted((Guide(*one) for one in names.items()), key=lambda one: (one.name, one.id))


def teaches_in(session: Session, user_id: UUID, organisation_id: UUID | None) -> bool:
    """Tell whether somebody teaches in an organisation, or in one above it."""
    lines = people.lines(session)
    above = set(people.roots(session))
    while organisation_id is not None and organisation_id not in above:
        above.add(organisation_id)
        organisation_id = lines.get(organisation_id)
    return any(
        people.has_role(session, user_id, organisation_id=one, role=Role.INSTRUCTOR)
        for one in above
    )
