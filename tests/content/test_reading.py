"""What changed between two packages, as a reader sees it."""

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass, replace
from enum import StrEnum
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from academy.content.compare import Change as Depth
from academy.content.compare import compare
from academy.content.differences import Mark, Piece
from academy.content.model import COURSE, Module, Package, Unit, UnitKind
from academy.content.reading import (
    Change,
    How,
    Thing,
    languages_changed,
    pictures_changed,
    reading_changes,
)
from academy.content.reading.lessons import lesson_items
from tests.content import builders
from tests.content.builders import EXTRA, KHMER, LESSON, QUIZ, edited_package, package
from tests.content.strategies import packages

slow = settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow])
C, L, Q, P, M = (
    "course.yaml", "lessons/screen-lock.md", "quizzes/check.yaml", "locale/km.po", "media/keys.svg",
)  # fmt: skip
Told = tuple[str, Thing, How]


def told(old: Package, new: Package) -> list[Told]:
    """Every change as the unit, what it is and what happened to it."""
    return [
        (unit.unit, change.thing, change.how)
        for unit in reading_changes(old, new)
        for change in unit.changes
    ]


def only(old: Package, new: Package) -> Change:
    """The one change."""
    ((change,),) = (unit.changes for unit in reading_changes(old, new))
    return change


def marked(change: Change) -> str:
    """The words of a change as `same [gone] {new}`."""
    shape = {Mark.SAME: "{}", Mark.GONE: "[{}]", Mark.NEW: "{{{}}}"}
    return "".join(shape[piece.mark].format(piece.text) for piece in change.pieces)


def source_only(package: Package) -> Package:
    return replace(package, catalogues={}, media={})


def mutated(value: Any) -> Iterator[Any]:
    """Every value that one small edit makes of a value."""
    match value:
        case bool():
            yield not value
        case StrEnum():
            yield from (other for other in type(value) if other is not value)
        case str():
            yield value + "x"
        case int() | Fraction() | None:
            yield (value or 0) + 1
        case tuple():
            yield from mutated_lists(value)
        case _:
            yield from mutated_parts(value)


def mutated_lists(value: tuple[Any, ...]) -> Iterator[Any]:
    for place, each in enumerate(value):
        for other in mutated(each):
            yield (*value[:place], other, *value[place + 1 :])
    if value:
        yield value[:-1]
    if value != value[::-1]:
        yield value[::-1]


def mutated_parts(value: Any) -> Iterator[Any]:
    if isinstance(value, Mapping):
        for key, each in value.items():
            yield from ({**value, key: other} for other in mutated(each))
        return
    assert is_dataclass(value)
    skipped = {"id", "kind"} if isinstance(value, Unit) else {"media", "catalogues", "weight"}
    for field in fields(value):
        if field.name not in skipped:
            for other in mutated(getattr(value, field.name)):
                yield replace(value, **{field.name: other})  # type: ignore[type-var]


@slow
@given(packages())
def test_nothing_is_told_of_the_same_package(package: Package) -> None:
    assert reading_changes(package, package) == ()
    assert languages_changed(package, package) == {}


@slow
@given(packages())
def test_every_small_edit_is_told(package: Package) -> None:
    edits = list(mutated(package))
    assert edits
    for edit in edits:
        assert compare(package, edit).kind is not Depth.NONE
        assert reading_changes(package, edit) != ()
        assert reading_changes(edit, package) != ()


@slow
@given(packages(), packages())
def test_it_agrees_with_the_comparison_of_editions(old: Package, new: Package) -> None:
    before, after = source_only(old), source_only(new)
    is_same = compare(before, after).kind is Depth.NONE
    assert (reading_changes(before, after) == ()) is is_same


@slow
@given(packages(), packages())
def test_units_come_and_go_as_in_the_comparison_of_editions(old: Package, new: Package) -> None:
    depth = compare(old, new)
    changes = told(old, new)
    gained = tuple(unit for unit, *what in changes if what == [Thing.UNIT, How.ADDED])
    lost = tuple(unit for unit, *what in changes if what == [Thing.UNIT, How.REMOVED])
    assert (gained, lost) == (depth.gained, depth.lost)


