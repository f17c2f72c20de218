"""Background work: in this process, or in workers over Redis."""

from academy.jobs.embedded import start_embedded
from academy.jobs.queue import enqueue, init_app, task

__all__ = ("enqueue", "init_app", "start_embedded", "task")
