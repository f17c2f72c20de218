"""Background work: in this process, or in workers over Redis."""

from academy.jobs.embedded import start_embedded
from academy.jobs.lasting import Running, lasting_job
from academy.jobs.queue import enqueue, init_app, task

__all__ = ("Running", "enqueue", "init_app", "lasting_job", "start_embedded", "task")
