"""Numbers with their units in a package."""

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given

from academy.content.changes import How, Thing
from academy.content.questions.quantity import Quantity, QuantityKind, Unit
from academy.content.quiz_texts import quiz_texts
from academy.content.segment_kinds import SegmentKind
from academy.content.writer import question_plain
from tests.assessment.questions import PARCEL
from tests.content.measured import quantities
from tests.content.questions_read import faults_of, package_of, through_a_file, through_a_store

KIND = QuantityKind()
HEAD = "type: quantity, text: How much?, answer: 2"
BARE = replace(PARCEL, units=(), figures=0, figures_share=Fraction(0), relative=False)


@given(quantities())
def test_a_file_reads_back_as_it_was_written(question: Quantity) -> None:
    assert through_a_file(question) == question


@given(quantities())
def test_a_store_reads_back_as_it_was_written(question: Quantity) -> None:
    assert through_a_store(question) == question


def test_what_is_usual_is_not_written() -> None:
    assert not {"units", "relative", "figures", "figures_share"} & question_plain(BARE).keys()
    assert [unit.get("factor") for unit in question_plain(PARCEL)["units"]] == [None, "0.001"]


@pytest.mark.parametrize(
    ("rest", "found"),
    [
        ("tolerance: 0.1, units: []", []),
        ("units: [{id: kg, text: kg}, {id: g, text: g, factor: 1/1000}], figures: 3", []),
        ("tolerance: -1", ["below-zero"]),
        ("figures: 16", ["out-of-range"]),
        ("figures: 2, figures_share: 1.1", ["out-of-range"]),
        ("relative: perhaps", ["not-a-flag"]),
        ("units: [{id: kg, text: kg, factor: 0}]", ["not-above-zero"]),
        ("units: [{id: kg, text: kg}, {id: g, text: kg}]", ["same-text"]),
        ("units: [{id: kg, text: kg, size: 2}]", ["unknown-key"]),
    ],
)
def test_a_quantity_has_to_make_sense(rest: str, found: list[str]) -> None:
    assert faults_of(f"{HEAD}, {rest}") == found


def test_one_unit_is_so_much_of_the_first() -> None:
    tons = replace(PARCEL, units=(Unit("t", "t", Fraction(1000)), Unit("kg", "kg", Fraction(1))))

    assert (PARCEL.factor("g"), PARCEL.factor("kg"), PARCEL.factor("gone")) == (
        Fraction(1, 1000),
        1,
        1,
    )
    assert (tons.factor("t"), tons.factor("kg")) == (1, Fraction(1, 1000))
    assert BARE.factor("") == 1


def test_units_that_make_no_sense_yet_do_no_harm() -> None:
    nothing = replace(PARCEL, units=(Unit("a", "", Fraction(0)), Unit("b", "", Fraction(2))))
    assert (nothing.factor("a"), nothing.factor("b")) == (1, 1)


def test_what_is_right_is_told_in_every_unit() -> None:
    assert list(KIND.right(PARCEL).values()) == ["1.40 kilograms", "1.40e3 grams", "± 2 %"]
    assert list(KIND.right(BARE).values()) == ["1.4", "± 0.02"]
    assert list(KIND.right(replace(BARE, tolerance=Fraction(0))).values()) == ["1.4"]


def test_the_key_is_all_that_decides_on_marks() -> None:
    reworded = replace(PARCEL, units=tuple(replace(unit, text=unit.id) for unit in PARCEL.units))

    assert KIND.key(reworded) == KIND.key(PARCEL)
    assert KIND.key(replace(PARCEL, figures=2)) != KIND.key(PARCEL)
    assert KIND.key(replace(PARCEL, relative=False)) != KIND.key(PARCEL)
    assert KIND.key(replace(PARCEL, units=PARCEL.units[:1])) != KIND.key(PARCEL)


def test_units_are_translated() -> None:
    words = quiz_texts(package_of(PARCEL, km={"grams": "ក្រាម"}), "check", "km").question("parcel")

    assert list(KIND.texts(PARCEL)) == [
        ("kilograms", SegmentKind.LABEL),
        ("grams", SegmentKind.LABEL),
    ]
    assert [(unit.id, unit.text.lang) for unit in words.own.groups["units"]] == [
        ("kg", "en"),
        ("g", "km"),
    ]


def test_changes_of_units_are_told() -> None:
    new = replace(PARCEL, units=(replace(PARCEL.units[0], text="kilos"),))
    found = [(change.thing, change.how, change.part) for change in KIND.changes(PARCEL, new)]

    assert found == [
        (Thing.UNIT_OF_MEASURE, How.CHANGED, "kg"),
        (Thing.UNIT_OF_MEASURE, How.REMOVED, "g"),
    ]
