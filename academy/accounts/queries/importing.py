"""Reads for files of people: many at once, by their ways in."""

from collections.abc import Collection, Iterator
from uuid import UUID

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Session

from academy.accounts.models import Membership, User
from academy.accounts.rules.importing import Known
from academy.kernel.text import fold

_AT_ONCE = 2_000


def known_people(
    session: Session, usernames: Collection[str], emails: Collection[str]
) -> list[Known]:
    """Return who has one of these user names or e-mail addresses, with what they are where."""
    by: list[ColumnElement[bool]] = []
    if usernames:
        by.append(User.username.in_(sorted(usernames)))
    if emails:
        by.append(User.email.in_(sorted(emails)))
    if not by:
        return []
    found = session.execute(
        select(
            User.id,
            User.name,
            User.latin_name,
            User.email,
            User.username,
            User.locale,
            User.country,
            User.is_active,
            User.adult_on,
        ).where(or_(*by))
    ).all()
    roles = _roles(session, [row.id for row in found])
    return [Known(*row, roles=frozenset(roles.get(row.id, ()))) for row in found]


def names_in(session: Session, organisation: UUID) -> Iterator[str]:
    """Yield the folded names of everybody in an organisation, a few thousand at a time."""
    statement = (
        select(User.name)
        .join(Membership, Membership.user_id == User.id)
        .where(Membership.organisation_id == organisation, User.erased_at.is_(None))
        .execution_options(yield_per=_AT_ONCE)
    )
    return (fold(name) for name in session.scalars(statement))


def _roles(session: Session, people: list[UUID]) -> dict[UUID, list[tuple[UUID, str]]]:
    roles: dict[UUID, list[tuple[UUID, str]]] = {}
    if people:
        statement = select(Membership.user_id, Membership.organisation_id, Membership.role)
        for who, place, role in session.execute(statement.where(Membership.user_id.in_(people))):
            roles.setdefault(who, []).append((place, role))
    return roles
