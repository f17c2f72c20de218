"""Items to put into groups: how they are filled in and marked."""

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from academy.assessment.rules.items.categorise import CategoriseKind
from academy.assessment.rules.items.kind import FaultCode, InputFault
from academy.content.model import Marking
from academy.content.questions.categorise import Categorise
from tests.assessment.items.properties import (
    earns_within_bounds,
    is_read_as_it_was_filled_in,
    never_earns_less,
)
from tests.assessment.questions import GROUPED
from tests.content.tables import groupings

KIND = CategoriseKind()
ORDER = ["weather", "name", "pin"]
SETTLED = replace(GROUPED, items=GROUPED.items[:2])


def share(marking: Marking, **answer: str) -> Fraction:
    return KIND.share(replace(GROUPED, marking=marking), answer)


@st.composite
def answers(draw: st.DrawFn, question: Categorise) -> dict[str, str]:
    groups = [group.id for group in question.groups] + [""] * question.has_strays
    places = st.one_of(st.none(), st.sampled_from(groups))
    drawn = {item.id: draw(places) for item in question.items}
    return {item: group for item, group in drawn.items() if group is not None}


answered = groupings().flatmap(lambda question: st.tuples(st.just(question), answers(question)))


def test_items_are_read_by_where_the_reader_sees_them() -> None:
    fields = {"1": ["0"], "2": ["1"], "3": ["2"]}
    assert KIND.parse(GROUPED, fields, ORDER) == {"weather": "", "name": "all", "pin": "me"}


def test_an_item_may_wait() -> None:
    assert KIND.parse(GROUPED, {"1": [""], "3": ["2"]}, ORDER) == {"pin": "me"}
    assert KIND.parse(GROUPED, {"1": [" "]}, ORDER) is None


@pytest.mark.parametrize("value", ["3", "all", "-1"])
def test_only_what_is_offered_may_be_chosen(value: str) -> None:
    assert KIND.parse(GROUPED, {"1": [value]}, ORDER) == InputFault(FaultCode.NOT_OFFERED)


def test_none_of_the_groups_is_offered_only_where_it_may_be_right() -> None:
    assert KIND.parse(SETTLED, {"1": ["0"]}, ["pin", "name"]) == InputFault(FaultCode.NOT_OFFERED)
    assert set(KIND.offered(SETTLED)) == {"name:all", "name:me", "pin:all", "pin:me"}


@given(answered, st.randoms())
def test_an_answer_is_read_as_it_was_filled_in(
    pair: tuple[Categorise, dict[str, str]], chance: object
) -> None:
    question, answer = pair
    order = list(KIND.choices(question))
    chance.shuffle(order)  # type: ignore[attr-defined]

    assert not answer or is_read_as_it_was_filled_in(question, answer, order)


@given(groupings())
def test_the_key_earns_everything(question: Categorise) -> None:
    assert KIND.share(question, KIND.key(question)) == 1


@given(answered)
def test_marks_lie_within_bounds(pair: tuple[Categorise, dict[str, str]]) -> None:
    assert earns_within_bounds(*pair)


@given(answered, st.data())
def test_one_more_item_right_never_earns_less(
    pair: tuple[Categorise, dict[str, str]], data: st.DataObject
) -> None:
    question, answer = pair
    item = data.draw(st.sampled_from(question.items))

    assert never_earns_less(question, answer, {**answer, item.id: item.group})


@given(answered)
def test_the_order_of_items_and_groups_does_not_matter(
    pair: tuple[Categorise, dict[str, str]],
) -> None:
    question, answer = pair
    turned = replace(question, items=question.items[::-1], groups=question.groups[::-1])

    assert KIND.share(turned, answer) == KIND.share(question, answer)


@pytest.mark.parametrize(
    ("marking", "worth"),
    [
        (Marking.PARTIAL_WITHOUT_PENALTY, Fraction(2, 3)),
        (Marking.PARTIAL, Fraction(1, 3)),
        (Marking.ALL_OR_NOTHING, Fraction(0)),
        (Marking.NEGATIVE, Fraction(2, 3) - Fraction(1, 6)),
    ],
)
def test_a_wrong_item_costs_what_the_rule_says(marking: Marking, worth: Fraction) -> None:
    assert share(marking, name="all", pin="all", weather="") == worth


def test_an_item_that_waits_is_not_one_that_belongs_nowhere() -> None:
    assert share(Marking.PARTIAL_WITHOUT_PENALTY, name="all", pin="me") == Fraction(2, 3)


def test_who_put_what_where_is_counted() -> None:
    assert KIND.taken(GROUPED, {"pin": "me", "weather": ""}) == ("pin:me", "weather:")
    assert KIND.offered(GROUPED)["weather:"]
    assert not KIND.offered(GROUPED)["weather:all"]
