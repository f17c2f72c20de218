from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from academy.learning.messages import REFUSALS
from academy.learning.rules import (
    LearningRefused,
    Progress,
    Whereabouts,
    is_complete,
    may_mark_done,
    may_move,
    mean_score,
    next_unit,
    preview_move,
    progress,
    whereabouts,
)


@dataclass(frozen=True)
class Step:
    id: str
    required: bool = True


@dataclass(frozen=True)
class Part:
    units: Sequence[Step]


IDS = st.sampled_from("abcdefghij")
UNITS = st.lists(st.builds(Step, id=IDS, required=st.booleans()), unique_by=lambda step: step.id)
DONE = st.frozensets(IDS)
SCORES = st.dictionaries(IDS, st.fractions(0, 100))
A, B, C = Step("a"), Step("b"), Step("c")
SPARE = Step("spare", required=False)


@given(UNITS, DONE)
def test_progress_stays_between_nothing_and_everything(
    units: list[Step], done: frozenset[str]
) -> None:
    counted = progress(units, done)
    assert 0 <= counted.done <= counted.total
    assert 0 <= counted.percent <= 100
    assert (counted.percent == 100) == (counted.done == counted.total > 0)


@given(UNITS, DONE, DONE)
def test_doing_more_never_takes_progress_away(
    units: list[Step], done: frozenset[str], more: frozenset[str]
) -> None:
    before, after = progress(units, done), progress(units, done | more)
    assert before.done <= after.done
    assert before.percent <= after.percent


def test_progress_counts_what_is_required_and_rounds_down() -> None:
    counted = progress([A, B, C, SPARE], frozenset({"a", "b", "spare", "of an old edition"}))
    assert counted == Progress(done=2, total=3)
    assert counted.percent == 66


def test_a_course_without_required_units_shows_no_progress() -> None:
    assert progress([SPARE], frozenset({"spare"})).percent == 0


@given(units=UNITS, done=DONE, scores=SCORES, minimum=st.none() | st.integers(0, 100))
def test_complete_means_that_every_required_unit_is_done(
    units: list[Step], done: frozenset[str], *, scores: dict[str, Fraction], minimum: int | None
) -> None:
    if is_complete(units, done, scores=scores, minimum_score=minimum):
        assert progress(units, done).percent == 100
        mean = mean_score(units, scores)
        assert minimum is None or mean is None or mean >= minimum


@given(units=UNITS, done=DONE, more=DONE, scores=SCORES)
def test_doing_more_never_undoes_completion(
    units: list[Step], done: frozenset[str], *, more: frozenset[str], scores: dict[str, Fraction]
) -> None:
    before = is_complete(units, done, scores=scores, minimum_score=50)
    assert not before or is_complete(units, done | more, scores=scores, minimum_score=50)


@pytest.mark.parametrize(
    ("scores", "minimum", "complete"),
    [
        ({}, None, True),
        ({}, 70, True),
        ({"a": 70, "b": 70}, 70, True),
        ({"a": 70, "b": 69}, 70, False),
        ({"a": 100, "b": 40}, 70, True),
        ({"a": 100, "b": 40, "spare": 0}, 70, True),
        ({"a": Fraction(209, 3), "b": 70}, 70, False),
        ({"a": Fraction(209, 3), "b": Fraction(211, 3)}, 70, True),
    ],
    ids=[
        "no rule",
        "no quiz",
        "just enough",
        "half a percent short",
        "mean",
        "optional quiz",
        "a sixth of a percent short",
        "thirds that make a whole",
    ],
)
def test_the_mean_of_the_required_quizzes_reaches_the_minimum(
    scores: dict[str, int | Fraction], minimum: int | None, *, complete: bool
) -> None:
    done = frozenset({"a", "b"})
    exact = {key: Fraction(score) for key, score in scores.items()}
    assert is_complete([A, B, SPARE], done, scores=exact, minimum_score=minimum) is complete


