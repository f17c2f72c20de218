"""Files that somebody sent, given out again."""

import pytest
from flask import Flask, Response

from academy.files.sending import attached, given_out
from academy.files.store import STORE
from academy.kernel.refusal import NotFound
from tests.builders import Shelf


@pytest.fixture
def shelf() -> Shelf:
    return Shelf()


@pytest.fixture
def page(shelf: Shelf) -> Flask:
    page = Flask("page")
    page.extensions[STORE] = shelf
    return page


def test_a_file_is_saved_under_its_name_and_neither_shown_nor_kept(
    page: Flask, shelf: Shelf
) -> None:
    stored = shelf.put(b"<b>Hello</b>", ".upload")
    with page.test_request_context():
        answer = given_out(stored, "page.html")
        answer.direct_passthrough = False
        assert answer.data == b"<b>Hello</b>"
    assert answer.mimetype == "application/octet-stream"
    assert answer.headers["Content-Disposition"] == "attachment; filename=page.html"
    assert answer.headers["Cache-Control"] == "private, no-cache, no-store"
    assert "ETag" not in answer.headers


def test_a_file_that_is_not_there_is_not_found(page: Flask) -> None:
    with page.test_request_context(), pytest.raises(NotFound):
        given_out("0" * 64 + ".upload", "page.html")


def test_what_is_made_of_people_is_saved_under_a_name_and_kept_by_no_cache() -> None:
    answer = attached(Response("a,b"), "people.csv")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="people.csv"'
    assert answer.headers["Cache-Control"] == "private, no-cache, no-store"
