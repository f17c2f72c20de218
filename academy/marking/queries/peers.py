"""Reads about fellow learners' reviews."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from typing import Any
from uuid import UUID

from sqlalchemy import Select, exists, func, or_, select
from sqlalchemy.orm import Session, aliased

from academy.assessment.queries import answers_to, attempts_in
from academy.marking.models import PeerReview
from academy.marking.queries.answers import answers_in
from academy.marking.queries.practice import weights_of
from academy.marking.rules.marking import Progress
from academy.marking.rules.peers import TURN, Candidate, Review
from academy.marking.rules.work import Work

_OFFERED = 200


@dataclass(frozen=True, slots=True)
class Turn:
    """One answer that a learner reviews, or has reviewed."""

    id: UUID
    attempt_id: UUID
    question_id: str
    levels: Mapping[str, str] | None
    share: Fraction | None
    comment: str
    given_at: datetime | None


@dataclass(frozen=True, slots=True)
class Reviewed:
    """A question of a quiz whose answers learners review."""

    course_id: str
    work: Work
    question_id: str


def turns_of(
    session: Session, reviewer_id: UUID, *, course_id: str, unit_id: str
) -> tuple[Turn, ...]:
    """Return the answers to a quiz that a learner was given to review, in the order given."""
    statement = _TURNS.where(
        PeerReview.reviewer_id == reviewer_id,
        PeerReview.attempt_id.in_(_ids(course_id, unit_id)),
    ).order_by(PeerReview.assigned_at, PeerReview.id)
    return tuple(_turn(row) for row in session.execute(statement))


def find_turn(session: Session, review_id: UUID, reviewer_id: UUID) -> Turn | None:
    """Return an answer that a learner reviews; somebody else's turn is not there."""
    statement = _TURNS.where(PeerReview.id == review_id, PeerReview.reviewer_id == reviewer_id)
    row = session.execute(statement).one_or_none()
    return None if row is None else _turn(row)


def reviews_for(session: Session, attempt_id: UUID) -> Mapping[str, tuple[Turn, ...]]:
    """Return the reviews that the answers of an attempt got, by question."""
    statement = _TURNS.where(
        PeerReview.attempt_id == attempt_id, PeerReview.given_at.is_not(None)
    ).order_by(PeerReview.given_at, PeerReview.id)
    found: dict[str, tuple[Turn, ...]] = {}
    for turn in map(_turn, session.execute(statement)):
        found[turn.question_id] = (*found.get(turn.question_id, ()), turn)
    return found


def candidates(
    session: Session, asked: Reviewed, *, reviewer_id: UUID, now: datetime
) -> tuple[Candidate, ...]:
    """Return answers that a learner may be given to review: some, those first that fewest have.

    Answers whose marks are released need nobody any more. A turn that nobody used for long does not
    count: somebody else gets the answer.
    """
    found = answers_to(asked.course_id, {asked.work.unit_id: [asked.question_id]}).subquery().c
    mine, drawn, other = aliased(PeerReview), aliased(PeerReview), aliased(PeerReview)
    load = (
        select(func.count())
        .where(
            other.attempt_id == found.attempt_id,
            other.question_id == asked.question_id,
            or_(other.given_at.is_not(None), other.assigned_at > now - TURN),
        )
        .scalar_subquery()
    )
    # A question of another quiz may have the same id: then a tie falls otherwise, and that is all.
    has_drawn = exists().where(
        drawn.reviewer_id == found.learner_id, drawn.question_id == asked.question_id
    )
    had_before = exists().where(
        mine.attempt_id == found.attempt_id,
        mine.question_id == asked.question_id,
        mine.reviewer_id == reviewer_id,
    )
    statement = (
        select(found.attempt_id, found.learner_id, load.label("load"), has_drawn.label("has_drawn"))
        .where(
            found.learner_id != reviewer_id,
            ~found.is_released,
            ~had_before,
        )
        .order_by("load", "has_drawn", found.submitted_at, found.attempt_id)
        .limit(_OFFERED)
    )
    rows = session.execute(statement)
    return tuple(Candidate(row[0], row[1], row[2], bool(row[3])) for row in rows)


def weighed(
    session: Session, asked: Reviewed, attempts: Collection[UUID]
) -> Mapping[UUID, tuple[Review, ...]]:
    """Return what fellow learners gave some answers, and what that weighs, by attempt."""
    statement = select(PeerReview.attempt_id, PeerReview.share, PeerReview.reviewer_id).where(
        PeerReview.attempt_id.in_(attempts),
        PeerReview.question_id == asked.question_id,
        PeerReview.given_at.is_not(None),
    )
    return _weighed(session, asked, statement)


def weighed_unmarked(session: Session, asked: Reviewed) -> Mapping[UUID, tuple[Review, ...]]:
    """Return the same of all answers that have reviews and that nobody marked yet.

    Two reads, put together here: no planner finds a good way to do both in one.
    """
    found = answers_in(asked.course_id, [asked.work], [asked.question_id]).c
    unmarked = select(found.attempt_id).where(found.progress == Progress.WAITING.value)
    waiting = frozenset(session.scalars(unmarked))
    statement = select(PeerReview.attempt_id, PeerReview.share, PeerReview.reviewer_id).where(
        PeerReview.attempt_id.in_(_ids(asked.course_id, asked.work.unit_id)),
        PeerReview.question_id == asked.question_id,
        PeerReview.given_at.is_not(None),
    )
    reviews = _weighed(session, asked, statement)
    return {attempt: given for attempt, given in reviews.items() if attempt in waiting}


def _weighed(
    session: Session, asked: Reviewed, statement: Select[*tuple[Any, ...]]
) -> Mapping[UUID, tuple[Review, ...]]:
    weights = weights_of(session, asked.course_id, asked.work.unit_id)
    found: dict[UUID, tuple[Review, ...]] = {}
    for attempt, share, reviewer in session.execute(statement.order_by(PeerReview.id)):
        review = Review(Fraction(share), weights[reviewer])
        found[attempt] = (*found.get(attempt, ()), review)
    return found


def _ids(course_id: str, unit_id: str) -> Select[*tuple[Any, ...]]:
    return select(attempts_in(course_id, unit_id).subquery().c.id)


def _turn(row: Any) -> Turn:
    key, attempt, question, levels, share, *rest = row
    return Turn(key, attempt, question, levels, None if share is None else Fraction(share), *rest)


_TURNS: Select[*tuple[Any, ...]] = select(
    PeerReview.id,
    PeerReview.attempt_id,
    PeerReview.question_id,
    PeerReview.levels,
    PeerReview.share,
    PeerReview.comment,
    PeerReview.given_at,
)
