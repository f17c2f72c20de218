from collections.abc import Iterator
from datetime import timedelta
from fractions import Fraction

import pytest
from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session

from academy.db.engine import open_engine
from academy.db.migrate import upgrade
from academy.db.outbox import OutboxFact
from academy.enrolment import queries as enrolment
from academy.enrolment import service as seats
from academy.enrolment.queries import Seat
from academy.enrolment.rules import Status
from academy.kernel.facts import SeatResumed
from academy.kernel.refusal import NotFound, Refusal
from academy.learning import handlers, queries, service
from academy.learning.models import QuizBest, UnitCompletion
from academy.learning.queries import Counters
from academy.learning.rules import LearningRefused
from tests.builders import enrol, publish, restructured, reworded
from tests.cast import NOW, Cast
from tests.enrolment.together import all_at_once
from tests.learning.attempts import attempt

LATER = NOW + timedelta(days=1)
LESSONS = ("look", "boil")
QUIZZES = ("look-check", "treat-check")


@pytest.fixture
def seat(session: Session, cast: Cast) -> Seat:
    """Noi's seat; Dao has done something in hers, which must never count here."""
    publish(session)
    service.mark_done(session, seat=enrol(session, cast.dao), unit_id="keep", now=NOW)
    session.commit()
    return enrol(session, cast.noi)


@pytest.fixture
def own_engine(empty_database_url: str) -> Iterator[Engine]:
    """A database in which things are really committed."""
    engine = open_engine(empty_database_url)
    upgrade(engine)
    yield engine
    engine.dispose()


def counters(session: Session, seat: Seat) -> Counters:
    found = queries.progress_of(session, seat.id)
    assert found is not None
    return found


def current(session: Session, seat: Seat) -> Seat:
    return enrolment.seat_by_id(session, seat.id)


def completed_facts(session: Session) -> int:
    statement = select(func.count()).where(OutboxFact.topic == "enrolment-completed")
    return session.scalar(statement.select_from(OutboxFact)) or 0


def pass_quizzes(session: Session, seat: Seat, percent: int = 80) -> list[bool]:
    return [
        service.count_attempt(session, attempt(session, seat, quiz, percent=percent))
        for quiz in QUIZZES
    ]


def read_lessons(session: Session, seat: Seat) -> list[bool]:
    return [service.mark_done(session, seat=seat, unit_id=unit, now=NOW) for unit in LESSONS]


def test_a_lesson_done_counts_and_begins_the_seat(session: Session, seat: Seat) -> None:
    assert not service.mark_done(session, seat=seat, unit_id="look", now=NOW)
    assert queries.done_units(session, seat.id) == {"look"}
    assert counters(session, seat) == Counters(done=1, total=4, score=None, last_unit_id="look")
    begun = current(session, seat)
    assert (begun.status, begun.started_at) == (Status.IN_PROGRESS, NOW)


def test_a_lesson_done_twice_is_done_once(session: Session, seat: Seat) -> None:
    service.mark_done(session, seat=seat, unit_id="look", now=NOW)
    service.mark_done(session, seat=seat, unit_id="boil", now=NOW)
    service.mark_done(session, seat=seat, unit_id="look", now=LATER)
    assert counters(session, seat) == Counters(done=2, total=4, score=None, last_unit_id="boil")
    assert (
        session.scalar(
            select(UnitCompletion.done_at).where(
                UnitCompletion.enrolment_id == seat.id, UnitCompletion.unit_id == "look"
            )
        )
        == NOW
    )


def test_an_optional_lesson_is_kept_but_not_counted(session: Session, seat: Seat) -> None:
    service.mark_done(session, seat=seat, unit_id="keep", now=NOW)
    assert queries.done_units(session, seat.id) == {"keep"}
    assert counters(session, seat) == Counters(done=0, total=4, score=None, last_unit_id="keep")


def test_a_quiz_is_not_marked_done(session: Session, seat: Seat) -> None:
    with pytest.raises(Refusal) as refused:
        service.mark_done(session, seat=seat, unit_id="look-check", now=NOW)
    assert refused.value.reason is LearningRefused.QUIZ_IS_PASSED_NOT_READ


def test_a_unit_that_the_edition_lacks_is_not_found(session: Session, seat: Seat) -> None:
    publish(session, restructured())
    with pytest.raises(NotFound):
        service.mark_done(session, seat=seat, unit_id="share", now=NOW)


def test_who_left_marks_nothing(session: Session, seat: Seat, cast: Cast) -> None:
    seats.withdraw(session, actor=cast.noi, course_id=seat.course_id, now=NOW)
    with pytest.raises(Refusal) as refused:
        service.mark_done(session, seat=seat, unit_id="look", now=NOW)
    assert refused.value.reason is LearningRefused.LEFT


