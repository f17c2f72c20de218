"""Doing the jobs: what runs them, and who of several processes may."""

import fcntl
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from huey.consumer import Consumer

_LONGEST_PAUSE = 1.0
"""Seconds between two looks at an empty queue: how long a letter may wait before it leaves."""
_LOOK_AT_RETRIES = 15
_LAST_WORDS = 10
"""Seconds that a job may still take when the process is told to stop."""


class _Quiet(Consumer):
    """A consumer beside a web server, whose signals are none of its business."""

    def _set_signal_handlers(self) -> None:
        pass


def make_consumer(huey: Any, *, owns_process: bool) -> Any:
    """Return a consumer, ready to `run()` until `stop()`.

    It does two jobs at a time, so that letters leave while a long one is under way.
    """
    kind = Consumer if owns_process else _Quiet
    return kind(
        huey,
        workers=2,
        max_delay=_LONGEST_PAUSE,
        scheduler_interval=_LOOK_AT_RETRIES,
        shutdown_timeout=_LAST_WORDS,
        graceful_signal="TERM",
    )


@contextmanager
def only_one(home: Path) -> Generator[bool]:
    """Tell whether this process may do the jobs of `home`: one at a time may.

    The kernel keeps the lock and takes it back when the process dies, however it dies.
    """
    with (home / "jobs.lock").open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
        else:
            yield True
