"""What may come in as a draft, and where a fault of a lesson or a quiz is shown."""

# ruff: noqa: E501 - what is written as one line is read as one

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given

from academy.content.document import digest, from_document, media_digests, to_document
from academy.content.draft import (
    TOLERATED,
    QuizFault,
    check_lesson,
    check_quiz,
    draft_from_files,
    kept_lesson,
    placed,
    tolerates,
)
from academy.content.faults import Fault, FaultCode, PackageRefused
from academy.content.model import Package, Question, Quiz
from academy.content.questions.short_text import ShortText
from academy.content.reader import check_package, write_package
from academy.content.render import Words, quiz_texts, render_lesson
from tests.content.builders import LESSON, QUIZ, edited, files, package, tiny_quiz
from tests.content.strategies import drafts, packages
from tests.content.test_properties import slow
from tests.content.test_reader_faults import EDITS, WHOLE_FILES

WORDS = Words("Note", "Tip", "Warning", "Example")
UNITS = ("screen-lock", "check", "extra")

REFUSED = frozenset(
    {
        # no archive, or a dangerous one
        FaultCode.NOT_A_ZIP, FaultCode.NOT_A_FOLDER, FaultCode.TOO_MANY_FILES, FaultCode.FILE_TOO_LARGE,
        FaultCode.PACKAGE_TOO_LARGE, FaultCode.SUSPICIOUS_RATIO, FaultCode.UNSAFE_PATH, FaultCode.SYMLINK,
        FaultCode.NAME_CLASH, FaultCode.UNKNOWN_FILE, FaultCode.SUPERFLUOUS_FILE,
        # no text, no YAML, or another shape
        FaultCode.NOT_UTF8, FaultCode.CONTROL_CHARACTER, FaultCode.BAD_YAML, FaultCode.YAML_ANCHOR,
        FaultCode.YAML_TAG, FaultCode.TOO_DEEP, FaultCode.DUPLICATE_KEY, FaultCode.UNKNOWN_KEY,
        FaultCode.CUT_TEXT, FaultCode.WRONG_SHAPE, FaultCode.WRONG_PART, FaultCode.NOT_A_LIST,
        FaultCode.NOT_A_TEXT, FaultCode.TOO_MANY, FaultCode.LESSON_TOO_LONG,
        FaultCode.TOO_MANY_LINES,
        # values that a reader would have to invent
        FaultCode.NOT_A_CHOICE, FaultCode.NOT_A_NUMBER, FaultCode.NOT_A_FLAG, FaultCode.UNKNOWN_LANGUAGE,
        # names
        FaultCode.BAD_ID, FaultCode.RESERVED_ID, FaultCode.DUPLICATE_ID,
        # pictures
        FaultCode.BAD_PICTURE, FaultCode.BAD_SVG, FaultCode.SVG_DOCTYPE, FaultCode.SVG_ELEMENT,
        FaultCode.SVG_ATTRIBUTE, FaultCode.SVG_REFERENCE, FaultCode.SVG_TOO_DEEP, FaultCode.SVG_NO_VIEWBOX,
        # catalogues that cannot be read
        FaultCode.BAD_PO, FaultCode.PO_HEADER, FaultCode.PO_CHARSET, FaultCode.PO_LANGUAGE,
        FaultCode.PO_PLURAL, FaultCode.PO_DUPLICATE, FaultCode.PO_NO_CONTEXT, FaultCode.SOURCE_CATALOGUE,
        # what no package holds: facts
        FaultCode.NOT_A_DATE, FaultCode.DATES_REVERSED, FaultCode.UNKNOWN_COUNTRY, FaultCode.DUPLICATE_FACT,
    }
)  # fmt: skip


@pytest.mark.parametrize("code", FaultCode)
def test_every_fault_is_either_a_draft_s_own_or_refused(code: FaultCode) -> None:
    assert (code in TOLERATED) != (code in REFUSED)


# --- what comes in -------------------------------------------------------------------------------


@slow
@given(packages())
def test_a_sound_package_is_the_same_draft(package: Package) -> None:
    assert draft_from_files(write_package(package)) == package


