"""Fixtures every test may use."""

import os
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import Connection, Engine, event
from sqlalchemy.orm import Session

from academy.app import create_app
from academy.db.engine import open_engine
from academy.db.migrate import upgrade
from academy.db.transaction import ENGINE
from academy.kernel.actor import Actor
from tests.browserless import Visitor
from tests.cast import Cast
from tests.postgresql import Server, running_server

CountQueries = Callable[[], AbstractContextManager[list[str]]]

STORES = ("sqlite", "postgresql")


@pytest.fixture(scope="session")
def postgresql() -> Iterator[Server]:
    """A real PostgreSQL, shared by all test processes."""
    with running_server() as server:
        yield server


@pytest.fixture(scope="session")
def postgresql_url(postgresql: Server, worker_id: str) -> Iterator[str]:
    """A database on it for this test process."""
    with postgresql.database(f"academy_{worker_id}_{os.getpid()}") as address:
        yield address


@pytest.fixture(scope="session", params=STORES)
def engine(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Engine]:
    """A database with our schema: every test that asks for one runs on both stores."""
    if request.param == "sqlite":
        url = f"sqlite:///{tmp_path_factory.mktemp('db') / 'academy.sqlite3'}"
    else:
        url = request.getfixturevalue("postgresql_url")
    engine = open_engine(url)
    upgrade(engine)
    yield engine
    engine.dispose()


@pytest.fixture(params=STORES)
def empty_database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """A database with nothing in it, of each kind."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'empty.sqlite3'}"
        return
    postgresql: Server = request.getfixturevalue("postgresql")
    with postgresql.database(f"academy_empty_{os.getpid()}") as address:
        yield address


@pytest.fixture
def connection(engine: Engine) -> Iterator[Connection]:
    """A connection whose every change is undone after the test."""
    with engine.connect() as connection:
        outer = connection.begin()
        yield connection
        outer.rollback()


@pytest.fixture
def session(connection: Connection) -> Iterator[Session]:
    """A session for arranging and asserting; it may write anywhere."""
    with Session(
        connection, join_transaction_mode="create_savepoint", expire_on_commit=False
    ) as session:
        yield session


@pytest.fixture
def cast(session: Session) -> Cast:
    """The people of our tests: Noi and Dao learn, Som teaches, Mali administers."""
    return Cast(session)


@pytest.fixture
def noi(cast: Cast) -> Actor:
    """Noi, a learner in Lao PDR."""
    return cast.noi


@pytest.fixture
def count_queries(engine: Engine) -> CountQueries:
    """Record the statements sent inside a block."""

    @contextmanager
    def counting() -> Iterator[list[str]]:
        sent: list[str] = []

        def note(*args: object) -> None:
            sent.append(str(args[2]))

        event.listen(engine, "before_cursor_execute", note)
        try:
            yield sent
        finally:
            event.remove(engine, "before_cursor_execute", note)

    return counting


@pytest.fixture(scope="session")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the application under test keeps its files and letters."""
    return tmp_path_factory.mktemp("home")


@pytest.fixture(scope="session")
def bare_app(home: Path) -> Flask:
    """The application, not yet lent a database."""
    return create_app(
        {
            "TESTING": True,
            "SECRET_KEY": "test",
            "DATABASE_URL": "sqlite://",
            "ACADEMY_HOME": home,
            "PUBLIC_URL": "https://academy.example",
            "MAIL_FROM": "academy@academy.example",
            "MAX_CONTENT_LENGTH": 2 * 1024 * 1024,
            "WTF_CSRF_TIME_LIMIT": None,
            "RATELIMIT_ENABLED": False,
            "JOBS_IMMEDIATE": True,
        }
    )


@pytest.fixture
def app(bare_app: Flask, connection: Connection, monkeypatch: pytest.MonkeyPatch) -> Flask:
    """The application under test, on the test's own connection."""
    monkeypatch.setitem(bare_app.extensions, ENGINE, connection)
    return bare_app


@pytest.fixture
def visitor(app: Flask) -> Visitor:
    """Somebody with a browser and no account."""
    return Visitor(app)


@pytest.fixture
def as_noi(app: Flask, cast: Cast) -> Visitor:
    """Noi, at the keyboard."""
    return Visitor(app).signed_in(cast.noi)


@pytest.fixture
def as_dao(app: Flask, cast: Cast) -> Visitor:
    """Dao, another learner."""
    return Visitor(app).signed_in(cast.dao)


@pytest.fixture
def as_som(app: Flask, cast: Cast) -> Visitor:
    """Som, an instructor."""
    return Visitor(app).signed_in(cast.som)


@pytest.fixture
def as_mali(app: Flask, cast: Cast) -> Visitor:
    """Mali, an administrator."""
    return Visitor(app).signed_in(cast.mali)
