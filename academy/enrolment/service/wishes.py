"""What is written down beside seats: who wanted one, and the trail. Nothing here commits."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast
from uuid import UUID

from sqlalchemy import CursorResult, insert, update
from sqlalchemy.orm import Session

from academy.db import audit
from academy.enrolment.models import Application
from academy.enrolment.queries import Group
from academy.enrolment.rules import State


@dataclass(frozen=True, slots=True)
class Giving:
    """Who gives a seat, when, and in which language its learner will read.

    `by` is the person who decides, the learner where nobody else does, and nobody for a command.
    """

    by: UUID | None
    now: datetime
    language: str


def write_wish(
    session: Session, cohort_id: UUID, learner_id: UUID, *, state: State, giving: Giving
) -> None:
    """Write that somebody wants a seat, or wants one again. Whoever calls holds the cohort."""
    values: dict[str, Any] = {
        "state": state.value,
        "queued_at": giving.now if state is State.WAITING else None,
        "decided_at": None,
        "decided_by": None,
    }
    here = (Application.cohort_id == cohort_id, Application.learner_id == learner_id)
    # Who was asked in before keeps that moment: between two who queue at once, it decides.
    is_asked = Application.state == State.ASKED.value
    quiet = {"synchronize_session": False}
    answer = session.execute(
        update(Application).where(*here, is_asked).values(**values), execution_options=quiet
    )
    if cast("CursorResult[Any]", answer).rowcount:
        return
    values |= {"asked_at": giving.now, "language": giving.language}
    answer = session.execute(
        update(Application).where(*here).values(**values), execution_options=quiet
    )
    if not cast("CursorResult[Any]", answer).rowcount:
        keys = {"cohort_id": cohort_id, "learner_id": learner_id}
        session.execute(insert(Application).values(**keys, **values))


def settle_wish(
    session: Session, cohort_id: UUID, learners: Collection[UUID], *, state: State, giving: Giving
) -> None:
    """Write what came of the wishes of these learners, where they had any."""
    session.execute(
        update(Application)
        .where(Application.cohort_id == cohort_id, Application.learner_id.in_(list(learners)))
        .values(state=state.value, queued_at=None, decided_at=giving.now, decided_by=giving.by),
        execution_options={"synchronize_session": False},
    )


def record(
    session: Session,
    action: str,
    cohort: Group,
    *,
    giving: Giving,
    **details: UUID | str | int | None,
) -> None:
    """Write into the trail what was done to a cohort, or to a `learner` of it."""
    learner = details.pop("learner", None)
    told = {name: str(one) if isinstance(one, UUID) else one for name, one in details.items()}
    audit.record(
        session,
        actor_id=giving.by,
        action=action,
        subject=f"user:{learner}" if learner else f"cohort:{cohort.id}",
        now=giving.now,
        organisation=str(cohort.organisation_id) if cohort.organisation_id else None,
        cohort=str(cohort.id),
        **told,
    )
