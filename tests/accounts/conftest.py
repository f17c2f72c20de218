"""What tests of accounts share."""

from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from typing import cast

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from academy.accounts import service
from academy.accounts.models import User
from academy.accounts.service import Newcomer
from tests.accounts.region import Region
from tests.cast import NOW, PASSWORD, Cast


class People:
    """Registers people who know their password, which is everybody's in these tests."""

    def __init__(self, session: Session) -> None:
        self.session = session

    def add(self, login: str, name: str = "Sok", *, locale: str = "en", **more: str) -> User:
        newcomer = Newcomer(login, _HASH, name, locale, **more)
        user = service.register(self.session, newcomer, terms=service.TERMS_VERSION, now=NOW)
        self.session.commit()
        return user


def wide(text: str) -> str:
    """Return a text as a Chinese keyboard writes it: full width."""
    return "".join(chr(ord(letter) + 0xFEE0) for letter in text)


_HASH = service.hash_password(PASSWORD)


@pytest.fixture
def people(session: Session) -> People:
    return People(session)


class Letters:
    """The letters that the application left in its folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        for path in folder.glob("*.eml"):
            path.unlink()

    def all(self) -> list[EmailMessage]:
        paths = sorted(self.folder.glob("*.eml"))
        return [
            cast("EmailMessage", message_from_bytes(path.read_bytes(), policy=default))
            for path in paths
        ]

    def only(self) -> EmailMessage:
        (letter,) = self.all()
        return letter


@pytest.fixture
def letters(app: Flask) -> Letters:
    return Letters(Path(app.config["ACADEMY_HOME"]) / "mail")


@pytest.fixture
def region(app: Flask, session: Session, cast: Cast) -> Region:
    """Two member states with people who administer and learn there."""
    return Region(app, session, cast)
