"""Places on pictures: how they are chosen and marked."""

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from academy.assessment.rules.items.hotspot import HotspotKind
from academy.assessment.rules.items.kind import FaultCode, InputFault
from academy.content.model import Marking
from academy.content.questions.hotspot import Hotspot
from tests.assessment.items.properties import (
    earns_within_bounds,
    is_read_as_it_was_filled_in,
    never_earns_less,
)
from tests.assessment.questions import PHONE, SIGNS
from tests.content.measured import maps

KIND = HotspotKind()


@st.composite
def answered(draw: st.DrawFn) -> tuple[Hotspot, list[str]]:
    question = draw(maps())
    names = [spot.id for spot in question.places]
    most = len(names) if question.several else 1
    taken = draw(st.lists(st.sampled_from(names), min_size=1, max_size=most, unique=True))
    return question, sorted(taken, key=names.index)


def test_places_are_named_by_where_they_lie() -> None:
    assert KIND.parse(PHONE, {"": ["2"]}, ()) == ["lock"]
    assert KIND.parse(SIGNS, {"": ["3", "1", ""]}, ()) == ["edge", "low"]
    assert KIND.parse(SIGNS, {"": []}, ()) is None
    assert KIND.choices(PHONE) == ()


@pytest.mark.parametrize("values", [["4"], ["0"], ["lock"], ["1", "2"]])
def test_only_what_is_offered_may_be_chosen(values: list[str]) -> None:
    assert KIND.parse(PHONE, {"": values}, ()) == InputFault(FaultCode.NOT_OFFERED)


@given(answered())
def test_an_answer_is_read_as_it_was_filled_in(pair: tuple[Hotspot, list[str]]) -> None:
    assert is_read_as_it_was_filled_in(*pair, [])


@given(maps())
def test_the_key_earns_everything(question: Hotspot) -> None:
    assert KIND.share(question, KIND.key(question)) == 1


@given(answered())
def test_marks_lie_within_bounds(pair: tuple[Hotspot, list[str]]) -> None:
    assert earns_within_bounds(*pair)


@given(answered(), st.data())
def test_one_more_right_place_never_earns_less(
    pair: tuple[Hotspot, list[str]], data: st.DataObject
) -> None:
    question, answer = pair
    right = data.draw(st.sampled_from(KIND.key(question)))
    better = [*answer, right] if question.several and right not in answer else [right]

    assert never_earns_less(question, answer if question.several else [], better) or (
        right in answer
    )


@given(answered())
def test_the_order_in_which_places_are_written_does_not_matter(
    pair: tuple[Hotspot, list[str]],
) -> None:
    question, answer = pair
    turned = replace(question, spots=question.spots[::-1])

    assert KIND.share(turned, answer) == KIND.share(question, answer)
    assert KIND.fill(turned, answer, ()) == KIND.fill(question, answer, ())


@pytest.mark.parametrize(
    ("marking", "answer", "share"),
    [
        (Marking.ALL_OR_NOTHING, ["lock", "low"], 1),
        (Marking.ALL_OR_NOTHING, ["lock"], 0),
        (Marking.PARTIAL, ["lock"], Fraction(1, 2)),
        (Marking.PARTIAL, ["edge", "lock"], 0),
        (Marking.PARTIAL_WITHOUT_PENALTY, ["edge", "lock"], Fraction(1, 2)),
        (Marking.NEGATIVE, ["edge"], Fraction(-1, 2)),
    ],
)
def test_several_places_are_marked_by_the_rule(
    marking: Marking, answer: list[str], share: Fraction
) -> None:
    assert KIND.share(replace(SIGNS, marking=marking), answer) == share


def test_a_wrong_place_costs_what_guessing_would_earn() -> None:
    harsh = replace(PHONE, marking=Marking.NEGATIVE)
    shares = [KIND.share(harsh, [spot.id]) for spot in PHONE.spots]

    assert shares == [Fraction(-1, 2), 1, Fraction(-1, 2)]
    assert sum(shares) == 0


def test_who_took_what_can_be_counted() -> None:
    assert KIND.taken(SIGNS, ["lock", "low"]) == ("lock", "low")
    assert KIND.offered(PHONE) == {"low": False, "lock": True, "edge": False}


def test_a_draft_may_hold_nonsense() -> None:
    empty = replace(PHONE, spots=())

    assert KIND.key(empty) == []
    assert KIND.parse(empty, {"": ["1"]}, ()) == InputFault(FaultCode.NOT_OFFERED)
    assert KIND.share(replace(PHONE, spots=PHONE.spots[:1]), ["low"]) == 0
