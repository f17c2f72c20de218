"""Reports that are made regularly: asking for what is due, once, and telling of what was made."""

from dataclasses import replace
from datetime import datetime
from typing import Any, cast
from uuid import UUID

from sqlalchemy import CursorResult, Update, delete, update
from sqlalchemy.orm import Session

from academy.accounts import queries as people
from academy.db import audit
from academy.jobs import ledger
from academy.jobs.ledger import State
from academy.kernel.actor import Actor
from academy.kernel.languages import DEFAULT
from academy.kernel.refusal import Refusal
from academy.reporting.models import Schedule
from academy.reporting.policy import Act, Standing, may
from academy.reporting.queries import saved as queries
from academy.reporting.queries.saved import Saved, Scheduled
from academy.reporting.rules.completions import Format
from academy.reporting.rules.runs import Run
from academy.reporting.rules.saved import Every, SavedRefused, day_told, last_due, next_due
from academy.reporting.service.runs import ask_run

LETTER = "schedule-letter"
"""The kind of job that sends the letter about a scheduled report."""


def set_schedule(
    session: Session, saved: Saved, *, actor: Actor, rhythm: tuple[Every, Format], now: datetime
) -> None:
    """Have a report made regularly for somebody; raise `Refusal` where no letter reaches them."""
    account = people.find_account(session, actor.id)
    if account is None or account.email is None:
        raise Refusal(SavedRefused.NO_ADDRESS)
    every, format_ = rhythm
    wanted = {"every": every.value, "format": format_.value, "next_at": next_due(every, now)}
    if not _is_changed(session, _at(saved.id, actor.id).values(**wanted)):
        key = {"report_id": saved.id, "user_id": actor.id}
        session.add(Schedule(**key, **wanted, last_job_id=None, letter_at=None))
        session.flush()
    told = {"every": every.value, "format": format_.value}
    _note(session, saved.id, "schedule.set", actor_id=actor.id, now=now, **told)


def end_schedule(
    session: Session, report_id: UUID, user_id: UUID, *, by: UUID | None, now: datetime
) -> None:
    """Let a report be made for somebody no more; `by` is nobody where it ends by itself."""
    gone = delete(Schedule).where(Schedule.report_id == report_id, Schedule.user_id == user_id)
    if cast("CursorResult[Any]", session.execute(gone)).rowcount:
        _note(session, report_id, "schedule.ended", actor_id=by, now=now, user=str(user_id))


def ask_due(session: Session, due: Scheduled, *, now: datetime) -> UUID | None:
    """Ask for a scheduled report, and return its run; nobody asks for the same one twice.

    However often it was missed, it is made once, and is due again in the future. Where its reader
    is no administrator any more, or may not open the report any more, the schedule ends instead.
    """
    claim = _at(due.report_id, due.user_id).where(Schedule.next_at == due.next_at)
    if not _is_changed(session, claim.values(next_at=next_due(due.every, now))):
        return None
    actor = _reader(session, due.user_id)
    saved = queries.find_saved(session, due.report_id)
    if actor is None or saved is None or not may(Act.SCHEDULE, standing(session, actor, saved)):
        end_schedule(session, due.report_id, due.user_id, by=None, now=now)
        return None
    report = replace(saved.named.report, as_of=day_told(last_due(due.every, now)))
    language = actor.locale or DEFAULT.tag
    run = Run(report, due.format, language, saved=saved.id)
    job_id = ask_run(session, run, owner_id=actor.id, now=now)
    session.execute(_at(due.report_id, due.user_id).values(last_job_id=job_id, letter_at=None))
    return job_id


def tell(session: Session, told: Scheduled, *, now: datetime) -> bool:
    """Put the letter about a scheduled report on its way, once, if its run is over."""
    run = ledger.find(session, told.last_job_id) if told.last_job_id else None
    if run is not None and not run.is_over:
        return False
    claim = _at(told.report_id, told.user_id).where(
        Schedule.last_job_id == told.last_job_id, Schedule.letter_at.is_(None)
    )
    if not _is_changed(session, claim.values(letter_at=now)):
        return False
    if run is None or run.state is State.CANCELLED:
        return False
    letter = {"report": str(told.report_id), "user": str(told.user_id), "run": str(run.id)}
    ledger.ask(session, LETTER, letter, owner_id=None, now=now)
    return True


def standing(session: Session, actor: Actor, saved: Saved) -> Standing:
    """Return what somebody is to a saved report."""
    return Standing(
        people.scope_of(session, actor),
        is_owner=saved.owner_id == actor.id,
        shared_with=saved.named.shared_with,
    )


def _reader(session: Session, user_id: UUID) -> Actor | None:
    """Return whom a schedule is for as they would sign in now; `None` where they cannot."""
    account = people.find_account(session, user_id)
    return people.find_actor(session, user_id, account.stamp) if account else None


def _at(report_id: UUID, user_id: UUID) -> Update:
    return (
        update(Schedule)
        .where(Schedule.report_id == report_id, Schedule.user_id == user_id)
        .execution_options(synchronize_session=False)
    )


def _is_changed(session: Session, statement: Update) -> bool:
    return cast("CursorResult[Any]", session.execute(statement)).rowcount == 1


def _note(
    session: Session,
    report_id: UUID,
    action: str,
    *,
    actor_id: UUID | None,
    now: datetime,
    **told: str,
) -> None:
    audit.record(
        session, actor_id=actor_id, action=action, subject=f"report:{report_id}", now=now, **told
    )
