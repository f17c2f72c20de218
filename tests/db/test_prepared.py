"""Statements that are compiled once, on both stores."""

from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import bindparam, delete, insert, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from academy.db.outbox import OutboxFact
from academy.db.prepared import PreparedRead, PreparedWrite
from academy.db.transaction import WriteOutsideAtomicError, atomic, current_session
from academy.kernel.ids import uuid7
from tests.cast import NOW
from tests.conftest import CountQueries

WRITE = PreparedWrite(insert(OutboxFact))
RENAME = PreparedWrite(
    update(OutboxFact)
    .where(OutboxFact.last_error == bindparam("old"))
    .values(last_error=bindparam("new"))
    .returning(OutboxFact.topic)
)
REMOVE = PreparedWrite(delete(OutboxFact).where(OutboxFact.last_error == bindparam("which")))
READ = PreparedRead(
    select(OutboxFact.id, OutboxFact.written_at, OutboxFact.handled_at, OutboxFact.payload)
    .where(OutboxFact.last_error == bindparam("subject"), OutboxFact.topic == "test-noted")
    .order_by(OutboxFact.id)
)


def event(subject: str, **changes: Any) -> dict[str, Any]:
    return {
        "id": uuid7(NOW),
        "topic": "test-noted",
        "payload": {"ສະບາຍດີ": [1, None]},
        "written_at": NOW,
        "handled_at": None,
        "tries": 0,
        "last_error": subject,
        **changes,
    }


def test_what_is_written_is_read_as_it_was(session: Session) -> None:
    later = NOW + timedelta(minutes=1)
    WRITE.run(session, [event("one", handled_at=later), event("noise")])

    ((_, written, handled, payload),) = READ.rows(session, subject="one")
    assert (written, handled, payload) == (NOW, later, {"ສະບາຍດີ": [1, None]})
    assert READ.first(session, subject="one") is not None
    assert READ.first(session, subject="nothing") is None


def test_several_rows_are_written_at_once(session: Session, count_queries: CountQueries) -> None:
    with count_queries() as sent:
        WRITE.run(session, [event("one"), event("one"), event("one")])

    assert len([one for one in sent if one.startswith("INSERT")]) == 1
    assert len(READ.rows(session, subject="one")) == 3


def test_a_change_returns_what_it_is_asked_for(session: Session) -> None:
    WRITE.run(session, [event("one")])

    assert RENAME.returned(session, old="one", new="two") == "test-noted"
    assert RENAME.returned(session, old="one", new="two") is None
    assert READ.first(session, subject="two") is not None


def test_a_row_can_be_taken_out(session: Session) -> None:
    WRITE.run(session, [event("one")])
    REMOVE.run(session, [{"which": "one"}])

    assert READ.rows(session, subject="one") == []


def test_what_the_driver_raises_is_what_sqlalchemy_raises(session: Session) -> None:
    twice = event("one")
    with pytest.raises(IntegrityError):
        WRITE.run(session, [twice, twice])


def test_nothing_is_written_outside_of_a_transaction(app: Flask) -> None:
    with app.app_context():
        with pytest.raises(WriteOutsideAtomicError):
            WRITE.run(current_session(), [event("one")])
        with pytest.raises(WriteOutsideAtomicError):
            RENAME.returned(current_session(), old="one", new="two")
        with atomic() as inside:
            WRITE.run(inside, [event("one")])
        assert len(READ.rows(current_session(), subject="one")) == 1


def test_what_fails_in_a_transaction_is_undone(app: Flask, session: Session) -> None:
    def fail() -> None:
        with atomic() as inside:
            WRITE.run(inside, [event("one")])
            raise KeyError

    with app.app_context(), pytest.raises(KeyError):
        fail()
    assert READ.rows(session, subject="one") == []