def test_a_course_without_required_units_is_never_complete() -> None:
    assert not is_complete([SPARE], frozenset({"spare"}), scores={}, minimum_score=None)


def test_the_mean_is_exact() -> None:
    scores = {"a": Fraction(70), "b": Fraction(70), "c": Fraction(71)}
    assert mean_score([A, B, C], scores) == Fraction(211, 3)
    assert mean_score([A], {"a": Fraction(200, 3)}) == Fraction(200, 3)
    assert mean_score([A, B], {}) is None


@given(UNITS, DONE, st.none() | IDS)
def test_there_is_a_way_on_exactly_while_something_is_left(
    units: list[Step], done: frozenset[str], last: str | None
) -> None:
    left = {unit.id for unit in units} - done
    on = next_unit(units, done, last)
    assert on in left if left else on is None


@given(UNITS, DONE, st.none() | IDS)
def test_following_the_way_ends_with_everything_done(
    units: list[Step], done: frozenset[str], last: str | None
) -> None:
    for _ in units:
        on = next_unit(units, done, last)
        if on is not None:
            done, last = done | {on}, on
    assert next_unit(units, done, last) is None


@pytest.mark.parametrize(
    ("done", "last", "on"),
    [
        ("", None, "a"),
        ("a", "a", "spare"),
        ("b", "b", "c"),
        ("bc", "c", "a"),
        ("abc", "c", "spare"),
        ("a", "gone with an old edition", "spare"),
    ],
    ids=["start", "the next", "not what was skipped", "back to it", "optional last", "moved"],
)
def test_the_way_leads_forward_then_back_to_what_was_left_out(
    done: str, last: str | None, on: str
) -> None:
    assert next_unit([A, SPARE, B, C], frozenset(done), last) == on


@given(UNITS, UNITS, DONE)
def test_moving_never_loses_what_is_done_and_still_there(
    old: list[Step], new: list[Step], done: frozenset[str]
) -> None:
    preview = preview_move(old, new, done)
    there = {unit.id for unit in new}
    assert set(preview.kept) == done & there
    assert not set(preview.lost) & there
    assert set(preview.lost) <= done
    assert set(preview.gained) == there - {unit.id for unit in old}
    assert done & {unit.id for unit in old} <= {*preview.kept, *preview.lost}


def test_a_move_is_told_in_the_order_of_the_course() -> None:
    preview = preview_move([A, B, SPARE], [C, B, A], frozenset({"a", "b", "spare"}))
    assert (preview.gained, preview.kept, preview.lost) == (("c",), ("b", "a"), ("spare",))


def test_a_unit_knows_its_place() -> None:
    course = [Part([A]), Part([B, C])]
    assert whereabouts(course, "c") == Whereabouts(module=2, modules=2, step=2, steps=2)
    assert whereabouts(course, "nowhere") is None


@pytest.mark.parametrize(
    ("has_left", "is_quiz", "refused"),
    [
        (False, False, None),
        (False, True, LearningRefused.QUIZ_IS_PASSED_NOT_READ),
        (True, False, LearningRefused.LEFT),
    ],
)
def test_only_lessons_of_ones_own_course_are_marked_done(
    refused: LearningRefused | None, *, has_left: bool, is_quiz: bool
) -> None:
    assert may_mark_done(has_left=has_left, is_quiz=is_quiz) is refused


@pytest.mark.parametrize(
    ("is_completed", "has_left", "is_newest", "refused"),
    [
        (False, False, False, None),
        (False, False, True, LearningRefused.NOTHING_NEWER),
        (False, True, False, LearningRefused.LEFT),
        (True, False, False, LearningRefused.COMPLETED),
    ],
)
def test_only_a_course_under_way_is_moved(
    refused: LearningRefused | None, *, is_completed: bool, has_left: bool, is_newest: bool
) -> None:
    assert may_move(is_completed=is_completed, has_left=has_left, is_newest=is_newest) is refused


def test_every_refusal_has_words() -> None:
    assert set(REFUSALS) == set(LearningRefused)