@slow
@given(drafts())
def test_a_draft_goes_out_and_comes_in_unchanged(draft: Package) -> None:
    again = draft_from_files(write_package(draft))
    assert again == draft
    assert write_package(again) == write_package(draft)


@slow
@given(drafts())
def test_a_draft_can_be_kept_as_a_document(draft: Package) -> None:
    document = to_document(draft, media_digests(draft))
    assert from_document(document, draft.media) == draft
    assert digest(document) == digest(to_document(draft, media_digests(draft)))


@slow
@given(drafts())
def test_a_draft_can_be_shown(draft: Package) -> None:
    for unit in draft.lessons:
        html = render_lesson(draft, unit, "km", WORDS).html
        assert "<script" not in html
    for unit, quiz in draft.quizzes.items():
        assert len(quiz_texts(draft, unit, "km").questions) == len(quiz.questions)


@pytest.mark.parametrize(
    ("name", "text"),
    [pytest.param(row[1], row[2], id=row[0]) for row in WHOLE_FILES],
)
def test_a_broken_file_comes_in_if_its_faults_are_a_draft_s(name: str, text: str | bytes) -> None:
    _comes_in_or_not(files({name: text}))


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [pytest.param(*row[1:4], id=row[0]) for row in EDITS],
)
def test_a_mistake_comes_in_if_it_is_a_draft_s(name: str, old: str, new: str) -> None:
    _comes_in_or_not(edited(name, old, new))


def _comes_in_or_not(broken: dict[str, bytes]) -> None:
    """What the checker tells decides; nothing else is lost on the way in."""
    barred = [fault for fault in check_package(broken).faults if not tolerates(fault)]
    if not barred:
        draft = draft_from_files(broken)
        assert draft_from_files(write_package(draft)) == draft
        return
    with pytest.raises(PackageRefused) as refused:
        draft_from_files(broken)
    assert set(map(str, barred)) <= set(map(str, refused.value.faults))
    assert not any(tolerates(fault) for fault in refused.value.faults)


def test_a_lesson_that_is_missing_is_an_empty_one() -> None:
    draft = draft_from_files(files({"lessons/extra.md": None}))
    assert draft.lessons["extra"] == ""
    assert draft.course.unit("extra").title == ""
    assert draft.lessons["screen-lock"] == package().lessons["screen-lock"]


@pytest.mark.parametrize("name", ["course.yaml", "quizzes/check.yaml"])
def test_what_decides_cannot_be_missing(name: str) -> None:
    with pytest.raises(PackageRefused) as refused:
        draft_from_files(files({name: None}))
    assert FaultCode.MISSING_FILE in {fault.code for fault in refused.value.faults}


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("    answer: 1400\n", ""),
        ("answer: 1400", "answer: ''"),
        ("pass_mark: 70\n", ""),
        ("    marking: partial\n", ""),
        ("{id: a, text: Update", "{id: '', text: Update"),
    ],
)
def test_no_value_is_invented(old: str, new: str) -> None:
    with pytest.raises(PackageRefused):
        draft_from_files(edited("quizzes/check.yaml", old, new))


def test_an_empty_quiz_file_is_refused_whatever_else_is_wrong() -> None:
    course = files()["course.yaml"].decode().replace("title: Safe every day", "title: ''")
    with pytest.raises(PackageRefused) as refused:
        draft_from_files(files({"course.yaml": course, "quizzes/check.yaml": ""}))
    assert [(fault.file, fault.code) for fault in refused.value.faults] == [
        ("quizzes/check.yaml", FaultCode.WRONG_SHAPE)
    ]


