"""The people within somebody's reach: found by what they are called, or by where they belong."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, func, select, tuple_
from sqlalchemy.orm import Session

from academy.accounts.models import Membership, User
from academy.accounts.policy import Scope
from academy.kernel.actor import Role
from academy.kernel.text import fold

PEOPLE_PAGE = 50
MOST_COUNTED = 1000
"""A list says how many people it holds up to here; of more, that they are more."""
_MOST_WORDS = 6
_FEW = 5000
"""Up to here, members are looked up and sorted; of more, everybody is walked through in order."""


@dataclass(frozen=True, slots=True)
class PeopleSought:
    """Who is looked for. `organisations` narrows further than the seeker's reach does.

    `after` is the last person of the page before.
    """

    text: str = ""
    organisations: frozenset[UUID] | None = None
    role: Role | None = None
    country: str | None = None
    is_active: bool | None = None
    after: UUID | None = None


@dataclass(frozen=True, slots=True)
class PersonFound:
    """A person in a list; `roles` are those within the seeker's reach, by organisation."""

    id: UUID
    name: str
    latin_name: str | None
    email: str | None
    username: str | None
    country: str | None
    is_active: bool
    created_at: datetime
    roles: tuple[tuple[UUID, Role], ...]

    @property
    def login(self) -> str:
        """What the person signs in by."""
        return self.email or self.username or ""


@dataclass(frozen=True, slots=True)
class PeoplePage:
    """Some people, by name; `next` is after whom the following page begins.

    `total` is never more than one above `MOST_COUNTED`.
    """

    people: Sequence[PersonFound]
    total: int
    next: UUID | None


_SHOWN = (
    User.id,
    User.name,
    User.latin_name,
    User.email,
    User.username,
    User.country,
    User.is_active,
    User.created_at,
)


def people_within(session: Session, scope: Scope, sought: PeopleSought) -> PeoplePage:
    """Return a page of the people within reach: always the same few queries."""
    wanted = _conditions(session, scope, sought)
    after = _beyond(sought.after)
    found = session.execute(
        select(*_SHOWN)
        .where(*wanted, *after)
        .order_by(User.searched, User.id)
        .limit(PEOPLE_PAGE + 1)
    ).all()
    shown = found[:PEOPLE_PAGE]
    has_more = len(found) > PEOPLE_PAGE
    total = _count(session, wanted) if has_more or after else len(shown)
    roles = roles_within(session, scope, [row[0] for row in shown])
    people = [PersonFound(*row, roles=roles.get(row[0], ())) for row in shown]
    return PeoplePage(people, total, shown[-1][0] if has_more else None)


def roles_within(
    session: Session, scope: Scope, people: Sequence[UUID]
) -> dict[UUID, tuple[tuple[UUID, Role], ...]]:
    """Return what these people are in the organisations within reach."""
    statement = (
        select(Membership.user_id, Membership.organisation_id, Membership.role)
        .where(Membership.user_id.in_(people))
        .order_by(Membership.user_id, Membership.organisation_id, Membership.role)
    )
    roles: dict[UUID, tuple[tuple[UUID, Role], ...]] = {}
    for person, organisation, role in session.execute(statement) if people else ():
        if scope.holds(organisation):
            roles[person] = (*roles.get(person, ()), (organisation, Role(role)))
    return roles


def there_still() -> list[ColumnElement[bool]]:
    """Return what holds of people who were neither erased nor merged into others.

    Said in two steps, lest SQLite take the index of merged accounts to find all others by it.
    """
    return [User.erased_at.is_(None), User.merged_into_id.is_(None).is_(True)]


def members(scope: Scope, sought: PeopleSought) -> Select[UUID] | None:
    """Return the statement that finds who belongs where, narrowed; `None` for everybody."""
    places = _places(scope, sought.organisations)
    if places is None and sought.role is None:
        return None
    statement = select(Membership.user_id)
    if places is not None:
        statement = statement.where(Membership.organisation_id.in_(places))
    if sought.role is not None:
        statement = statement.where(Membership.role == sought.role.value)
    return statement


def _places(scope: Scope, asked: frozenset[UUID] | None) -> frozenset[UUID] | None:
    if scope.organisations is None or asked is None:
        return scope.organisations if asked is None else asked
    return scope.organisations & asked


def _conditions(session: Session, scope: Scope, sought: PeopleSought) -> list[ColumnElement[bool]]:
    wanted = there_still()
    wanted += [User.searched.contains(word, autoescape=True) for word in _words(sought.text)]
    if sought.country is not None:
        wanted.append(User.country == sought.country)
    if sought.is_active is not None:
        wanted.append(User.is_active.is_(sought.is_active))
    belonging = members(scope, sought)
    if belonging is not None:
        wanted.append(_belongs(session, belonging))
    return wanted


def _belongs(session: Session, belonging: Select[UUID]) -> ColumnElement[bool]:
    """Return what holds of the members: the store gets the way that suits their number."""
    few = select(func.count()).select_from(belonging.limit(_FEW).subquery())
    if (session.scalar(few) or 0) < _FEW:
        return User.id.in_(belonging)
    return belonging.where(Membership.user_id == User.id).correlate(User).exists()


def _words(text: str) -> list[str]:
    return fold(text).split()[:_MOST_WORDS]


def _beyond(after: UUID | None) -> list[ColumnElement[bool]]:
    """Return what holds of those who come later by name; after nobody we know, of none."""
    if after is None:
        return []
    name = select(User.searched).where(User.id == after).scalar_subquery()
    key: Any = after
    return [tuple_(User.searched, User.id) > tuple_(name, key)]


def _count(session: Session, wanted: Sequence[ColumnElement[bool]]) -> int:
    some = select(User.id).where(*wanted).limit(MOST_COUNTED + 1).subquery()
    return session.scalar(select(func.count()).select_from(some)) or 0
