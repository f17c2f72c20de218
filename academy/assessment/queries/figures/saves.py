"""The answers of many attempts, fast.

Those of an attempt come as one row of joined texts. A row for each answer costs the database about
the same, and Python several times as much: its values, their types, its tuple.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any
from uuid import UUID

import numpy as np
from sqlalchemy import Select, String, Subquery, bindparam, case, cast, func, select, type_coerce
from sqlalchemy.orm import Session

from academy.assessment.models import Attempt, GivenMark, Response
from academy.assessment.queries.figures.sat import epoch
from academy.assessment.rules.analysis.gathering import NOTHING, Saves
from academy.assessment.rules.analysis.scores import IntArray

_IN_ONE_STATEMENT, _AT_ONCE = 10_000, 1_000
"""Attempts that one statement asks for, and of these, attempts that are in memory as texts."""
_BETWEEN = "\x1f"
"""Stands between values: JSON, ids and marks have no such letter."""
_UNREAD = "-"


def read_saves(
    session: Session, attempts: Sequence[UUID], *, read: Sequence[str]
) -> Iterator[Saves]:
    """Yield all saves of attempts, which are ordered; only these questions' answers are `read`.

    They are asked for by their ids, for the primary key has them in order where one statement for
    all would sort millions; and by the ten thousand, for where the database would rather look
    through its whole table it does that only a few times.
    """
    statement, place = _joined(read), 0
    for start in range(0, len(attempts), _IN_ONE_STATEMENT):
        some = attempts[start : start + _IN_ONE_STATEMENT]
        for rows in session.execute(statement, {"attempts": some}).partitions():
            answered = [row[1:] for row in rows if row[0]]
            if answered:
                places = np.arange(place, place + len(rows))
                yield _saves(np.repeat(places, [row[0] for row in rows]), answered)
            place += len(rows)


def read_given(
    session: Session, chosen: Subquery, questions: Sequence[str]
) -> Iterator[tuple[UUID, str, str]]:
    """Yield the marks that people gave to these questions: attempt, question, marks."""
    if not questions:
        return
    statement = (
        select(GivenMark.attempt_id, GivenMark.question_id, GivenMark.marks)
        .join(chosen, chosen.c.id == GivenMark.attempt_id)
        .where(GivenMark.question_id.in_(questions))
        .execution_options(yield_per=_AT_ONCE)
    )
    for row in session.execute(statement):
        yield row[0], row[1], row[2]


def _joined(read: Sequence[str]) -> Select[*tuple[Any, ...]]:
    """Select the saves of each attempt as one row of texts."""
    answer = cast(type_coerce(Response.answer, String), String)
    readable = case((Response.question_id.in_(read), answer), else_=_UNREAD)
    columns = (
        cast(Response.sequence, String),
        cast(epoch(Response.saved_at), String),
        Response.question_id,
        case((func.substr(answer, 1, len(NOTHING)) == NOTHING, NOTHING), else_=readable),
        func.coalesce(Response.marks, ""),
        Response.locale,
    )
    joined = (func.aggregate_strings(column, _BETWEEN) for column in columns)
    return (
        select(func.count(Response.attempt_id), *joined)
        .select_from(Attempt)
        .outerjoin(Response, Response.attempt_id == Attempt.id)
        .where(Attempt.id.in_(bindparam("attempts", expanding=True)))
        .group_by(Attempt.id)
        .order_by(Attempt.id)
        .execution_options(yield_per=_AT_ONCE)
    )


def _saves(places: IntArray, rows: Iterable[Sequence[str]]) -> Saves:
    columns = zip(*rows, strict=True)
    sequences, moments, questions, answers, marks, locales = map(_parts, columns)
    return Saves(
        rows=places,
        sequences=_numbers(sequences),
        moments=_numbers(moments),
        questions=questions,
        answers=answers,
        marks=marks,
        locales=locales,
    )


def _parts(texts: Sequence[str]) -> list[str]:
    return _BETWEEN.join(texts).split(_BETWEEN)


def _numbers(texts: Sequence[str]) -> IntArray:
    return np.array([int(text) for text in texts])
