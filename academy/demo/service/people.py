"""Four people to try the Academy with: who learns, teaches, translates, administers."""

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from academy.accounts import queries as people
from academy.accounts import service as accounts
from academy.accounts.service import ACADEMY, Newcomer
from academy.authoring import queries as teams
from academy.authoring import service as authoring
from academy.authoring.rules.staff import CourseRole
from academy.demo import queries
from academy.kernel.actor import Role

PASSWORD = "learn-something-new"  # noqa: S105 - everybody may know it; that is what it is for
PEOPLE: dict[str, tuple[str, str, Role]] = {
    "learner@academy.example": ("Noi Vongsa", "LA", Role.LEARNER),
    "instructor@academy.example": ("Som Chanthou", "KH", Role.INSTRUCTOR),
    "translator@academy.example": ("Thida Aung", "MM", Role.TRANSLATOR),
    "admin@academy.example": ("Mali Tan", "SG", Role.ADMIN),
}
"""Name, country and role in the Academy, by e-mail address."""
_WORK = {Role.INSTRUCTOR: CourseRole.INSTRUCTOR, Role.TRANSLATOR: CourseRole.TRANSLATOR}
"""What they do for every course."""


def add_people(session: Session, *, password_hash: str, now: datetime) -> None:
    """Make them where they are missing, and let those who work on courses work on every one."""
    academy = accounts.add_organisation(session, ACADEMY, now=now)
    for email, (name, country, role) in PEOPLE.items():
        key = _person(session, Newcomer(email, password_hash, name, "en", country), now=now)
        accounts.grant(session, user=key, organisation=academy, role=role, by=None, now=now)
        if role in _WORK:
            _assign(session, key, _WORK[role], now=now)


def _person(session: Session, newcomer: Newcomer, *, now: datetime) -> UUID:
    known = people.find_by_login(session, newcomer.login)
    return known.id if known else accounts.register(session, newcomer, terms=None, now=now).id


def _assign(session: Session, person: UUID, work: CourseRole, *, now: datetime) -> None:
    """Let somebody work on every course; what they do for a course already stays as it is."""
    for course in queries.courses(session):
        if person not in teams.team(session, course):
            authoring.assign(session, course_id=course, user_id=person, role=work, now=now)
