"""What was acknowledged is kept: `kill -9` in the middle of a storm of saves, again and again."""

import multiprocessing
import random
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from pathlib import Path
from uuid import UUID

import pytest
from sqlalchemy import Engine, select, text
from sqlalchemy.orm import Session

from academy.app import create_app
from academy.assessment import service
from academy.assessment.models import Response
from academy.db import transaction
from academy.db.migrate import upgrade
from academy.kernel.actor import Actor
from tests import builders
from tests.browserless import Visitor
from tests.cast import NOW, Cast
from tests.faults.saving import CONFIG, save, save_without_end

KILLS = 20
PROCESSES = multiprocessing.get_context("forkserver")


@dataclass
class Storm:
    """Processes that save without end and are killed; what they were told was saved."""

    config: dict[str, object]
    learner: UUID
    address: str
    acknowledged: dict[int, str] = field(default_factory=dict)
    last: int = 0

    def strike(self, chance: random.Random) -> None:
        """Let a process save until a moment that nobody chose, and kill it.

        The next one begins with the answer that was under way, as a browser would send it again.
        """
        hear, tell = PROCESSES.Pipe(duplex=False)
        process = PROCESSES.Process(
            target=save_without_end,
            args=(self.config, self.learner, self.address),
            kwargs={"first": self.last, "told": tell},
        )
        process.start()
        tell.close()
        said = [hear.recv() for _ in range(2 * chance.randint(1, 8))]
        time.sleep(chance.uniform(0, 0.03))
        process.kill()
        process.join()
        said += everything(hear)
        self.acknowledged |= {number: receipt for number, receipt in said if receipt}
        self.last = max(number for number, _ in said)


def everything(told: Connection) -> Iterator[tuple[int, str]]:
    """Return all that the killed process had said and nobody had heard."""
    try:
        while told.poll():
            yield told.recv()
    except EOFError:
        return


@pytest.mark.fault
def test_every_acknowledged_answer_is_there_once_after_kill_9(tmp_path: Path) -> None:
    config = {"DATABASE_URL": f"sqlite:///{tmp_path / 'academy.sqlite3'}", "ACADEMY_HOME": tmp_path}
    app = create_app({**CONFIG, **config})
    engine = app.extensions[transaction.ENGINE]
    noi, attempt = arrange(engine)
    storm = Storm(config, noi.id, f"/en/attempts/{attempt}/")
    PROCESSES.set_forkserver_preload(["tests.faults.saving"])
    chance = random.Random(9)  # noqa: S311 - when to kill is no secret
    for _ in range(KILLS):
        storm.strike(chance)
    last = save(Visitor(app).signed_in(noi), storm.address, storm.last)
    with Session(engine) as session:
        kept = list(session.scalars(select(Response.receipt)))
        assert session.scalar(text("PRAGMA integrity_check")) == "ok"
    engine.dispose()
    assert len(kept) == len(set(kept)) == storm.last + 1
    assert {*storm.acknowledged.values(), last} <= set(kept)
    assert len(storm.acknowledged) >= KILLS


def arrange(engine: Engine) -> tuple[Actor, UUID]:
    """Make a database in which Noi has begun a quiz."""
    upgrade(engine)
    with Session(engine, expire_on_commit=False) as session:
        builders.publish(session)
        noi = Cast(session).noi
        seat = builders.enrol(session, noi)
        attempt = service.start(session, seat=seat, unit_id="look-check", now=NOW)
        session.commit()
    return noi, attempt
