import pytest

from academy.authoring.rules.staff import CourseRole, StaffRefused, may_set_roles, may_work
from academy.kernel.actor import Role
from academy.kernel.ids import uuid7
from tests.cast import NOW

SOM, DAO = uuid7(NOW), uuid7(NOW)
AUTHOR, REVIEWER, TRANSLATOR = CourseRole.INSTRUCTOR, CourseRole.REVIEWER, CourseRole.TRANSLATOR


@pytest.mark.parametrize(
    ("held", "wanted", "refused"),
    [
        ({Role.LEARNER}, {TRANSLATOR}, StaffRefused.NOT_STAFF),
        ({Role.LEARNER}, set(), None),
        ({Role.LEARNER, Role.TRANSLATOR}, {TRANSLATOR, REVIEWER}, None),
        ({Role.LEARNER, Role.TRANSLATOR}, {AUTHOR}, StaffRefused.NOT_INSTRUCTOR),
        ({Role.LEARNER, Role.INSTRUCTOR}, {AUTHOR, TRANSLATOR}, None),
        ({Role.LEARNER, Role.ADMIN}, {AUTHOR}, None),
    ],
)
def test_what_one_may_do_for_a_course_depends_on_what_one_is_in_the_academy(
    held: set[Role], wanted: set[CourseRole], refused: StaffRefused | None
) -> None:
    assert may_work(held, wanted) is refused


def test_a_course_keeps_an_author() -> None:
    alone = {SOM: {AUTHOR}, DAO: {TRANSLATOR}}

    assert may_set_roles(alone, SOM, {REVIEWER}) is StaffRefused.LAST_AUTHOR
    assert may_set_roles(alone, SOM, {AUTHOR, REVIEWER}) is None
    assert may_set_roles(alone, DAO, set()) is None
    assert may_set_roles({**alone, DAO: {AUTHOR}}, SOM, set()) is None
