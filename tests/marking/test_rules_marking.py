"""Who may mark what, when two agree, and what counts."""

from datetime import timedelta
from fractions import Fraction
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from academy.marking.rules.marking import (
    APPEAL,
    CLAIM,
    TOLERANCE,
    Mark,
    MarkingRefused,
    Progress,
    Stage,
    agreed,
    counting,
    deciding,
    is_held_by_other,
    may_appeal,
    may_mark,
    may_reopen,
    may_settle,
    next_stage,
    number_of,
    points_by_criterion,
    progress,
    sees_marks,
)
from tests.cast import NOW

ONE, TWO, LEARNER = uuid4(), uuid4(), uuid4()
marks_given = st.fractions(0, 10, max_denominator=20)


def mark(
    marks: Fraction | int,
    stage: Stage = Stage.FIRST,
    *,
    by: UUID = ONE,
    minute: int = 0,
    **levels: str,
) -> Mark:
    return Mark(stage, by, levels, Fraction(marks), "", NOW + timedelta(minutes=minute))


def reopened(minute: int) -> Mark:
    return mark(0, Stage.REOPENED, minute=minute)


def test_one_marker_decides_where_one_is_enough() -> None:
    assert agreed([mark(3)], markers=1, available=Fraction(4)) == 3
    assert agreed([], markers=1, available=Fraction(4)) is None


def test_one_marker_of_two_decides_nothing() -> None:
    assert agreed([mark(3)], markers=2, available=Fraction(4)) is None


@given(marks_given, marks_given)
def test_two_markers_agree_within_a_tenth_of_the_marks_and_the_mean_counts(
    first: Fraction, second: Fraction
) -> None:
    both = [mark(first), mark(second, Stage.SECOND, by=TWO)]
    found = agreed(both, markers=2, available=Fraction(10))
    if abs(first - second) <= TOLERANCE * 10:
        assert found == (first + second) / 2
        assert min(first, second) <= found <= max(first, second)
    else:
        assert found is None


@pytest.mark.parametrize("stage", [Stage.SETTLED, Stage.PEERS, Stage.APPEAL])
def test_a_decision_counts_whatever_was_given_before(stage: Stage) -> None:
    marks = [mark(0), mark(4, Stage.SECOND, by=TWO), mark(1, stage)]
    assert agreed(marks, markers=2, available=Fraction(4)) == 1
    assert deciding(marks) == (marks[-1],)


def test_what_came_before_an_answer_was_opened_again_counts_no_more() -> None:
    marks = [mark(1), reopened(1), mark(2, minute=2)]
    assert counting(marks) == (marks[-1],)
    assert agreed(marks, markers=1, available=Fraction(4)) == 2
    assert agreed(marks[:2], markers=1, available=Fraction(4)) is None
    assert next_stage(marks[:2]) is Stage.FIRST
    assert next_stage(marks) is Stage.SECOND


@pytest.mark.parametrize(
    ("marks", "is_given", "is_released", "expected"),
    [
        ([], False, False, Progress.WAITING),
        ([mark(1)], False, False, Progress.ONCE),
        ([mark(1), mark(4, Stage.SECOND)], False, False, Progress.UNSETTLED),
        ([mark(1)], True, False, Progress.DONE),
        ([mark(1)], True, True, Progress.RELEASED),
        ([mark(1), reopened(1)], False, False, Progress.WAITING),
    ],
)
def test_how_far_an_answer_has_come(
    marks: list[Mark], *, is_given: bool, is_released: bool, expected: Progress
) -> None:
    assert progress(marks, is_given=is_given, is_released=is_released) is expected


def test_nobody_marks_their_own_answer() -> None:
    own = MarkingRefused.OWN_ANSWER
    assert may_mark(LEARNER, LEARNER, [], now=Progress.WAITING) is own
    assert may_settle(LEARNER, LEARNER, now=Progress.UNSETTLED) is own
    assert may_reopen(LEARNER, LEARNER, now=Progress.DONE) is own


def test_nobody_is_the_second_marker_of_what_they_marked_first() -> None:
    assert may_mark(ONE, LEARNER, [mark(1)], now=Progress.ONCE) is MarkingRefused.MARKED_BY_YOU
    assert may_mark(TWO, LEARNER, [mark(1)], now=Progress.ONCE) is None


def test_whoever_marked_before_it_was_opened_again_may_mark_once_more() -> None:
    assert may_mark(ONE, LEARNER, [mark(1), reopened(1)], now=Progress.WAITING) is None


@pytest.mark.parametrize("now", [Progress.UNSETTLED, Progress.DONE, Progress.RELEASED])
def test_what_has_its_marks_is_marked_by_nobody(now: Progress) -> None:
    assert may_mark(TWO, LEARNER, [], now=now) is MarkingRefused.MARKED_MEANWHILE


def test_only_what_two_disagree_on_is_settled_and_only_what_is_marked_opened_again() -> None:
    assert may_settle(ONE, LEARNER, now=Progress.UNSETTLED) is None
    assert may_settle(ONE, LEARNER, now=Progress.DONE) is MarkingRefused.NOTHING_TO_SETTLE
    assert may_reopen(ONE, LEARNER, now=Progress.WAITING) is MarkingRefused.NOT_MARKED_YET
    assert may_reopen(ONE, LEARNER, now=Progress.RELEASED) is None


def test_an_answer_is_kept_for_half_an_hour_for_whoever_took_it() -> None:
    held = {"marker_id": TWO, "now": NOW}
    assert is_held_by_other(ONE, NOW - CLAIM + timedelta(seconds=1), **held)
    assert not is_held_by_other(ONE, NOW - CLAIM, **held)
    assert not is_held_by_other(TWO, NOW, **held)
    assert not is_held_by_other(None, None, **held)


def test_nobody_sees_marks_while_a_second_look_is_to_come() -> None:
    seen = {now for now in Progress if sees_marks(now, is_teacher=True)}
    assert seen == {Progress.UNSETTLED, Progress.DONE, Progress.RELEASED}
    assert not any(sees_marks(now, is_teacher=False) for now in Progress)


def test_an_appeal_comes_once_and_in_time() -> None:
    late = NOW + APPEAL + timedelta(seconds=1)
    assert may_appeal(NOW, is_appealed=False, now=NOW + APPEAL) is None
    assert may_appeal(NOW, is_appealed=False, now=late) is MarkingRefused.TOO_LATE_TO_APPEAL
    assert may_appeal(NOW, is_appealed=True, now=NOW) is MarkingRefused.APPEALED_BEFORE
    assert may_appeal(None, is_appealed=False, now=NOW) is MarkingRefused.NOT_RELEASED


@given(st.uuids())
def test_an_answer_has_a_number_of_six_digits_and_always_the_same(attempt: UUID) -> None:
    assert len(number_of(attempt)) == 6
    assert number_of(attempt).isdigit()
    assert number_of(attempt) == number_of(UUID(str(attempt)))


def test_points_by_criterion_are_the_mean_of_those_who_decided() -> None:
    worth = {"ideas": {"few": 0, "many": 3}, "words": {"clear": 1}, "order": {"good": 2}}
    marks = [mark(1, ideas="few", words="clear"), mark(2, ideas="many", words="gone")]
    assert points_by_criterion(marks, worth) == {"ideas": Fraction(3, 2), "words": 1}
