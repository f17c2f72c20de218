"""What learning keeps of people: what they did in their seats. It goes where the seat goes."""

from collections.abc import Mapping
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from academy.db import personal
from academy.db.personal import Erased, Erasing, Holdings, Merge, Told
from academy.enrolment import queries as enrolment
from academy.learning.models import Progress, ProgressPast, QuizBest, UnitCompletion

HOLDINGS = Holdings()


def told(session: Session, user_id: UUID) -> Told:
    """Return the units that a person did, and how they were counted."""
    seats = [seat.id for seat in enrolment.seats_of(session, user_id)]
    done = select(UnitCompletion.enrolment_id, UnitCompletion.unit_id, UnitCompletion.done_at)
    counted = select(
        Progress.enrolment_id,
        Progress.units_done,
        Progress.units_total,
        Progress.score_percent,
        Progress.last_unit_id,
        Progress.updated_at,
    )
    before = select(
        ProgressPast.enrolment_id,
        ProgressPast.until,
        ProgressPast.units_done,
        ProgressPast.units_total,
    )
    best = select(
        QuizBest.enrolment_id,
        QuizBest.unit_id,
        QuizBest.percent,
        QuizBest.passed,
        QuizBest.attempts,
    )
    return Told(
        {
            "units_done": personal.rows(
                session, done.where(UnitCompletion.enrolment_id.in_(seats))
            ),
            "progress": personal.rows(session, counted.where(Progress.enrolment_id.in_(seats))),
            "progress_before": personal.rows(
                session, before.where(ProgressPast.enrolment_id.in_(seats))
            ),
            "best_scores": personal.rows(session, best.where(QuizBest.enrolment_id.in_(seats))),
        }
    )


def doubles(session: Session, kept: UUID, gone: UUID) -> Mapping[str, int]:
    """Return nothing: it is counted with the seats."""
    del session, kept, gone
    return {}


def hand_over(session: Session, merge: Merge) -> None:
    """Change nothing: it belongs to the seats."""
    del session, merge


def erase(session: Session, erasing: Erasing) -> Erased:
    """Remove nothing: units done and scores are numbers of seats that have no name any more."""
    del session, erasing
    return Erased()
