"""Reads about who works on which course."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from academy.authoring.models import CourseStaff
from academy.authoring.policy import Permission, Standing, is_admin, may
from academy.catalogue import queries as catalogue
from academy.catalogue.queries import PublishedCourse
from academy.kernel.actor import Actor, Role


def standing(session: Session, actor: Actor, course_id: str) -> Standing:
    """Return what an actor is to a course."""
    role = session.execute(
        select(CourseStaff.role).where(
            CourseStaff.course_id == course_id, CourseStaff.user_id == actor.id
        )
    ).scalar_one_or_none()
    return Standing(actor, Role(role) if role else None)


def teaches(session: Session, actor: Actor, course_id: str) -> bool:
    """Tell whether an actor may see who learns in a course, and how far they are."""
    return may(Permission.SEE_LEARNERS, standing(session, actor, course_id))


def courses_of(session: Session, actor: Actor, locale: str) -> list[PublishedCourse]:
    """Return the courses an actor may look behind: their own, and all for an administrator."""
    everything = is_admin(Standing(actor, None))
    only = None if everything else _own(session, actor.id)
    return catalogue.published_courses(session, locale, only)


def _own(session: Session, user_id: UUID) -> list[str]:
    return list(
        session.scalars(select(CourseStaff.course_id).where(CourseStaff.user_id == user_id))
    )
