"""Keeping people's data as long as their country's rule says. Nothing here commits.

People are walked through in the order in which their accounts were made, a few at a time, and
again from the beginning: whatever becomes due is found within days, and no walk holds anybody up.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy.orm import Session

from academy.accounts.service import personal as accounts
from academy.accounts.service.personal import AccountFacts
from academy.administration.models import IdleAccount
from academy.administration.queries.idle import last_acts, notes_on
from academy.administration.rules.erasing import Cause
from academy.administration.rules.retention import Due, Sleeper, due
from academy.administration.service.erasing import (
    FORGOTTEN_FILES,
    EraseOrder,
    erase,
    in_the_way,
)
from academy.administration.service.letters import IDLE, send_later
from academy.assessment.service import personal as assessment
from academy.credentials.service import personal as credentials
from academy.db import audit
from academy.enrolment.service import personal as enrolment
from academy.jobs import ledger
from academy.kernel.privacy import rule_for


@dataclass(frozen=True, slots=True)
class Task:
    """Something that is due for one account."""

    sleeper: Sleeper
    due: Due


@dataclass(frozen=True, slots=True)
class Walk:
    """A few accounts: what is due for them, and after whom the next ones come, if any do."""

    people: tuple[UUID, ...]
    tasks: tuple[Task, ...]
    last: UUID | None


def walk(session: Session, *, after: UUID | None, limit: int, now: datetime) -> Walk:
    """Look at the next few accounts."""
    found = accounts.account_facts(session, after=after, limit=limit)
    sleepers = _sleepers(session, found)
    tasks = ((each, due(each, now=now)) for each in sleepers)
    return Walk(
        people=tuple(one.id for one in found),
        tasks=tuple(Task(each, what) for each, what in tasks if what is not None),
        last=found[-1].id if len(found) == limit else None,
    )


def do(session: Session, task: Task, *, now: datetime) -> bool:
    """Do what is due for an account, if it still is; return whether anything was done."""
    user_id = task.sleeper.user_id
    accounts.lock(session, user_id)
    (sleeper,) = _sleepers(session, [accounts.facts_of(session, user_id)])
    if due(sleeper, now=now) is not task.due:
        return False
    if task.due is Due.WARN:
        _idle(session, user_id).warned_at = now
        send_later(session, IDLE, person=user_id, now=now)
        audit.record(
            session, actor_id=None, action="person.warned", subject=f"user:{user_id}", now=now
        )
        session.flush()
        return True
    if task.due is Due.ERASE and not in_the_way(session, user_id):
        erase(session, EraseOrder(user_id, Cause.IDLE, by=None), now=now)
        return True
    return False


def stay(session: Session, user_id: UUID, *, now: datetime) -> None:
    """Note that somebody who was warned wants to keep their account."""
    _idle(session, user_id).stayed_at = now
    session.flush()


def outlived_seats(
    session: Session, people: Collection[UUID], *, now: datetime
) -> tuple[UUID, ...]:
    """Return the seats of these people whose answers have been kept for their time."""
    return tuple(
        one.seat_id
        for one in enrolment.completed_by(session, people)
        if now - one.completed_at > timedelta(days=rule_for(one.country).answers_days)
    )


def forget_answers(session: Session, seats: Collection[UUID], *, now: datetime) -> None:
    """Empty what was typed in these seats, and have the files that came with it removed."""
    files = assessment.forget_answers(session, assessment.attempts_in(session, seats))
    if files:
        payload = {"files": sorted(files)}
        ledger.ask(session, FORGOTTEN_FILES, payload, owner_id=None, now=now)


def _idle(session: Session, user_id: UUID) -> IdleAccount:
    known = session.get(IdleAccount, user_id)
    if known is None:
        known = IdleAccount(user_id=user_id, warned_at=None, stayed_at=None)
        session.add(known)
    return known


def _sleepers(session: Session, found: Sequence[AccountFacts]) -> list[Sleeper]:
    keys = [one.id for one in found]
    learned = enrolment.last_seen(session, keys)
    acted = last_acts(session, keys)
    holders = credentials.holders(session, keys)
    noted = notes_on(session, keys)

    def sleeper(one: AccountFacts) -> Sleeper:
        note = noted.get(one.id)
        signs = (one.created_at, learned.get(one.id), acted.get(one.id), note and note.stayed_at)
        return Sleeper(
            user_id=one.id,
            country=one.country,
            seen_at=max(filter(None, signs)),
            warned_at=note.warned_at if note else None,
            has_email=one.has_email,
            has_certificate=one.id in holders,
            is_staff=one.is_staff,
            is_over=one.is_over,
        )

    return [sleeper(one) for one in found]
