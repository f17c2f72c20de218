"""Taking answers, marking them, deciding, having them marked again: on both stores."""

from collections.abc import Mapping
from datetime import timedelta
from fractions import Fraction
from uuid import UUID

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from academy.assessment import queries as assessment
from academy.assessment.models import Score
from academy.db.audit import AuditEvent
from academy.kernel.refusal import Refusal
from academy.marking.queries.answers import Sought, complete, counts, listed
from academy.marking.queries.looks import look_at
from academy.marking.queries.marks import find_claim, marks_for
from academy.marking.rules.marking import CLAIM, MarkingRefused, Progress
from academy.marking.service.by_people import (
    Judgement,
    Marker,
    mark,
    pass_over,
    reopen,
    settle,
    take,
    take_next,
)
from tests.builders import publish
from tests.cast import NOW, Cast
from tests.marking.essays import (
    BEST,
    COURSE,
    ESSAY,
    FAIR,
    NOTE,
    TEXT,
    UNIT,
    answer,
    by,
    essays,
    hand_in,
    people,
    sheet,
    work_in_quiz,
)
from tests.marking.releasing import release


def sought(session: Session, question: str = ESSAY, progress: Progress | None = None) -> Sought:
    return Sought(COURSE, work_in_quiz(session), question, progress)


def give(
    session: Session, attempt: UUID, marks: Fraction | int, *, marker: Marker, question: str = ESSAY
) -> Progress:
    return mark(session, answer(session, attempt, question), Judgement(Fraction(marks)), by=marker)


def state(session: Session, attempt: UUID, question: str = ESSAY) -> Progress:
    return look_at(session, sheet(session, attempt, question)).progress


def in_list(session: Session, question: str = ESSAY) -> Mapping[UUID, Progress]:
    rows, _ = listed(session, sought(session, question))
    return {row.attempt_id: row.progress for row in rows}


def test_only_submitted_answers_that_people_mark_wait(session: Session, cast: Cast) -> None:
    publish(session, essays())
    attempt = hand_in(session, cast.noi, {ESSAY: TEXT, "see-germs": False})
    blank = hand_in(session, cast.dao, {"see-germs": True})
    assert in_list(session) == {attempt: Progress.WAITING}
    assert counts(session, COURSE, [work_in_quiz(session)]) == {
        (UNIT, ESSAY): {Progress.WAITING: 1}
    }
    assert assessment.get_sitting(session, attempt).is_awaited
    assert not assessment.get_sitting(session, blank).is_awaited


def test_an_answer_that_was_taken_back_does_not_wait(session: Session, cast: Cast) -> None:
    publish(session, essays())
    hand_in(session, cast.noi, {ESSAY: None})  # type: ignore[dict-item]
    assert in_list(session) == {}


def test_the_oldest_comes_first_and_nobody_gets_what_another_took(
    session: Session, cast: Cast
) -> None:
    publish(session, essays())
    late = hand_in(session, cast.dao, now=NOW + timedelta(minutes=5))
    early = hand_in(session, cast.noi)
    assert take_next(session, sought(session), by=by(cast.som, 10)) == early
    assert take_next(session, sought(session), by=by(cast.mali, 11)) == late
    with pytest.raises(Refusal) as refused:
        take(session, answer(session, early), by=by(cast.mali, 12))
    assert refused.value.reason is MarkingRefused.WITH_SOMEBODY_ELSE


def test_whoever_took_an_answer_gets_it_again_until_it_is_marked_or_left(
    session: Session, cast: Cast
) -> None:
    publish(session, essays())
    hand_in(session, cast.dao)
    second = hand_in(session, cast.noi, now=NOW + timedelta(minutes=5))
    take(session, answer(session, second), by=by(cast.som, 6))
    assert take_next(session, sought(session), by=by(cast.som, 7)) == second
    pass_over(session, answer(session, second), by=by(cast.mali, 8))
    assert find_claim(session, second, ESSAY) is not None
    pass_over(session, answer(session, second), by=by(cast.som, 8))
    assert find_claim(session, second, ESSAY) is None


