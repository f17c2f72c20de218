"""The queue: where jobs wait, and how one is run.

A job waits in `ACADEMY_HOME/jobs.sqlite3`, or in Redis where `REDIS_URL` is set. It is tried again
when it fails, but a process killed in the middle of a job takes the job with it. What must not be
lost is a fact in the outbox: every minute a job looks for facts that nobody has handled.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

import structlog
from flask import Flask, current_app
from huey import RedisHuey, SqliteHuey, crontab

from academy.db import outbox
from academy.jobs.message import JsonSerializer
from academy.kernel.clock import now as clock

QUEUE = "academy.jobs"
_NAME = "academy"
_TRIES_MORE = 5
_FIRST_PAUSE = 30
_LONGER_EACH_TIME = 3
"""Tried again after 30 seconds, then 90, and so on: five times within an hour."""

Job = Callable[..., None]
Minutely = Callable[[], None]
_JOBS: dict[str, Job] = {}

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Queue:
    """An application's queue: how to put a job into it, and how Huey reads it.

    `huey` is empty where jobs run at once; `is_shared` tells whether other machines read it too.
    """

    put: Callable[[str, dict[str, Any]], object]
    home: Path
    huey: Any
    is_shared: bool


def init_app(app: Flask, *, minutely: Sequence[Minutely] = ()) -> None:
    """Give the application its queue; with `JOBS_IMMEDIATE`, jobs run where they are enqueued.

    `minutely` run once a minute, in one process only; they may be late, and skip a minute.
    """
    config = cast("Mapping[str, Any]", app.config)
    home = Path(config["ACADEMY_HOME"])

    def run_job(name: str, payload: dict[str, Any]) -> None:
        with app.app_context():
            _run(name, payload)

    if config.get("JOBS_IMMEDIATE"):
        app.extensions[QUEUE] = Queue(run_job, home, huey=None, is_shared=False)
        return
    huey = _open(config.get("REDIS_URL"), home)
    retry = {
        "retries": _TRIES_MORE,
        "retry_delay": _FIRST_PAUSE,
        "retry_backoff": _LONGER_EACH_TIME,
    }
    waiting = huey.task(name="run_job", **retry)(run_job)
    _run_every_minute(app, huey, minutely)
    app.extensions[QUEUE] = Queue(
        lambda name, payload: waiting(name=name, payload=payload),
        home,
        huey=huey,
        is_shared=bool(config.get("REDIS_URL")),
    )


def task(job: Job) -> Job:
    """Let a function be enqueued by its name. Its arguments must survive JSON; it may run twice."""
    if _JOBS.setdefault(job.__name__, job) is not job:
        message = f"two jobs are called {job.__name__}"
        raise ValueError(message)
    return job


def enqueue(name: str, **payload: Any) -> None:
    """Have a job run soon, outside this request and its transaction.

    Call it from handlers and other jobs: enqueued inside a view's `atomic()`, a job may begin
    before the commit, and would run even if there never was one. Raise `KeyError` where no job
    has that name.
    """
    if name not in _JOBS:
        raise KeyError(name)
    queue: Queue = current_app.extensions[QUEUE]
    queue.put(name, json.loads(json.dumps(payload)))


def _open(url: str | None, home: Path) -> Any:
    if url:
        return RedisHuey(_NAME, url=url, results=False, serializer=JsonSerializer())
    file = str(home / "jobs.sqlite3")
    return SqliteHuey(_NAME, filename=file, timeout=15, results=False, serializer=JsonSerializer())


def _run_every_minute(app: Flask, huey: Any, minutely: Sequence[Minutely]) -> None:
    def sweep_outbox() -> None:
        outbox.sweep(clock())

    for job in (sweep_outbox, *minutely):
        huey.periodic_task(crontab(minute="*"), name=job.__name__)(_in_context(app, job))


def _in_context(app: Flask, job: Minutely) -> Minutely:
    def run() -> None:
        with app.app_context():
            job()

    return run


def _run(name: str, payload: dict[str, Any]) -> None:
    """Run a job; note a failure as an event of ours before Huey decides about another try."""
    try:
        _JOBS[name](**payload)
    except Exception:
        log.exception("job.failed", job=name)
        raise
