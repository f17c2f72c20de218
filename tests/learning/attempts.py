"""Marked attempts, as assessment leaves them behind."""

from datetime import datetime
from fractions import Fraction

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from academy.assessment.models import Attempt
from academy.catalogue import queries as catalogue
from academy.enrolment.queries import Seat
from academy.kernel.facts import AttemptGraded
from academy.kernel.ids import uuid7
from tests.cast import NOW

PASS_MARK = 60


def attempt(
    session: Session,
    seat: Seat,
    unit_id: str,
    *,
    percent: int | Fraction | None,
    now: datetime = NOW,
) -> AttemptGraded:
    """Write an attempt that got `percent`, or is still open where that is `None`."""
    shown = None if percent is None else int(percent + Fraction(1, 2))
    passed = None if percent is None else percent >= PASS_MARK
    own = (Attempt.enrolment_id == seat.id, Attempt.unit_id == unit_id)
    row = Attempt(
        id=uuid7(now),
        enrolment_id=seat.id,
        learner_id=seat.learner_id,
        course_id=seat.course_id,
        unit_id=unit_id,
        revision_id=catalogue.revision_of_edition(session, seat.edition_id).revision_id,
        number=1 + (session.scalar(select(func.count(Attempt.id)).where(*own)) or 0),
        seed=1,
        state="open" if percent is None else "submitted",
        started_at=now,
        submitted_at=None if percent is None else now,
        marks=None if percent is None else str(percent),
        available=100,
        percent=shown,
        passed=passed,
    )
    session.add(row)
    session.commit()
    return AttemptGraded(
        attempt_id=row.id,
        enrolment_id=seat.id,
        unit_id=unit_id,
        percent=shown or 0,
        passed=bool(passed),
        at=now,
    )
