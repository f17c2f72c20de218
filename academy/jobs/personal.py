"""What lasting jobs keep of people: who asked for them, and what they made."""

from collections.abc import Mapping
from uuid import UUID

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from academy.db import personal
from academy.db.personal import Erased, Erasing, Holdings, Merge, Told
from academy.jobs.ledger import Job

HOLDINGS = Holdings(acts=(Job.owner_id,))


def told(session: Session, user_id: UUID) -> Told:
    """Return what a person asked for; what was made of it is about others, too."""
    asked = (
        select(Job.kind, Job.state, Job.made_at, Job.ended_at, Job.keep_until)
        .where(Job.owner_id == user_id)
        .order_by(Job.made_at)
    )
    return Told({"jobs": personal.rows(session, asked)})


def doubles(session: Session, kept: UUID, gone: UUID) -> Mapping[str, int]:
    """Return how many jobs would be the other's."""
    del kept
    return personal.count(session, HOLDINGS.acts, gone)


def hand_over(session: Session, merge: Merge) -> None:
    """Let jobs belong to the account that stays."""
    personal.move(session, HOLDINGS.acts, merge)


def erase(session: Session, erasing: Erasing) -> Erased:
    """Remove a person's jobs; the files that they made are not needed any more."""
    mine = Job.owner_id == erasing.user_id
    files = session.scalars(select(Job.file).where(mine, Job.file.is_not(None)))
    found = frozenset(filter(None, files))
    personal.write(session, delete(Job).where(mine))
    return Erased(files=found)


def needs_file(session: Session, name: str) -> bool:
    """Tell whether a job still has this stored file."""
    return session.scalar(select(Job.id).where(Job.file == name).limit(1)) is not None