EDITS = [
    (C, "title: Safe every day", "title: Safe always", COURSE, Thing.TITLE, How.CHANGED),
    (C, "summary: Lock", "summary: Do lock", COURSE, Thing.SUMMARY, How.CHANGED),
    (C, "  - Set a", "  - Know why.\n  - Set a", COURSE, Thing.OUTCOME, How.ADDED),
    (C, "statement: The holder", "statement: The bearer", COURSE, Thing.STATEMENT, How.CHANGED),
    (C, "title: More to read", "title: Read more", COURSE, Thing.MODULE, How.CHANGED),
    (C, "[DigComp 4.1]", "[]", COURSE, Thing.COMPETENCE, How.REMOVED),
    (C, "hours: 4", "hours: 5", COURSE, Thing.HOURS, How.CHANGED),
    (C, "minutes: 15", "minutes: 20", "screen-lock", Thing.MINUTES, How.CHANGED),
    (C, ", required: false", "", "extra", Thing.REQUIRED, How.CHANGED),
    (L, "# Lock your screen", "# Lock the screen", "screen-lock", Thing.TITLE, How.CHANGED),
    (L, "## Which lock?", "## What lock?", "screen-lock", Thing.HEADING, How.CHANGED),
    (L, "## Which", "A new one.\n\n## Which", "screen-lock", Thing.PARAGRAPH, How.ADDED),
    (L, "- Choose a lock.\n", "", "screen-lock", Thing.LIST_ITEM, How.REMOVED),
    (L, "Open the `settings`", "Open `settings`", "screen-lock", Thing.LIST_ITEM, How.CHANGED),
    (L, "| Lock |", "| A lock |", "screen-lock", Thing.CELL, How.CHANGED),
    (L, "What do you do?", "What now?", "screen-lock", Thing.BOX, How.CHANGED),
    (L, "Two keys", "Three keys", "screen-lock", Thing.PICTURE, How.CHANGED),
    (L, "lock --now", "lock --at-once", "screen-lock", Thing.CODE, How.CHANGED),
    (L, "fact report-scam\n:::", "tip\nCall.\n:::", "screen-lock", Thing.FACT, How.REMOVED),
    (L, "::: tip", "::: note", "screen-lock", Thing.LAYOUT, How.CHANGED),
    (L, "[^1]: Often", "[^1]:  Often", "screen-lock", Thing.MARKUP, How.CHANGED),
    (L, "[^1]: Often", "[^1]: Often,", "screen-lock", Thing.PARAGRAPH, How.CHANGED),
    (Q, "title: Check what you know", "title: Check yourself", "check", Thing.TITLE, How.CHANGED),
    (Q, "intro: Seven questions.\n", "", "check", Thing.INTRO, How.REMOVED),
    (Q, "pass_mark: 70", "pass_mark: 80", "check", Thing.PASS_MARK, How.CHANGED),
    (Q, "attempts: 3", "attempts: 0", "check", Thing.ATTEMPTS, How.CHANGED),
    (Q, "shuffle: true", "shuffle: false", "check", Thing.SHUFFLE, How.CHANGED),
    (Q, "marks: 3", "marks: 2", "check", Thing.MARKS, How.CHANGED),
    (Q, "marking: partial", "marking: all-or-nothing", "check", Thing.MARKING, How.CHANGED),
    (Q, "text: Update,", "text: Update it,", "check", Thing.OPTION, How.CHANGED),
    (Q, "Anyone tries it first.", "Too easy.", "check", Thing.OPTION_FEEDBACK, How.CHANGED),
    (Q, "right: Length beats", "right: Size beats", "check", Thing.RIGHT_FEEDBACK, How.CHANGED),
    (Q, "wrong: Divide.", "wrong: Multiply.", "check", Thing.WRONG_FEEDBACK, How.CHANGED),
    (Q, "unit: rupiah", "unit: dollars", "check", Thing.NUMBER_UNIT, How.CHANGED),
    (Q, "answer: false", "answer: true", "check", Thing.KEY, How.CHANGED),
    (Q, "[phishing,", "[Phishing,", "check", Thing.ACCEPTED, How.CHANGED),
    (Q, "text: It is lost", "text: It got lost", "check", Thing.PROMPT, How.CHANGED),
    (Q, "text: Stop talking", "text: Stop the talk", "check", Thing.ORDER_ITEM, How.CHANGED),
]  # fmt: skip


@pytest.mark.parametrize(("name", "old", "new", "unit", "thing", "how"), EDITS)
def test_an_edit_is_told_as_what_it_is(  # noqa: PLR0917
    name: str, old: str, new: str, unit: str, thing: Thing, how: How
) -> None:
    assert (unit, thing, how) in told(package(), edited_package(name, old, new))


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("Test it.", "Test it twice.", "Test it{ twice}."),
        ("Tell nobody.", "Tell no one.", "Tell [nobody]{no one}."),
        ("- Open the", "- First, open the", "[Open]{First, open} the `settings`."),
    ],
)
def test_a_changed_block_is_told_word_by_word_and_nothing_else_is(
    old: str, new: str, words: str
) -> None:
    assert marked(only(package(), edited_package(L, old, new))) == words


