"""Who works on a course. Nothing here commits."""

from collections.abc import Set as AbstractSet
from datetime import datetime
from uuid import UUID

from sqlalchemy import delete
from sqlalchemy.orm import Session

from academy.authoring import queries
from academy.authoring.models import CourseStaff
from academy.authoring.rules.staff import CourseRole, StaffRefused, may_set_roles
from academy.authoring.service.drafts import Saving, ensure
from academy.catalogue import queries as catalogue
from academy.db.audit import record
from academy.kernel.refusal import Refusal


def assign(
    session: Session,
    *,
    course_id: str,
    user_id: UUID,
    role: CourseRole = CourseRole.INSTRUCTOR,
    by: UUID | None = None,
    now: datetime,
) -> None:
    """Let a person work on a course in this role alone, from now on.

    Saying it twice changes nothing. Raises `Refusal` where there is no such course.
    """
    published = catalogue.find_course(session, course_id) is not None
    if not published and queries.find_draft(session, course_id) is None:
        raise Refusal(StaffRefused.NO_COURSE)
    ensure(session, course_id, by=by, now=now)
    if queries.team(session, course_id).get(user_id) != frozenset({role}):
        _put(session, Saving(course_id, by, now), user_id, roles={role})


def set_roles(
    session: Session, saving: Saving, user_id: UUID, *, roles: AbstractSet[CourseRole]
) -> None:
    """Let a person do these things for a course and no others; none takes them off it.

    Raises `Refusal` where the course would be left without an author.
    """
    before = queries.team(session, saving.course_id)
    if before.get(user_id, frozenset()) == roles:
        return
    refused = may_set_roles(before, user_id, roles)
    if refused:
        raise Refusal(refused)
    _put(session, saving, user_id, roles=roles)


def _put(
    session: Session, saving: Saving, user_id: UUID, *, roles: AbstractSet[CourseRole]
) -> None:
    session.execute(
        delete(CourseStaff).where(
            CourseStaff.course_id == saving.course_id, CourseStaff.user_id == user_id
        )
    )
    for role in sorted(roles):
        session.add(CourseStaff(course_id=saving.course_id, user_id=user_id, role=role.value))
    record(
        session,
        actor_id=saving.by,
        action="course.assigned",
        subject=f"course:{saving.course_id}",
        now=saving.now,
        user=str(user_id),
        role=" ".join(sorted(roles)),
    )
    session.flush()
