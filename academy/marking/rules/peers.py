"""Fellow learners' reviews: who gets whose answer, what a review weighs, what all of them say.

A share is a part of the marks of a question, from 0 to 1.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from fractions import Fraction
from hashlib import sha256
from uuid import UUID

LEAST_WEIGHT = Fraction(1, 10)
USUAL_WEIGHT = Fraction(1, 2)
"""What a review weighs whose writer has not practised."""

EXAMPLES = 3
"""How many marked examples a learner may practise with: the newest ones."""

LEAST_REVIEWS = 2
MOST_SPREAD = Fraction(1, 5)
"""How far reviews may be apart, as a share of the marks, to be taken over without a marker."""

TURN = timedelta(days=7)
"""How long an answer waits for a review that nobody writes before somebody else gets it."""


class PeersRefused(StrEnum):
    """Why somebody may not review, or not now."""

    NOBODY_TO_REVIEW = "nobody-to-review"
    REVIEWED_BEFORE = "reviewed-before"
    PRACTISED_BEFORE = "practised-before"
    NO_REVIEWS_AGREE = "no-reviews-agree"


@dataclass(frozen=True, slots=True)
class Candidate:
    """An answer that somebody may be given to review.

    `load` is how many have it already. `has_drawn` says that its author has answers to review
    already: nobody reviews their own, so the answers of those who come later have fewer takers.
    """

    attempt_id: UUID
    author_id: UUID
    load: int
    has_drawn: bool = False


@dataclass(frozen=True, slots=True)
class Review:
    """What a fellow learner gave, and how much that weighs."""

    share: Fraction
    weight: Fraction


def assign(
    candidates: Sequence[Candidate], reviewer_id: UUID, *, wanted: int, most: int
) -> tuple[UUID, ...]:
    """Return the answers that a reviewer gets: those that fewest have, and never their own.

    No answer gets more than `most` reviewers. Where several are alike, those come first whose
    authors still have to draw; then the reviewer's own seed decides.
    """
    others = [one for one in candidates if one.author_id != reviewer_id and one.load < most]
    ranked = sorted(others, key=lambda one: (one.load, one.has_drawn, _lot(one, reviewer_id)))
    return tuple(one.attempt_id for one in ranked[: max(0, wanted)])


def weight(distances: Sequence[Fraction]) -> Fraction:
    """Return what a learner's reviews weigh: 1 less how far off they were in practice.

    `distances` are how far each practice share was from the staff's.
    """
    if not distances:
        return USUAL_WEIGHT
    mean = sum(distances, Fraction(0)) / len(distances)
    return max(LEAST_WEIGHT, 1 - mean)


def weighted_median(reviews: Sequence[Review]) -> Fraction | None:
    """Return the share that has half of the weight on either side; `None` without a review.

    Where two shares both have, it is their mean.
    """
    ranked = sorted(reviews, key=lambda review: review.share)
    half = sum((review.weight for review in ranked), Fraction(0)) / 2
    below = Fraction(0)
    for place, review in enumerate(ranked):
        below += review.weight
        if below > half:
            return review.share
        if below == half and place + 1 < len(ranked):
            return (review.share + ranked[place + 1].share) / 2
    return None


def spread(reviews: Sequence[Review]) -> Fraction:
    """Return how far reviews are apart."""
    shares = [review.share for review in reviews]
    return max(shares) - min(shares) if shares else Fraction(0)


def agree(reviews: Sequence[Review]) -> bool:
    """Tell whether there are enough reviews, near enough to each other, to stand for a marker."""
    return len(reviews) >= LEAST_REVIEWS and spread(reviews) <= MOST_SPREAD


def _lot(one: Candidate, reviewer_id: UUID) -> bytes:
    return sha256(reviewer_id.bytes + one.attempt_id.bytes).digest()
