"""A ministry with a school below it, a stranger beside them, and cohorts of theirs."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from academy.accounts.models import Membership, Organisation
from academy.enrolment import queries, service
from academy.enrolment.queries import Group
from academy.enrolment.rules import Entry, Terms
from academy.enrolment.service import Founding, Giving
from academy.kernel.actor import Actor, Role
from academy.kernel.ids import uuid7
from tests.builders import publish
from tests.cast import NOW, Cast, add_user

COURSE = "clean-water"
WEEK = timedelta(days=7)
GIVING = Giving(None, NOW, "en")


def by(actor: Actor, now: datetime = NOW) -> Giving:
    """Return that somebody gives a seat."""
    return Giving(actor.id, now, "en")


@dataclass
class Scene:
    """A course, and the organisations whose cohorts take it."""

    session: Session
    ministry: UUID = field(init=False)
    school: UUID = field(init=False)
    stranger: UUID = field(init=False)

    def __post_init__(self) -> None:
        publish(self.session)
        academy = Cast(self.session).academy()
        self.ministry = self.organisation("Ministry of Wells", academy)
        self.school = self.organisation("School of Wells", self.ministry)
        self.stranger = self.organisation("Ministry of Roads", academy)
        self.session.commit()

    def organisation(self, name: str, parent: UUID) -> UUID:
        """Return a new organisation below another."""
        made = Organisation(id=uuid7(NOW), name=name, parent_id=parent)
        self.session.add(made)
        self.session.flush()
        return made.id

    def person(
        self, name: str, role: Role | None = None, at: UUID | None = None, *, zone: str = ""
    ) -> Actor:
        """Return somebody with a role in an organisation."""
        user = add_user(self.session, name, country="LA", time_zone=zone or None)
        scopes = frozenset({(role, at)} if role and at else ())
        for held, organisation in scopes:
            row = Membership(user_id=user.id, organisation_id=organisation, role=held.value)
            self.session.add(row)
        self.session.commit()
        return Actor(user.id, name, scopes, "en", "LA", zone or None)

    def learners(self, number: int) -> list[Actor]:
        """Return so many learners."""
        return [self.person(f"Learner {at}") for at in range(number)]

    def cohort(self, name: str = "Spring", **more: Any) -> Group:
        """Return a new cohort of the school, or of the organisation `at`."""
        place, course = more.pop("at", self.school), more.pop("course", COURSE)
        terms = Terms(name, more.pop("entry", Entry.OPEN), **more)
        key = service.found(self.session, Founding(course, place, terms), giving=GIVING)
        self.session.commit()
        return self.again(key)

    def again(self, key: UUID) -> Group:
        """Return a cohort as it stands now."""
        found = queries.find_cohort(self.session, key)
        assert found is not None
        return found

    def seated(self, cohort: Group) -> list[str]:
        """Return who has a seat in a cohort, by name."""
        rows = queries.list_seats(self.session, cohort).rows
        return [one.name for one in rows if one.status.value != "withdrawn"]

    def waiting(self, cohort: Group) -> list[UUID]:
        """Return who waits, the longest first."""
        return [one.learner_id for one in queries.in_line(self.session, cohort.id, limit=None)]
