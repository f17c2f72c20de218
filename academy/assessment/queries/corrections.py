"""Reads about corrections, scores set by hand, and every score that an attempt has had."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from typing import Any
from uuid import UUID

from sqlalchemy import Select, and_, func, or_, select
from sqlalchemy.orm import Session, aliased

from academy.assessment.models import Attempt, Correction, Override, Score
from academy.assessment.rules.attempts import AttemptState
from academy.assessment.rules.corrections import Corrected, CorrectionKind
from academy.content.document import question_from_plain


@dataclass(frozen=True, slots=True)
class MadeCorrection:
    """One act of correcting a quiz: what, why, by whom, and how many scores it changed."""

    id: UUID
    what: Corrected
    reason: str
    made_by: UUID
    made_at: datetime
    changed: int


@dataclass(frozen=True, slots=True)
class KeptScore:
    """One score that an attempt has or had, and where it came from.

    `question_id`, `kind` and `reason` are those of the correction that made it, where one did.
    """

    attempt_id: UUID
    percent: int
    passed: bool
    marks: Fraction
    available: Fraction
    cause: str
    scored_at: datetime
    question_id: str | None
    kind: str | None
    reason: str | None


@dataclass(frozen=True, slots=True)
class SetScore:
    """That a score was set by hand, or taken back, which leaves no `percent`."""

    percent: Fraction | None
    reason: str
    set_by: UUID
    set_at: datetime


@dataclass(frozen=True, slots=True)
class SeenCorrection:
    """What a learner is told of a correction that changed their score."""

    question_id: str
    kind: CorrectionKind
    reason: str
    at: datetime
    before: int
    after: int


def corrections_made(session: Session, course_id: str, unit_id: str) -> tuple[MadeCorrection, ...]:
    """Return every correction of a quiz, the newest first, in one read."""
    changed = select(func.count()).where(Score.correction_id == Correction.id).scalar_subquery()
    statement = (
        select(
            Correction.id,
            Correction.question_id,
            Correction.kind,
            Correction.question,
            Correction.reason,
            Correction.made_by,
            Correction.made_at,
            changed,
        )
        .where(Correction.course_id == course_id, Correction.unit_id == unit_id)
        .order_by(Correction.made_at.desc(), Correction.id.desc())
    )
    return tuple(_made(row) for row in session.execute(statement))


def _made(row: Sequence[Any]) -> MadeCorrection:
    key, question_id, kind, plain, *rest = row
    question = plain and question_from_plain(plain)
    return MadeCorrection(key, Corrected(question_id, CorrectionKind(kind), question), *rest)


def newest_correction(session: Session, course_id: str, unit_id: str) -> UUID | None:
    """Return the correction of a quiz that was made last."""
    statement = (
        select(Correction.id)
        .where(Correction.course_id == course_id, Correction.unit_id == unit_id)
        .order_by(Correction.made_at.desc(), Correction.id.desc())
        .limit(1)
    )
    return session.scalar(statement)


def lock_attempts(session: Session, course_id: str, unit_id: str) -> None:
    """Keep the attempts at a quiz as they are until the transaction ends, the open ones too.

    Whoever submits meanwhile waits, and is then marked by what was decided.
    """
    statement = (
        select(Attempt.id)
        .where(Attempt.course_id == course_id, Attempt.unit_id == unit_id)
        .order_by(Attempt.id)
        .with_for_update()
    )
    session.execute(statement).all()


def revisions_tried(session: Session, course_id: str, unit_id: str) -> tuple[UUID, ...]:
    """Return the revisions on which a quiz was tried."""
    statement = (
        select(Attempt.revision_id)
        .where(Attempt.course_id == course_id, Attempt.unit_id == unit_id)
        .distinct()
    )
    return tuple(session.scalars(statement))


def scores_kept(session: Session, attempts: Collection[UUID]) -> Mapping[UUID, list[KeptScore]]:
    """Return every score that attempts have had, by attempt, the oldest first."""
    statement = (
        select(
            Score.attempt_id,
            Score.percent,
            Score.passed,
            Score.marks,
            Score.available,
            Score.cause,
            Score.scored_at,
            Correction.question_id,
            Correction.kind,
            Correction.reason,
        )
        .outerjoin(Correction, Correction.id == Score.correction_id)
        .where(Score.attempt_id.in_(attempts))
        .order_by(Score.attempt_id, Score.sequence)
    )
    found: dict[UUID, list[KeptScore]] = {}
    for row in session.execute(statement):
        known: dict[str, Any] = row._asdict()
        known |= {name: Fraction(known[name]) for name in ("marks", "available")}
        found.setdefault(row.attempt_id, []).append(KeptScore(**known))
    return found


def last_sequences(session: Session, attempts: Collection[UUID]) -> Mapping[UUID, int]:
    """Return how many scores attempts have had; those that never had one are left out."""
    statement = (
        select(Score.attempt_id, func.max(Score.sequence))
        .where(Score.attempt_id.in_(attempts))
        .group_by(Score.attempt_id)
    )
    return {row[0]: row[1] for row in session.execute(statement)}


def corrections_seen(session: Session, attempt_id: UUID) -> tuple[SeenCorrection, ...]:
    """Return the corrections that changed an attempt's score as people read it, oldest first."""
    earlier = aliased(Score)
    statement = (
        select(
            Correction.question_id,
            Correction.kind,
            Correction.reason,
            Score.scored_at,
            earlier.percent,
            Score.percent,
        )
        .select_from(Score)
        .join(Correction, Correction.id == Score.correction_id)
        .join(
            earlier,
            and_(earlier.attempt_id == Score.attempt_id, earlier.sequence == Score.sequence - 1),
        )
        .where(
            Score.attempt_id == attempt_id,
            or_(earlier.percent != Score.percent, earlier.passed != Score.passed),
        )
        .order_by(Score.sequence)
    )
    return tuple(
        SeenCorrection(row[0], CorrectionKind(row[1]), *row[2:])
        for row in session.execute(statement)
    )


