"""Where a transaction begins and ends."""

from collections.abc import Callable, Generator
from contextlib import closing, contextmanager
from typing import cast

from flask import Flask, current_app, g
from sqlalchemy import Connection, Engine, event, text
from sqlalchemy.exc import DataError, DBAPIError
from sqlalchemy.orm import ORMExecuteState, Session

from academy.db.engine import BEGIN_WRITING, open_engine

ENGINE = "academy.engine"
Unstorable = DataError
"""What is raised at a value that the database cannot hold."""
AFTER_COMMIT = "academy.after-commit"
BEFORE_COMMIT = "academy.before-commit"
_ATOMIC = "academy.atomic"


class CarefulSession(Session):
    """A session that writes inside `atomic()` only. Its guards are set once, for the class."""


class WriteOutsideAtomicError(RuntimeError):
    """Something was about to be written outside `atomic()`."""


class NestedAtomicError(RuntimeError):
    """A use case that needs two transactions is two use cases."""


def init_app(app: Flask) -> None:
    """Give the application an engine, and close its sessions after use."""
    app.extensions[ENGINE] = open_engine(cast("str", app.config["DATABASE_URL"]))
    app.extensions[BEFORE_COMMIT] = []
    app.extensions[AFTER_COMMIT] = []
    app.teardown_appcontext(_close_session)


def before_commit(app: Flask, callback: Callable[[Session], None]) -> None:
    """Have `callback` called as the last thing in every transaction that is about to commit."""
    app.extensions[BEFORE_COMMIT].append(callback)


def after_commit(app: Flask, callback: Callable[[Session], None]) -> None:
    """Have `callback` called after every commit, outside the transaction."""
    app.extensions[AFTER_COMMIT].append(callback)


def current_session() -> Session:
    """Return the session of the running request, job or command."""
    if "session" not in g:
        g.session = open_session(current_app.extensions[ENGINE])
    session: Session = g.session
    return session


@contextmanager
def atomic() -> Generator[Session]:
    """Commit everything written inside the block, or none of it.

    What was read before the block is forgotten by the database (not by the objects): the block
    sees what is true now, and on SQLite holds the writer's lock from its first statement.
    """
    session = current_session()
    if session.info.get(_ATOMIC):
        raise NestedAtomicError
    session.commit()
    with _writing(session):
        yield session
    for callback in current_app.extensions[AFTER_COMMIT]:
        callback(session)


@contextmanager
def apart() -> Generator[Session]:
    """Commit everything written inside the block, whatever becomes of the transaction under way.

    For what must be seen while a long read goes on, such as how far it is: it has a connection of
    its own. On SQLite it would wait for a transaction that writes, so call it beside reads only.
    """
    with closing(open_session(current_app.extensions[ENGINE])) as session, _writing(session):
        yield session


@contextmanager
def _writing(session: Session) -> Generator[None]:
    """Let a session write, and commit what it wrote, or undo it where anything goes wrong."""
    session.info[_ATOMIC] = True
    try:
        session.connection(execution_options={BEGIN_WRITING: True})
        yield
        for callback in current_app.extensions[BEFORE_COMMIT]:
            callback(session)
        session.commit()
    except BaseException:
        session.rollback()
        raise
    finally:
        session.info[_ATOMIC] = False


def stand_still(session: Session) -> None:
    """Let all that this session reads from now on be true of one moment, until it commits.

    SQLite's transactions do so anyway; PostgreSQL has to be asked.
    """
    session.commit()
    bind = session.get_bind()
    if isinstance(bind, Engine) and bind.dialect.name == "postgresql":
        session.connection(execution_options={"isolation_level": "REPEATABLE READ"})


def open_session(bind: Engine | Connection) -> Session:
    """Return a session that refuses to write outside `atomic()`."""
    return CarefulSession(bind, expire_on_commit=False, join_transaction_mode="create_savepoint")


def is_reachable() -> bool:
    """Tell whether the database answers at all."""
    try:
        current_session().execute(text("SELECT 1"))
    except DBAPIError:
        return False
    return True


def refuse_stray_writes(session: Session) -> None:
    """Raise where a session of ours is about to write outside `atomic()`."""
    if isinstance(session, CarefulSession) and not session.info.get(_ATOMIC):
        raise WriteOutsideAtomicError


def _refuse_stray_flush(session: Session, *_: object) -> None:
    refuse_stray_writes(session)


def _refuse_stray_statements(state: ORMExecuteState) -> None:
    writes = state.is_insert or state.is_update or state.is_delete
    if writes:
        refuse_stray_writes(state.session)


def _close_session(_: BaseException | None) -> None:
    session: Session | None = g.pop("session", None)
    if session is not None:
        session.close()


event.listen(CarefulSession, "before_flush", _refuse_stray_flush)
event.listen(CarefulSession, "do_orm_execute", _refuse_stray_statements)
