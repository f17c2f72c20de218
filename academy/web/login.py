"""The only module that knows Flask-Login, which ships no types."""

from collections.abc import Callable
from typing import Protocol, cast
from uuid import UUID

import flask_login
from flask import Flask, abort, g, session

from academy.kernel.actor import Actor


class _Visitor(Protocol):
    is_authenticated: bool
    actor: Actor


FindActor = Callable[[UUID, str], Actor | None]
"""Finds who a session belongs to, by the person's key and the stamp of their credentials."""


class Visitor(flask_login.UserMixin):
    """A signed-in person, as Flask-Login wants to see one.

    The session names the person and the stamp of their credentials: a new password changes the
    stamp, and every session begun with the old one ends.
    """

    def __init__(self, actor: Actor, stamp: str) -> None:
        self.id = f"{actor.id.hex}.{stamp}"
        self.actor = actor


def init_app(app: Flask, find_actor: FindActor) -> None:
    """Recognise returning visitors; the composition root says how."""
    manager = flask_login.LoginManager()
    # It ties a session to an address, and a phone on the road changes that by the minute.
    vars(manager)["session_protection"] = None
    manager.init_app(app, add_context_processor=False)

    def load(key: str) -> Visitor | None:
        person, _, stamp = key.partition(".")
        try:
            actor = find_actor(UUID(hex=person), stamp)
        except ValueError:
            return None
        return Visitor(actor, stamp) if actor else None

    manager.user_loader(load)


def sign_in(actor: Actor, stamp: str) -> None:
    """Begin a session for the person, and forget what the session held before.

    It outlives the browser: a cheap phone closes that whenever it needs the memory.
    """
    session.clear()
    session.permanent = True
    flask_login.login_user(Visitor(actor, stamp))


def sign_out() -> None:
    """End the session."""
    flask_login.logout_user()


def find_current_actor() -> Actor | None:
    """Return who is signed in, if anybody is."""
    if "nobody" in g:
        return None
    visitor = cast("_Visitor", flask_login.current_user)
    return visitor.actor if visitor.is_authenticated else None


def forget_reader() -> None:
    """Let the rest of this request be nobody's: who is signed in cannot be asked any more."""
    g.nobody = True


def current_actor() -> Actor:
    """Return who is signed in, or answer 401."""
    actor = find_current_actor()
    if actor is None:
        abort(401)
    return actor
