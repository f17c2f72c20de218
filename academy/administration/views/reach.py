"""Whom the reader reaches: loaders that authorise, for what concerns a whole person."""

from uuid import UUID

from academy.accounts import queries
from academy.accounts.policy import Act, Scope
from academy.accounts.queries import Profiled
from academy.db.transaction import current_session
from academy.web.login import current_actor

REFUSED = 422
CONFLICT = 409


def reach() -> Scope:
    """Return how far the reader administers."""
    return queries.scope_of(current_session(), current_actor())


def reached_person(key: UUID, act: Act) -> Profiled:
    """Return a person to whom the reader may do that; beyond their reach there is nobody."""
    return queries.person_within(current_session(), reach(), key, act=act)
