"""Passages with gaps: how they are filled in and marked."""

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from academy.assessment.rules.items.cloze import ClozeKind
from academy.assessment.rules.items.kind import FaultCode, InputFault
from academy.content.model import Marking
from academy.content.questions.cloze import AnyGap, ChoiceGap, Cloze, NumberGap, TextGap
from tests.assessment.items.properties import (
    earns_within_bounds,
    is_read_as_it_was_filled_in,
    never_earns_less,
)
from tests.assessment.questions import GAPS
from tests.content.tables import clozes

KIND = ClozeKind()
ORDER = ["what:word", "what:phrase", "what:name"]
KEY = {"what": "phrase", "length": "20", "do": "guess"}


def share(marking: Marking = GAPS.marking, **answer: str) -> Fraction:
    return KIND.share(replace(GAPS, marking=marking), answer)


@st.composite
def answers(draw: st.DrawFn, question: Cloze) -> dict[str, str]:
    """Somebody's answer: what is right, what is offered, or anything."""
    answer: dict[str, str] = {}
    for gap in question.gaps:
        own = KIND.key(replace(question, gaps=(gap,)))[gap.id]
        others = [each.id for each in gap.options] if isinstance(gap, ChoiceGap) else ["7", "12.5"]
        given = draw(st.sampled_from([None, own, *others]))
        if given is not None:
            answer[gap.id] = given
    return answer


answered = clozes().flatmap(lambda question: st.tuples(st.just(question), answers(question)))


def test_gaps_are_read_by_the_order_in_which_they_are_written() -> None:
    fields = {"1": ["2"], "2": [" ២០ "], "3": ["  Guess  it "]}
    assert KIND.parse(GAPS, fields, ORDER) == {"what": "phrase", "length": "20", "do": "Guess it"}


def test_a_gap_may_wait() -> None:
    assert KIND.parse(GAPS, {"1": [""], "3": ["guess"]}, ORDER) == {"do": "guess"}
    assert KIND.parse(GAPS, {"1": [""], "2": [" "], "4": ["?"]}, ORDER) is None


@pytest.mark.parametrize(
    ("fields", "code", "part"),
    [
        ({"1": ["4"]}, FaultCode.NOT_OFFERED, "1"),
        ({"1": ["phrase"]}, FaultCode.NOT_OFFERED, "1"),
        ({"2": ["many"]}, FaultCode.NOT_A_NUMBER, "2"),
        ({"3": ["x" * 201]}, FaultCode.TOO_LONG, "3"),
    ],
)
def test_a_fault_names_its_field(fields: dict[str, list[str]], code: FaultCode, part: str) -> None:
    fault = KIND.parse(GAPS, fields, ORDER)

    assert isinstance(fault, InputFault)
    assert (fault.code, fault.values["part"]) == (code, part)


def test_a_gap_offers_no_option_of_another() -> None:
    twin = replace(GAPS.gaps[0], id="twin")
    both = replace(GAPS, gaps=(GAPS.gaps[0], twin))
    order = KIND.choices(both)

    assert KIND.parse(both, {"2": ["5"]}, order) == {"twin": "phrase"}
    assert KIND.parse(both, {"2": ["2"]}, order) == InputFault(FaultCode.NOT_OFFERED, {"part": "2"})


@given(clozes(), st.randoms())
def test_the_key_is_read_as_it_was_filled_in_whatever_the_order(question: Cloze, chance: object) -> None:  # fmt: skip # noqa: E501
    order = list(KIND.choices(question))
    chance.shuffle(order)  # type: ignore[attr-defined]
    choices = replace(
        question, gaps=tuple(gap for gap in question.gaps if isinstance(gap, ChoiceGap))
    )
    if choices.gaps:
        assert is_read_as_it_was_filled_in(choices, KIND.key(choices), order)


def test_every_kind_of_gap_is_read_as_it_was_filled_in() -> None:
    assert is_read_as_it_was_filled_in(GAPS, KEY, ORDER)
    assert is_read_as_it_was_filled_in(GAPS, {"length": "-0.5"}, ORDER)


