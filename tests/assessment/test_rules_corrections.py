"""Correcting a question: what it is marked by then, and what becomes of scores."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from academy.assessment.rules.corrections import (
    Corrected,
    CorrectionKind,
    corrected,
    fits,
    full_marks,
)
from academy.assessment.rules.grading import Grade, grade
from academy.assessment.rules.items.kind import Answer
from academy.assessment.rules.regrading import Change, Result, change, totals
from academy.content.model import Option, Question, Quiz
from tests.assessment.questions import HABITS, LOCK, ORDER, PAIRS, QUIZ, SECRET, WORD

KEY, VOID, FULL, PUBLISHED = (
    CorrectionKind.KEY,
    CorrectionKind.VOID,
    CorrectionKind.FULL,
    CorrectionKind.PUBLISHED,
)
OTHER_LOCK = replace(
    LOCK, options=tuple(replace(one, correct=one.id == "c") for one in LOCK.options)
)
ANSWERS: Mapping[str, st.SearchStrategy[Answer]] = {
    LOCK.id: st.sampled_from(["a", "b", "c"]),
    HABITS.id: st.lists(st.sampled_from(["lock", "update", "share", "reuse"]), unique=True),
    SECRET.id: st.booleans(),
    WORD.id: st.sampled_from(["phishing", "fishing"]),
}
answered = st.fixed_dictionaries({}, optional=dict(ANSWERS))
corrections = st.sampled_from(
    [
        Corrected(LOCK.id, KEY, OTHER_LOCK),
        *(Corrected(one, kind) for one in (LOCK.id, HABITS.id) for kind in (VOID, FULL, PUBLISHED)),
    ]
)


def marked(answers: Mapping[str, Answer], made: Sequence[Corrected], quiz: Quiz = QUIZ) -> Grade:
    fixed = corrected(quiz, made)
    return grade(fixed, answers, given=full_marks(fixed, made))


def result(marks: int, available: int = 4, *, passed: bool = False) -> Result:
    return Result(Fraction(marks), Fraction(available), 100 * marks // available, passed)


def test_another_key_marks_by_what_it_says() -> None:
    made = [Corrected(LOCK.id, KEY, OTHER_LOCK)]

    assert marked({LOCK.id: "c"}, made).total == 1
    assert marked({LOCK.id: "b"}, made).total == 0


def test_a_void_question_is_in_no_sum() -> None:
    assert marked({}, [Corrected(LOCK.id, VOID)]).available == marked({}, []).available - 1


def test_full_marks_need_no_answer() -> None:
    assert marked({}, [Corrected(HABITS.id, FULL)]).total == 2


@pytest.mark.parametrize("last", [Corrected(LOCK.id, PUBLISHED), Corrected(LOCK.id, VOID)])
def test_the_newest_correction_of_a_question_holds(last: Corrected) -> None:
    made = [Corrected(LOCK.id, FULL), last]
    assert marked({}, made) == marked({}, [last])


def test_a_key_that_does_not_fit_leaves_the_question_as_it_is() -> None:
    other = replace(LOCK, options=(*LOCK.options, Option("d", "None")))

    assert not fits(LOCK, other)
    assert corrected(QUIZ, [Corrected(LOCK.id, KEY, other)]) == QUIZ
    assert corrected(QUIZ, [Corrected(LOCK.id, KEY)]) == QUIZ


@pytest.mark.parametrize(
    ("asked", "other", "is_fit"),
    [
        (LOCK, OTHER_LOCK, True),
        (LOCK, replace(LOCK, id="other"), False),
        (LOCK, replace(HABITS, id=LOCK.id), False),
        (WORD, replace(WORD, accept=("smishing",)), True),
        (PAIRS, replace(PAIRS, options=PAIRS.options[:2]), False),
        (ORDER, replace(ORDER, items=tuple(reversed(ORDER.items))), True),
    ],
)
def test_a_key_fits_where_nobody_was_asked_anything_else(
    asked: Question, other: Question, *, is_fit: bool
) -> None:
    assert fits(asked, other) is is_fit


@given(answered, st.lists(corrections, max_size=4))
def test_regrading_twice_is_regrading_once(
    answers: Mapping[str, Answer], made: list[Corrected]
) -> None:
    once = marked(answers, made)
    before = Result.of(marked(answers, []))
    first = change(before, once)
    after = first.after if first else before

    assert change(after, marked(answers, [*made, *made])) is None


@given(answered, st.lists(corrections, max_size=4))
def test_undoing_every_correction_gives_back_the_score(
    answers: Mapping[str, Answer], made: list[Corrected]
) -> None:
    undone = [Corrected(one, PUBLISHED) for one in (LOCK.id, HABITS.id)]
    assert marked(answers, [*made, *undone]) == marked(answers, [])


@given(answered, answered)
def test_voiding_never_changes_who_was_better_at_the_rest(
    first: dict[str, Answer], second: dict[str, Answer]
) -> None:
    made = [Corrected(LOCK.id, VOID)]
    rest = [
        sum(marks for question, marks in marked(each, []).marks.items() if question != LOCK.id)
        for each in (first, second)
    ]
    after = [marked(each, made).total for each in (first, second)]

    assert after == rest


@given(answered)
def test_full_marks_make_nobodys_score_worse(answers: dict[str, Answer]) -> None:
    before, after = marked(answers, []), marked(answers, [Corrected(HABITS.id, FULL)])

    assert after.total >= before.total
    assert after.passed or not before.passed


def test_a_score_that_stays_is_no_change() -> None:
    same = marked({LOCK.id: "b"}, [])
    assert change(Result.of(same), same) is None


def test_a_grade_that_people_still_finish_changes_nothing() -> None:
    unfinished = replace(marked({}, []), awaited=frozenset({"essay"}))
    assert change(result(3), unfinished) is None


def test_changes_are_counted_by_what_they_mean() -> None:
    gained = Change(result(1), result(3, passed=True))
    lost = Change(result(3, passed=True), result(1))
    moved = Change(result(2), result(1, 2))

    found = totals([gained, lost, moved])
    assert (found.changed, found.better, found.worse, found.same) == (3, 1, 1, 1)
    assert (found.gained, found.lost) == (1, 1)
    assert result(0, 4).share == 0
    assert Result(Fraction(0), Fraction(0), 0, passed=False).share == 0
