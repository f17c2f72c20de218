"""What accounts keep of people, and what becomes of an account that is merged or erased."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Select, case, delete, exists, or_, select, update
from sqlalchemy.orm import Session

from academy.accounts.models import (
    Consent,
    Membership,
    Organisation,
    SignInCode,
    User,
    UserPast,
)
from academy.accounts.rules import searched_text
from academy.accounts.service.people import keep_past
from academy.accounts.service.signing import new_stamp
from academy.db import outbox, personal
from academy.db.personal import Erased, Erasing, Holdings, Merge, Row, Told
from academy.kernel.actor import Role
from academy.kernel.facts import PersonChanged
from academy.kernel.ids import uuid7

NOBODYS = "!"
"""What is kept instead of a password's hash where no password opens anything."""
_FILLED = ("latin_name", "country", "time_zone")


@dataclass(frozen=True, slots=True)
class AccountFacts:
    """What decides how long an account is kept."""

    id: UUID
    country: str | None
    created_at: datetime
    has_email: bool
    is_staff: bool
    is_over: bool


HOLDINGS = Holdings(
    acts=(SignInCode.made_by,),
    others=(
        User.id,
        User.merged_into_id,
        Membership.user_id,
        Consent.user_id,
        Consent.given_by,
        SignInCode.user_id,
    ),
    fixed={UserPast.id: "what reports said stays; erasing empties it"},
)


def told(session: Session, user_id: UUID) -> Told:
    """Return what a person said about themselves, what they agreed to, and where they belong."""
    before = select(
        UserPast.until, UserPast.name, UserPast.latin_name, UserPast.email, UserPast.username
    )
    cards = select(SignInCode.made_at, SignInCode.expires_at, SignInCode.used_at)
    belongs = select(Organisation.name.label("organisation"), Membership.role).join(
        Organisation, Organisation.id == Membership.organisation_id
    )
    return Told(
        {
            "account": personal.rows(session, _ACCOUNT.where(User.id == user_id)),
            "account_before": personal.rows(session, before.where(UserPast.id == user_id)),
            "memberships": personal.rows(session, belongs.where(Membership.user_id == user_id)),
            "consents": _consents(session, user_id),
            "cards": personal.rows(session, cards.where(SignInCode.user_id == user_id)),
            "cards_made": personal.acts_of(session, HOLDINGS, user_id),
        }
    )


def doubles(session: Session, kept: UUID, gone: UUID) -> Mapping[str, int]:
    """Return how many roles, consents and cards would be the other's."""
    del kept
    columns = (Membership.user_id, Consent.user_id, *HOLDINGS.acts)
    return personal.count(session, columns, gone)


def hand_over(session: Session, merge: Merge) -> None:
    """Close an account for good: its sessions end, and it leads to the one that stays."""
    for key in (merge.kept, merge.gone):
        keep_past(session, key, now=merge.now)
    personal.move(session, HOLDINGS.acts, merge)
    personal.unite(session, Membership.user_id, merge, is_spare=True)
    personal.unite(session, Consent.user_id, merge, is_spare=False)
    personal.write(session, delete(SignInCode).where(SignInCode.user_id == merge.gone))
    earlier = update(User).where(User.merged_into_id == merge.gone)
    personal.write(session, earlier.values(merged_into_id=merge.kept))
    kept, gone = session.get_one(User, merge.kept), session.get_one(User, merge.gone)
    gone.merged_into_id, gone.is_active, gone.stamp = kept.id, False, new_stamp()
    for name in _FILLED:
        setattr(kept, name, getattr(kept, name) or getattr(gone, name))
    if kept.is_active or kept.guardian_email is not None:  # else a guardian could open it again
        kept.guardian_email = kept.guardian_email or gone.guardian_email
    kept.adult_on = max(filter(None, (kept.adult_on, gone.adult_on)), default=None)
    gone.guardian_email = gone.adult_on = None
    if merge.takes_email:
        _take_email(session, kept, gone)
    kept.searched, gone.searched = _searched(kept), _searched(gone)
    outbox.put(session, PersonChanged(merge.kept, merge.now))
    session.flush()


