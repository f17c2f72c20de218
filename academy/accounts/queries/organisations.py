"""Reads about organisations: the tree, and who reaches how far in it."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from academy.accounts import policy
from academy.accounts.models import Organisation
from academy.accounts.policy import Scope
from academy.accounts.queries.people import actor_now
from academy.kernel.actor import Actor, Role

ACADEMY = "China-ASEAN Digital Academy"
"""The organisation above all others, and of people who belong to no other."""


@dataclass(frozen=True, slots=True)
class Place:
    """An organisation in the tree. `depth` counts from the top of what was asked for."""

    id: UUID
    name: str
    kind: str
    country: str | None
    parent_id: UUID | None
    is_active: bool
    depth: int


def lines(session: Session) -> dict[UUID, UUID | None]:
    """Return the parent of every organisation."""
    rows = session.execute(select(Organisation.id, Organisation.parent_id))
    return {row.id: row.parent_id for row in rows}


def roots(session: Session) -> frozenset[UUID]:
    """Return the organisation above all others: the Academy itself, known by its name alone.

    What another organisation leaves out (a country, a parent) never makes it one.
    """
    academy = find_organisation(session, ACADEMY)
    return frozenset({academy} if academy else ())


def scope_of(session: Session, actor: Actor, role: Role = Role.ADMIN) -> Scope:
    """Return how far an actor reaches in a role: their organisations and all below."""
    held = actor.organisations(role)
    return policy.scope_of(held, lines(session), roots(session)) if held else policy.NOTHING


def reach_of(session: Session, user_id: UUID | None) -> Scope:
    """Return how far somebody reaches as an administrator by now, for what is done in their name.

    Nobody, and whoever could not sign in any more, reaches nothing.
    """
    actor = actor_now(session, user_id) if user_id else None
    return scope_of(session, actor) if actor else policy.NOTHING


def oversees(session: Session, actor: Actor) -> bool:
    """Tell whether an actor administers the Academy itself, and so all that is in it."""
    held = actor.organisations(Role.ADMIN)
    return bool(held) and bool(held & roots(session))


def line_above(session: Session, organisation: UUID | None) -> frozenset[UUID]:
    """Return an organisation and all above it, the Academy too: those that answer for it."""
    found, parents = set(roots(session)), lines(session)
    while organisation is not None and organisation not in found:
        found.add(organisation)
        organisation = parents.get(organisation)
    return frozenset(found)


def subtree(session: Session, organisation: UUID) -> frozenset[UUID]:
    """Return an organisation and all below it."""
    return policy.below([organisation], lines(session))


def tree(session: Session, scope: Scope) -> list[Place]:
    """Return the organisations within reach, each before those below it, by name among siblings."""
    columns = (
        Organisation.id,
        Organisation.name,
        Organisation.kind,
        Organisation.country,
        Organisation.parent_id,
        Organisation.is_active,
    )
    rows = session.execute(select(*columns).order_by(Organisation.name, Organisation.id)).all()
    within = {row.id: row for row in rows if scope.holds(row.id)}
    children: dict[UUID | None, list[UUID]] = {}
    for key, row in within.items():
        above = row.parent_id if row.parent_id in within else None
        children.setdefault(above, []).append(key)
    found: list[Place] = []
    waiting = [(key, 0) for key in reversed(children.get(None, []))]
    while waiting:
        key, depth = waiting.pop()
        found.append(Place(*within[key], depth=depth))
        waiting += [(child, depth + 1) for child in reversed(children.get(key, []))]
    return found


def names_of_organisations(session: Session) -> Mapping[UUID, str]:
    """Return what every organisation is called."""
    return {row.id: row.name for row in session.execute(select(Organisation.id, Organisation.name))}


def find_organisation(session: Session, name: str) -> UUID | None:
    """Return the organisation of that name."""
    return session.scalar(select(Organisation.id).where(Organisation.name == name))
