import pytest
from flask import Flask

from academy.db.prepared import PreparedRead
from academy.web.errors import TROUBLES, page_for
from tests.browserless import Page, Visitor


@pytest.mark.parametrize("status", [400, 401, 403, 404, 405, 409, 413, 418, 429, 500, 503])
def test_every_failure_says_what_happened_and_what_to_do(bare_app: Flask, status: int) -> None:
    with bare_app.test_request_context("/en/"):
        html, answered = page_for(status)
    assert answered == status
    assert Page(html).heading
    assert len(Page(html).one("main").text) > 60


def test_a_way_that_is_closed_names_the_ways_that_are_open(visitor: Visitor) -> None:
    answer = visitor.client.put("/en/courses/", headers={"X-CSRFToken": visitor.token()})
    assert answer.status_code == 405
    assert "GET" in answer.headers["Allow"]


def test_a_forged_form_changes_nothing_and_says_so(visitor: Visitor) -> None:
    answer = visitor.client.post("/en/login", data={"login": "noi", "password": "x"})
    assert answer.status_code == 400
    assert Page(answer.text).heading == "This page was open for too long."


def test_too_much_at_once_is_refused_in_words(visitor: Visitor) -> None:
    answer = visitor.client.post("/en/login", data={"csrf_token": "x", "login": "a" * 3_000_000})
    assert answer.status_code == 413
    assert Page(answer.text).heading == "That was too large."


def test_a_crash_shows_no_trace(bare_app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    def crash(**_: object) -> str:
        message = "secret detail"
        raise RuntimeError(message)

    monkeypatch.setitem(bare_app.view_functions, "health.alive", crash)
    monkeypatch.setitem(bare_app.config, "PROPAGATE_EXCEPTIONS", value=False)
    answer = bare_app.test_client().get("/healthz")
    assert answer.status_code == 500
    assert "secret" not in answer.text
    assert Page(answer.text).heading == str(TROUBLES[500].title)


def test_a_database_that_fails_still_leaves_a_page(
    as_noi: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> list[object]:
        message = "the disk is gone"
        raise OSError(message)

    monkeypatch.setattr(PreparedRead, "rows", fail)
    monkeypatch.setitem(as_noi.client.application.config, "PROPAGATE_EXCEPTIONS", value=False)
    answer = as_noi.client.get("/en/courses/")
    assert answer.status_code == 500
    assert Page(answer.text).heading == str(TROUBLES[500].title)


def test_an_address_that_is_no_text_is_refused_on_a_page(bare_app: Flask) -> None:
    answer = bare_app.test_client().open(
        "/verify/", environ_overrides={"QUERY_STRING": b"x=\xff".decode("latin-1")}
    )
    assert answer.status_code in {200, 400}
    assert Page(answer.text).heading


def test_a_page_that_is_not_there_leads_nowhere_else(visitor: Visitor) -> None:
    page = visitor.get("/%5cevil.example/x", status=404)
    assert page.one("a", hreflang="km").attributes["href"] == "/km/"
