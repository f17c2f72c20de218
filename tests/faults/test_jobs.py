"""A lasting job ends once: `kill -9` in the middle of two of them, again and again."""

import multiprocessing
import random
import time
from collections import Counter
from collections.abc import Iterator
from multiprocessing.connection import Connection
from multiprocessing.context import ForkServerProcess
from pathlib import Path
from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy import select

from academy.app import create_app
from academy.db import chain, transaction
from academy.db.audit import AuditEvent
from academy.db.migrate import upgrade
from academy.db.transaction import atomic, current_session
from academy.files.store import current_store
from academy.jobs import ledger
from academy.jobs.ledger import JobFacts, State
from academy.kernel.clock import now
from tests.faults.saving import CONFIG
from tests.faults.working import COUNTED, MADE_ANEW, PARTS, work_without_end
from tests.postgresql import running_server

KILLS = 5
PATIENCE = 60
PROCESSES = multiprocessing.get_context("forkserver")


@pytest.fixture(params=["sqlite", "postgresql"])
def address(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'academy.sqlite3'}"
        return
    with running_server() as server, server.database("academy_jobs") as lent:
        yield lent


@pytest.mark.fault
@pytest.mark.enable_socket
def test_every_part_is_done_once_and_every_job_ends_once_after_kill_9(
    address: str, tmp_path: Path
) -> None:
    config: dict[str, object] = {"DATABASE_URL": address, "ACADEMY_HOME": tmp_path}
    app = create_app({**CONFIG, **config})
    upgrade(app.extensions[transaction.ENGINE])
    PROCESSES.set_forkserver_preload(["tests.faults.working"])
    chance = random.Random(9)  # noqa: S311 - when to kill is no secret
    with app.app_context():
        jobs = ask()
        for _ in range(KILLS):
            process, told = start(config)
            told.recv()
            time.sleep(chance.uniform(0, 0.15))
            kill(process)
            assert facts(jobs[COUNTED]).done < PARTS
        process, _ = start(config)
        counted, made = (wait_for(jobs[kind]) for kind in (COUNTED, MADE_ANEW))
        kill(process)
        assert (counted.state, made.state) == (State.DONE, State.DONE)
        assert Counter(parts()) == Counter(range(PARTS))
        assert Counter(ended()) == Counter({f"job:{job}": 1 for job in jobs.values()})
        assert made.file is not None
        assert len(b"".join(current_store().blocks(made.file)).splitlines()) == PARTS
        verdict = chain.verify(current_session())
        assert (verdict.links, verdict.broken) == (PARTS + len(jobs), None)
    dispose(app)


def ask() -> dict[str, UUID]:
    """Ask for one job of each kind, as a process leaves them that dies right after its commit."""
    with atomic() as session:
        jobs = {
            kind: ledger.ask(session, kind, {}, owner_id=None, now=now())
            for kind in (COUNTED, MADE_ANEW)
        }
        session.info.pop(ledger.FRESH)
    return jobs


def start(config: dict[str, object]) -> tuple[ForkServerProcess, Connection]:
    hear, tell = PROCESSES.Pipe(duplex=False)
    process = PROCESSES.Process(target=work_without_end, args=(config, tell), daemon=True)
    process.start()
    tell.close()
    return process, hear


def kill(process: ForkServerProcess) -> None:
    process.kill()
    process.join()


def facts(job: UUID) -> JobFacts:
    with atomic() as session:
        found = ledger.find(session, job)
    assert found is not None
    return found


def wait_for(job: UUID) -> JobFacts:
    """Return a job once it is over."""
    deadline = time.monotonic() + PATIENCE
    while not (found := facts(job)).is_over:
        assert time.monotonic() < deadline, found
        time.sleep(0.1)
    return found


def parts() -> list[int]:
    done = select(AuditEvent.details).where(AuditEvent.action == "part.done")
    return [told["part"] for told in current_session().scalars(done)]


def ended() -> list[str]:
    statement = select(AuditEvent.subject).where(AuditEvent.action == "job.ended")
    return list(current_session().scalars(statement))


def dispose(app: Flask) -> None:
    app.extensions[transaction.ENGINE].dispose()
