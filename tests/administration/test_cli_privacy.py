import json
import zipfile
from datetime import timedelta
from pathlib import Path

import pytest
from click.testing import Result
from flask import Flask
from sqlalchemy import update
from sqlalchemy.orm import Session

from academy.accounts.models import User
from academy.files.store import current_store
from academy.kernel.clock import now as clock
from academy.kernel.privacy import rule_for
from tests.administration.life import MARK, Life, found_in, person
from tests.builders import publish
from tests.cast import Cast
from tests.marking.essays import essays


@pytest.fixture
def own(app: Flask, session: Session, cast: Cast) -> Life:
    publish(session, essays(peers=1))
    with app.app_context():
        return Life(session, cast, current_store())


def run(app: Flask, *words: str) -> Result:
    return app.test_cli_runner().invoke(args=["privacy", *words])


def test_a_dry_run_only_says_what_would_move(app: Flask, session: Session, own: Life) -> None:
    person(session, "second")
    answer = run(app, "merge", "noi@second.example", "noi@qzxmark.example", "--dry-run")
    assert answer.exit_code == 0, answer.output
    assert "enrolment.learner_id\t1" in answer.output
    session.expire_all()
    assert session.get_one(User, own.who.id).is_active


def test_two_accounts_are_merged(app: Flask, session: Session, own: Life) -> None:
    person(session, "second")
    answer = run(app, "merge", "noi@second.example", "noi@qzxmark.example")
    assert answer.exit_code == 0, answer.output
    session.expire_all()
    assert not session.get_one(User, own.who.id).is_active


def test_what_cannot_be_done_is_said(app: Flask, own: Life) -> None:
    assert own.who
    same = run(app, "merge", "noi@qzxmark.example", "noi@qzxmark.example")
    assert same.exit_code == 1
    assert "same account" in same.output
    assert "Nobody signs in as" in run(app, "erase", "nobody", "--yes").output


def test_everything_about_a_person_is_written(app: Flask, own: Life, tmp_path: Path) -> None:
    assert own.who
    file = tmp_path / "data.zip"
    answer = run(app, "data", "noi@qzxmark.example", "--out", str(file))
    assert answer.exit_code == 0, answer.output
    with zipfile.ZipFile(file) as archive:
        names = archive.namelist()
        (printed,) = [name for name in names if name.startswith("certificates/")]
        assert archive.read(printed).startswith(b"%PDF")
        assert MARK in archive.read("data.json").decode().lower()


def test_a_person_is_erased(app: Flask, session: Session, own: Life) -> None:
    assert own.who
    answer = run(app, "erase", "noi@qzxmark.example", "--with-certificates", "--yes")
    assert answer.exit_code == 0, answer.output
    assert "seats\t1" in answer.output
    assert found_in(session, MARK) == set()


def test_staff_are_not_erased(app: Flask, cast: Cast) -> None:
    assert cast.mali
    answer = run(app, "erase", "mali@example.org", "--yes")
    assert answer.exit_code == 1
    assert "role" in answer.output


def test_what_is_due_is_listed_and_then_done(app: Flask, session: Session) -> None:
    old = person(session, "longago")
    long = rule_for("LA").inactive_days
    created = clock() - timedelta(days=long)
    session.execute(update(User).where(User.id == old.id).values(created_at=created))
    session.commit()
    listed = run(app, "due", "--json")
    told = [json.loads(line) for line in listed.output.splitlines()]
    assert [(one["person"], one["due"]) for one in told] == [(str(old.id), "warn")]
    assert "warn" in run(app, "due").output
    assert run(app, "run").output.endswith("1 done.\n")
    assert run(app, "due").output == ""
