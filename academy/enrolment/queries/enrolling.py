"""Reads for lists of learners: how many people stand to a cohort, at once."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from academy.accounts.queries import open_places
from academy.enrolment.models import Application, Cohort, Enrolment, Extension
from academy.enrolment.queries.cohorts import COLUMNS, Group, as_group
from academy.enrolment.rules import Place, State, Status, takes_nobody


@dataclass(frozen=True, slots=True)
class Placed:
    """Somebody's seat in a course, and the later deadline that it has."""

    place: Place
    until: datetime | None


def places_in(
    session: Session, cohort: Group, people: Collection[UUID], *, now: datetime
) -> dict[UUID, Placed]:
    """Return what the seats of these people in a cohort's course mean to the cohort."""
    if not people:
        return {}
    rows = session.execute(
        select(Enrolment.learner_id, Enrolment.status, Extension.until, *COLUMNS)
        .outerjoin(Cohort, Cohort.id == Enrolment.cohort_id)
        .outerjoin(Extension, Extension.enrolment_id == Enrolment.id)
        .where(Enrolment.learner_id.in_(list(people)), Enrolment.course_id == cohort.course_id)
    )
    open_ = {None, *session.scalars(open_places())}
    found: dict[UUID, Placed] = {}
    for who, status, until, key, *rest in rows:
        here = key == cohort.id
        other = as_group((key, *rest)) if key and not here else None
        held = (
            other is not None
            and other.organisation_id in open_
            and not takes_nobody(other.terms, archived=other.is_archived, now=now)
        )
        found[who] = Placed(Place(Status(status), here=here, held=held), until if here else None)
    return found


def waiting_among(session: Session, cohort_id: UUID, people: Collection[UUID]) -> frozenset[UUID]:
    """Return who of these people waits for room in a cohort."""
    if not people:
        return frozenset()
    statement = select(Application.learner_id).where(
        Application.cohort_id == cohort_id,
        Application.learner_id.in_(list(people)),
        Application.state == State.WAITING.value,
    )
    return frozenset(session.scalars(statement))


def count_waiting(session: Session, cohort_id: UUID) -> int:
    """Return how many wait for room in a cohort: whoever comes now stands behind them."""
    statement = select(func.count()).where(
        Application.cohort_id == cohort_id, Application.state == State.WAITING.value
    )
    return session.scalar(statement) or 0
