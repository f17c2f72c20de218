"""Which edits are words and which are structure."""

# ruff: noqa: E501 - what is written as one line is read as one

import pytest

from academy.content.compare import Change, Reason, ReasonCode, compare
from tests.content.builders import COURSE, EXTRA, KHMER, QUIZ, edited_package, package

C, L, Q, P, M = (
    "course.yaml", "lessons/screen-lock.md", "quizzes/check.yaml", "locale/km.po", "media/keys.svg",
)  # fmt: skip

WORDS = [
    (C, "title: Safe every day", "title: Safe always"),
    (C, "statement: The holder", "statement: The bearer"),
    (C, "title: More to read", "title: Read more"),
    (C, "minutes: 15", "minutes: 20"),
    (C, "  - Set a screen lock.", "  - Choose a screen lock."),
    (L, "Tell nobody.", "Tell no one."),
    (L, "# Lock your screen", "# Lock the screen"),
    (Q, "title: Check what you know", "title: Check yourself"),
    (Q, "text: A passphrase", "text: A long passphrase"),
    (Q, "feedback: Anyone tries it first.", "feedback: Too easy."),
    (Q, "unit: rupiah", "unit: dollars"),
    (Q, "accept: [phishing,", "accept: [Phishing,"),
    (P, 'msgstr "ជ្រើសរើសសោ។"', 'msgstr "ជ្រើសសោ"'),
    (M, 'width="640"', 'width="600"'),
]


@pytest.mark.parametrize(("name", "old", "new"), WORDS)
def test_a_change_of_words_is_no_more(name: str, old: str, new: str) -> None:
    change = compare(package(), edited_package(name, old, new))
    assert (change.kind, change.reasons) == (Change.WORDING, ())


STRUCTURE = [
    (C, "id: safe-every-day", "id: safe", ReasonCode.IDENTITY, "", ""),
    (C, "track: cybersecurity", "track: ai", ReasonCode.IDENTITY, "", ""),
    (C, "hours: 4", "hours: 5", ReasonCode.ON_CERTIFICATE, "", ""),
    (C, "DigComp 4.1", "DigComp 4.2", ReasonCode.ON_CERTIFICATE, "", ""),
    (C, "minimum_score: 70", "minimum_score: 80", ReasonCode.COMPLETION_RULE, "", ""),
    (C, "id: more", "id: much-more", ReasonCode.MODULES, "", ""),
    (C, ", required: false", "", ReasonCode.UNIT_REQUIRED, "extra", ""),
    (Q, "pass_mark: 70", "pass_mark: 80", ReasonCode.PASS_MARK, "check", ""),
    (Q, "attempts: 3", "attempts: 0", ReasonCode.ATTEMPTS, "check", ""),
    (Q, "shuffle: true", "shuffle: false", ReasonCode.SHUFFLE, "check", ""),
    (Q, "shuffle: true", "shuffle: true\ndraw: 5", ReasonCode.DRAW, "check", ""),
    (Q, "marks: 3", "marks: 2", ReasonCode.MARKS, "check", "good-habits"),
    (Q, "marking: partial", "marking: all-or-nothing", ReasonCode.KEY, "check", "good-habits"),
    (Q, "text: Share", "text: Share, correct: true", ReasonCode.KEY, "check", "good-habits"),
    (Q, '{id: a, text: "1234"', '{id: z, text: "1234"', ReasonCode.KEY, "check", "strongest-lock"),
    (Q, "answer: false", "answer: true", ReasonCode.KEY, "check", "secret"),
    (Q, "answer: 1400", "answer: 140", ReasonCode.KEY, "check", "fee"),
    (Q, "tolerance: 0.5", "tolerance: 1", ReasonCode.KEY, "check", "fee"),
    (Q, ", a phishing message", "", ReasonCode.KEY, "check", "trick"),
    (Q, "option: erase}", "option: lock}", ReasonCode.KEY, "check", "who"),
    (Q, "{id: nothing,", "{id: nil,", ReasonCode.KEY, "check", "who"),
    (Q, "{id: stop,", "{id: halt,", ReasonCode.KEY, "check", "first-hour"),
    (Q, "type: multiple-response\n    marks: 3\n    marking: partial", "type: true-false\n    answer: true\n    marks: 3", ReasonCode.QUESTION_TYPE, "check", "good-habits"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "old", "new", "code", "unit", "question"), STRUCTURE)
def test_a_change_of_structure_says_why(  # noqa: PLR0917
    name: str, old: str, new: str, code: ReasonCode, unit: str, question: str
) -> None:
    if code is ReasonCode.QUESTION_TYPE:
        options = QUIZ[QUIZ.index("    options:\n      - {id: a, text: Update") :]
        options = options[: options.index("    feedback")]
        changed = package({name: QUIZ.replace(old, new).replace(options, "")})
    else:
        changed = edited_package(name, old, new)
    change = compare(package(), changed)
    assert change.kind is Change.STRUCTURE
    assert [reason for reason in change.reasons if reason.code is not ReasonCode.UNIT_MOVED] == [
        Reason(code, unit, question)
    ]


def test_a_question_gained_and_one_lost_are_both_told() -> None:
    change = compare(package(), edited_package(Q, "- id: secret", "- id: secrets"))
    assert change.reasons == (
        Reason(ReasonCode.QUESTION_LOST, "check", "secret"),
        Reason(ReasonCode.QUESTION_GAINED, "check", "secrets"),
    )


def test_a_unit_gained_and_one_lost_are_both_told() -> None:
    text = COURSE.replace("{id: extra", "{id: bonus")
    lesson = package()
    new = package(
        {C: text, "lessons/extra.md": None, "lessons/bonus.md": EXTRA, L: EXTRA, M: None, P: None}
    )
    change = compare(lesson, new)
    assert (change.gained, change.lost) == (("bonus",), ("extra",))
    assert change.kept == ("screen-lock", "check")
    assert Reason(ReasonCode.UNIT_LOST, "extra") in change.reasons
    assert Reason(ReasonCode.UNIT_GAINED, "bonus") in change.reasons


def test_a_unit_that_became_a_quiz_is_lost_and_gained() -> None:
    text = COURSE.replace("{id: extra, kind: lesson", "{id: extra, kind: quiz")
    new = package({C: text, "lessons/extra.md": None, "quizzes/extra.yaml": QUIZ})
    change = compare(package(), new)
    assert (change.gained, change.lost) == (("extra",), ("extra",))
    assert Reason(ReasonCode.UNIT_KIND, "extra") in change.reasons


def test_a_unit_in_another_place_is_moved() -> None:
    first = "      - {id: screen-lock, kind: lesson, minutes: 15}\n"
    second = "      - {id: check, kind: quiz, minutes: 10}\n"
    change = compare(package(), edited_package(C, first + second, second + first))
    assert change.kept == ("check", "screen-lock", "extra")
    assert change.reasons == (
        Reason(ReasonCode.UNIT_MOVED, "check"),
        Reason(ReasonCode.UNIT_MOVED, "screen-lock"),
    )


def test_a_new_language_is_a_change_of_words() -> None:
    lao = KHMER.replace("Language: km", "Language: lo")
    assert compare(package(), package({"locale/lo.po": lao})).kind is Change.WORDING
