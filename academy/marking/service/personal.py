"""What marking keeps of people: what was said of their answers, and what they said of others'."""

from collections.abc import Mapping
from uuid import UUID

from sqlalchemy import ColumnElement, delete, or_, select, update
from sqlalchemy.orm import InstrumentedAttribute, Session

from academy.assessment.service import personal as assessment
from academy.db import personal
from academy.db.personal import Erased, Erasing, Holdings, Merge, Told
from academy.marking.models import (
    Appeal,
    Calibration,
    Claim,
    Exemplar,
    Marking,
    PeerReview,
    Release,
)

HOLDINGS = Holdings(
    acts=(
        Appeal.answered_by,
        Claim.marker_id,
        Exemplar.made_by,
        Marking.marker_id,
        Release.released_by,
    ),
    others=(PeerReview.reviewer_id, Calibration.reviewer_id),
)
_REVIEWED = ("attempt_id", "question_id")


def told(session: Session, user_id: UUID) -> Told:
    """Return what was said of a person's answers, without who said it, and what they said."""
    got = _REVIEWS.where(_is_of(PeerReview.attempt_id, user_id), PeerReview.given_at.is_not(None))
    appeals = _APPEALS.where(_is_of(Appeal.attempt_id, user_id))
    marked = _MARKINGS.where(_is_of(Marking.attempt_id, user_id)).order_by(Marking.marked_at)
    gave = _GAVE.where(PeerReview.reviewer_id == user_id)
    tried = select(Calibration.levels, Calibration.share, Calibration.given_at)
    return Told(
        {
            "appeals": personal.rows(session, appeals),
            "markings": personal.rows(session, marked),
            "reviews_of_answers": personal.rows(session, got),
            "reviews_written": personal.rows(session, gave),
            "practice": personal.rows(session, tried.where(Calibration.reviewer_id == user_id)),
            "marking": personal.acts_of(session, HOLDINGS, user_id),
        }
    )


def doubles(session: Session, kept: UUID, gone: UUID) -> Mapping[str, int]:
    """Return how many reviews and marks would be the other's."""
    del kept
    return personal.count(session, (*HOLDINGS.others, *HOLDINGS.acts), gone)


def hand_over(session: Session, merge: Merge) -> None:
    """Let reviews and marks be those of the account that stays; nobody reviews twice."""
    personal.move(session, HOLDINGS.acts, merge)
    personal.unite(session, PeerReview.reviewer_id, merge, by=_REVIEWED, is_spare=False)
    personal.unite(session, Calibration.reviewer_id, merge, is_spare=False)
    undone = PeerReview.given_at.is_(None)
    own = _is_of(PeerReview.attempt_id, merge.kept)
    mine = PeerReview.reviewer_id == merge.kept
    left = PeerReview.reviewer_id == merge.gone
    personal.write(session, delete(PeerReview).where(undone, or_(left, mine & own)))


def erase(session: Session, erasing: Erasing) -> Erased:
    """Empty all texts by a person and about their answers; keep marks, levels and counts."""
    own = erasing.user_id
    texts = assessment.texts_of(session, own)
    undone = PeerReview.given_at.is_(None)
    mine = PeerReview.reviewer_id == own
    about = _is_of(PeerReview.attempt_id, own)
    of_mine = Appeal.attempt_id.in_(assessment.attempts_of(own))
    for statement in (
        delete(PeerReview).where(mine, undone),
        update(PeerReview).where(or_(mine, about)).values(comment=""),
        update(Marking).where(_is_of(Marking.attempt_id, own)).values(comment=""),
        update(Appeal).where(of_mine).values(text=""),
        update(Appeal).where(of_mine, Appeal.answer.is_not(None)).values(answer=""),
        delete(Claim).where(Claim.marker_id == own),
        *(update(Exemplar).where(Exemplar.text == text).values(text="") for text in texts),
    ):
        personal.write(session, statement)
    return Erased(personal.count(session, (*HOLDINGS.others, *HOLDINGS.acts), own))


def _is_of(column: InstrumentedAttribute[UUID], user_id: UUID) -> ColumnElement[bool]:
    return column.in_(assessment.attempts_of(user_id))


_APPEALS = select(
    Appeal.attempt_id,
    Appeal.question_id,
    Appeal.text,
    Appeal.made_at,
    Appeal.answer,
    Appeal.answered_at,
)
_MARKINGS = select(
    Marking.attempt_id,
    Marking.question_id,
    Marking.stage,
    Marking.levels,
    Marking.marks,
    Marking.comment,
    Marking.marked_at,
)
_REVIEWS = select(
    PeerReview.attempt_id,
    PeerReview.question_id,
    PeerReview.levels,
    PeerReview.share,
    PeerReview.comment,
    PeerReview.given_at,
)
_GAVE = select(
    PeerReview.question_id,
    PeerReview.assigned_at,
    PeerReview.levels,
    PeerReview.share,
    PeerReview.comment,
    PeerReview.given_at,
)
