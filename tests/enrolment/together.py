"""Several people at once: real threads, real transactions, each of them committed."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import TypeVar

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from academy.db.engine import BEGIN_WRITING
from academy.kernel.refusal import Refusal

T = TypeVar("T")
PATIENCE = 30


def all_at_once(engine: Engine, works: Sequence[Callable[[Session], T]]) -> list[T | Refusal]:
    """Do each work in a thread and a transaction of its own, begun at the same moment.

    Return what each returned, or how it was refused.
    """
    start = Barrier(len(works))

    def run(work: Callable[[Session], T]) -> T | Refusal:
        with Session(engine, expire_on_commit=False) as session:
            start.wait(PATIENCE)
            session.connection(execution_options={BEGIN_WRITING: True})
            try:
                answer = work(session)
            except Refusal as refusal:
                session.rollback()
                return refusal
            session.commit()
            return answer

    with ThreadPoolExecutor(len(works)) as pool:
        return list(pool.map(run, works, timeout=PATIENCE))
