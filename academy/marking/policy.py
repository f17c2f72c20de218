"""Who may do what with learners' answers in a course: a table of predicates."""

from collections.abc import Callable
from enum import StrEnum

from academy.authoring.policy import Standing, is_admin, is_reviewer, is_teacher


class Permission(StrEnum):
    """What somebody may want to do with the answers in a course."""

    MARK = "mark"
    SETTLE = "settle"
    RELEASE = "release"
    SEE_GRADES = "see-grades"
    SET_GRADES = "set-grades"
    CORRECT = "correct"
    SEE_FIGURES = "see-figures"
    SET_TERMS = "set-terms"
    SEE_NEEDS = "see-needs"


Predicate = Callable[[Standing], bool]

GRANTS: dict[Permission, tuple[tuple[Predicate, ...], ...]] = {
    Permission.MARK: ((is_teacher,), (is_reviewer,)),
    Permission.SETTLE: ((is_teacher,),),
    Permission.RELEASE: ((is_teacher,),),
    Permission.SEE_GRADES: ((is_teacher,),),
    Permission.SET_GRADES: ((is_teacher,),),
    Permission.CORRECT: ((is_teacher,),),
    # Figures name nobody.
    Permission.SEE_FIGURES: ((is_teacher,), (is_reviewer,), (is_admin,)),
    Permission.SET_TERMS: ((is_teacher,), (is_admin,)),
    # What a learner needs, and why, is between them and who teaches them.
    Permission.SEE_NEEDS: ((is_teacher,),),
}
"""Any row grants; in a row, all must hold."""


def may(permission: Permission, standing: Standing) -> bool:
    """Tell whether somebody of this standing may do this."""
    return any(all(holds(standing) for holds in row) for row in GRANTS[permission])
