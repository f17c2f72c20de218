"""Tables of attempts."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint, false, text
from sqlalchemy.orm import Mapped, mapped_column

from academy.db.base import Base, Json, Key, Slug


class Attempt(Base):
    """One learner's try at one quiz, on the revision it began on.

    `seed` decides every order in it. `saves` counts acknowledged answers: raising it is the lock
    that keeps saving and submitting apart. Marks are exact fractions, written `7/2`.

    `asked` are the ids of the questions that were drawn; empty where the seed alone says them, as
    in attempts from before there were rules to draw by. `closed_by` says whether the learner
    submitted it or the time ran out. Without `percent`, a submitted attempt awaits people's marks,
    or that they are released. Of one that `is_forgotten` the typed answers are gone: its marks stay
    what they are, whatever is corrected.
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
        Index("ix_attempt_course_id_unit_id", "course_id", "unit_id"),
        Index(
            "ix_attempt_deadline_at",
            "deadline_at",
            sqlite_where=text("state = 'open' AND deadline_at IS NOT NULL"),
            postgresql_where=text("state = 'open' AND deadline_at IS NOT NULL"),
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
    deadline_at: Mapped[datetime | None]
    submitted_at: Mapped[datetime | None]
    closed_by: Mapped[str | None] = mapped_column(String(16))
    asked: Mapped[list[str] | None] = mapped_column(Json)
    marks: Mapped[str | None] = mapped_column(String(40))
    available: Mapped[str] = mapped_column(String(40))
    percent: Mapped[int | None]
    passed: Mapped[bool | None]
    is_forgotten: Mapped[bool] = mapped_column(default=False, server_default=false())


class Response(Base):
    """One acknowledged answer. Rows are only ever added; a question's newest is its answer.

    `answer` is by ids, never by text, so that the language may change at any time. `save_key`
    makes sending twice the same as sending once. `marks` is written when the attempt is submitted.
    `certainty` is how sure the learner was, from 1 to 3. `is_check` says that the learner wanted to
    hear at once whether it is right.
    """

    __tablename__ = "response"
    __table_args__ = (UniqueConstraint("attempt_id", "save_key"),)

    attempt_id: Mapped[UUID] = mapped_column(ForeignKey("attempt.id"), primary_key=True)
    sequence: Mapped[int] = mapped_column(primary_key=True)
    question_id: Mapped[Slug]
    answer: Mapped[Any] = mapped_column(Json)
    save_key: Mapped[str] = mapped_column(String(64))
    receipt: Mapped[str] = mapped_column(String(24), index=True)
    locale: Mapped[str] = mapped_column(String(16))
    saved_at: Mapped[datetime]
    marks: Mapped[str | None] = mapped_column(String(40))
    certainty: Mapped[int | None]
    is_check: Mapped[bool] = mapped_column(default=False)


class HintTaken(Base):
    """That a learner asked for the next hint to a question of an attempt."""

    __tablename__ = "hint_taken"

    attempt_id: Mapped[UUID] = mapped_column(ForeignKey("attempt.id"), primary_key=True)
    question_id: Mapped[Slug] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    taken_at: Mapped[datetime]


class GivenMark(Base):
    """The marks that people gave to one answer: what counts in the end, however many looked."""

    __tablename__ = "given_mark"

    attempt_id: Mapped[UUID] = mapped_column(ForeignKey("attempt.id"), primary_key=True)
    question_id: Mapped[Slug] = mapped_column(primary_key=True)
    marks: Mapped[str] = mapped_column(String(40))
    given_at: Mapped[datetime]


class Score(Base):
    """One score that an attempt has or had. Rows are only ever added; the newest is on the attempt.

    `cause` says where it came from: submitted, marked, regraded. `correction_id` is the act of
    regrading that made it.
    """

    __tablename__ = "score"

    attempt_id: Mapped[UUID] = mapped_column(ForeignKey("attempt.id"), primary_key=True)
    sequence: Mapped[int] = mapped_column(primary_key=True)
    marks: Mapped[str] = mapped_column(String(40))
    available: Mapped[str] = mapped_column(String(40))
    percent: Mapped[int]
    passed: Mapped[bool]
    cause: Mapped[str] = mapped_column(String(16))
    correction_id: Mapped[UUID | None] = mapped_column(ForeignKey("correction.id"), index=True)
    scored_at: Mapped[datetime]


class Correction(Base):
    """One act of correcting a question of a quiz after it was answered.

    `kind` is `key` (with the `question` as it should have been), `void` (it counts for nobody),
    `full` (everybody who was asked earns everything) or `as-published` (what was corrected before
    is taken back). It holds for attempts that come later, too.
    """

    __tablename__ = "correction"
    __table_args__ = (Index("ix_correction_course_id_unit_id", "course_id", "unit_id"),)

    id: Mapped[Key]
    course_id: Mapped[Slug]
    unit_id: Mapped[Slug]
    question_id: Mapped[Slug]
    kind: Mapped[str] = mapped_column(String(16))
    question: Mapped[Any | None] = mapped_column(Json)
    reason: Mapped[str] = mapped_column(String(2000))
    made_by: Mapped[UUID] = mapped_column(ForeignKey("users.id"), index=True)
    made_at: Mapped[datetime]


class Override(Base):
    """A score that an instructor set by hand. Rows are only ever added; the newest one holds.

    Without `percent` it was taken back, and the attempts count again.
    """

    __tablename__ = "override"
    __table_args__ = (Index("ix_override_enrolment_id_unit_id", "enrolment_id", "unit_id"),)

    id: Mapped[Key]
    enrolment_id: Mapped[UUID] = mapped_column(ForeignKey("enrolment.id"))
    unit_id: Mapped[Slug]
    percent: Mapped[str | None] = mapped_column(String(40))
    reason: Mapped[str] = mapped_column(String(2000))
    set_by: Mapped[UUID] = mapped_column(ForeignKey("users.id"), index=True)
    set_at: Mapped[datetime]


class Accommodation(Base):
    """More time or more attempts for one learner, in one course or, without one, in all.

    The reason is private: staff see it, nobody else. It holds until it is ended.
    """

    __tablename__ = "accommodation"

    id: Mapped[Key]
    learner_id: Mapped[UUID] = mapped_column(ForeignKey("users.id"), index=True)
    course_id: Mapped[str | None] = mapped_column(String(64), index=True)
    extra_percent: Mapped[int] = mapped_column(default=0)
    extra_attempts: Mapped[int] = mapped_column(default=0)
    reason: Mapped[str] = mapped_column(String(2000))
    granted_by: Mapped[UUID] = mapped_column(ForeignKey("users.id"), index=True)
    granted_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]


class Opening(Base):
    """When a quiz is open, and the code that opens it. It may change without publishing."""

    __tablename__ = "opening"

    course_id: Mapped[Slug] = mapped_column(primary_key=True)
    unit_id: Mapped[Slug] = mapped_column(primary_key=True)
    opens_at: Mapped[datetime | None]
    closes_at: Mapped[datetime | None]
    code: Mapped[str | None] = mapped_column(String(64))
    changed_by: Mapped[UUID] = mapped_column(ForeignKey("users.id"), index=True)
    changed_at: Mapped[datetime]
