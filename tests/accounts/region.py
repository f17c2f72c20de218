"""A small region: the Academy, two member states, a ministry and a hub, and their people."""

from dataclasses import dataclass
from uuid import UUID

from flask import Flask
from sqlalchemy.orm import Session

from academy.accounts.models import Membership, Organisation, User
from academy.accounts.rules import searched_text
from academy.kernel.actor import Role
from academy.kernel.ids import uuid7
from tests.browserless import Visitor
from tests.cast import NOW, STAMP, Cast


@dataclass
class Region:
    """Lao PDR has a ministry, and the ministry a hub; Thailand is another state.

    Keo administers Lao PDR and Vanh the hub; Noi learns in the hub, Dao in Thailand, Boun in both.
    Mali administers the Academy itself.
    """

    app: Flask
    session: Session
    cast: Cast

    def __post_init__(self) -> None:
        self.academy = self.cast.academy()
        self.laos = self.place("Lao PDR", self.academy, kind="member_state")
        self.ministry = self.place("Ministry of Labour", self.laos, kind="ministry")
        self.hub = self.place("Pakse hub", self.ministry, kind="hub")
        self.thailand = self.place("Thai partners", self.academy, kind="member_state")
        self.mali = self.cast.mali.id
        self.keo = self.person("Keo", (Role.ADMIN, self.laos))
        self.vanh = self.person("Vanh", (Role.ADMIN, self.hub))
        self.noi = self.person("Noi", (Role.LEARNER, self.hub), email=None)
        self.dao = self.person("Dao", (Role.LEARNER, self.thailand))
        self.boun = self.person("Boun", (Role.LEARNER, self.hub), (Role.LEARNER, self.thailand))

    def place(self, name: str, above: UUID | None, *, kind: str = "other") -> UUID:
        key = uuid7(NOW)
        self.session.add(Organisation(id=key, name=name, kind=kind, parent_id=above))
        self.session.commit()
        return key

    def person(self, name: str, *roles: tuple[Role, UUID], email: str | None = "") -> UUID:
        word = name.lower().replace(" ", ".")
        address = f"{word}@region.example" if email == "" else email
        user = User(
            id=uuid7(NOW),
            email=address,
            username=None if address else word,
            password_hash="!",
            stamp=STAMP,
            name=name,
            locale="en",
            created_at=NOW,
            searched=searched_text(name, address, word),
        )
        self.session.add(user)
        self.session.flush()
        self.session.add_all(
            Membership(user_id=user.id, organisation_id=where, role=role.value)
            for role, where in roles
        )
        self.session.commit()
        return user.id

    def user(self, key: UUID) -> User:
        self.session.expire_all()
        return self.session.get_one(User, key)

    def at(self, key: UUID) -> Organisation:
        self.session.expire_all()
        return self.session.get_one(Organisation, key)

    def roles(self, key: UUID) -> set[tuple[str, UUID]]:
        self.session.expire_all()
        held = self.session.query(Membership).filter_by(user_id=key)
        return {(one.role, one.organisation_id) for one in held}

    def as_(self, key: UUID) -> Visitor:
        """Return a person of the region at the keyboard."""
        visitor = Visitor(self.app)
        with visitor.client.session_transaction() as kept:
            kept["_user_id"] = f"{key.hex}.{STAMP}"
            kept["_fresh"] = True
        return visitor
