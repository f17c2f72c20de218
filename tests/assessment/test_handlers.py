"""What assessment does by itself."""

from datetime import timedelta

from flask import Flask
from sqlalchemy.orm import Session

from academy.assessment import queries, service
from academy.assessment.handlers import close_overdue_attempts
from academy.assessment.service import Begin
from academy.kernel.clock import now
from tests import builders
from tests.cast import Cast

LOOK = "look-check"


def test_what_was_left_open_is_closed_within_a_minute(
    session: Session, cast: Cast, app: Flask
) -> None:
    files = builders.package_files()
    name = f"quizzes/{LOOK}.yaml"
    builders.publish(
        session, builders.with_text(files, name, "shuffle:", new="minutes: 1\nshuffle:")
    )
    began = now() - timedelta(minutes=5)
    old = service.start(session, seat=builders.enrol(session, cast.noi), begin=Begin(LOOK, began))
    fresh = service.start(session, seat=builders.enrol(session, cast.dao), begin=Begin(LOOK, now()))
    session.commit()

    with app.app_context():
        close_overdue_attempts()

    session.expire_all()
    assert not queries.get_sitting(session, old).is_open
    assert queries.get_sitting(session, fresh).is_open
