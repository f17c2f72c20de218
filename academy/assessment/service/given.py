"""Marks that people agreed upon, answer by answer."""

from datetime import datetime
from fractions import Fraction
from uuid import UUID

from sqlalchemy import delete, insert
from sqlalchemy.orm import Session

from academy.assessment.models import GivenMark
from academy.assessment.rules.grading import kept_marks


def give_mark(
    session: Session, *, attempt_id: UUID, question_id: str, marks: Fraction, now: datetime
) -> None:
    """Let these marks count for an answer from now on; its score changes when it is scored."""
    take_mark_back(session, attempt_id=attempt_id, question_id=question_id)
    row = {
        "attempt_id": attempt_id,
        "question_id": question_id,
        "marks": str(kept_marks(marks)),
        "given_at": now,
    }
    session.execute(insert(GivenMark), [row])


def take_mark_back(session: Session, *, attempt_id: UUID, question_id: str) -> None:
    """Let people mark an answer once more; the score it has stays until then."""
    statement = delete(GivenMark).where(
        GivenMark.attempt_id == attempt_id, GivenMark.question_id == question_id
    )
    session.execute(statement.execution_options(synchronize_session=False))
