"""How large a request may be: small, but for the few pages that files are sent to."""

from collections.abc import Callable
from typing import ParamSpec, TypeVar

from flask import Flask, current_app, request

P = ParamSpec("P")
R = TypeVar("R")

_MARK = "admits"


def admits(most: int) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Let a view take requests of so many bytes."""

    def decorate(view: Callable[P, R]) -> Callable[P, R]:
        vars(view)[_MARK] = most
        return view

    return decorate


def init_app(app: Flask) -> None:
    """Look at where a request goes before anybody reads it: the token stands in the form."""
    app.before_request(_make_room)


def _make_room() -> None:
    view = current_app.view_functions.get(request.endpoint or "")
    most: int | None = vars(view).get(_MARK) if view else None
    if most is not None:
        request.max_content_length = most
