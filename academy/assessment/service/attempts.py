"""Beginning an attempt and ending it."""

from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from uuid import UUID

from sqlalchemy import insert, update
from sqlalchemy.orm import Session

from academy.assessment import queries
from academy.assessment.models import Attempt
from academy.assessment.rules.attempts import AttemptState, ClosedBy, find_open
from academy.assessment.rules.conditions import GRACE, Conditions, deadline, may_start
from academy.assessment.rules.corrections import void_questions
from academy.assessment.rules.grading import available_marks
from academy.assessment.rules.paper import draw, drawn
from academy.assessment.service.scoring import Cause, Scoring, score
from academy.catalogue import queries as catalogue
from academy.content.model import Quiz
from academy.enrolment import service as enrolment
from academy.enrolment.queries import Seat
from academy.kernel.ids import uuid7
from academy.kernel.refusal import NotFound, Refusal

_NEVER_FIRST = 1_000_000
"""How often a question that counts for nobody is taken to have been asked: it is drawn last."""

_AT_ONCE = 200
"""Overdue attempts that are closed in one transaction."""


@dataclass(frozen=True, slots=True)
class Begin:
    """Which quiz somebody begins, with which access code."""

    unit_id: str
    now: datetime
    code: str = ""


def start(session: Session, *, seat: Seat, begin: Begin) -> UUID:
    """Begin an attempt, or go on with the one that is open; return its id.

    Raise `NotFound` where the seat's edition has no such quiz, and `Refusal(AttemptRefused)`.
    """
    enrolment.begin(session, enrolment_id=seat.id, now=begin.now)  # locks the seat: one at a time
    _close_if_overdue(session, seat, begin)
    attempts = queries.attempts_at(session, seat.id, begin.unit_id)
    resumed = find_open(attempts)
    if resumed is not None:
        return resumed.id
    revision = catalogue.revision_of_edition(session, seat.edition_id)
    package = catalogue.package_of(session, revision.revision_id)
    quiz = package.quizzes.get(begin.unit_id)
    if quiz is None:
        raise NotFound
    here = queries.conditions_for(session, seat, begin.unit_id, package=package)
    refused = may_start(quiz, attempts, here, code=begin.code, now=begin.now)
    if refused:
        raise Refusal(refused)
    return _begin(session, seat, begin, quiz=quiz, here=here, revision_id=revision.revision_id)


def _begin(
    session: Session, seat: Seat, begin: Begin, *, quiz: Quiz, here: Conditions, revision_id: UUID
) -> UUID:
    """Write a new attempt: its paper is drawn here, once and for all."""
    key = uuid7(begin.now)
    seed = _seed(key)
    past = queries.asked_before(session, seat.id, begin.unit_id, quiz=quiz)
    void = void_questions(queries.corrections_at(session, seat.course_id, begin.unit_id))
    asked = draw(quiz, seed, {**past, **dict.fromkeys(void, _NEVER_FIRST)})
    row = {
        "id": key,
        "enrolment_id": seat.id,
        "learner_id": seat.learner_id,
        "course_id": seat.course_id,
        "unit_id": begin.unit_id,
        "revision_id": revision_id,
        "number": len(queries.attempts_at(session, seat.id, begin.unit_id)) + 1,
        "seed": seed,
        "state": AttemptState.OPEN,
        "saves": 0,
        "started_at": begin.now,
        "deadline_at": deadline(quiz, here, begin.now),
        "asked": None if len(asked) == len(quiz.questions) else list(asked),
        "available": str(available_marks(drawn(quiz, seed, asked))),
    }
    session.execute(insert(Attempt), [row])
    return key


def submit(
    session: Session,
    *,
    attempt_id: UUID,
    now: datetime,
    closed_by: ClosedBy = ClosedBy.LEARNER,
) -> None:
    """Close an attempt and mark it, on the revision it began on. Doing it again changes nothing."""
    statement = (
        update(Attempt)
        .where(Attempt.id == attempt_id, Attempt.state == AttemptState.OPEN)
        .values(state=AttemptState.SUBMITTED, submitted_at=now, closed_by=closed_by)
        .returning(Attempt.id)
        .execution_options(synchronize_session=False)
    )
    if session.scalar(statement) is None:
        return
    score(session, queries.get_sitting(session, attempt_id), Scoring(Cause.SUBMITTED, now))


def close_overdue(session: Session, *, now: datetime) -> int:
    """Submit the attempts whose time is up, as they are; return how many, at most so many at once.

    What was saved counts, and they ended when their time did.
    """
    overdue = queries.overdue_attempts(session, now - GRACE, _AT_ONCE)
    for attempt_id in overdue:
        close(session, attempt_id=attempt_id)
    return len(overdue)


def close(session: Session, *, attempt_id: UUID) -> None:
    """Submit an attempt whose time is up."""
    ended = queries.get_sitting(session, attempt_id).deadline_at
    if ended is not None:
        submit(session, attempt_id=attempt_id, now=ended, closed_by=ClosedBy.TIME)


def _close_if_overdue(session: Session, seat: Seat, begin: Begin) -> None:
    """Close the attempt that is still open though its time is up, so that another may begin."""
    attempts = queries.attempts_at(session, seat.id, begin.unit_id)
    running = find_open(attempts)
    if running and queries.get_sitting(session, running.id).is_overdue(begin.now):
        close(session, attempt_id=running.id)


def _seed(key: UUID) -> int:
    """Return 31 bits that follow from the attempt's own random key."""
    return int.from_bytes(sha256(key.bytes).digest()[:4]) >> 1
