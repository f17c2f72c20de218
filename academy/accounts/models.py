"""Tables of people and organisations."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, Date, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from academy.db.base import Base, Key


class User(Base):
    """A person who can sign in, by e-mail address or by user name.

    `email` and `username` are kept folded (`kernel.text.fold`), so that one person has one account.
    `stamp` changes with the password: sessions and reset links made before it end.
    `latin_name` is how a certificate writes the name for readers of the Latin script. `searched`
    is all that the person is looked for by, folded (`rules.searched_text`). `merged_into_id` is the
    account that took this one over; who was erased (`erased_at`) has a name and a way in no more.
    Until `adult_on` a guardian's consent is asked for, through `guardian_email`.
    """

    __tablename__ = "users"
    __table_args__ = (
        CheckConstraint("email IS NOT NULL OR username IS NOT NULL", name="has_a_way_in"),
        Index(
            "ix_users_searched",
            *("searched", "id", "country", "is_active", "merged_into_id", "erased_at"),
        ),
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
    searched: Mapped[str] = mapped_column(Text, default="")
    must_change_password: Mapped[bool] = mapped_column(default=False)
    merged_into_id: Mapped[UUID | None] = mapped_column(index=True)
    erased_at: Mapped[datetime | None]
    adult_on: Mapped[date | None] = mapped_column(Date)
    guardian_email: Mapped[str | None] = mapped_column(String(254))


class UserPast(Base):
    """What a person's reports said until the end of the day before `until` (`db.past`)."""

    __tablename__ = "users_past"

    id: Mapped[UUID] = mapped_column(ForeignKey("users.id"), primary_key=True)
    until: Mapped[date] = mapped_column(Date, primary_key=True)
    name: Mapped[str] = mapped_column(String(120))
    latin_name: Mapped[str | None] = mapped_column(String(120))
    email: Mapped[str | None] = mapped_column(String(254))
    username: Mapped[str | None] = mapped_column(String(64))


class Organisation(Base):
    """A member state, ministry, university, hub or company that people belong to.

    Organisations are a tree; the Academy itself is above all others, whatever their `parent_id`.
    """

    __tablename__ = "organisation"

    id: Mapped[Key]
    name: Mapped[str] = mapped_column(String(200), unique=True)
    kind: Mapped[str] = mapped_column(String(16), default="other")
    country: Mapped[str | None] = mapped_column(String(2))
    parent_id: Mapped[UUID | None] = mapped_column(ForeignKey("organisation.id"), index=True)
    is_active: Mapped[bool] = mapped_column(default=True)


class OrganisationPast(Base):
    """What an organisation was called, and below which it was, until the day before `until`."""

    __tablename__ = "organisation_past"

    id: Mapped[UUID] = mapped_column(ForeignKey("organisation.id"), primary_key=True)
    until: Mapped[date] = mapped_column(Date, primary_key=True)
    name: Mapped[str] = mapped_column(String(200))
    parent_id: Mapped[UUID | None]


class Membership(Base):
    """What one person is in one organisation; several roles are several rows.

    The index counts an organisation's people by role, and finds them, without the table.
    """

    __tablename__ = "membership"
    __table_args__ = (
        Index("ix_membership_organisation_id_role_user_id", "organisation_id", "role", "user_id"),
    )

    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id"), primary_key=True)
    organisation_id: Mapped[UUID] = mapped_column(ForeignKey("organisation.id"), primary_key=True)
    role: Mapped[str] = mapped_column(String(16), primary_key=True)


class Consent(Base):
    """That a person agreed to a version of a text, and when; and when they took that back.

    `given_by` is empty where they said so themselves; else it is the guardian's address, or the
    key of the administrator who has it on paper.
    """

    __tablename__ = "consent"

    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id"), primary_key=True)
    kind: Mapped[str] = mapped_column(String(32), primary_key=True)
    version: Mapped[str] = mapped_column(String(32), primary_key=True)
    given_at: Mapped[datetime]
    given_by: Mapped[str | None] = mapped_column(String(254))
    withdrawn_at: Mapped[datetime | None]


class SignInCode(Base):
    """A printed card: a code that lets one person in, once. Only its digest is kept."""

    __tablename__ = "sign_in_code"

    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id"), primary_key=True)
    digest: Mapped[str] = mapped_column(String(64), unique=True)
    made_at: Mapped[datetime]
    made_by: Mapped[UUID | None]
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]