def test_what_is_written_is_kept_within_its_bounds_or_not() -> None:
    text = QUIZ.replace("attempts: 3", "attempts: 999\ndraw: 20")
    text = text.replace("tolerance: 0.5", "tolerance: -0.5").replace("[phishing,", "['', phishing,")
    draft = draft_from_files(files({"quizzes/check.yaml": text}))
    quiz = draft.quizzes["check"]
    assert (quiz.attempts, quiz.draw, quiz.asked) == (999, 20, 7)
    assert getattr(quiz.question("fee"), "tolerance", None) == Fraction(-1, 2)
    assert quiz.question("trick") == replace(
        package().quizzes["check"].question("trick"), accept=("", "phishing", "a phishing message")
    )


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("", ""),
        ("\n\n", ""),
        ("# A", "# A\n"),
        ("\r\n# A\r\n\r\nB.\r\n\r\n", "# A\n\nB.\n"),
        ("# e\u0301", "# \u00e9\n"),
    ],
)
def test_a_lesson_is_kept_as_its_file_reads_back(typed: str, kept: str) -> None:
    sound = package()
    assert kept_lesson(typed) == kept_lesson(kept) == kept
    draft = replace(sound, lessons={**sound.lessons, "extra": kept})
    assert draft_from_files(write_package(draft)).lessons["extra"] == kept


# --- lessons -------------------------------------------------------------------------------------


def test_a_sound_lesson_has_no_fault() -> None:
    assert check_lesson("screen-lock", LESSON, units=UNITS, pictures=["keys.svg"]) == ()


def test_a_lesson_is_judged_by_what_is_around_it() -> None:
    faults = check_lesson("screen-lock", LESSON, units=["screen-lock"], pictures=[])
    assert [(fault.file, fault.code) for fault in faults] == [
        ("lessons/screen-lock.md", FaultCode.UNKNOWN_UNIT),
        ("lessons/screen-lock.md", FaultCode.MISSING_PICTURE),
    ]


@pytest.mark.parametrize(
    ("text", "code"),
    [("a\u202eb", FaultCode.CONTROL_CHARACTER), ("a\ud800", FaultCode.NOT_UTF8)],
)
def test_a_text_that_is_none_is_told(text: str, code: FaultCode) -> None:
    (fault,) = check_lesson("extra", f"# A\n\n{text}\n", units=UNITS, pictures=[])
    assert (fault.code, fault.line) == (code, 3)


@slow
@given(drafts())
def test_a_lesson_is_judged_as_its_package_is(draft: Package) -> None:
    faults = check_package(write_package(draft)).faults
    units = [unit.id for unit in draft.course.units]
    for unit, text in draft.lessons.items():
        told = [fault for fault in faults if fault.file == f"lessons/{unit}.md"]
        assert list(check_lesson(unit, text, units=units, pictures=draft.media)) == told


# --- quizzes -------------------------------------------------------------------------------------


def places(quiz: Quiz) -> list[tuple[FaultCode, str | None, tuple[str, ...]]]:
    return [
        (each.fault.code, each.question, each.path)
        for each in check_quiz("check", quiz, units=UNITS)
    ]


def with_question(question_id: str, **changes: object) -> Quiz:
    """The quiz with one question changed."""
    quiz = package().quizzes["check"]
    made = tuple(
        _changed(each, changes) if each.id == question_id else each for each in quiz.questions
    )
    return replace(quiz, questions=made)


def _changed(question: Question, changes: dict[str, object]) -> Question:
    return replace(question, **changes)  # type: ignore[arg-type]


def test_a_sound_quiz_has_no_fault() -> None:
    assert check_quiz("check", package().quizzes["check"], units=UNITS) == ()


def test_a_fault_of_the_quiz_itself_is_shown_there() -> None:
    quiz = replace(package().quizzes["check"], title="", draw=8, intro="<b>x</b>")
    assert places(quiz) == [
        (FaultCode.EMPTY_TEXT, None, ("title",)),
        (FaultCode.RAW_HTML, None, ("intro",)),
        (FaultCode.OUT_OF_RANGE, None, ("draw",)),
    ]


def test_a_quiz_without_questions_lacks_some() -> None:
    quiz = replace(package().quizzes["check"], questions=())
    assert places(quiz) == [(FaultCode.TOO_FEW, None, ("questions",))]


def test_too_many_questions_are_a_fault_of_the_quiz() -> None:
    (one,) = tiny_quiz().questions
    many = tuple(replace(one, id=f"q{number}") for number in range(201))
    assert places(replace(tiny_quiz(), questions=many)) == [
        (FaultCode.TOO_MANY, None, ("questions",))
    ]


