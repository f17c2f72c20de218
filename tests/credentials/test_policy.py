from uuid import uuid4

from academy.credentials.policy import GRANTS, Holding, Permission, may
from academy.kernel.actor import Actor, Role

HUB, ELSEWHERE = uuid4(), uuid4()
HOLDER = Actor(id=uuid4(), name="Noi")
HOLDING = Holding(HOLDER.id, frozenset({HUB}))


def person(*scopes: tuple[Role, object]) -> Actor:
    return Actor(id=uuid4(), name="Mali", scopes=frozenset(scopes))  # type: ignore[arg-type]


def test_the_holder_may_have_the_file() -> None:
    assert may(HOLDER, Permission.DOWNLOAD, HOLDING)


def test_who_administers_where_the_holder_learns_may_have_it() -> None:
    assert may(person((Role.ADMIN, HUB)), Permission.DOWNLOAD, HOLDING)


def test_nobody_else_may() -> None:
    strangers = (
        person(),
        person((Role.ADMIN, ELSEWHERE)),
        person((Role.INSTRUCTOR, HUB), (Role.LEARNER, HUB)),
    )
    assert not [who for who in strangers if may(who, Permission.DOWNLOAD, HOLDING)]


def test_every_permission_has_a_grant() -> None:
    assert set(GRANTS) == set(Permission)
