"""Who may do what with reports: a table of predicates.

What a report holds is decided elsewhere, by the scope of whoever reads it: none of this widens it.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from academy.accounts.policy import EVERYTHING, NOTHING, Scope

__all__ = [
    "EVERYTHING",
    "NOTHING",
    "TABLE",
    "Act",
    "Scope",
    "Standing",
    "learners_scope",
    "may",
]


class Act(StrEnum):
    """What somebody may want to do with a report."""

    SEE = "see"
    TAKE_AWAY = "take-away"
    SAVE = "save"
    SHARE = "share"
    OPEN_SAVED = "open-saved"
    CHANGE_SAVED = "change-saved"
    REMOVE_SAVED = "remove-saved"
    SCHEDULE = "schedule"


@dataclass(frozen=True, slots=True)
class Standing:
    """How far somebody reaches as an administrator, and what they are to one saved report.

    `shared_with` is the organisation that the report is, or is to be, shared with.
    """

    scope: Scope
    is_owner: bool = False
    shared_with: UUID | None = None


Predicate = Callable[[Standing], bool]


def is_administrator(standing: Standing) -> bool:
    """Tell whether they administer anything at all."""
    return not standing.scope.is_nothing


def is_owner(standing: Standing) -> bool:
    """Tell whether they saved the report."""
    return standing.is_owner


def is_shared_within_reach(standing: Standing) -> bool:
    """Tell whether the report is shared with an organisation that they administer."""
    return standing.shared_with is not None and standing.scope.holds(standing.shared_with)


def is_shared_under_the_academy(standing: Standing) -> bool:
    """Tell whether they administer the Academy itself, and the report is others' business too."""
    return standing.shared_with is not None and standing.scope.is_everything


TABLE: Mapping[Act, tuple[tuple[Predicate, ...], ...]] = {
    Act.SEE: ((is_administrator,),),
    Act.TAKE_AWAY: ((is_administrator,),),
    Act.SAVE: ((is_administrator,),),
    Act.SHARE: ((is_shared_within_reach,),),
    Act.OPEN_SAVED: ((is_administrator, is_owner), (is_shared_within_reach,)),
    Act.CHANGE_SAVED: ((is_administrator, is_owner),),
    # What is shared must not outlast the person who can change it.
    Act.REMOVE_SAVED: ((is_administrator, is_owner), (is_shared_under_the_academy,)),
    Act.SCHEDULE: ((is_administrator, is_owner), (is_shared_within_reach,)),
}
"""Any row grants; in a row, all must hold."""


def may(act: Act, standing: Standing) -> bool:
    """Tell whether somebody of that standing may do it."""
    return any(all(holds(standing) for holds in row) for row in TABLE[act])


def learners_scope(administered: Scope, *, teaches: bool) -> Scope | None:
    """Return which learners of a course somebody may see; `None` for a stranger.

    Who teaches a course sees all who learn in it; an administrator, those within their reach.
    """
    if teaches:
        return EVERYTHING
    return None if administered.is_nothing else administered
