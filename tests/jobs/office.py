"""A small application with jobs; `python -m tests.jobs.office HOME` is a process that serves it.

Its one job writes down who did it; its one handler hangs as long as `HOME/hang` exists.
"""

import os
import sys
import time
from pathlib import Path
from uuid import UUID

from flask import Flask, current_app
from sqlalchemy.orm import Session

from academy import jobs
from academy.db import outbox, transaction
from academy.db.base import Base
from academy.jobs.embedded import Embedded
from academy.kernel.facts import EnrolmentCompleted

ENROLMENT = UUID(int=7)


def home() -> Path:
    return Path(current_app.config["ACADEMY_HOME"])


def note(file: str, word: str) -> None:
    with (home() / file).open("a") as notes:
        notes.write(f"{os.getpid()} {word}\n")


@jobs.task
def write_down(word: str) -> None:
    note("done", word)


@jobs.task
def break_down() -> None:
    note("done", "broke")
    raise ZeroDivisionError


def congratulate(_session: Session, _fact: EnrolmentCompleted) -> None:
    note("begun", "congratulation")
    while (home() / "hang").exists():
        time.sleep(0.05)
    note("done", "congratulation")


def open_office(folder: Path, **config: object) -> Flask:
    app = Flask(__name__)
    app.config.from_mapping(
        ACADEMY_HOME=folder, DATABASE_URL=f"sqlite:///{folder / 'academy.sqlite3'}", **config
    )
    transaction.init_app(app)
    outbox.init_app(app, {EnrolmentCompleted: (congratulate,)})
    jobs.init_app(app)
    return app


def make_tables(app: Flask) -> None:
    Base.metadata.create_all(app.extensions[transaction.ENGINE])


def serve(app: Flask) -> Embedded:
    """Do the jobs of this office, as a web process would."""
    embedded = jobs.start_embedded(app)
    assert embedded is not None
    return embedded


if __name__ == "__main__":
    serve(open_office(Path(sys.argv[1])))
    sys.stdin.read()
