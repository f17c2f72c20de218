"""Reads about people."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, bindparam, func, or_, select
from sqlalchemy.orm import Session

from academy.accounts import rules
from academy.accounts.models import Membership, User
from academy.db.prepared import PreparedRead
from academy.kernel.actor import Actor, Role
from academy.kernel.text import fold


@dataclass(frozen=True, slots=True)
class Person:
    """What a person has said about themselves. `name` is in their own script."""

    id: UUID
    name: str
    latin_name: str | None
    email: str | None
    username: str | None
    locale: str
    country: str | None
    time_zone: str | None


@dataclass(frozen=True, slots=True)
class Account:
    """What lets a person in. `stamp` is what their sessions must carry.

    `is_awaited` where the account is closed because a guardian has not answered yet, `is_merged`
    where another account of the same person took it over.
    """

    id: UUID
    email: str | None
    password_hash: str
    stamp: str
    locale: str
    is_active: bool
    is_awaited: bool
    is_merged: bool = False


@dataclass(frozen=True, slots=True)
class Listed:
    """A person in a list; `roles` are those they were given."""

    login: str
    name: str
    country: str | None
    roles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """Somebody who was looked for among some people."""

    id: UUID
    name: str
    country: str | None


_PERSON = select(
    User.id,
    User.name,
    User.latin_name,
    User.email,
    User.username,
    User.locale,
    User.country,
    User.time_zone,
)
_ACCOUNT = select(
    User.id,
    User.email,
    User.password_hash,
    User.stamp,
    User.locale,
    User.is_active,
    and_(User.is_active.is_(False), User.guardian_email.is_not(None)),
    User.merged_into_id.is_not(None),
)
# Built once: this one runs for every page that a signed-in person opens.
_ACTOR = PreparedRead(
    select(
        User.id,
        User.name,
        User.locale,
        User.country,
        User.time_zone,
        User.must_change_password,
        Membership.role,
        Membership.organisation_id,
    )
    .outerjoin(Membership, Membership.user_id == User.id)
    .where(User.id == bindparam("key"), User.stamp == bindparam("stamp"), User.is_active.is_(True))
)


def find_actor(session: Session, user_id: UUID, stamp: str) -> Actor | None:
    """Return who a session belongs to; `None` when its credentials are over or the account is."""
    rows = _ACTOR.rows(session, key=user_id, stamp=stamp)
    if not rows:
        return None
    key, name, locale, country, time_zone, must_change, *_ = rows[0]
    scopes = frozenset((Role(role), where) for *_, role, where in rows if role)
    return Actor(key, name, scopes, locale, country, time_zone, must_change)


def actor_now(session: Session, user_id: UUID) -> Actor | None:
    """Return somebody as if they had just signed in; `None` where their account is over."""
    account = find_account(session, user_id)
    return account and find_actor(session, user_id, account.stamp)


def find_by_login(session: Session, login: str) -> Account | None:
    """Return the account of an e-mail address or user name, however it was typed."""
    known = fold(login)
    if not known.isprintable():
        return None
    column = User.email if rules.is_email(known) else User.username
    return _account(session, column == known)


def find_account(session: Session, user_id: UUID) -> Account | None:
    """Return the account of a person."""
    return _account(session, User.id == user_id)


def person(session: Session, user_id: UUID) -> Person:
    """Return what a person has said about themselves; raise `NoResultFound` for no person."""
    return Person(*session.execute(_PERSON.where(User.id == user_id)).one())


def names_of(session: Session, ids: Iterable[UUID]) -> dict[UUID, str]:
    """Return the names of these people, in one read; whoever is not there any more is left out."""
    wanted = list(ids)
    if not wanted:
        return {}
    rows = session.execute(select(User.id, User.name).where(User.id.in_(wanted)))
    return {row.id: row.name for row in rows}


def people_among(session: Session, among: Select[UUID], sought: str, *, limit: int) -> list[Found]:
    """Return those of some people who are called so, or sign in by just this name, by name.

    `among` is a statement of a floor above that finds the ids of the people.
    """
    login = fold(sought)
    statement = (
        select(User.id, User.name, User.country)
        .where(
            User.id.in_(among),
            or_(
                User.name.icontains(sought, autoescape=True),
                User.email == login,
                User.username == login,
            ),
        )
        .order_by(User.name, User.id)
        .limit(limit)
    )
    return [Found(*row) for row in session.execute(statement)]


def everybody() -> Select[UUID, str, str | None]:
    """Return the statement that finds people by their keys, with name and country.

    It is for the statements of floors above, which are about some of them.
    """
    return select(User.id, User.name, User.country)


def learner_organisation(session: Session, user_id: UUID) -> UUID | None:
    """Return the organisation in which the person learns, the first they joined if several."""
    statement = (
        select(Membership.organisation_id)
        .where(Membership.user_id == user_id, Membership.role == Role.LEARNER.value)
        .order_by(Membership.organisation_id)
        .limit(1)
    )
    return session.scalar(statement)


def has_role(session: Session, user_id: UUID, *, organisation_id: UUID, role: Role) -> bool:
    """Tell whether a person has a role in an organisation."""
    return session.get(Membership, (user_id, organisation_id, role.value)) is not None


def roles_of(session: Session, user_id: UUID) -> frozenset[Role]:
    """Return every role a person was given somewhere."""
    held = session.scalars(select(Membership.role).where(Membership.user_id == user_id))
    return frozenset(Role(role) for role in held)


def people(session: Session, role: Role | None = None) -> Iterator[Listed]:
    """Yield everybody, or those who have a role somewhere, by their way in."""
    login = func.coalesce(User.email, User.username).label("login")
    statement = (
        select(User.id, login, User.name, User.country, Membership.role)
        .outerjoin(Membership, Membership.user_id == User.id)
        .order_by(login, User.id, Membership.role)
        .execution_options(yield_per=500)
    )
    if role is not None and role is not Role.LEARNER:
        having = select(Membership.user_id).where(Membership.role == role.value)
        statement = statement.where(User.id.in_(having))
    for _, rows in groupby(session.execute(statement), key=attrgetter("id")):
        first, *others = rows
        held = tuple(dict.fromkeys(row.role for row in (first, *others) if row.role))
        yield Listed(first.login, first.name, first.country, held)


def _account(session: Session, condition: ColumnElement[bool]) -> Account | None:
    row = session.execute(_ACCOUNT.where(condition)).one_or_none()
    return Account(*row) if row else None
