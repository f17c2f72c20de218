"""`flask users import`."""

from pathlib import Path

import pytest
from click.testing import Result
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from academy.accounts.models import Organisation, User
from academy.files.store import FolderStore
from tests.accounts.importing import add_member, add_place
from tests.cast import Cast

FILE = "Name;E-mail;Role\nSok;sok@example.org;\nJosé;jose@example.org;teacher\nDara;dara;\n"


@pytest.fixture
def hub(session: Session, cast: Cast) -> Organisation:
    return add_place(session, "Hanoi Hub", cast.academy())


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "people.csv"
    path.write_bytes(FILE.encode("cp1252"))
    return path


class Command:
    def __init__(self, app: Flask, file: Path) -> None:
        self.app, self.file = app, file

    def run(self, *options: str) -> Result:
        told = ("users", "import", str(self.file), "--organisation", "Hanoi Hub", *options)
        return self.app.test_cli_runner().invoke(args=told)


@pytest.fixture
def command(app: Flask, file: Path, hub: Organisation) -> Command:
    assert hub.name == "Hanoi Hub"
    return Command(app, file)


def names(session: Session) -> list[str]:
    return list(session.scalars(select(User.name).order_by(User.name)))


def test_a_file_is_taken_in_and_what_is_left_out_is_said(
    command: Command, session: Session
) -> None:
    result = command.run("--language", "vi")
    assert result.exit_code == 0, result.output
    assert "column 2: E-mail address" in result.output
    assert "new\t1" in result.output
    assert "row 3\trefused\tRole:" in result.output
    assert "row 4\trefused\tE-mail address:" in result.output
    assert names(session) == ["Sok"]
    assert command.run("--language", "vi").output.splitlines()[-4] == "refused\t2"
    assert names(session) == ["Sok"]


def test_a_dry_run_takes_nobody_in(command: Command, session: Session) -> None:
    result = command.run("--dry-run", "--staff")
    assert "new\t2" in result.output
    assert names(session) == []


def test_all_or_nothing_is_nothing_until_everything_is_mended(
    command: Command, session: Session
) -> None:
    result = command.run("--all-or-nothing", "--staff")
    assert result.exit_code == 1
    assert "mend the rows first" in result.output
    command.file.write_text("name\nSok\nDara\n")
    assert command.run("--all-or-nothing").exit_code == 0
    assert names(session) == ["Dara", "Sok"]


def test_an_organisation_that_is_not_there_is_told(command: Command) -> None:
    result = command.run("--organisation", "Elsewhere")
    assert "No organisation is called Elsewhere." in result.output


def test_a_file_that_is_no_table_is_told(command: Command) -> None:
    result = command.run("--encoding", "utf-8")
    assert "not in the encoding that was chosen. Look at line 3." in result.output
    command.file.write_bytes(b"%PDF-1.7")
    assert "This is a PDF." in command.run().output


def test_what_changes_meanwhile_stops_all_or_nothing(
    command: Command, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    command.file.write_text("name,email\nSok,sok@example.org\n")
    kept = FolderStore.put_blocks

    def meanwhile(*args: object, **more: object) -> str:
        name = kept(*args, **more)  # pyright: ignore[reportArgumentType]
        add_member(session, "Sok")
        return name

    monkeypatch.setattr(FolderStore, "put_blocks", meanwhile)
    result = command.run("--all-or-nothing")
    assert "what row 2 is about changed meanwhile" in result.output
    assert session.scalar(select(func.count()).select_from(User)) == 1
