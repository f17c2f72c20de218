"""Changes to people. Nothing here commits."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from hashlib import sha256
from typing import Any
from uuid import UUID

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from itsdangerous import BadData, URLSafeSerializer
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from academy.accounts import queries
from academy.accounts.models import Consent, Membership, Organisation, User
from academy.accounts.queries import Account
from academy.accounts.rules import AccountRefused, is_email, normal_password
from academy.db import audit, outbox
from academy.kernel.actor import Role
from academy.kernel.countries import TIME_ZONES
from academy.kernel.facts import PasswordResetAsked
from academy.kernel.ids import uuid7
from academy.kernel.refusal import Refusal
from academy.kernel.text import fold

TERMS = "terms"
TERMS_VERSION = "2026-11"
ACADEMY = "China-ASEAN Digital Academy"
"""The organisation of people who belong to no other."""

_LINK_LASTS = timedelta(hours=1)
_HASHER = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)


@dataclass(frozen=True, slots=True)
class Newcomer:
    """Somebody who wants an account. `login`: an e-mail address or a user name of right shape."""

    login: str
    password_hash: str
    name: str
    locale: str
    country: str | None = None


@dataclass(frozen=True, slots=True)
class Profile:
    """What a person may say about themselves; without a time zone, that of their country."""

    name: str
    latin_name: str | None
    locale: str
    country: str | None
    time_zone: str | None


def hash_password(password: str) -> str:
    """Return what is kept of a password. Slow on purpose: call it outside `atomic()`."""
    return _HASHER.hash(normal_password(password))


def recognise(account: Account | None, password: str) -> Account:
    """Return the account if this is its password, else raise `Refusal`.

    For nobody's account a password is checked all the same, so that neither the answer nor the
    time it takes tells whether there is one.
    """
    matches = _matches(account.password_hash if account else _nobodys_hash(), password)
    if account is None or not account.is_active or not matches:
        raise Refusal(AccountRefused.NOT_RECOGNISED)
    return account


def is_outdated(account: Account) -> bool:
    """Tell whether the password's hash was made with other parameters than are now in force."""
    return _HASHER.check_needs_rehash(account.password_hash)


def renew_hash(session: Session, *, user_id: UUID, password_hash: str) -> None:
    """Keep a newer hash of the same password; sessions go on."""
    _user(session, user_id).password_hash = password_hash
    session.flush()


def register(session: Session, newcomer: Newcomer, *, terms: str | None, now: datetime) -> User:
    """Make an account; raise `Refusal` where the way in is somebody's already.

    `terms` is the version the person agreed to; people entered by an administrator were not asked.
    """
    known = fold(newcomer.login)
    by_email = is_email(known)
    taken = AccountRefused.EMAIL_TAKEN if by_email else AccountRefused.USERNAME_TAKEN
    if queries.find_by_login(session, known):
        raise Refusal(taken)
    user = User(
        id=uuid7(now),
        email=known if by_email else None,
        username=None if by_email else known,
        password_hash=newcomer.password_hash,
        stamp=_new_stamp(),
        name=newcomer.name,
        latin_name=None,
        locale=newcomer.locale,
        country=newcomer.country,
        time_zone=TIME_ZONES.get(newcomer.country or ""),
        created_at=now,
    )
    _add(session, user, or_refuse=taken)
    if terms:
        session.add(Consent(user_id=user.id, kind=TERMS, version=terms, given_at=now))
    session.flush()
    return user


def update_profile(session: Session, *, user_id: UUID, profile: Profile) -> None:
    """Keep what a person now says about themselves; certificates already issued do not change."""
    user = _user(session, user_id)
    user.name = profile.name
    user.latin_name = profile.latin_name
    user.locale = profile.locale
    user.country = profile.country
    user.time_zone = profile.time_zone or TIME_ZONES.get(profile.country or "")
    session.flush()


