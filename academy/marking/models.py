"""Tables of people's marks: who looked at which answer, what they said, and what came of it.

An answer is known by its attempt and its question. What counts in the end is a `GivenMark` of
assessment; what stands here says how it came about.
"""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from academy.db.base import Base, Json, Key, Slug


class Marking(Base):
    """What one person made of one answer, or that it was opened again: `stage` says which.

    `levels` are the chosen ones by criterion, where there is a rubric. Rows are only ever added.
    """

    __tablename__ = "marking"
    __table_args__ = (Index("ix_marking_attempt_id_question_id", "attempt_id", "question_id"),)

    id: Mapped[Key]
    attempt_id: Mapped[UUID] = mapped_column(ForeignKey("attempt.id"))
    question_id: Mapped[Slug]
    stage: Mapped[str] = mapped_column(String(16))
    marker_id: Mapped[UUID] = mapped_column(ForeignKey("users.id"), index=True)
    levels: Mapped[Any] = mapped_column(Json)
    marks: Mapped[str] = mapped_column(String(40))
    comment: Mapped[str] = mapped_column(String(5000))
    marked_at: Mapped[datetime]


class Claim(Base):
    """That somebody is looking at an answer now, so that nobody else is given it meanwhile."""

    __tablename__ = "marking_claim"

    attempt_id: Mapped[UUID] = mapped_column(ForeignKey("attempt.id"), primary_key=True)
    question_id: Mapped[Slug] = mapped_column(primary_key=True)
    marker_id: Mapped[UUID] = mapped_column(ForeignKey("users.id"), index=True)
    claimed_at: Mapped[datetime]


class Release(Base):
    """One act of letting learners see their results, for everybody whose marks were complete."""

    __tablename__ = "release"
    __table_args__ = (Index("ix_release_course_id_unit_id", "course_id", "unit_id"),)

    id: Mapped[Key]
    course_id: Mapped[Slug]
    unit_id: Mapped[Slug]
    attempts: Mapped[int]
    released_by: Mapped[UUID] = mapped_column(ForeignKey("users.id"), index=True)
    released_at: Mapped[datetime]


class Appeal(Base):
    """A learner's word against a released mark, and the answer to it."""

    __tablename__ = "appeal"
    __table_args__ = (UniqueConstraint("attempt_id", "question_id"),)

    id: Mapped[Key]
    attempt_id: Mapped[UUID] = mapped_column(ForeignKey("attempt.id"))
    question_id: Mapped[Slug]
    text: Mapped[str] = mapped_column(String(5000))
    made_at: Mapped[datetime]
    answer: Mapped[str | None] = mapped_column(String(5000))
    answered_by: Mapped[UUID | None] = mapped_column(ForeignKey("users.id"), index=True)
    answered_at: Mapped[datetime | None]


class PeerReview(Base):
    """A fellow learner's turn to review one answer; without `given_at` it is still to be done."""

    __tablename__ = "peer_review"
    __table_args__ = (
        UniqueConstraint("attempt_id", "question_id", "reviewer_id"),
        Index("ix_peer_review_reviewer_id_given_at", "reviewer_id", "given_at"),
    )

    id: Mapped[Key]
    attempt_id: Mapped[UUID] = mapped_column(ForeignKey("attempt.id"))
    question_id: Mapped[Slug]
    reviewer_id: Mapped[UUID] = mapped_column(ForeignKey("users.id"))
    assigned_at: Mapped[datetime]
    levels: Mapped[Any | None] = mapped_column(Json)
    share: Mapped[str | None] = mapped_column(String(40))
    comment: Mapped[str] = mapped_column(String(5000), default="")
    given_at: Mapped[datetime | None]


class Exemplar(Base):
    """An answer that staff marked for practice: whoever reviews fellow learners tries it first."""

    __tablename__ = "exemplar"
    __table_args__ = (Index("ix_exemplar_course_id_unit_id", "course_id", "unit_id"),)

    id: Mapped[Key]
    course_id: Mapped[Slug]
    unit_id: Mapped[Slug]
    question_id: Mapped[Slug]
    text: Mapped[str] = mapped_column(String(20000))
    levels: Mapped[Any] = mapped_column(Json)
    share: Mapped[str] = mapped_column(String(40))
    comment: Mapped[str] = mapped_column(String(5000))
    made_by: Mapped[UUID] = mapped_column(ForeignKey("users.id"), index=True)
    made_at: Mapped[datetime]


class Calibration(Base):
    """What a learner made of an exemplar: how near to the staff's share it came is their weight."""

    __tablename__ = "calibration"

    exemplar_id: Mapped[UUID] = mapped_column(ForeignKey("exemplar.id"), primary_key=True)
    reviewer_id: Mapped[UUID] = mapped_column(ForeignKey("users.id"), primary_key=True, index=True)
    levels: Mapped[Any] = mapped_column(Json)
    share: Mapped[str] = mapped_column(String(40))
    given_at: Mapped[datetime]
