"""What the catalogue keeps of people: who published a revision."""

from collections.abc import Mapping
from uuid import UUID

from sqlalchemy.orm import Session

from academy.catalogue.models import Revision
from academy.db import personal
from academy.db.personal import Erased, Erasing, Holdings, Merge, Told

HOLDINGS = Holdings(acts=(Revision.published_by,))


def told(session: Session, user_id: UUID) -> Told:
    """Return how often a person published."""
    return Told({"publishing": personal.acts_of(session, HOLDINGS, user_id)})


def doubles(session: Session, kept: UUID, gone: UUID) -> Mapping[str, int]:
    """Return how many revisions would be the other's."""
    del kept
    return personal.count(session, HOLDINGS.acts, gone)


def hand_over(session: Session, merge: Merge) -> None:
    """Let revisions be published by the account that stays: they change in nothing else."""
    personal.move(session, HOLDINGS.acts, merge)


def erase(session: Session, erasing: Erasing) -> Erased:
    """Remove nothing: the keys that are here lead to nobody any more."""
    return Erased(personal.count(session, HOLDINGS.acts, erasing.user_id))
