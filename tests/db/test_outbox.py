from collections.abc import Iterator
from datetime import timedelta
from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from academy.db import outbox
from academy.db.outbox import HANDLERS, OutboxFact
from academy.db.transaction import CarefulSession, atomic
from academy.kernel.facts import CredentialIssued, EnrolmentCompleted
from tests.cast import NOW

FACT = EnrolmentCompleted(enrolment_id=UUID(int=7), at=NOW)


class Listener:
    """Hears facts; fails as often as it is told to."""

    def __init__(self) -> None:
        self.heard: list[object] = []
        self.failures = 0

    def __call__(self, _: Session, fact: object) -> None:
        if self.failures:
            self.failures -= 1
            message = "not now"
            raise ConnectionError(message)
        self.heard.append(fact)


@pytest.fixture
def listener(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Iterator[Listener]:
    listener = Listener()
    monkeypatch.setitem(app.extensions, HANDLERS, {EnrolmentCompleted: (listener,)})
    with app.app_context():
        yield listener


def tell(fact: EnrolmentCompleted | CredentialIssued = FACT) -> None:
    with atomic() as session:
        outbox.put(session, fact)


def test_a_fact_is_delivered_after_its_commit(listener: Listener) -> None:
    tell()
    assert listener.heard == [FACT]


def test_a_fact_that_was_not_committed_never_was(listener: Listener, session: Session) -> None:
    def fail() -> None:
        with atomic() as inside:
            outbox.put(inside, FACT)
            raise KeyError

    with pytest.raises(KeyError):
        fail()
    assert listener.heard == []
    assert session.scalars(select(OutboxFact)).all() == []


def test_a_fact_that_nobody_waits_for_is_done(listener: Listener, session: Session) -> None:
    tell(CredentialIssued(credential_id=UUID(int=1), at=NOW))
    assert listener.heard == []
    assert session.scalars(select(OutboxFact.handled_at)).one() is not None


def test_a_failed_delivery_is_tried_again_by_the_sweep(listener: Listener) -> None:
    listener.failures = 1
    tell()
    assert listener.heard == []
    assert outbox.sweep(NOW + timedelta(minutes=1)) == 1
    assert listener.heard == [FACT]
    assert outbox.sweep(NOW + timedelta(minutes=2)) == 0


def test_the_sweep_gives_a_fresh_fact_time(listener: Listener) -> None:
    listener.failures = 1
    tell()
    assert outbox.sweep(NOW + timedelta(seconds=1)) == 0


def test_a_fact_that_goes_on_failing_is_tried_once_an_hour_and_never_lost(
    listener: Listener, session: Session
) -> None:
    listener.failures = 99
    tell()
    for minute in range(1, 20):
        outbox.sweep(NOW + timedelta(minutes=minute))
    row = session.scalars(select(OutboxFact)).one()
    session.refresh(row)
    assert (row.tries, row.handled_at) == (10, None)
    assert row.last_error == "ConnectionError: not now"
    listener.failures = 0
    assert outbox.sweep(NOW.replace(hour=12, minute=1)) == 0
    assert outbox.sweep(NOW.replace(hour=13, minute=0)) == 1
    assert listener.heard == [FACT]


def test_a_failure_that_cannot_even_be_noted_harms_no_request(
    listener: Listener, monkeypatch: pytest.MonkeyPatch
) -> None:
    def locked(*_: object) -> None:
        message = "database is locked"
        raise OSError(message)

    listener.failures = 1
    monkeypatch.setattr(CarefulSession, "get", locked)
    tell()
    assert listener.heard == []