def test_a_passed_attempt_counts(session: Session, seat: Seat) -> None:
    handlers.count_attempt(session, attempt(session, seat, "look-check", percent=75))
    assert queries.done_units(session, seat.id) == {"look-check"}
    assert counters(session, seat) == Counters(1, 4, score=75, last_unit_id="look-check")


def test_a_failed_attempt_leaves_a_score_only(session: Session, seat: Seat) -> None:
    service.count_attempt(session, attempt(session, seat, "look-check", percent=40))
    assert queries.done_units(session, seat.id) == frozenset()
    assert counters(session, seat) == Counters(done=0, total=4, score=40, last_unit_id=None)


def test_the_best_attempt_holds_in_whatever_order_they_arrive(session: Session, seat: Seat) -> None:
    facts = [attempt(session, seat, "look-check", percent=score) for score in (40, 90, 70)]
    for fact in (*reversed(facts), *facts):
        service.count_attempt(session, fact)
    best = session.scalars(select(QuizBest)).one()
    assert (best.percent, best.passed, best.attempts) == (90, True, 3)
    assert counters(session, seat).score == 90


def test_the_score_is_a_mean_rounded_down(session: Session, seat: Seat) -> None:
    for quiz, percent in zip(QUIZZES, (71, 60), strict=True):
        service.count_attempt(session, attempt(session, seat, quiz, percent=percent))
    assert counters(session, seat).score == 65


@pytest.mark.parametrize("lessons_first", [True, False])
def test_the_last_step_completes_the_course_and_says_so_once(
    session: Session, seat: Seat, *, lessons_first: bool
) -> None:
    steps = [read_lessons, pass_quizzes]
    answers = [
        answer
        for step in (steps if lessons_first else reversed(steps))
        for answer in step(session, seat)
    ]
    assert answers == [False, False, False, True]
    done = current(session, seat)
    assert (done.status, done.completed_at) == (Status.COMPLETED, NOW)
    assert completed_facts(session) == 1


def test_a_mean_below_the_minimum_holds_completion_back_until_it_is_raised(
    session: Session, cast: Cast
) -> None:
    publish(session, completion={"minimum_score": 75})
    seat = enrol(session, cast.noi)
    read_lessons(session, seat)
    assert pass_quizzes(session, seat, percent=60) == [False, False]
    assert current(session, seat).status is Status.IN_PROGRESS
    better = [attempt(session, seat, quiz, percent=90) for quiz in QUIZZES]
    assert [service.count_attempt(session, fact) for fact in better] == [True, False]


def test_a_minimum_is_not_reached_by_rounding(session: Session, cast: Cast) -> None:
    publish(session, completion={"minimum_score": 75})
    seat = enrol(session, cast.noi)
    read_lessons(session, seat)
    short = [attempt(session, seat, quiz, percent=Fraction(224, 3)) for quiz in QUIZZES]
    assert {fact.percent for fact in short} == {75}
    assert [service.count_attempt(session, fact) for fact in short] == [False, False]
    assert counters(session, seat).score == 74


def test_completed_stays_completed_and_counts_on(session: Session, seat: Seat) -> None:
    read_lessons(session, seat)
    pass_quizzes(session, seat)
    assert not service.mark_done(session, seat=seat, unit_id="keep", now=LATER)
    fact = attempt(session, seat, "look-check", percent=100, now=LATER)
    assert not service.count_attempt(session, fact)
    after = current(session, seat)
    assert (after.status, after.completed_at) == (Status.COMPLETED, NOW)
    assert counters(session, seat).score == 90
    assert completed_facts(session) == 1


def test_a_late_attempt_counts_for_who_left_but_completes_nothing(
    session: Session, seat: Seat, cast: Cast
) -> None:
    read_lessons(session, seat)
    facts = [attempt(session, seat, quiz, percent=80) for quiz in QUIZZES]
    seats.withdraw(session, actor=cast.noi, course_id=seat.course_id, now=NOW)
    assert [service.count_attempt(session, fact) for fact in facts] == [False, False]
    assert current(session, seat).is_withdrawn
    assert counters(session, seat).done == 4


