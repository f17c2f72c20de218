"""People to try the Academy with: who learns, teaches, translates, administers, and where."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from academy.accounts import queries as people
from academy.accounts import service as accounts
from academy.accounts.queries import ACADEMY
from academy.accounts.service import Newcomer
from academy.authoring import queries as teams
from academy.authoring import service as authoring
from academy.authoring.rules.staff import CourseRole
from academy.demo import queries
from academy.demo.rules.places import PLACES
from academy.demo.service.places import add_organisations
from academy.kernel.actor import Role

PASSWORD = "learn-something-new"  # noqa: S105 - everybody may know it; that is what it is for


@dataclass(frozen=True, slots=True)
class Demo:
    """Somebody to sign in as, and what they are where."""

    name: str
    country: str
    role: Role
    place: str = ACADEMY


PEOPLE: dict[str, Demo] = {
    "learner@academy.example": Demo("Noi Vongsa", "LA", Role.LEARNER),
    "instructor@academy.example": Demo("Som Chanthou", "KH", Role.INSTRUCTOR),
    "translator@academy.example": Demo("Thida Aung", "MM", Role.TRANSLATOR),
    "admin@academy.example": Demo("Mali Tan", "SG", Role.ADMIN),
    "programme@academy.example": Demo("Bopha Keo", "KH", Role.ADMIN, PLACES["KH"].programme),
    "hub@academy.example": Demo("Dara Sok", "KH", Role.ADMIN, PLACES["KH"].organisations[0][0]),
    "tutor@academy.example": Demo("Vanna Chea", "KH", Role.INSTRUCTOR, "Tonle Sap Digital Hub"),
}
"""By e-mail address. Who belongs to the Academy itself comes first."""
_WORK = {Role.INSTRUCTOR: CourseRole.INSTRUCTOR, Role.TRANSLATOR: CourseRole.TRANSLATOR}
"""What they do for every course."""


def add_people(session: Session, *, password_hash: str, now: datetime) -> None:
    """Make them where they are missing, and let those who work on courses work on every one."""
    add_organisations(session, now=now)
    places = {name: key for key, name in people.names_of_organisations(session).items()}
    for email, one in PEOPLE.items():
        newcomer = Newcomer(email, password_hash, one.name, "en", one.country)
        key, place = _person(session, newcomer, now=now), places[one.place]
        accounts.grant(session, user=key, organisation=place, role=one.role, by=None, now=now)
        if one.place == ACADEMY and one.role in _WORK:
            _assign(session, key, _WORK[one.role], now=now)


def _person(session: Session, newcomer: Newcomer, *, now: datetime) -> UUID:
    known = people.find_by_login(session, newcomer.login)
    agreed = accounts.TERMS_VERSION
    return known.id if known else accounts.register(session, newcomer, terms=agreed, now=now).id


def _assign(session: Session, person: UUID, work: CourseRole, *, now: datetime) -> None:
    """Let somebody work on every course; what they do for a course already stays as it is."""
    for course in queries.courses(session):
        if person not in teams.team(session, course):
            authoring.assign(session, course_id=course, user_id=person, role=work, now=now)
