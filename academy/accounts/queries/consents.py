"""Reads about what people agreed to, and about learners whose guardian has not answered."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from academy.accounts.models import Consent, User
from academy.accounts.rules.consents import Agreement


class Giver(StrEnum):
    """Who gave a consent: the person, a guardian from afar, or either on paper."""

    PERSON = "person"
    GUARDIAN = "guardian"
    PAPER = "paper"


@dataclass(frozen=True, slots=True)
class Consented:
    """A consent for a person: in which version, when, by whom, and when it was taken back."""

    kind: str
    version: str
    given_at: datetime
    giver: Giver
    withdrawn_at: datetime | None


@dataclass(frozen=True, slots=True)
class Awaiting:
    """A learner whose account is closed until a guardian agrees.

    `guardian_email` is empty where the guardian signs a paper.
    """

    id: UUID
    name: str
    email: str | None
    locale: str
    country: str | None
    adult_on: date | None
    guardian_email: str


def consents_held(session: Session, user_id: UUID) -> list[Consented]:
    """Return all that somebody agreed to for a person, the newest first."""
    statement = (
        select(
            Consent.kind, Consent.version, Consent.given_at, Consent.given_by, Consent.withdrawn_at
        )
        .where(Consent.user_id == user_id)
        .order_by(Consent.given_at.desc(), Consent.kind, Consent.version)
    )
    return [
        Consented(row.kind, row.version, row.given_at, _giver(row.given_by), row.withdrawn_at)
        for row in session.execute(statement)
    ]


def agreed(session: Session, user_id: UUID) -> frozenset[tuple[str, str]]:
    """Return kind and version of all that a person agreed to and did not take back."""
    statement = select(Consent.kind, Consent.version).where(
        Consent.user_id == user_id, Consent.withdrawn_at.is_(None)
    )
    return frozenset((row.kind, row.version) for row in session.execute(statement))


def has_guardian(session: Session, user_id: UUID) -> bool:
    """Tell whether a guardian agreed for a person, in any version, and did not take it back."""
    return any(kind == Agreement.GUARDIAN.value for kind, _ in agreed(session, user_id))


def awaiting(session: Session, user_id: UUID) -> Awaiting | None:
    """Return a learner whose guardian is still to agree."""
    statement = select(
        User.id,
        User.name,
        User.email,
        User.locale,
        User.country,
        User.adult_on,
        User.guardian_email,
    ).where(User.id == user_id, User.guardian_email.is_not(None), User.is_active.is_(False))
    row = session.execute(statement).one_or_none()
    return Awaiting(*row) if row else None


def _giver(given_by: str | None) -> Giver:
    if given_by is None:
        return Giver.PERSON
    return Giver.GUARDIAN if "@" in given_by or given_by == Giver.GUARDIAN else Giver.PAPER
