"""Questions that people mark, in packages: their limits, their files, their rubric."""

from dataclasses import replace
from typing import Any

import pytest
import yaml
from hypothesis import given

from academy.content.changes import How, Thing
from academy.content.compare import Change, ReasonCode, compare
from academy.content.document import quiz_from_plain
from academy.content.draft import check_quiz
from academy.content.faults import FaultCode, Faults
from academy.content.model import Package, Question
from academy.content.questions.file_upload import FileUpload
from academy.content.questions.free_text import FreeText
from academy.content.questions.kinds import question_kind
from academy.content.questions.rubrics import Criterion, Level
from academy.content.quiz_file import read_quiz
from academy.content.quiz_texts import quiz_texts
from academy.content.reading.quizzes import quiz_changes
from academy.content.segment_kinds import SegmentKind
from academy.content.writer import question_plain, quiz_plain, write_quiz
from academy.content.yaml_nodes import read_record
from tests.assessment.questions import COURSE
from tests.content.by_people import (
    LETTER,
    PHOTO,
    RUBRIC,
    file_uploads,
    free_texts,
    quiz_of,
)


def faults_of(question: Question, **changed: Any) -> list[tuple[FaultCode, tuple[str, ...]]]:
    """What is wrong with a question whose file says something else, and where."""
    plain = quiz_plain(quiz_of(question))
    plain["questions"][0] |= changed
    faults = Faults()
    record = read_record(yaml.safe_dump(plain, sort_keys=False).encode(), "quizzes/a.yaml", faults)
    assert record is not None
    read_quiz(record)
    return [(fault.code, tuple(fault.detail.values())) for fault in faults.all]


@given(free_texts, file_uploads)
def test_a_question_is_read_as_it_was_written(text: FreeText, files: FileUpload) -> None:
    quiz, faults = quiz_of(text, files), Faults()
    record = read_record(write_quiz(quiz), "quizzes/a.yaml", faults)

    assert record is not None
    assert read_quiz(record) == quiz
    assert not faults.all
    assert quiz_from_plain(quiz_plain(quiz)) == quiz


def test_a_text_without_limits_and_rubric_says_nothing_of_them() -> None:
    bare = replace(LETTER, words_least=0, words_most=0, rubric=(), notes="")

    assert not {"words_least", "words_most", "rubric", "notes"} & set(question_plain(bare))


@pytest.mark.parametrize(
    ("question", "changed", "codes"),
    [
        (LETTER, {"words_most": 10}, [FaultCode.OUT_OF_RANGE]),
        (LETTER, {"words_least": 0}, [FaultCode.OUT_OF_RANGE]),
        (LETTER, {"words_most": 100_001}, [FaultCode.OUT_OF_RANGE]),
        (LETTER, {"rubric": []}, [FaultCode.TOO_FEW]),
        (PHOTO, {"extensions": []}, [FaultCode.TOO_FEW]),
        (PHOTO, {"extensions": ["exe", "png"]}, [FaultCode.NOT_A_CHOICE]),
        (PHOTO, {"extensions": ["png", "png"]}, [FaultCode.SAME_WORD]),
        (PHOTO, {"files": 11}, [FaultCode.OUT_OF_RANGE]),
        (PHOTO, {"files": 10, "kilobytes": 2_001}, [FaultCode.OUT_OF_RANGE]),
    ],
)
def test_what_makes_no_sense_is_noted(
    question: Question, changed: dict[str, Any], codes: list[FaultCode]
) -> None:
    assert [code for code, _ in faults_of(question, **changed)] == codes


def test_extensions_have_to_be_said() -> None:
    plain = quiz_plain(quiz_of(PHOTO))
    del plain["questions"][0]["extensions"]
    faults = Faults()
    record = read_record(yaml.safe_dump(plain).encode(), "quizzes/a.yaml", faults)

    assert record is not None
    read_quiz(record)
    assert [fault.code for fault in faults.all] == [FaultCode.MISSING_KEY]


def level(name: str, text: str, points: int) -> dict[str, Any]:
    return {"id": name, "text": text, "points": points}


def criterion(*levels: dict[str, Any], name: str = "a", **more: str) -> dict[str, Any]:
    return {"id": name, "text": "Clear?", "levels": list(levels), **more}


NO = level("no", "No", 1)


@pytest.mark.parametrize(
    ("criteria", "codes"),
    [
        ([criterion()], [FaultCode.TOO_FEW]),
        ([criterion(level("no", "No", 0))], [FaultCode.NO_POINTS]),
        ([criterion(NO, level("yes", "Yes", 101))], [FaultCode.OUT_OF_RANGE]),
        ([criterion(NO, level("no", "Yes", 2))], [FaultCode.DUPLICATE_ID]),
        ([criterion(NO, level("yes", "No", 2))], [FaultCode.SAME_TEXT]),
        ([criterion(NO, name="rubric")], [FaultCode.RESERVED_ID]),
        ([criterion(NO, note="Odd")], [FaultCode.UNKNOWN_KEY]),
        ([criterion({**NO, "note": "Odd"})], [FaultCode.UNKNOWN_KEY]),
        ([criterion(NO), criterion({**NO}, name="b")], [FaultCode.SAME_TEXT]),
    ],
)
def test_a_rubric_has_to_make_sense(criteria: list[dict[str, Any]], codes: list[FaultCode]) -> None:
    assert [code for code, _ in faults_of(LETTER, rubric=criteria)] == codes


