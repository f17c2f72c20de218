"""What was acknowledged is kept: `kill -9` in the middle of a storm of saves, again and again."""

import multiprocessing
import random
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, func, select, text
from sqlalchemy.orm import Session

from academy.accounts.models import User
from academy.app import create_app
from academy.assessment import service
from academy.assessment.models import Response
from academy.assessment.service import Begin
from academy.db import transaction
from academy.db.migrate import upgrade
from academy.kernel.actor import Actor
from tests import builders
from tests.browserless import Visitor
from tests.cast import NOW, add_user
from tests.faults.saving import CONFIG, Sitting, save, save_without_end
from tests.postgresql import running_server

KILLS = 100
LEARNERS = 50
PROCESSES = multiprocessing.get_context("forkserver")


@dataclass
class Storm:
    """Servers in which all learners save without end, and which are killed; what they had said."""

    config: dict[str, object]
    learners: dict[str, Actor]
    acknowledged: dict[tuple[str, int], str] = field(default_factory=dict)
    last: dict[str, int] = field(default_factory=dict)

    def next(self, address: str) -> int:
        """Return what a browser sends next: what it was not told is saved, or something new."""
        last = self.last.get(address, 0)
        return last + 1 if (address, last) in self.acknowledged else last

    def strike(self, chance: random.Random) -> None:
        """Let a server run until a moment that nobody chose, and kill it.

        In the next one every learner begins with the answer that was under way, as a browser would
        send it again.
        """
        hear, tell = PROCESSES.Pipe(duplex=False)
        sittings = [
            Sitting(who.id, address, self.next(address)) for address, who in self.learners.items()
        ]
        chance.shuffle(sittings)
        process = PROCESSES.Process(
            target=save_without_end, args=(self.config, sittings, tell), daemon=True
        )
        process.start()
        tell.close()
        said = [hear.recv() for _ in range(chance.randint(2, 40))]
        time.sleep(chance.uniform(0, 0.03))
        process.kill()
        process.join()
        for address, number, receipt in (*said, *everything(hear)):
            self.last[address] = max(number, self.last.get(address, 0))
            if receipt:
                self.acknowledged[address, number] = receipt


def everything(told: Connection) -> Iterator[Any]:
    """Return all that the killed process had said and nobody had heard."""
    try:
        while told.poll():
            yield told.recv()
    except EOFError:
        return


@pytest.fixture(params=["sqlite", "postgresql"])
def address(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'academy.sqlite3'}"
        return
    with running_server() as server, server.database("academy_storm") as lent:
        yield lent


@pytest.mark.fault
@pytest.mark.enable_socket
def test_every_acknowledged_answer_is_there_once_after_kill_9(address: str, tmp_path: Path) -> None:
    config: dict[str, object] = {"DATABASE_URL": address, "ACADEMY_HOME": tmp_path}
    app = create_app({**CONFIG, **config})
    engine = app.extensions[transaction.ENGINE]
    storm = Storm(config, arrange(engine))
    PROCESSES.set_forkserver_preload(["tests.faults.saving"])
    chance = random.Random(9)  # noqa: S311 - when to kill is no secret
    began = time.monotonic()
    for _ in range(KILLS):
        storm.strike(chance)
    took = time.monotonic() - began
    for place, learner in storm.learners.items():
        last = storm.next(place)
        storm.acknowledged[place, last] = save(Visitor(app).signed_in(learner), place, last)
    with Session(engine) as session:
        kept = list(session.scalars(select(Response.receipt)))
        keys = select(func.count()).select_from(
            select(Response.attempt_id, Response.save_key).distinct().subquery()
        )
        once = session.scalar(keys)
        if engine.dialect.name == "sqlite":
            assert session.scalar(text("PRAGMA integrity_check")) == "ok"
    engine.dispose()
    figures = (
        f"{engine.dialect.name}: {KILLS} kills in {took:.0f} s, {LEARNERS} learners, "
        f"{len(storm.acknowledged)} answers acknowledged, {len(kept)} kept, {once} of them once\n"
    )
    sys.stdout.write(figures)
    assert len(kept) == once == len(set(kept))
    assert set(storm.acknowledged.values()) <= set(kept)
    assert len(storm.acknowledged) >= KILLS


def arrange(engine: Engine) -> dict[str, Actor]:
    """Make a database in which fifty learners have begun a quiz; return them by their attempts."""
    upgrade(engine)
    learners: dict[str, Actor] = {}
    with Session(engine, expire_on_commit=False) as session:
        builders.publish(session)
        for number in range(LEARNERS):
            user: User = add_user(session, f"Learner {number}")
            learner = Actor(user.id, user.name)
            seat = builders.enrol(session, learner)
            attempt = service.start(session, seat=seat, begin=Begin("look-check", NOW))
            learners[f"/en/attempts/{attempt}/"] = learner
        session.commit()
    return learners
