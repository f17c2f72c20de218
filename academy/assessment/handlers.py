"""What assessment does by itself."""

from sqlalchemy.orm import Session

from academy.assessment import service
from academy.assessment.service.conditions import follow_cohort
from academy.db.transaction import atomic
from academy.kernel.clock import now
from academy.kernel.facts import DeadlineMoved


def close_overdue_attempts() -> None:
    """Submit the attempts whose time is up: what was saved counts."""
    closed = 1
    while closed:
        with atomic() as session:
            closed = service.close_overdue(session, now=now())


def move_deadlines(session: Session, fact: DeadlineMoved) -> None:
    """Let open attempts end when the deadlines of their cohort say so by now."""
    follow_cohort(session, fact.cohort_id, now=fact.at)
