"""From kept saves to the tables of item analysis."""

import json
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from academy.assessment.rules.analysis import Scores
from academy.assessment.rules.analysis.gathering import LONGEST_PAUSE, Gathering, Item, Saves

BEGUN = 1_000_000
TAGS = ("en", "km", "lo")
ITEMS = (
    Item("lock", 2.0, {"a": False, "b": True}, lambda answer: [answer]),
    Item("habits", 1.0, {"x": True, "y": True, "z": False}, lambda answer: answer),
    Item("essay", 4.0, {}, lambda _: ()),
)


@dataclass(frozen=True)
class Save:
    """One save of the attempt in a row, so many seconds after it began."""

    row: int
    sequence: int
    question: str
    answer: Any
    after: int
    marks: str = ""
    locale: str = "en"


def columns(*saves: Save) -> Saves:
    return Saves(
        rows=np.array([save.row for save in saves], dtype=np.int64),
        sequences=np.array([save.sequence for save in saves], dtype=np.int64),
        moments=np.array([BEGUN + save.after for save in saves], dtype=np.int64),
        questions=[save.question for save in saves],
        answers=[json.dumps(save.answer) for save in saves],
        marks=[save.marks for save in saves],
        locales=[save.locale for save in saves],
    )


def gathering(attempts: int = 1, items: tuple[Item, ...] = ITEMS) -> Gathering:
    available = np.tile([item.marks for item in items], (attempts, 1))
    return Gathering(items, available, np.full(attempts, BEGUN), languages=TAGS)


def gathered(*saves: Save, attempts: int = 1) -> Scores:
    tables = gathering(attempts)
    tables.add(columns(*saves))
    return tables.scores()


def seconds(scores: Scores) -> list[list[float | None]]:
    assert scores.seconds is not None
    return [[None if np.isnan(one) else one for one in row] for row in scores.seconds.tolist()]


def test_of_each_question_the_newest_answer_counts() -> None:
    scores = gathered(
        Save(0, 2, "lock", "b", 60, "2"),
        Save(0, 1, "lock", "a", 30),
        Save(0, 3, "essay", "…", 90, "1"),
    )

    assert scores.shares.tolist() == [[1.0, 0.0, 0.25]]
    assert scores.answered is not None
    assert scores.answered.tolist() == [[True, False, True]]
    assert scores.choices["lock"].taken.tolist() == [[False, True]]
    assert scores.choices["lock"].keys == {"b"}
    assert "essay" not in scores.choices


def test_what_was_taken_back_is_no_answer_and_earns_nothing() -> None:
    scores = gathered(Save(0, 1, "lock", "b", 30), Save(0, 2, "lock", None, 60))

    assert scores.shares.tolist() == [[0.0, 0.0, 0.0]]
    assert not np.any(scores.answered)
    assert not scores.choices["lock"].taken.any()


def test_an_answer_without_marks_counts_as_not_asked() -> None:
    scores = gathered(Save(0, 1, "essay", "…", 30, ""))

    assert np.isnan(scores.shares[0, 2])
    assert scores.answered is not None
    assert not scores.answered[0, 2]
    assert seconds(scores) == [[None, None, None]]


def test_marks_that_people_gave_count_before_any_other() -> None:
    tables = gathering()
    tables.add(columns(Save(0, 1, "essay", "…", 30, "0")))
    tables.give(0, "essay", Fraction(3))

    assert tables.scores().shares[0, 2] == 0.75


def test_everybody_who_was_asked_earns_everything_in_a_free_question() -> None:
    free = Item("lock", 2.0, {}, lambda _: (), is_free=True)
    tables = Gathering(
        (free,), np.array([[2.0], [np.nan]]), np.array([BEGUN, BEGUN]), languages=TAGS
    )

    assert tables.scores().shares[0, 0] == 1.0
    assert np.isnan(tables.scores().shares[1, 0])


def test_what_was_not_asked_is_nothing() -> None:
    tables = Gathering(ITEMS, np.array([[2.0, np.nan, 4.0]]), np.array([BEGUN]), languages=TAGS)

    assert np.isnan(tables.scores().shares).tolist() == [[False, True, False]]


