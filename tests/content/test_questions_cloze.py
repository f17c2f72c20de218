"""Passages with gaps in a package."""

# ruff: noqa: E501 - what is written as one line is read as one

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given

from academy.content.changes import How, Thing
from academy.content.model import Option
from academy.content.questions.cloze import Cloze, ClozeKind, GapKind, TextGap, gap_marks
from academy.content.quiz_texts import quiz_texts
from academy.content.segment_kinds import SegmentKind
from academy.content.segments import Segment
from academy.content.translations import translation_faults
from academy.content.writer import question_plain
from tests.assessment.questions import GAPS
from tests.content.questions_read import (
    faults_in,
    faults_of,
    package_of,
    through_a_file,
    through_a_store,
)
from tests.content.tables import clozes

KIND = ClozeKind()
WHAT, LENGTH, DO = GAPS.gaps
HEAD = "type: cloze, text: Fill it., passage: 'A [[a]] b.'"


@given(clozes())
def test_a_file_reads_back_as_it_was_written(question: Cloze) -> None:
    assert through_a_file(question) == question


@given(clozes())
def test_a_store_reads_back_as_it_was_written(question: Cloze) -> None:
    assert through_a_store(question) == question


def test_what_is_usual_is_not_written() -> None:
    plain = question_plain(GAPS)

    assert "marking" not in plain
    assert plain["gaps"][0]["weight"] == 2
    assert "weight" not in plain["gaps"][1]
    assert plain["gaps"][0]["options"][1] == {
        "id": "phrase",
        "text": "passphrase",
        "correct": True,
        "feedback": "It is long.",
    }
    assert plain["gaps"][0]["options"][2]["share"] == "0.5"


@pytest.mark.parametrize(
    ("passage", "found"),
    [
        ("A [[what]] of [[length]]", ["gap-not-once"]),
        ("A [[what]] [[what]] [[length]] [[do]]", ["gap-not-once"]),
        ("A [[what]] [[length]] [[do]] [[more]]", ["unknown-gap"]),
        ("[[[do]](https://example.org) [[what]] [[length]]", ["gap-not-once"]),
        ("[to [[do]] it](unit:lesson) [[what]] [[length]]", ["gap-not-once"]),
        ("", ["empty-text"]),
    ],
)
def test_every_gap_stands_in_the_passage_once_and_in_no_link(
    passage: str, found: list[str]
) -> None:
    assert [fault.code for fault in faults_in(replace(GAPS, passage=passage))] == found


def test_a_gap_may_stand_in_emphasis_and_in_code() -> None:
    assert gap_marks("**[[a]]** `cd [[b]]` *so [[c]]*") == ["a", "b", "c"]


@pytest.mark.parametrize(
    ("gaps", "found"),
    [
        ("[{id: a, kind: number, answer: 1, tolerance: 0, unit: m}]", ["unknown-key"]),
        ("[{id: a, kind: number, answer: 1, tolerance: 0, weight: 0}]", ["out-of-range"]),
        ("[{id: a, kind: choice, options: [{id: a, text: x, correct: true}]}]", ["too-few"]),
        ("[{id: a, kind: choice, options: [{id: a, text: x}, {id: b, text: y}]}]", ["no-right-option"]),
        ("[{id: a, kind: choice, options: [{id: a, text: x, correct: true}, {id: b, text: y, share: 2}]}]", ["out-of-range"]),
        ("[{id: a, kind: choice, options: [{id: a, text: x, correct: true}, {id: b, text: x}]}]", ["same-text"]),
        ("[{id: a, kind: text, accept: [a, A]}]", ["same-word"]),
        ("[{id: a, kind: drag}]", ["not-a-choice", "missing-key"]),
    ],
)  # fmt: skip
def test_a_gap_has_to_make_sense(gaps: str, found: list[str]) -> None:
    assert faults_of(f"{HEAD}, gaps: {gaps}") == found


def test_what_is_right_is_told_gap_by_gap() -> None:
    assert list(KIND.right(GAPS).values()) == [
        "what: passphrase",
        "length: 20",
        "length: ± 2",
        "do: guess",
    ]


def test_the_key_is_all_that_decides_on_marks() -> None:
    said = replace(WHAT, options=tuple(replace(o, feedback="", text="x") for o in WHAT.options))
    heavier = replace(DO, weight=3)

    assert KIND.key(replace(GAPS, gaps=(DO, said, LENGTH))) == KIND.key(GAPS)
    assert KIND.key(replace(GAPS, gaps=(WHAT, LENGTH, heavier))) != KIND.key(GAPS)


