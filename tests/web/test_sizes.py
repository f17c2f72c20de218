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