def test_a_fault_of_a_question_is_shown_at_its_field() -> None:
    quiz = with_question("fee", text="", marks=101, tolerance=Fraction(-1))
    assert [(question, path) for _, question, path in places(quiz)] == [
        ("fee", ("marks",)),
        ("fee", ("text",)),
        ("fee", ("tolerance",)),
    ]


def test_a_fault_of_an_option_is_shown_at_the_option() -> None:
    question = package().quizzes["check"].question("good-habits")
    first, second, third = getattr(question, "options", ())
    options = (first, replace(second, text=""), replace(third, feedback="[x](unit:gone)"))
    assert places(with_question("good-habits", options=options)) == [
        (FaultCode.EMPTY_TEXT, "good-habits", ("options", "b", "text")),
        (FaultCode.UNKNOWN_UNIT, "good-habits", ("options", "c", "feedback")),
    ]


def test_a_fault_of_all_options_is_shown_once_for_all() -> None:
    question = package().quizzes["check"].question("strongest-lock")
    wrong = tuple(
        replace(each, correct=False, text="Same") for each in getattr(question, "options", ())
    )
    quiz = with_question("strongest-lock", options=wrong)
    assert places(quiz) == [
        (FaultCode.NO_RIGHT_OPTION, "strongest-lock", ("options",)),
        (FaultCode.SAME_TEXT, "strongest-lock", ("options",)),
    ]
    assert places(with_question("strongest-lock", options=())) == [
        (FaultCode.TOO_FEW, "strongest-lock", ("options",))
    ]


def test_a_prompt_that_belongs_to_nothing_is_shown_at_the_prompt() -> None:
    question = package().quizzes["check"].question("who")
    lost, sold = getattr(question, "prompts", ())
    quiz = with_question("who", prompts=(replace(lost, option=""), replace(sold, option="gone")))
    assert places(quiz) == [
        (FaultCode.EMPTY_TEXT, "who", ("prompts", "lost", "option")),
        (FaultCode.UNKNOWN_OPTION, "who", ("prompts", "sold", "option")),
    ]


def test_accepted_words_and_feedback_have_places_of_their_own() -> None:
    question = package().quizzes["check"].question("trick")
    assert isinstance(question, ShortText)
    quiz = with_question(
        "trick", accept=("a|b", "c", "C"), feedback=replace(question.feedback, wrong="")
    )
    assert places(quiz) == [
        (FaultCode.BAR_IN_WORD, "trick", ("accept",)),
        (FaultCode.SAME_WORD, "trick", ("accept",)),
        (FaultCode.EMPTY_TEXT, "trick", ("feedback", "wrong")),
    ]


def test_a_text_of_several_lines_does_not_shift_the_places() -> None:
    quiz = with_question("secret", text="One\n\ntwo:\n- three")
    assert places(replace(quiz, questions=quiz.questions[2:])) == []
    last = replace(quiz.questions[-1], text="")
    assert places(replace(quiz, questions=(*quiz.questions[:-1], last))) == [
        (FaultCode.EMPTY_TEXT, "first-hour", ("text",))
    ]


def test_a_quiz_too_large_is_told_as_a_whole() -> None:
    (fault,) = places(tiny_quiz("a" * 400_001))
    assert fault == (FaultCode.FILE_TOO_LARGE, None, ())


@slow
@given(drafts())
def test_what_the_checker_tells_of_a_quiz_has_a_place_in_it(draft: Package) -> None:
    faults = check_package(write_package(draft)).faults
    units = [unit.id for unit in draft.course.units]
    for unit, quiz in draft.quizzes.items():
        told = [fault for fault in faults if fault.file == f"quizzes/{unit}.yaml"]
        shown = check_quiz(unit, quiz, units=units)
        assert {repr(each) for each in placed(quiz, told)} <= {repr(each) for each in shown}
        assert all(each.path for each in shown)
        assert {each.question for each in shown} <= {None, *(each.id for each in quiz.questions)}


def test_a_fault_from_elsewhere_is_one_of_the_whole_quiz() -> None:
    fault = Fault("quizzes/check.yaml", 0, FaultCode.MISSING_FILE, {"unit": "check"})
    assert placed(tiny_quiz(), [fault]) == (QuizFault(fault, None, ()),)
