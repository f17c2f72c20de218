"""A learner's word against a mark, and the staff's answer. Nothing here commits."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import insert, update
from sqlalchemy.orm import Session

from academy.assessment import queries as assessment
from academy.assessment import service as assessing
from academy.assessment.queries import Sitting
from academy.assessment.service import Cause, Scoring
from academy.db.audit import record
from academy.kernel.ids import uuid7
from academy.kernel.refusal import Refusal
from academy.marking.models import Appeal
from academy.marking.queries.appeals import find_appeal
from academy.marking.rules.marking import MarkingRefused, Stage, may_appeal
from academy.marking.service.by_people import Answer, Judgement, Marker, replace_marks


@dataclass(frozen=True, slots=True)
class Reply:
    """What staff say to an appeal, and the marks that they give now, if any."""

    text: str
    judgement: Judgement | None = None


def appeal(
    session: Session, sitting: Sitting, question_id: str, *, text: str, now: datetime
) -> UUID:
    """Keep what a learner says against the marks of an answer."""
    assessment.lock_sitting(session, sitting.id)
    is_released = assessment.is_in_score(session, sitting.id, question_id)
    refused = may_appeal(
        assessment.released_at(session, sitting.id) if is_released else None,
        is_appealed=find_appeal(session, sitting.id, question_id) is not None,
        now=now,
    )
    if refused:
        raise Refusal(refused)
    key = uuid7(now)
    row = {
        "id": key,
        "attempt_id": sitting.id,
        "question_id": question_id,
        "text": text,
        "made_at": now,
    }
    session.execute(insert(Appeal), [row])
    return key


def reply(session: Session, answer: Answer, reply: Reply, *, by: Marker) -> None:
    """Answer an appeal, once; new marks count at once, and the score that was is kept."""
    assessment.lock_sitting(session, answer.sitting.id)
    if answer.sitting.learner_id == by.id:
        raise Refusal(MarkingRefused.OWN_ANSWER)
    statement = (
        update(Appeal)
        .where(
            Appeal.attempt_id == answer.sitting.id,
            Appeal.question_id == answer.question.id,
            Appeal.answered_at.is_(None),
        )
        .values(answer=reply.text, answered_by=by.id, answered_at=by.now)
        .returning(Appeal.id)
        .execution_options(synchronize_session=False)
    )
    if session.scalar(statement) is None:
        raise Refusal(MarkingRefused.APPEAL_ANSWERED)
    if reply.judgement is not None:
        replace_marks(session, answer, reply.judgement, stage=Stage.APPEAL, by=by)
        assessing.score(session, answer.sitting, Scoring(Cause.MARKED, by.now))
    _note(session, answer, is_changed=reply.judgement is not None, by=by)


def _note(session: Session, answer: Answer, *, is_changed: bool, by: Marker) -> None:
    record(
        session,
        actor_id=by.id,
        action="appeal.answered",
        subject=f"attempt:{answer.sitting.id}",
        now=by.now,
        question=answer.question.id,
        changed=int(is_changed),
    )
