"""Reads of reviews."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from academy.authoring.models import Review
from academy.authoring.rules.publishing import ReviewFacts, Verdict


def reviews_of(session: Session, course_id: str) -> list[ReviewFacts]:
    """Return every review of a course, the newest first."""
    rows = session.execute(
        _REVIEWS.where(Review.course_id == course_id).order_by(Review.asked_at.desc(), Review.id)
    )
    return [_facts(row) for row in rows]


def find_review(session: Session, course_id: str, review_id: UUID) -> ReviewFacts | None:
    """Return a review of a course."""
    row = session.execute(
        _REVIEWS.where(Review.course_id == course_id, Review.id == review_id)
    ).one_or_none()
    return _facts(row) if row else None


def _facts(row: Sequence[Any]) -> ReviewFacts:
    facts = ReviewFacts(*row)
    return replace(facts, verdict=Verdict(facts.verdict) if facts.verdict else None)


_REVIEWS = select(
    Review.id,
    Review.version,
    Review.note,
    Review.asked_at,
    Review.asked_by,
    Review.verdict,
    Review.comment,
    Review.decided_at,
    Review.decided_by,
)
