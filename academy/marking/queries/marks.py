"""Reads about one answer: what people gave it, and who looks at it now."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from academy.marking.models import Claim, Marking
from academy.marking.rules.marking import Mark, Stage


@dataclass(frozen=True, slots=True)
class Taken:
    """That somebody took an answer to mark, and when."""

    marker_id: UUID
    claimed_at: datetime


def marks_for(session: Session, attempt_id: UUID, question_id: str) -> tuple[Mark, ...]:
    """Return every mark that an answer was ever given, the oldest first."""
    return marks_in(session, attempt_id).get(question_id, ())


def marks_in(session: Session, attempt_id: UUID) -> Mapping[str, tuple[Mark, ...]]:
    """Return every mark that the answers of an attempt were ever given, by question."""
    statement = (
        select(
            Marking.question_id,
            Marking.stage,
            Marking.marker_id,
            Marking.levels,
            Marking.marks,
            Marking.comment,
            Marking.marked_at,
        )
        .where(Marking.attempt_id == attempt_id)
        .order_by(Marking.marked_at, Marking.id)
    )
    found: dict[str, tuple[Mark, ...]] = {}
    for question, stage, marker, levels, marks, comment, at in session.execute(statement):
        mark = Mark(Stage(stage), marker, levels, Fraction(marks), comment, at)
        found[question] = (*found.get(question, ()), mark)
    return found


def find_claim(session: Session, attempt_id: UUID, question_id: str) -> Taken | None:
    """Return who took an answer last, however long ago."""
    statement = select(Claim.marker_id, Claim.claimed_at).where(
        Claim.attempt_id == attempt_id, Claim.question_id == question_id
    )
    row: Sequence[object] | None = session.execute(statement).one_or_none()
    return None if row is None else Taken(*row)
