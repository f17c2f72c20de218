"""Reads about attempts, and about how learners stand by them."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from typing import Any
from uuid import UUID

from sqlalchemy import Select, Uuid, bindparam, select
from sqlalchemy.orm import Session

from academy.assessment.models import Attempt, Correction, Override
from academy.assessment.rules.attempts import AttemptState
from academy.assessment.rules.conditions import is_over
from academy.assessment.rules.corrections import Corrected, CorrectionKind
from academy.assessment.rules.paper import draw
from academy.assessment.rules.standing import Scored, Standing, Terms, standing
from academy.content.document import question_from_plain
from academy.content.model import Quiz
from academy.db.prepared import PreparedRead


@dataclass(frozen=True, slots=True)
class AttemptFacts:
    """One attempt in a list. `percent` and `passed` are empty until it has its marks."""

    id: UUID
    number: int
    state: str
    started_at: datetime
    submitted_at: datetime | None
    percent: int | None
    passed: bool | None

    @property
    def is_awaited(self) -> bool:
        """Whether it was submitted and people still have to mark it, or to release the marks."""
        return self.submitted_at is not None and self.percent is None


@dataclass(frozen=True, slots=True)
class Sitting:
    """All that one attempt's page needs to know of it. `marks` is empty while it is open."""

    id: UUID
    enrolment_id: UUID
    learner_id: UUID
    course_id: str
    unit_id: str
    revision_id: UUID
    number: int
    seed: int
    state: str
    started_at: datetime
    deadline_at: datetime | None
    submitted_at: datetime | None
    closed_by: str | None
    asked: tuple[str, ...] | None
    marks: Fraction | None
    available: Fraction
    percent: int | None
    passed: bool | None

    @property
    def is_open(self) -> bool:
        """Whether it takes answers, as far as its time allows."""
        return self.state == AttemptState.OPEN

    @property
    def is_awaited(self) -> bool:
        """Whether it was submitted and people still have to mark it, or to release the marks."""
        return not self.is_open and self.percent is None

    def is_overdue(self, now: datetime) -> bool:
        """Tell whether it should have been closed by now: its time and its grace are over."""
        return self.is_open and is_over(self.deadline_at, now)

    def questions(self, quiz: Quiz) -> tuple[str, ...]:
        """Return the ids of the questions that it asks, of the quiz as it was published."""
        return draw(quiz, self.seed) if self.asked is None else self.asked


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


def asked_before(
    session: Session, enrolment_id: UUID, unit_id: str, *, quiz: Quiz
) -> Mapping[str, int]:
    """Return how often a seat's attempts at a quiz have asked each of its questions."""
    statement = select(Attempt.seed, Attempt.asked).where(
        Attempt.enrolment_id == enrolment_id, Attempt.unit_id == unit_id
    )
    counts: dict[str, int] = {}
    for seed, asked in session.execute(statement):
        for question in draw(quiz, seed) if asked is None else asked:
            counts[question] = counts.get(question, 0) + 1
    return counts


def standings(
    session: Session, enrolment_id: UUID, terms: Mapping[str, Terms]
) -> Mapping[str, Standing]:
    """Return how a seat stands in each quiz that it has a score in.

    `terms` are those of the quizzes of the seat's edition; others count by their best attempt.
    """
    return standings_by_seat(session, {enrolment_id: terms}).get(enrolment_id, {})


def standings_by_seat(
    session: Session, terms: Mapping[UUID, Mapping[str, Terms]]
) -> Mapping[UUID, Mapping[str, Standing]]:
    """Return how many seats stand, each by the terms of its own edition, in two reads."""
    tries: dict[tuple[UUID, str], list[Scored]] = {}
    for seat, unit, percent, passed, marks, available in session.execute(_scored(list(terms))):
        share = Fraction(marks or 0) / (Fraction(available) or 1)
        tries.setdefault((seat, unit), []).append(Scored(share, percent, bool(passed)))
    overrides = overrides_of(session, list(terms))
    found: dict[UUID, dict[str, Standing]] = {}
    for seat, unit in tries.keys() | overrides.keys():
        own = terms[seat].get(unit, Terms())
        one = standing(own, tries.get((seat, unit), ()), overrides.get((seat, unit)))
        if one is not None:
            found.setdefault(seat, {})[unit] = one
    return found


def overrides_of(
    session: Session, enrolments: Collection[UUID]
) -> Mapping[tuple[UUID, str], Fraction]:
    """Return the scores that were set by hand and hold, in percent, by seat and quiz."""
    statement = (
        select(Override.enrolment_id, Override.unit_id, Override.percent)
        .where(Override.enrolment_id.in_(enrolments))
        .order_by(Override.set_at, Override.id)
    )
    newest = {(row[0], row[1]): row[2] for row in session.execute(statement)}
    return {key: Fraction(percent) for key, percent in newest.items() if percent is not None}


