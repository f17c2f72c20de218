"""The attempts that figures are of: which, what they asked, and how they ended."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

import numpy as np
from sqlalchemy import BigInteger, ColumnElement, Subquery, cast, extract, func, select
from sqlalchemy.orm import Session

from academy.assessment.models import Attempt, Score
from academy.assessment.rules.analysis.scores import FloatArray, IntArray
from academy.assessment.rules.attempts import AttemptState
from academy.assessment.rules.corrections import Corrected, corrected
from academy.assessment.rules.paper import draw
from academy.content.model import Quiz


class Which(StrEnum):
    """Which attempts are looked at, where learners have several: errors and tests want one each."""

    FIRST = "first"
    LAST = "last"
    ALL = "all"


@dataclass(frozen=True, slots=True)
class Wanted:
    """The attempts to look at: those with a score, at one quiz, on some of its revisions."""

    course_id: str
    unit_id: str
    revisions: tuple[UUID, ...]
    which: Which = Which.FIRST


@dataclass(frozen=True, slots=True)
class Trail:
    """What the figures of a quiz follow from: another number or moment means other figures."""

    scores: int
    newest: datetime | None


@dataclass(frozen=True, slots=True, eq=False)
class Sat:
    """The attempts, ordered by their ids, each with its place.

    `available` is what each could earn in each question, NaN where it was not asked; `begun` is
    when it began, in seconds of the epoch.
    """

    rows: Mapping[UUID, int]
    available: FloatArray
    begun: IntArray
    percents: FloatArray
    passed: int


class Papers:
    """What attempts could earn in each question of `asked`, by the revision they were made on."""

    def __init__(
        self, asked: Quiz, quizzes: Mapping[UUID, Quiz], corrections: Sequence[Corrected]
    ) -> None:
        self.ids = [question.id for question in asked.questions]
        self._quizzes = quizzes
        self._marks = {
            key: {one.id: float(one.marks) for one in corrected(quiz, corrections).questions}
            for key, quiz in quizzes.items()
        }
        self._whole = {
            key: self._row(key, [one.id for one in quiz.questions]) for key, quiz in quizzes.items()
        }

    def available(self, revision: UUID, seed: int, asked: Sequence[str] | None) -> list[float]:
        """Return it for one attempt, question by question."""
        if asked is not None:
            return self._row(revision, asked)
        quiz = self._quizzes[revision]
        is_whole = quiz.asked == len(quiz.questions)
        return self._whole[revision] if is_whole else self._row(revision, draw(quiz, seed))

    def _row(self, revision: UUID, asked: Sequence[str]) -> list[float]:
        marks, here = self._marks[revision], frozenset(asked)
        return [(one in here and marks.get(one)) or np.nan for one in self.ids]


def revisions_sat(session: Session, course_id: str, unit_id: str) -> tuple[UUID, ...]:
    """Return the revisions of a course that somebody has a score on in this quiz."""
    statement = select(Attempt.revision_id).where(*_scored(course_id, unit_id)).distinct()
    return tuple(session.scalars(statement))


def trail(session: Session, course_id: str, unit_id: str) -> Trail:
    """Return what tells whether the figures of a quiz are still the same."""
    statement = (
        select(func.count(), func.max(Score.scored_at))
        .join(Attempt, Attempt.id == Score.attempt_id)
        .where(Attempt.course_id == course_id, Attempt.unit_id == unit_id)
    )
    return Trail(*session.execute(statement).one())


def chosen_attempts(wanted: Wanted) -> Subquery:
    """Return the ids of the wanted attempts: by default the first of each learner with a score."""
    is_last = wanted.which is Which.LAST
    number = Attempt.number.desc() if is_last else Attempt.number
    place = func.row_number().over(partition_by=Attempt.enrolment_id, order_by=number)
    ranked = (
        select(Attempt.id, place.label("place"))
        .where(
            *_scored(wanted.course_id, wanted.unit_id), Attempt.revision_id.in_(wanted.revisions)
        )
        .subquery()
    )
    chosen = select(ranked.c.id)
    if wanted.which is not Which.ALL:
        chosen = chosen.where(ranked.c.place == 1)
    return chosen.subquery()


def read_sat(session: Session, chosen: Subquery, papers: Papers) -> Sat:
    """Read the attempts."""
    statement = (
        select(
            Attempt.id,
            Attempt.revision_id,
            Attempt.seed,
            Attempt.asked,
            epoch(Attempt.started_at),
            Attempt.percent,
            Attempt.passed,
        )
        .join(chosen, chosen.c.id == Attempt.id)
        .order_by(Attempt.id)
    )
    rows = session.execute(statement).all()
    available = [papers.available(row[1], row[2], row[3]) for row in rows]
    return Sat(
        rows={row[0]: place for place, row in enumerate(rows)},
        available=np.array(available, dtype=np.float64).reshape(len(rows), len(papers.ids)),
        begun=np.array([row[4] for row in rows], dtype=np.int64),
        percents=np.array([row[5] for row in rows], dtype=np.float64),
        passed=sum(bool(row[6]) for row in rows),
    )


def epoch(moment: Any) -> ColumnElement[int]:
    """Return a moment of the database in whole seconds of the epoch."""
    return cast(extract("epoch", moment), BigInteger)


def _scored(course_id: str, unit_id: str) -> tuple[ColumnElement[bool], ...]:
    return (
        Attempt.course_id == course_id,
        Attempt.unit_id == unit_id,
        Attempt.state == AttemptState.SUBMITTED,
        Attempt.percent.is_not(None),
    )
