"""Tables of what was done about people, and of what is going to be."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from academy.db.base import Base, Json, Key


class Erasure(Base):
    """That a person was erased: when, at whose wish, and what had to be kept and why.

    `kept` holds codes and counts only, nothing of the person.
    """

    __tablename__ = "erasure"

    id: Mapped[Key]
    user_id: Mapped[UUID] = mapped_column(unique=True)
    cause: Mapped[str] = mapped_column(String(16))
    asked_by: Mapped[UUID | None]
    done_at: Mapped[datetime]
    kept: Mapped[dict[str, Any]] = mapped_column(Json)


class IdleAccount(Base):
    """That somebody was told that their idle account will be erased, and that they want it kept."""

    __tablename__ = "idle_account"

    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id"), primary_key=True)
    warned_at: Mapped[datetime | None]
    stayed_at: Mapped[datetime | None]
