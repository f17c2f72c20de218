"""Who did what to whom, when, from where: a trail that is only ever added to.

Each event is one link of a chain: its digest covers the event and the digest before it, so that
whoever changes, removes or slips in an event breaks every link behind it. The last thing that a
transaction does is to forge the links of its events: whoever waits for the end of the chain then
waits for a moment, and holds nothing that the other wants.
"""

import json
from contextvars import ContextVar
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any
from uuid import UUID

from flask import Flask
from sqlalchemy import Index, String, event, insert, select, update
from sqlalchemy.orm import Mapped, Session, SessionTransaction, mapped_column

from academy.db.base import Base, Json, Key
from academy.db.transaction import before_commit
from academy.kernel.ids import uuid7

COMMAND = "command"
"""From where: the command line of the machine itself."""
BEGINNING = "0" * 64
"""What the first link of the chain holds on to."""
_FRESH = "academy.fresh-events"
_UNDONE = "academy.undone-events"
_AT_ONCE = 500
_PLACE: ContextVar[str] = ContextVar("academy.place", default=COMMAND)


class AuditEvent(Base):
    """One thing that somebody did. `actor_id` is empty where the command line or a job did it.

    `place` is the network address it came from. Nothing here names a person but by key, so that
    the trail stays whole when somebody is erased.
    """

    __tablename__ = "audit_event"
    __table_args__ = (
        Index("ix_audit_event_subject", "subject"),
        Index("ix_audit_event_at", "at"),
        Index("ix_audit_event_action_at", "action", "at"),
        Index("ix_audit_event_actor_id_at", "actor_id", "at"),
        Index("ix_audit_event_organisation_id_at", "organisation_id", "at"),
    )

    id: Mapped[Key]
    at: Mapped[datetime]
    actor_id: Mapped[UUID | None]
    action: Mapped[str] = mapped_column(String(64))
    subject: Mapped[str] = mapped_column(String(200))
    details: Mapped[dict[str, Any]] = mapped_column(Json)
    place: Mapped[str] = mapped_column(String(64), default=_PLACE.get)
    organisation_id: Mapped[UUID | None]


class AuditLink(Base):
    """One link of the chain: the place of an event in it, from 1, and its digest."""

    __tablename__ = "audit_link"

    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    event_id: Mapped[UUID] = mapped_column(unique=True)
    digest: Mapped[str] = mapped_column(String(64))


class AuditEnd(Base):
    """Where the chain ends: one row, which whoever adds a link holds until they have."""

    __tablename__ = "audit_end"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    number: Mapped[int]
    digest: Mapped[str] = mapped_column(String(64))


def init_app(app: Flask) -> None:
    """Forge the links of each transaction's events at its end."""
    before_commit(app, seal)


def stand_at(place: str = COMMAND) -> None:
    """Let what this thread records from now on come from `place`."""
    _PLACE.set(place[:64])


def record(
    session: Session,
    *,
    actor_id: UUID | None,
    action: str,
    subject: str,
    now: datetime,
    **details: str | int | None,
) -> None:
    """Write down that `actor_id` did `action` (`report.exported`) to `subject` (`course:…`).

    A detail called `organisation` is the key of the one whose administrators may read of it.
    """
    told = details.get("organisation")
    session.add(
        AuditEvent(
            id=uuid7(now),
            at=now,
            actor_id=actor_id,
            action=action,
            subject=subject,
            details=details,
            place=_PLACE.get(),
            organisation_id=UUID(str(told)) if told else None,
        )
    )


def seal(session: Session) -> None:
    """Forge the links of what this transaction has recorded, in the order in which it did."""
    session.flush()
    fresh = _still_there(session)
    if not fresh:
        return
    end = session.execute(
        select(AuditEnd.number, AuditEnd.digest).where(AuditEnd.id == 1).with_for_update()
    ).one()
    number, digest = end.number, end.digest
    links: list[dict[str, Any]] = []
    for event_id, text in fresh.items():
        number, digest = number + 1, link(digest, text)
        links.append({"number": number, "event_id": event_id, "digest": digest})
    session.execute(insert(AuditLink), links)
    session.execute(update(AuditEnd).values(number=number, digest=digest))


def link(before: str, event_text: str) -> str:
    """Return the digest of an event that comes after the one of digest `before`."""
    return sha256(f"{before}\n{event_text}".encode()).hexdigest()


def told(one: Any) -> str:
    """Return an event as the text that its digest covers: JSON, its keys in order."""
    at: datetime = one.at
    told_ = {
        "action": one.action,
        "actor": str(one.actor_id or ""),
        "at": at.astimezone(UTC).isoformat(timespec="microseconds"),
        "details": one.details,
        "id": str(one.id),
        "organisation": str(one.organisation_id or ""),
        "place": one.place,
        "subject": one.subject,
    }
    return json.dumps(told_, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _still_there(session: Session) -> dict[UUID, str]:
    """Return what this transaction recorded and did not undo, each with its text, in order."""
    fresh: dict[UUID, str] = session.info.pop(_FRESH, {})
    if not session.info.pop(_UNDONE, False):
        return fresh
    keys, there = list(fresh), set[UUID]()
    for start in range(0, len(keys), _AT_ONCE):
        some = keys[start : start + _AT_ONCE]
        there.update(session.scalars(select(AuditEvent.id).where(AuditEvent.id.in_(some))))
    return {key: text for key, text in fresh.items() if key in there}


def _note_fresh(_mapper: object, _connection: object, target: AuditEvent) -> None:
    session = Session.object_session(target)
    if session is not None:
        session.info.setdefault(_FRESH, {})[target.id] = told(target)


def _note_undone(session: Session, _undone: SessionTransaction) -> None:
    """Doubt what was recorded so far: all of it is undone or, with a savepoint, a part."""
    if _FRESH in session.info:
        session.info[_UNDONE] = True


event.listen(AuditEvent, "after_insert", _note_fresh)
event.listen(Session, "after_soft_rollback", _note_undone)
