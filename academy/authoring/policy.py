"""Who may do what with a course behind the scenes: a table of predicates."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from academy.kernel.actor import Actor, Role


class Permission(StrEnum):
    """What somebody may want to do with a course."""

    PREVIEW = "preview"
    SEE_LEARNERS = "see-learners"


@dataclass(frozen=True, slots=True)
class Standing:
    """What an actor is to one course: its instructor, its translator, or nothing (`None`)."""

    actor: Actor
    role: Role | None


Predicate = Callable[[Standing], bool]


def is_staff(standing: Standing) -> bool:
    """Tell whether the actor works on the course."""
    return standing.role is not None


def is_teacher(standing: Standing) -> bool:
    """Tell whether the actor teaches the course."""
    return standing.role is Role.INSTRUCTOR


def is_admin(standing: Standing) -> bool:
    """Tell whether the actor is an administrator somewhere: courses belong to everybody."""
    return Role.ADMIN in standing.actor.roles


GRANTS: dict[Permission, tuple[tuple[Predicate, ...], ...]] = {
    Permission.PREVIEW: ((is_staff,), (is_admin,)),
    # An administrator sees the people of their own organisations, in the reports.
    Permission.SEE_LEARNERS: ((is_teacher,),),
}
"""Any row grants; in a row, all must hold."""


def may(permission: Permission, standing: Standing) -> bool:
    """Tell whether somebody of this standing may do this."""
    return any(all(holds(standing) for holds in row) for row in GRANTS[permission])
