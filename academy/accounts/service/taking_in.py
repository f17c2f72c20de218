"""Writing the rows of a file of people: many at once. Nothing here commits, or asks who may."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast
from uuid import UUID

from sqlalchemy import Table, insert, select
from sqlalchemy.orm import Session

from academy.accounts.models import Membership, User, UserPast
from academy.accounts.rules import searched_text
from academy.accounts.rules.consents import moved
from academy.accounts.service.acting import By
from academy.accounts.service.others import NO_PASSWORD
from academy.accounts.service.signing import new_stamp
from academy.db import audit, outbox, past
from academy.kernel.actor import Role
from academy.kernel.column_words import Field
from academy.kernel.countries import TIME_ZONES
from academy.kernel.facts import AccessGiven, PersonChanged
from academy.kernel.fates import Fate, Outcome
from academy.kernel.ids import uuid7

_USERS, _MEMBERSHIPS = cast("Table", User.__table__), cast("Table", Membership.__table__)
_KEPT_AS = {
    Field.NAME.value: "name",
    Field.LATIN_NAME.value: "latin_name",
    Field.EMAIL.value: "email",
    Field.USERNAME.value: "username",
    Field.LANGUAGE.value: "locale",
    Field.COUNTRY.value: "country",
}
"""In which column of the table each field is kept."""


@dataclass(frozen=True, slots=True)
class Taking:
    """Who takes people in, in which language those read who say none, and who gets a letter."""

    by: By
    language: str
    with_letters: bool = False


def take_in(session: Session, rows: Sequence[Outcome], taking: Taking) -> None:
    """Add the people who are new, and keep what the file says otherwise of those who are not."""
    made = {one.row: uuid7(taking.by.now) for one in rows if one.fate is not Fate.CHANGED}
    new = [_newcomer(one, made[one.row], taking) for one in rows if one.row in made]
    if new:
        session.execute(insert(_USERS), new)
    _change(session, [one for one in rows if one.fate is Fate.CHANGED], taking.by.now)
    roles = [
        (one, made.get(one.row) or UUID(one.subject))
        for one in rows
        if one.row in made or Field.ROLE.value in one.changes
    ]
    if roles:
        session.execute(insert(_MEMBERSHIPS), [_membership(one, who) for one, who in roles])
    for one, who in roles:
        _note_staff(session, one, who, by=taking.by)
    for one in new:
        if taking.with_letters and one["email"]:
            outbox.put(session, AccessGiven(one["id"], one["locale"], taking.by.now))
    session.flush()


def _newcomer(one: Outcome, key: UUID, taking: Taking) -> dict[str, Any]:
    said: dict[str, str | None] = {own: one.told.get(name) for name, own in _KEPT_AS.items()}
    return {
        **said,
        "id": key,
        "locale": said["locale"] or taking.language,
        "time_zone": TIME_ZONES.get(said["country"] or ""),
        "password_hash": NO_PASSWORD,
        "stamp": new_stamp(),
        "created_at": taking.by.now,
        "is_active": True,
        "must_change_password": False,
        "searched": searched_text(
            said["name"], said["latin_name"], said["email"], said["username"]
        ),
    }


def _change(session: Session, rows: Sequence[Outcome], now: datetime) -> None:
    """Keep what rows say otherwise of people, and what reports said of these before."""
    told: dict[UUID, dict[str, str]] = {}
    for one in rows:
        values = {_KEPT_AS[name]: one.told[name] for name in one.changes if name in _KEPT_AS}
        told[UUID(one.subject)] = values
    changing = [who for who, values in told.items() if values]
    if not changing:
        return
    past.keep(session, UserPast, of=User, where=User.id.in_(changing), day=now.date())
    for user in session.scalars(select(User).where(User.id.in_(changing))):
        in_capital = user.time_zone in {None, TIME_ZONES.get(user.country or "")}
        lives_in = told[user.id].get("country", user.country)
        user.adult_on = moved(user.adult_on, before=user.country, after=lives_in)
        for name, value in told[user.id].items():
            setattr(user, name, value)
        if in_capital:
            user.time_zone = TIME_ZONES.get(user.country or "")
        user.searched = searched_text(user.name, user.latin_name, user.email, user.username)
        outbox.put(session, PersonChanged(user.id, now))


def _membership(one: Outcome, who: UUID) -> dict[str, Any]:
    return {
        "user_id": who,
        "organisation_id": UUID(one.told[Field.ORGANISATION.value]),
        "role": one.told[Field.ROLE.value],
    }


def _note_staff(session: Session, one: Outcome, who: UUID, *, by: By) -> None:
    """Write a role above learner into the trail, each by itself."""
    role = one.told[Field.ROLE.value]
    if role != Role.LEARNER.value:
        audit.record(
            session,
            actor_id=by.actor_id,
            action="role.granted",
            subject=f"user:{who}",
            now=by.now,
            role=role,
            organisation=one.told[Field.ORGANISATION.value],
        )
