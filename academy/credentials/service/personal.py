"""What credentials keep of people: the certificates that they earned."""

from collections.abc import Collection, Mapping
from uuid import UUID

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from academy.credentials.models import Credential
from academy.db import personal
from academy.db.personal import Erased, Erasing, Holdings, Merge, Told

HOLDINGS = Holdings(others=(Credential.learner_id,))
TAKEN_BACK = "Taken back at the wish of its holder, who was erased."
"""What whoever verifies such a certificate reads, in the language of all reasons."""


def told(session: Session, user_id: UUID) -> Told:
    """Return a person's certificates."""
    issued = _ISSUED.where(Credential.learner_id == user_id).order_by(Credential.issued_at)
    return Told({"certificates": personal.rows(session, issued)})


def doubles(session: Session, kept: UUID, gone: UUID) -> Mapping[str, int]:
    """Return how many certificates would be the other's."""
    del kept
    return personal.count(session, HOLDINGS.others, gone)


def hand_over(session: Session, merge: Merge) -> None:
    """Let all certificates be the account's that stays; what they say does not change."""
    personal.move(session, HOLDINGS.others, merge)


def erase(session: Session, erasing: Erasing) -> Erased:
    """Keep certificates as they were issued, or take them back and their names away."""
    own = Credential.learner_id == erasing.user_id
    if not erasing.with_certificates:
        kept = personal.count(session, HOLDINGS.others, erasing.user_id)
        return Erased({"certificates": sum(kept.values())} if kept else {})
    nameless = {"name": "", "latin_name": None, "revoked_why": TAKEN_BACK}
    since = func.coalesce(Credential.revoked_at, erasing.now)
    gone = personal.write(
        session, update(Credential).where(own).values(**nameless, revoked_at=since)
    )
    return Erased({"certificates_taken_back": gone} if gone else {})


def holders(session: Session, learners: Collection[UUID]) -> frozenset[UUID]:
    """Return who of these people has a certificate that holds."""
    statement = (
        select(Credential.learner_id)
        .distinct()
        .where(Credential.learner_id.in_(list(learners)), Credential.revoked_at.is_(None))
    )
    return frozenset(session.scalars(statement))


_ISSUED = select(
    Credential.public_id,
    Credential.enrolment_id,
    Credential.course_id,
    Credential.edition,
    Credential.hours,
    Credential.name,
    Credential.latin_name,
    Credential.language,
    Credential.completed_at,
    Credential.issued_at,
    Credential.revoked_at,
    Credential.revoked_why,
)
