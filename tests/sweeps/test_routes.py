"""Promises every route keeps."""

import re

import pytest
from flask import Flask
from werkzeug.routing import Rule

from academy.web.access import Access
from tests.browserless import Visitor

SAMPLES = {
    "lang": "en",
    "slug": "clean-water",
    "token": "7KQ2-9XWM-3FTB",
    "uuid": "01935c00-0000-7000-8000-000000000000",
    "int": "1",
    "path": "x",
}
PART = r"<(?P<kind>\w+)(?:\([^)]*\))?:(?P<name>\w+)>"
WRITES = {"POST", "PUT", "PATCH", "DELETE"}


def address(rule: Rule) -> str:
    return re.sub(PART, lambda part: SAMPLES[part["kind"]], rule.rule)


def doors(app: Flask) -> list[tuple[str, str, Access]]:
    return [
        (method, address(rule), vars(app.view_functions[rule.endpoint])["access"])
        for rule in app.url_map.iter_rules()
        for method in sorted({"GET", *WRITES} & (rule.methods or set()))
    ]


def test_every_route_declares_its_access(bare_app: Flask) -> None:
    views = bare_app.view_functions
    silent = [
        r.endpoint
        for r in bare_app.url_map.iter_rules()
        if not hasattr(views[r.endpoint], "access")
    ]
    assert not silent


def test_no_stranger_gets_past_a_closed_door(app: Flask) -> None:
    visit = app.test_client().open
    closed = [(method, path) for method, path, access in doors(app) if access is not Access.PUBLIC]
    answers = {door: visit(door[1], method=door[0]) for door in closed}
    opened = {
        door
        for door, answer in answers.items()
        if answer.status_code not in {400, 401}
        and not (answer.status_code == 302 and "/login" in (answer.location or ""))
    }
    assert closed
    assert not opened


def test_no_form_is_taken_without_its_token(app: Flask) -> None:
    visit = app.test_client().open
    answers = {(m, p): visit(p, method=m).status_code for m, p, _ in doors(app) if m in WRITES}
    assert answers
    assert set(answers.values()) == {400}


def test_a_learner_gets_into_no_staff_page(app: Flask, as_noi: Visitor) -> None:
    staff = [
        path
        for method, path, access in doors(app)
        if method == "GET" and access in {Access.INSTRUCTOR, Access.ADMIN}
    ]
    assert staff
    assert {as_noi.client.get(path).status_code for path in staff} == {403}


def test_every_address_is_kebab_case_and_typed(bare_app: Flask) -> None:
    plain = re.compile(
        rf"(/([a-z0-9]+(-[a-z0-9]+)*|{PART.replace('?P<kind>', '').replace('?P<name>', '')})"
        r"(\.[a-z]+)?)*/?"
    )
    odd = [rule.rule for rule in bare_app.url_map.iter_rules() if not plain.fullmatch(rule.rule)]
    assert not odd


@pytest.mark.parametrize("path", ["/nowhere", "/en/nowhere", "/xx/courses/", "/km/courses/none/"])
def test_what_is_not_there_is_told_on_a_page(app: Flask, path: str) -> None:
    assert Visitor(app).get(path, status=404).heading
