"""Changes to how people come in. Nothing here commits."""

import secrets
from datetime import datetime, timedelta
from functools import lru_cache
from hashlib import sha256
from typing import Any
from uuid import UUID

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from itsdangerous import BadData, URLSafeSerializer
from sqlalchemy import delete
from sqlalchemy.orm import Session

from academy.accounts import queries
from academy.accounts.models import SignInCode, User
from academy.accounts.queries import Account
from academy.accounts.rules import AccountRefused, PersonRefused, normal_password
from academy.accounts.rules.consents import ConsentRefused
from academy.db import audit, outbox
from academy.kernel.facts import PasswordResetAsked
from academy.kernel.refusal import Refusal

_LINK_LASTS = timedelta(hours=1)
INVITED_FOR = timedelta(days=7)
"""A letter that nobody asked for lies longer before it is opened."""
_HASHER = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)


def hash_password(password: str) -> str:
    """Return what is kept of a password. Slow on purpose: call it outside `atomic()`."""
    return _HASHER.hash(normal_password(password))


def recognise(account: Account | None, password: str) -> Account:
    """Return the account if this is its password, else raise `Refusal`.

    For nobody's account a password is checked all the same, so that neither the answer nor the
    time it takes tells whether there is one.
    """
    matches = _matches(account.password_hash if account else _nobodys_hash(), password)
    if account is not None and matches and account.is_merged:
        raise Refusal(PersonRefused.ACCOUNT_MERGED)
    if account is None or not matches or not (account.is_active or account.is_awaited):
        raise Refusal(AccountRefused.NOT_RECOGNISED)
    if account.is_awaited:
        raise Refusal(ConsentRefused.GUARDIAN_AWAITED)
    return account


def is_outdated(account: Account) -> bool:
    """Tell whether the password's hash was made with other parameters than are now in force."""
    return _HASHER.check_needs_rehash(account.password_hash)


def renew_hash(session: Session, *, user_id: UUID, password_hash: str) -> None:
    """Keep a newer hash of the same password; sessions go on."""
    _user(session, user_id).password_hash = password_hash
    session.flush()


def change_password(session: Session, *, user_id: UUID, password_hash: str, now: datetime) -> str:
    """Replace the password and return the new stamp.

    Every session and link made before ends, and so does a card that was not used.
    """
    user = _user(session, user_id)
    unused = (SignInCode.user_id == user_id, SignInCode.used_at.is_(None))
    session.execute(delete(SignInCode).where(*unused))
    user.password_hash = password_hash
    user.stamp = new_stamp()
    user.must_change_password = False
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
        audit.record(
            session,
            actor_id=None,
            action="account.reset-asked",
            subject=f"user:{account.id}",
            now=now,
        )
        session.flush()


def reset_token(
    account: Account, *, secret: str, now: datetime, lasts: timedelta = _LINK_LASTS
) -> str:
    """Return what a reset letter carries: good for an hour, and until the password changes."""
    ends = int((now + lasts).timestamp())
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


def new_stamp() -> str:
    """Return what sessions carry until the password changes again."""
    return secrets.token_urlsafe(12)


def _matches(password_hash: str, password: str) -> bool:
    try:
        return _HASHER.verify(password_hash, normal_password(password))
    except (VerificationError, InvalidHashError):
        return False


@lru_cache(maxsize=1)
def _nobodys_hash() -> str:
    return hash_password(secrets.token_hex())


def _signer(secret: str) -> URLSafeSerializer:
    options: dict[str, Any] = {"digest_method": sha256}
    return URLSafeSerializer(secret, salt="academy.password-reset", signer_kwargs=options)


def _user(session: Session, user_id: UUID) -> User:
    return session.get_one(User, user_id)
