"""Ticking what is right."""

from dataclasses import replace

import pytest

from academy.content.model import Marking, Question
from academy.marking.rules.keys import FALSE, TRUE, rekeyed, ticks
from tests.assessment.questions import FEE, HABITS, LOCK, ORDER, SECRET


@pytest.mark.parametrize(
    ("question", "right", "is_one"),
    [(LOCK, {"b"}, True), (HABITS, {"lock", "update"}, False), (SECRET, {FALSE}, True)],
)
def test_what_is_right_is_ticked(question: Question, right: set[str], *, is_one: bool) -> None:
    found = ticks(question)

    assert found
    assert (found.right, found.is_one) == (right, is_one)


@pytest.mark.parametrize("question", [FEE, ORDER, replace(HABITS, marking=Marking.WEIGHTS)])
def test_some_keys_are_more_than_ticks(question: Question) -> None:
    assert ticks(question) is None
    assert rekeyed(question, ["lock"]) is None


def test_other_ticks_make_another_key() -> None:
    lock, habits, secret = (
        rekeyed(LOCK, ["a"]),
        rekeyed(HABITS, ["lock", "reuse"]),
        rekeyed(SECRET, [TRUE]),
    )
    assert lock
    assert habits
    assert [ticks(one).right for one in (lock, habits)] == [{"a"}, {"lock", "reuse"}]
    assert secret == replace(SECRET, answer=True)


@pytest.mark.parametrize("right", [[], ["a", "b"], ["z"]])
def test_one_right_answer_is_one(right: list[str]) -> None:
    assert rekeyed(LOCK, right) is None
