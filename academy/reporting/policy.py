"""Whose progress may be seen by whom."""

from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from uuid import UUID

from academy.kernel.actor import Actor, Role


@dataclass(frozen=True, slots=True)
class Scope:
    """The organisations whose rows may be seen; `None` means all rows, those of nobody's too."""

    organisations: frozenset[UUID] | None

    def holds(self, organisation: UUID) -> bool:
        """Tell whether rows of this organisation may be seen."""
        return self.organisations is None or organisation in self.organisations


EVERYTHING = Scope(None)


def report_scope(actor: Actor, roots: AbstractSet[UUID]) -> Scope:
    """Return what an administrator may see: their organisations, or all from the Academy itself.

    `roots` are the organisations above all others.
    """
    administered = actor.organisations(Role.ADMIN)
    return EVERYTHING if administered & roots else Scope(administered)


def learners_scope(actor: Actor, roots: AbstractSet[UUID], *, teaches: bool) -> Scope | None:
    """Return which learners of a course somebody may see; `None` for a stranger.

    Who teaches a course sees all who learn in it; an administrator, those of their organisations.
    """
    if teaches:
        return EVERYTHING
    return report_scope(actor, roots) if actor.organisations(Role.ADMIN) else None
