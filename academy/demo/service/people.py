"""Three people to try the Academy with: who learns, who teaches, who administers."""

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from academy.accounts import queries as people
from academy.accounts import service as accounts
from academy.accounts.service import ACADEMY, Newcomer
from academy.authoring import service as authoring
from academy.demo import queries
from academy.kernel.actor import Role

PASSWORD = "learn-something-new"  # noqa: S105 - everybody may know it; that is what it is for
PEOPLE: dict[str, tuple[str, str, Role]] = {
    "learner@academy.example": ("Noi Vongsa", "LA", Role.LEARNER),
    "instructor@academy.example": ("Som Chanthou", "KH", Role.INSTRUCTOR),
    "admin@academy.example": ("Mali Tan", "SG", Role.ADMIN),
}
"""Name, country and role in the Academy, by e-mail address."""


def add_people(session: Session, *, password_hash: str, now: datetime) -> None:
    """Make the three where they are missing, and let the instructor teach every course."""
    academy = accounts.add_organisation(session, ACADEMY, now=now)
    for email, (name, country, role) in PEOPLE.items():
        key = _person(session, Newcomer(email, password_hash, name, "en", country), now=now)
        accounts.grant(session, user=key, organisation=academy, role=role, by=None, now=now)
        if role is Role.INSTRUCTOR:
            _let_teach(session, key, now=now)


def _person(session: Session, newcomer: Newcomer, *, now: datetime) -> UUID:
    known = people.find_by_login(session, newcomer.login)
    return known.id if known else accounts.register(session, newcomer, terms=None, now=now).id


def _let_teach(session: Session, person: UUID, *, now: datetime) -> None:
    for course in queries.courses(session):
        authoring.assign(session, course_id=course, user_id=person, by=None, now=now)
