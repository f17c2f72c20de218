"""Lasting jobs: what must be done once, however often the process that does it dies.

A lasting job is a row. Whoever does it claims the row and shows a sign of life in it several times
a minute; where the signs stop, somebody else claims it and begins again. What a job does for good
it writes in the transaction that also writes how far it is: a claim that was lost cannot write.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, cast
from uuid import UUID

from sqlalchemy import CursorResult, Index, String, Update, and_, delete, or_, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from academy.db.base import Base, Json, Key
from academy.kernel.ids import uuid7

SILENCE = timedelta(seconds=90)
"""How long a job under way may show no sign of life before another process takes it over."""
MOST_TRIES = 5
"""How often a job may fail without getting any further."""
MOST_BEGUN = 20
"""How often it may be begun at all so: what kills its process says nothing before it does."""
DIED = "died"
FRESH = "academy.fresh-jobs"
KEPT = timedelta(days=7)
"""How long what a job made is kept, unless whoever asked for it says otherwise."""


class State(StrEnum):
    """Where a lasting job stands. The last three are for good."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"


class Job(Base):
    """Something to be done once. `done` of `total` parts are, where anybody can count them.

    `file` is the stored file that it made, or until then the one that its payload calls so: it goes
    with the job when that is kept no longer.
    """

    __tablename__ = "job"
    __table_args__ = (
        Index("ix_job_state_beat_at", "state", "beat_at"),
        Index("ix_job_owner_id_made_at", "owner_id", "made_at"),
        Index("ix_job_keep_until", "keep_until"),
    )

    id: Mapped[Key]
    kind: Mapped[str] = mapped_column(String(64))
    owner_id: Mapped[UUID | None]
    payload: Mapped[dict[str, Any]] = mapped_column(Json)
    state: Mapped[str] = mapped_column(String(16))
    done: Mapped[int]
    total: Mapped[int | None]
    result: Mapped[dict[str, Any] | None] = mapped_column(Json)
    file: Mapped[str | None] = mapped_column(String(80), index=True)
    problem: Mapped[str | None] = mapped_column(String(200))
    tries: Mapped[int]
    claim: Mapped[UUID | None]
    made_at: Mapped[datetime]
    beat_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    keep_until: Mapped[datetime]


@dataclass(frozen=True, slots=True)
class JobFacts:
    """A lasting job as it stands. `problem` is a code of the job's kind, or an exception's name."""

    id: UUID
    kind: str
    owner_id: UUID | None
    payload: Mapping[str, Any]
    state: State
    done: int
    total: int | None
    result: Mapping[str, Any] | None
    file: str | None
    problem: str | None
    made_at: datetime
    ended_at: datetime | None
    keep_until: datetime

    @property
    def is_over(self) -> bool:
        """Whether nothing will be done about it any more."""
        return self.state in {State.DONE, State.FAILED, State.CANCELLED}


class Overtaken(Exception):
    """The job is not this process's any more: somebody else took it over, or it was cancelled."""


def ask(
    session: Session,
    kind: str,
    payload: Mapping[str, Any],
    *,
    owner_id: UUID | None,
    now: datetime,
    kept: timedelta = KEPT,
) -> UUID:
    """Have something done after this transaction; return the job's key. `payload` survives JSON.

    It is begun right after the commit or, where that process died, by whoever looks for orphans.
    """
    job = Job(
        id=uuid7(now),
        kind=kind,
        owner_id=owner_id,
        payload=dict(payload),
        state=State.WAITING.value,
        done=0,
        total=None,
        result=None,
        file=payload.get("file"),
        problem=None,
        tries=0,
        claim=None,
        made_at=now,
        beat_at=None,
        ended_at=None,
        keep_until=now + kept,
    )
    session.add(job)
    session.info.setdefault(FRESH, []).append(job.id)
    session.flush()
    return job.id


def find(session: Session, job_id: UUID) -> JobFacts | None:
    """Return a job as it stands."""
    row = session.execute(_FACTS.where(Job.id == job_id)).one_or_none()
    return _facts(row) if row else None


def jobs_of(session: Session, owner_id: UUID, *kinds: str, limit: int = 50) -> list[JobFacts]:
    """Return somebody's jobs of these kinds, the newest first."""
    statement = _FACTS.where(Job.owner_id == owner_id, Job.kind.in_(kinds))
    newest = statement.order_by(Job.made_at.desc(), Job.id.desc()).limit(limit)
    return [_facts(row) for row in session.execute(newest)]


def claim(session: Session, job_id: UUID, *, token: UUID, now: datetime) -> JobFacts | None:
    """Make a job this process's; `None` where somebody is at work on it, or it is over.

    A job that was begun too often ends here instead: it takes its process down with it.
    """
    silent = and_(Job.state == State.RUNNING.value, Job.beat_at < now - SILENCE)
    free = (Job.id == job_id, or_(Job.state == State.WAITING.value, silent))
    given_up = {"state": State.FAILED.value, "problem": DIED, "ended_at": now, "claim": None}
    begun = {"state": State.RUNNING.value, "claim": token, "beat_at": now, "tries": Job.tries + 1}
    _write(session, update(Job).where(*free, Job.tries >= MOST_BEGUN).values(given_up))
    is_mine = _write(session, update(Job).where(*free).values(begun))
    return find(session, job_id) if is_mine else None


