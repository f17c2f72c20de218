"""Tables of reports that are made again and again."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from academy.db.base import Base, Json, Key


class SavedReport(Base):
    """Filters and columns of the completion report, under a name.

    Where `organisation_id` is set, its administrators and those above see it too; what each of them
    reads is still only what their own scope holds.
    """

    __tablename__ = "saved_report"

    id: Mapped[Key]
    owner_id: Mapped[UUID] = mapped_column(ForeignKey("users.id"), index=True)
    organisation_id: Mapped[UUID | None] = mapped_column(ForeignKey("organisation.id"), index=True)
    name: Mapped[str] = mapped_column(String(120))
    definition: Mapped[dict[str, Any]] = mapped_column(Json)
    created_at: Mapped[datetime]
    changed_at: Mapped[datetime]


class Schedule(Base):
    """That a saved report is made regularly for one person, who gets a letter with a link.

    `every` is `week` (on Mondays) or `month` (on the first); the report is as of the day before.
    `last_job_id` is the run that was asked for last, `letter_at` when the letter about it was put
    on its way, or when it turned out that there is none to send.
    """

    __tablename__ = "schedule"
    __table_args__ = (CheckConstraint("every IN ('week', 'month')", name="known_every"),)

    report_id: Mapped[UUID] = mapped_column(ForeignKey("saved_report.id"), primary_key=True)
    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id"), primary_key=True, index=True)
    every: Mapped[str] = mapped_column(String(8))
    format: Mapped[str] = mapped_column(String(8))
    next_at: Mapped[datetime] = mapped_column(index=True)
    last_job_id: Mapped[UUID | None]
    letter_at: Mapped[datetime | None]
