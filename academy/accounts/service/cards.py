"""Cards that let people in who have no e-mail address. Nothing here commits or asks who may."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from io import BytesIO
from typing import Any
from uuid import UUID

import segno
from sqlalchemy import update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from academy.accounts import queries, rules
from academy.accounts.models import SignInCode, User
from academy.accounts.queries import CardOwner
from academy.accounts.rules import CARD_LASTS, CODE_GROUPS, CardRefused
from academy.accounts.service.acting import By, note_person
from academy.kernel.ids import readable_id
from academy.kernel.refusal import Refusal

MOST_CARDS = 200
"""So many are made at once: as many as fit on twenty-five sheets."""


@dataclass(frozen=True, slots=True)
class PrintedCard:
    """A card as it is handed out. Its code is kept nowhere."""

    name: str
    login: str
    locale: str
    code: str
    expires_at: datetime


def make_cards(session: Session, owners: Sequence[CardOwner], *, by: By) -> list[PrintedCard]:
    """Make a card for each of these people; the ones they had before let nobody in any more."""
    made = [(one, readable_id(CODE_GROUPS)) for one in owners]
    expires = by.now + CARD_LASTS
    rows: list[dict[str, Any]] = [
        {
            "user_id": one.id,
            "digest": digest_of(code),
            "made_at": by.now,
            "made_by": by.actor_id,
            "expires_at": expires,
            "used_at": None,
        }
        for one, code in made
    ]
    if rows:
        _put(session, rows)
    for one in owners:
        note_person(session, "card.made", user_id=one.id, organisation=one.home, by=by)
    session.flush()
    return [PrintedCard(one.name, one.login, one.locale, code, expires) for one, code in made]


def use_card(
    session: Session, code: str, *, login: str | None = None, now: datetime
) -> tuple[UUID, str]:
    """Let the owner of a card in: return their key and stamp. They choose a password next.

    A card typed by hand comes with the user name; the picture on it has the code alone.
    """
    found = queries.find_card(session, digest_of(code))
    named = queries.find_by_login(session, login) if login is not None else None
    is_theirs = found is not None and (login is None or (named and named.id == found.user_id))
    reason = rules.card_refused(found.card if found else None, now=now)
    if found is None or reason or not is_theirs:
        raise Refusal(CardRefused.CARD_NOT_GOOD)
    user = session.get_one(User, found.user_id)
    if found.card.used_at is None:
        session.execute(update(SignInCode).where(SignInCode.user_id == user.id).values(used_at=now))
        user.must_change_password = True
        home = queries.learner_organisation(session, user.id)
        note_person(session, "card.used", user_id=user.id, organisation=home, by=By(user.id, now))
    session.flush()
    return user.id, user.stamp


def digest_of(code: str) -> str:
    """Return what is kept of a code, however it was typed."""
    return sha256(rules.plain_code(code).encode()).hexdigest()


def drawn(address: str) -> str:
    """Return an address as a QR code, drawn in SVG."""
    svg = BytesIO()
    segno.make(address, error="m", micro=False).save(
        svg, kind="svg", border=2, xmldecl=False, svgns=True, omitsize=True, lineclass=None
    )
    return svg.getvalue().decode()


def _put(session: Session, rows: list[dict[str, Any]]) -> None:
    make = sqlite.insert if session.get_bind().dialect.name == "sqlite" else postgresql.insert
    put = make(SignInCode)
    told = {name: put.excluded[name] for name in rows[0] if name != "user_id"}
    session.execute(put.on_conflict_do_update(index_elements=["user_id"], set_=told), rows)