def beat(session: Session, job_id: UUID, *, token: UUID, now: datetime, **told: Any) -> None:
    """Show a sign of life, and write what is `told` of the job with it; raise `Overtaken`."""
    _as_mine(session, job_id, token, beat_at=now, **told)


def end(session: Session, job_id: UUID, *, token: UUID, now: datetime, **told: Any) -> None:
    """End a job with its `state` and `result` or `problem`; raise `Overtaken`."""
    _as_mine(session, job_id, token, ended_at=now, claim=None, **told)


def put_back(session: Session, job_id: UUID, *, token: UUID, problem: str, now: datetime) -> None:
    """Let a job that failed be tried again, or not any more; raise `Overtaken`."""
    tries = session.scalar(select(Job.tries).where(Job.id == job_id)) or 0
    if tries >= MOST_TRIES:
        end(session, job_id, token=token, now=now, state=State.FAILED.value, problem=problem)
    else:
        _as_mine(session, job_id, token, state=State.WAITING.value, claim=None, problem=problem)


def cancel(session: Session, job_id: UUID, *, now: datetime) -> bool:
    """Stop a job that is not over; return whether it was stopped by this."""
    live = Job.state.in_([State.WAITING.value, State.RUNNING.value])
    stopped = {"state": State.CANCELLED.value, "ended_at": now, "claim": None}
    return _write(session, update(Job).where(Job.id == job_id, live).values(stopped))


def orphans(session: Session, *, now: datetime, alone: bool) -> list[UUID]:
    """Return the jobs that nobody is at work on; where this process is `alone`, all not over."""
    waiting = and_(Job.state == State.WAITING.value, Job.made_at < now - timedelta(seconds=20))
    silent = and_(Job.state == State.RUNNING.value, Job.beat_at < now - SILENCE)
    nobodys = Job.state.in_([State.WAITING.value, State.RUNNING.value])
    statement = select(Job.id).where(nobodys if alone else or_(waiting, silent))
    return list(session.scalars(statement.order_by(Job.made_at)))


def let_go(session: Session, job_ids: list[UUID]) -> None:
    """Let jobs that a dead process had claimed be claimed anew at once."""
    running = update(Job).where(Job.id.in_(job_ids), Job.state == State.RUNNING.value)
    _write(session, running.values(state=State.WAITING.value, claim=None))


def outlived(session: Session, *, now: datetime, limit: int = 500) -> list[JobFacts]:
    """Return jobs that are over and kept no longer."""
    statement = _FACTS.where(Job.keep_until < now, Job.ended_at.is_not(None)).limit(limit)
    return [_facts(row) for row in session.execute(statement)]


def remove(session: Session, facts: JobFacts) -> str | None:
    """Remove a job; return the file that it made, unless another job made the same."""
    session.execute(delete(Job).where(Job.id == facts.id))
    if facts.file is None:
        return None
    others = select(Job.id).where(Job.file == facts.file).limit(1)
    return facts.file if session.scalar(others) is None else None


def is_forsaken(session: Session, facts: JobFacts, file: str) -> bool:
    """Tell whether nobody wants a file that a job made in vain: it was removed, or stopped.

    What another job has is wanted, and so is what one of that kind may be making at this moment.
    """
    own = session.scalar(select(Job.state).where(Job.id == facts.id))
    if own not in {None, State.CANCELLED.value}:
        return False
    at_work = and_(Job.kind == facts.kind, Job.state == State.RUNNING.value)
    others = select(Job.id).where(or_(Job.file == file, at_work), Job.id != facts.id)
    return session.scalar(others.limit(1)) is None


def _as_mine(session: Session, job_id: UUID, token: UUID, **values: Any) -> None:
    mine = (Job.id == job_id, Job.claim == token, Job.state == State.RUNNING.value)
    if not _write(session, update(Job).where(*mine).values(**values)):
        raise Overtaken


def _write(session: Session, statement: Update) -> bool:
    """Write past the objects that the session holds; return whether one row was changed."""
    answer = session.execute(statement, execution_options={"synchronize_session": False})
    return cast("CursorResult[Any]", answer).rowcount == 1


def _facts(row: Any) -> JobFacts:
    told: dict[str, Any] = {**row._mapping, "state": State(row.state)}  # noqa: SLF001 - a row's public name
    return JobFacts(**told)


_FACTS = select(
    Job.id,
    Job.kind,
    Job.owner_id,
    Job.payload,
    Job.state,
    Job.done,
    Job.total,
    Job.result,
    Job.file,
    Job.problem,
    Job.made_at,
    Job.ended_at,
    Job.keep_until,
)
