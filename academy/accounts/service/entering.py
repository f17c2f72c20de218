"""That somebody came in, or was not let in. Nothing here commits."""

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from academy.db import audit
from academy.kernel.refusal import Refusal


def note_sign_in(session: Session, user_id: UUID, *, now: datetime) -> None:
    """Write down that a person signed in."""
    audit.record(
        session, actor_id=user_id, action="sign-in.done", subject=f"user:{user_id}", now=now
    )


def note_refused(
    session: Session, user_id: UUID | None, refusal: Refusal, *, now: datetime
) -> None:
    """Write down that a sign-in was refused, and why; what was typed is nobody's business.

    It is written for nobody's account too, so that the time it takes tells nothing.
    """
    audit.record(
        session,
        actor_id=None,
        action="sign-in.refused",
        subject=f"user:{user_id or ''}",
        now=now,
        reason=refusal.reason.value,
    )
