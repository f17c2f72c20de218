"""Who may have whose certificate. Whether one is genuine, anybody may ask."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum, auto
from uuid import UUID

from academy.kernel.actor import Actor, Role


@dataclass(frozen=True, slots=True)
class Holding:
    """A certificate as permissions see it.

    `organisations` are those that answer for the holder: where they learn, and all above it.
    """

    learner_id: UUID
    organisations: frozenset[UUID]


class Permission(Enum):
    """What may be done to a certificate."""

    DOWNLOAD = auto()


Predicate = Callable[[Actor, Holding], bool]


def is_holder(actor: Actor, holding: Holding) -> bool:
    """Whether the certificate is the actor's own."""
    return actor.id == holding.learner_id


def is_admin_for_holder(actor: Actor, holding: Holding) -> bool:
    """Whether the actor administers an organisation that answers for the holder."""
    return bool(actor.organisations(Role.ADMIN) & holding.organisations)


GRANTS: dict[Permission, tuple[tuple[Predicate, ...], ...]] = {
    Permission.DOWNLOAD: ((is_holder,), (is_admin_for_holder,)),  # any row, all of a row
}


def may(actor: Actor, permission: Permission, holding: Holding) -> bool:
    """Tell whether the actor has a permission over a certificate."""
    return any(all(predicate(actor, holding) for predicate in row) for row in GRANTS[permission])
