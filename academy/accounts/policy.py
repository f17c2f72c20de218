"""Who may do what to people and organisations, and to what belongs to an organisation.

One table decides. An administrator's reach is their organisations and all below them; from the
Academy itself it is everything. Floors above ask here with acts of their own tables.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Scope:
    """The organisations that are within somebody's reach; `None` means all, and nobody's too."""

    organisations: frozenset[UUID] | None

    def holds(self, organisation: UUID | None) -> bool:
        """Tell whether what belongs to this organisation is within reach."""
        return self.organisations is None or organisation in self.organisations

    @property
    def is_everything(self) -> bool:
        """Whether nothing is beyond reach."""
        return self.organisations is None

    @property
    def is_nothing(self) -> bool:
        """Whether nothing is within reach."""
        return self.organisations is not None and not self.organisations


EVERYTHING = Scope(None)
NOTHING = Scope(frozenset())


class Act(StrEnum):
    """What somebody may want to do to people and organisations."""

    SEE_ORGANISATION = "see-organisation"
    CHANGE_ORGANISATION = "change-organisation"
    ADD_ORGANISATION = "add-organisation"
    MOVE_ORGANISATION = "move-organisation"
    SEE_PERSON = "see-person"
    ADD_PEOPLE = "add-people"
    GIVE_ROLE = "give-role"
    CHANGE_ACCOUNT = "change-account"
    RESET_ACCESS = "reset-access"
    PRINT_CARDS = "print-cards"
    RECORD_CONSENT = "record-consent"
    MERGE = "merge"
    ERASE = "erase"
    SEE_TRAIL = "see-trail"


class Reach(StrEnum):
    """How much of a thing has to be within an administrator's reach."""

    PART = "part"
    """The organisation itself or, of a person, one of those they belong to."""
    WHOLE = "whole"
    """Of a person, every organisation they belong to: what is done concerns all of them."""


TABLE: Mapping[Act, Reach] = {
    Act.SEE_ORGANISATION: Reach.PART,
    Act.CHANGE_ORGANISATION: Reach.PART,
    Act.ADD_ORGANISATION: Reach.PART,
    Act.MOVE_ORGANISATION: Reach.WHOLE,
    Act.SEE_PERSON: Reach.PART,
    Act.ADD_PEOPLE: Reach.PART,
    Act.GIVE_ROLE: Reach.PART,
    Act.CHANGE_ACCOUNT: Reach.WHOLE,
    Act.RESET_ACCESS: Reach.WHOLE,
    Act.PRINT_CARDS: Reach.WHOLE,
    Act.RECORD_CONSENT: Reach.WHOLE,
    Act.MERGE: Reach.WHOLE,
    Act.ERASE: Reach.WHOLE,
    Act.SEE_TRAIL: Reach.PART,
}


def scope_of(
    held: frozenset[UUID], lines: Mapping[UUID, UUID | None], roots: Collection[UUID]
) -> Scope:
    """Return how far a role in the organisations `held` reaches: these, and all below.

    `lines` gives the parent of every organisation, `roots` the ones above all others.
    """
    if held & frozenset(roots):
        return EVERYTHING
    return Scope(below(held, lines)) if held else NOTHING


def below(tops: Collection[UUID], lines: Mapping[UUID, UUID | None]) -> frozenset[UUID]:
    """Return these organisations and all below them; a ring of parents ends where it began."""
    children: dict[UUID, list[UUID]] = {}
    for one, parent in lines.items():
        if parent is not None:
            children.setdefault(parent, []).append(one)
    found, waiting = set[UUID](), list(tops)
    while waiting:
        one = waiting.pop()
        if one not in found:
            found.add(one)
            waiting.extend(children.get(one, ()))
    return frozenset(found)


def may(scope: Scope, act: Act, *organisations: UUID | None) -> bool:
    """Tell whether an administrator of that reach may do it to what belongs to `organisations`.

    A person who belongs nowhere is within the Academy's reach only.
    """
    if scope.is_everything:
        return True
    inside = [scope.holds(one) for one in organisations]
    return all(inside or [False]) if TABLE[act] is Reach.WHOLE else any(inside)
