"""What an administrator reaches: loaders that authorise, for pages about others."""

from enum import StrEnum
from uuid import UUID

from flask import flash

from academy.accounts import policy, queries
from academy.accounts.messages import REFUSALS
from academy.accounts.policy import Act, Scope
from academy.accounts.queries import OneOrganisation, Profiled
from academy.accounts.rules import PersonRefused
from academy.accounts.rules.consents import ConsentRefused
from academy.accounts.service import By
from academy.db.transaction import current_session
from academy.kernel.clock import now as clock
from academy.kernel.refusal import Forbidden, NotFound, Refusal
from academy.web.login import current_actor

_SAID_OF_OTHERS: dict[StrEnum, StrEnum] = {
    ConsentRefused.GUARDIAN_AWAITED: PersonRefused.AWAITS_GUARDIAN
}
"""What is said to a person in one way, and to their administrator in another."""


def reach() -> Scope:
    """Return how far the reader administers."""
    return queries.scope_of(current_session(), current_actor())


def by_reader() -> By:
    """Return that the reader does something now."""
    return By(current_actor().id, clock())


def reached_person(key: UUID, act: Act) -> Profiled:
    """Return a person to whom the reader may do that; beyond their reach there is nobody."""
    return queries.person_within(current_session(), reach(), key, act=act)


def reached_organisation(key: UUID, act: Act) -> OneOrganisation:
    """Return an organisation to which the reader may do that; beyond their reach there is none."""
    found, scope = queries.organisation(current_session(), key), reach()
    if found is None or not policy.may(scope, Act.SEE_ORGANISATION, key):
        raise NotFound
    if not policy.may(scope, act, *_concerned(found, act)):
        raise Forbidden
    return found


def may_move(scope: Scope, one: OneOrganisation) -> bool:
    """Tell whether the reader decides where an organisation stands, and whether it is open.

    That belongs to those above it: the top of one's own reach is not one's own to move.
    """
    return policy.may(scope, Act.MOVE_ORGANISATION, *_concerned(one, Act.MOVE_ORGANISATION))


def tell_refusal(refusal: Refusal) -> None:
    """Have the next page say why something was not done."""
    reason = _SAID_OF_OTHERS.get(refusal.reason, refusal.reason)
    flash(str(REFUSALS[reason]), "error")


def _concerned(one: OneOrganisation, act: Act) -> tuple[UUID | None, ...]:
    """Return all that the act is about: moving takes something from the organisation above."""
    return (one.id, one.parent_id) if act is Act.MOVE_ORGANISATION else (one.id,)
