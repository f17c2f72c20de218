"""A crowd of learners, written in bulk."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from typing import Any

from sqlalchemy import Connection
from sqlalchemy.orm import Session

from academy.demo.queries import Offer
from academy.demo.rules.draws import key_at, moment_at, weighted
from academy.demo.rules.histories import walk
from academy.demo.rules.people import Crowd, Learner, learner
from academy.demo.rules.rows import COLUMNS, Rows, Taken, Value
from academy.demo.service.places import Site

SPAN = timedelta(days=548)
"""Eighteen months, in which the crowd joins."""
_SEATS = (("1", 75), ("2", 20), ("3", 5))
_ATTEMPTS_KEPT = 0.05
"""Whose attempts are kept answer by answer: enough for item statistics."""
_IN_A_COHORT = 0.6
_BATCH = 5_000
_LARGE_CACHE = "PRAGMA cache_size=-262144"
"""256 MB: e-mail addresses and public ids land anywhere in their indexes."""


@dataclass(frozen=True, slots=True)
class Load:
    """How many learners to make, up to which moment, with which courses, and where they belong."""

    learners: int
    first: int
    now: datetime
    offers: Sequence[Offer]
    site: Site
    secret: bytes


def batches(load: Load, chance: Random) -> Iterator[tuple[int, Rows]]:
    """Yield the crowd's rows some thousand learners at a time, with how many there are by then."""
    end = load.now.timestamp()
    crowd = Crowd(load.learners, end - SPAN.total_seconds(), end, load.first)
    rows = Rows()
    for place in range(load.learners):
        _add(
            rows, learner(place, crowd, load.site.organisations, chance=chance), load, chance=chance
        )
        if (place + 1) % _BATCH == 0:
            yield place + 1, rows
            rows = Rows()
    if load.learners % _BATCH:
        yield load.learners, rows


def write(session: Session, rows: Rows) -> None:
    """Write rows as fast as the store takes them."""
    connection = session.connection()
    put = _copy if connection.dialect.name == "postgresql" else _insert
    if put is _insert:
        connection.exec_driver_sql(_LARGE_CACHE)
    for table in COLUMNS:
        if rows.tables[table]:
            put(connection, table, rows.tables[table])


def _add(rows: Rows, one: Learner, load: Load, *, chance: Random) -> None:
    rows.add_learner(one)
    now = load.now.timestamp()
    number = int(weighted(_SEATS, chance))
    for offer in chance.sample(load.offers, min(number, len(load.offers))):
        seat = walk(one, offer.walk, now=now, chance=chance)
        cohort = _cohort(one, offer, load, enrolled=seat.enrolled, chance=chance)
        taken = Taken(key_at(seat.enrolled, chance), one, offer.walk, offer.diploma, cohort)
        rows.add_seat(taken, seat)
        if seat.completed:
            rows.add_credential(taken, seat.completed, chance=chance)
        if chance.random() < _ATTEMPTS_KEPT:
            for tried in seat.tries:
                rows.add_attempt(taken, tried, secret=load.secret, chance=chance)


def _cohort(
    one: Learner, offer: Offer, load: Load, *, enrolled: float, chance: Random
) -> str | None:
    """Return the cohort in which a seat is, if it is in one: that of its term."""
    if one.organisation is None or chance.random() > _IN_A_COHORT:
        return None
    moment = moment_at(enrolled)
    known = load.site.cohorts.get((one.organisation, offer.walk.course), ())
    return next((key for term, key in known if term.begins <= moment < term.ends), None)


def _insert(connection: Connection, table: str, rows: list[tuple[Value, ...]]) -> None:
    columns = COLUMNS[table]
    holes = ", ".join("?" for _ in columns)
    connection.exec_driver_sql(
        f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({holes})",  # noqa: S608 - our own names
        rows,
    )


def _copy(connection: Connection, table: str, rows: list[tuple[Value, ...]]) -> None:
    connection.exec_driver_sql("SET LOCAL TIME ZONE 'UTC'")
    cursor: Any = connection.connection.cursor()
    with cursor, cursor.copy(f"COPY {table} ({', '.join(COLUMNS[table])}) FROM STDIN") as copy:
        for row in rows:
            copy.write_row(row)
