"""`flask organisations`, and the commands of `flask users` for people who are there."""

import csv
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from flask import Flask
from sqlalchemy import select

from academy.accounts.models import Organisation, SignInCode
from academy.accounts.service import digest_of
from academy.db.audit import AuditEvent
from tests.accounts.conftest import Letters
from tests.accounts.region import Region
from tests.browserless import Visitor

Flasks = Callable[..., Result]


@pytest.fixture
def flask(app: Flask) -> Flasks:
    def run(*words: str, code: int = 0) -> Result:
        answer = app.test_cli_runner().invoke(args=words)
        assert answer.exit_code == code, answer.output
        return answer

    return run


def told(answer: Result) -> dict[str, Any]:
    return json.loads(answer.output)


def test_a_term_is_prepared_twice_and_done_once(flask: Flasks, region: Region) -> None:
    assert region.laos
    add = ("organisations", "add", "  Vientiane  hub", "--below", "Ministry of Labour", "--json")
    first = told(flask(*add, "--kind", "hub", "--country", "la"))
    second = told(flask(*add))
    assert (first["changed"], second["changed"]) == (True, False)
    assert first["id"] == second["id"]
    made = region.session.scalars(select(Organisation).filter_by(name="Vientiane hub")).one()
    assert (made.kind, made.country, made.parent_id) == ("hub", "LA", region.ministry)
    elsewhere = flask("organisations", "add", "Vientiane hub", code=1)
    assert "has this name already" in elsewhere.output
    assert "There is no organisation" in flask(*add[:3], "--below", "No", code=1).output


def test_the_first_organisation_makes_the_academy(flask: Flasks) -> None:
    answer = flask("organisations", "add", "Lao PDR")
    assert answer.output == "Lao PDR is below China-ASEAN Digital Academy.\n"


def test_an_organisation_that_stands_below_none_is_put_where_it_belongs(
    flask: Flasks, region: Region
) -> None:
    stray = region.place("Stray", None)
    assert told(flask("organisations", "add", "Stray", "--below", "Lao PDR", "--json"))["changed"]
    assert region.at(stray).parent_id == region.laos


def test_the_tree_is_listed(flask: Flasks, region: Region) -> None:
    lines = flask("organisations", "list").output.splitlines()
    assert lines[1].split("\t")[:4] == ["  Lao PDR", "member_state", "-", "1"]
    facts = [
        json.loads(line) for line in flask("organisations", "list", "--json").output.splitlines()
    ]
    hub = next(one for one in facts if one["name"] == "Pakse hub")
    assert (hub["above"], hub["learner"], hub["admin"]) == (str(region.ministry), 2, 1)


def test_an_organisation_is_renamed_once(flask: Flasks, region: Region) -> None:
    rename = ("organisations", "rename", "Pakse hub", "Champasak hub", "--json")
    assert [told(flask(*rename))["changed"] for _ in range(2)] == [True, False]
    assert region.at(region.hub).name == "Champasak hub"
    assert "has this name" in flask(*rename[:2], "Lao PDR", "Thai partners", code=1).output
    assert "no organisation called" in flask(*rename[:2], "None", "Such", code=1).output


def test_an_organisation_is_moved_once(flask: Flasks, region: Region) -> None:
    move = ("organisations", "move", str(region.hub), "--below", "Thai partners", "--json")
    assert [told(flask(*move))["changed"] for _ in range(2)] == [True, False]
    assert region.at(region.hub).parent_id == region.thailand
    ring = flask("organisations", "move", "Thai partners", "--below", "Pakse hub", code=1)
    assert "cannot stand below itself" in ring.output


def test_an_organisation_is_closed_and_opened(flask: Flasks, region: Region) -> None:
    assert "that are open" in flask("organisations", "close", "Lao PDR", code=1).output
    for _ in range(2):
        assert flask("organisations", "close", "Pakse hub").output == "Pakse hub is closed.\n"
    assert not region.at(region.hub).is_active
    assert "(closed)" in flask("organisations", "list").output
    assert flask("organisations", "close", "--reopen", "Pakse hub").output == "Pakse hub is open.\n"


def test_a_role_is_revoked_once(flask: Flasks, region: Region) -> None:
    revoke = ("users", "revoke", "noi", "learner", "--organisation", "Pakse hub")
    assert flask(*revoke).output == "noi is no longer learner in Pakse hub.\n"
    assert flask(*revoke).output == "noi was not learner in Pakse hub.\n"
    assert region.roles(region.noi) == set()
    assert "Nobody signs in as" in flask("users", "revoke", "who", "learner", code=1).output


def test_an_account_is_closed_and_opened(flask: Flasks, region: Region) -> None:
    off = ("users", "deactivate", "noi", "--json")
    assert [told(flask(*off))["changed"] for _ in range(2)] == [True, False]
    assert not region.user(region.noi).is_active
    assert "Reactivate it first" in flask("users", "reset", "noi", code=1).output
    assert flask("users", "reactivate", "noi").output == "noi can sign in.\n"
    assert region.user(region.noi).is_active
    region.user(region.noi).merged_into_id = region.boun
    region.session.commit()
    for act in ("deactivate", "reactivate"):
        assert "merged" in flask("users", act, "noi", code=1).output


def test_access_is_reset_by_letter_or_by_code(
    flask: Flasks, region: Region, *, letters: Letters, visitor: Visitor
) -> None:
    assert region.noi
    answer = flask("users", "reset", "keo@region.example")
    assert answer.output.endswith("A letter to keo@region.example is on its way.\n")
    assert letters.only()["To"] == "keo@region.example"
    facts = told(flask("users", "reset", "noi", "--json"))
    assert facts["address"] == f"https://academy.example/en/card/{facts['code']}"
    assert visitor.post("/en/card", login="noi", code=facts["code"]).status_code == 302


def test_cards_go_to_a_file_of_their_own(flask: Flasks, region: Region, tmp_path: Path) -> None:
    out = tmp_path / "cards.csv"
    region.user(region.noi).name = "=1+1"
    region.session.commit()
    many = ("users", "cards", "--organisation", "Pakse hub", "--user", "keo@region.example")
    assert flask(*many, "--out", str(out)).output == f"2 cards are in {out}.\n"
    rows = {
        row["username"]: row for row in csv.DictReader(out.read_text(encoding="utf-8").splitlines())
    }
    assert set(rows) == {"noi", "keo@region.example"}
    assert rows["noi"]["name"] == "'=1+1"
    assert out.stat().st_mode & 0o077 == 0
    kept = region.session.get_one(SignInCode, region.noi)
    assert kept.digest == digest_of(rows["noi"]["code"])
    assert "is there already" in flask(*many, "--out", str(out), code=1).output
    assert "Say for whom" in flask("users", "cards", "--out", str(tmp_path / "x"), code=2).output
    made = region.session.scalars(select(AuditEvent.action)).all()
    assert made.count("card.made") == 2


def test_people_are_found(flask: Flasks, region: Region) -> None:
    find = ("users", "find")
    assert flask(*find, "noi").output == "noi\t-\tlearner\tNoi\n"
    below = flask(*find, "--organisation", "Lao PDR", "--role", "admin", "--json").output
    assert [json.loads(line)["name"] for line in below.splitlines()] == ["Keo", "Vanh"]
    assert flask(*find, "--country", "sg").output.startswith("mali@example.org")
    assert len(flask(*find, "--limit", "2").output.splitlines()) == 2
    for number in range(60):
        region.person(f"Person {number}")
    assert len(flask(*find, "person", "--limit", "100").output.splitlines()) == 60
