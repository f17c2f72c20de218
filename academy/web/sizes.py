"""How large a request may be: small, but for the few pages that files are sent to."""

from collections.abc import Callable
from typing import ParamSpec, TypeVar

from flask import Flask, current_app, request

P = ParamSpec("P")
R = TypeVar("R")

_MARK = "admits"
_WITH_FILES = "multipart/form-data"


def admits(most: int, *, fields: int | None = None) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Let a view take requests of so many bytes; `fields` of them in a form, files aside."""

    def decorate(view: Callable[P, R]) -> Callable[P, R]:
        vars(view)[_MARK] = (most, fields)
        return view

    return decorate


def init_app(app: Flask) -> None:
    """Look at where a request goes before anybody reads it: the token stands in the form."""
    app.before_request(_make_room)


def _make_room() -> None:
    view = current_app.view_functions.get(request.endpoint or "")
    room: tuple[int, int | None] | None = vars(view).get(_MARK) if view else None
    if room is None:
        return
    most, fields = room
    request.max_content_length = most
    if fields is None:
        return
    request.max_form_memory_size = fields
    if request.mimetype != _WITH_FILES:
        request.max_content_length = fields  # such a form is read into memory as a whole
