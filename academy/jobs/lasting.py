"""Doing lasting jobs: claiming one, telling how far it is, ending it once."""

from collections.abc import Callable, Generator, Mapping
from contextlib import contextmanager, suppress
from datetime import datetime
from threading import Event, Thread
from time import monotonic
from typing import Any, cast
from uuid import UUID, uuid4

import structlog
from flask import Flask, current_app
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from academy.db.transaction import after_commit, apart, atomic
from academy.files.store import current_store
from academy.jobs import ledger
from academy.jobs.ledger import JobFacts, Overtaken, State
from academy.jobs.queue import enqueue, task
from academy.kernel.clock import now as clock

MADE = ".made"
"""The suffix under which what jobs make is stored: nothing else refers to such a file."""
_BETWEEN_BEATS = 2.0
"""Seconds between two times that a job's progress is written."""
_PULSE = 20.0
"""Seconds between two signs of life of a job that says nothing itself."""

Work = Callable[["Running"], None]
_KINDS: dict[str, Work] = {}

log = structlog.get_logger()


class Running:
    """A job under way, in the hands of the one process that claimed it."""

    def __init__(self, facts: JobFacts, token: UUID) -> None:
        self._facts, self._token = facts, token
        self._last_beat = monotonic()

    @property
    def id(self) -> UUID:
        """The job's key."""
        return self._facts.id

    @property
    def owner_id(self) -> UUID | None:
        """Who asked for it."""
        return self._facts.owner_id

    @property
    def asked_at(self) -> datetime:
        """When it was asked for: the same however often it is begun."""
        return self._facts.made_at

    @property
    def payload(self) -> Mapping[str, Any]:
        """What it is to be done with."""
        return self._facts.payload

    @property
    def done(self) -> int:
        """How many parts an earlier try had done for good, by `step`."""
        return self._facts.done

    def tell(self, done: int, total: int | None = None) -> None:
        """Tell how far a job is that begins anew when it is interrupted; raise `Overtaken`.

        It may be called as often as one likes: every few seconds it is written, in a transaction of
        its own. Not inside `atomic()`.
        """
        if monotonic() - self._last_beat < _BETWEEN_BEATS:
            return
        with apart() as session:
            told = {"done": done, "total": total}
            ledger.beat(session, self.id, token=self._token, now=clock(), **told)
        self._last_beat = monotonic()

    def step(self, session: Session, done: int, total: int) -> None:
        """Write inside `atomic()` that so many parts are done for good; raise `Overtaken`.

        The parts themselves are written in the same transaction: an interrupted job goes on there,
        and what failed before it got so far is forgotten.
        """
        told = {"done": done, "total": total, "tries": 1}
        ledger.beat(session, self.id, token=self._token, now=clock(), **told)
        self._last_beat = monotonic()

    def finish(
        self, session: Session, result: Mapping[str, Any], *, file: str | None = None
    ) -> None:
        """Write inside `atomic()` that the job is done, and what it made; raise `Overtaken`.

        `file` is a stored file of `MADE`, which is removed with the job: at once where that was
        stopped or removed before it was done.
        """
        told = {"state": State.DONE.value, "result": dict(result), "file": file, "problem": None}
        try:
            ledger.end(session, self.id, token=self._token, now=clock(), **told)
        except Overtaken:
            if file is not None and ledger.is_forsaken(session, self._facts, file):
                current_store().remove(file)
            raise

    def fail(self, session: Session, problem: str) -> None:
        """Write inside `atomic()` that the job cannot be done, and why, by a code of its kind."""
        told = {"state": State.FAILED.value, "problem": problem}
        ledger.end(session, self.id, token=self._token, now=clock(), **told)


def lasting_job(kind: str) -> Callable[[Work], Work]:
    """Let a function do lasting jobs of a kind. It may be begun several times and ends once."""

    def register(work: Work) -> Work:
        if _KINDS.setdefault(kind, work) is not work:
            message = f"two works are called {kind}"
            raise ValueError(message)
        return work

    return register


def init_app(app: Flask) -> None:
    """Begin the jobs that a transaction asked for once it is committed."""
    after_commit(app, _begin_fresh)


@task
def do_lasting(job_id: str) -> None:
    """Do a lasting job, unless somebody is at work on it or it is over."""
    token = uuid4()
    with atomic() as session:
        facts = ledger.claim(session, UUID(job_id), token=token, now=clock())
    if facts is None:
        return
    try:
        with _pulse(facts.id, token):
            _KINDS[facts.kind](Running(facts, token))
    except Overtaken:
        log.info("job.overtaken", job=job_id)
    except Exception as error:
        log.exception("job.failed", job=job_id, kind=facts.kind)
        _put_back(facts, token, problem=type(error).__name__)
    else:
        _see_that_it_ended(facts, token)


def take_up() -> None:
    """Begin the jobs that nobody is at work on: their process died, or they failed once."""
    with atomic() as session:
        found = ledger.orphans(session, now=clock(), alone=False)
    for job_id in found:
        enqueue("do_lasting", job_id=str(job_id))


def take_up_all(app: Flask) -> None:
    """Begin every job that is not over, in a process that has just become the one to do jobs.

    Whoever was at work on them is dead. A database that cannot be asked yet is asked again later.
    """
    with app.app_context():
        try:
            with atomic() as session:
                found = ledger.orphans(session, now=clock(), alone=True)
                ledger.let_go(session, found)
        except DBAPIError:
            log.exception("jobs.not-taken-up")
            return
        for job_id in found:
            enqueue("do_lasting", job_id=str(job_id))


def throw_away() -> None:
    """Remove jobs that are kept no longer, and the files that they made."""
    with atomic() as session:
        over = ledger.outlived(session, now=clock())
        gone = [ledger.remove(session, facts) for facts in over]
    for file in filter(None, gone):
        current_store().remove(file)


def _begin_fresh(session: Session) -> None:
    """Begin what was just asked for. It is kept: where the queue is away, it is begun later."""
    for job_id in session.info.pop(ledger.FRESH, []):
        try:
            enqueue("do_lasting", job_id=str(job_id))
        except Exception:
            log.exception("job.not-enqueued", job=str(job_id))


@contextmanager
def _pulse(job_id: UUID, token: UUID) -> Generator[None]:
    """Show signs of life beside the work, which may be silent for long and still be under way."""
    app: Flask = cast("Any", current_app)._get_current_object()  # noqa: SLF001 - Werkzeug's way
    over = Event()

    def beat() -> None:
        while not over.wait(_PULSE):
            with app.app_context(), suppress(DBAPIError, Overtaken), apart() as session:
                ledger.beat(session, job_id, token=token, now=clock())

    heart = Thread(target=beat, name=f"pulse-{job_id}", daemon=True)
    heart.start()
    try:
        yield
    finally:
        over.set()


def _see_that_it_ended(facts: JobFacts, token: UUID) -> None:
    """Try a job again whose work came to its end without ending the job."""
    with atomic() as session:
        found = ledger.find(session, facts.id)
    if found is not None and not found.is_over:
        log.error("job.not-ended", job=str(facts.id), kind=facts.kind)
        _put_back(facts, token, problem="not-ended")


def _put_back(facts: JobFacts, token: UUID, *, problem: str) -> None:
    try:
        with atomic() as session:
            ledger.put_back(session, facts.id, token=token, problem=problem, now=clock())
    except Overtaken:
        log.info("job.overtaken", job=str(facts.id))
