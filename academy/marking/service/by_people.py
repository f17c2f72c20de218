"""Use cases of markers: taking an answer, marking it, deciding, having it marked again.

Everything that is done to an answer's marks locks its attempt first, so that two markers cannot
both be the first. Nothing here commits.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from fractions import Fraction
from uuid import UUID

from sqlalchemy import delete
from sqlalchemy.orm import Session

from academy.assessment import queries as assessment
from academy.assessment import service as assessing
from academy.assessment.queries import Sitting
from academy.assessment.rules.grading import kept_marks
from academy.content.model import Question
from academy.db.audit import record
from academy.kernel.ids import uuid7
from academy.kernel.refusal import Refusal
from academy.marking.models import Claim, Marking
from academy.marking.queries.answers import Sought, next_for
from academy.marking.queries.marks import find_claim, marks_for
from academy.marking.rules.marking import (
    Mark,
    MarkingRefused,
    Progress,
    Stage,
    agreed,
    is_held_by_other,
    may_mark,
    may_reopen,
    may_settle,
    next_stage,
    progress,
)


@dataclass(frozen=True, slots=True)
class Marker:
    """Who does something to marks, and when."""

    id: UUID
    now: datetime


@dataclass(frozen=True, slots=True)
class Judgement:
    """What a marker makes of an answer."""

    marks: Fraction
    levels: Mapping[str, str] = field(default_factory=dict[str, str])
    comment: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """Which answer is meant: of which attempt, to which question, marked by how many."""

    sitting: Sitting
    question: Question
    markers: int = 1


def take_next(session: Session, sought: Sought, *, by: Marker) -> UUID:
    """Take the next answer to a question; return its attempt. Raise `Refusal` if none is left."""
    for attempt_id in next_for(session, sought, marker_id=by.id, now=by.now):
        sitting = assessment.get_sitting(session, attempt_id)
        if _why_not(session, sitting, sought.question_id, by=by) is None:
            _claim(session, attempt_id, sought.question_id, by=by)
            return attempt_id
    raise Refusal(MarkingRefused.NOTHING_LEFT)


def take(session: Session, answer: Answer, *, by: Marker) -> None:
    """Take an answer to mark; nobody else is given it for a while."""
    refused = _why_not(session, answer.sitting, answer.question.id, by=by)
    if refused:
        raise Refusal(refused)
    _claim(session, answer.sitting.id, answer.question.id, by=by)


def pass_over(session: Session, answer: Answer, *, by: Marker) -> None:
    """Let somebody else have an answer that one took."""
    statement = delete(Claim).where(
        Claim.attempt_id == answer.sitting.id,
        Claim.question_id == answer.question.id,
        Claim.marker_id == by.id,
    )
    session.execute(statement.execution_options(synchronize_session=False))


def mark(session: Session, answer: Answer, judgement: Judgement, *, by: Marker) -> Progress:
    """Mark an answer as the first or the second; return how far it has come by that."""
    refused = _why_not(session, answer.sitting, answer.question.id, by=by)
    if refused:
        raise Refusal(refused)
    marks = marks_for(session, answer.sitting.id, answer.question.id)
    _write(session, answer, judgement, stage=next_stage(marks), by=by)
    _claimless(session, answer)
    return _conclude(session, answer, by=by)


def settle(session: Session, answer: Answer, judgement: Judgement, *, by: Marker) -> None:
    """Decide between two markers who were too far apart."""
    now = _now(session, answer.sitting.id, answer.question.id)
    refused = may_settle(by.id, answer.sitting.learner_id, now=now)
    if refused:
        raise Refusal(refused)
    _write(session, answer, judgement, stage=Stage.SETTLED, by=by)
    _conclude(session, answer, by=by)


def reopen(session: Session, answer: Answer, reason: str, *, by: Marker) -> None:
    """Have an answer marked again. What it was given stays written; its score stays for now."""
    now = _now(session, answer.sitting.id, answer.question.id)
    refused = may_reopen(by.id, answer.sitting.learner_id, now=now)
    if refused:
        raise Refusal(refused)
    _write(session, answer, Judgement(Fraction(0), {}, reason), stage=Stage.REOPENED, by=by)
    _claimless(session, answer)
    assessing.take_mark_back(session, attempt_id=answer.sitting.id, question_id=answer.question.id)


def replace_marks(
    session: Session, answer: Answer, judgement: Judgement, *, stage: Stage, by: Marker
) -> None:
    """Give an answer marks that count at once, whatever it had."""
    _write(session, answer, judgement, stage=stage, by=by)
    _conclude(session, answer, by=by)


def _why_not(
    session: Session, sitting: Sitting, question_id: str, *, by: Marker
) -> MarkingRefused | None:
    now = _now(session, sitting.id, question_id)
    marks = marks_for(session, sitting.id, question_id)
    refused = may_mark(by.id, sitting.learner_id, marks, now=now)
    taken = find_claim(session, sitting.id, question_id)
    if refused or taken is None:
        return refused
    is_held = is_held_by_other(taken.marker_id, taken.claimed_at, marker_id=by.id, now=by.now)
    return MarkingRefused.WITH_SOMEBODY_ELSE if is_held else None


def _now(session: Session, attempt_id: UUID, question_id: str) -> Progress:
    """Lock an attempt's marks, and return how far an answer has come."""
    assessment.lock_sitting(session, attempt_id)
    in_score = assessment.is_in_score(session, attempt_id, question_id)
    marks = marks_for(session, attempt_id, question_id)
    return progress(marks, is_given=in_score is not None, is_released=bool(in_score))


def _claim(session: Session, attempt_id: UUID, question_id: str, *, by: Marker) -> None:
    session.merge(
        Claim(attempt_id=attempt_id, question_id=question_id, marker_id=by.id, claimed_at=by.now)
    )
    session.flush()


def _claimless(session: Session, answer: Answer) -> None:
    statement = delete(Claim).where(
        Claim.attempt_id == answer.sitting.id, Claim.question_id == answer.question.id
    )
    session.execute(statement.execution_options(synchronize_session="fetch"))


def _write(
    session: Session, answer: Answer, judgement: Judgement, *, stage: Stage, by: Marker
) -> None:
    session.add(
        Marking(
            id=uuid7(by.now),
            attempt_id=answer.sitting.id,
            question_id=answer.question.id,
            stage=stage.value,
            marker_id=by.id,
            levels=dict(judgement.levels),
            marks=str(kept_marks(judgement.marks)),
            comment=judgement.comment,
            marked_at=by.now,
        )
    )
    record(
        session,
        actor_id=by.id,
        action="answer.reopened" if stage is Stage.REOPENED else "answer.marked",
        subject=f"attempt:{answer.sitting.id}",
        now=by.now,
        question=answer.question.id,
        stage=stage.value,
        marks=str(kept_marks(judgement.marks)),
    )
    session.flush()


def _conclude(session: Session, answer: Answer, *, by: Marker) -> Progress:
    """Let the marks count if they are agreed upon."""
    marks: tuple[Mark, ...] = marks_for(session, answer.sitting.id, answer.question.id)
    given = agreed(marks, markers=answer.markers, available=answer.question.marks)
    if given is not None:
        assessing.give_mark(
            session,
            attempt_id=answer.sitting.id,
            question_id=answer.question.id,
            marks=given,
            now=by.now,
        )
    return progress(marks, is_given=given is not None)