def test_after_half_an_hour_somebody_else_gets_the_answer(session: Session, cast: Cast) -> None:
    publish(session, essays())
    attempt = hand_in(session, cast.noi)
    take_next(session, sought(session), by=by(cast.som))
    later = Marker(cast.mali.id, NOW + timedelta(minutes=1) + CLAIM)
    assert take_next(session, sought(session), by=later) == attempt


def test_nobody_is_given_their_own_answer(session: Session, cast: Cast) -> None:
    publish(session, essays())
    attempt = hand_in(session, cast.som)
    with pytest.raises(Refusal) as none_left:
        take_next(session, sought(session), by=by(cast.som))
    assert none_left.value.reason is MarkingRefused.NOTHING_LEFT
    with pytest.raises(Refusal) as own:
        give(session, attempt, 4, marker=by(cast.som))
    assert own.value.reason is MarkingRefused.OWN_ANSWER


def test_one_marker_is_enough_where_the_quiz_says_so(session: Session, cast: Cast) -> None:
    publish(session, essays())
    attempt = hand_in(session, cast.noi)
    assert give(session, attempt, Fraction(5, 2), marker=by(cast.som)) is Progress.DONE
    assert assessment.given_marks(session, attempt) == {ESSAY: Fraction(5, 2)}
    with pytest.raises(Refusal) as refused:
        give(session, attempt, 1, marker=by(cast.mali, 2))
    assert refused.value.reason is MarkingRefused.MARKED_MEANWHILE


def test_the_second_marker_is_somebody_else(session: Session, cast: Cast) -> None:
    publish(session, essays(markers=2))
    attempt = hand_in(session, cast.noi)
    assert give(session, attempt, 3, marker=by(cast.som)) is Progress.ONCE
    with pytest.raises(Refusal) as none_left:
        take_next(session, sought(session), by=by(cast.som, 2))
    assert none_left.value.reason is MarkingRefused.NOTHING_LEFT
    with pytest.raises(Refusal) as twice:
        give(session, attempt, 3, marker=by(cast.som, 3))
    assert twice.value.reason is MarkingRefused.MARKED_BY_YOU
    assert take_next(session, sought(session), by=by(cast.mali, 4)) == attempt


def test_two_who_are_near_make_the_mean(session: Session, cast: Cast) -> None:
    publish(session, essays(markers=2))
    attempt = hand_in(session, cast.noi)
    give(session, attempt, 3, marker=by(cast.som))
    assert give(session, attempt, Fraction(17, 5), marker=by(cast.mali, 2)) is Progress.DONE
    assert assessment.given_marks(session, attempt) == {ESSAY: Fraction(16, 5)}


def test_two_who_are_far_apart_are_settled_by_a_third(session: Session, cast: Cast) -> None:
    publish(session, essays(markers=2))
    attempt = hand_in(session, cast.noi)
    give(session, attempt, 1, marker=by(cast.som))
    assert give(session, attempt, 4, marker=by(cast.mali, 2)) is Progress.UNSETTLED
    assert assessment.given_marks(session, attempt) == {}
    settle(session, answer(session, attempt), Judgement(Fraction(2), FAIR), by=by(cast.dao, 3))
    assert assessment.given_marks(session, attempt) == {ESSAY: 2}
    with pytest.raises(Refusal) as refused:
        settle(session, answer(session, attempt), Judgement(Fraction(3)), by=by(cast.dao, 4))
    assert refused.value.reason is MarkingRefused.NOTHING_TO_SETTLE


