"""What administration keeps of people: what was recorded of them, and what was done about them."""

from collections.abc import Mapping
from uuid import UUID

from sqlalchemy import delete, or_, select
from sqlalchemy.orm import Session

from academy.administration.models import Erasure, IdleAccount
from academy.db import personal
from academy.db.audit import AuditEvent
from academy.db.personal import Erased, Erasing, Holdings, Merge, Told
from academy.jobs.ledger import Job

PERSONAL_DATA = "personal-data"
"""The kind of job that gathers everything about a person."""

HOLDINGS = Holdings(
    acts=(Erasure.asked_by,),
    others=(IdleAccount.user_id,),
    fixed={
        Erasure.user_id: "that somebody was erased is all that is left of them",
        AuditEvent.actor_id: "the trail's chain breaks where an event is changed; it has keys only",
    },
)


def told(session: Session, user_id: UUID) -> Told:
    """Return what a person did and from where, and what was done to them, without by whom."""
    did = select(AuditEvent.at, AuditEvent.action, AuditEvent.place)
    own = AuditEvent.actor_id == user_id
    about = AuditEvent.subject == f"user:{user_id}"
    others = or_(AuditEvent.actor_id.is_(None), AuditEvent.actor_id != user_id)
    done = select(AuditEvent.at, AuditEvent.action).where(about, others)
    idle = select(IdleAccount.warned_at, IdleAccount.stayed_at)
    return Told(
        {
            "own_acts": personal.rows(session, did.where(own).order_by(AuditEvent.at)),
            "acts_about": personal.rows(session, done.order_by(AuditEvent.at)),
            "warnings": personal.rows(session, idle.where(IdleAccount.user_id == user_id)),
            "erasures": personal.acts_of(session, HOLDINGS, user_id),
        }
    )


def doubles(session: Session, kept: UUID, gone: UUID) -> Mapping[str, int]:
    """Return how many acts would be the other's."""
    del kept
    return personal.count(session, HOLDINGS.acts, gone)


def hand_over(session: Session, merge: Merge) -> None:
    """Let erasures be asked for by the account that stays, and warnings of the other end."""
    personal.move(session, HOLDINGS.acts, merge)
    personal.write(session, delete(IdleAccount).where(IdleAccount.user_id == merge.gone))


def erase(session: Session, erasing: Erasing) -> Erased:
    """Remove warnings, and what others had gathered about the person."""
    own = erasing.user_id
    personal.write(session, delete(IdleAccount).where(IdleAccount.user_id == own))
    asked = select(Job.id, Job.file, Job.payload).where(Job.kind == PERSONAL_DATA)
    about = [job for job in session.execute(asked) if job.payload.get("person") == str(own)]
    gone = delete(Job).where(Job.id.in_([job.id for job in about]))
    personal.write(session, gone)
    trail = personal.count(session, (AuditEvent.actor_id,), own)
    return Erased(trail, frozenset(job.file for job in about if job.file))
