from flask import Flask

from academy.db.engine import open_engine
from academy.db.transaction import ENGINE
from tests.browserless import Visitor


def test_a_process_that_answers_is_alive(visitor: Visitor) -> None:
    assert visitor.client.get("/healthz").text == "ok\n"


def test_a_process_with_a_database_is_ready(visitor: Visitor) -> None:
    assert visitor.client.get("/readyz").text == "ready\n"


def test_a_process_without_its_database_is_not(bare_app: Flask) -> None:
    kept = bare_app.extensions[ENGINE]
    bare_app.extensions[ENGINE] = open_engine("sqlite:////nowhere/at/all.sqlite3")
    try:
        assert bare_app.test_client().get("/readyz").status_code == 503
    finally:
        bare_app.extensions[ENGINE] = kept


def test_figures_are_told_in_prometheus_words(visitor: Visitor) -> None:
    assert "python_info" in visitor.client.get("/metrics").text
