"""Counting a quiz anew in many seats at once, after one act that changed many scores.

It comes to the same as counting each seat by itself, in a few statements for some hundred of them.
"""

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from typing import cast
from uuid import UUID

from sqlalchemy import delete, insert, update
from sqlalchemy.orm import Session

from academy.assessment import queries as assessment
from academy.assessment.rules.standing import Standing
from academy.content.model import Course
from academy.enrolment import queries as enrolment
from academy.enrolment import service as seats
from academy.enrolment.queries import Seat
from academy.kernel.facts import QuizRescored
from academy.learning import queries
from academy.learning.models import Progress, QuizBest, UnitCompletion
from academy.learning.service.progress import counters, is_complete, keep_past, package_of

_AT_ONCE = 500

Stands = Mapping[UUID, Mapping[str, Standing]]


@dataclass(frozen=True, slots=True)
class _Recount:
    """One quiz in some locked seats: how they stand in every quiz, and what is done in them.

    `new` are the seats in which it is passed and was never done before.
    """

    unit_id: str
    now: datetime
    locked: Sequence[Seat]
    courses: Mapping[UUID, Course]
    stands: Stands
    done: Mapping[UUID, AbstractSet[str]]

    new: frozenset[UUID]

    def counters(self, seat: Seat) -> Mapping[str, object]:
        """Return what a seat's counters come to."""
        course, done = self.courses[seat.edition_id], self._done(seat)
        return counters(course, done, self._scores(seat), now=self.now)

    def is_complete(self, seat: Seat) -> bool:
        """Tell whether the completion rule of a seat's course is met."""
        return is_complete(self.courses[seat.edition_id], self._done(seat), self._scores(seat))

    def _done(self, seat: Seat) -> AbstractSet[str]:
        own = self.done.get(seat.id, frozenset[str]())
        return {*own, self.unit_id} if seat.id in self.new else own

    def _scores(self, seat: Seat) -> Mapping[str, Fraction]:
        return {unit: 100 * one.share for unit, one in self.stands.get(seat.id, {}).items()}


def count_scores(session: Session, fact: QuizRescored) -> int:
    """Count the scores in a quiz that one act changed; return how many courses that completed."""
    changed = assessment.seats_changed_at(session, fact.course_id, fact.unit_id, at=fact.at)
    return sum(
        _count(session, _gathered(session, changed[first : first + _AT_ONCE], fact))
        for first in range(0, len(changed), _AT_ONCE)
    )


def _gathered(session: Session, some: Sequence[UUID], fact: QuizRescored) -> _Recount:
    locked = enrolment.lock_seats(session, some)
    editions = {seat.edition_id: seat for seat in locked}
    packages = {edition: package_of(session, seat) for edition, seat in editions.items()}
    terms = {edition: assessment.terms_of(one.quizzes) for edition, one in packages.items()}
    own = {seat.id: terms[seat.edition_id] for seat in locked}
    stands = assessment.standings_by_seat(session, own)
    done = queries.done_by_seat(session, some)
    return _Recount(
        unit_id=fact.unit_id,
        now=fact.at,
        locked=locked,
        courses={edition: one.course for edition, one in packages.items()},
        stands=stands,
        done=done,
        new=frozenset(
            seat
            for seat, units in stands.items()
            if (one := units.get(fact.unit_id)) is not None
            and one.passed
            and fact.unit_id not in done.get(seat, ())
        ),
    )


def _count(session: Session, here: _Recount) -> int:
    _put_bests(session, here)
    if here.new:
        rows = [
            {"enrolment_id": seat, "unit_id": here.unit_id, "done_at": here.now}
            for seat in sorted(here.new)
        ]
        session.execute(insert(UnitCompletion), rows)
    _put_counters(session, here)
    return sum(
        seats.complete(session, enrolment_id=seat.id, now=here.now)
        for seat in here.locked
        if seat.is_active and here.is_complete(seat)
    )


def _put_counters(session: Session, here: _Recount) -> None:
    known = queries.progress_by_seat(session, [seat.id for seat in here.locked])
    keep_past(session, list(known), now=here.now)
    old: list[dict[str, object]] = []
    new: list[dict[str, object]] = []
    for seat in here.locked:
        before = known.get(seat.id)
        last = here.unit_id if seat.id in here.new else before and before.last_unit_id
        row = {"enrolment_id": seat.id, **here.counters(seat), "last_unit_id": last}
        (old if before else new).append(row)
    scores = {row["enrolment_id"]: row["score_percent"] for row in (*old, *new)}
    seats.note_score(session, cast("dict[UUID, int | None]", scores), now=here.now)
    if old:
        session.execute(update(Progress), old)
    if new:
        session.execute(insert(Progress), new)


def _put_bests(session: Session, here: _Recount) -> None:
    """Write how the seats stand in the quiz, and nothing where they do not any more."""
    mine = [seat.id for seat in here.locked]
    gone = delete(QuizBest).where(QuizBest.enrolment_id.in_(mine), QuizBest.unit_id == here.unit_id)
    session.execute(gone, execution_options={"synchronize_session": False})
    rows = [
        {
            "enrolment_id": seat,
            "unit_id": here.unit_id,
            "percent": one.percent,
            "passed": one.passed,
            "attempts": one.attempts,
        }
        for seat, units in here.stands.items()
        if (one := units.get(here.unit_id)) is not None
    ]
    if rows:
        session.execute(insert(QuizBest), rows)
