"""A ministry with a hub below it, and a company elsewhere, each with an administrator."""

from dataclasses import dataclass, field
from uuid import UUID

from flask import Flask
from sqlalchemy.orm import Session

from academy.accounts.models import Membership, Organisation, User
from academy.kernel.actor import Actor, Role
from academy.kernel.ids import uuid7
from tests.browserless import Visitor
from tests.cast import NOW, add_user


@dataclass
class Region:
    """The organisations, and whoever administers one: made when they first knock."""

    app: Flask
    session: Session
    academy: UUID
    ministry: UUID = field(init=False)
    hub: UUID = field(init=False)
    company: UUID = field(init=False)

    def __post_init__(self) -> None:
        self.ministry = self.organisation("Ministry", above=self.academy)
        self.hub = self.organisation("Hub", above=self.ministry)
        self.company = self.organisation("Company", above=self.academy)
        self.session.commit()

    def organisation(self, name: str, *, above: UUID) -> UUID:
        made = Organisation(id=uuid7(NOW), name=name, country="LA", parent_id=above)
        self.session.add(made)
        self.session.flush()
        return made.id

    def person(self, name: str) -> User:
        found = self.session.query(User).filter_by(name=name).one_or_none()
        return found or add_user(self.session, name)

    def administrator(self, name: str, organisation: UUID) -> Visitor:
        """Sign in somebody who administers an organisation."""
        user = self.person(name)
        held = Membership(user_id=user.id, organisation_id=organisation, role=Role.ADMIN.value)
        self.session.add(held)
        self.session.commit()
        return Visitor(self.app).signed_in(Actor(id=user.id, name=name))

    def administers_no_more(self, name: str) -> None:
        """Take every role from somebody."""
        self.session.query(Membership).filter_by(user_id=self.person(name).id).delete()
        self.session.commit()
