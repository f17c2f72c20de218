"""Letting learners see their results, for everybody whose marks are complete. Nothing commits."""

from uuid import UUID

from sqlalchemy import insert, update
from sqlalchemy.orm import Session

from academy.assessment import queries as assessment
from academy.assessment import service as assessing
from academy.assessment.service import Cause, Scoring
from academy.db.audit import record
from academy.kernel.ids import uuid7
from academy.marking.models import Release
from academy.marking.queries.answers import ready_to_release
from academy.marking.rules.work import Work
from academy.marking.service.by_people import Marker

BATCH = 100
"""Attempts that are released in one transaction: saving answers waits no longer than for these."""


def begin_release(session: Session, course_id: str, unit_id: str, *, by: Marker) -> UUID:
    """Write down that somebody releases the results of a quiz; return the act."""
    key = uuid7(by.now)
    row = {
        "id": key,
        "course_id": course_id,
        "unit_id": unit_id,
        "attempts": 0,
        "released_by": by.id,
        "released_at": by.now,
    }
    session.execute(insert(Release), [row])
    record(
        session,
        actor_id=by.id,
        action="results.released",
        subject=f"course:{course_id}",
        now=by.now,
        quiz=unit_id,
        release=str(key),
    )
    return key


def release_some(
    session: Session, release_id: UUID, course_id: str, *, work: Work, by: Marker
) -> int:
    """Let the scores of some complete attempts count; return how many, 0 when all are done."""
    done = 0
    for attempt_id in ready_to_release(session, course_id, work, limit=BATCH):
        assessment.lock_sitting(session, attempt_id)
        sitting = assessment.get_sitting(session, attempt_id)
        verdict = assessing.score(session, sitting, Scoring(Cause.MARKED, by.now))
        done += verdict.is_final
    session.execute(
        update(Release)
        .where(Release.id == release_id)
        .values(attempts=Release.attempts + done)
        .execution_options(synchronize_session=False)
    )
    return done
