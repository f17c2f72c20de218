import pytest
from flask import Flask
from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from academy.db.audit import AuditEvent, record
from academy.db.transaction import (
    NestedAtomicError,
    WriteOutsideAtomicError,
    atomic,
    current_session,
)
from tests.cast import NOW


def note(session: Session, subject: str) -> None:
    record(session, actor_id=None, action="test.noted", subject=subject, now=NOW)


def count(session: Session) -> int:
    return session.scalar(select(func.count()).select_from(AuditEvent)) or 0


def test_what_happens_inside_is_kept(app: Flask, session: Session) -> None:
    with app.app_context(), atomic() as inside:
        note(inside, "one")
    assert count(session) == 1


def test_a_failure_inside_keeps_nothing(app: Flask, session: Session) -> None:
    def fail() -> None:
        with atomic() as inside:
            note(inside, "one")
            inside.flush()
            raise KeyError

    with app.app_context(), pytest.raises(KeyError):
        fail()
    assert count(session) == 0


def test_nothing_is_written_outside(app: Flask) -> None:
    with app.app_context():
        note(current_session(), "one")
        with pytest.raises(WriteOutsideAtomicError):
            current_session().flush()


def test_no_statement_writes_outside_either(app: Flask) -> None:
    with app.app_context(), pytest.raises(WriteOutsideAtomicError):
        current_session().execute(delete(AuditEvent))


def test_two_transactions_are_two_use_cases(app: Flask) -> None:
    def nest() -> None:
        with atomic(), atomic():
            pass

    with app.app_context(), pytest.raises(NestedAtomicError):
        nest()
