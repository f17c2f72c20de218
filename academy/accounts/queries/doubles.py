"""Accounts that are likely to be one person's: the same name and country, or one mailbox's name."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from academy.accounts.models import Membership, User
from academy.accounts.policy import Act, Scope, may
from academy.accounts.queries.directory import there_still
from academy.kernel.text import fold

_NEWEST = 300
"""Doubles come with new accounts: so many of the newest are compared with everybody."""
_AT_ONCE = 50
_LAST = "\U0010ffff"


@dataclass(frozen=True, slots=True)
class Brief:
    """An account, as far as it is told from another one of the same person."""

    id: UUID
    name: str
    email: str | None
    username: str | None
    country: str | None
    created_at: datetime
    organisations: frozenset[UUID]

    @property
    def login(self) -> str:
        """What its owner signs in by."""
        return self.email or self.username or ""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two accounts that may be one person's; `older` was made first."""

    older: Brief
    newer: Brief


def likely_doubles(session: Session, scope: Scope) -> list[Pair]:
    """Return pairs of accounts that a reader of that reach may merge: the newest first."""
    newest = _newest(session, scope)
    rows = {row.id: row for some in _batches(newest) for row in _like(session, some)}
    places = _places(session, [*rows, *(row.id for row in newest)])
    others = [_brief(row, places) for row in rows.values()]
    found = (
        pair
        for pair in _pairs([_brief(row, places) for row in newest], others)
        if may(scope, Act.MERGE, *pair.older.organisations)
        and may(scope, Act.MERGE, *pair.newer.organisations)
    )
    return list(dict.fromkeys(found))


def _batches(rows: Sequence[Any]) -> Iterator[Sequence[Any]]:
    for first in range(0, len(rows), _AT_ONCE):
        yield rows[first : first + _AT_ONCE]


def _pairs(newest: Iterable[Brief], others: Iterable[Brief]) -> Iterator[Pair]:
    alike: dict[object, list[Brief]] = {}
    for other in others:
        for sign in _signs(other):
            alike.setdefault(sign, []).append(other)
    for one in newest:
        for other in (each for sign in _signs(one) for each in alike.get(sign, ())):
            if other.id != one.id:
                yield Pair(other, one) if other.id < one.id else Pair(one, other)


def _signs(one: Brief) -> Iterator[object]:
    """Yield what two accounts of one person are likely to share."""
    if one.name:
        yield fold(one.name), one.country
    if one.email:
        yield _mailbox(one.email)


def _mailbox(email: str) -> str:
    return email.rpartition("@")[0]


def _newest(session: Session, scope: Scope) -> Sequence[Any]:
    statement = select(*_SHOWN).where(*there_still()).order_by(User.id.desc()).limit(_NEWEST)
    if scope.organisations is not None:
        within = Membership.organisation_id.in_(scope.organisations)
        statement = statement.where(User.id.in_(select(Membership.user_id).where(within)))
    return session.execute(statement).all()


def _like(session: Session, some: Sequence[Any]) -> Sequence[Any]:
    """Return the accounts that could be alike to these, and perhaps others: read by an index."""
    wanted = [_between(User.searched, fold(row.name)) for row in some if row.name]
    wanted += [_between(User.email, f"{_mailbox(row.email)}@") for row in some if row.email]
    return session.execute(select(*_SHOWN).where(*there_still(), or_(*wanted))).all()


def _between(column: InstrumentedAttribute[Any], prefix: str) -> ColumnElement[bool]:
    return and_(column >= prefix, column <= prefix + _LAST)


def _places(session: Session, people: Sequence[UUID]) -> dict[UUID, frozenset[UUID]]:
    statement = select(Membership.user_id, Membership.organisation_id).where(
        Membership.user_id.in_(people)
    )
    found: dict[UUID, set[UUID]] = {}
    for person, organisation in session.execute(statement):
        found.setdefault(person, set()).add(organisation)
    return {person: frozenset(held) for person, held in found.items()}


def _brief(row: Any, places: dict[UUID, frozenset[UUID]]) -> Brief:
    return Brief(*row, organisations=places.get(row.id, frozenset()))


_SHOWN = (User.id, User.name, User.email, User.username, User.country, User.created_at)
