"""Reads about who works on which course."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from academy.accounts import queries as people
from academy.authoring.models import CourseStaff
from academy.authoring.policy import Permission, Standing, may
from academy.authoring.rules.staff import CourseRole
from academy.kernel.actor import Actor

Team = Mapping[UUID, frozenset[CourseRole]]


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody who works on a course."""

    id: UUID
    name: str
    roles: frozenset[CourseRole]


def standing(session: Session, actor: Actor, course_id: str) -> Standing:
    """Return what an actor is to a course."""
    roles = session.scalars(
        select(CourseStaff.role).where(
            CourseStaff.course_id == course_id, CourseStaff.user_id == actor.id
        )
    )
    held = frozenset(CourseRole(role) for role in roles)
    return Standing(actor, held, oversees=people.oversees(session, actor))


def teaches(session: Session, actor: Actor, course_id: str) -> bool:
    """Tell whether an actor may see who learns in a course, and how far they are."""
    return may(Permission.SEE_LEARNERS, standing(session, actor, course_id))


def team(session: Session, course_id: str) -> Team:
    """Return who works on a course, and what they do."""
    rows = session.execute(
        select(CourseStaff.user_id, CourseStaff.role).where(CourseStaff.course_id == course_id)
    )
    roles: dict[UUID, set[CourseRole]] = defaultdict(set)
    for user_id, role in rows:
        roles[user_id].add(CourseRole(role))
    return {user_id: frozenset(held) for user_id, held in roles.items()}


def members(session: Session, course_id: str) -> list[Member]:
    """Return who works on a course, by name."""
    held = team(session, course_id)
    names = people.names_of(session, held)
    found = [Member(key, names.get(key, ""), roles) for key, roles in held.items()]
    return sorted(found, key=lambda member: member.name)


def own_courses(session: Session, actor: Actor) -> frozenset[str] | None:
    """Return the courses that an actor works on; `None` for who oversees them all."""
    if people.oversees(session, actor):
        return None
    return frozenset(
        session.scalars(select(CourseStaff.course_id).where(CourseStaff.user_id == actor.id))
    )
