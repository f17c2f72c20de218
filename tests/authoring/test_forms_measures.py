"""Quantities, calculated numbers and places on pictures as forms."""

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from academy.authoring.forms.questions.changes import Step, bring_back, change
from academy.authoring.forms.quiz import fill_quiz, read_quiz
from academy.authoring.rules.editing import uses, with_picture_sizes
from academy.authoring.rules.typed import ProblemCode
from academy.content.draft import check_quiz
from academy.content.model import Question, Quiz
from academy.content.questions.calculated import Calculated, Variable
from academy.content.questions.hotspot import Hotspot, Shape, Spot
from academy.content.questions.quantity import Quantity, Unit
from tests.assessment.questions import LOCK, MANGOES, PARCEL, PHONE, SIGNS
from tests.content.measured import measured
from tests.content.questions_read import package_of, quiz_of

EMPTY = quiz_of()
ALL = quiz_of(PARCEL, MANGOES, PHONE, SIGNS)


def shown(quiz: Quiz) -> dict[str, list[str]]:
    """The fields as a browser sends them."""
    return {name: list(held) for name, held in fill_quiz(quiz).items() if held}


def after(*steps: str, quiz: Quiz = ALL, **typed: str) -> Quiz:
    """The quiz after buttons were pressed, with what was typed before them."""
    for step in steps or ("save",):
        sent = {**shown(quiz), **{name: [text] for name, text in typed.items()}}
        changed = change(sent, Step.of(step), [fill_quiz(quiz)])
        quiz = read_quiz(changed.fields, quiz).quiz
    return quiz


def read(question: Question, **typed: str) -> Question:
    """The question after something was typed into its fields; `__` stands for dots."""
    named = {f"{question.id}.{name.replace('__', '.')}": text for name, text in typed.items()}
    (found,) = after(quiz=quiz_of(question), **named).questions
    return found


@given(measured())
def test_what_is_filled_in_is_read_as_the_same_question(question: Question) -> None:
    filled = read_quiz(shown(quiz_of(question)), EMPTY)

    assert filled.quiz.questions == (question,)
    assert filled.fields == fill_quiz(quiz_of(question))
    assert not filled.problems


@settings(max_examples=200, deadline=None)
@given(
    st.dictionaries(
        st.sampled_from(sorted(fill_quiz(ALL))),
        st.lists(
            st.one_of(st.sampled_from(["a", "b", "0", "-1", "1/0", "circle"]), st.text()),
            max_size=4,
        ),
        max_size=20,
    ),
    st.sampled_from([f"{verb}:{name}" for name in fill_quiz(ALL) for verb in ("add", "remove")]),
)
def test_no_nonsense_is_too_much(sent: dict[str, list[str]], words: str) -> None:
    changed = change({**shown(ALL), **sent}, Step.of(words), [fill_quiz(ALL)])
    filled = read_quiz(changed.fields, ALL)

    assert read_quiz(fill_quiz(filled.quiz), EMPTY).quiz == filled.quiz
    assert isinstance(check_quiz("check", filled.quiz, units=["check"], pictures=[]), tuple)


def test_a_new_question_has_parts_to_write_in() -> None:
    steps = ("ask:quantity", "ask:calculated", "ask:hotspot")
    quantity, calculated, hotspot = after(*steps, quiz=EMPTY).questions

    assert isinstance(quantity, Quantity)
    assert quantity.units == (Unit("a", "", Fraction(1)),)
    assert isinstance(calculated, Calculated)
    assert calculated.variables == (
        Variable("a", Fraction(1), Fraction(10)),
        Variable("b", Fraction(1), Fraction(10)),
    )
    assert isinstance(hotspot, Hotspot)
    assert hotspot.spots == (
        Spot("a", Shape.RECTANGLE, (), correct=True),
        Spot("b", Shape.RECTANGLE, ()),
    )


@pytest.mark.parametrize(
    ("listed", "count"), [("parcel.units", 3), ("mangoes.variables", 3), ("phone.spots", 4)]
)
def test_one_more_part_can_be_added_and_taken_out(listed: str, count: int) -> None:
    more = after(f"add:{listed}")

    assert len(shown(more)[listed]) == count
    assert after(f"remove:{listed}.{shown(more)[listed][-1]}", quiz=more) == ALL


def test_a_tolerance_is_typed_in_percent_where_it_is_a_share() -> None:
    assert shown(ALL)["parcel.tolerance"] == ["2"]
    assert shown(ALL)["mangoes.tolerance"] == ["0.01"]
    found = read(MANGOES, relative="1", tolerance="2.5")
    assert isinstance(found, Calculated)
    assert (found.relative, found.tolerance) == (True, Fraction(1, 40))


def test_what_is_left_blank_is_what_it_usually_is() -> None:
    found = read(PARCEL, tolerance="", figures="", figures_share="", units__g__factor="")

    assert isinstance(found, Quantity)
    assert (found.tolerance, found.figures, found.figures_share) == (0, 0, 0)
    assert found.units[1].factor == 1


@pytest.mark.parametrize(
    ("typed", "numbers"),
    [
        ("200 60 300 140", (200, 60, 300, 140)),
        ("200,60; 300,140", (200, 60, 300, 140)),
        ("២០០ ៦០ ៣០០ ១៤០", (200, 60, 300, 140)),
        ("123456 7", (7,)),
        ("nothing", ()),
    ],
)
def test_the_numbers_of_a_place_are_typed_in_a_row(typed: str, numbers: tuple[int, ...]) -> None:
    found = read(PHONE, spots__lock__numbers=typed)

    assert isinstance(found, Hotspot)
    assert found.spots[1].numbers == numbers


def test_a_shape_that_is_none_is_a_rectangle() -> None:
    found = read(PHONE, spots__low__shape="star")

    assert isinstance(found, Hotspot)
    assert found.spots[0].shape is Shape.RECTANGLE


def test_a_number_that_is_none_is_told_and_stays_what_it_was() -> None:
    sent = {**shown(ALL), "mangoes.variables.a.low": ["few"]}
    filled = read_quiz(sent, ALL)

    assert filled.quiz == ALL
    assert filled.problems["mangoes.variables.a.low"].code is ProblemCode.NOT_A_NUMBER


def test_a_place_that_was_right_is_right_when_it_comes_back() -> None:
    less = after("remove:phone.spots.lock")
    back = bring_back(shown(less), shown(ALL), "phone.spots.lock")

    assert read_quiz(back.fields, ALL).quiz == ALL


def test_a_picture_says_how_large_it_is() -> None:
    unsized = quiz_of(LOCK, replace(PHONE, width=0, height=0), replace(PHONE, picture="gone.png"))
    quiz = with_picture_sizes(unsized, {"phone.png": (640, 320)}.get)

    assert quiz.questions[1] == PHONE
    assert (quiz.questions[0], quiz.questions[2]) == (unsized.questions[0], unsized.questions[2])


def test_a_quiz_uses_the_pictures_that_it_asks_about() -> None:
    assert uses(package_of(PHONE, km={}))["phone.png"] == ("check",)
