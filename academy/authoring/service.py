"""Who works on a course. Nothing here commits."""

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from academy.authoring.models import CourseStaff
from academy.authoring.rules import AssignRefused
from academy.catalogue import queries as catalogue
from academy.db.audit import record
from academy.kernel.actor import Role
from academy.kernel.refusal import Refusal


def assign(
    session: Session,
    *,
    course_id: str,
    user_id: UUID,
    role: Role = Role.INSTRUCTOR,
    by: UUID | None = None,
    now: datetime,
) -> None:
    """Let a person work on a course as its instructor or translator, from now on in this role.

    Saying it twice changes nothing. Raises `Refusal` where there is no such course.
    """
    if catalogue.find_course(session, course_id) is None:
        raise Refusal(AssignRefused.NO_COURSE)
    row = session.get(CourseStaff, (course_id, user_id))
    if row is not None and row.role == role.value:
        return
    if row is None:
        row = CourseStaff(course_id=course_id, user_id=user_id)
        session.add(row)
    row.role = role.value
    record(
        session,
        actor_id=by,
        action="course.assigned",
        subject=f"course:{course_id}",
        now=now,
        user=str(user_id),
        role=role.value,
    )
    session.flush()
