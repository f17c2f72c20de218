"""Country facts: what is so in each country, one table for all courses. Nothing here commits."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import delete, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from academy.catalogue import queries
from academy.catalogue.models import CountryFact, RemovedFact
from academy.content.fact_table import (
    Arrival,
    FactChange,
    Place,
    arrival,
    fact_version,
    place_of,
)
from academy.content.model import Fact
from academy.content.reader import read_facts
from academy.db.audit import record


def put_fact(session: Session, fact: Fact, *, shown: str, by: UUID | None, now: datetime) -> bool:
    """Let readers see this fact from now on, in place of the one that was `shown` (its version).

    Tells whether it was done: it is not where another one stands there by now.
    """
    before = _locked(session, place_of(fact))
    if fact_version(before) != shown:
        return False
    if before != fact:
        try:
            _write(session, fact, before=before)
        except IntegrityError:  # somebody else was the first to say something here
            return False
        _note(session, "fact.saved", place_of(fact), by=by, now=now, before=before)
    return True


def remove_fact(
    session: Session, place: Place, *, shown: str, by: UUID | None, now: datetime
) -> bool:
    """Let readers see the fact that was `shown` no more. It can be put back.

    Tells whether it is gone: it is not where another one stands there by now.
    """
    before = _locked(session, place)
    if before is None:
        return True
    if fact_version(before) != shown:
        return False
    _clear(session, place)
    session.add(RemovedFact(**_columns(before)))
    _note(session, "fact.removed", place, by=by, now=now, before=before)
    return True


def restore_fact(session: Session, place: Place, *, by: UUID | None, now: datetime) -> bool:
    """Put a fact back that was taken out; tell whether it stands there now as it did."""
    here = _locked(session, place)
    gone = queries.fact_table(session).removed.get(place)
    if here is not None or gone is None:
        return False
    _write(session, gone, before=None)
    _note(session, "fact.restored", place, by=by, now=now, before=None)
    return True


def load_facts(session: Session, data: bytes, now: datetime) -> Arrival:
    """Take over the facts of a file that were checked later than ours; tell what that did.

    What the file does not mention stays. Raises `PackageRefused` with every fault of the file.
    """
    arrived = arrival(queries.fact_table(session), read_facts(data))
    _take(session, arrived.changes, by=None, now=now)
    return arrived


def take_facts(
    session: Session,
    sent: Iterable[Fact],
    *,
    shown: str,
    over_newer: bool,
    by: UUID | None,
    now: datetime,
) -> Arrival | None:
    """Take over facts that somebody sent and looked at; tell what that did.

    `over_newer` takes those, too, that were not checked later than ours. Nothing is done where the
    table is not as it was `shown` (its version) any more.
    """
    for rows in (CountryFact, RemovedFact):
        session.execute(select(rows.country).order_by(rows.country, rows.kind).with_for_update())
    table = queries.fact_table(session)
    if table.version != shown:
        return None
    arrived = arrival(table, sent)
    if over_newer:
        arrived = Arrival((*arrived.changes, *arrived.kept), ())
    try:
        with session.begin_nested():
            _take(session, arrived.changes, by=by, now=now)
    except IntegrityError:  # somebody else was the first to say something in one of the places
        return None
    return arrived


def _take(
    session: Session, changes: Sequence[FactChange], *, by: UUID | None, now: datetime
) -> None:
    if not changes:
        return
    for change in changes:
        _write(session, change.after, before=change.before)
    places = (place_of(change.after) for change in changes)
    record(
        session,
        actor_id=by,
        action="facts.loaded",
        subject="facts",
        now=now,
        facts=len(changes),
        places=" ".join(f"{country}/{kind}" for country, kind in places),
    )
    session.flush()


def _locked(session: Session, place: Place) -> Fact | None:
    """Return the fact that stands somewhere; nobody else changes it until this is committed."""
    for table in (CountryFact, RemovedFact):
        session.get(table, place, with_for_update=True)
    return queries.fact_table(session).facts.get(place)


def _write(session: Session, fact: Fact, *, before: Fact | None) -> None:
    """Put a fact where `before` stood. Where nothing stood, nobody's is taken away for it."""
    tables = (RemovedFact,) if before is None else (CountryFact, RemovedFact)
    with session.begin_nested():
        _clear(session, place_of(fact), tables)
        session.add(CountryFact(**_columns(fact)))


def _clear(
    session: Session,
    place: Place,
    tables: Iterable[type[CountryFact] | type[RemovedFact]] = (CountryFact, RemovedFact),
) -> None:
    """Take away what stands somewhere and what stood there before."""
    country, kind = place
    for table in tables:
        session.execute(delete(table).where(table.country == country, table.kind == kind.value))


def _columns(fact: Fact) -> dict[str, Any]:
    return {**asdict(fact), "kind": fact.kind.value, "url": fact.url or None}


def _note(
    session: Session,
    action: str,
    place: Place,
    *,
    by: UUID | None,
    now: datetime,
    before: Fact | None,
) -> None:
    country, kind = place
    record(
        session,
        actor_id=by,
        action=action,
        subject=f"fact:{country}/{kind}",
        now=now,
        before=before.text if before else None,
    )
    session.flush()
