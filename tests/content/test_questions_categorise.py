"""Items to put into groups, in a package."""

from dataclasses import replace

import pytest
from hypothesis import given

from academy.content.changes import How, Thing
from academy.content.model import Entry
from academy.content.questions.categorise import Categorise, CategoriseKind, Item
from academy.content.quiz_texts import quiz_texts
from academy.content.segment_kinds import SegmentKind
from academy.content.writer import question_plain
from tests.assessment.questions import GROUPED
from tests.content.questions_read import faults_of, package_of, through_a_file, through_a_store
from tests.content.tables import groupings

KIND = CategoriseKind()
HEAD = "type: categorise, text: Sort., groups: [{id: x, text: X}, {id: y, text: Y}]"


@given(groupings())
def test_a_file_reads_back_as_it_was_written(question: Categorise) -> None:
    assert through_a_file(question) == question


@given(groupings())
def test_a_store_reads_back_as_it_was_written(question: Categorise) -> None:
    assert through_a_store(question) == question


def test_an_item_that_belongs_to_no_group_names_none() -> None:
    assert question_plain(GROUPED)["items"][2] == {"id": "weather", "text": "Tomorrow's weather"}
    assert GROUPED.has_strays
    assert not replace(GROUPED, items=GROUPED.items[:2]).has_strays


@pytest.mark.parametrize(
    ("rest", "found"),
    [
        ("items: [{id: a, text: A, group: x}, {id: b, text: B}]", []),
        ("items: []", ["too-few"]),
        ("items: [{id: a, text: A, group: z}]", ["unknown-group"]),
        ("items: [{id: a, text: A, group: ''}]", ["empty-text"]),
        ("items: [{id: a, text: A, group: x}, {id: b, text: A, group: x}]", ["same-text"]),
        ("items: [{id: a, text: A, group: x}, {id: a, text: B, group: x}]", ["duplicate-id"]),
    ],
)
def test_groups_have_to_make_sense(rest: str, found: list[str]) -> None:
    assert faults_of(f"{HEAD}, {rest}") == found


def test_what_is_right_is_told_item_by_item() -> None:
    assert list(KIND.right(GROUPED).values()) == [
        "My name → Everybody",
        "My PIN → Only me",
        "Tomorrow's weather → –",
    ]
    assert "My PIN → me" in KIND.right(replace(GROUPED, groups=())).values()


def test_the_key_is_all_that_decides_on_marks() -> None:
    turned = replace(GROUPED, items=GROUPED.items[::-1], groups=GROUPED.groups[::-1])

    assert KIND.key(turned) == KIND.key(GROUPED)
    assert KIND.key(replace(GROUPED, groups=GROUPED.groups[:1])) != KIND.key(GROUPED)


def test_every_text_that_a_learner_reads_is_translated() -> None:
    assert [kind for _, kind in KIND.texts(GROUPED)] == [
        *[SegmentKind.OPTION] * 2,
        *[SegmentKind.PROMPT] * 3,
    ]


def test_words_come_in_a_language() -> None:
    package = package_of(GROUPED, km={"My PIN": "លេខ", "Only me": "ខ្ញុំ"})
    words = quiz_texts(package, "check", "km").question(GROUPED.id).own

    assert [each.text.lang for each in words.choices] == ["en", "km", "en"]
    assert [each.text.lang for each in words.groups["groups"]] == ["en", "km"]


def test_changes_of_groups_and_items_are_told() -> None:
    items = (GROUPED.items[0], replace(GROUPED.items[1], text="My code"), Item("dog", "A dog", ""))
    new = replace(GROUPED, items=items, groups=(*GROUPED.groups, Entry("us", "Us")))
    found = [(change.thing, change.how, change.part) for change in KIND.changes(GROUPED, new)]

    assert found == [
        (Thing.GROUP, How.ADDED, "us"),
        (Thing.GROUP_ITEM, How.CHANGED, "pin"),
        (Thing.GROUP_ITEM, How.ADDED, "dog"),
        (Thing.GROUP_ITEM, How.REMOVED, "weather"),
    ]
    assert not list(KIND.changes(GROUPED, GROUPED))
