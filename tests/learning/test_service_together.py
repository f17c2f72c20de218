"""Counting a quiz anew in many seats, after one act that changed many scores."""

from collections.abc import Mapping
from datetime import timedelta
from fractions import Fraction
from typing import Any

import pytest
from sqlalchemy.orm import Session

from academy.assessment.rules.corrections import CorrectionKind
from academy.assessment.service import Hand, Setting, set_score, set_scores
from academy.enrolment import queries as enrolment
from academy.enrolment.models import Enrolment
from academy.enrolment.queries import Seat
from academy.enrolment.rules import Status
from academy.kernel.facts import QuizRescored, ScoreSet
from academy.learning import handlers, queries, service
from academy.learning.models import Progress, QuizBest, UnitCompletion
from tests import builders
from tests.assessment.regraded import COURSE, HALF, LATER, LOOK, RIGHT, attempt, correct, proposal
from tests.cast import NOW, Cast
from tests.conftest import CountQueries

TREAT = "treat-check"
MUCH_LATER = LATER + timedelta(hours=1)


@pytest.fixture
def seats(session: Session, cast: Cast) -> tuple[Seat, Seat]:
    """Noi's and Dao's seats."""
    builders.publish(session)
    return builders.enrol(session, cast.noi), builders.enrol(session, cast.dao)


def corrected(session: Session, cast: Cast) -> QuizRescored:
    """Let a question count for nobody, and return what floors above are told."""
    correct(session, proposal(CorrectionKind.VOID), cast.som)
    return QuizRescored(course_id=COURSE, unit_id=LOOK, at=LATER)


def stands(session: Session, seat: Seat) -> tuple[int, bool, int] | None:
    session.expire_all()
    row = session.get(QuizBest, (seat.id, LOOK))
    return row and (row.percent, row.passed, row.attempts)


def all_but_the_quiz(session: Session, seat: Seat) -> None:
    for unit in ("look", "boil"):
        service.mark_done(session, seat=seat, unit_id=unit, now=NOW)
    session.add(UnitCompletion(enrolment_id=seat.id, unit_id=TREAT, done_at=NOW))
    session.commit()


def test_every_changed_score_is_counted(
    session: Session, seats: tuple[Seat, Seat], cast: Cast
) -> None:
    attempt(session, seats[0], HALF)
    attempt(session, seats[1], RIGHT)
    handlers.count_scores(session, corrected(session, cast))

    assert stands(session, seats[0]) == (67, True, 1)
    progress = queries.progress_of(session, seats[0].id)
    assert progress
    assert (progress.done, progress.score, progress.last_unit_id) == (1, 66, LOOK)


def test_whoever_passes_now_completes_the_course(
    session: Session, seats: tuple[Seat, Seat], cast: Cast
) -> None:
    all_but_the_quiz(session, seats[0])
    attempt(session, seats[0], HALF)

    assert service.count_scores(session, corrected(session, cast)) == 1
    assert enrolment.seat_by_id(session, seats[0].id).is_completed


def test_whoever_passes_no_longer_keeps_the_completion_and_the_step(
    session: Session, seats: tuple[Seat, Seat], cast: Cast
) -> None:
    all_but_the_quiz(session, seats[0])
    passed = attempt(session, seats[0], {**HALF, "clearest": "boiled"})
    assert passed.passed
    set_score(session, Setting(seats[0].id, LOOK, Fraction(75), "So"), Hand(cast.som.id, NOW))
    service.count_score(session, ScoreSet(enrolment_id=seats[0].id, unit_id=LOOK, at=NOW))
    session.commit()
    assert enrolment.seat_by_id(session, seats[0].id).is_completed

    low = [Setting(seats[0].id, LOOK, Fraction(1), "Copied")]
    set_scores(session, COURSE, low, hand=Hand(cast.som.id, LATER))
    service.count_scores(session, QuizRescored(course_id=COURSE, unit_id=LOOK, at=LATER))

    seat = enrolment.seat_by_id(session, seats[0].id)
    assert (seat.status, seat.completed_at) == (Status.COMPLETED, NOW)
    assert LOOK in queries.done_units(session, seats[0].id)
    assert stands(session, seats[0]) == (1, False, 1)


