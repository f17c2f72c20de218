"""Use cases of fellow learners' reviews: drawing answers, giving a review, taking the marks over.

Nothing here commits.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from uuid import UUID

from sqlalchemy import insert, update
from sqlalchemy.orm import Session

from academy.assessment import queries as assessment
from academy.assessment.rules.grading import kept_marks
from academy.db.audit import record
from academy.kernel.ids import uuid7
from academy.kernel.refusal import Refusal
from academy.marking.models import PeerReview
from academy.marking.queries.peers import Reviewed, candidates, turns_of, weighed_unmarked
from academy.marking.queries.sheets import sheet_of
from academy.marking.rules.marking import Stage
from academy.marking.rules.peers import PeersRefused, agree, assign, weighted_median
from academy.marking.rules.work import Work
from academy.marking.service.by_people import Answer, Judgement, Marker, replace_marks

AT_ONCE = 200
"""Answers for which marks are taken over in one transaction: saving waits no longer than that."""


@dataclass(frozen=True, slots=True)
class Given:
    """What a learner makes of a fellow learner's answer."""

    share: Fraction
    levels: Mapping[str, str]
    comment: str


def draw(session: Session, course_id: str, work: Work, *, reviewer_id: UUID, now: datetime) -> int:
    """Give a learner the answers that are still due to them; return how many that were.

    Learners draw one after the other, so that two at once do not both get the last free answer.
    """
    assessment.lock_quiz(session, course_id, work.unit_id)
    turns = turns_of(session, reviewer_id, course_id=course_id, unit_id=work.unit_id)
    had = [turn.question_id for turn in turns]
    rows: list[dict[str, object]] = []
    for question_id in work.questions:
        asked = Reviewed(course_id, work, question_id)
        free = candidates(session, asked, reviewer_id=reviewer_id, now=now)
        wanted = work.peers - had.count(question_id)
        for attempt_id in assign(free, reviewer_id, wanted=wanted, most=work.peers):
            row: dict[str, object] = {
                "id": uuid7(now),
                "attempt_id": attempt_id,
                "question_id": question_id,
                "reviewer_id": reviewer_id,
                "assigned_at": now,
                "comment": "",
            }
            rows.append(row)
    if rows:
        session.execute(insert(PeerReview), rows)
    return len(rows)


def give(session: Session, review_id: UUID, given: Given, *, by: Marker) -> None:
    """Keep a learner's review, once."""
    statement = (
        update(PeerReview)
        .where(
            PeerReview.id == review_id,
            PeerReview.reviewer_id == by.id,
            PeerReview.given_at.is_(None),
        )
        .values(
            levels=dict(given.levels),
            share=str(kept_marks(given.share)),
            comment=given.comment,
            given_at=by.now,
        )
        .returning(PeerReview.id)
        .execution_options(synchronize_session=False)
    )
    if session.scalar(statement) is None:
        raise Refusal(PeersRefused.REVIEWED_BEFORE)


def take_over(session: Session, asked: Reviewed, *, by: Marker) -> int:
    """Let the peers' marks count for answers that nobody marked and whose reviews agree.

    Return for how many: so many at most at once. The teacher's own answer is never among them.
    """
    done = 0
    for attempt_id, reviews in weighed_unmarked(session, asked).items():
        share = weighted_median(reviews) if agree(reviews) and done < AT_ONCE else None
        if share is None:
            continue
        sheet = sheet_of(session, attempt_id, asked.question_id)
        if sheet is None or sheet.sitting.learner_id == by.id:
            continue
        assessment.lock_sitting(session, attempt_id)
        answer = Answer(sheet.sitting, sheet.question)
        judgement = Judgement(sheet.question.marks * share)
        replace_marks(session, answer, judgement, stage=Stage.PEERS, by=by)
        done += 1
    if not done:
        raise Refusal(PeersRefused.NO_REVIEWS_AGREE)
    record(
        session,
        actor_id=by.id,
        action="reviews.taken-over",
        subject=f"course:{asked.course_id}",
        now=by.now,
        quiz=asked.work.unit_id,
        question=asked.question_id,
        answers=done,
    )
    return done
