"""Keeping answers: each once for its key, with a receipt."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast
from uuid import UUID

from sqlalchemy import bindparam, insert, or_, select, update
from sqlalchemy.orm import Session

from academy.assessment import queries
from academy.assessment.models import Attempt, HintTaken, Response
from academy.assessment.rules.attempts import AttemptRefused, AttemptState
from academy.assessment.rules.conditions import GRACE
from academy.assessment.rules.items.kind import Answer
from academy.assessment.rules.receipts import receipt
from academy.assessment.rules.sheet import NewAnswer
from academy.content.model import Mode
from academy.db.prepared import PreparedWrite
from academy.kernel.refusal import Refusal


@dataclass(frozen=True, slots=True)
class Saved:
    """That an answer is kept, and since when."""

    question_id: str
    answer: Answer | None
    receipt: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Keeping:
    """How answers are kept: in which language they were given, and under whose seal.

    `mode` is the quiz's: what was told at once stands, unless it may be tried again.
    """

    locale: str
    secret: bytes
    now: datetime
    mode: Mode = Mode.DEFERRED


def save(
    session: Session, *, attempt_id: UUID, answers: Sequence[NewAnswer], keeping: Keeping
) -> tuple[Saved, ...]:
    """Keep answers, each once for its key; return a receipt for every one of them.

    Raising the counter comes first: it locks the attempt's row, so that an answer is either kept
    before the attempt is submitted, and counts, or is refused: `Refusal(AttemptRefused)`. What was
    kept already gets its first receipt again, even then.
    """
    if not answers:
        return ()
    last = _lock(session, attempt_id, len(answers), now=keeping.now)
    known = queries.kept_under(session, attempt_id, [answer.key for answer in answers])
    fresh = [answer for answer in answers if answer.key not in known]
    if fresh and last is None:
        raise Refusal(_why_shut(session, attempt_id))
    if fresh and keeping.mode is Mode.IMMEDIATE:
        told = {one.question_id for one in queries.checked_answers(session, attempt_id)}
        fresh = [answer for answer in fresh if answer.question_id not in told]
    rows = [
        _row(attempt_id, sequence, answer, keeping=keeping)
        for sequence, answer in enumerate(fresh, start=(last or 0) - len(fresh) + 1)
    ]
    if rows:
        _KEEP.run(session, rows)
    again = [
        Saved(one.question_id, one.answer, one.receipt, one.saved_at) for one in known.values()
    ]
    return (*again, *(_saved(row) for row in rows))


def take_hint(
    session: Session, *, attempt_id: UUID, question_id: str, number: int, now: datetime
) -> None:
    """Note that a learner asked for a hint. Asking twice for the same one is asking once."""
    if _lock(session, attempt_id, 0, now=now) is None:
        raise Refusal(_why_shut(session, attempt_id))
    if number != queries.hints_taken(session, attempt_id).get(question_id, 0) + 1:
        return
    row = {
        "attempt_id": attempt_id,
        "question_id": question_id,
        "number": number,
        "taken_at": now,
    }
    session.execute(insert(HintTaken), [row])


def _lock(session: Session, attempt_id: UUID, saves: int, *, now: datetime) -> int | None:
    """Raise an open attempt's counter, and so lock its row; `None` where it takes no answer."""
    values = {"attempt": attempt_id, "more": saves, "latest": now - GRACE}
    return cast("int | None", _LOCK.returned(session, **values))


def _why_shut(session: Session, attempt_id: UUID) -> AttemptRefused:
    state = session.scalar(select(Attempt.state).where(Attempt.id == attempt_id))
    is_open = state == AttemptState.OPEN
    return AttemptRefused.TIME_IS_UP if is_open else AttemptRefused.SUBMITTED


def _row(attempt_id: UUID, sequence: int, answer: NewAnswer, *, keeping: Keeping) -> dict[str, Any]:
    code = receipt(
        keeping.secret,
        attempt_id=attempt_id,
        sequence=sequence,
        question_id=answer.question_id,
        answer=answer.answer,
        at=keeping.now,
    )
    return {
        "attempt_id": attempt_id,
        "sequence": sequence,
        "question_id": answer.question_id,
        "answer": answer.answer,
        "save_key": answer.key,
        "receipt": code,
        "locale": keeping.locale,
        "saved_at": keeping.now,
        "marks": None,
        "certainty": answer.certainty,
        "is_check": answer.is_check,
    }


def _saved(row: Mapping[str, Any]) -> Saved:
    return Saved(row["question_id"], row["answer"], row["receipt"], row["saved_at"])


_LOCK = PreparedWrite(
    update(Attempt)
    .where(
        Attempt.id == bindparam("attempt"),
        Attempt.state == AttemptState.OPEN,
        or_(Attempt.deadline_at.is_(None), Attempt.deadline_at >= bindparam("latest")),
    )
    .values(saves=Attempt.saves + bindparam("more"))
    .returning(Attempt.saves)
)
_KEEP = PreparedWrite(insert(Response))
