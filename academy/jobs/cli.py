"""`flask jobs`: background work in a process of its own."""

from typing import Any, cast

import click
from flask import current_app
from flask.cli import AppGroup

from academy.jobs.consumer import make_consumer, only_one
from academy.jobs.lasting import take_up_all
from academy.jobs.queue import QUEUE, Queue

_NOTHING_WAITS = "Jobs run at once here (JOBS_IMMEDIATE): no queue is there to work on."
_BUSY = "Another process is doing the jobs of this home already."

jobs = AppGroup("jobs", help="Background work.")


@jobs.command("work")
def work() -> None:
    """Do jobs until told to stop. With REDIS_URL, as many of these may run as you like."""
    queue: Queue = current_app.extensions[QUEUE]
    if queue.huey is None:
        raise click.ClickException(_NOTHING_WAITS)
    if queue.is_shared:
        make_consumer(queue.huey, owns_process=True).run()
        return
    with only_one(queue.home) as mine:
        if not mine:
            raise click.ClickException(_BUSY)
        take_up_all(cast("Any", current_app)._get_current_object())  # noqa: SLF001 - Werkzeug's way
        make_consumer(queue.huey, owns_process=True).run()
