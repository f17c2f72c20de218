"""A course whose second quiz takes thirty minutes, and an attempt at it that is open."""

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from academy.assessment import queries, service
from academy.assessment.service import Begin
from academy.enrolment.queries import Seat
from tests.builders import Files, package_files, with_text

COURSE = "/en/teach/courses/clean-water/"
LOOK, TREAT = "look-check", "treat-check"
MINUTES = 30


def timed(minutes: int = MINUTES) -> Files:
    """Return the files of the course with a time limit for the second quiz."""
    name, old = f"quizzes/{TREAT}.yaml", "shuffle: true"
    return with_text(package_files(), name, old, new=f"{old}\nminutes: {minutes}")


def begin(session: Session, seat: Seat, now: datetime, *, unit: str = TREAT) -> UUID:
    """Begin an attempt."""
    attempt = service.start(session, seat=seat, begin=Begin(unit, now))
    session.commit()
    return attempt


def deadline_of(session: Session, attempt: UUID) -> datetime | None:
    """Return when an attempt ends by itself."""
    return queries.get_sitting(session, attempt).deadline_at
