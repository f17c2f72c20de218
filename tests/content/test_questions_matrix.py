"""Tables to tick in a package."""

from dataclasses import replace

import pytest
from hypothesis import given

from academy.content.changes import How, Thing
from academy.content.model import Entry
from academy.content.questions.matrix import Matrix, MatrixKind, Row, in_order
from academy.content.quiz_texts import quiz_texts
from academy.content.segment_kinds import SegmentKind
from academy.content.writer import question_plain
from tests.assessment.questions import BOXES, TABLE
from tests.content.questions_read import (
    faults_in,
    faults_of,
    package_of,
    through_a_file,
    through_a_store,
)
from tests.content.tables import matrices

KIND = MatrixKind()
HEAD = "type: matrix, text: Tick., columns: [{id: x, text: X}, {id: y, text: Y}]"


@given(matrices())
def test_a_file_reads_back_as_it_was_written(question: Matrix) -> None:
    assert through_a_file(question) == question


@given(matrices())
def test_a_store_reads_back_as_it_was_written(question: Matrix) -> None:
    assert through_a_store(question) == question


def test_what_is_usual_is_not_written() -> None:
    assert "several" not in question_plain(TABLE)
    assert "columns" not in question_plain(BOXES)["rows"][2]


@pytest.mark.parametrize(
    ("rest", "found"),
    [
        ("rows: [{id: a, text: A, columns: [x]}]", []),
        ("rows: [{id: a, text: A, columns: [x, x]}]", []),
        ("rows: []", ["too-few"]),
        ("rows: [{id: a, text: A, columns: [x, y]}]", ["not-one-column"]),
        ("rows: [{id: a, text: A}]", ["not-one-column"]),
        ("rows: [{id: a, text: A, columns: [z]}]", ["unknown-column"]),
        ("rows: [{id: a, text: A, columns: [x]}, {id: b, text: A, columns: [x]}]", ["same-text"]),
        ("several: true, rows: [{id: a, text: A, columns: [x, y]}]", []),
        ("several: true, rows: [{id: a, text: A}]", ["no-right-column"]),
        ("several: maybe, rows: [{id: a, text: A, columns: [x]}]", ["not-a-flag"]),
    ],
)
def test_a_table_has_to_make_sense(rest: str, found: list[str]) -> None:
    assert faults_of(f"{HEAD}, {rest}") == found


def test_the_same_mistakes_are_found_in_what_was_written() -> None:
    lost = replace(TABLE, columns=TABLE.columns[1:])
    assert [fault.code for fault in faults_in(lost)] == ["unknown-column"]


def test_columns_stand_in_the_order_of_the_table_and_unknown_ones_last() -> None:
    assert in_order(["z", "b", "a", "b"], ["a", "b", "c"]) == ("a", "b", "z")


def test_what_is_right_is_told_row_by_row() -> None:
    assert list(KIND.right(BOXES).values()) == [
        "A phone → To call",
        "A phone → To pay",
        "A card → To pay",
    ]
    assert "A PIN → some" in KIND.right(replace(TABLE, columns=())).values()


def test_the_key_is_all_that_decides_on_marks() -> None:
    turned = replace(TABLE, rows=TABLE.rows[::-1], columns=TABLE.columns[::-1])
    reworded = replace(TABLE, columns=tuple(Entry(each.id, "x") for each in TABLE.columns))

    assert KIND.key(turned) == KIND.key(reworded) == KIND.key(TABLE)
    assert KIND.key(replace(TABLE, several=True)) != KIND.key(TABLE)
    assert KIND.key(replace(TABLE, columns=TABLE.columns[:2])) != KIND.key(TABLE)


def test_every_text_that_a_learner_reads_is_translated() -> None:
    assert list(KIND.texts(TABLE)) == [
        ("A PIN", SegmentKind.PROMPT),
        ("No lock", SegmentKind.PROMPT),
        ("Not safe", SegmentKind.OPTION),
        ("Fairly safe", SegmentKind.OPTION),
        ("Very safe", SegmentKind.OPTION),
    ]


def test_words_come_in_a_language() -> None:
    package = package_of(TABLE, km={"A PIN": "លេខ", "Not safe": "គ្មានសុវត្ថិភាព"})
    words = quiz_texts(package, "check", "km").question(TABLE.id).own

    assert [(each.id, each.text.lang) for each in words.choices] == [("pin", "km"), ("none", "en")]
    assert [each.id for each in words.groups["columns"]] == ["not", "some", "very"]


def test_changes_of_rows_and_columns_are_told() -> None:
    rows = (replace(TABLE.rows[0], text="A code"), Row("dog", "A dog", ("some",)))
    new = replace(TABLE, rows=rows, columns=TABLE.columns[:2], several=True)
    found = [(change.thing, change.how, change.part) for change in KIND.changes(TABLE, new)]

    assert found == [
        (Thing.ROW, How.CHANGED, "pin"),
        (Thing.ROW, How.ADDED, "dog"),
        (Thing.ROW, How.REMOVED, "none"),
        (Thing.COLUMN, How.REMOVED, "very"),
        (Thing.SEVERAL, How.CHANGED, ""),
    ]
    assert not list(KIND.changes(TABLE, TABLE))


def test_the_order_in_which_right_columns_are_written_is_told() -> None:
    turned = tuple(replace(row, columns=row.columns[::-1]) for row in BOXES.rows)
    (change,) = KIND.changes(BOXES, replace(BOXES, rows=turned))

    assert (change.thing, change.after) == (Thing.ROW, ("pay", "call"))
