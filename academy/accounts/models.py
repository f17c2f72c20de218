"""Tables of people and organisations."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from academy.db.base import Base, Key


class User(Base):
    """A person who can sign in, by e-mail address or by user name.

    `email` and `username` are kept folded (`kernel.text.fold`), so that one person has one account.
    `stamp` changes with the password: sessions and reset links made before it end.
    `latin_name` is how a certificate writes the name for readers of the Latin script.
    """

    __tablename__ = "users"
    __table_args__ = (
        CheckConstraint("email IS NOT NULL OR username IS NOT NULL", name="has_a_way_in"),
    )

    id: Mapped[Key]
    email: Mapped[str | None] = mapped_column(String(254), unique=True)
    username: Mapped[str | None] = mapped_column(String(64), unique=True)
    password_hash: Mapped[str] = mapped_column(String(200))
    stamp: Mapped[str] = mapped_column(String(16))
    name: Mapped[str] = mapped_column(String(120))
    latin_name: Mapped[str | None] = mapped_column(String(120))
    locale: Mapped[str] = mapped_column(String(16))
    country: Mapped[str | None] = mapped_column(String(2))
    time_zone: Mapped[str | None] = mapped_column(String(64))
    created_at: Mapped[datetime]
    is_active: Mapped[bool] = mapped_column(default=True)


class Organisation(Base):
    """A ministry, university, hub or company that people belong to."""

    __tablename__ = "organisation"

    id: Mapped[Key]
    name: Mapped[str] = mapped_column(String(200), unique=True)
    country: Mapped[str | None] = mapped_column(String(2))
    parent_id: Mapped[UUID | None] = mapped_column(ForeignKey("organisation.id"), index=True)


class Membership(Base):
    """What one person is in one organisation; several roles are several rows."""

    __tablename__ = "membership"

    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id"), primary_key=True)
    organisation_id: Mapped[UUID] = mapped_column(
        ForeignKey("organisation.id"), primary_key=True, index=True
    )
    role: Mapped[str] = mapped_column(String(16), primary_key=True)


class Consent(Base):
    """That a person agreed to a version of a text, and when."""

    __tablename__ = "consent"

    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id"), primary_key=True)
    kind: Mapped[str] = mapped_column(String(32), primary_key=True)
    version: Mapped[str] = mapped_column(String(32), primary_key=True)
    given_at: Mapped[datetime]
