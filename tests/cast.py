"""The people of our tests."""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from uuid import UUID

from sqlalchemy.orm import Session

from academy.accounts.models import Membership, Organisation, User
from academy.accounts.queries import ACADEMY
from academy.kernel.actor import Actor, Role
from academy.kernel.ids import uuid7

NOW = datetime(2026, 11, 23, 8, 30, tzinfo=UTC)
STAMP = "stamp"
PASSWORD = "four calm water buffaloes"


@dataclass
class Cast:
    """Makes each person when they first walk on: two learners, a teacher, an administrator."""

    session: Session
    _made: dict[str, Actor] = field(default_factory=dict)

    @property
    def noi(self) -> Actor:
        """A learner in Lao PDR, who reads English pages in these tests."""
        return self._person("Noi", country="LA", time_zone="Asia/Vientiane")

    @property
    def dao(self) -> Actor:
        """Another learner, in Thailand: what is Noi's is none of hers."""
        return self._person("Dao", country="TH")

    @property
    def som(self) -> Actor:
        """An instructor."""
        return self._person("Som", Role.INSTRUCTOR, country="KH")

    @property
    def mali(self) -> Actor:
        """An administrator."""
        return self._person("Mali", Role.ADMIN, country="SG")

    def _person(
        self, name: str, role: Role | None = None, *, country: str, time_zone: str | None = None
    ) -> Actor:
        if name not in self._made:
            scopes = frozenset({(role, self.academy())}) if role else frozenset[tuple[Role, UUID]]()
            user = add_user(self.session, name, country=country, time_zone=time_zone)
            for held, organisation in scopes:
                self.session.add(
                    Membership(user_id=user.id, organisation_id=organisation, role=held.value)
                )
            self.session.commit()
            self._made[name] = Actor(
                id=user.id,
                name=name,
                scopes=scopes,
                locale="en",
                country=country,
                time_zone=time_zone,
            )
        return self._made[name]

    def academy(self) -> UUID:
        """Return the organisation that staff belong to."""
        found = self.session.query(Organisation).filter_by(name=ACADEMY).one_or_none()
        if found is None:
            found = Organisation(id=uuid7(NOW), name=ACADEMY, country=None, parent_id=None)
            self.session.add(found)
            self.session.commit()
        return found.id


def add_user(
    session: Session, name: str, *, country: str | None = None, time_zone: str | None = None
) -> User:
    """Write a person who cannot sign in by password but can be signed in by a test."""
    user = User(
        id=uuid7(NOW),
        email=f"{name.lower().replace(' ', '.')}@example.org",
        username=None,
        password_hash="!",
        stamp=STAMP,
        name=name,
        latin_name=None,
        locale="en",
        country=country,
        time_zone=time_zone,
        created_at=NOW,
        is_active=True,
    )
    session.add(user)
    session.flush()
    return user
