"""Tables of certificates."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from academy.db.base import Base, Json, Key


class Credential(Base):
    """A certificate as it was issued: what it says never changes, only whether it still holds.

    `words` holds the course's title and statement by language, as they were on that day.
    """

    __tablename__ = "credential"

    id: Mapped[Key]
    public_id: Mapped[str] = mapped_column(String(32), unique=True)
    enrolment_id: Mapped[UUID] = mapped_column(ForeignKey("enrolment.id"), unique=True)
    learner_id: Mapped[UUID] = mapped_column(ForeignKey("users.id"), index=True)
    revision_id: Mapped[UUID] = mapped_column(ForeignKey("revision.id"), index=True)
    course_id: Mapped[str] = mapped_column(String(64))
    edition: Mapped[int]
    hours: Mapped[int]
    name: Mapped[str] = mapped_column(String(120))
    latin_name: Mapped[str | None] = mapped_column(String(120))
    language: Mapped[str] = mapped_column(String(16))
    words: Mapped[dict[str, Any]] = mapped_column(Json)
    completed_at: Mapped[datetime]
    issued_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]
    revoked_why: Mapped[str | None] = mapped_column(String(500))
