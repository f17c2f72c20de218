"""Changes to people. Nothing here commits."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from academy.accounts import queries
from academy.accounts.models import Consent, User, UserPast
from academy.accounts.rules import AccountRefused, is_email, searched_text
from academy.accounts.rules.consents import VERSIONS, Agreement, ConsentRefused, moved
from academy.accounts.service.signing import new_stamp
from academy.db import audit, outbox, past
from academy.kernel.countries import TIME_ZONES
from academy.kernel.facts import GuardianAsked, PersonChanged
from academy.kernel.ids import uuid7
from academy.kernel.refusal import Refusal
from academy.kernel.text import fold

TERMS = Agreement.TERMS.value
TERMS_VERSION = VERSIONS[Agreement.TERMS]


@dataclass(frozen=True, slots=True)
class Newcomer:
    """Somebody who wants an account. `login`: an e-mail address or a user name of right shape.

    A learner under age says how to reach a guardian, or, with an empty text, that one will sign a
    paper; until then the account is closed.
    """

    login: str
    password_hash: str
    name: str
    locale: str
    country: str | None = None
    adult_on: date | None = None
    guardian_email: str | None = None


@dataclass(frozen=True, slots=True)
class Profile:
    """What a person may say about themselves; without a time zone, that of their country."""

    name: str
    latin_name: str | None
    locale: str
    country: str | None
    time_zone: str | None


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
        stamp=new_stamp(),
        name=newcomer.name,
        latin_name=None,
        locale=newcomer.locale,
        country=newcomer.country,
        time_zone=TIME_ZONES.get(newcomer.country or ""),
        created_at=now,
        is_active=newcomer.guardian_email is None,
        adult_on=newcomer.adult_on,
        guardian_email=newcomer.guardian_email,
    )
    user.searched = _searched(user)
    _add(session, user, or_refuse=taken)
    if newcomer.guardian_email:
        outbox.put(session, GuardianAsked(user.id, user.locale, now))
    if terms:
        _agree_and_note(session, user.id, terms=terms, now=now)
    session.flush()
    return user


def update_profile(session: Session, *, user_id: UUID, profile: Profile, now: datetime) -> None:
    """Keep what a person now says about themselves; certificates already issued do not change.

    Raise `Refusal` where the law of another country would make a guardian agree first.
    """
    user = _user(session, user_id)
    user.adult_on = _grown_up_in(session, user, profile.country, now=now)
    keep_past(session, user_id, now=now)
    user.name = profile.name
    user.latin_name = profile.latin_name
    user.locale = profile.locale
    user.country = profile.country
    user.time_zone = profile.time_zone or TIME_ZONES.get(profile.country or "")
    user.searched = _searched(user)
    outbox.put(session, PersonChanged(user_id, now))
    session.flush()


def add_email(session: Session, *, user_id: UUID, email: str, now: datetime) -> None:
    """Give an account without an e-mail address one; raise `Refusal` where it cannot be."""
    user = _user(session, user_id)
    known = fold(email)
    if user.email:
        raise Refusal(AccountRefused.HAS_EMAIL)
    if queries.find_by_login(session, known):
        raise Refusal(AccountRefused.EMAIL_TAKEN)
    keep_past(session, user_id, now=now)
    user.email = known
    user.searched = _searched(user)
    _flush(session, or_refuse=AccountRefused.EMAIL_TAKEN)
    audit.record(
        session, actor_id=user_id, action="account.email-added", subject=f"user:{user_id}", now=now
    )


def _agree_and_note(session: Session, user_id: UUID, *, terms: str, now: datetime) -> None:
    """Write down that somebody made an account for themselves, and what they agreed to."""
    agreed = ((TERMS, terms), (Agreement.PRIVACY.value, VERSIONS[Agreement.PRIVACY]))
    for kind, version in agreed:
        session.add(Consent(user_id=user_id, kind=kind, version=version, given_at=now))
    audit.record(
        session, actor_id=user_id, action="account.registered", subject=f"user:{user_id}", now=now
    )


def _grown_up_in(
    session: Session, user: User, country: str | None, *, now: datetime
) -> date | None:
    """Return from when somebody needs no guardian in a country to which they move now."""
    later = moved(user.adult_on, before=user.country, after=country)
    is_young = country != user.country and later is not None and later > now.date()
    if is_young and not queries.has_guardian(session, user.id):
        raise Refusal(ConsentRefused.COUNTRY_ASKS_GUARDIAN)
    return later


def keep_past(session: Session, user_id: UUID, *, now: datetime) -> None:
    """Keep what reports say of a person, who is about to change."""
    past.keep(session, UserPast, of=User, where=User.id == user_id, day=now.date())


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


def _searched(user: User) -> str:
    return searched_text(user.name, user.latin_name, user.email, user.username)
