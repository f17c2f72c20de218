"""Reads about attempts."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from typing import Any
from uuid import UUID

from sqlalchemy import Row, Select, and_, func, select
from sqlalchemy.orm import Session

from academy.assessment.models import Attempt, Response
from academy.assessment.rules.attempts import AttemptState
from academy.assessment.rules.items.kind import Answer


@dataclass(frozen=True, slots=True)
class AttemptFacts:
    """One attempt in a list. `percent` and `passed` are empty while it is open."""

    id: UUID
    number: int
    state: str
    started_at: datetime
    submitted_at: datetime | None
    percent: int | None
    passed: bool | None


@dataclass(frozen=True, slots=True)
class Sitting:
    """All that one attempt's page needs to know of it. `marks` is empty while it is open."""

    id: UUID
    enrolment_id: UUID
    course_id: str
    unit_id: str
    revision_id: UUID
    number: int
    seed: int
    state: str
    submitted_at: datetime | None
    marks: Fraction | None
    available: int
    percent: int | None
    passed: bool | None

    @property
    def is_open(self) -> bool:
        """Whether it takes answers."""
        return self.state == AttemptState.OPEN


@dataclass(frozen=True, slots=True)
class Kept:
    """A question's newest acknowledged answer; `answer` is `None` where it was taken back."""

    sequence: int
    question_id: str
    answer: Answer | None
    receipt: str
    saved_at: datetime
    marks: Fraction | None


@dataclass(frozen=True, slots=True)
class Best:
    """How a learner fared in a quiz so far: the best score, and over how many attempts.

    `percent` is whole, for people to read; `share` is exact, from 0 to 1, for rules to decide on.
    """

    percent: int
    passed: bool
    attempts: int
    share: Fraction


def attempts_at(session: Session, enrolment_id: UUID, unit_id: str) -> tuple[AttemptFacts, ...]:
    """Return a seat's attempts at a quiz, oldest first."""
    statement = (
        select(
            Attempt.id,
            Attempt.number,
            Attempt.state,
            Attempt.started_at,
            Attempt.submitted_at,
            Attempt.percent,
            Attempt.passed,
        )
        .where(Attempt.enrolment_id == enrolment_id, Attempt.unit_id == unit_id)
        .order_by(Attempt.number)
    )
    return tuple(AttemptFacts(*row) for row in session.execute(statement))


def best_scores(session: Session, enrolment_id: UUID) -> Mapping[str, Best]:
    """Return how the submitted attempts of a seat went, by quiz."""
    statement = select(
        Attempt.unit_id, Attempt.percent, Attempt.passed, Attempt.marks, Attempt.available
    ).where(Attempt.enrolment_id == enrolment_id, Attempt.state == AttemptState.SUBMITTED)
    bests: dict[str, Best] = {}
    for unit, percent, passed, marks, available in session.execute(statement):
        share = Fraction(marks or 0) / available
        one, past = Best(percent or 0, bool(passed), 1, share), bests.get(unit)
        bests[unit] = one if past is None else _better(past, one)
    return bests


def find_sitting(session: Session, attempt_id: UUID, learner_id: UUID) -> Sitting | None:
    """Return a learner's own attempt; somebody else's is not there."""
    statement = _sittings().where(Attempt.id == attempt_id, Attempt.learner_id == learner_id)
    row = session.execute(statement).one_or_none()
    return None if row is None else _sitting(row)


def get_sitting(session: Session, attempt_id: UUID) -> Sitting:
    """Return an attempt that is known to be there."""
    return _sitting(session.execute(_sittings().where(Attempt.id == attempt_id)).one())


def kept_answers(session: Session, attempt_id: UUID) -> Mapping[str, Kept]:
    """Return the newest answer to each question that was ever answered, by question."""
    newest = (
        select(func.max(Response.sequence).label("sequence"))
        .where(Response.attempt_id == attempt_id)
        .group_by(Response.question_id)
        .subquery()
    )
    statement = _responses().join(
        newest,
        and_(Response.attempt_id == attempt_id, Response.sequence == newest.c.sequence),
    )
    return {kept.question_id: kept for kept in _kept(session, statement)}


def kept_under(session: Session, attempt_id: UUID, keys: Collection[str]) -> Mapping[str, Kept]:
    """Return what was kept under these save keys, by key."""
    statement = (
        _responses()
        .add_columns(Response.save_key)
        .where(Response.attempt_id == attempt_id, Response.save_key.in_(keys))
    )
    return {row[-1]: _one_kept(row[:-1]) for row in session.execute(statement)}


def answers_of(kept: Mapping[str, Kept]) -> Mapping[str, Answer]:
    """Return the answers that count, by question: those that were not taken back."""
    return {question: one.answer for question, one in kept.items() if one.answer is not None}


def marks_of(kept: Mapping[str, Kept]) -> Mapping[str, Fraction]:
    """Return the marks of the answers that have some, by question."""
    return {question: one.marks for question, one in kept.items() if one.marks is not None}


def _better(past: Best, one: Best) -> Best:
    return Best(
        max(past.percent, one.percent),
        past.passed or one.passed,
        past.attempts + one.attempts,
        max(past.share, one.share),
    )


def _sittings() -> Select[*tuple[Any, ...]]:
    return select(
        Attempt.id,
        Attempt.enrolment_id,
        Attempt.course_id,
        Attempt.unit_id,
        Attempt.revision_id,
        Attempt.number,
        Attempt.seed,
        Attempt.state,
        Attempt.submitted_at,
        Attempt.marks,
        Attempt.available,
        Attempt.percent,
        Attempt.passed,
    )


def _sitting(row: Row[Any]) -> Sitting:
    known: dict[str, Any] = row._asdict()
    known["marks"] = _fraction(known["marks"])
    return Sitting(**known)


def _responses() -> Select[*tuple[Any, ...]]:
    return select(
        Response.sequence,
        Response.question_id,
        Response.answer,
        Response.receipt,
        Response.saved_at,
        Response.marks,
    )


def _kept(session: Session, statement: Select[*tuple[Any, ...]]) -> Iterator[Kept]:
    return (_one_kept(row) for row in session.execute(statement))


def _one_kept(row: Sequence[Any]) -> Kept:
    sequence, question_id, answer, receipt, saved_at, marks = row
    return Kept(sequence, question_id, answer, receipt, saved_at, _fraction(marks))


def _fraction(text: str | None) -> Fraction | None:
    return None if text is None else Fraction(text)
