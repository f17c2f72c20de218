"""Reads about receipts: which answer one was given for, and all that an attempt has."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session, aliased

from academy.assessment.models import Attempt, Response
from academy.assessment.rules.items.kind import Answer

_MOST = 10
"""Answers that are shown for one receipt: of a million million, hardly two have the same."""


@dataclass(frozen=True, slots=True)
class Receipted:
    """A kept answer and its receipt; no later one to its question if `is_newest`."""

    attempt_id: UUID
    sequence: int
    question_id: str
    answer: Answer | None
    receipt: str
    saved_at: datetime
    is_newest: bool


def answers_with(session: Session, course_id: str, receipt: str) -> tuple[Receipted, ...]:
    """Return the answers in a course that have a receipt, oldest first."""
    statement = (
        _receipts()
        .join(Attempt, Attempt.id == Response.attempt_id)
        .where(Response.receipt == receipt, Attempt.course_id == course_id)
        .order_by(Response.saved_at, Response.attempt_id, Response.sequence)
        .limit(_MOST)
    )
    return tuple(_receipted(row) for row in session.execute(statement))


def receipts_of(
    session: Session, attempt_id: UUID, *, before: int | None = None, limit: int
) -> tuple[Receipted, ...]:
    """Return what was kept in an attempt, the newest first; `before` is where a page begins."""
    older = [Response.sequence < before] if before is not None else []
    statement = (
        _receipts()
        .where(Response.attempt_id == attempt_id, *older)
        .order_by(Response.sequence.desc())
        .limit(limit)
    )
    return tuple(_receipted(row) for row in session.execute(statement))


def _receipts() -> Select[*tuple[Any, ...]]:
    later = aliased(Response)
    newest = (
        select(func.max(later.sequence))
        .where(later.attempt_id == Response.attempt_id, later.question_id == Response.question_id)
        .correlate(Response)
        .scalar_subquery()
    )
    return select(
        Response.attempt_id,
        Response.sequence,
        Response.question_id,
        Response.answer,
        Response.receipt,
        Response.saved_at,
        newest,
    )


def _receipted(row: Sequence[Any]) -> Receipted:
    *facts, newest = row
    return Receipted(*facts, is_newest=newest == row[1])