def add_email(session: Session, *, user_id: UUID, email: str, now: datetime) -> None:
    """Give an account without an e-mail address one; raise `Refusal` where it cannot be."""
    user = _user(session, user_id)
    known = fold(email)
    if user.email:
        raise Refusal(AccountRefused.HAS_EMAIL)
    if queries.find_by_login(session, known):
        raise Refusal(AccountRefused.EMAIL_TAKEN)
    user.email = known
    _flush(session, or_refuse=AccountRefused.EMAIL_TAKEN)
    audit.record(
        session, actor_id=user_id, action="account.email-added", subject=f"user:{user_id}", now=now
    )


def change_password(session: Session, *, user_id: UUID, password_hash: str, now: datetime) -> str:
    """Replace the password and return the new stamp: every session and link made before ends."""
    user = _user(session, user_id)
    user.password_hash = password_hash
    user.stamp = _new_stamp()
    audit.record(
        session, actor_id=user_id, action="account.new-password", subject=f"user:{user_id}", now=now
    )
    session.flush()
    return user.stamp


def ask_reset(session: Session, *, email: str, now: datetime) -> None:
    """Have a letter sent to whoever has this address; nobody learns whether anybody does."""
    account = queries.find_by_login(session, email)
    if account and account.email and account.is_active:
        outbox.put(session, PasswordResetAsked(account.id, account.locale, now))
        session.flush()


def reset_token(account: Account, *, secret: str, now: datetime) -> str:
    """Return what a reset letter carries: good for an hour, and until the password changes."""
    ends = int((now + _LINK_LASTS).timestamp())
    return _signer(secret).dumps([account.id.hex, account.stamp, ends])


def account_of_token(session: Session, token: str, *, secret: str, now: datetime) -> Account | None:
    """Return whose password a token may change; `None` if it is forged, used or too old."""
    try:
        key, stamp, ends = _signer(secret).loads(token)
    except BadData:
        return None
    account = queries.find_account(session, UUID(hex=key))
    is_good = account and account.is_active and account.stamp == stamp
    return account if is_good and now.timestamp() < ends else None


def grant(
    session: Session, *, user: UUID, organisation: UUID, role: Role, by: UUID | None, now: datetime
) -> None:
    """Let a person be something in an organisation; once is enough. `by` is empty for commands."""
    if queries.has_role(session, user, organisation_id=organisation, role=role):
        return
    session.add(Membership(user_id=user, organisation_id=organisation, role=role.value))
    audit.record(
        session,
        actor_id=by,
        action="role.granted",
        subject=f"user:{user}",
        now=now,
        role=role.value,
        organisation=str(organisation),
    )
    session.flush()


def add_organisation(
    session: Session, name: str, *, country: str | None = None, now: datetime
) -> UUID:
    """Return the organisation of that name, made if it is not there yet."""
    found = queries.find_organisation(session, name)
    if found:
        return found
    made = Organisation(id=uuid7(now), name=name, country=country, parent_id=None)
    session.add(made)
    session.flush()
    return made.id


def _matches(password_hash: str, password: str) -> bool:
    try:
        return _HASHER.verify(password_hash, normal_password(password))
    except (VerificationError, InvalidHashError):
        return False


@lru_cache(maxsize=1)
def _nobodys_hash() -> str:
    return hash_password(secrets.token_hex())


def _new_stamp() -> str:
    return secrets.token_urlsafe(12)


def _signer(secret: str) -> URLSafeSerializer:
    options: dict[str, Any] = {"digest_method": sha256}
    return URLSafeSerializer(secret, salt="academy.password-reset", signer_kwargs=options)


def _user(session: Session, user_id: UUID) -> User:
    return session.get_one(User, user_id)


def _add(session: Session, user: User, *, or_refuse: AccountRefused) -> None:
    session.add(user)
    _flush(session, or_refuse=or_refuse)


def _flush(session: Session, *, or_refuse: AccountRefused) -> None:
    """Write; where somebody else took the way in a moment ago, that is a refusal like any other."""
    try:
        session.flush()
    except IntegrityError as error:
        raise Refusal(or_refuse) from error
