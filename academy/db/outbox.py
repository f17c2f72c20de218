"""Facts that must travel upward, written in the transaction that made them true.

A fact that was committed is delivered at least once: right after the commit by whoever committed,
or later by a sweep, if that process died in between. Handlers are therefore idempotent.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import fields
from datetime import datetime, timedelta
from typing import Any, cast
from uuid import UUID

import structlog
from flask import Flask, current_app
from sqlalchemy import Index, String, Text, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from academy.db.base import Base, Json, Key
from academy.db.transaction import after_commit, atomic
from academy.kernel.clock import now as clock
from academy.kernel.facts import FACTS, Fact
from academy.kernel.ids import uuid7

Handler = Callable[[Session, Any], None]
Handlers = Mapping[type[Fact], tuple[Handler, ...]]

HANDLERS = "academy.handlers"
_FRESH = "academy.fresh-facts"
_KINDS: dict[str, type[Fact]] = {kind.topic: kind for kind in FACTS}
_GRACE = timedelta(seconds=30)
_OFTEN, _FOR_EVER = 10, 2**31 - 1
"""How many tries a fact has every minute; after them it is tried once an hour, for ever."""

log = structlog.get_logger()


class OutboxFact(Base):
    """One fact on its way up. `handled_at` is empty until every handler has done its work."""

    __tablename__ = "outbox"
    __table_args__ = (Index("ix_outbox_pending", "handled_at", "written_at"),)

    id: Mapped[Key]
    topic: Mapped[str] = mapped_column(String(64))
    payload: Mapped[dict[str, Any]] = mapped_column(Json)
    written_at: Mapped[datetime]
    handled_at: Mapped[datetime | None]
    tries: Mapped[int] = mapped_column(default=0)
    last_error: Mapped[str | None] = mapped_column(Text)


def init_app(app: Flask, handlers: Handlers) -> None:
    """Deliver facts to these handlers after each commit."""
    app.extensions[HANDLERS] = handlers
    after_commit(app, _deliver_fresh)


def put(session: Session, fact: Fact) -> None:
    """Write down a fact, to be delivered once this transaction is committed."""
    row = OutboxFact(
        id=uuid7(fact.at),
        topic=fact.topic,
        payload=_pack(fact),
        written_at=fact.at,
        handled_at=None,
    )
    session.add(row)
    session.info.setdefault(_FRESH, []).append(row.id)


def sweep(now: datetime, limit: int = 100) -> int:
    """Deliver what was committed but never handled; return how many facts were tried."""
    from_session = current_pending(now, limit)
    _deliver(from_session)
    return len(from_session)


def current_pending(now: datetime, limit: int) -> list[UUID]:
    """Return facts that nobody has handled though they had time to, the least tried first."""
    with atomic() as session:
        statement = (
            select(OutboxFact.id)
            .where(
                OutboxFact.handled_at.is_(None),
                OutboxFact.written_at < now - _GRACE,
                OutboxFact.tries < (_FOR_EVER if now.minute == 0 else _OFTEN),
            )
            .order_by(OutboxFact.tries, OutboxFact.written_at)
            .limit(limit)
        )
        return list(session.scalars(statement))


def _deliver_fresh(session: Session) -> None:
    _deliver(session.info.pop(_FRESH, []))


def _deliver(ids: Iterable[UUID]) -> None:
    for key in ids:
        try:
            _handle(key)
        except Exception as error:
            log.exception("outbox.failed", fact=str(key))
            _note_failure(key, error)


def _handle(key: UUID) -> None:
    with atomic() as session:
        row = session.scalar(
            select(OutboxFact)
            .where(OutboxFact.id == key, OutboxFact.handled_at.is_(None))
            .with_for_update(skip_locked=True)
        )
        if row is None:
            return
        fact = _unpack(row)
        for handler in cast("Handlers", current_app.extensions[HANDLERS]).get(type(fact), ()):
            handler(session, fact)
        row.handled_at = clock()


def _note_failure(key: UUID, error: Exception) -> None:
    """Write down that a delivery failed; what made it fail may stop this too.

    Nothing may be raised from here: what the fact is about has been committed.
    """
    try:
        with atomic() as session:
            row = session.get(OutboxFact, key)
            if row is not None:
                row.tries += 1
                row.last_error = f"{type(error).__name__}: {error}"[:2000]
    except Exception:
        log.exception("outbox.failure-not-noted", fact=str(key))


def _pack(fact: Fact) -> dict[str, Any]:
    return {field.name: _to_json(getattr(fact, field.name)) for field in fields(fact)}


def _to_json(value: object) -> object:
    if isinstance(value, datetime):
        return value.isoformat()
    return str(value) if isinstance(value, UUID) else value


def _unpack(row: OutboxFact) -> Fact:
    kind = _KINDS[row.topic]
    return kind(
        **{field.name: _from_json(field.type, row.payload[field.name]) for field in fields(kind)}
    )


def _from_json(kind: object, value: Any) -> Any:
    if kind is datetime:
        return datetime.fromisoformat(value)
    return UUID(value) if kind is UUID else value
