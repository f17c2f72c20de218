import pytest

from academy.authoring.policy import GRANTS, Permission, Standing, may
from academy.authoring.rules.staff import CourseRole
from academy.kernel.actor import Actor, Role
from academy.kernel.ids import uuid7
from tests.cast import NOW

WHERE = uuid7(NOW)


@pytest.mark.parametrize(
    ("held", "on_course", "previews", "sees_learners"),
    [
        (Role.INSTRUCTOR, None, False, False),
        (Role.INSTRUCTOR, CourseRole.INSTRUCTOR, True, True),
        (Role.TRANSLATOR, CourseRole.TRANSLATOR, True, False),
        (Role.TRANSLATOR, CourseRole.INSTRUCTOR, True, False),
        (Role.ADMIN, None, True, False),
        (Role.ADMIN, CourseRole.INSTRUCTOR, True, True),
        (Role.LEARNER, None, False, False),
    ],
)
def test_what_one_may_depends_on_what_one_is_to_the_course(
    held: Role, on_course: CourseRole | None, *, previews: bool, sees_learners: bool
) -> None:
    standing = Standing(
        Actor(uuid7(NOW), "Som", frozenset({(held, WHERE)})),
        frozenset({on_course} if on_course else ()),
        oversees=held is Role.ADMIN,
    )

    assert may(Permission.PREVIEW, standing) is previews
    assert may(Permission.SEE_LEARNERS, standing) is sees_learners


def test_an_administrator_of_another_organisation_has_no_say_in_courses() -> None:
    elsewhere = Standing(Actor(uuid7(NOW), "Mali", frozenset({(Role.ADMIN, WHERE)})))

    assert not any(may(permission, elsewhere) for permission in Permission)


def test_every_permission_is_granted_to_somebody() -> None:
    assert set(GRANTS) == set(Permission)
    assert all(row for rows in GRANTS.values() for row in rows)
