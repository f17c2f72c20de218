"""Whether the audit trail is whole: every link is forged anew and compared with what is kept.

Whoever can write to the database past its triggers, and knows how links are forged, can forge all
of them anew. What they cannot do is end with a digest that somebody noted elsewhere before.
"""

from collections.abc import Generator
from contextlib import closing
from dataclasses import dataclass
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from academy.db.audit import BEGINNING, AuditEnd, AuditEvent, AuditLink, link, told

_ROWS_AT_ONCE = 1_000
_Link = Any
"""A link with its event beside it, or with nothing where the event is gone."""


class Fault(StrEnum):
    """What is wrong with the trail where it first breaks."""

    CHANGED = "changed"
    """The event is not what was sealed, or one before it was taken out without a gap."""
    MISSING = "missing"
    """An event, or the links from here on, are gone."""
    SLIPPED_IN = "slipped-in"
    """The event was added between two others that were neighbours."""
    OUT_OF_ORDER = "out-of-order"
    """The event stands where another one stood."""
    UNSEALED = "unsealed"
    """The event never became a link of the chain."""
    OTHER_CHAIN = "other-chain"
    """The digest that was noted earlier is nowhere in the chain."""


@dataclass(frozen=True, slots=True)
class Head:
    """Where the chain ends: how many links it has, and the digest of the last."""

    number: int
    digest: str


@dataclass(frozen=True, slots=True)
class Break:
    """The first broken place. `number` is that of the link, where there is one."""

    fault: Fault
    number: int | None
    event_id: UUID | None


@dataclass(frozen=True, slots=True)
class Verdict:
    """What came of looking: how many links were read, and where the first of them is broken."""

    links: int
    broken: Break | None


def head(session: Session) -> Head:
    """Return the end of the chain, to be noted elsewhere and compared later."""
    row = session.execute(select(AuditEnd.number, AuditEnd.digest)).one_or_none()
    return Head(*row) if row else _BEFORE_ALL


def verify(session: Session, *, noted: str | None = None) -> Verdict:
    """Read the whole trail, a thousand links at a time, and tell whether it is whole.

    `noted` is a digest that the chain had as its end at some time before. Others may go on writing.
    """
    end, found = head(session), noted in {None, BEGINNING}
    last, before = _Place(_BEFORE_ALL, None), _BEFORE_ALL
    with closing(_links(session)) as links:
        for one in links:
            broken = _broken(session, one, last=last, before=before) or _not_the_end(one, end)
            if broken:
                return Verdict(last.head.number, broken)
            last, before = _Place(Head(one.number, one.digest), one.event_id), last.head
            found = found or one.digest == noted
    broken = _broken_end(session, last.head, end) or _unsealed(session)
    if not (broken or found):
        broken = Break(Fault.OTHER_CHAIN, None, None)
    return Verdict(last.head.number, broken)


@dataclass(frozen=True, slots=True)
class _Place:
    """A link that was found whole."""

    head: Head
    event_id: UUID | None


def _broken(session: Session, one: _Link, *, last: _Place, before: Head) -> Break | None:
    """Return what is wrong with a link after the `last` one, which came after `before`."""
    if one.number != last.head.number + 1:
        return Break(Fault.MISSING, last.head.number + 1, None)
    if one.id is None:
        return Break(Fault.MISSING, one.number, one.event_id)
    if _follows(one, last.head):
        return None
    if last.event_id and _follows(one, before):
        return Break(Fault.SLIPPED_IN, last.head.number, last.event_id)
    return Break(_why(session, one, last.head), one.number, one.event_id)


def _why(session: Session, one: _Link, before: Head) -> Fault:
    """Tell why a link is not the one that was forged after `before`."""
    after = session.execute(_LINKS.where(AuditLink.number == one.number + 1)).one_or_none()
    if after is not None and _follows(after, before):
        swapped = _follows(one, Head(one.number, after.digest))
        return Fault.OUT_OF_ORDER if swapped else Fault.SLIPPED_IN
    with closing(_links(session)) as others:
        for other in others:
            if other.id and link(before.digest, told(other)) == one.digest:
                return Fault.OUT_OF_ORDER
    return Fault.CHANGED


def _not_the_end(one: _Link, end: Head) -> Break | None:
    """Return what is wrong where the chain was said to end with another digest."""
    if one.number != end.number or one.digest == end.digest:
        return None
    return Break(Fault.CHANGED, one.number, one.event_id)


def _broken_end(session: Session, last: Head, end: Head) -> Break | None:
    """Return what is wrong where the chain stops too early, or goes on after its end."""
    if last.number < end.number:
        return Break(Fault.MISSING, last.number + 1, None)
    now = head(session)
    return Break(Fault.SLIPPED_IN, now.number + 1, None) if last.number > now.number else None


def _unsealed(session: Session) -> Break | None:
    sealed = select(AuditLink.number).where(AuditLink.event_id == AuditEvent.id).exists()
    stray = session.scalar(select(AuditEvent.id).where(~sealed).limit(1))
    return Break(Fault.UNSEALED, None, stray) if stray else None


def _follows(one: _Link, before: Head) -> bool:
    return one.id is not None and link(before.digest, told(one)) == one.digest


def _links(session: Session) -> Generator[_Link]:
    options = {"yield_per": _ROWS_AT_ONCE}
    with session.execute(_LINKS.order_by(AuditLink.number), execution_options=options) as links:
        yield from links


_BEFORE_ALL = Head(0, BEGINNING)
_LINKS = select(
    AuditLink.number,
    AuditLink.event_id,
    AuditLink.digest,
    AuditEvent.id,
    AuditEvent.at,
    AuditEvent.actor_id,
    AuditEvent.action,
    AuditEvent.subject,
    AuditEvent.details,
    AuditEvent.place,
    AuditEvent.organisation_id,
).outerjoin(AuditEvent, AuditEvent.id == AuditLink.event_id)
