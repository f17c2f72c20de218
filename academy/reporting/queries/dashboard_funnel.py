"""How far the seats of an edition of a course got."""

from collections.abc import Mapping
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from academy.catalogue.models import Edition
from academy.enrolment.models import Enrolment
from academy.enrolment.rules import Status
from academy.learning.models import Progress
from academy.reporting.queries.dashboard import Wanted, conditions
from academy.reporting.rules.funnel import Standing

_UNDER_WAY = (Status.IN_PROGRESS.value, Status.WITHDRAWN.value)


def editions(session: Session, course_id: str) -> Mapping[int, UUID]:
    """Return the editions of a course by their number, the newest first."""
    rows = session.execute(
        select(Edition.number, Edition.id)
        .where(Edition.course_id == course_id)
        .order_by(Edition.number.desc())
    )
    return {row.number: row.id for row in rows}


def standing(session: Session, wanted: Wanted, edition_id: UUID) -> Standing:
    """Count the seats of an edition, and those under way by what was done last in them.

    Two statements: counted without groups, the many completed need not be sorted.
    """
    seats = (*conditions(wanted), Enrolment.edition_id == edition_id)
    completed = func.count().filter(Enrolment.status == Status.COMPLETED.value)
    counted = session.execute(
        select(func.count(), func.count(Enrolment.started_at), completed).where(*seats)
    ).one()
    last = session.execute(
        select(Progress.last_unit_id, func.count())
        .join(Enrolment, Enrolment.id == Progress.enrolment_id)
        .where(*seats, Enrolment.status.in_(_UNDER_WAY), Progress.last_unit_id.is_not(None))
        .group_by(Progress.last_unit_id)
    )
    return Standing(
        seats=counted[0],
        begun=counted[1],
        completed=counted[2],
        last={str(unit): number for unit, number in last},
    )