def test_counting_twice_comes_to_the_same(
    session: Session, seats: tuple[Seat, Seat], cast: Cast
) -> None:
    attempt(session, seats[0], HALF)
    fact = corrected(session, cast)
    service.count_scores(session, fact)
    before = stands(session, seats[0]), queries.progress_of(session, seats[0].id)

    assert service.count_scores(session, fact) == 0
    assert (stands(session, seats[0]), queries.progress_of(session, seats[0].id)) == before


def test_whoever_left_is_counted_and_completes_nothing(
    session: Session, seats: tuple[Seat, Seat], cast: Cast
) -> None:
    all_but_the_quiz(session, seats[0])
    attempt(session, seats[0], HALF)
    session.query(Enrolment).filter_by(id=seats[0].id).update({"status": "withdrawn"})
    session.commit()

    assert service.count_scores(session, corrected(session, cast)) == 0
    assert enrolment.seat_by_id(session, seats[0].id).is_withdrawn


def test_a_score_taken_back_leaves_nothing_where_nobody_tried(
    session: Session, seats: tuple[Seat, Seat], cast: Cast
) -> None:
    hand = Hand(cast.som.id, NOW)
    set_score(session, Setting(seats[0].id, LOOK, Fraction(80), "Oral"), hand)
    handlers.count_score(session, ScoreSet(enrolment_id=seats[0].id, unit_id=LOOK, at=NOW))
    assert stands(session, seats[0]) == (80, True, 0)

    set_score(session, Setting(seats[0].id, LOOK, None, "Not hers"), Hand(cast.som.id, LATER))
    handlers.count_score(session, ScoreSet(enrolment_id=seats[0].id, unit_id=LOOK, at=LATER))
    assert stands(session, seats[0]) is None


def test_many_seats_take_as_many_statements_as_two(
    session: Session, seats: tuple[Seat, Seat], cast: Cast, *, count_queries: CountQueries
) -> None:
    attempt(session, seats[0], HALF)
    attempt(session, seats[1], HALF)
    fact = corrected(session, cast)
    service.count_scores(session, fact)
    one = [Setting(seats[0].id, LOOK, Fraction(20), "x")]
    set_scores(session, COURSE, one, hand=Hand(cast.som.id, MUCH_LATER))
    session.flush()
    with count_queries() as few:
        service.count_scores(session, replace_at(fact))
    with count_queries() as many:
        service.count_scores(session, fact)

    assert len(few) == len(many)


def replace_at(fact: QuizRescored) -> QuizRescored:
    return QuizRescored(course_id=fact.course_id, unit_id=fact.unit_id, at=MUCH_LATER)


@pytest.mark.parametrize("answers", [[HALF], [RIGHT], [{}], [HALF, {}], [{}, HALF, RIGHT]])
def test_counting_together_is_counting_each(
    session: Session, seats: tuple[Seat, Seat], cast: Cast, *, answers: list[Mapping[str, Any]]
) -> None:
    for minute, each in enumerate(answers):
        attempt(session, seats[0], each, now=NOW + timedelta(minutes=minute))
    service.count_scores(session, corrected(session, cast))
    together = stands(session, seats[0]), row_of(session, seats[0])
    service.count_score(session, ScoreSet(enrolment_id=seats[0].id, unit_id=LOOK, at=LATER))

    assert together == (stands(session, seats[0]), row_of(session, seats[0]))


def row_of(session: Session, seat: Seat) -> tuple[Any, ...]:
    row = session.get(Progress, seat.id)
    assert row
    return row.units_done, row.units_total, row.score_percent, row.last_unit_id
