"""What people do for a course, and why it stays so."""

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from enum import StrEnum
from uuid import UUID

from academy.kernel.actor import Role


class CourseRole(StrEnum):
    """What somebody does for one course. Its first author is an instructor like the others."""

    INSTRUCTOR = "instructor"
    REVIEWER = "reviewer"
    TRANSLATOR = "translator"


class StaffRefused(StrEnum):
    """Why the people of a course stay as they are."""

    NO_COURSE = "no-course"
    NOBODY = "nobody"
    NOT_STAFF = "not-staff"
    NOT_INSTRUCTOR = "not-instructor"
    LAST_AUTHOR = "last-author"


def may_set_roles(
    before: Mapping[UUID, AbstractSet[CourseRole]], person: UUID, after: AbstractSet[CourseRole]
) -> StaffRefused | None:
    """Return why somebody may not have these roles from now on: a course keeps an author."""
    authors = {key for key, roles in before.items() if CourseRole.INSTRUCTOR in roles}
    if authors == {person} and CourseRole.INSTRUCTOR not in after:
        return StaffRefused.LAST_AUTHOR
    return None


_AUTHORS = frozenset({Role.INSTRUCTOR, Role.ADMIN})


def may_work(held: AbstractSet[Role], wanted: AbstractSet[CourseRole]) -> StaffRefused | None:
    """Return why somebody with these roles in the Academy may not do these things for a course.

    An author publishes, so being one takes more than a colleague's word.
    """
    if wanted and not held & {*_AUTHORS, Role.TRANSLATOR}:
        return StaffRefused.NOT_STAFF
    if CourseRole.INSTRUCTOR in wanted and not held & _AUTHORS:
        return StaffRefused.NOT_INSTRUCTOR
    return None
