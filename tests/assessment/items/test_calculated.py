"""Calculated numbers: how they are drawn, said, filled in and marked."""

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from academy.assessment.rules.items.calculated import CalculatedKind
from academy.assessment.rules.items.kind import FaultCode, InputFault
from academy.assessment.rules.numbers import write_number
from academy.assessment.rules.paper import lay_out
from academy.content.model import Package
from academy.content.questions.calculated import Calculated, Variable
from academy.content.quiz_texts import LocalisedQuestion, quiz_texts
from tests.assessment.items.properties import earns_within_bounds, is_read_as_it_was_filled_in
from tests.assessment.questions import MANGOES
from tests.content.letters import fractions
from tests.content.measured import sums
from tests.content.questions_read import package_of

KIND = CalculatedKind()
DRAWN = replace(MANGOES, values={"a": Fraction(8), "b": Fraction(9, 4)})
KHMER = {
    MANGOES.text: "តើបីផ្លែថ្លៃប៉ុន្មាន បើ {a} ផ្លែថ្លៃ {b}?",
    MANGOES.feedback.right: "{b} សម្រាប់ {a}",
}


def spoken(lang: str, seed: int, package: Package | None = None) -> LocalisedQuestion:
    course = package or package_of(MANGOES, km=KHMER)
    (slot,) = lay_out(course.quizzes["check"], seed)
    return slot.spoken(quiz_texts(course, "check", lang))


def test_numbers_stand_in_the_texts() -> None:
    course = package_of(replace(DRAWN, hints=("Divide by {a}.",)), km={})
    question = course.quizzes["check"].questions[0]
    words = KIND.spoken(question, quiz_texts(course, "check", "en").questions[0])

    assert words.text.html == "A box of 8 costs 2.25. What do three cost?"
    assert words.right.html == "2.25 for 8 it is."
    assert words.wrong.html == "Look again at 8."
    assert [hint.html for hint in words.hints] == ["Divide by 8."]


@given(st.integers(0, 10**9))
def test_every_language_has_the_same_numbers(seed: int) -> None:
    (slot,) = lay_out(package_of(MANGOES, km=KHMER).quizzes["check"], seed)
    written = [write_number(number) for number in slot.question.numbers.values()]

    for lang in ("en", "km"):
        words = spoken(lang, seed)
        assert all(number in words.text.html for number in written)
        assert "{" not in words.text.html + words.right.html + words.wrong.html
        assert words.text.lang == lang


@given(sums(), st.integers(0, 10**9))
def test_the_same_seed_draws_the_same_numbers(question: Calculated, seed: int) -> None:
    once = KIND.realised(question, seed)
    turned = KIND.realised(replace(question, variables=question.variables[::-1]), seed)

    assert KIND.realised(once, seed) == once
    assert turned.values == once.values
    assert once.value is not None


@given(sums(), st.integers(0, 10**9))
def test_the_key_earns_everything_and_can_be_typed(question: Calculated, seed: int) -> None:
    drawn = KIND.realised(question, seed)
    key = KIND.key(drawn)

    assert KIND.share(drawn, key) == 1
    assert is_read_as_it_was_filled_in(drawn, key, [])


@given(sums(), fractions)
def test_marks_lie_within_bounds(question: Calculated, number: Fraction) -> None:
    assert earns_within_bounds(question, str(number))


@pytest.mark.parametrize(
    ("answer", "share"), [("0.84", 1), ("0.85", 1), ("0.83", 1), ("0.86", 0), ("-0.84", 0)]
)
def test_a_number_is_right_when_it_is_near_enough(answer: str, share: int) -> None:
    assert KIND.share(DRAWN, answer) == share


def test_a_tolerance_may_be_a_share_of_the_answer() -> None:
    tenth = replace(DRAWN, formula="-2*a", tolerance=Fraction(1, 10), relative=True)

    assert KIND.share(tenth, "-17.6") == 1
    assert KIND.share(tenth, "-17.7") == 0


def test_all_that_can_be_written_of_a_number_without_end_is_right() -> None:
    third = replace(DRAWN, formula="a/3", tolerance=Fraction(0))

    assert KIND.key(third) == "2.666666666667"
    assert KIND.share(third, "2.666666666667") == 1
    assert KIND.share(third, "2.667") == 0


def test_what_is_typed_is_read_as_people_write_it() -> None:
    assert KIND.parse(DRAWN, {"": ["0,84"]}, ()) == "0.84"
    assert KIND.parse(DRAWN, {"": [" "]}, ()) is None
    assert KIND.parse(replace(DRAWN, formula="1400", tolerance=Fraction(1)), {"": ["1.400"]}, ()) == "1400"  # fmt: skip # noqa: E501


@pytest.mark.parametrize(
    ("typed", "code"), [("1.400", FaultCode.TWO_READINGS), ("much", FaultCode.NOT_A_NUMBER)]
)
def test_what_is_no_answer_says_why(typed: str, code: FaultCode) -> None:
    fault = KIND.parse(DRAWN, {"": [typed]}, ())

    assert isinstance(fault, InputFault)
    assert fault.code is code


@pytest.mark.parametrize(
    "draft",
    [
        replace(MANGOES, formula=""),
        replace(MANGOES, formula="a +"),
        replace(MANGOES, formula="c"),
        replace(MANGOES, formula="1/(a-a)"),
        replace(MANGOES, variables=()),
        replace(MANGOES, variables=(Variable("a", Fraction(3), Fraction(1), Fraction(-1)),)),
    ],
)
def test_a_draft_may_hold_nonsense(draft: Calculated) -> None:
    drawn = KIND.realised(draft, 7)

    assert drawn.value is None
    assert KIND.share(drawn, "1") == 0
    assert KIND.key(drawn) == "0"
    assert KIND.parse(drawn, {"": ["1"]}, ()) == "1"
