"""Who did what to whom, when: a trail that is only ever added to."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Index, String
from sqlalchemy.orm import Mapped, Session, mapped_column

from academy.db.base import Base, Json, Key
from academy.kernel.ids import uuid7


class AuditEvent(Base):
    """One thing that somebody did. `actor_id` is empty where the command line did it."""

    __tablename__ = "audit_event"
    __table_args__ = (Index("ix_audit_event_subject", "subject"),)

    id: Mapped[Key]
    at: Mapped[datetime]
    actor_id: Mapped[UUID | None]
    action: Mapped[str] = mapped_column(String(64))
    subject: Mapped[str] = mapped_column(String(200))
    details: Mapped[dict[str, Any]] = mapped_column(Json)


def record(
    session: Session,
    *,
    actor_id: UUID | None,
    action: str,
    subject: str,
    now: datetime,
    **details: str | int | None,
) -> None:
    """Write down that `actor_id` did `action` (`report.exported`) to `subject` (`course:…`)."""
    session.add(
        AuditEvent(
            id=uuid7(now),
            at=now,
            actor_id=actor_id,
            action=action,
            subject=subject,
            details=details,
        )
    )
