"""Tables to tick: how they are filled in and marked."""

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from academy.assessment.rules.items.kind import FaultCode, InputFault
from academy.assessment.rules.items.matrix import MatrixKind
from academy.content.model import Marking
from academy.content.questions.matrix import Matrix
from tests.assessment.items.properties import (
    earns_within_bounds,
    is_read_as_it_was_filled_in,
    never_earns_less,
)
from tests.assessment.questions import BOXES, TABLE
from tests.content.tables import matrices

KIND = MatrixKind()
ORDER = ["none", "pin"]


def share(question: Matrix, marking: Marking, **answer: list[str]) -> Fraction:
    return KIND.share(replace(question, marking=marking), answer)


@st.composite
def answers(draw: st.DrawFn, question: Matrix) -> dict[str, list[str]]:
    columns = [column.id for column in question.columns]
    most = len(columns) if question.several else 1
    ticks = st.lists(st.sampled_from(columns), max_size=most, unique=True)
    drawn = {row.id: sorted(draw(ticks), key=columns.index) for row in question.rows}
    return {row: ticked for row, ticked in drawn.items() if ticked}


answered = matrices().flatmap(lambda question: st.tuples(st.just(question), answers(question)))


def test_rows_are_read_by_where_the_reader_sees_them() -> None:
    assert KIND.parse(TABLE, {"1": ["1"], "2": ["3"]}, ORDER) == {"none": ["not"], "pin": ["very"]}


def test_a_row_may_wait() -> None:
    assert KIND.parse(TABLE, {"2": ["2"]}, ORDER) == {"pin": ["some"]}
    assert KIND.parse(TABLE, {"1": [""], "3": ["1"]}, ORDER) is None


def test_several_are_read_in_the_order_of_the_columns() -> None:
    fields = {"1": ["2", "1", "2"]}
    assert KIND.parse(BOXES, fields, ["phone", "card", "key"]) == {"phone": ["call", "pay"]}


@pytest.mark.parametrize("values", [["4"], ["0"], ["some"], ["1", "2"]])
def test_only_what_is_offered_may_be_ticked(values: list[str]) -> None:
    assert KIND.parse(TABLE, {"1": values}, ORDER) == InputFault(FaultCode.NOT_OFFERED)


@given(answered, st.randoms())
def test_an_answer_is_read_as_it_was_filled_in(
    pair: tuple[Matrix, dict[str, list[str]]], chance: object
) -> None:
    question, answer = pair
    order = list(KIND.choices(question))
    chance.shuffle(order)  # type: ignore[attr-defined]

    assert not answer or is_read_as_it_was_filled_in(question, answer, order)


@given(matrices())
def test_the_key_earns_everything(question: Matrix) -> None:
    assert KIND.share(question, KIND.key(question)) == 1


@given(answered)
def test_marks_lie_within_bounds(pair: tuple[Matrix, dict[str, list[str]]]) -> None:
    assert earns_within_bounds(*pair)


@given(answered, st.data())
def test_one_more_row_right_never_earns_less(
    pair: tuple[Matrix, dict[str, list[str]]], data: st.DataObject
) -> None:
    question, answer = pair
    key = KIND.key(question)
    row = data.draw(st.sampled_from(sorted(key)))

    assert never_earns_less(question, answer, {**answer, row: key[row]})


@given(answered)
def test_the_order_of_rows_and_columns_does_not_matter(
    pair: tuple[Matrix, dict[str, list[str]]],
) -> None:
    question, answer = pair
    turned = replace(question, rows=question.rows[::-1], columns=question.columns[::-1])

    assert KIND.share(turned, answer) == KIND.share(question, answer)


@pytest.mark.parametrize(
    ("marking", "worth"),
    [
        (Marking.PARTIAL_WITHOUT_PENALTY, Fraction(1, 2)),
        (Marking.PARTIAL, Fraction(0)),
        (Marking.ALL_OR_NOTHING, Fraction(0)),
        (Marking.NEGATIVE, Fraction(1, 4)),
    ],
)
def test_a_wrong_row_costs_what_the_rule_says(marking: Marking, worth: Fraction) -> None:
    assert share(TABLE, marking, pin=["some"], none=["very"]) == worth


@pytest.mark.parametrize(
    ("marking", "worth"),
    [
        (Marking.PARTIAL_WITHOUT_PENALTY, Fraction(1, 3)),
        (Marking.PARTIAL, Fraction(0)),
        (Marking.ALL_OR_NOTHING, Fraction(0)),
        (Marking.NEGATIVE, Fraction(-1)),
    ],
)
def test_ticking_everything_is_not_knowing_everything(marking: Marking, worth: Fraction) -> None:
    every = ["call", "pay", "cook"]
    assert share(BOXES, marking, phone=every, card=every, key=every) == worth


def test_a_tick_where_none_is_right_takes_from_no_other_row_without_penalty() -> None:
    right = {"phone": ["call", "pay"], "card": ["pay"]}

    assert share(BOXES, Marking.PARTIAL_WITHOUT_PENALTY, **right, key=["pay"]) == 1
    assert share(BOXES, Marking.PARTIAL, **right, key=["pay"]) == Fraction(2, 3)
    assert share(BOXES, Marking.ALL_OR_NOTHING, **right, key=["pay"]) == 0


def test_who_ticked_what_is_counted() -> None:
    assert KIND.taken(BOXES, {"phone": ["call", "cook"]}) == ("phone:call", "phone:cook")
    assert KIND.offered(TABLE) == {
        "pin:not": False,
        "pin:some": True,
        "pin:very": False,
        "none:not": True,
        "none:some": False,
        "none:very": False,
    }
