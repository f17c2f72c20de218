from io import BytesIO

import pytest
from flask import Flask, request

from academy.web import sizes
from academy.web.sizes import admits


@pytest.fixture
def small_app() -> Flask:
    app = Flask(__name__)
    app.config["MAX_CONTENT_LENGTH"] = 100
    sizes.init_app(app)

    @app.post("/small")
    def small() -> str:
        return str(len(request.get_data()))

    @app.post("/large")
    @admits(1000)
    def large() -> str:
        return str(len(request.get_data()))

    @app.post("/form")
    @admits(1_000_000, fields=100_000)
    def form() -> str:
        return str(len(request.form["a"]))

    return app


@pytest.mark.parametrize(
    ("path", "size", "status"),
    [
        ("/small", 100, 200),
        ("/small", 101, 413),
        ("/large", 1000, 200),
        ("/large", 1001, 413),
        ("/nowhere", 1001, 404),
    ],
)
def test_only_a_view_that_says_so_takes_more(
    small_app: Flask, path: str, size: int, *, status: int
) -> None:
    assert small_app.test_client().post(path, data=b"x" * size).status_code == status


@pytest.mark.parametrize("encoding", ["application/x-www-form-urlencoded", "multipart/form-data"])
@pytest.mark.parametrize(("size", "status"), [(50_000, 200), (150_000, 413)])
def test_the_fields_of_a_form_may_have_less_room_than_its_files(
    small_app: Flask, encoding: str, size: int, *, status: int
) -> None:
    sent = {"a": "x" * size}
    answer = small_app.test_client().post("/form", data=sent, content_type=encoding)
    assert answer.status_code == status


def test_a_file_has_the_room_of_the_whole_request(small_app: Flask) -> None:
    sent = {"a": "x", "b": (BytesIO(b"x" * 400_000), "b.txt")}
    assert small_app.test_client().post("/form", data=sent).status_code == 200
