"""Who works on a course, as its people decide it themselves. Nothing here commits."""

from collections.abc import Set as AbstractSet
from uuid import UUID

from sqlalchemy.orm import Session

from academy.accounts import queries as accounts
from academy.authoring import queries
from academy.authoring.rules.staff import CourseRole, StaffRefused, may_work
from academy.authoring.service.drafts import Saving, lock
from academy.authoring.service.staff import set_roles
from academy.kernel.refusal import NotFound, Refusal


def add_person(
    session: Session, saving: Saving, login: str, *, roles: AbstractSet[CourseRole]
) -> UUID:
    """Let somebody do these things for a course, besides what they do already; return who it is.

    Raises `Refusal` where nobody signs in so, or somebody who may not do this.
    """
    lock(session, saving)
    account = accounts.find_by_login(session, login)
    if account is None or not account.is_active:
        raise Refusal(StaffRefused.NOBODY)
    before = queries.team(session, saving.course_id).get(account.id, frozenset())
    _set(session, saving, account.id, roles=before | roles)
    return account.id


def change_person(
    session: Session, saving: Saving, person: UUID, *, roles: AbstractSet[CourseRole]
) -> None:
    """Let somebody who works on a course do these things and no others; none takes them off it.

    Raises `NotFound` where they do not work on it, `Refusal` where it would lose its last author.
    """
    lock(session, saving)
    if person not in queries.team(session, saving.course_id):
        raise NotFound
    _set(session, saving, person, roles=roles)


def _set(session: Session, saving: Saving, person: UUID, *, roles: AbstractSet[CourseRole]) -> None:
    refused = may_work(accounts.roles_of(session, person), roles)
    if refused:
        raise Refusal(refused)
    set_roles(session, saving, person, roles=roles)
