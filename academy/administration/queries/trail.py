"""Reads of the audit trail: pages of it, and all that is asked for as a file."""

from collections.abc import Generator, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, String, cast, literal, or_, select, tuple_, union
from sqlalchemy.orm import Session

from academy.accounts import queries as people
from academy.accounts.policy import Scope
from academy.db import audit
from academy.db.audit import AuditEvent, AuditLink
from academy.db.export import cell_text, csv_blocks, iso_text, key_text
from academy.kernel.ids import key_in

PAGE = 50
COLUMNS = (
    "number",
    "at",
    "actor_id",
    "actor",
    "action",
    "subject",
    "organisation_id",
    "place",
    "details",
    "event_id",
    "digest",
)
_ROWS_AT_ONCE = 500
_PERSON, _ORGANISATION = "user:", "organisation:"
_DAY = timedelta(days=1)

Conditions = list[ColumnElement[bool]]


@dataclass(frozen=True, slots=True)
class Sought:
    """Which events are looked for; days are of UTC. `after` is where a page begins."""

    actor: UUID | None = None
    action: str | None = None
    subject: str | None = None
    since: date | None = None
    until: date | None = None
    place: str | None = None
    after: UUID | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that was done, within an organisation where there is one."""

    id: UUID
    at: datetime
    actor_id: UUID | None
    action: str
    subject: str
    details: Mapping[str, Any]
    place: str
    organisation_id: UUID | None

    @property
    def person_id(self) -> UUID | None:
        """Whom it was done to, where it was a person."""
        return _key_behind(_PERSON, self.subject)

    @property
    def place_id(self) -> UUID | None:
        """To which organisation it was done, where it was one."""
        return _key_behind(_ORGANISATION, self.subject)

    @property
    def told(self) -> list[tuple[str, Any]]:
        """What else is known of it: words of the program, keys and counts."""
        return [(name, value) for name, value in self.details.items() if name != "organisation"]


@dataclass(frozen=True, slots=True)
class Page:
    """Some entries, the newest first; `next` is where the following page begins.

    `people` are by key those who are spoken of; `None` is somebody who was erased.
    """

    entries: Sequence[Entry]
    next: UUID | None
    people: Mapping[UUID, str | None]
    organisations: Mapping[UUID, str]


def page(session: Session, scope: Scope, sought: Sought, *, limit: int = PAGE) -> Page:
    """Return a page of what was done within reach: always the same few queries."""
    found = session.execute(_newest(scope, sought, limit=limit + 1)).all()
    entries = [Entry(*row) for row in found[:limit]]
    spoken_of = {key for one in entries for key in (one.actor_id, one.person_id) if key}
    places = {one.organisation_id for one in entries if one.organisation_id}
    places |= {one.place_id for one in entries if one.place_id}
    return Page(
        entries,
        entries[-1].id if len(found) > limit else None,
        people=people.names_or_erased(session, spoken_of),
        organisations=people.names_of_places(session, places),
    )


def as_csv(session: Session, scope: Scope, sought: Sought) -> Iterator[bytes]:
    """Yield what is asked for as CSV without a header, in the order of the chain."""
    everybody = people.everybody().subquery()
    named = select(everybody.c.name).where(everybody.c.id == AuditEvent.actor_id).scalar_subquery()
    columns = (
        AuditLink.number,
        iso_text(AuditEvent.at),
        key_text(AuditEvent.actor_id),
        cell_text(named),
        cell_text(AuditEvent.action),
        cell_text(AuditEvent.subject),
        key_text(AuditEvent.organisation_id),
        cell_text(AuditEvent.place),
        cell_text(cast(AuditEvent.details, String)),
        key_text(AuditEvent.id),
        AuditLink.digest,
    )
    statement = _chained(select(*columns), scope, sought)
    return csv_blocks(session.connection(), statement)


def as_lines(session: Session, scope: Scope, sought: Sought) -> Generator[bytes]:
    """Yield what is asked for as JSON Lines, in the order of the chain.

    `event` stands there as its digest covers it: SHA-256 of the digest before it, a line end, and
    just this text. Whoever holds a whole export can check the chain without us.
    """
    statement = _chained(select(AuditLink.number, AuditLink.digest, *_ENTRY), scope, sought)
    options = {"yield_per": _ROWS_AT_ONCE}
    with session.execute(statement, execution_options=options) as rows:
        for some in rows.partitions():
            yield "".join(
                f'{{"number":{row.number},"digest":"{row.digest}","event":{audit.told(row)}}}\n'
                for row in some
            ).encode()


def _newest(scope: Scope, sought: Sought, *, limit: int) -> Select[*tuple[Any, ...]]:
    """Return the statement of the newest events; each way to be within reach uses its own index."""
    wanted = [*_conditions(sought), *_older(sought.after)]
    order = (AuditEvent.at.desc(), AuditEvent.id.desc())
    newest = select(*_ENTRY).order_by(*order).limit(limit)
    if scope.is_everything:
        return newest.where(*wanted)
    ways = [
        select(select(AuditEvent.id).where(way, *wanted).order_by(*order).limit(limit).subquery())
        for way in _ways(scope)
    ]
    return newest.where(AuditEvent.id.in_(union(*ways)))


def _ways(scope: Scope) -> Conditions:
    """Return how an event comes within reach: it concerns an organisation, or a person, of it."""
    reached = scope.organisations or frozenset()
    members = people.members_of(reached).subquery()
    subjects = select(literal(_PERSON) + key_text(members.c.user_id))
    return [AuditEvent.organisation_id.in_(reached), AuditEvent.subject.in_(subjects)]


def _chained(
    columns: Select[*tuple[Any, ...]], scope: Scope, sought: Sought
) -> Select[*tuple[Any, ...]]:
    within = [] if scope.is_everything else [or_(*_ways(scope))]
    return (
        columns.join(AuditLink, AuditLink.event_id == AuditEvent.id)
        .where(*_conditions(sought), *within)
        .order_by(AuditLink.number)
    )


def _conditions(sought: Sought) -> Conditions:
    named = (
        (AuditEvent.actor_id, sought.actor),
        (AuditEvent.action, sought.action),
        (AuditEvent.subject, sought.subject),
        (AuditEvent.place, sought.place),
    )
    wanted: Conditions = [column == value for column, value in named if value is not None]
    if sought.since is not None:
        wanted.append(AuditEvent.at >= _begin(sought.since))
    if sought.until is not None and sought.until < date.max:
        wanted.append(AuditEvent.at < _begin(sought.until + _DAY))
    return wanted


def _older(after: UUID | None) -> Conditions:
    if after is None:
        return []
    moment = select(AuditEvent.at).where(AuditEvent.id == after).scalar_subquery()
    key: Any = after
    return [tuple_(AuditEvent.at, AuditEvent.id) < tuple_(moment, key)]


def _begin(day: date) -> datetime:
    return datetime.combine(day, time(), UTC)


def _key_behind(kind: str, subject: str) -> UUID | None:
    return key_in(subject.removeprefix(kind)) if subject.startswith(kind) else None


_ENTRY = (
    AuditEvent.id,
    AuditEvent.at,
    AuditEvent.actor_id,
    AuditEvent.action,
    AuditEvent.subject,
    AuditEvent.details,
    AuditEvent.place,
    AuditEvent.organisation_id,
)
