from collections.abc import Callable

import pytest
from click.testing import Result
from flask import Flask
from sqlalchemy.orm import Session

from academy.credentials import queries
from academy.credentials.cli import credentials
from academy.credentials.rules import Standing
from tests.builders import publish
from tests.cast import Cast
from tests.credentials.made import UNKNOWN, earn

Flasks = Callable[..., Result]


@pytest.fixture
def flask(app: Flask) -> Flasks:
    def run(*words: str) -> Result:
        return app.test_cli_runner().invoke(credentials, words)

    return run


def test_a_certificate_is_revoked_by_command(flask: Flasks, session: Session, cast: Cast) -> None:
    publish(session)
    made = earn(session, cast.noi)
    answer = flask("revoke", made.public_id.lower(), "--why", "Issued by mistake.")
    assert answer.exit_code == 0, answer.output
    assert answer.output == f"{made.public_id} is revoked.\n"
    found = queries.find_by_public_id(session, made.public_id)
    assert found is not None
    assert found.standing is Standing.REVOKED


@pytest.mark.parametrize("number", [UNKNOWN, "nonsense"])
def test_what_is_not_there_cannot_be_revoked(flask: Flasks, number: str) -> None:
    answer = flask("revoke", number, "--why", "Why not.")
    assert answer.exit_code == 1
    assert "There is no certificate with this number." in answer.output