@given(clozes())
def test_the_key_earns_everything(question: Cloze) -> None:
    typed = replace(question, gaps=tuple(map(plainly_right, question.gaps)))

    assert KIND.share(typed, KIND.key(typed)) == 1


def plainly_right(gap: AnyGap) -> AnyGap:
    """A gap with a key that can be typed, and no answers that come before it."""
    match gap:
        case TextGap():
            return replace(gap, answers=())
        case NumberGap():
            return replace(gap, answer=Fraction(round(gap.answer)))
        case _:
            return gap


@given(answered)
def test_marks_lie_within_bounds(pair: tuple[Cloze, dict[str, str]]) -> None:
    assert earns_within_bounds(*pair)


@given(answered, st.data())
def test_one_more_gap_right_never_earns_less(
    pair: tuple[Cloze, dict[str, str]], data: st.DataObject
) -> None:
    question = replace(pair[0], gaps=tuple(map(plainly_right, pair[0].gaps)))
    key = KIND.key(question)
    gap = data.draw(st.sampled_from(sorted(key)))

    assert never_earns_less(question, pair[1], {**pair[1], gap: key[gap]})


@given(answered)
def test_the_order_of_gaps_and_options_does_not_matter(pair: tuple[Cloze, dict[str, str]]) -> None:
    question, answer = pair
    turned = tuple(
        replace(gap, options=gap.options[::-1]) if isinstance(gap, ChoiceGap) else gap
        for gap in reversed(question.gaps)
    )
    assert KIND.share(replace(question, gaps=turned), answer) == KIND.share(question, answer)


def test_gaps_count_by_their_weights() -> None:
    assert share(what="phrase") == Fraction(2, 4)
    assert share(length="21.5") == Fraction(1, 4)
    assert share(do="GUESS") == Fraction(1, 4)
    assert share() == 0


def test_what_is_partly_right_is_that_part_of_its_gap() -> None:
    assert share(what="word") == Fraction(1, 4)
    assert share(length="12") == Fraction(1, 8)
    assert share(do="find") == Fraction(1, 16)
    assert share(Marking.ALL_OR_NOTHING, **{**KEY, "do": "find"}) == 0


@pytest.mark.parametrize(
    ("marking", "worth"),
    [
        (Marking.PARTIAL_WITHOUT_PENALTY, Fraction(2, 4)),
        (Marking.PARTIAL, Fraction(0)),
        (Marking.ALL_OR_NOTHING, Fraction(0)),
        (Marking.NEGATIVE, Fraction(2, 4) - Fraction(2, 4) / 2),
    ],
)
def test_what_is_wrong_costs_what_the_rule_says(marking: Marking, worth: Fraction) -> None:
    assert share(marking, what="name", length="20", do="guess") == worth


def test_what_cannot_be_guessed_costs_nothing_under_negative_marks() -> None:
    assert share(Marking.NEGATIVE, what="phrase", length="99", do="no") == Fraction(2, 4)


def test_an_option_that_is_gone_earns_nothing() -> None:
    assert share(what="gone") == 0


def test_one_option_alone_may_be_wrong() -> None:
    alone = replace(GAPS.gaps[0], options=GAPS.gaps[0].options[:1])
    question = replace(GAPS, gaps=(alone,), marking=Marking.NEGATIVE)

    assert KIND.share(question, {"what": "name"}) == -1
    assert KIND.key(question) == {}


def test_words_count_as_right_in_every_language() -> None:
    def in_khmer(accept: tuple[str, ...]) -> tuple[str, ...]:
        return (*accept, *(f"{word}-km" for word in accept))

    everywhere = KIND.accepting(GAPS, in_khmer)

    assert KIND.share(everywhere, {"do": "guess-km"}) == Fraction(1, 4)
    assert KIND.share(everywhere, {"do": "find-km"}) == Fraction(1, 16)
    assert everywhere.gaps[:2] == GAPS.gaps[:2]


def test_who_took_which_option_is_counted_gap_by_gap() -> None:
    assert KIND.taken(GAPS, {"what": "name", "do": "guess"}) == ("what:name",)
    assert KIND.offered(GAPS) == {"what:name": False, "what:phrase": True, "what:word": False}
