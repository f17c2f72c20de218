"""Jobs beside the pages: a thread in one of the processes that serve them."""

import threading
from multiprocessing.util import Finalize
from pathlib import Path
from typing import Any

import click
import structlog
from flask import Flask
from flask.cli import FlaskGroup

from academy.jobs.consumer import make_consumer, only_one
from academy.jobs.lasting import take_up_all
from academy.jobs.queue import QUEUE, Queue

_NEXT_LOOK = 2.0
"""Seconds until a process that may not do the jobs asks again: whoever did them may have died."""

log = structlog.get_logger()


class Embedded(threading.Thread):
    """Waits until no other process does the jobs of this home, then does them until stopped."""

    def __init__(self, huey: Any, app: Flask, home: Path) -> None:
        super().__init__(name="jobs", daemon=True)
        self._consumer = make_consumer(huey, owns_process=False)
        self._app = app
        self._home = home
        self._stopping = threading.Event()

    def run(self) -> None:
        """Take turns with the other processes."""
        while not self._stopping.is_set():
            with only_one(self._home) as mine:
                if mine:
                    log.info("jobs.started")
                    take_up_all(self._app)
                    self._consumer.run()
                    # `run` returns at once when told to stop; the job under way may need longer.
                    self._consumer.stop(graceful=True)
            self._stopping.wait(_NEXT_LOOK)

    def stop(self) -> None:
        """Let the job under way end, and begin no other."""
        self._stopping.set()
        self._consumer.stop()
        self.join()


def start_embedded(app: Flask) -> Embedded | None:
    """Do the application's jobs beside its pages, where that is this process's business.

    It is not where jobs run at once, where workers share a queue in Redis (`flask jobs work`), or
    when a `flask` command that is soon over has loaded the application.
    """
    queue: Queue = app.extensions[QUEUE]
    if queue.huey is None or queue.is_shared or _is_passing_command():
        return None
    embedded = Embedded(queue.huey, app, queue.home)
    embedded.start()
    # Not `atexit`: a server's worker processes end without it, but not without this.
    Finalize(None, embedded.stop, exitpriority=100)
    return embedded


def _is_passing_command() -> bool:
    context = click.get_current_context(silent=True)
    if context is None or not isinstance(context.find_root().command, FlaskGroup):
        return False
    return context.info_name != "run"