def test_a_new_paragraph_is_one_new_block() -> None:
    new = edited_package(L, "## Which", "Nobody should guess it.\n\n## Which")
    change = only(package(), new)
    assert change == Change(
        Thing.PARAGRAPH, How.ADDED, (Piece(Mark.NEW, "Nobody should guess it."),)
    )


def test_a_block_in_another_place_is_moved_once() -> None:
    items = "- Open the `settings`.\n- Choose a lock.\n"
    turned = "- Choose a lock.\n- Open the `settings`.\n"
    assert told(package(), edited_package(L, items, turned)) == [
        ("screen-lock", Thing.LIST_ITEM, How.MOVED)
    ]


def test_another_picture_is_one_gone_and_one_new() -> None:
    new = package(
        {L: LESSON.replace("keys.svg", "lock.svg"), M: None, "media/lock.svg": builders.SVG}
    )
    assert sorted(told(package(), new)) == [
        ("screen-lock", Thing.PICTURE, How.ADDED),
        ("screen-lock", Thing.PICTURE, How.REMOVED),
    ]


def test_the_same_words_in_another_form_say_which() -> None:
    items = "- Open the `settings`.\n- Choose a lock."
    numbered = "1. Open the `settings`.\n2. Choose a lock."
    (unit,) = reading_changes(package(), edited_package(L, items, numbered))
    assert {(change.thing, change.before, change.after) for change in unit.changes} == {
        (Thing.LAYOUT, ("bullets",), ("numbers",))
    }


def test_what_is_right_is_told_as_it_was_and_as_it_is() -> None:
    new = edited_package(Q, "option: erase}", "option: lock}")
    assert only(package(), new) == Change(
        Thing.KEY,
        How.CHANGED,
        before=("It is lost → Lock it", "It is sold → Erase it"),
        after=("It is lost → Lock it", "It is sold → Lock it"),
        question="who",
        about="What helps?",
    )


@pytest.mark.parametrize(
    ("old", "new", "before", "after"),
    [
        ("text: Share}", "text: Share, correct: true}", ("Update", "Lock"),
         ("Update", "Lock", "Share")),
        ("answer: 1400", "answer: 140", ("1400", "± 0.5"), ("140", "± 0.5")),
        ("tolerance: 0.5", "tolerance: 0", ("1400", "± 0.5"), ("1400",)),
        (", a phishing message", "", ("phishing", "a phishing message"), ("phishing",)),
    ],
)  # fmt: skip
def test_every_kind_of_key_reads_as_an_answer(  # noqa: PLR0917
    old: str, new: str, before: tuple[str, ...], after: tuple[str, ...]
) -> None:
    change = only(package(), edited_package(Q, old, new))
    assert (change.thing, change.before, change.after) == (Thing.KEY, before, after)


def test_the_order_of_an_ordering_is_its_key_and_no_move() -> None:
    items = "      - {id: stop, text: Stop talking}\n      - {id: call, text: Call the bank}\n"
    lines = items.splitlines(keepends=True)
    change = only(package(), edited_package(Q, items, "".join(lines[::-1])))
    assert (change.thing, change.after) == (Thing.KEY, ("Call the bank", "Stop talking"))


def test_an_option_in_another_place_is_moved_and_keeps_the_key() -> None:
    items = "      - {id: b, text: Lock, correct: true}\n      - {id: c, text: Share}\n"
    lines = items.splitlines(keepends=True)
    change = only(package(), edited_package(Q, items, "".join(lines[::-1])))
    assert (change.thing, change.how) == (Thing.OPTION, How.MOVED)


def test_a_question_that_is_another_type_tells_both() -> None:
    new = package(
        {Q: QUIZ.replace("    type: numeric", "    type: short-text").replace(
            "    answer: 1400\n    tolerance: 0.5\n    unit: rupiah\n", "    accept: [much]\n"
        )}
    )  # fmt: skip
    (unit,) = reading_changes(package(), new)
    assert [(change.thing, change.before, change.after) for change in unit.changes] == [
        (Thing.QUESTION_TYPE, ("numeric",), ("short-text",)),
        (Thing.KEY, ("1400", "± 0.5"), ("much",)),
    ]


