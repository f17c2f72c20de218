"""What is recorded becomes a link of the chain when its transaction is committed, and only then."""

from collections.abc import Iterator
from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from academy.db import audit, chain
from academy.db.audit import AuditEvent, AuditLink
from academy.db.transaction import WriteOutsideAtomicError, atomic, current_session
from academy.kernel.ids import uuid7
from tests.cast import NOW


class Whoops(Exception):
    """Something went wrong."""


@pytest.fixture(autouse=True)
def inside(app: Flask) -> Iterator[None]:
    with app.app_context():
        yield


def record(session: Session, subject: str, **details: str | int | None) -> None:
    audit.record(session, actor_id=None, action="role.granted", subject=subject, now=NOW, **details)


def sealed() -> list[str]:
    """Return the subjects of the events on the chain, in its order."""
    statement = (
        select(AuditEvent.subject)
        .join(AuditLink, AuditLink.event_id == AuditEvent.id)
        .order_by(AuditLink.number)
    )
    return list(current_session().scalars(statement))


def test_events_become_links_in_the_order_in_which_they_were_recorded() -> None:
    with atomic() as session:
        record(session, "a")
        session.flush()
        record(session, "b")
        record(session, "c")
    assert sealed() == ["a", "b", "c"]
    assert chain.verify(current_session()) == chain.Verdict(3, None)


def record_and_fail(session: Session) -> None:
    record(session, "undone")
    session.flush()
    raise Whoops


def record_and_break_a_rule(session: Session, key: UUID) -> None:
    record(session, "undone")
    session.add(link(1001, key))
    session.flush()


def test_what_was_undone_leaves_no_link_even_if_the_session_goes_on() -> None:
    with pytest.raises(Whoops), atomic() as session:
        record_and_fail(session)
    with atomic() as session:
        record(session, "done")
    assert sealed() == ["done"]
    assert chain.verify(current_session()).broken is None


def test_what_was_undone_with_a_savepoint_leaves_no_link() -> None:
    with atomic() as session:
        record(session, "before")
        session.flush()
        with pytest.raises(Whoops), session.begin_nested():
            record_and_fail(session)
        with session.begin_nested():
            record(session, "kept")
    assert sealed() == ["before", "kept"]
    assert chain.verify(current_session()).broken is None


def test_a_flush_that_fails_inside_a_savepoint_takes_no_other_event_with_it() -> None:
    key = uuid7(NOW)
    with atomic() as session:
        record(session, "before")
        session.add(link(1000, key))
        session.flush()
        session.expunge_all()
        with pytest.raises(IntegrityError), session.begin_nested():
            record_and_break_a_rule(session, key)
    assert sealed() == ["before"]


def test_events_that_the_session_has_let_go_of_are_sealed_all_the_same() -> None:
    with atomic() as session:
        record(session, "a")
        session.flush()
        session.expunge_all()
        record(session, "b")
    assert sealed() == ["a", "b"]


def test_nothing_is_recorded_outside_a_transaction() -> None:
    record(current_session(), "stray")
    with pytest.raises(WriteOutsideAtomicError):
        current_session().flush()


def test_an_event_keeps_what_it_was_given_and_from_where() -> None:
    place, key = str(UUID(int=7)), UUID(int=9)
    audit.stand_at("192.0.2.7")
    with atomic() as session:
        audit.record(
            session,
            actor_id=key,
            action="role.granted",
            subject="user:1",
            now=NOW,
            organisation=place,
            role="ສອນ",
        )
    audit.stand_at()
    one = current_session().scalars(select(AuditEvent)).one()
    assert (one.actor_id, one.at, one.place) == (key, NOW, "192.0.2.7")
    assert one.organisation_id == UUID(int=7)
    assert one.details == {"organisation": place, "role": "ສອນ"}


def test_a_transaction_without_events_leaves_the_chain_alone() -> None:
    before = chain.head(current_session())
    with atomic():
        pass
    assert chain.head(current_session()) == before


def link(number: int, event_id: UUID) -> AuditLink:
    return AuditLink(number=number, event_id=event_id, digest="0" * 64)
