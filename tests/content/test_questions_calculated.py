"""Numbers that are drawn, and their formulas, in a package."""

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from academy.content.changes import Thing
from academy.content.questions.calculated import Calculated, CalculatedKind, Variable
from academy.content.questions.calculated_check import samples
from academy.content.questions.variables import drawn_values, filled_in, names_in
from academy.content.quiz_texts import quiz_texts
from academy.content.segment_kinds import SegmentKind
from academy.content.segments import Segment
from academy.content.translations import translation_faults
from academy.content.writer import question_plain
from tests.assessment.questions import MANGOES
from tests.content.measured import sums, variables
from tests.content.questions_read import faults_of, package_of, through_a_file, through_a_store

KIND = CalculatedKind()
TEXT = 'type: calculated, text: "{a} {b}", tolerance: 0.1'
TWO = "variables: [{id: a, low: 1, high: 9}, {id: b, low: 0, high: 2, step: 0.5}]"


@given(sums())
def test_a_file_reads_back_as_it_was_written(question: Calculated) -> None:
    assert through_a_file(question) == question


@given(sums())
def test_a_store_reads_back_as_it_was_written(question: Calculated) -> None:
    assert through_a_store(question) == question
    assert question_plain(replace(question, values={"a": Fraction(1)})) == question_plain(question)


@pytest.mark.parametrize(
    ("rest", "found"),
    [
        (f"formula: a + b, {TWO}", []),
        (f"formula: a/b, {TWO}", ["no-value"]),
        (f"formula: 1/(a-4), {TWO}", ["no-value"]),
        (f"formula: sqrt(b-a), {TWO}", ["no-value"]),
        (f"formula: a +, {TWO}", ["bad-formula"]),
        (f'formula: "a ? b", {TWO}', ["bad-formula"]),
        (f"formula: {'(' * 50}a{')' * 50}, {TWO}", ["deep-formula"]),
        (f"formula: a + c, {TWO}", ["unknown-variable"]),
        (f"formula: cosec(a), {TWO}", ["unknown-variable"]),
        (f"formula: '', {TWO}", ["empty-text"]),
        (f"formula: a + b, relative: true, unit: m, {TWO}", []),
        ("formula: a, variables: []", ["too-few", "unknown-variable"]),
        ("formula: a, variables: [{id: a, low: 2, high: 1}]", ["reversed-range"]),
        ("formula: a, variables: [{id: a, low: 2, high: 3, step: 0}]", ["not-above-zero"]),
        ("formula: a, variables: [{id: a, low: 2, high: 3, by: 1}]", ["unknown-key"]),
        ("formula: c, variables: [{id: c, low: 2, high: 3}]", ["unshown-variable"]),
    ],
)
def test_a_sum_has_to_make_sense(rest: str, found: list[str]) -> None:
    assert faults_of(f"{TEXT}, {rest}") == found


def test_an_answer_without_end_wants_a_tolerance() -> None:
    sum_ = f"formula: a/3, {TWO}"

    assert faults_of(f"{TEXT}, {sum_}") == []
    assert faults_of(f"type: calculated, text: '{{a}}', {sum_}") == ["endless-answer"]
    rounded = sum_.replace("a/3", '"round(a/3, 2)"')
    assert faults_of(f"type: calculated, text: '{{a}}', {rounded}") == []
    assert faults_of(f"type: calculated, text: '{{a}}', {sum_}, tolerance: -1") == ["below-zero"]


@given(variables("a"), st.integers(0))
def test_a_number_is_drawn_from_its_range(variable: Variable, seed: int) -> None:
    number = variable.drawn(seed)

    assert variable.low <= number <= variable.high
    assert (number - variable.low) % variable.step == 0
    assert number == variable.drawn(seed)


