"""A process that does lasting jobs until it is killed, and says when a part of one is done.

One job counts parts, each done for good, and goes on where it was. The other begins anew, and makes
a file. What is done for good is on the audit trail.
"""

import time
from multiprocessing.connection import Connection
from uuid import UUID

from sqlalchemy.orm import Session

from academy.app import create_app
from academy.db import audit
from academy.db.transaction import atomic
from academy.files.store import current_store
from academy.jobs import start_embedded
from academy.jobs.lasting import MADE, Running, lasting_job
from academy.kernel.clock import now
from tests.faults.saving import CONFIG

COUNTED, MADE_ANEW = "fault-counted", "fault-made-anew"
PARTS = 40
_STEP = 0.02
_WORDS = b"a line of a file\n"
_tellers: list[Connection] = []


@lasting_job(COUNTED)
def count_parts(running: Running) -> None:
    """Do part after part for good."""
    for part in range(running.done, PARTS):
        with atomic() as session:
            _note(session, "part.done", running.id, part=part)
            running.step(session, part + 1, PARTS)
        _say(COUNTED)
        time.sleep(_STEP)
    with atomic() as session:
        _note(session, "job.ended", running.id)
        running.finish(session, {"parts": PARTS})


@lasting_job(MADE_ANEW)
def make_anew(running: Running) -> None:
    """Make a file from its beginning, whatever an earlier try had of it."""

    def lines() -> list[bytes]:
        made: list[bytes] = []
        for part in range(PARTS):
            time.sleep(_STEP)
            running.tell(part, PARTS)
            made.append(_WORDS)
        return made

    _say(MADE_ANEW)
    file = current_store().put_blocks(lines(), MADE)
    with atomic() as session:
        _note(session, "job.ended", running.id)
        running.finish(session, {"parts": PARTS}, file=file)


def work_without_end(config: dict[str, object], told: Connection) -> None:
    """Serve as a web process does, with its jobs beside its pages."""
    _tellers.append(told)
    start_embedded(create_app({**CONFIG, **config}))
    time.sleep(600)


def _note(session: Session, action: str, job: UUID, **told: int) -> None:
    audit.record(session, actor_id=None, action=action, subject=f"job:{job}", now=now(), **told)


def _say(kind: str) -> None:
    for told in _tellers:
        told.send(kind)
