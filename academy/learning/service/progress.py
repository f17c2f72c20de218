"""Changes to progress. Nothing here commits.

Each use case first changes the seat's row, which locks it until the transaction ends: whatever is
counted afterwards for this seat is counted by one transaction at a time, and from what is true.
"""

from collections.abc import Collection, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import replace
from datetime import datetime
from fractions import Fraction
from math import floor
from typing import Any, cast
from uuid import UUID

from sqlalchemy import CursorResult, delete, insert, update
from sqlalchemy.orm import Session

from academy.assessment import queries as assessment
from academy.catalogue import queries as catalogue
from academy.content.model import Course, Package, Unit, UnitKind
from academy.db import past
from academy.db.base import Base
from academy.enrolment import queries as enrolment
from academy.enrolment import service as seats
from academy.enrolment.queries import Seat
from academy.kernel.facts import AttemptGraded, ScoreSet
from academy.kernel.refusal import NotFound, Refusal
from academy.learning import queries, rules
from academy.learning.models import Progress, ProgressPast, QuizBest, UnitCompletion
from academy.learning.rules import LearningRefused

Columns = Mapping[str, object]


def mark_done(session: Session, *, seat: Seat, unit_id: str, now: datetime) -> bool:
    """Count a lesson as done; return whether that completed the course. Twice is the same as once.

    Raise `NotFound` where the seat's edition has no such unit, and `Refusal` for a quiz, or where
    the learner has left the course or their cohort has not begun.
    """
    seats.begin(session, enrolment_id=seat.id, now=now)
    current = enrolment.seat_by_id(session, seat.id)
    unit = _unit(_course_of(session, current), unit_id)
    refused = rules.may_mark_done(
        has_left=current.is_withdrawn, is_quiz=unit.kind is UnitKind.QUIZ
    ) or rules.may_learn(current.begins_at, now)
    if refused:
        raise Refusal(refused)
    is_new = _note_done(session, seat.id, unit_id, now=now)
    return _recount(session, current, last=unit_id if is_new else None, now=now)


def count_attempt(session: Session, fact: AttemptGraded) -> bool:
    """Count a marked attempt; return whether that completed the course.

    How the learner stands is what assessment knows by now, so that counting a fact twice, or two
    facts in the wrong order, comes to the same.
    """
    seats.begin(session, enrolment_id=fact.enrolment_id, now=fact.at)
    current = enrolment.seat_by_id(session, fact.enrolment_id)
    return _count_quiz(session, current, fact.unit_id, now=fact.at)


def count_score(session: Session, fact: ScoreSet) -> bool:
    """Count a score that was set by hand; return whether that completed the course."""
    current = enrolment.lock_seat(session, fact.enrolment_id)
    return _count_quiz(session, current, fact.unit_id, now=fact.at)


def move_edition(session: Session, *, seat: Seat, now: datetime) -> bool:
    """Move a seat to the newest edition; return whether that completed the course.

    Units are known again by their ids: what is done stays done where the new edition has it.
    Raise `Refusal` where there is nothing newer, or the seat is over.
    """
    newest = catalogue.newest_revision(session, seat.course_id)
    edition_id = newest.edition_id if newest else seat.edition_id
    refused = rules.may_move(
        is_completed=seat.is_completed,
        has_left=seat.is_withdrawn,
        is_newest=edition_id == seat.edition_id,
    )
    if refused:
        raise Refusal(refused)
    if not seats.move(session, enrolment_id=seat.id, edition_id=edition_id, now=now):
        raise Refusal(LearningRefused.NOTHING_NEWER)
    return _recount(session, replace(seat, edition_id=edition_id), last=None, now=now)


def count_again(session: Session, *, enrolment_id: UUID, now: datetime) -> bool:
    """Bring a seat's counters up to date; return whether that completed the course."""
    return _recount(session, enrolment.lock_seat(session, enrolment_id), last=None, now=now)


