"""Asking for a second look, and giving it. Nothing here commits."""

from uuid import UUID

from sqlalchemy.orm import Session

from academy.authoring import queries
from academy.authoring.models import Review
from academy.authoring.queries.reviews import find_review
from academy.authoring.rules.publishing import Verdict, draft_version, may_decide
from academy.authoring.service.drafts import Saving, lock
from academy.db.audit import record
from academy.kernel.ids import uuid7
from academy.kernel.refusal import NotFound, Refusal


def ask(session: Session, saving: Saving, *, by: UUID, note: str) -> UUID:
    """Ask for a review of the draft as it stands; return the review."""
    draft = lock(session, saving)
    version = draft_version(queries.whole_package(session, draft))
    key = uuid7(saving.now)
    session.add(
        Review(
            id=key,
            course_id=saving.course_id,
            version=version,
            note=note,
            asked_at=saving.now,
            asked_by=by,
            verdict=None,
            comment="",
            decided_at=None,
            decided_by=None,
        )
    )
    _note(session, saving, "review.asked", review_id=key)
    session.flush()
    return key


def decide(
    session: Session, saving: Saving, review_id: UUID, *, by: UUID, verdict: Verdict, comment: str
) -> None:
    """Approve a draft, or ask for changes.

    Raises `Refusal` where the draft is not what was to be looked at any more.
    """
    draft = lock(session, saving)
    review = find_review(session, saving.course_id, review_id)
    if review is None:
        raise NotFound
    version = draft_version(queries.whole_package(session, draft))
    refused = may_decide(review, version=version, by=by)
    if refused:
        raise Refusal(refused)
    row = session.get_one(Review, review_id)
    row.verdict, row.comment = verdict.value, comment
    row.decided_at, row.decided_by = saving.now, by
    _note(session, saving, f"review.{verdict.value}", review_id=review_id)
    session.flush()


def _note(session: Session, saving: Saving, action: str, *, review_id: UUID) -> None:
    record(
        session,
        actor_id=saving.by,
        action=action,
        subject=f"course:{saving.course_id}",
        now=saving.now,
        review=str(review_id),
    )
