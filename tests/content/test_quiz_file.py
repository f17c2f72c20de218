"""What is noted of a quiz's file, besides what each type of question notes."""

from typing import Any

import pytest
import yaml

from academy.content.codes import FaultCode
from academy.content.faults import Faults
from academy.content.model import Quiz
from academy.content.quiz_file import note_unknown, read_quiz
from academy.content.yaml_nodes import read_record

QUIZ: dict[str, Any] = {
    "title": "Exam",
    "pass_mark": 50,
    "attempts": 0,
    "shuffle": False,
    "questions": [
        {
            "id": "one",
            "type": "true-false",
            "text": "It rains.",
            "answer": True,
            "difficulty": "easy",
            "outcome": "weather",
            "feedback": {"right": "Yes.", "wrong": "No."},
        },
        {
            "id": "two",
            "type": "numeric",
            "text": "How much?",
            "answer": 1,
            "tolerance": 0,
            "feedback": {"right": "Yes.", "wrong": "No."},
        },
        {
            "id": "three",
            "type": "single-choice",
            "text": "Which?",
            "options": [{"id": "a", "text": "A", "correct": True}, {"id": "b", "text": "B"}],
            "feedback": {"right": "Yes.", "wrong": "No."},
        },
        {
            "id": "four",
            "type": "short-text",
            "text": "What?",
            "accept": ["rain"],
            "feedback": {"right": "Yes.", "wrong": "No."},
        },
    ],
}
ONE, TWO, THREE, FOUR = range(4)


def read(plain: dict[str, Any]) -> tuple[Quiz, list[FaultCode]]:
    faults = Faults()
    record = read_record(yaml.safe_dump(plain, sort_keys=False).encode(), "quiz.yaml", faults)
    assert record is not None
    quiz = read_quiz(record)
    note_unknown(record, quiz, ["first"])
    return quiz, [fault.code for fault in faults.all]


def with_question(place: int, **changes: Any) -> dict[str, Any]:
    questions = [dict(question) for question in QUIZ["questions"]]
    questions[place] |= changes
    return {**QUIZ, "questions": questions}


def test_a_sound_quiz_has_no_fault() -> None:
    quiz, codes = read(
        {**QUIZ, "requires": ["first"], "draws": [{"count": 1, "outcome": "weather"}]}
    )

    assert codes == []
    assert (quiz.asked, quiz.conduct.requires) == (1, ("first",))


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"draws": [{"count": 2, "difficulty": "easy"}]}, FaultCode.TOO_FEW_TO_DRAW),
        ({"draws": [{"count": 4}, {"count": 1}]}, FaultCode.TOO_FEW_TO_DRAW),
        ({"draws": [{"count": 1}], "draw": 1}, FaultCode.DRAW_AND_DRAWS),
        ({"requires": ["nowhere"]}, FaultCode.UNKNOWN_QUIZ),
        ({"mode": "sometimes"}, FaultCode.NOT_A_CHOICE),
        ({"markers": 3}, FaultCode.OUT_OF_RANGE),
        ({"wait": -1}, FaultCode.OUT_OF_RANGE),
    ],
)
def test_a_quiz_that_cannot_be_conducted_is_noted(changes: dict[str, Any], code: FaultCode) -> None:
    assert read({**QUIZ, **changes})[1] == [code]


@pytest.mark.parametrize(
    ("place", "changes", "code"),
    [
        (ONE, {"marks": 0}, FaultCode.OUT_OF_RANGE),
        (ONE, {"marks": 101}, FaultCode.OUT_OF_RANGE),
        (ONE, {"marks": "many"}, FaultCode.NOT_A_NUMBER),
        (ONE, {"penalty": 2}, FaultCode.OUT_OF_RANGE),
        (ONE, {"marking": "weights"}, FaultCode.NOT_A_CHOICE),
        (ONE, {"difficulty": "fiendish"}, FaultCode.NOT_A_CHOICE),
        (ONE, {"type": "riddle"}, FaultCode.NOT_A_CHOICE),
        (TWO, {"answers": [{"answer": 2, "tolerance": -1, "share": 0.5}]}, FaultCode.BELOW_ZERO),
        (TWO, {"answers": [{"answer": 2, "share": 2}]}, FaultCode.OUT_OF_RANGE),
        (
            THREE,
            {
                "marking": "weights",
                "options": [
                    {"id": "a", "text": "A", "weight": 2},
                    {"id": "b", "text": "B", "weight": 0},
                ],
            },
            FaultCode.OUT_OF_RANGE,
        ),
        (FOUR, {"answers": [{"text": "a | b", "share": 1}]}, FaultCode.BAR_IN_WORD),
        (FOUR, {"answers": [{"text": "a", "share": -1}]}, FaultCode.OUT_OF_RANGE),
    ],
)
def test_a_question_that_cannot_be_marked_is_noted(
    place: int, changes: dict[str, Any], code: FaultCode
) -> None:
    assert code in read(with_question(place, **changes))[1]


def test_marks_may_be_a_fraction() -> None:
    quiz, codes = read(with_question(ONE, marks=0.5))

    assert codes == []
    assert quiz.questions[ONE].marks * 2 == 1
