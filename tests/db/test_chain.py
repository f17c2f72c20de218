"""Whoever changes, removes, adds or reorders what is on the audit trail is found out."""

import os
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from academy.db import audit, chain
from academy.db.audit import AuditEvent, AuditLink
from academy.db.chain import Break, Fault, Head, Verdict
from academy.db.transaction import ENGINE
from academy.kernel.ids import uuid7
from tests.at_once import House, application
from tests.cast import NOW
from tests.conftest import STORES
from tests.postgresql import Server

EVENTS = 7
AT_ONCE = 50


@pytest.fixture(scope="module", params=STORES)
def house(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[House]:
    home: Path = tmp_path_factory.mktemp("trail")
    if request.param == "sqlite":
        yield House(application(f"sqlite:///{home / 'academy.sqlite3'}", home))
        return
    postgresql: Server = request.getfixturevalue("postgresql")
    with postgresql.database(f"academy_trail_{os.getpid()}") as address:
        made = application(address, home)
        yield House(made)
        made.extensions[ENGINE].dispose()


@pytest.fixture
def trail(session: Session) -> Session:
    """Seven sealed events, on a store whose triggers were dropped."""
    unguard(session)
    session.execute(text("DELETE FROM audit_link"))
    session.execute(text("DELETE FROM audit_event"))
    session.execute(text("UPDATE audit_end SET number = 0, digest = :d"), {"d": audit.BEGINNING})
    for number in range(EVENTS):
        record(session, f"user:{number}", place=number)
        audit.seal(session)
    return session


def record(session: Session, subject: str, **details: int) -> None:
    moment = NOW + timedelta(seconds=details.get("place", 0))
    audit.record(
        session, actor_id=None, action="role.granted", subject=subject, now=moment, **details
    )
    session.flush()


def unguard(session: Session) -> None:
    for table in ("audit_event", "audit_link"):
        if session.get_bind().dialect.name == "sqlite":
            for act in ("update", "delete"):
                session.execute(text(f"DROP TRIGGER {table}_no_{act}"))
        else:
            session.execute(text(f"ALTER TABLE {table} DISABLE TRIGGER USER"))


def event_of(session: Session, number: int) -> UUID:
    return session.query(AuditLink.event_id).filter_by(number=number).scalar()


def digest_of(session: Session, number: int) -> str:
    return session.query(AuditLink.digest).filter_by(number=number).scalar()


def renumber(session: Session, old: int, new: int) -> None:
    session.execute(
        text("UPDATE audit_link SET number = :new WHERE number = :old"), {"old": old, "new": new}
    )


def make_room(session: Session, at: int) -> None:
    """Move the links from this number on by one, and the end with them."""
    for number in range(EVENTS, at - 1, -1):
        renumber(session, number, number + 1)
    session.execute(text("UPDATE audit_end SET number = number + 1"))


def slip_in(session: Session, at: int, digest: str | None = None) -> UUID:
    make_room(session, at)
    one = AuditEvent(
        id=uuid7(NOW),
        at=NOW,
        actor_id=None,
        action="role.granted",
        subject="user:thief",
        details={},
        place="command",
        organisation_id=None,
    )
    session.add(one)
    session.flush()
    forged = digest or audit.link(digest_of(session, at - 1), audit.told(one))
    session.add(AuditLink(number=at, event_id=one.id, digest=forged))
    session.flush()
    session.info.clear()
    return one.id


def broken(session: Session, **noted: str) -> Break | None:
    session.expire_all()
    return chain.verify(session, **noted).broken


@pytest.mark.parametrize("table", ["audit_event", "audit_link"])
@pytest.mark.parametrize("act", ["DELETE FROM {}", "UPDATE {} SET {} = {}"])
def test_the_store_itself_refuses_to_change_or_remove(
    session: Session, table: str, act: str
) -> None:
    record(session, "user:1")
    audit.seal(session)
    column = "subject" if table == "audit_event" else "digest"
    with pytest.raises(DBAPIError, match="only added to"):
        session.execute(text(act.format(table, column, column)))


def test_a_whole_chain_is_whole(trail: Session) -> None:
    assert chain.verify(trail) == Verdict(EVENTS, None)


def test_a_trail_of_nothing_is_whole(trail: Session) -> None:
    trail.execute(text("DELETE FROM audit_link"))
    trail.execute(text("DELETE FROM audit_event"))
    trail.execute(text("DELETE FROM audit_end"))
    assert chain.verify(trail) == Verdict(0, None)
    assert chain.head(trail) == Head(0, audit.BEGINNING)


@pytest.mark.parametrize(
    "change",
    [
        {"subject": "user:thief"},
        {"action": "role.taken"},
        {"place": "10.0.0.1"},
        {"details": {}},
        {"at": NOW + timedelta(days=1)},
        {"actor_id": UUID(int=1)},
        {"organisation_id": UUID(int=1)},
    ],
)
def test_a_changed_event_is_found(trail: Session, change: dict[str, object]) -> None:
    victim = event_of(trail, 4)
    trail.query(AuditEvent).filter_by(id=victim).update(change)
    assert broken(trail) == Break(Fault.CHANGED, 4, victim)


def test_a_changed_digest_is_found(trail: Session) -> None:
    trail.execute(text("UPDATE audit_link SET digest = :d WHERE number = 2"), {"d": "f" * 64})
    assert broken(trail) == Break(Fault.CHANGED, 2, event_of(trail, 2))


def test_a_removed_event_is_found(trail: Session) -> None:
    victim = event_of(trail, 3)
    trail.query(AuditEvent).filter_by(id=victim).delete()
    assert broken(trail) == Break(Fault.MISSING, 3, victim)


def test_a_removed_link_is_found(trail: Session) -> None:
    trail.query(AuditEvent).filter_by(id=event_of(trail, 3)).delete()
    trail.query(AuditLink).filter_by(number=3).delete()
    assert broken(trail) == Break(Fault.MISSING, 3, None)


def test_a_removed_link_is_found_where_the_others_move_up(trail: Session) -> None:
    trail.query(AuditEvent).filter_by(id=event_of(trail, 3)).delete()
    trail.query(AuditLink).filter_by(number=3).delete()
    for number in range(4, EVENTS + 1):
        renumber(trail, number, number - 1)
    trail.execute(text("UPDATE audit_end SET number = number - 1"))
    assert broken(trail) == Break(Fault.CHANGED, 3, event_of(trail, 3))


@pytest.mark.parametrize("digest", [None, "e" * 64])
def test_an_event_slipped_in_is_found(trail: Session, digest: str | None) -> None:
    thief = slip_in(trail, 4, digest)
    assert broken(trail) == Break(Fault.SLIPPED_IN, 4, thief)


def test_events_that_changed_places_are_found(trail: Session) -> None:
    first, second = event_of(trail, 2), event_of(trail, 5)
    trail.query(AuditLink).filter_by(number=2).update({"event_id": uuid7(NOW)})
    trail.query(AuditLink).filter_by(number=5).update({"event_id": first})
    trail.query(AuditLink).filter_by(number=2).update({"event_id": second})
    assert broken(trail) == Break(Fault.OUT_OF_ORDER, 2, second)


def test_links_that_changed_places_are_found(trail: Session) -> None:
    renumber(trail, 5, 99)
    renumber(trail, 4, 5)
    renumber(trail, 99, 4)
    assert broken(trail) == Break(Fault.OUT_OF_ORDER, 4, event_of(trail, 4))


def test_an_event_without_a_link_is_found(trail: Session) -> None:
    record(trail, "user:stray")
    trail.info.clear()
    found = broken(trail)
    assert found is not None
    assert (found.fault, found.number) == (Fault.UNSEALED, None)


def test_an_end_that_was_cut_off_is_found(trail: Session) -> None:
    for number in (6, 7):
        trail.query(AuditEvent).filter_by(id=event_of(trail, number)).delete()
        trail.query(AuditLink).filter_by(number=number).delete()
    assert broken(trail) == Break(Fault.MISSING, 6, None)


def test_an_end_that_was_cut_off_with_skill_is_found_by_a_noted_head(trail: Session) -> None:
    noted = chain.head(trail).digest
    for number in (6, 7):
        trail.query(AuditEvent).filter_by(id=event_of(trail, number)).delete()
        trail.query(AuditLink).filter_by(number=number).delete()
    end = {"d": digest_of(trail, 5)}
    trail.execute(text("UPDATE audit_end SET number = 5, digest = :d"), end)
    assert broken(trail) is None
    assert broken(trail, noted=noted) == Break(Fault.OTHER_CHAIN, None, None)


def test_a_noted_head_is_found_again_after_more_was_written(trail: Session) -> None:
    noted = chain.head(trail)
    record(trail, "user:later")
    audit.seal(trail)
    assert noted.number == EVENTS
    assert broken(trail, noted=noted.digest) is None
    assert broken(trail, noted=audit.BEGINNING) is None


def test_an_end_that_was_rewritten_is_found(trail: Session) -> None:
    trail.execute(text("UPDATE audit_end SET digest = :d"), {"d": "a" * 64})
    assert broken(trail) == Break(Fault.CHANGED, EVENTS, event_of(trail, EVENTS))


def test_links_beyond_the_end_are_found(trail: Session) -> None:
    end = {"d": digest_of(trail, 5)}
    trail.execute(text("UPDATE audit_end SET number = 5, digest = :d"), end)
    assert broken(trail) == Break(Fault.SLIPPED_IN, 6, None)


def test_fifty_transactions_at_once_make_one_chain_without_gaps(house: House) -> None:
    before = house.work(chain.head).number

    def use(session: Session) -> None:
        record(session, "user:1", place=1)
        record(session, "user:2", place=2)

    house.all_at_once(*[use] * AT_ONCE)
    after = house.work(chain.head).number
    assert after == before + 2 * AT_ONCE
    assert house.work(chain.verify) == Verdict(after, None)