def test_who_comes_back_after_the_last_attempt_was_counted_has_completed_the_course(
    session: Session, seat: Seat, cast: Cast
) -> None:
    read_lessons(session, seat)
    facts = [attempt(session, seat, quiz, percent=80) for quiz in QUIZZES]
    seats.withdraw(session, actor=cast.noi, course_id=seat.course_id, now=NOW)
    for fact in facts:
        service.count_attempt(session, fact)
    back = seats.enrol(session, actor=cast.noi, course_id=seat.course_id, language="en", now=LATER)
    assert back.status is Status.IN_PROGRESS
    for _twice in range(2):
        handlers.count_again(session, SeatResumed(enrolment_id=seat.id, at=LATER))
    assert current(session, seat).status is Status.COMPLETED
    assert completed_facts(session) == 1


def test_progress_does_not_fall_when_the_course_grows(session: Session, seat: Seat) -> None:
    service.mark_done(session, seat=seat, unit_id="look", now=NOW)
    before = counters(session, seat)
    publish(session, reworded())
    publish(session, restructured())
    service.mark_done(session, seat=seat, unit_id="look", now=LATER)
    assert counters(session, seat) == before


def test_moving_keeps_what_is_still_there_and_touches_nobody_else(
    session: Session, seat: Seat, cast: Cast
) -> None:
    read_lessons(session, seat)
    other = queries.progress_of(session, enrol_of(session, cast).id)
    newest = publish(session, restructured()).ref
    assert not service.move_edition(session, seat=seat, now=LATER)
    assert current(session, seat).edition_id == newest.edition_id
    assert queries.done_units(session, seat.id) == {"look", "boil"}
    assert counters(session, seat) == Counters(2, 5, score=None, last_unit_id="boil")
    assert queries.progress_of(session, enrol_of(session, cast).id) == other
    service.mark_done(session, seat=current(session, seat), unit_id="share", now=LATER)
    assert counters(session, seat).done == 3


def enrol_of(session: Session, cast: Cast) -> Seat:
    seat = enrolment.find_seat(session, cast.dao.id, "clean-water")
    assert seat is not None
    return seat


def test_what_the_new_edition_lacks_no_longer_counts(session: Session, cast: Cast) -> None:
    publish(session, restructured())
    seat = enrol(session, cast.noi)
    service.mark_done(session, seat=seat, unit_id="share", now=NOW)
    publish(session)
    service.move_edition(session, seat=seat, now=LATER)
    assert counters(session, seat) == Counters(0, 4, score=None, last_unit_id="share")


def test_moving_to_an_edition_that_asks_for_less_completes_the_course(
    session: Session, cast: Cast
) -> None:
    publish(session, restructured())
    seat = enrol(session, cast.noi)
    read_lessons(session, seat)
    pass_quizzes(session, seat)
    publish(session)
    assert service.move_edition(session, seat=seat, now=LATER)
    assert current(session, seat).completed_at == LATER
    assert completed_facts(session) == 1


def test_there_is_nowhere_to_move_on_the_newest_edition(session: Session, seat: Seat) -> None:
    publish(session, reworded())
    with pytest.raises(Refusal) as refused:
        service.move_edition(session, seat=seat, now=LATER)
    assert refused.value.reason is LearningRefused.NOTHING_NEWER


def test_a_completed_course_is_not_moved(session: Session, seat: Seat) -> None:
    seats.complete(session, enrolment_id=seat.id, now=NOW)
    publish(session, restructured())
    with pytest.raises(Refusal) as refused:
        service.move_edition(session, seat=current(session, seat), now=LATER)
    assert refused.value.reason is LearningRefused.COMPLETED


def test_a_move_is_refused_to_a_page_that_was_open_while_it_happened(
    session: Session, seat: Seat
) -> None:
    publish(session, restructured())
    service.move_edition(session, seat=seat, now=NOW)
    with pytest.raises(Refusal) as refused:
        service.move_edition(session, seat=seat, now=LATER)
    assert refused.value.reason is LearningRefused.NOTHING_NEWER


def test_the_last_two_steps_at_once_complete_the_course_once(own_engine: Engine) -> None:
    with Session(own_engine, expire_on_commit=False) as session:
        publish(session)
        seat = enrol(session, Cast(session).noi)
        service.mark_done(session, seat=seat, unit_id="look", now=NOW)
        facts = [attempt(session, seat, quiz, percent=80) for quiz in QUIZZES]
        service.count_attempt(session, facts[0])
        session.commit()

    def read(session: Session) -> bool:
        return service.mark_done(session, seat=seat, unit_id="boil", now=NOW)

    def submit(session: Session) -> bool:
        return service.count_attempt(session, facts[1])

    answers = all_at_once(own_engine, [read, submit, read, submit])
    assert sorted(map(bool, answers)) == [False, False, False, True]
    with Session(own_engine) as session:
        assert completed_facts(session) == 1
        assert counters(session, seat).done == 4