def _count_quiz(session: Session, seat: Seat, unit_id: str, *, now: datetime) -> bool:
    """Bring what a seat has of a quiz up to date: done stays done, whatever a score becomes."""
    terms = assessment.terms_of(package_of(session, seat).quizzes)
    stands = assessment.standings(session, seat.id, terms).get(unit_id)
    if stands is None:
        session.execute(delete(QuizBest).filter_by(enrolment_id=seat.id, unit_id=unit_id))
        return _recount(session, seat, last=None, now=now)
    values = {"percent": stands.percent, "passed": stands.passed, "attempts": stands.attempts}
    key = {"enrolment_id": seat.id, "unit_id": unit_id}
    _put(session, QuizBest, key=key, values=values)
    is_new = stands.passed and _note_done(session, seat.id, unit_id, now=now)
    return _recount(session, seat, last=unit_id if is_new else None, now=now)


def package_of(session: Session, seat: Seat) -> Package:
    """Return the course as the seat's edition has it; all its revisions have one structure."""
    revision = catalogue.revision_of_edition(session, seat.edition_id)
    return catalogue.package_of(session, revision.revision_id)


def _course_of(session: Session, seat: Seat) -> Course:
    return package_of(session, seat).course


def _unit(course: Course, unit_id: str) -> Unit:
    try:
        return course.unit(unit_id)
    except KeyError:
        raise NotFound from None


def _note_done(session: Session, enrolment_id: UUID, unit_id: str, *, now: datetime) -> bool:
    """Write down that a unit is done; return whether it was not before."""
    if unit_id in queries.done_units(session, enrolment_id):
        return False
    session.execute(
        insert(UnitCompletion).values(enrolment_id=enrolment_id, unit_id=unit_id, done_at=now)
    )
    return True


def _recount(session: Session, seat: Seat, *, last: str | None, now: datetime) -> bool:
    """Bring a seat's counters up to date, and complete it if its rule is met; return whether.

    `last` is the unit that was just done, or `None` to keep the one that is noted.
    """
    package = package_of(session, seat)
    done = queries.done_units(session, seat.id)
    scores = queries.scores(session, seat.id, package)
    values = counters(package.course, done, scores, now=now)
    noted = {} if last is None else {"last_unit_id": last}
    keep_past(session, [seat.id], now=now)
    _note_score(session, seat.id, values["score_percent"], now=now)
    _put(session, Progress, key={"enrolment_id": seat.id}, values={**values, **noted})
    if not is_complete(package.course, done, scores):
        return False
    return seats.complete(session, enrolment_id=seat.id, now=now)


def keep_past(session: Session, enrolment_ids: Collection[UUID], *, now: datetime) -> None:
    """Keep what the counters of seats were, which are about to change."""
    which = Progress.enrolment_id.in_(list(enrolment_ids))
    past.keep(session, ProgressPast, of=Progress, where=which, day=now.date())


def _note_score(session: Session, enrolment_id: UUID, score: object, *, now: datetime) -> None:
    if score != queries.score_of(session, enrolment_id):
        seats.note_score(session, {enrolment_id: cast("int | None", score)}, now=now)


def counters(
    course: Course, done: AbstractSet[str], scores: Mapping[str, Fraction], *, now: datetime
) -> Columns:
    """Return what a seat's counters come to."""
    counted = rules.progress(course.units, done)
    mean = rules.mean_score(course.units, scores)
    return {
        "units_done": counted.done,
        "units_total": counted.total,
        "score_percent": None if mean is None else floor(mean),
        "updated_at": now,
    }


def is_complete(course: Course, done: AbstractSet[str], scores: Mapping[str, Fraction]) -> bool:
    """Tell whether a course's completion rule is met."""
    minimum = course.completion.minimum_score
    return rules.is_complete(course.units, done, scores=scores, minimum_score=minimum)


def _put(session: Session, table: type[Base], *, key: Columns, values: Columns) -> None:
    """Write a row of the locked seat, whether or not it is there already."""
    answer = session.execute(
        update(table).filter_by(**key).values(**values),
        execution_options={"synchronize_session": False},
    )
    if cast("CursorResult[Any]", answer).rowcount == 0:
        session.execute(insert(table).values(**key, **values))
