"""Lists of cohorts, and of who is in one: so many at a time, in a constant number of reads."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Generic, TypeVar
from uuid import UUID

from sqlalchemy import ColumnElement, and_, func, or_, select, true
from sqlalchemy.orm import Session

from academy.accounts import queries as people
from academy.accounts.policy import NOTHING, Scope
from academy.enrolment.models import Application, Cohort, CohortInstructor, Enrolment, Extension
from academy.enrolment.queries.cohorts import COLUMNS, TAKEN, Group, as_group
from academy.enrolment.rules import Entry, Phase, State, Status, deadline
from academy.kernel.actor import Actor, Role

T = TypeVar("T")
PAGE = 50
"""Rows on a page."""


@dataclass(frozen=True, slots=True)
class Sight:
    """Which cohorts somebody sees: those within their reach, and those they look after."""

    administers: Scope
    teaches: Scope = NOTHING
    user_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class Sought:
    """What cohorts are sifted by; `organisations` are one and all below it."""

    course_id: str | None = None
    organisations: frozenset[UUID] | None = None
    phase: Phase | None = None
    archived: bool = False


@dataclass(frozen=True, slots=True)
class Summary:
    """A cohort in a list: how many seats are taken, and how many people wait for what."""

    cohort: Group
    taken: int
    waiting: int
    asking: int


@dataclass(frozen=True, slots=True)
class Seated:
    """A learner in a cohort. `deadline` is their own where it was `extended`, else everybody's."""

    seat_id: UUID
    learner_id: UUID
    name: str
    status: Status
    enrolled_at: datetime
    last_activity_at: datetime | None
    completed_at: datetime | None
    deadline: datetime | None
    extended: bool


@dataclass(frozen=True, slots=True)
class Batch(Generic[T]):
    """One page of a list, its number, and whether there is another after it."""

    rows: list[T]
    number: int
    has_more: bool


def sight_of(session: Session, actor: Actor) -> Sight:
    """Return which cohorts an actor sees."""
    return Sight(
        people.scope_of(session, actor),
        people.scope_of(session, actor, Role.INSTRUCTOR),
        actor.id,
    )


def list_cohorts(
    session: Session, sight: Sight, sought: Sought, *, now: datetime, number: int = 1
) -> Batch[Summary]:
    """Return a page of the cohorts that somebody sees, those that end last first."""
    statement = (
        select(*COLUMNS, _taken(), _wishing(State.WAITING), _wishing(State.ASKED))
        .where(_seen(sight), *_sifted(sought, now))
        .order_by(
            func.coalesce(Cohort.ends_at, Cohort.starts_at).desc().nulls_first(),
            Cohort.name,
            Cohort.id,
        )
        .limit(PAGE + 1)
        .offset((number - 1) * PAGE)
    )
    rows = [
        Summary(as_group(row[: len(COLUMNS)]), *row[len(COLUMNS) :])
        for row in session.execute(statement)
    ]
    return Batch(rows[:PAGE], number, len(rows) > PAGE)


def courses_seen(session: Session, sight: Sight) -> list[str]:
    """Return the courses that have a cohort which somebody sees."""
    statement = select(Cohort.course_id).where(_seen(sight)).distinct()
    return sorted(session.scalars(statement))


def others_for(session: Session, cohort: Group, administers: Scope) -> dict[UUID, str]:
    """Return the other cohorts of a course within an administrator's reach, by name."""
    statement = (
        select(Cohort.id, Cohort.name)
        .where(
            Cohort.course_id == cohort.course_id,
            Cohort.id != cohort.id,
            Cohort.archived_at.is_(None),
            _within(administers),
        )
        .order_by(Cohort.name, Cohort.id)
    )
    return {row.id: row.name for row in session.execute(statement)}


