"""Who may do what with a course behind the scenes: a table of predicates."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from academy.authoring.rules.staff import CourseRole
from academy.kernel.actor import Actor, Role

_MAKERS = frozenset({Role.INSTRUCTOR, Role.ADMIN})


class Permission(StrEnum):
    """What somebody may want to do with a course."""

    PREVIEW = "preview"
    SEE_LEARNERS = "see-learners"
    EDIT = "edit"
    TRANSLATE = "translate"
    REVIEW = "review"
    PUBLISH = "publish"
    PUBLISH_TRANSLATION = "publish-translation"
    MANAGE = "manage"


@dataclass(frozen=True, slots=True)
class Standing:
    """What an actor is to one course: everything they do for it, or nothing.

    `oversees` tells whether they administer the Academy itself: courses belong to no organisation
    below it, so that no other administrator has a say in them.
    """

    actor: Actor
    roles: frozenset[CourseRole] = frozenset()
    oversees: bool = False


Predicate = Callable[[Standing], bool]


def is_staff(standing: Standing) -> bool:
    """Tell whether the actor works on the course."""
    return bool(standing.roles)


def is_teacher(standing: Standing) -> bool:
    """Tell whether the actor teaches the course, and may teach at all."""
    return CourseRole.INSTRUCTOR in standing.roles and bool(_MAKERS & standing.actor.roles)


def is_reviewer(standing: Standing) -> bool:
    """Tell whether the actor looks at the course before it is published."""
    return CourseRole.REVIEWER in standing.roles


def is_translator(standing: Standing) -> bool:
    """Tell whether the actor translates the course."""
    return CourseRole.TRANSLATOR in standing.roles


def is_admin(standing: Standing) -> bool:
    """Tell whether the actor is an administrator of the Academy itself."""
    return standing.oversees


GRANTS: dict[Permission, tuple[tuple[Predicate, ...], ...]] = {
    Permission.PREVIEW: ((is_staff,), (is_admin,)),
    # An administrator sees the people of their own organisations, in the reports.
    Permission.SEE_LEARNERS: ((is_teacher,),),
    Permission.EDIT: ((is_teacher,), (is_admin,)),
    Permission.TRANSLATE: ((is_translator,), (is_teacher,), (is_admin,)),
    Permission.REVIEW: ((is_reviewer,), (is_admin,)),
    Permission.PUBLISH: ((is_teacher,), (is_admin,)),
    Permission.PUBLISH_TRANSLATION: ((is_translator,), (is_teacher,), (is_admin,)),
    Permission.MANAGE: ((is_teacher,), (is_admin,)),
}
"""Any row grants; in a row, all must hold."""


def may(permission: Permission, standing: Standing) -> bool:
    """Tell whether somebody of this standing may do this."""
    return any(all(holds(standing) for holds in row) for row in GRANTS[permission])


_WORDSMITHS = frozenset({Role.TRANSLATOR, *_MAKERS})


def may_create(actor: Actor) -> bool:
    """Tell whether somebody may begin a course of their own."""
    return bool(_MAKERS & actor.roles)


def may_edit_facts(actor: Actor) -> bool:
    """Tell whether somebody may say what is so in a country: all courses show it."""
    return bool(_MAKERS & actor.roles)


def may_edit_glossary(actor: Actor) -> bool:
    """Tell whether somebody may agree on words for the whole Academy."""
    return bool(_WORDSMITHS & actor.roles)
