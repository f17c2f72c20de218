"""Numbers with their units: how they are filled in and marked."""

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from academy.assessment.rules.items.kind import FaultCode, InputFault
from academy.assessment.rules.items.quantity import QuantityKind
from academy.assessment.rules.numbers import TwoReadings, Unread, as_typed, read_number
from academy.content.questions.quantity import Quantity, Unit
from tests.assessment.items.properties import is_read_as_it_was_filled_in
from tests.assessment.questions import PARCEL
from tests.content.letters import fractions
from tests.content.measured import quantities

KIND = QuantityKind()
ONE, HALF, NONE = Fraction(1), Fraction(1, 2), Fraction(0)
BARE = replace(PARCEL, units=())
ALONE = replace(PARCEL, units=PARCEL.units[:1])


def parsed(number: str, unit: str = "1", question: Quantity = PARCEL) -> object:
    return KIND.parse(question, {"": [number], "1": [unit]}, ())


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("1.40", "1.40"),
        ("1,40", "1.40"),
        ("១,៤០", "1.40"),
        ("1400", "1400"),
        ("1 400,50", "1400.50"),
        ("1,400,000", "1400000"),
        ("007", "7"),
        (".50", "0.50"),
        ("-0.70", "-0.70"),
        ("1.4E3", "1.4e3"),
        ("1.400e+03", "1.400e3"),
        ("1.400e0", "1.400e0"),
        ("0.00", "0.00"),
        ("0", "0"),
        ("0e5", "0e5"),
    ],
)
def test_a_number_is_kept_with_the_digits_that_were_typed(typed: str, kept: str) -> None:
    assert parsed(typed) == {"number": kept, "unit": "kg"}
    assert parsed(typed, "", BARE) == {"number": kept}


@given(st.text("0123456789.,e+- ", max_size=12), st.booleans())
def test_what_is_kept_is_the_number_that_was_read(text: str, only_whole: bool) -> None:  # noqa: FBT001 - drawn
    number = read_number(text, only_whole=only_whole)
    if isinstance(number, TwoReadings | Unread):
        return
    kept = as_typed(text, number)

    assert Fraction(kept) == number
    assert read_number(kept, only_whole=False) == number


@pytest.mark.parametrize(
    ("number", "unit", "code"),
    [
        ("1.4", "", FaultCode.UNIT_MISSING),
        ("", "1", FaultCode.NUMBER_MISSING),
        ("1.4", "3", FaultCode.NOT_OFFERED),
        ("1.4", "kg", FaultCode.NOT_OFFERED),
        ("1.4 kg", "1", FaultCode.NOT_A_NUMBER),
        ("9" * 61, "1", FaultCode.TOO_LONG),
        ("." + "9" * 59, "1", FaultCode.TOO_LONG),
    ],
)
def test_what_is_no_answer_yet_says_why(number: str, unit: str, code: FaultCode) -> None:
    fault = parsed(number, unit)

    assert isinstance(fault, InputFault)
    assert fault.code is code


def test_nothing_is_no_answer() -> None:
    assert parsed(" ", "") is None


def test_two_readings_are_asked_about_and_keep_their_figures() -> None:
    assert parsed("1.400") == InputFault(
        FaultCode.TWO_READINGS, {"typed": "1.400", "thousands": "1400", "decimal": "1.400e0"}
    )


def test_where_only_whole_numbers_can_be_meant_there_is_one_reading() -> None:
    whole = Quantity(id="q", marks=ONE, text="?", feedback=PARCEL.feedback, answer=Fraction(1400))
    assert parsed("1.400", "", whole) == {"number": "1400"}


def test_the_only_unit_need_not_be_chosen() -> None:
    assert parsed("1.40", "", ALONE) == {"number": "1.40", "unit": "kg"}
    assert KIND.fill(ALONE, {"number": "1.40", "unit": "kg"}, ()) == {"": ("1.40",)}


@pytest.mark.parametrize(
    ("number", "unit", "share"),
    [
        ("1.40", "kg", ONE),
        ("1.42", "kg", ONE),
        ("1.428", "kg", HALF),
        ("1.43", "kg", NONE),
        ("1.4", "kg", HALF),
        ("1400", "g", ONE),
        ("1.40e3", "g", ONE),
        ("1.4e3", "g", HALF),
        ("1400.0", "g", HALF),
        ("1400", "kg", NONE),
    ],
)
def test_amount_and_figures_are_marked(number: str, unit: str, share: Fraction) -> None:
    assert KIND.share(PARCEL, {"number": number, "unit": unit}) == share


def test_a_tolerance_is_inclusive_and_exact() -> None:
    near = replace(BARE, relative=False, figures=0, tolerance=Fraction(1, 10))

    assert KIND.share(near, {"number": "1.5"}) == 1
    assert KIND.share(near, {"number": "1.5001"}) == 0
    assert KIND.share(replace(near, answer=Fraction(-14, 10)), {"number": "-1.3"}) == 1


def test_what_rounding_gives_is_right_without_any_tolerance() -> None:
    third = replace(BARE, answer=Fraction(1, 3), tolerance=NONE)

    assert KIND.share(third, {"number": "0.333"}) == 1
    assert KIND.share(third, {"number": "0.33"}) == 0
    assert KIND.share(replace(third, figures=0), {"number": "0.333333333333"}) == 1


@given(quantities())
def test_the_key_earns_everything(question: Quantity) -> None:
    assert KIND.share(question, KIND.key(question)) == 1


@given(quantities())
def test_the_key_can_be_typed(question: Quantity) -> None:
    assert is_read_as_it_was_filled_in(question, KIND.key(question), [])


@given(quantities(), fractions, st.data())
def test_marks_lie_within_bounds(question: Quantity, number: Fraction, data: st.DataObject) -> None:
    units = [unit.id for unit in question.units]
    unit = {"unit": data.draw(st.sampled_from(units))} if units else {}
    share = KIND.share(question, {"number": str(number), **unit})

    assert share in {0, 1, question.figures_share}


def test_the_same_amount_in_another_unit_is_worth_the_same() -> None:
    litres = replace(
        PARCEL,
        figures=0,
        units=(*PARCEL.units, Unit("t", "tonnes", Fraction(1000))),
    )
    answers = [("1.39", "kg"), ("1390", "g"), ("0.00139", "t")]

    assert {KIND.share(litres, {"number": n, "unit": u}) for n, u in answers} == {ONE}
