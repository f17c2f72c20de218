"""Tables of attempts."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from academy.db.base import Base, Json, Key, Slug


class Attempt(Base):
    """One learner's try at one quiz, on the revision it began on.

    `seed` decides every order in it. `saves` counts acknowledged answers: raising it is the lock
    that keeps saving and submitting apart. Marks are exact fractions, written `7/2`.
    """

    __tablename__ = "attempt"
    __table_args__ = (
        UniqueConstraint("enrolment_id", "unit_id", "number"),
        CheckConstraint("state IN ('open', 'submitted')", name="known_state"),
        Index(
            "ix_attempt_one_open",
            "enrolment_id",
            "unit_id",
            unique=True,
            sqlite_where=text("state = 'open'"),
            postgresql_where=text("state = 'open'"),
        ),
    )

    id: Mapped[Key]
    enrolment_id: Mapped[UUID] = mapped_column(ForeignKey("enrolment.id"))
    learner_id: Mapped[UUID] = mapped_column(ForeignKey("users.id"), index=True)
    course_id: Mapped[Slug]
    unit_id: Mapped[Slug]
    revision_id: Mapped[UUID] = mapped_column(ForeignKey("revision.id"), index=True)
    number: Mapped[int]
    seed: Mapped[int]
    state: Mapped[str] = mapped_column(String(16))
    saves: Mapped[int] = mapped_column(default=0)
    started_at: Mapped[datetime]
    submitted_at: Mapped[datetime | None]
    marks: Mapped[str | None] = mapped_column(String(40))
    available: Mapped[int]
    percent: Mapped[int | None]
    passed: Mapped[bool | None]


class Response(Base):
    """One acknowledged answer. Rows are only ever added; a question's newest is its answer.

    `answer` is by ids, never by text, so that the language may change at any time. `save_key`
    makes sending twice the same as sending once. `marks` is written when the attempt is submitted.
    """

    __tablename__ = "response"
    __table_args__ = (UniqueConstraint("attempt_id", "save_key"),)

    attempt_id: Mapped[UUID] = mapped_column(ForeignKey("attempt.id"), primary_key=True)
    sequence: Mapped[int] = mapped_column(primary_key=True)
    question_id: Mapped[Slug]
    answer: Mapped[Any] = mapped_column(Json)
    save_key: Mapped[str] = mapped_column(String(64))
    receipt: Mapped[str] = mapped_column(String(24))
    locale: Mapped[str] = mapped_column(String(16))
    saved_at: Mapped[datetime]
    marks: Mapped[str | None] = mapped_column(String(40))