def test_every_number_is_as_likely_as_any_other() -> None:
    die = Variable("die", Fraction(1), Fraction(6))
    thrown = [die.drawn(seed) for seed in range(6_000)]

    assert all(900 < thrown.count(Fraction(side)) < 1_100 for side in range(1, 7))


def test_variables_are_drawn_each_for_itself() -> None:
    pair = [Variable(name, Fraction(0), Fraction(99)) for name in "ab"]

    assert drawn_values(pair, 5) == drawn_values(pair[::-1], 5)
    assert len({tuple(drawn_values(pair, seed).values()) for seed in range(50)}) > 40


def test_a_range_that_makes_no_sense_yet_is_one_number() -> None:
    assert Variable("a", Fraction(3), Fraction(1)).drawn(1) == 3
    assert Variable("a", Fraction(3), Fraction(9), Fraction(0)).drawn(1) == 3


def test_the_ends_and_every_step_are_tried() -> None:
    tried = list(samples([Variable("a", Fraction(0), Fraction(20)), MANGOES.variables[1]]))

    assert {values["a"] for values in tried} == {Fraction(n) for n in range(21)}
    assert {"a": Fraction(20), "b": Fraction(6)} in tried


def test_the_formula_says_what_is_right() -> None:
    drawn = replace(MANGOES, values={"a": Fraction(5), "b": Fraction(5, 2)})

    assert drawn.value == Fraction(3, 2)
    assert MANGOES.value == Fraction(3, 2)
    assert replace(MANGOES, formula="a +").value is None
    assert replace(MANGOES, formula="zebra").value is None
    assert hash(drawn) == hash(MANGOES)


def test_names_stand_in_braces() -> None:
    assert names_in("{a} and {b-2}, not {} nor {A}") == {"a", "b-2"}
    assert filled_in("{a}{b} {c}", {"a": "1", "b": "2"}) == "12 {c}"


def test_what_is_right_is_told_with_all_that_may_be_drawn() -> None:
    one = Variable("c", Fraction(2), Fraction(2))
    two = Variable("d", Fraction(2), Fraction(3))
    question = replace(MANGOES, variables=(*MANGOES.variables, one, two))

    assert list(KIND.right(question).values()) == [
        "round(3*b/a, 2)",
        "a = 4, 5 … 12",
        "b = 2, 2.25 … 6",
        "c = 2",
        "d = 2 … 3",
        "± 0.01",
    ]
    assert len(KIND.right(replace(MANGOES, tolerance=Fraction(0)))) == 3


def test_the_key_is_all_that_decides_on_marks() -> None:
    turned = replace(MANGOES, variables=MANGOES.variables[::-1], unit="riel", values={})

    assert KIND.key(turned) == KIND.key(MANGOES)
    assert KIND.key(replace(MANGOES, formula="a")) != KIND.key(MANGOES)
    assert KIND.key(replace(MANGOES, relative=True)) != KIND.key(MANGOES)


def test_the_unit_is_translated_and_its_changes_are_told() -> None:
    words = quiz_texts(package_of(MANGOES, km={"dollars": "ដុល្លារ"}), "check", "km")
    (change,) = KIND.changes(MANGOES, replace(MANGOES, unit="riel"))
    (other,) = KIND.changes(MANGOES, replace(MANGOES, variables=MANGOES.variables[::-1]))

    assert list(KIND.texts(MANGOES)) == [("dollars", SegmentKind.LABEL)]
    assert words.question("mangoes").unit.html == "ដុល្លារ"
    assert (change.thing, other.thing) == (Thing.NUMBER_UNIT, Thing.MARKUP)


@pytest.mark.parametrize("name", ["a", "b-2"])
def test_a_translation_that_loses_a_number_is_told(name: str) -> None:
    segment = Segment("check", f"What is {{{name}}}?", "check.yaml", 1, SegmentKind.QUESTION)
    codes = [code.value for code, _ in translation_faults(segment, "តើអ្វីទៅ?", "km")]

    assert "lost-placeholder" in codes
