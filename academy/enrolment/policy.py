"""Who may do what to a cohort and to those in it. One table decides."""

from collections.abc import Mapping
from enum import StrEnum
from uuid import UUID

from academy.accounts.policy import Scope


class Act(StrEnum):
    """What somebody may want to do to a cohort."""

    SEE = "see"
    DECIDE = "decide"
    INVITE = "invite"
    EXTEND = "extend"
    CHANGE = "change"
    PLACE = "place"
    """Move, remove and withdraw learners, and enrol them from a file."""


class Who(StrEnum):
    """What somebody is to a cohort."""

    ADMINISTRATOR = "administrator"
    """Of the cohort's organisation, or of one above it."""
    INSTRUCTOR = "instructor"
    """Of this very cohort, and still one in its organisation or above."""


_BOTH = frozenset({Who.ADMINISTRATOR, Who.INSTRUCTOR})
_OFFICE = frozenset({Who.ADMINISTRATOR})

TABLE: Mapping[Act, frozenset[Who]] = {
    Act.SEE: _BOTH,
    Act.DECIDE: _BOTH,
    Act.INVITE: _BOTH,
    Act.EXTEND: _BOTH,
    Act.CHANGE: _OFFICE,
    Act.PLACE: _OFFICE,
}


def standing(
    organisation: UUID | None, *, administers: Scope, teaches: Scope, is_assigned: bool
) -> frozenset[Who]:
    """Return what somebody is to a cohort of an organisation.

    `administers` and `teaches` are how far their roles reach; `is_assigned` says that the cohort
    was given to them.
    """
    found = {Who.ADMINISTRATOR} if administers.holds(organisation) else set[Who]()
    if is_assigned and teaches.holds(organisation):
        found.add(Who.INSTRUCTOR)
    return frozenset(found)


def may(act: Act, who: frozenset[Who]) -> bool:
    """Tell whether somebody who is that to a cohort may do it."""
    return bool(TABLE[act] & who)
