"""Changes that administrators make to other people. Nothing here commits or asks who may."""

import secrets
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from academy.accounts import queries, rules
from academy.accounts.models import SignInCode, User
from academy.accounts.queries import Profiled
from academy.accounts.rules import AccountRefused, PersonRefused
from academy.accounts.rules.consents import ConsentRefused
from academy.accounts.service.acting import By, note_person
from academy.accounts.service.people import Newcomer, Profile, register, update_profile
from academy.accounts.service.roles import give_role
from academy.accounts.service.signing import new_stamp
from academy.db import outbox
from academy.kernel.actor import Role
from academy.kernel.facts import AccessGiven
from academy.kernel.ids import CROCKFORD
from academy.kernel.refusal import NotFound, Refusal
from academy.kernel.text import fold

NO_PASSWORD = "!"  # noqa: S105 - what no password's hash ever is
_TAIL = 4


@dataclass(frozen=True, slots=True)
class WaysIn:
    """By what a person signs in: one of them at least."""

    email: str | None
    username: str | None


def add_person(
    session: Session, newcomer: Newcomer, *, role: Role, organisation: UUID, by: By
) -> UUID:
    """Add a person to an organisation, and write to them if they have an e-mail address.

    They have no password yet: the letter leads to one, or a card.
    """
    try:
        user = register(session, newcomer, terms=None, now=by.now)
    except Refusal as refusal:
        raise _as_said_to_others(refusal) from refusal
    note_person(session, "person.added", user_id=user.id, organisation=organisation, by=by)
    give_role(session, user=user.id, role=role, organisation=organisation, by=by)
    invite(session, user.id, by=by)
    return user.id


def invite(session: Session, user_id: UUID, *, by: By) -> None:
    """Have a letter sent that leads to a password, to whoever has an e-mail address."""
    user = session.get_one(User, user_id)
    if user.email and user.is_active:
        outbox.put(session, AccessGiven(user_id, user.locale, by.now))
        session.flush()


def propose_username(session: Session, name: str, *, country: str | None) -> str:
    """Return a user name that nobody has: from a name in Latin letters, else a short one."""
    stem = rules.username_stem(name)
    if stem:
        return rules.free_username(stem, queries.usernames_like(session, stem))
    while True:
        tail = "".join(secrets.choice(CROCKFORD) for _ in range(_TAIL))
        made = rules.random_username(country, tail)
        if queries.find_by_login(session, made) is None:
            return made


def change_person(
    session: Session, user_id: UUID, *, profile: Profile, ways: WaysIn, by: By
) -> None:
    """Keep what an administrator says of a person; their old address leads in no more."""
    person = _there(session, user_id)
    user = session.get_one(User, user_id)
    email = fold(ways.email) if ways.email else None
    username = fold(ways.username) if ways.username else None
    _refuse_ways(session, user_id, email=email, username=username)
    update_profile(session, user_id=user_id, profile=profile, now=by.now)
    if user.email and email != user.email:
        user.stamp = new_stamp()
    user.email, user.username = email, username
    user.searched = rules.searched_text(user.name, user.latin_name, email, username)
    try:
        session.flush()
    except IntegrityError as error:
        raise Refusal(PersonRefused.USERNAME_IN_USE) from error
    note_person(session, "person.changed", user_id=user_id, organisation=person.home, by=by)


def deactivate(session: Session, user_id: UUID, *, by: By) -> None:
    """Close an account: every session ends, and nobody comes in until it is opened again.

    A guardian who was asked and has not answered opens it no more.
    """
    if user_id == by.actor_id:
        raise Refusal(PersonRefused.OWN_ACCOUNT)
    person = _there(session, user_id)
    if person.is_active or queries.awaiting(session, user_id):
        user = session.get_one(User, user_id)
        user.is_active, user.stamp, user.guardian_email = False, new_stamp(), None
        note_person(session, "person.deactivated", user_id=user_id, organisation=person.home, by=by)


def reactivate(session: Session, user_id: UUID, *, by: By) -> None:
    """Open an account again, with the password that it had."""
    person = _there(session, user_id)
    if not person.is_active:
        user = session.get_one(User, user_id)
        is_young = user.adult_on is not None and user.adult_on > by.now.date()
        lacks_guardian = is_young and not queries.has_guardian(session, user_id)
        if lacks_guardian or queries.awaiting(session, user_id):
            raise Refusal(ConsentRefused.GUARDIAN_AWAITED)
        user.is_active = True
        note_person(session, "person.reactivated", user_id=user_id, organisation=person.home, by=by)


def reset_access(session: Session, user_id: UUID, *, by: By) -> Profiled:
    """End every session, password and card of a person, and have a letter lead to a new password.

    Who has no e-mail address needs a card then.
    """
    if user_id == by.actor_id:
        raise Refusal(PersonRefused.OWN_ACCOUNT)
    person = _there(session, user_id)
    if not person.is_active:
        raise Refusal(PersonRefused.NOT_ACTIVE)
    user = session.get_one(User, user_id)
    user.password_hash, user.stamp = NO_PASSWORD, new_stamp()
    card = session.get(SignInCode, user_id)
    if card:
        session.delete(card)
    note_person(session, "person.access-reset", user_id=user_id, organisation=person.home, by=by)
    invite(session, user_id, by=by)
    return person


def _as_said_to_others(refusal: Refusal) -> Refusal:
    """Return a refusal of somebody's own registration as one that an administrator meets."""
    reasons: dict[StrEnum, StrEnum] = {
        AccountRefused.EMAIL_TAKEN: PersonRefused.EMAIL_IN_USE,
        AccountRefused.USERNAME_TAKEN: PersonRefused.USERNAME_IN_USE,
    }
    return Refusal(reasons.get(refusal.reason, refusal.reason))


def _there(session: Session, user_id: UUID) -> Profiled:
    person = queries.find_profile(session, user_id)
    if person is None:
        raise NotFound
    if person.merged_into_id:
        raise Refusal(PersonRefused.ACCOUNT_MERGED)
    return person


def _refuse_ways(
    session: Session, user_id: UUID, *, email: str | None, username: str | None
) -> None:
    if not email and not username:
        raise Refusal(PersonRefused.NO_WAY_IN)
    for known, taken in (
        (email, PersonRefused.EMAIL_IN_USE),
        (username, PersonRefused.USERNAME_IN_USE),
    ):
        found = queries.find_by_login(session, known) if known else None
        if found and found.id != user_id:
            raise Refusal(taken)
