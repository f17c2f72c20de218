"""What a writer was told is saved is saved: `kill -9` between autosaves, again and again."""

import multiprocessing
import random
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from sqlalchemy import Engine, select
from sqlalchemy import text as sql
from sqlalchemy.orm import Session

from academy.app import create_app
from academy.authoring import queries
from academy.authoring.models import DraftSave
from academy.authoring.rules.drafts import SaveKind, lesson_part
from academy.db import transaction
from academy.db.migrate import upgrade
from academy.kernel.actor import Actor
from tests import builders
from tests.authoring.staff import assign
from tests.browserless import Visitor
from tests.cast import Cast
from tests.faults.autosaving import Send, autosave, autosave_without_end, written
from tests.faults.saving import CONFIG
from tests.faults.test_saved_answers import everything

KILLS = 20
COURSE, UNIT = "clean-water", "look"
ADDRESS = f"/en/teach/courses/{COURSE}/units/{UNIT}/lesson"
PROCESSES = multiprocessing.get_context("forkserver")


@dataclass
class Writing:
    """Processes that save one lesson without end and are killed; what they were told was saved."""

    config: dict[str, object]
    author: Actor
    last: Send
    acknowledged: dict[int, str] = field(default_factory=dict)

    def strike(self, chance: random.Random) -> None:
        """Let a process save until a moment that nobody chose, and kill it.

        The next one begins with what was under way, as an editor sends it again: the same text,
        from the same version, whether or not it had been kept.
        """
        hear, tell = PROCESSES.Pipe(duplex=False)
        process = PROCESSES.Process(
            target=autosave_without_end,
            args=(self.config, self.author, ADDRESS),
            kwargs={"first": self.last, "told": tell},
        )
        process.start()
        tell.close()
        said = [hear.recv() for _ in range(2 * chance.randint(1, 5))]
        time.sleep(chance.uniform(0, 0.03))
        process.kill()
        process.join()
        said += everything(hear)
        self.acknowledged |= {send.number: send.version for send in said if send.version}
        self.last = Send(said[-1].number, said[-1].base)


@pytest.mark.fault
def test_every_acknowledged_save_is_in_the_history_once_after_kill_9(tmp_path: Path) -> None:
    config: dict[str, object] = {
        "DATABASE_URL": f"sqlite:///{tmp_path / 'academy.sqlite3'}",
        "ACADEMY_HOME": tmp_path,
    }
    app = create_app({**CONFIG, **config})
    engine = app.extensions[transaction.ENGINE]
    som, version = arrange(engine)
    writing = Writing(config, som, Send(0, version))
    PROCESSES.set_forkserver_preload(["tests.faults.autosaving"])
    chance = random.Random(9)  # noqa: S311 - when to kill is no secret
    for _ in range(KILLS):
        writing.strike(chance)
        assert standing(engine) in possible(writing)
    number = writing.last.number
    writing.acknowledged[number] = autosave(Visitor(app).signed_in(som), ADDRESS, writing.last)
    assert standing(engine) == written(number)
    kept = history(engine)
    engine.dispose()
    assert Counter(text for text, _ in kept) == Counter(map(written, range(number + 1)))
    assert {(written(one), version) for one, version in writing.acknowledged.items()} <= set(kept)
    assert len(writing.acknowledged) > KILLS


def arrange(engine: Engine) -> tuple[Actor, str]:
    """Make a database in which Som teaches a course; return the version of its lesson."""
    upgrade(engine)
    with Session(engine, expire_on_commit=False) as session:
        builders.publish(session)
        som = Cast(session).som
        assign(session, som, COURSE)
        draft = queries.find_draft(session, COURSE)
        assert draft is not None
        return som, draft.version(lesson_part(UNIT))


def possible(writing: Writing) -> set[str]:
    """Return the texts that may stand: the last acknowledged one, and the one under way."""
    return {written(max(writing.acknowledged)), written(writing.last.number)}


def standing(engine: Engine) -> str:
    """Return the lesson as it stands in the draft of a database that is whole."""
    with Session(engine) as session:
        assert session.scalar(sql("PRAGMA integrity_check")) == "ok"
        draft = queries.find_draft(session, COURSE)
        assert draft is not None
        return draft.package.lessons[UNIT]


def history(engine: Engine) -> list[tuple[str, str]]:
    """Return every text that was kept, with its version; none was set aside as a conflict."""
    with Session(engine) as session:
        saves = session.scalars(select(DraftSave).where(DraftSave.name == lesson_part(UNIT))).all()
        assert {save.kind for save in saves} == {SaveKind.SAVED.value}
        return [(save.body["text"], save.version) for save in saves]
