from uuid import UUID

from academy.kernel.actor import Actor, Role

HERE, THERE = UUID(int=1), UUID(int=2)


def test_everybody_learns() -> None:
    assert Actor(UUID(int=9), "Noi").roles == {Role.LEARNER}


def test_a_role_counts_where_it_is_held_only() -> None:
    mali = Actor(UUID(int=9), "Mali", frozenset({(Role.ADMIN, HERE), (Role.INSTRUCTOR, THERE)}))
    assert mali.roles == {Role.LEARNER, Role.ADMIN, Role.INSTRUCTOR}
    assert mali.organisations(Role.ADMIN) == {HERE}
