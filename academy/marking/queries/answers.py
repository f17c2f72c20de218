"""Reads about answers on their way through marking."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Subquery, and_, case, exists, func, literal, select
from sqlalchemy.orm import Session, aliased
from sqlalchemy.sql.elements import ColumnElement

from academy.assessment.queries import answers_to
from academy.marking.models import Claim, Marking
from academy.marking.rules.marking import CLAIM, LOOKS, TO_MARK, Progress, Stage
from academy.marking.rules.work import Work

PAGE = 50
_OFFERED = 20


@dataclass(frozen=True, slots=True)
class Listed:
    """One answer in a list, without anybody's name."""

    attempt_id: UUID
    progress: Progress
    locale: str
    submitted_at: datetime


@dataclass(frozen=True, slots=True)
class Sought:
    """Which answers to list: those to one question, perhaps only those that have come so far."""

    course_id: str
    work: Work
    question_id: str
    progress: Progress | None = None
    page: int = 1


@dataclass(frozen=True, slots=True)
class Complete:
    """How many attempts at a quiz can be released, and how many still lack marks."""

    ready: int
    lacking: int


Counts = Mapping[tuple[str, str], Mapping[Progress, int]]


def counts(session: Session, course_id: str, work: Collection[Work]) -> Counts:
    """Return how many answers have come how far, by quiz and question, in one read."""
    if not work:
        return {}
    found = answers_in(course_id, work).c
    keys = (found.unit_id, found.question_id, found.progress)
    counted: dict[tuple[str, str], dict[Progress, int]] = {}
    for unit, question, name, count in session.execute(select(*keys, func.count()).group_by(*keys)):
        counted.setdefault((unit, question), {})[Progress(name)] = count
    return counted


def listed(session: Session, sought: Sought) -> tuple[tuple[Listed, ...], bool]:
    """Return a page of answers, the oldest first, and whether there are more."""
    found = answers_in(sought.course_id, [sought.work], [sought.question_id]).c
    statement = (
        select(found.attempt_id, found.progress, found.locale, found.submitted_at)
        .order_by(found.submitted_at, found.attempt_id)
        .offset(PAGE * (sought.page - 1))
        .limit(PAGE + 1)
    )
    if sought.progress:
        statement = statement.where(found.progress == sought.progress.value)
    rows = [Listed(row[0], Progress(row[1]), *row[2:]) for row in session.execute(statement)]
    return tuple(rows[:PAGE]), len(rows) > PAGE


def next_for(
    session: Session, sought: Sought, *, marker_id: UUID, now: datetime
) -> tuple[UUID, ...]:
    """Return the attempts whose answers a marker may take, the best first: some, not all.

    First comes what the marker took before and has not marked, then the oldest. Nobody gets their
    own answer, nor one that they have looked at already, nor one that somebody else took.
    """
    found = answers_in(sought.course_id, [sought.work], [sought.question_id]).c
    looked = _looks(found).where(Marking.marker_id == marker_id).exists()
    claim = and_(
        Claim.attempt_id == found.attempt_id,
        Claim.question_id == found.question_id,
        Claim.claimed_at > now - CLAIM,
    )
    is_mine = and_(Claim.marker_id.is_not(None), Claim.marker_id == marker_id)
    statement = (
        select(found.attempt_id)
        .outerjoin(Claim, claim)
        .where(
            found.progress.in_([each.value for each in TO_MARK]),
            found.learner_id != marker_id,
            ~looked,
            (Claim.marker_id.is_(None)) | is_mine,
        )
        .order_by(case((is_mine, 0), else_=1), found.submitted_at, found.attempt_id)
        .limit(_OFFERED)
    )
    return tuple(session.scalars(statement))


def complete(session: Session, course_id: str, work: Work) -> Complete:
    """Return how many attempts at a quiz wait to be released, and how many lack marks."""
    found = _by_attempt(course_id, work).c
    statement = select(
        func.count().filter(and_(found.given == found.asked, found.released < found.asked)),
        func.count().filter(found.given < found.asked),
    )
    return Complete(*session.execute(statement).one())


def ready_to_release(
    session: Session, course_id: str, work: Work, *, limit: int
) -> tuple[UUID, ...]:
    """Return attempts at a quiz whose marks are complete and not all in the score yet."""
    found = _by_attempt(course_id, work).c
    statement = (
        select(found.attempt_id)
        .where(found.given == found.asked, found.released < found.asked)
        .order_by(found.attempt_id)
        .limit(limit)
    )
    return tuple(session.scalars(statement))


def answers_in(
    course_id: str, work: Collection[Work], questions: Collection[str] | None = None
) -> Subquery:
    """Return the answers that people mark, with how far each has come, to select from."""
    asked = {
        each.unit_id: list(each.questions) if questions is None else list(questions)
        for each in work
    }
    found = answers_to(course_id, asked).subquery()
    return select(found, _progress(found.c).label("progress")).subquery()


def _by_attempt(course_id: str, work: Work) -> Subquery:
    found = answers_in(course_id, [work]).c
    return (
        select(
            found.attempt_id,
            func.count().label("asked"),
            _how_many(found.is_given).label("given"),
            _how_many(found.is_released).label("released"),
        )
        .group_by(found.attempt_id)
        .subquery()
    )


def _how_many(holds: ColumnElement[bool]) -> ColumnElement[int]:
    return func.sum(case((holds, 1), else_=0))


def _progress(found: Any) -> ColumnElement[str]:
    """Say how far an answer has come, as `rules.marking.progress` does."""
    looks = _looks(found).with_only_columns(func.count()).scalar_subquery()
    return case(
        (found.is_released, literal(Progress.RELEASED.value)),
        (found.is_given, literal(Progress.DONE.value)),
        (looks > 1, literal(Progress.UNSETTLED.value)),
        (looks == 1, literal(Progress.ONCE.value)),
        else_=literal(Progress.WAITING.value),
    )


def _looks(found: Any) -> Any:
    """Return the statement that finds the looks at an answer since it was last opened again."""
    later = aliased(Marking)
    reopened = exists().where(
        later.attempt_id == Marking.attempt_id,
        later.question_id == Marking.question_id,
        later.stage == Stage.REOPENED.value,
        later.marked_at >= Marking.marked_at,
    )
    return select(Marking.id).where(
        Marking.attempt_id == found.attempt_id,
        Marking.question_id == found.question_id,
        Marking.stage.in_([stage.value for stage in LOOKS]),
        ~reopened,
    )