def scores_set(session: Session, enrolment_id: UUID, unit_id: str) -> tuple[SetScore, ...]:
    """Return every score that was set by hand for a seat in a quiz, the newest first."""
    statement = (
        select(Override.percent, Override.reason, Override.set_by, Override.set_at)
        .where(Override.enrolment_id == enrolment_id, Override.unit_id == unit_id)
        .order_by(Override.set_at.desc(), Override.id.desc())
    )
    return tuple(
        SetScore(None if percent is None else Fraction(percent), reason, by, at)
        for percent, reason, by, at in session.execute(statement)
    )


def seats_changed_at(
    session: Session, course_id: str, unit_id: str, *, at: datetime
) -> tuple[UUID, ...]:
    """Return the seats whose score in a quiz was changed at that very moment, by one act."""
    scored = (
        select(Attempt.enrolment_id)
        .join(Score, Score.attempt_id == Attempt.id)
        .where(Attempt.course_id == course_id, Attempt.unit_id == unit_id, Score.scored_at == at)
    )
    put = select(Override.enrolment_id).where(Override.unit_id == unit_id, Override.set_at == at)
    return tuple(sorted({*session.scalars(scored), *session.scalars(put)}))


def seats_tried(course_id: str, unit_id: str) -> Select[UUID]:
    """Return the statement that finds the seats in which a quiz was begun at least once.

    It is for the statements of floors above, which pick seats, as is `seats_awaiting`.
    """
    return select(Attempt.enrolment_id).where(
        Attempt.course_id == course_id, Attempt.unit_id == unit_id
    )


def seats_awaiting(course_id: str, unit_id: str) -> Select[UUID]:
    """Return the statement that finds the seats with a submitted attempt that has no score yet."""
    return seats_tried(course_id, unit_id).where(
        Attempt.state == AttemptState.SUBMITTED, Attempt.percent.is_(None)
    )


def unscored_seats(session: Session, enrolments: Sequence[UUID]) -> Mapping[tuple[UUID, str], str]:
    """Return what seats have under way in their quizzes: an open attempt, or one without a score.

    The value is an `AttemptState`: a submitted attempt without a score awaits people.
    """
    statement = (
        select(Attempt.enrolment_id, Attempt.unit_id, Attempt.state)
        .where(Attempt.enrolment_id.in_(enrolments), Attempt.percent.is_(None))
        .order_by(Attempt.number)
    )
    found: dict[tuple[UUID, str], str] = {}
    for seat, unit, state in session.execute(statement):
        if found.get((seat, unit)) != AttemptState.SUBMITTED:
            found[seat, unit] = state
    return found