def joinable(
    session: Session, course_id: str, *, also: Collection[UUID] = (), now: datetime
) -> list[Summary]:
    """Return the cohorts of a course that anybody may ask for a seat in, by when they begin.

    `also` names more that are shown: the reader asked for them, whatever became of these.
    """
    asked_for = and_(
        Cohort.entry.in_((Entry.OPEN.value, Entry.APPROVAL.value)),
        Cohort.archived_at.is_(None),
        or_(Cohort.ends_at.is_(None), Cohort.ends_at > now),
        or_(Cohort.organisation_id.is_(None), Cohort.organisation_id.in_(people.open_places())),
    )
    statement = (
        select(*COLUMNS, _taken(), _wishing(State.WAITING), _wishing(State.ASKED))
        .where(Cohort.course_id == course_id, or_(asked_for, Cohort.id.in_(list(also))))
        .order_by(Cohort.starts_at.nulls_first(), Cohort.name, Cohort.id)
        .limit(PAGE)
    )
    return [
        Summary(as_group(row[: len(COLUMNS)]), *row[len(COLUMNS) :])
        for row in session.execute(statement)
    ]


def list_seats(session: Session, cohort: Group, *, number: int = 1) -> Batch[Seated]:
    """Return a page of who is in a cohort, by name; who left it comes last."""
    known = people.everybody().subquery()
    statement = (
        select(
            Enrolment.id,
            Enrolment.learner_id,
            known.c.name,
            Enrolment.status,
            Enrolment.enrolled_at,
            Enrolment.last_activity_at,
            Enrolment.completed_at,
            Extension.until,
        )
        .join(known, known.c.id == Enrolment.learner_id)
        .outerjoin(Extension, Extension.enrolment_id == Enrolment.id)
        .where(Enrolment.cohort_id == cohort.id)
        .order_by(Enrolment.status == Status.WITHDRAWN.value, known.c.name, Enrolment.id)
        .limit(PAGE + 1)
        .offset((number - 1) * PAGE)
    )
    rows = [_seated(row, cohort) for row in session.execute(statement)]
    return Batch(rows[:PAGE], number, len(rows) > PAGE)


def _seated(row: Any, cohort: Group) -> Seated:
    *told, until = row
    ends_at = cohort.terms.ends_at
    due = deadline(ends_at, until)
    told[3] = Status(told[3])
    return Seated(*told, deadline=due, extended=due != ends_at)


def _seen(sight: Sight) -> ColumnElement[bool]:
    assigned = select(CohortInstructor.cohort_id).where(CohortInstructor.user_id == sight.user_id)
    theirs = and_(Cohort.id.in_(assigned), _within(sight.teaches))
    return or_(_within(sight.administers), theirs)


def _within(scope: Scope) -> ColumnElement[bool]:
    if scope.organisations is None:
        return true()
    return Cohort.organisation_id.in_(sorted(scope.organisations))


def _sifted(sought: Sought, now: datetime) -> Iterator[ColumnElement[bool]]:
    yield Cohort.archived_at.is_not(None) if sought.archived else Cohort.archived_at.is_(None)
    if sought.course_id is not None:
        yield Cohort.course_id == sought.course_id
    if sought.organisations is not None:
        yield Cohort.organisation_id.in_(sorted(sought.organisations))
    if sought.phase is not None:
        yield _stands(sought.phase, now)


def _stands(phase: Phase, now: datetime) -> ColumnElement[bool]:
    not_over = or_(Cohort.ends_at.is_(None), Cohort.ends_at > now)
    begun = or_(Cohort.starts_at.is_(None), Cohort.starts_at <= now)
    match phase:
        case Phase.OVER:
            return Cohort.ends_at <= now
        case Phase.COMING:
            return and_(not_over, Cohort.starts_at > now)
        case Phase.RUNNING:
            return and_(not_over, begun)


def _taken() -> ColumnElement[int]:
    counted = select(func.count()).where(Enrolment.cohort_id == Cohort.id, TAKEN)
    return counted.correlate(Cohort).scalar_subquery()


def _wishing(state: State) -> ColumnElement[int]:
    counted = select(func.count()).where(
        Application.cohort_id == Cohort.id, Application.state == state.value
    )
    return counted.correlate(Cohort).scalar_subquery()
