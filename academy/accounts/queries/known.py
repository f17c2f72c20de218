"""How floors above call people and organisations whose keys they hold."""

from collections.abc import Collection, Iterable
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from academy.accounts.models import Membership, Organisation, User


def members_of(organisations: Collection[UUID]) -> Select[UUID]:
    """Return the statement that finds the keys of all who belong to one of these."""
    return select(Membership.user_id).where(Membership.organisation_id.in_(organisations))


def open_places() -> Select[UUID]:
    """Return the statement that finds the keys of all organisations that are not closed."""
    return select(Organisation.id).where(Organisation.is_active.is_(True))


def names_or_erased(session: Session, keys: Iterable[UUID]) -> dict[UUID, str | None]:
    """Return what these people are called; `None` for who was erased."""
    wanted = list(keys)
    statement = select(User.id, User.name, User.erased_at).where(User.id.in_(wanted))
    known = {row.id: None if row.erased_at else row.name for row in session.execute(statement)}
    return {key: known.get(key) for key in wanted}


def names_of_places(session: Session, keys: Iterable[UUID]) -> dict[UUID, str]:
    """Return what these organisations are called."""
    statement = select(Organisation.id, Organisation.name).where(Organisation.id.in_(list(keys)))
    return {row.id: row.name for row in session.execute(statement)}