def test_how_far_is_the_same_in_lists_and_at_the_answer(session: Session, cast: Cast) -> None:
    publish(session, essays(markers=2))
    once, unsettled, done, again, waiting = [
        hand_in(session, learner) for learner in people(session, 5)
    ]
    for attempt in (once, unsettled, done, again):
        give(session, attempt, 1, marker=by(cast.som))
    give(session, unsettled, 4, marker=by(cast.mali, 2))
    give(session, done, 1, marker=by(cast.mali, 2))
    give(session, again, 1, marker=by(cast.mali, 2))
    reopen(session, answer(session, again), "Look again.", by=by(cast.som, 3))
    expected = {
        once: Progress.ONCE,
        unsettled: Progress.UNSETTLED,
        done: Progress.DONE,
        again: Progress.WAITING,
        waiting: Progress.WAITING,
    }
    assert in_list(session) == expected
    assert {attempt: state(session, attempt) for attempt in expected} == expected
    rows, has_more = listed(session, sought(session, progress=Progress.WAITING))
    assert {row.attempt_id for row in rows} == {again, waiting}
    assert not has_more


def test_results_are_released_to_all_whose_marks_are_complete(session: Session, cast: Cast) -> None:
    publish(session, essays())
    whole = hand_in(session, cast.noi, {ESSAY: TEXT, NOTE: "Much.", "see-germs": False})
    half = hand_in(session, cast.dao, {ESSAY: TEXT, NOTE: "Little."})
    give(session, whole, 4, marker=by(cast.som))
    give(session, half, 4, marker=by(cast.som))
    give(session, whole, 2, marker=by(cast.som, 2), question=NOTE)
    found = complete(session, COURSE, work_in_quiz(session))
    assert (found.ready, found.lacking) == (1, 1)
    assert assessment.get_sitting(session, whole).is_awaited
    assert release(session, cast.som) == 1
    sitting = assessment.get_sitting(session, whole)
    assert (sitting.marks, sitting.percent, sitting.passed) == (8, 80, True)
    assert assessment.get_sitting(session, half).is_awaited
    assert state(session, whole) is Progress.RELEASED
    assert in_list(session)[whole] is Progress.RELEASED
    assert release(session, cast.som, 61) == 0


def test_what_is_marked_again_counts_when_it_is_released_again(
    session: Session, cast: Cast
) -> None:
    publish(session, essays())
    attempt = hand_in(session, cast.noi)
    give(session, attempt, 1, marker=by(cast.som))
    release(session, cast.som)
    reopen(session, answer(session, attempt), "A page was missed.", by=by(cast.som, 70))
    assert state(session, attempt) is Progress.WAITING
    assert assessment.get_sitting(session, attempt).marks == 1
    give(session, attempt, 4, marker=by(cast.som, 71))
    assert assessment.get_sitting(session, attempt).marks == 1
    assert complete(session, COURSE, work_in_quiz(session)).ready == 1
    assert release(session, cast.som, 80) == 1
    assert assessment.get_sitting(session, attempt).marks == 4
    scores = session.scalars(
        select(Score.marks).where(Score.attempt_id == attempt).order_by(Score.sequence)
    )
    assert list(scores) == ["1", "4"]
    stages = [each.stage.value for each in marks_for(session, attempt, ESSAY)]
    assert stages == ["first", "reopened", "first"]


def test_what_is_not_marked_cannot_be_opened_again(session: Session, cast: Cast) -> None:
    publish(session, essays())
    attempt = hand_in(session, cast.noi)
    with pytest.raises(Refusal) as refused:
        reopen(session, answer(session, attempt), "Why not?", by=by(cast.som))
    assert refused.value.reason is MarkingRefused.NOT_MARKED_YET


def test_everything_done_to_marks_is_written_down(session: Session, cast: Cast) -> None:
    publish(session, essays())
    attempt = hand_in(session, cast.noi)
    mark(session, answer(session, attempt), Judgement(Fraction(4), BEST, "Good."), by=by(cast.som))
    release(session, cast.som)
    reopen(session, answer(session, attempt), "Once more.", by=by(cast.som, 70))
    done = session.execute(select(AuditEvent.action, AuditEvent.subject).order_by(AuditEvent.at))
    about = f"attempt:{attempt}"
    assert [tuple(row) for row in done if row[0].startswith(("answer.", "results."))] == [
        ("answer.marked", about),
        ("results.released", f"course:{COURSE}"),
        ("answer.reopened", about),
    ]
