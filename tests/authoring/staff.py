"""Who works on a course in these tests."""

from sqlalchemy.orm import Session

from academy.authoring import service
from academy.authoring.rules.staff import CourseRole
from academy.kernel.actor import Actor
from tests.cast import NOW


def assign(
    session: Session,
    actor: Actor,
    course: str = "clean-water",
    *,
    role: CourseRole = CourseRole.INSTRUCTOR,
) -> None:
    """Let somebody work on a course."""
    service.assign(session, course_id=course, user_id=actor.id, role=role, now=NOW)
    session.commit()
