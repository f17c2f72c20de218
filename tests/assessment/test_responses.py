"""Responses that programs write are marked as learners' answers are."""

# ruff: noqa: E501 - what is written as one line is read as one

from fractions import Fraction

import pytest

from academy.assessment.rules.responses import marked_response, with_numbers
from academy.content.model import Entry, Feedback, Option, Question
from academy.content.questions.calculated import Calculated
from academy.content.questions.categorise import Categorise, Item
from academy.content.questions.cloze import ChoiceGap, Cloze, NumberGap, TextGap
from academy.content.questions.free_text import FreeText
from academy.content.questions.hotspot import Hotspot, Shape, Spot
from academy.content.questions.matching import Matching, Prompt
from academy.content.questions.matrix import Matrix, Row
from academy.content.questions.multiple_response import MultipleResponse
from academy.content.questions.numeric import Numeric
from academy.content.questions.ordering import Ordering
from academy.content.questions.quantity import Quantity, Unit
from academy.content.questions.short_text import ShortText
from academy.content.questions.single_choice import SingleChoice
from academy.content.questions.true_false import TrueFalse
from academy.content.questions.variables import Variable

COMMON = {"id": "q", "marks": Fraction(2), "text": "Q", "feedback": Feedback("", "")}
OPTIONS = (Option("a", "ice", correct=True), Option("b", "dew"), Option("c", "dew"))
ENTRIES = (Entry("a", "ice"), Entry("b", "dew"))
ONE = SingleChoice(**COMMON, options=OPTIONS)
SEVERAL = MultipleResponse(**COMMON, options=OPTIONS)
TRUTH = TrueFalse(**COMMON, answer=True)
NUMBER = Numeric(**COMMON, answer=Fraction(3, 2))
WORD = ShortText(**COMMON, accept=("wet",))
PAIRS = Matching(
    **COMMON, prompts=(Prompt("p", "cold", "a"), Prompt("q", "wet", "b")), options=ENTRIES
)
ORDER = Ordering(**COMMON, items=ENTRIES)
GAPS = Cloze(
    **COMMON,
    passage="[[x]] [[y]] [[z]]",
    gaps=(
        ChoiceGap(id="x", options=OPTIONS[:2]),
        TextGap(id="y", accept=("wet",)),
        NumberGap(id="z", weight=2, answer=Fraction(3)),
    ),
)
TABLE = Matrix(**COMMON, rows=(Row("r", "row", ("a",)), Row("s", "other", ("b",))), columns=ENTRIES)
GROUPS = Categorise(
    **COMMON, groups=ENTRIES, items=(Item("i", "snow", "a"), Item("j", "stone", ""))
)
SPOTS = Hotspot(
    **COMMON, picture="p.png", alt="", width=9, height=9,
    spots=(Spot("a", Shape.CIRCLE, (2, 2, 1), correct=True), Spot("b", Shape.CIRCLE, (6, 6, 1))),
)  # fmt: skip
AMOUNT = Quantity(
    **COMMON,
    answer=Fraction(3),
    units=(Unit("m", "m", Fraction(1)), Unit("km", "km", Fraction(1000))),
)
BARE = Quantity(**COMMON, answer=Fraction(3), units=(Unit("m", "m", Fraction(1)),))
SUM = Calculated(**COMMON, formula="a + 1", variables=(Variable("a", Fraction(1), Fraction(9)),))


@pytest.mark.parametrize(
    ("question", "response", "share"),
    [
        (ONE, "a", 1), (ONE, "ice", 1), (ONE, "b", 0), (ONE, ["a"], 1),
        (SEVERAL, ["a"], 1), (SEVERAL, ["a", "b"], 0), (SEVERAL, "a", 1),
        (TRUTH, True, 1), (TRUTH, "true", 1), (TRUTH, False, 0),
        (NUMBER, 1.5, 1), (NUMBER, "1,5", 1), (NUMBER, 2, 0),
        (WORD, " Wet. ", 1), (WORD, "dry", 0),
        (PAIRS, {"p": "a", "q": "b"}, 1), (PAIRS, [["cold", "ice"], ["wet", "ice"]], Fraction(1, 2)), (PAIRS, {"p": "a", "q": ""}, Fraction(1, 2)),
        (ORDER, ["a", "b"], 1), (ORDER, ["dew", "ice"], 0), (ORDER, {"a": 1, "b": 2}, 1),
        (GAPS, {"x": "ice", "y": "WET", "z": 3}, 1), (GAPS, ["a", "", "3"], Fraction(3, 4)), (GAPS, [["x", "a"]], Fraction(1, 4)),
        (TABLE, {"r": "a", "s": ["dew"]}, 1), (TABLE, {"row": "ice", "s": []}, Fraction(1, 2)),
        (GROUPS, {"i": "a", "j": ""}, 1), (GROUPS, [["snow", "dew"]], 0),
        (SPOTS, ["a"], 1), (SPOTS, "b", 0),
        (AMOUNT, {"number": "3", "unit": "m"}, 1), (AMOUNT, {"number": "0.003", "unit": "km"}, 1), (AMOUNT, 3, 1),
        (BARE, {"number": 3}, 1), (SUM, 2, 1),
    ],
)  # fmt: skip
def test_forms(question: Question, response: object, share: Fraction) -> None:
    found = marked_response(question, response)
    assert (found.share, found.available, found.fault) == (share, 2, "")


@pytest.mark.parametrize(
    ("question", "response", "fault"),
    [
        (ONE, "dew", "not-offered"), (ONE, ["a", "b"], "not-offered"), (ONE, "z", "not-offered"), (SPOTS, ["a", "b"], "not-offered"),
        (TRUTH, "maybe", "not-an-answer"), (NUMBER, "many", "not-a-number"), (NUMBER, True, "not-an-answer"), (WORD, ["a"], "not-an-answer"),
        (PAIRS, 3, "not-an-answer"), (GAPS, ["a"], "not-an-answer"), (GAPS, {"w": "a"}, "not-an-answer"), (AMOUNT, {"unit": "m"}, "not-an-answer"),
        (ORDER, {"a": 1, "b": 1}, "same-place"), (FreeText(**COMMON), "text", "marked-by-people"),
    ],
)  # fmt: skip
def test_faults_earn_nothing(question: Question, response: object, fault: str) -> None:
    found = marked_response(question, response)
    assert (found.marks, found.fault) == (0, fault)


@pytest.mark.parametrize("response", [None, "", [], {}, "  "])
def test_an_empty_response_is_no_answer(response: object) -> None:
    found = marked_response(WORD, response)
    assert (found.marks, found.fault) == (0, "")


def test_numbers_are_drawn_or_given() -> None:
    given = with_numbers(SUM, seed=0, values={"a": Fraction(5)})
    assert marked_response(given, 6).share == 1
    drawn = with_numbers(SUM, seed=3, values={})
    assert isinstance(drawn, Calculated)
    assert marked_response(drawn, str(drawn.value)).share == 1
    assert with_numbers(ONE, seed=1, values={"a": Fraction(1)}) == ONE
