"""Use cases of a quiz: begin, keep answers, submit."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any
from uuid import UUID

from sqlalchemy import insert, update
from sqlalchemy.orm import Session

from academy.assessment import queries
from academy.assessment.models import Attempt, Response
from academy.assessment.queries import Kept
from academy.assessment.rules.attempts import AttemptRefused, AttemptState, find_open, may_start
from academy.assessment.rules.grading import Grade, available_marks, grade
from academy.assessment.rules.items.kind import Answer
from academy.assessment.rules.keys import quiz_with_keys
from academy.assessment.rules.paper import drawn
from academy.assessment.rules.receipts import receipt
from academy.assessment.rules.sheet import NewAnswer
from academy.catalogue import queries as catalogue
from academy.db import outbox
from academy.enrolment import service as enrolment
from academy.enrolment.queries import Seat
from academy.kernel.facts import AttemptGraded
from academy.kernel.ids import uuid7
from academy.kernel.refusal import NotFound, Refusal


@dataclass(frozen=True, slots=True)
class Saved:
    """That an answer is kept, and since when."""

    question_id: str
    answer: Answer | None
    receipt: str
    at: datetime


def start(session: Session, *, seat: Seat, unit_id: str, now: datetime) -> UUID:
    """Begin an attempt, or go on with the one that is open; return its id.

    Raise `NotFound` where the seat's edition has no such quiz, and `Refusal(AttemptRefused)`.
    """
    enrolment.begin(session, enrolment_id=seat.id, now=now)  # locks the seat: one start at a time
    attempts = queries.attempts_at(session, seat.id, unit_id)
    resumed = find_open(attempts)
    if resumed is not None:
        return resumed.id
    revision = catalogue.revision_of_edition(session, seat.edition_id)
    quiz = catalogue.package_of(session, revision.revision_id).quizzes.get(unit_id)
    if quiz is None:
        raise NotFound
    refused = may_start(quiz, attempts)
    if refused:
        raise Refusal(refused)
    key = uuid7(now)
    seed = _seed(key)
    row = {
        "id": key,
        "enrolment_id": seat.id,
        "learner_id": seat.learner_id,
        "course_id": seat.course_id,
        "unit_id": unit_id,
        "revision_id": revision.revision_id,
        "number": len(attempts) + 1,
        "seed": seed,
        "state": AttemptState.OPEN,
        "saves": 0,
        "started_at": now,
        "available": available_marks(drawn(quiz, seed)),
    }
    session.execute(insert(Attempt), [row])
    return key


def save(
    session: Session,
    *,
    attempt_id: UUID,
    answers: Sequence[NewAnswer],
    locale: str,
    secret: bytes,
    now: datetime,
) -> tuple[Saved, ...]:
    """Keep answers, each once for its key; return a receipt for every one of them.

    Raising the counter comes first: it locks the attempt's row, so that an answer is either kept
    before the attempt is submitted, and counts, or is refused: `Refusal(AttemptRefused.SUBMITTED)`.
    What was kept already gets its first receipt again, even then.
    """
    if not answers:
        return ()
    last = _lock(session, attempt_id, len(answers))
    known = queries.kept_under(session, attempt_id, [answer.key for answer in answers])
    fresh = [answer for answer in answers if answer.key not in known]
    if fresh and last is None:
        raise Refusal(AttemptRefused.SUBMITTED)
    rows = [
        _row(attempt_id, sequence, answer, locale=locale, secret=secret, now=now)
        for sequence, answer in enumerate(fresh, start=(last or 0) - len(fresh) + 1)
    ]
    if rows:
        session.execute(insert(Response), rows)
    again = [
        Saved(one.question_id, one.answer, one.receipt, one.saved_at) for one in known.values()
    ]
    return (*again, *(_saved(row) for row in rows))


def submit(session: Session, *, attempt_id: UUID, now: datetime) -> None:
    """Close an attempt and mark it, on the revision it began on. Doing it again changes nothing."""
    statement = (
        update(Attempt)
        .where(Attempt.id == attempt_id, Attempt.state == AttemptState.OPEN)
        .values(state=AttemptState.SUBMITTED, submitted_at=now)
        .returning(Attempt.id)
        .execution_options(synchronize_session=False)
    )
    if session.scalar(statement) is None:
        return
    sitting = queries.get_sitting(session, attempt_id)
    kept = queries.kept_answers(session, attempt_id)
    package = catalogue.package_of(session, sitting.revision_id)
    asked = drawn(quiz_with_keys(package, sitting.unit_id), sitting.seed)
    verdict = grade(asked, queries.answers_of(kept))
    _write_marks(session, attempt_id, verdict=verdict, kept=kept)
    outbox.put(
        session,
        AttemptGraded(
            attempt_id=attempt_id,
            enrolment_id=sitting.enrolment_id,
            unit_id=sitting.unit_id,
            percent=verdict.percent,
            passed=verdict.passed,
            at=now,
        ),
    )


def _seed(key: UUID) -> int:
    """Return 31 bits that follow from the attempt's own random key."""
    return int.from_bytes(sha256(key.bytes).digest()[:4]) >> 1


def _lock(session: Session, attempt_id: UUID, saves: int) -> int | None:
    """Raise an open attempt's counter, and with it lock its row; `None` where it is submitted."""
    return session.scalar(
        update(Attempt)
        .where(Attempt.id == attempt_id, Attempt.state == AttemptState.OPEN)
        .values(saves=Attempt.saves + saves)
        .returning(Attempt.saves)
        .execution_options(synchronize_session=False)
    )


def _row(
    attempt_id: UUID, sequence: int, answer: NewAnswer, *, locale: str, secret: bytes, now: datetime
) -> dict[str, Any]:
    code = receipt(
        secret,
        attempt_id=attempt_id,
        sequence=sequence,
        question_id=answer.question_id,
        answer=answer.answer,
        at=now,
    )
    return {
        "attempt_id": attempt_id,
        "sequence": sequence,
        "question_id": answer.question_id,
        "answer": answer.answer,
        "save_key": answer.key,
        "receipt": code,
        "locale": locale,
        "saved_at": now,
    }


def _saved(row: Mapping[str, Any]) -> Saved:
    return Saved(row["question_id"], row["answer"], row["receipt"], row["saved_at"])


def _write_marks(
    session: Session, attempt_id: UUID, *, verdict: Grade, kept: Mapping[str, Kept]
) -> None:
    session.execute(
        update(Attempt)
        .where(Attempt.id == attempt_id)
        .values(marks=str(verdict.total), percent=verdict.percent, passed=verdict.passed)
        .execution_options(synchronize_session=False)
    )
    rows = [
        {
            "attempt_id": attempt_id,
            "sequence": one.sequence,
            "marks": str(verdict.marks[one.question_id]),
        }
        for one in kept.values()
        if one.answer is not None
    ]
    if rows:
        session.execute(update(Response), rows)