def test_a_fault_of_a_level_says_where_it_is() -> None:
    poor = replace(LETTER, rubric=(Criterion("clear", "Clear", (Level("no", "No", 0),)),))
    [found] = check_quiz("a", quiz_of(poor), units=["a"])

    assert found.fault.code is FaultCode.NO_POINTS
    assert found.path[:3] == ("rubric", "clear", "levels")


@pytest.mark.parametrize("question", [LETTER, PHOTO], ids=["text", "files"])
def test_the_rubric_is_translated_and_notes_are_not(question: Question) -> None:
    said = list(question_kind(question).texts(question))

    assert said[0] == ("Is it *clear*?", SegmentKind.CRITERION)
    assert [text for text, _ in said] == [
        "Is it *clear*?", "No", "Yes", "Is it whole?", "Half", "All",
    ]  # fmt: skip
    assert not any("date" in text or "layers" in text for text, _ in said)


@pytest.mark.parametrize("question", [LETTER, PHOTO], ids=["text", "files"])
def test_words_are_found_by_criterion_and_hold_no_notes(question: Question) -> None:
    package = Package(COURSE, {}, {"a": quiz_of(question)})
    words = quiz_texts(package, "a", "en").questions[0]
    groups = words.own.groups

    assert [choice.id for choice in groups["rubric"]] == ["clear", "whole"]
    assert groups["rubric"][0].text.html == "Is it <em>clear</em>?"
    assert [choice.text.html for choice in groups["whole"]] == ["Half", "All"]
    assert "date" not in repr(words)
    assert "layers" not in repr(words)


def edited(question: Question, **changed: Any) -> Question:
    return replace(question, **changed)


@pytest.mark.parametrize("question", [LETTER, PHOTO], ids=["text", "files"])
def test_other_points_are_another_key_and_other_limits_are_not(question: Question) -> None:
    richer = (replace(RUBRIC[0], levels=(Level("no", "No", 1), RUBRIC[0].levels[1])), RUBRIC[1])
    limits = {"words_most": 90} if question is LETTER else {"files": 2}

    def reasons(new: Question) -> list[ReasonCode]:
        old = Package(COURSE, {}, {"a": quiz_of(question)})
        found = compare(old, Package(COURSE, {}, {"a": quiz_of(new)}))
        assert (found.kind is Change.STRUCTURE) == bool(found.reasons)
        return [reason.code for reason in found.reasons]

    assert reasons(edited(question, rubric=richer)) == [ReasonCode.KEY]
    assert not reasons(edited(question, notes="Other notes.", **limits))


def test_what_changed_is_told_part_by_part() -> None:
    levels = (replace(RUBRIC[0].levels[0], text="Not at all"), RUBRIC[0].levels[1])
    new = replace(
        LETTER,
        words_least=0,
        words_most=90,
        rubric=(
            replace(RUBRIC[0], levels=levels),
            Criterion("kind", "Is it kind?", (Level("a", "Yes", 1),)),
        ),
        notes="Look for the place.",
    )
    found = list(quiz_changes(quiz_of(LETTER), quiz_of(new)))

    assert [(change.thing, change.how, change.part) for change in found] == [
        (Thing.KEY, How.CHANGED, ""),
        (Thing.ANSWER_LIMITS, How.CHANGED, ""),
        (Thing.CRITERION, How.ADDED, "kind"),
        (Thing.CRITERION, How.REMOVED, "whole"),
        (Thing.LEVEL_OF_CRITERION, How.CHANGED, "no"),
        (Thing.LEVEL_OF_CRITERION, How.ADDED, "a"),
        (Thing.MARKERS_NOTES, How.CHANGED, ""),
    ]
    assert found[0].after == (
        "Is it *clear*?: Not at all (0)",
        "Is it *clear*?: Yes (3)",
        "Is it kind?: Yes (1)",
    )
    assert (found[1].before, found[1].after) == (("≥ 20", "≤ 80"), ("≤ 90",))


def test_other_files_are_other_limits() -> None:
    new = replace(PHOTO, extensions=("pdf",), files=1)
    [change] = quiz_changes(quiz_of(PHOTO), quiz_of(new))

    assert change.thing is Thing.ANSWER_LIMITS
    assert change.before == ("jpg", "png", "≤ 3 × 4000 kB")
    assert change.after == ("pdf", "≤ 1 × 4000 kB")
