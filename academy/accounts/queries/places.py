"""Reads about one organisation, and how many people there are in each."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from academy.accounts.models import Membership, Organisation
from academy.accounts.policy import Scope
from academy.kernel.actor import Role

Counts = Mapping[UUID, Mapping[Role, int]]
"""How many people have each role, by organisation."""


@dataclass(frozen=True, slots=True)
class OneOrganisation:
    """An organisation by itself."""

    id: UUID
    name: str
    kind: str
    country: str | None
    parent_id: UUID | None
    is_active: bool


def organisation(session: Session, key: UUID) -> OneOrganisation | None:
    """Return an organisation, if there is one of that key."""
    columns = (
        Organisation.id,
        Organisation.name,
        Organisation.kind,
        Organisation.country,
        Organisation.parent_id,
        Organisation.is_active,
    )
    row = session.execute(select(*columns).where(Organisation.id == key)).one_or_none()
    return OneOrganisation(*row) if row else None


def count_roles(session: Session, scope: Scope) -> Counts:
    """Return how many people have each role in each organisation within reach: one query."""
    statement = select(Membership.organisation_id, Membership.role, func.count()).group_by(
        Membership.organisation_id, Membership.role
    )
    if scope.organisations is not None:
        statement = statement.where(Membership.organisation_id.in_(scope.organisations))
    counts: dict[UUID, dict[Role, int]] = {}
    for where, role, number in session.execute(statement):
        counts.setdefault(where, {})[Role(role)] = number
    return counts


def open_among(session: Session, organisations: Collection[UUID]) -> frozenset[UUID]:
    """Return those of these organisations that are not closed."""
    statement = select(Organisation.id).where(
        Organisation.id.in_(organisations), Organisation.is_active.is_(True)
    )
    return frozenset(session.scalars(statement))


def hold_tree(session: Session) -> None:
    """Let nobody else move organisations until this transaction ends.

    Two who move at once could otherwise put each of two organisations below the other.
    """
    session.execute(select(Organisation.id).order_by(Organisation.id).with_for_update()).all()
