"""Reads about the examples that learners practise reviewing with."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from academy.marking.models import Calibration, Exemplar
from academy.marking.rules.peers import EXAMPLES, USUAL_WEIGHT, weight


@dataclass(frozen=True, slots=True)
class Example:
    """An answer that staff marked for practice."""

    id: UUID
    question_id: str
    text: str
    levels: Mapping[str, str]
    share: Fraction
    comment: str


@dataclass(frozen=True, slots=True)
class Practice:
    """What a learner made of an example."""

    levels: Mapping[str, str]
    share: Fraction


def examples_for(
    session: Session, course_id: str, unit_id: str, *, question_id: str
) -> tuple[Example, ...]:
    """Return the examples that learners practise with: the newest ones, the oldest first."""
    statement = (
        _EXAMPLES.where(
            Exemplar.course_id == course_id,
            Exemplar.unit_id == unit_id,
            Exemplar.question_id == question_id,
        )
        .order_by(Exemplar.made_at.desc(), Exemplar.id.desc())
        .limit(EXAMPLES)
    )
    return tuple(_example(row) for row in session.execute(statement))[::-1]


def find_example(
    session: Session, example_id: UUID, *, course_id: str, unit_id: str
) -> Example | None:
    """Return an example of a quiz."""
    statement = _EXAMPLES.where(
        Exemplar.id == example_id, Exemplar.course_id == course_id, Exemplar.unit_id == unit_id
    )
    row = session.execute(statement).one_or_none()
    return None if row is None else _example(row)


def practice_of(
    session: Session, reviewer_id: UUID, *, course_id: str, unit_id: str
) -> Mapping[UUID, Practice]:
    """Return what a learner made of the examples of a quiz, by example."""
    statement = (
        select(Calibration.exemplar_id, Calibration.levels, Calibration.share)
        .join(Exemplar, Exemplar.id == Calibration.exemplar_id)
        .where(
            Calibration.reviewer_id == reviewer_id,
            Exemplar.course_id == course_id,
            Exemplar.unit_id == unit_id,
        )
    )
    return {row[0]: Practice(row[1], Fraction(row[2])) for row in session.execute(statement)}


def weights_of(session: Session, course_id: str, unit_id: str) -> Mapping[UUID, Fraction]:
    """Return what the reviews of a quiz weigh, by who writes them, whoever that is."""
    statement = (
        select(Calibration.reviewer_id, Calibration.share, Exemplar.share)
        .join(Exemplar, Exemplar.id == Calibration.exemplar_id)
        .where(Exemplar.course_id == course_id, Exemplar.unit_id == unit_id)
    )
    distances: dict[UUID, list[Fraction]] = {}
    for reviewer, theirs, ours in session.execute(statement):
        distance = abs(Fraction(theirs) - Fraction(ours))
        distances.setdefault(reviewer, []).append(distance)
    known = {reviewer: weight(found) for reviewer, found in distances.items()}
    return defaultdict(lambda: USUAL_WEIGHT, known)


def _example(row: Any) -> Example:
    key, question, text, levels, share, comment = row
    return Example(key, question, text, levels, Fraction(share), comment)


_EXAMPLES: Select[*tuple[Any, ...]] = select(
    Exemplar.id,
    Exemplar.question_id,
    Exemplar.text,
    Exemplar.levels,
    Exemplar.share,
    Exemplar.comment,
)