def test_questions_are_known_by_their_ids() -> None:
    new = edited_package(Q, "- id: secret", "- id: secrets")
    (unit,) = reading_changes(package(), new)
    assert [(change.thing, change.how, change.question) for change in unit.changes] == [
        (Thing.QUESTION, How.ADDED, "secrets"),
        (Thing.QUESTION, How.REMOVED, "secret"),
    ]
    assert {change.about for change in unit.changes} == {"A bank may ask for your code."}


def test_a_quiz_that_draws_some_of_its_questions_says_so() -> None:
    old = package()
    new = replace(old, quizzes={"check": replace(old.quizzes["check"], draw=3)})
    assert only(old, new) == Change(Thing.DRAW, How.CHANGED, before=("0",), after=("3",))


def test_units_that_moved_name_the_modules() -> None:
    first = "      - {id: screen-lock, kind: lesson, minutes: 15}\n"
    second = "      - {id: check, kind: quiz, minutes: 10}\n"
    (unit,) = reading_changes(package(), edited_package(C, first + second, second + first))
    assert unit.changes == (
        Change(Thing.UNIT, How.MOVED, before=("Lock the phone",), after=("Lock the phone",)),
    )


def test_a_unit_in_another_module_moved() -> None:
    quiz = "      - {id: check, kind: quiz, minutes: 10}\n"
    text = builders.COURSE.replace(quiz, "").replace(
        "    units:\n      - {id: extra", f"    units:\n{quiz}      - {{id: extra"
    )
    (unit,) = reading_changes(package(), package({C: text}))
    assert unit.unit == "check"
    assert unit.changes == (
        Change(Thing.UNIT, How.MOVED, before=("Lock the phone",), after=("More to read",)),
    )  # fmt: skip


def test_a_unit_that_became_a_quiz_is_gone_and_new() -> None:
    text = builders.COURSE.replace("{id: extra, kind: lesson", "{id: extra, kind: quiz")
    new = package({C: text, "lessons/extra.md": None, "quizzes/extra.yaml": QUIZ})
    assert [
        (unit.unit, unit.kind, change.how)
        for unit in reading_changes(package(), new)
        for change in unit.changes
    ] == [
        ("extra", UnitKind.QUIZ, How.ADDED),
        ("extra", UnitKind.LESSON, How.REMOVED),
    ]


def test_at_first_everything_is_new() -> None:
    changes = reading_changes(None, package())
    assert [unit.unit for unit in changes] == [COURSE, "screen-lock", "check", "extra"]
    assert {change.how for unit in changes for change in unit.changes} == {How.ADDED}
    assert languages_changed(None, package()).keys() == {"km"}
    assert pictures_changed(None, package()) == ("keys.svg",)


def test_translations_and_pictures_are_told_apart_from_the_words() -> None:
    new = edited_package(P, 'msgstr "ជ្រើសរើសសោ។"', 'msgstr "ជ្រើសសោ។"')
    assert reading_changes(package(), new) == ()
    assert languages_changed(package(), new) == {"km": 1}
    assert pictures_changed(package(), edited_package(M, "640", "600")) == ("keys.svg",)


def test_a_text_that_lost_its_translation_reads_differently() -> None:
    new = edited_package(P, 'msgstr "ជ្រើសរើសសោ។"', 'msgstr ""')
    assert languages_changed(package(), new) == {"km": 1}


def test_new_words_are_new_in_every_language_and_no_other_text_counts() -> None:
    lao = KHMER.replace("Language: km", "Language: lo")
    old = package({"locale/lo.po": lao})
    new = package({"locale/lo.po": lao, "lessons/extra.md": EXTRA + "\nOnce more.\n"})
    assert languages_changed(old, new) == {"km": 1, "lo": 1}


def test_a_language_that_is_gone_shows_the_source_again() -> None:
    assert languages_changed(package(), package({P: None})) == {"km": 5}


def test_lessons_that_did_not_change_are_not_read() -> None:
    units = tuple(Unit(f"u{n}", UnitKind.LESSON, 5, required=True, title="T") for n in range(300))
    lessons = {unit.id: f"# T\n\nText of {unit.id}.\n" for unit in units}
    course = replace(package().course, modules=(Module("m", "M", units),))
    old = Package(course, lessons, {})
    new = replace(old, lessons={**lessons, "u7": "# T\n\nOther text of u7.\n"})
    lesson_items.cache_clear()
    assert marked(only(old, new)) == "[Text]{Other text} of u7."
    assert lesson_items.cache_info().misses == 2
