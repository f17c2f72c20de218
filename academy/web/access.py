"""Every route states who may knock; a sweep test fails on one that does not."""

from collections.abc import Callable
from enum import Enum
from functools import wraps
from typing import ParamSpec, TypeVar

from flask import abort

from academy.kernel.actor import Role
from academy.web.login import current_actor

P = ParamSpec("P")
R = TypeVar("R")


class Access(Enum):
    """Who may reach a route at all. What they may do to a thing is the loaders' business."""

    PUBLIC = None
    LEARNER = Role.LEARNER
    INSTRUCTOR = Role.INSTRUCTOR
    TRANSLATOR = Role.TRANSLATOR
    ADMIN = Role.ADMIN

    @property
    def roles(self) -> frozenset[Role]:
        """The roles that open it: an instructor goes where translators go, an admin everywhere."""
        return frozenset() if self.value is None else _ALSO.get(self.value, frozenset({self.value}))


_ALSO = {
    Role.INSTRUCTOR: frozenset({Role.INSTRUCTOR, Role.ADMIN}),
    Role.TRANSLATOR: frozenset({Role.TRANSLATOR, Role.INSTRUCTOR, Role.ADMIN}),
}


def open_to(access: Access) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Guard a view, and record its access on it for the sweep tests."""

    def decorate(view: Callable[P, R]) -> Callable[P, R]:
        @wraps(view)
        def guarded(*args: P.args, **kwargs: P.kwargs) -> R:
            if access.roles and not access.roles & current_actor().roles:
                abort(403)
            return view(*args, **kwargs)

        vars(guarded)["access"] = access
        return guarded

    return decorate
