"""Reads about kept answers."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from typing import Any
from uuid import UUID

from sqlalchemy import Select, and_, bindparam, func, select
from sqlalchemy.orm import Session

from academy.assessment.models import GivenMark, HintTaken, Response
from academy.assessment.rules.items.kind import Answer
from academy.db.prepared import PreparedRead


@dataclass(frozen=True, slots=True)
class Kept:
    """A question's newest acknowledged answer; `answer` is `None` where it was taken back.

    `certainty` is how sure the learner was, where that was asked; `is_check` says that they wanted
    to hear at once whether it is right.
    """

    sequence: int
    question_id: str
    answer: Answer | None
    receipt: str
    saved_at: datetime
    marks: Fraction | None
    certainty: int | None = None
    is_check: bool = False


def kept_answers(session: Session, attempt_id: UUID) -> Mapping[str, Kept]:
    """Return the newest answer to each question that was ever answered, by question."""
    kept = map(one_kept, _NEWEST.rows(session, attempt=attempt_id))
    return {one.question_id: one for one in kept}


def kept_under(session: Session, attempt_id: UUID, keys: Collection[str]) -> Mapping[str, Kept]:
    """Return what was kept under these save keys, by key."""
    if len(keys) == 1:
        rows = _UNDER_KEY.rows(session, attempt=attempt_id, key=next(iter(keys)))
    else:
        is_one = and_(Response.attempt_id == attempt_id, Response.save_key.in_(keys))
        rows = session.execute(_with_keys().where(is_one)).all()
    return {row[-1]: one_kept(row[:-1]) for row in rows}


def checked_answers(session: Session, attempt_id: UUID) -> tuple[Kept, ...]:
    """Return every answer that was to be checked at once, oldest first."""
    statement = (
        responses()
        .where(Response.attempt_id == attempt_id, Response.is_check.is_(True))
        .order_by(Response.sequence)
    )
    return tuple(map(one_kept, session.execute(statement)))


def hints_taken(session: Session, attempt_id: UUID) -> Mapping[str, int]:
    """Return how many hints were taken, by question."""
    statement = (
        select(HintTaken.question_id, func.count())
        .where(HintTaken.attempt_id == attempt_id)
        .group_by(HintTaken.question_id)
    )
    return {row[0]: row[1] for row in session.execute(statement)}


def given_marks(session: Session, attempt_id: UUID) -> Mapping[str, Fraction]:
    """Return the marks that people gave, by question."""
    statement = select(GivenMark.question_id, GivenMark.marks).where(
        GivenMark.attempt_id == attempt_id
    )
    return {row[0]: Fraction(row[1]) for row in session.execute(statement)}


def answers_of(kept: Mapping[str, Kept]) -> Mapping[str, Answer]:
    """Return the answers that count, by question: those that were not taken back."""
    return {question: one.answer for question, one in kept.items() if one.answer is not None}


def marks_of(kept: Mapping[str, Kept]) -> Mapping[str, Fraction]:
    """Return the marks of the answers that have some, by question."""
    return {question: one.marks for question, one in kept.items() if one.marks is not None}


def responses() -> Select[*tuple[Any, ...]]:
    """Return the statement that finds kept answers, as `one_kept` takes them."""
    return select(
        Response.sequence,
        Response.question_id,
        Response.answer,
        Response.receipt,
        Response.saved_at,
        Response.marks,
        Response.certainty,
        Response.is_check,
    )


def one_kept(row: Sequence[Any]) -> Kept:
    """Return a kept answer."""
    sequence, question_id, answer, receipt, saved_at, marks, certainty, is_check = row
    exact = None if marks is None else Fraction(marks)
    return Kept(sequence, question_id, answer, receipt, saved_at, exact, certainty, bool(is_check))


def _with_keys() -> Select[*tuple[Any, ...]]:
    return responses().add_columns(Response.save_key)


def _newest() -> Select[*tuple[Any, ...]]:
    own = Response.attempt_id == bindparam("attempt")
    newest = (
        select(func.max(Response.sequence).label("sequence"))
        .where(own)
        .group_by(Response.question_id)
        .subquery()
    )
    return responses().join(newest, and_(own, Response.sequence == newest.c.sequence))


_NEWEST = PreparedRead(_newest())
_UNDER_KEY = PreparedRead(
    _with_keys().where(
        Response.attempt_id == bindparam("attempt"), Response.save_key == bindparam("key")
    )
)
"""A page with scripts sends one answer at a time."""