def terms_of(quizzes: Mapping[str, Quiz]) -> Mapping[str, Terms]:
    """Return what decides which attempt counts, by quiz."""
    return {unit: Terms(quiz.conduct.counts, quiz.pass_mark) for unit, quiz in quizzes.items()}


def find_sitting(session: Session, attempt_id: UUID, learner_id: UUID) -> Sitting | None:
    """Return a learner's own attempt; somebody else's is not there."""
    row = _OF_LEARNER.first(session, attempt=attempt_id, learner=learner_id)
    return None if row is None else _sitting(row)


def find_sitting_in(session: Session, attempt_id: UUID, course_id: str) -> Sitting | None:
    """Return an attempt in a course, for its staff; one of another course is not there."""
    statement = _sittings().where(Attempt.id == attempt_id, Attempt.course_id == course_id)
    row = session.execute(statement).one_or_none()
    return None if row is None else _sitting(row)


def get_sitting(session: Session, attempt_id: UUID) -> Sitting:
    """Return an attempt that is known to be there."""
    return _sitting(session.execute(_sittings().where(Attempt.id == attempt_id)).one())


def sittings_at(session: Session, course_id: str, unit_id: str) -> tuple[Sitting, ...]:
    """Return every submitted attempt at a quiz, of every edition, oldest first.

    Those whose answers were forgotten are left out: there is nothing in them to mark.
    """
    statement = (
        _sittings()
        .where(
            Attempt.course_id == course_id,
            Attempt.unit_id == unit_id,
            Attempt.state == AttemptState.SUBMITTED,
            Attempt.is_forgotten.is_(False),
        )
        .order_by(Attempt.submitted_at, Attempt.id)
    )
    return tuple(_sitting(row) for row in session.execute(statement))


def overdue_attempts(session: Session, before: datetime, limit: int) -> tuple[UUID, ...]:
    """Return open attempts whose deadline was before a moment, the oldest first."""
    statement = (
        select(Attempt.id)
        .where(Attempt.state == AttemptState.OPEN, Attempt.deadline_at < before)
        .order_by(Attempt.deadline_at)
        .limit(limit)
    )
    return tuple(session.scalars(statement))


def corrections_at(session: Session, course_id: str, unit_id: str) -> tuple[Corrected, ...]:
    """Return the corrections of a quiz, the oldest first."""
    statement = (
        select(Correction.question_id, Correction.kind, Correction.question)
        .where(Correction.course_id == course_id, Correction.unit_id == unit_id)
        .order_by(Correction.made_at, Correction.id)
    )
    return tuple(
        Corrected(question_id, CorrectionKind(kind), plain and question_from_plain(plain))
        for question_id, kind, plain in session.execute(statement)
    )


def _scored(enrolments: Collection[UUID]) -> Select[*tuple[Any, ...]]:
    return (
        select(
            Attempt.enrolment_id,
            Attempt.unit_id,
            Attempt.percent,
            Attempt.passed,
            Attempt.marks,
            Attempt.available,
        )
        .where(
            Attempt.enrolment_id.in_(enrolments),
            Attempt.state == AttemptState.SUBMITTED,
            Attempt.percent.is_not(None),
        )
        .order_by(Attempt.number)
    )


def _sittings() -> Select[*tuple[Any, ...]]:
    return select(
        Attempt.id,
        Attempt.enrolment_id,
        Attempt.learner_id,
        Attempt.course_id,
        Attempt.unit_id,
        Attempt.revision_id,
        Attempt.number,
        Attempt.seed,
        Attempt.state,
        Attempt.started_at,
        Attempt.deadline_at,
        Attempt.submitted_at,
        Attempt.closed_by,
        Attempt.asked,
        Attempt.marks,
        Attempt.available,
        Attempt.percent,
        Attempt.passed,
    )


def _sitting(row: Sequence[Any]) -> Sitting:
    *known, asked, marks, available, percent, passed = row
    return Sitting(
        *known,
        asked=None if asked is None else tuple(asked),
        marks=None if marks is None else Fraction(marks),
        available=Fraction(available),
        percent=percent,
        passed=None if passed is None else bool(passed),
    )


_OF_LEARNER = PreparedRead(
    _sittings().where(
        Attempt.id == bindparam("attempt"),
        # The table of learners may not be known yet, so that the column has no type.
        Attempt.learner_id == bindparam("learner", type_=Uuid()),
    )
)
