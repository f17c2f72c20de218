"""Reads about cards: who gets one, and whose one is."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from academy.accounts.models import Membership, SignInCode, User
from academy.accounts.policy import Scope
from academy.accounts.queries.directory import there_still
from academy.accounts.rules import Card


@dataclass(frozen=True, slots=True)
class CardOwner:
    """Somebody for whom a card can be made."""

    id: UUID
    name: str
    login: str
    locale: str
    home: UUID | None


@dataclass(frozen=True, slots=True)
class CardFound:
    """A card that somebody holds in their hand, and whose it is."""

    user_id: UUID
    card: Card


def owners_among(
    session: Session, scope: Scope, people: Collection[UUID], *, limit: int
) -> list[CardOwner]:
    """Return those of some people for whom the reader may have cards made, by name."""
    return _owners(session, scope, User.id.in_(people), limit=limit)


def owners_in(
    session: Session, scope: Scope, organisation: UUID, *, now: datetime, limit: int
) -> list[CardOwner]:
    """Return an organisation's people who have no e-mail and no card that is still good."""
    members = select(Membership.user_id).where(Membership.organisation_id == organisation)
    have_one = select(SignInCode.user_id).where(
        SignInCode.user_id == User.id, SignInCode.used_at.is_(None), SignInCode.expires_at > now
    )
    needy = User.id.in_(members) & User.email.is_(None) & ~have_one.exists()
    return _owners(session, scope, needy, limit=limit)


def find_card(session: Session, digest: str) -> CardFound | None:
    """Return the card with that digest of its code."""
    statement = (
        select(
            SignInCode.user_id,
            SignInCode.expires_at,
            SignInCode.used_at,
            User.is_active,
            User.must_change_password,
        )
        .join(User, User.id == SignInCode.user_id)
        .where(SignInCode.digest == digest)
        .with_for_update(of=SignInCode)
    )
    row = session.execute(statement).one_or_none()
    return CardFound(row[0], Card(*row[1:])) if row else None


def _owners(
    session: Session, scope: Scope, condition: ColumnElement[bool], *, limit: int
) -> list[CardOwner]:
    home = (
        select(Membership.organisation_id)
        .where(Membership.user_id == User.id)
        .order_by(Membership.organisation_id)
        .limit(1)
    )
    statement = (
        select(
            User.id,
            User.name,
            func.coalesce(User.username, User.email),
            User.locale,
            home.scalar_subquery(),
        )
        .where(condition, User.is_active.is_(True), *there_still())
        .order_by(User.searched, User.id)
        .limit(limit)
    )
    if scope.organisations is not None:
        theirs = select(Membership.user_id).where(Membership.user_id == User.id)
        beyond = theirs.where(Membership.organisation_id.not_in(scope.organisations))
        statement = statement.where(theirs.exists(), ~beyond.exists())
    return [CardOwner(*row) for row in session.execute(statement)]
