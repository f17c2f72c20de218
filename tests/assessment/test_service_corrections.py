"""Correcting a question after it was answered."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import timedelta
from fractions import Fraction
from uuid import UUID

import pytest
from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from academy.assessment import queries, service
from academy.assessment.models import Response, Score
from academy.assessment.rules.corrections import CorrectionKind
from academy.assessment.service import Begin
from academy.catalogue import queries as catalogue
from academy.content.model import Option
from academy.content.questions.single_choice import SingleChoice
from academy.db.outbox import OutboxFact
from academy.enrolment.queries import Seat
from tests import builders
from tests.assessment.regraded import (
    COURSE,
    HALF,
    LATER,
    LOOK,
    RIGHT,
    attempt,
    correct,
    proposal,
)
from tests.cast import NOW, Cast

MUCH_LATER = LATER + timedelta(hours=1)
KEY, VOID, FULL, PUBLISHED = (
    CorrectionKind.KEY,
    CorrectionKind.VOID,
    CorrectionKind.FULL,
    CorrectionKind.PUBLISHED,
)
CountQueries = Callable[[], AbstractContextManager[list[str]]]


@pytest.fixture
def seats(session: Session, cast: Cast) -> tuple[Seat, Seat]:
    """Noi's and Dao's seats in the published course."""
    builders.publish(session)
    return builders.enrol(session, cast.noi), builders.enrol(session, cast.dao)


def clear_is_right(session: Session) -> SingleChoice:
    """The question as it should have been: clear water is the right answer."""
    question = service.questions_asked(session, COURSE, LOOK)["clearest"]
    assert isinstance(question, SingleChoice)
    options = tuple(
        Option(one.id, one.text, one.id == "clear", one.feedback) for one in question.options
    )
    return replace(question, options=options)


def percents(session: Session, key: UUID) -> list[int]:
    return [one.percent for one in queries.scores_kept(session, [key]).get(key, [])]


def test_another_key_changes_scores_and_keeps_those_before(
    session: Session, seats: tuple[Seat, Seat], cast: Cast
) -> None:
    noi, dao = attempt(session, seats[0], HALF), attempt(session, seats[1], RIGHT)

    done = correct(session, proposal(KEY, question=clear_is_right(session)), cast.som)

    assert (noi.percent, dao.percent) == (50, 100)
    assert percents(session, noi.id) == [50, 75]
    assert percents(session, dao.id) == [100, 75]
    assert queries.get_sitting(session, noi.id).passed is True
    assert done.attempts == 2
    assert sorted(one.change.gains_pass for one in done.regraded) == [False, True]
    marks = select(Response.marks).where(
        Response.attempt_id == noi.id, Response.question_id == "clearest"
    )
    assert session.scalar(marks) == "1"


def test_a_void_question_counts_for_nobody(
    session: Session, seats: tuple[Seat, Seat], cast: Cast
) -> None:
    noi = attempt(session, seats[0], HALF)

    correct(session, proposal(VOID), cast.som)

    now = queries.get_sitting(session, noi.id)
    assert (now.marks, now.available, now.percent) == (2, 3, 67)


def test_full_marks_are_for_everybody_who_was_asked(
    session: Session, seats: tuple[Seat, Seat], cast: Cast
) -> None:
    blank = attempt(session, seats[0], {})

    correct(session, proposal(FULL, "signs"), cast.som)

    assert queries.get_sitting(session, blank.id).marks == 2


def test_what_is_shown_before_is_what_is_done(
    session: Session, seats: tuple[Seat, Seat], cast: Cast
) -> None:
    for seat, answers in zip(seats, (HALF, RIGHT), strict=True):
        attempt(session, seat, answers)
    wanted = proposal(VOID, "see-germs")

    shown = service.plan(session, wanted)
    done = correct(session, wanted, cast.som)

    assert shown == done


def test_showing_writes_nothing(
    session: Session, seats: tuple[Seat, Seat], count_queries: CountQueries
) -> None:
    attempt(session, seats[0], HALF)
    with count_queries() as sent:
        service.plan(session, proposal(VOID))

    assert [one for one in sent if not one.lstrip().startswith("SELECT")] == []


def test_attempts_are_read_together(
    session: Session, seats: tuple[Seat, Seat], count_queries: CountQueries
) -> None:
    attempt(session, seats[0], HALF)
    service.plan(session, proposal(VOID))
    with count_queries() as few:
        service.plan(session, proposal(VOID))
    for number in range(1, 4):
        attempt(session, seats[1], RIGHT, now=NOW + timedelta(minutes=number))
    with count_queries() as many:
        service.plan(session, proposal(VOID))

    assert len(few) == len(many)


def test_correcting_twice_in_the_same_way_changes_nothing_more(
    session: Session, seats: tuple[Seat, Seat], cast: Cast
) -> None:
    noi = attempt(session, seats[0], HALF)
    wanted = proposal(VOID)
    correct(session, wanted, cast.som)

    again = correct(session, wanted, cast.som, now=MUCH_LATER)

    assert again.regraded == ()
    assert percents(session, noi.id) == [50, 67]


def test_undoing_is_another_correction(
    session: Session, seats: tuple[Seat, Seat], cast: Cast
) -> None:
    noi = attempt(session, seats[0], HALF)
    correct(session, proposal(VOID), cast.som)

    correct(session, proposal(PUBLISHED, reason="It was right."), cast.som, now=MUCH_LATER)

    assert percents(session, noi.id) == [50, 67, 50]
    made = queries.corrections_made(session, COURSE, LOOK)
    assert [(one.what.kind, one.changed, one.made_by) for one in made] == [
        (PUBLISHED, 1, cast.som.id),
        (VOID, 1, cast.som.id),
    ]


def test_a_correction_holds_for_attempts_that_come_later(
    session: Session, seats: tuple[Seat, Seat], cast: Cast
) -> None:
    correct(session, proposal(FULL), cast.som)

    assert attempt(session, seats[0], HALF, now=MUCH_LATER).percent == 75


def test_an_attempt_submitted_after_the_look_is_included(
    session: Session, seats: tuple[Seat, Seat], cast: Cast
) -> None:
    attempt(session, seats[0], HALF)
    shown = service.plan(session, proposal(VOID))
    late = attempt(session, seats[1], RIGHT, now=NOW + timedelta(minutes=5))

    done = correct(session, proposal(VOID), cast.som)

    assert (shown.attempts, done.attempts) == (1, 2)
    assert queries.get_sitting(session, late.id).available == 3


def test_an_open_attempt_is_left_alone_and_marked_correctly_in_the_end(
    session: Session, seats: tuple[Seat, Seat], cast: Cast
) -> None:
    open_one = service.start(session, seat=seats[0], begin=Begin(LOOK, NOW))
    session.commit()

    done = correct(session, proposal(VOID), cast.som)
    service.submit(session, attempt_id=open_one, now=MUCH_LATER)

    assert done.attempts == 0
    assert queries.get_sitting(session, open_one).available == 3


def test_a_plan_tells_after_which_correction_it_was_made(
    session: Session, seats: tuple[Seat, Seat], cast: Cast
) -> None:
    attempt(session, seats[0], HALF)
    assert service.plan(session, proposal(VOID)).last is None

    correct(session, proposal(FULL), cast.mali)

    last = queries.newest_correction(session, COURSE, LOOK)
    assert service.plan(session, proposal(VOID)).last == last


def test_a_plan_tells_when_no_question_would_be_left(
    session: Session, seats: tuple[Seat, Seat], cast: Cast
) -> None:
    attempt(session, seats[0], HALF)
    correct(session, proposal(VOID), cast.som)
    correct(session, proposal(VOID, "signs"), cast.som, now=MUCH_LATER)

    assert service.plan(session, proposal(VOID, "see-germs")).leaves_nothing
    assert not service.plan(session, proposal(FULL, "see-germs")).leaves_nothing


def test_an_attempt_from_before_scores_were_kept_keeps_the_one_it_had(
    session: Session, seats: tuple[Seat, Seat], cast: Cast
) -> None:
    noi = attempt(session, seats[0], HALF)
    session.execute(delete(Score))

    correct(session, proposal(VOID), cast.som)

    kept = queries.scores_kept(session, [noi.id])[noi.id]
    assert [(one.percent, one.cause) for one in kept] == [(50, "submitted"), (67, "regraded")]
    assert kept[0].scored_at == NOW


def test_a_key_does_not_touch_a_question_of_another_shape(
    session: Session, seats: tuple[Seat, Seat], cast: Cast
) -> None:
    noi = attempt(session, seats[0], HALF)
    files = builders.with_text(
        builders.package_files(),
        "quizzes/look-check.yaml",
        "{id: cold, text: Cold water}",
        new="{id: hot, text: Hot water}",
    )
    builders.publish(session, files)

    done = correct(session, proposal(KEY, question=clear_is_right(session)), cast.som)

    assert (done.attempts, done.unfit, done.regraded) == (1, 1, ())
    assert percents(session, noi.id) == [50]


def test_a_question_that_is_asked_no_more_can_be_corrected(
    session: Session, seats: tuple[Seat, Seat], cast: Cast
) -> None:
    noi = attempt(session, seats[0], HALF)
    text = builders.package_files()["quizzes/look-check.yaml"].decode()
    shorter = text[: text.index("  - id: see-germs")]
    builders.publish(
        session, {**builders.package_files(), "quizzes/look-check.yaml": shorter.encode()}
    )

    correct(session, proposal(FULL, "see-germs"), cast.som)

    assert queries.get_sitting(session, noi.id).percent == 75


def test_floors_above_are_told_once(session: Session, seats: tuple[Seat, Seat], cast: Cast) -> None:
    attempt(session, seats[0], HALF)
    attempt(session, seats[1], HALF)
    correct(session, proposal(VOID), cast.som)

    facts = session.query(OutboxFact).filter_by(topic="quiz-rescored").all()
    assert [one.payload["unit_id"] for one in facts] == [LOOK]
    changed = queries.seats_changed_at(session, COURSE, LOOK, at=LATER)
    assert set(changed) == {seat.id for seat in seats}


def test_a_learner_sees_what_was_corrected_and_why(
    session: Session, seats: tuple[Seat, Seat], cast: Cast
) -> None:
    noi, dao = attempt(session, seats[0], HALF), attempt(session, seats[1], {})
    correct(session, proposal(VOID, reason="Two answers were right."), cast.som)

    (seen,) = queries.corrections_seen(session, noi.id)
    assert (seen.question_id, seen.reason, seen.at) == (
        "clearest",
        "Two answers were right.",
        LATER,
    )
    assert (seen.before, seen.after) == (50, 67)
    assert queries.corrections_seen(session, dao.id) == ()


def test_a_verdict_is_the_same_for_one_attempt_and_for_many(
    session: Session, seats: tuple[Seat, Seat]
) -> None:
    sittings = [attempt(session, seats[0], HALF), attempt(session, seats[1], RIGHT)]
    together = [one.grade for one in service.verdicts_on(session, sittings, ())]

    assert together == [service.verdict_on(session, one, ()) for one in sittings]
    assert [one.total for one in together] == [Fraction(2), Fraction(4)]


def test_the_newest_wording_of_a_question_is_the_one_to_correct(
    session: Session, seats: tuple[Seat, Seat]
) -> None:
    attempt(session, seats[0], HALF)
    files = builders.with_text(
        builders.package_files(), "quizzes/look-check.yaml", "Which water is safe?", new="Which?"
    )
    newest = builders.publish(session, files)

    assert service.questions_asked(session, COURSE, LOOK)["clearest"].text == "Which?"
    assert catalogue.newest_revision(session, COURSE) == newest.ref