def test_every_text_that_a_learner_reads_is_translated() -> None:
    kinds = dict(KIND.texts(GAPS))

    assert kinds[GAPS.passage] is SegmentKind.PASSAGE
    assert kinds["passphrase"] is SegmentKind.OPTION
    assert kinds["It is long."] is SegmentKind.FEEDBACK
    assert kinds["guess"] is kinds["find"] is SegmentKind.ACCEPT
    assert kinds["Nearly."] is kinds["A little longer."] is SegmentKind.FEEDBACK


def test_words_come_in_a_language_with_options_known_among_all_gaps() -> None:
    package = package_of(GAPS, km={GAPS.passage: "[[do]] [[length]] ក [[what]]", "name": "ឈ្មោះ"})
    words = quiz_texts(package, "check", "km").question(GAPS.id).own

    assert words.passage.html == "[[do]] [[length]] ក [[what]]"
    assert words.passage.lang == "km"
    assert [choice.id for choice in words.choices] == ["what:name", "what:phrase", "what:word"]
    assert [choice.text.html for choice in words.choices] == ["ឈ្មោះ", "passphrase", "word"]
    assert words.groups["do"][0].feedback.html == "Nearly."
    assert words.groups["length"][0].feedback.html == "A little longer."
    assert "what" not in words.groups


def test_nothing_changed_in_the_same_passage() -> None:
    assert not list(KIND.changes(GAPS, GAPS))


def test_changes_are_told_gap_by_gap() -> None:
    less = replace(WHAT, options=(*WHAT.options[:2], Option("word", "words", feedback="No.")))
    new = replace(GAPS, passage="Now [[what]]", gaps=(less, replace(LENGTH, weight=3)))
    found = [(change.thing, change.how, change.part) for change in KIND.changes(GAPS, new)]

    assert found == [
        (Thing.PASSAGE, How.CHANGED, ""),
        (Thing.GAP, How.CHANGED, "what"),
        (Thing.GAP, How.CHANGED, "length"),
        (Thing.GAP, How.REMOVED, "do"),
        (Thing.OPTION, How.CHANGED, "what:word"),
        (Thing.OPTION_FEEDBACK, How.ADDED, "what:word"),
    ]


def test_what_is_said_of_an_answer_is_told_by_its_place() -> None:
    kinder = replace(DO, answers=(replace(DO.answers[0], feedback="Nearly so.", case=True),))
    changes = KIND.changes(GAPS, replace(GAPS, gaps=(WHAT, LENGTH, kinder)))

    assert [(each.thing, each.part) for each in changes] == [
        (Thing.GAP, "do"),
        (Thing.OPTION_FEEDBACK, "do:1"),
    ]


def test_a_gap_of_another_kind_has_changed() -> None:
    typed = TextGap(id="what", weight=2, accept=("passphrase",))
    new = replace(GAPS, gaps=(typed, LENGTH, DO))

    assert (Thing.GAP, "what") in {(each.thing, each.part) for each in KIND.changes(GAPS, new)}
    assert typed.kind is GapKind.TEXT
    assert typed.question.marks == Fraction(1)


@pytest.mark.parametrize(
    ("text", "lost"),
    [
        ("[[do]] គឺ **លំបាក** [[length]] [[what]]", []),
        ("គឺ **លំបាក** [[length]] [[what]]", ["[[do]]"]),
        ("[[do]] [[doo]] **គឺ** [[length]] [[what]]", ["[[doo]]"]),
        ("[[do]] [[do]] **គឺ** [[length]] [[what]]", ["[[do]]"]),
    ],
)
def test_a_translation_keeps_every_gap(text: str, lost: list[str]) -> None:
    segment = Segment("check", GAPS.passage, "quizzes/check.yaml", 0, SegmentKind.PASSAGE)
    told = list(translation_faults(segment, text, "km"))

    assert [detail["what"] for _, detail in told] == lost
    assert {code.value for code, _ in told} <= {"lost-placeholder"}


def test_the_ids_of_gaps_are_no_words_and_no_numbers_of_a_translation() -> None:
    source = "See [[gap-1]], [[gap-2]] and [[the-colour]]."
    segment = Segment("check", source, "quizzes/check.yaml", 0, SegmentKind.PASSAGE)
    text = "មើល [[gap-2]] [[gap-1]] និង [[the-colour]]។"

    assert not list(translation_faults(segment, text, "km"))