def erase(session: Session, erasing: Erasing) -> Erased:
    """Leave a row without a name and without a way in, so that what is counted stays counted."""
    own = erasing.user_id
    user = session.get_one(User, own)
    user.email, user.username = None, f"erased-{own.hex}"
    user.name, user.latin_name, user.searched = "", None, ""
    user.password_hash, user.stamp, user.is_active = NOBODYS, new_stamp(), False
    user.country = user.time_zone = user.adult_on = user.guardian_email = None
    user.must_change_password, user.erased_at = False, erasing.now
    session.flush()
    nameless = {"name": "", "latin_name": None, "email": None, "username": None}
    personal.write(session, update(UserPast).where(UserPast.id == own).values(**nameless))
    personal.write(session, delete(Membership).where(Membership.user_id == own))
    personal.write(session, delete(SignInCode).where(SignInCode.user_id == own))
    address = Consent.given_by.contains("@")
    guardian = case((address, "guardian"), else_=Consent.given_by)
    agreed = update(Consent).where(Consent.user_id == own).values(given_by=guardian)
    consents = personal.write(session, agreed)
    return Erased({"consents": consents} if consents else {})


def accounts_of(session: Session, user_id: UUID) -> list[UUID]:
    """Return a person's account, and those that it took over."""
    taken = select(User.id).where(User.merged_into_id == user_id).order_by(User.id)
    return [user_id, *session.scalars(taken)]


def address_of(session: Session, user_id: UUID) -> str | None:
    """Return an account's e-mail address, that of a closed one too."""
    return session.scalar(select(User.email).where(User.id == user_id))


def lock(session: Session, *user_ids: UUID) -> None:
    """Let no other transaction change these accounts before this one ends."""
    rows = select(User.id).where(User.id.in_(user_ids)).order_by(User.id).with_for_update()
    session.execute(rows).all()


def account_facts(session: Session, *, after: UUID | None, limit: int) -> list[AccountFacts]:
    """Return the next accounts in the order in which they were made."""
    statement = _facts() if after is None else _facts().where(User.id > after)
    found = session.execute(statement.order_by(User.id).limit(limit))
    return [AccountFacts(*row) for row in found]


def facts_of(session: Session, user_id: UUID) -> AccountFacts:
    """Return what decides how long this account is kept."""
    return AccountFacts(*session.execute(_facts().where(User.id == user_id)).one())


def _facts() -> Select[*tuple[Any, ...]]:
    staff = exists().where(Membership.user_id == User.id, Membership.role != Role.LEARNER.value)
    over = or_(User.erased_at.is_not(None), User.merged_into_id.is_not(None))
    return select(User.id, User.country, User.created_at, User.email.is_not(None), staff, over)


def stand_in(session: Session, *, now: datetime) -> UUID:
    """Return a nameless account that holds what two people exchange, for a moment."""
    key = uuid7(now)
    session.add(
        User(
            id=key,
            email=None,
            username=f"between-{key.hex}",
            password_hash=NOBODYS,
            stamp=new_stamp(),
            name="",
            locale="en",
            created_at=now,
            is_active=False,
        )
    )
    session.flush()
    return key


def end_stand_in(session: Session, key: UUID) -> None:
    """Remove the account of the moment, which holds nothing any more."""
    session.flush()
    personal.write(session, delete(User).where(User.id == key))


def _consents(session: Session, user_id: UUID) -> list[Row]:
    """Return what a person agreed to; of others who agreed for them, only what they are."""
    own = select(
        Consent.kind, Consent.version, Consent.given_at, Consent.given_by, Consent.withdrawn_at
    )
    found = personal.rows(session, own.where(Consent.user_id == user_id))
    return [{**row, "given_by": _role_of(row["given_by"])} for row in found]


def _role_of(given_by: str | None) -> str:
    if given_by is None:
        return "yourself"
    return "guardian" if "@" in given_by or given_by == "guardian" else "administrator"


def _take_email(session: Session, kept: User, gone: User) -> None:
    """Exchange the addresses: the one that is not used any more stays out of reach of others."""
    before, taken = kept.email, gone.email
    gone.username = gone.username or f"merged-{gone.id.hex}"
    kept.username = kept.username or f"merged-{kept.id.hex}"
    gone.email = kept.email = None
    session.flush()
    kept.email, gone.email = taken or before, before if taken else None
    if kept.email and kept.username == f"merged-{kept.id.hex}":
        kept.username = None
    session.flush()


def _searched(user: User) -> str:
    return searched_text(user.name, user.latin_name, user.email, user.username)


_ACCOUNT = select(
    User.id,
    User.name,
    User.latin_name,
    User.email,
    User.username,
    User.locale,
    User.country,
    User.time_zone,
    User.created_at,
    User.is_active,
    User.adult_on,
    User.guardian_email,
)