def test_time_goes_to_the_later_save_and_the_first_is_timed_from_the_beginning() -> None:
    scores = gathered(
        Save(0, 1, "lock", "a", 30),
        Save(0, 2, "habits", ["x"], 50, "1"),
        Save(0, 3, "lock", "b", 55, "2"),
    )

    assert seconds(scores) == [[35.0, 20.0, None]]


def test_a_long_pause_is_cut() -> None:
    scores = gathered(Save(0, 1, "lock", "a", 100_000, "0"))

    assert seconds(scores) == [[LONGEST_PAUSE, None, None]]


def test_what_was_saved_together_took_an_unknown_time() -> None:
    scores = gathered(
        Save(0, 1, "lock", "a", 40, "0"),
        Save(0, 2, "habits", ["x"], 40, "1"),
        Save(0, 3, "essay", "…", 70, "1"),
    )

    assert seconds(scores) == [[None, None, 30.0]]


def test_time_spent_on_a_question_that_is_not_looked_at_is_not_given_to_another() -> None:
    scores = gathered(Save(0, 1, "gone", "a", 40), Save(0, 2, "lock", "a", 50, "0"))

    assert seconds(scores)[0][0] == 10.0


def test_an_attempt_has_the_language_of_most_of_its_answers() -> None:
    scores = gathered(
        Save(0, 1, "lock", "a", 1, "0", "lo"),
        Save(0, 2, "lock", "b", 2, "2", "km"),
        Save(0, 3, "essay", "…", 3, "1", "km"),
        Save(0, 4, "habits", ["x"], 4, "1", "lo"),
        Save(1, 1, "lock", "a", 1, "0", "tlh"),
        attempts=3,
    )

    assert scores.languages is not None
    assert scores.languages.tolist() == ["km", "", ""]


def test_attempts_come_some_at_a_time() -> None:
    tables = gathering(attempts=3)
    tables.add(columns(Save(0, 1, "lock", "b", 10, "2")))
    tables.add(columns())
    tables.add(columns(Save(2, 1, "habits", ["x", "y"], 20, "1")))
    scores = tables.scores()

    assert scores.shares.tolist() == [[1.0, 0.0, 0.0], [0.0, 0.0, 0.0], [0.0, 1.0, 0.0]]
    assert scores.choices["habits"].taken.tolist() == [
        [False, False, False], [False, False, False], [True, True, False],
    ]  # fmt: skip
    assert seconds(scores) == [[10.0, None, None], [None, None, None], [None, 20.0, None]]


@st.composite
def histories(draw: st.DrawFn) -> list[Save]:
    saves: list[Save] = []
    for row in range(draw(st.integers(1, 4))):
        after = 0
        for sequence in range(1, draw(st.integers(0, 6)) + 1):
            after += draw(st.integers(1, 4000))
            name = draw(st.sampled_from(["lock", "essay", "gone"]))
            answer = draw(st.sampled_from(["a", "b", None]))
            marks = draw(st.sampled_from(["0", "1", "1/2"]))
            saves.append(Save(row, sequence, name, answer, after, marks))
    return saves


@given(histories(), st.randoms(use_true_random=False))
def test_the_tables_say_what_going_through_the_saves_one_by_one_says(
    history: list[Save], chance: Any
) -> None:
    mixed = sorted(history, key=lambda _: chance.random())
    scores = gathered(*mixed, attempts=4)
    for row in range(4):
        own = [save for save in history if save.row == row]
        for place, item in enumerate(ITEMS):
            theirs = [save for save in own if save.question == item.id]
            newest = theirs[-1] if theirs else None
            is_given = newest is not None and newest.answer is not None
            share = float(Fraction(newest.marks)) / item.marks if newest and is_given else 0.0
            took = sum(
                min(save.after - (own[at - 1].after if at else 0), LONGEST_PAUSE)
                for at, save in enumerate(own)
                if save.question == item.id
            )
            assert scores.shares[row, place] == pytest.approx(share)
            assert scores.answered is not None
            assert scores.answered[row, place] == is_given
            assert seconds(scores)[row][place] == (took or None)
