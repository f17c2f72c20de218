"""Who is asking."""

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID


class Role(StrEnum):
    """What a person may be in an organisation. Everybody who can sign in is a learner."""

    LEARNER = "learner"
    INSTRUCTOR = "instructor"
    TRANSLATOR = "translator"
    ADMIN = "admin"


@dataclass(frozen=True, slots=True)
class Actor:
    """The signed-in person on whose behalf something happens.

    `scopes` holds the organisations in which the person has each role: an administrator of one
    university is a stranger in another. `country` (ISO 3166-1 alpha-2), `locale` (BCP 47) and
    `time_zone` (IANA) are what they chose, or `None`. Whoever `must_change_password` came in by a
    card, and chooses a password before anything else.
    """

    id: UUID
    name: str
    scopes: frozenset[tuple[Role, UUID]] = frozenset()
    locale: str | None = None
    country: str | None = None
    time_zone: str | None = None
    must_change_password: bool = False

    @property
    def roles(self) -> frozenset[Role]:
        """Every role the person has somewhere."""
        return frozenset({Role.LEARNER, *(role for role, _ in self.scopes)})

    def organisations(self, role: Role) -> frozenset[UUID]:
        """Return the organisations in which the person has the role."""
        return frozenset(organisation for held, organisation in self.scopes if held is role)
