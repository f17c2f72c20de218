"""Reads about one person, for those who administer where the person belongs."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from academy.accounts.models import Consent, Membership, SignInCode, User
from academy.accounts.policy import Act, Scope, may
from academy.db.audit import AuditEvent
from academy.kernel.actor import Role
from academy.kernel.refusal import Forbidden, NotFound

_TRAIL = 20


@dataclass(frozen=True, slots=True)
class Profiled:
    """All that administrators see of a person; `roles` are those within every reach or beyond.

    `merged_into_id` is the account that took this one over.
    """

    id: UUID
    name: str
    latin_name: str | None
    email: str | None
    username: str | None
    locale: str
    country: str | None
    time_zone: str | None
    is_active: bool
    created_at: datetime
    must_change_password: bool
    merged_into_id: UUID | None
    roles: tuple[tuple[Role, UUID], ...]

    @property
    def login(self) -> str:
        """What the person signs in by."""
        return self.email or self.username or ""

    @property
    def organisations(self) -> frozenset[UUID]:
        """Wherever the person belongs."""
        return frozenset(organisation for _, organisation in self.roles)

    @property
    def home(self) -> UUID | None:
        """The organisation where the person learns, or the first to which they belong."""
        order = sorted(self.roles, key=lambda held: (held[0] is not Role.LEARNER, held[1]))
        return order[0][1] if order else None


@dataclass(frozen=True, slots=True)
class Agreed:
    """A consent of a person, and when they took it back."""

    kind: str
    version: str
    given_at: datetime
    withdrawn_at: datetime | None


@dataclass(frozen=True, slots=True)
class Deed:
    """Something on the trail that was done to a person."""

    at: datetime
    action: str
    actor: str | None


@dataclass(frozen=True, slots=True)
class CardState:
    """How a person's card stands."""

    made_at: datetime
    expires_at: datetime
    used_at: datetime | None


_PROFILE = (
    User.id,
    User.name,
    User.latin_name,
    User.email,
    User.username,
    User.locale,
    User.country,
    User.time_zone,
    User.is_active,
    User.created_at,
    User.must_change_password,
    User.merged_into_id,
)


def find_profile(session: Session, user_id: UUID) -> Profiled | None:
    """Return a person with every role they have; nobody who was erased."""
    statement = (
        select(*_PROFILE, Membership.role, Membership.organisation_id)
        .outerjoin(Membership, Membership.user_id == User.id)
        .where(User.id == user_id, User.erased_at.is_(None))
    )
    rows: Sequence[Any] = session.execute(statement).all()
    if not rows:
        return None
    roles = tuple((Role(role), where) for *_, role, where in rows if role)
    return Profiled(*rows[0][: len(_PROFILE)], roles=roles)


def person_within(session: Session, scope: Scope, key: UUID, *, act: Act) -> Profiled:
    """Return a person to whom whoever reaches that far may do that.

    Raise `NotFound` where they may not even see the person, `Forbidden` where they may not do it.
    """
    person = find_profile(session, key)
    if person is None or not may(scope, Act.SEE_PERSON, *person.organisations):
        raise NotFound
    if not may(scope, act, *person.organisations):
        raise Forbidden
    return person


def consents_of(session: Session, user_id: UUID) -> list[Agreed]:
    """Return what a person agreed to, newest first."""
    statement = (
        select(Consent.kind, Consent.version, Consent.given_at, Consent.withdrawn_at)
        .where(Consent.user_id == user_id)
        .order_by(Consent.given_at.desc(), Consent.kind, Consent.version)
    )
    return [Agreed(*row) for row in session.execute(statement)]


def deeds_on(session: Session, scope: Scope, user_id: UUID) -> list[Deed]:
    """Return the last things that were done to a person, as far as the reader's reach goes."""
    statement = (
        select(AuditEvent.at, AuditEvent.action, User.name)
        .outerjoin(User, User.id == AuditEvent.actor_id)
        .where(AuditEvent.subject == f"user:{user_id}", AuditEvent.action.not_like("sign-in.%"))
        .order_by(AuditEvent.at.desc(), AuditEvent.id.desc())
        .limit(_TRAIL)
    )
    if scope.organisations is not None:
        statement = statement.where(
            or_(
                AuditEvent.organisation_id.in_(scope.organisations),
                AuditEvent.actor_id == user_id,
            )
        )
    return [Deed(*row) for row in session.execute(statement)]


def card_of(session: Session, user_id: UUID) -> CardState | None:
    """Return how the person's card stands, if one was ever made."""
    columns = (SignInCode.made_at, SignInCode.expires_at, SignInCode.used_at)
    row = session.execute(select(*columns).where(SignInCode.user_id == user_id)).one_or_none()
    return CardState(*row) if row else None


def usernames_like(session: Session, stem: str) -> frozenset[str]:
    """Return the user names that begin so."""
    statement = select(User.username).where(User.username.startswith(stem, autoescape=True))
    return frozenset(filter(None, session.scalars(statement)))
