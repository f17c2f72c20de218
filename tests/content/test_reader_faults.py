"""What is wrong with a package is told with its file, its line and what to do: a table of mistakes."""

# ruff: noqa: E501, PLR0917 - a row of a table of mistakes is one line

import pytest

from academy.content import bounds
from academy.content.faults import FaultCode, PackageRefused, Severity
from academy.content.reader import check_package, read_package
from tests.content.builders import COURSE, EXTRA, KHMER, LESSON, QUIZ, SVG, edited, files

C, L, Q, P = "course.yaml", "lessons/screen-lock.md", "quizzes/check.yaml", "locale/km.po"
M = "media/keys.svg"
TEXTS = {C: COURSE, L: LESSON, Q: QUIZ, P: KHMER, M: SVG}


def line_of(name: str, text: str) -> int:
    """The line on which a text stands."""
    return TEXTS[name][: TEXTS[name].index(text)].count("\n") + 1


def told(broken: dict[str, bytes]) -> list[tuple[str, int, FaultCode]]:
    faults = check_package(broken).faults
    assert all(str(fault) for fault in faults)
    return [(fault.file, fault.line, fault.code) for fault in faults]


BOMB = "a: &a [x, x, x]\nb: &b [*a, *a, *a]\nc: [*b, *b, *b]\n"
DEEP = "id: " + "[" * 40 + "]" * 40

WHOLE_FILES = [
    ("YAML that is none", C, "id: [", 1, FaultCode.BAD_YAML),
    ("an empty file", C, "", 1, FaultCode.WRONG_SHAPE),
    ("a list for a mapping", C, "- id\n", 1, FaultCode.WRONG_SHAPE),
    ("a bomb of anchors", C, BOMB, 1, FaultCode.YAML_ANCHOR),
    ("a tag that makes objects", C, "id: !!python/object:os.system x\n", 1, FaultCode.YAML_TAG),
    ("values too deep", C, DEEP, 1, FaultCode.TOO_DEEP),
    ("bytes that are not UTF-8", L, b"# Title\n\n\xff\n", 3, FaultCode.NOT_UTF8),
    ("an invisible mark", L, "# Title\n\na\u202eb\n", 3, FaultCode.CONTROL_CHARACTER),
    ("a course too large", C, b"#" * (bounds.YAML + 1), 0, FaultCode.FILE_TOO_LARGE),
    ("YAML that is not UTF-8", Q, b"title: \xff\n", 1, FaultCode.NOT_UTF8),
    ("a catalogue that is not UTF-8", P, b'msgid "\xff"\n', 1, FaultCode.NOT_UTF8),
    ("a catalogue too large", P, b"#" * (bounds.CATALOGUE + 1), 0, FaultCode.FILE_TOO_LARGE),
    ("no title", L, "Text.\n", 1, FaultCode.NO_TITLE),
    ("an empty lesson", L, "", 1, FaultCode.NO_TITLE),
    ("a lesson too long", L, "# T\n\n" + "a\n" * bounds.LESSON, 1, FaultCode.LESSON_TOO_LONG),
    (
        "a lesson of too many lines",
        L,
        "# T\n" + "\n" * bounds.LESSON_LINES + "a\n",
        bounds.LESSON_LINES + 1,
        FaultCode.TOO_MANY_LINES,
    ),
    ("a block too long", L, "# T\n\n" + "a" * (bounds.TEXT + 1), 3, FaultCode.BLOCK_TOO_LONG),
    ("a title too long", L, "# " + "a" * (bounds.TITLE + 1), 1, FaultCode.TITLE_TOO_LONG),
    ("a catalogue without a header", P, "\n", 1, FaultCode.PO_HEADER),
    ("a picture that is no XML", M, "<svg", 1, FaultCode.BAD_SVG),
    ("a file that has no place", "notes.txt", "x", 0, FaultCode.UNKNOWN_FILE),
    ("a lesson that no unit has", "lessons/other.md", EXTRA, 0, FaultCode.SUPERFLUOUS_FILE),
    ("a quiz that no unit has", "quizzes/other.yaml", QUIZ, 0, FaultCode.SUPERFLUOUS_FILE),
    ("a picture that nobody sees", "media/other.svg", SVG, 0, FaultCode.UNUSED_PICTURE),
    ("a language not ours", "locale/xx.po", KHMER, 0, FaultCode.UNKNOWN_LANGUAGE),
    ("a catalogue of the source", "locale/en.po", KHMER, 0, FaultCode.SOURCE_CATALOGUE),
    ("a picture that is none", "media/photo.png", b"GIF89a", 0, FaultCode.BAD_PICTURE),
]


@pytest.mark.parametrize(
    ("name", "text", "line", "code"),
    [pytest.param(*rest, id=mistake) for mistake, *rest in WHOLE_FILES],
)
def test_a_broken_file_is_told(name: str, text: str | bytes, line: int, code: FaultCode) -> None:
    assert (name, line, code) in told(files({name: text}))


EDITS = [
    # course.yaml
    ("an unknown key", C, "hours: 4", "hour: 4", FaultCode.UNKNOWN_KEY),
    ("a duplicate key", C, "level: foundation", "track: ai", FaultCode.DUPLICATE_KEY),
    ("a list as a key", C, "hours: 4", "[a]: 4", FaultCode.UNKNOWN_KEY),
    ("an unknown track", C, "track: cybersecurity", "track: cooking", FaultCode.NOT_A_CHOICE),
    ("an unknown language", C, "language: en", "language: fr", FaultCode.UNKNOWN_LANGUAGE),
    ("words for a number", C, "hours: 4", "hours: four", FaultCode.NOT_A_NUMBER),
    ("a number too small", C, "hours: 4", "hours: 0", FaultCode.OUT_OF_RANGE),
    ("an id with capitals", C, "id: safe-every-day", "id: Safe", FaultCode.BAD_ID),
    ("the reserved id", C, "{id: extra,", "{id: course,", FaultCode.RESERVED_ID),
    ("an id twice", C, "{id: extra,", "{id: check,", FaultCode.DUPLICATE_ID),
    ("a title too long", C, "title: Safe", f"title: {'a' * 201}", FaultCode.TOO_LONG),
    ("a title that is a list", C, "title: Safe every day", "title: [a]", FaultCode.NOT_A_TEXT),
    ("an empty title", C, "title: Safe every day", "title: ~", FaultCode.EMPTY_TEXT),
    ("a bell in a title", C, "title: Safe every day", 'title: "\\a"', FaultCode.CONTROL_CHARACTER),
    ("a text for a list", C, "competences: [DigComp 4.1]", "competences: x", FaultCode.NOT_A_LIST),
    ("a flag that is none", C, "required: false", "required: maybe", FaultCode.NOT_A_FLAG),
    ("a text for a rule", C, "completion:\n  minimum_score: 70", "completion: x", FaultCode.WRONG_SHAPE),
    ("a unit that is a word", C, "{id: extra, kind: lesson, minutes: 5, required: false}", "x", FaultCode.WRONG_PART),
    ("too many parts", C, "competences: [DigComp 4.1]", f"competences: {['x'] * 201}", FaultCode.TOO_MANY),
    # quizzes
    ("two right options", Q, 'text: "1234",', 'text: "1234", correct: true,', FaultCode.TWO_RIGHT_OPTIONS),
    ("no right option", Q, "A passphrase, correct: true", "A passphrase", FaultCode.NO_RIGHT_OPTION),
    ("an unknown type", Q, "type: single-choice", "type: essay", FaultCode.NOT_A_CHOICE),
    ("an unknown marking", Q, "marking: partial", "marking: generous", FaultCode.NOT_A_CHOICE),
    ("marks above the most", Q, "marks: 3", "marks: 101", FaultCode.OUT_OF_RANGE),
    ("a negative tolerance", Q, "tolerance: 0.5", "tolerance: -1", FaultCode.BELOW_ZERO),
    ("an answer that is no number", Q, "answer: 1400", "answer: 1,400", FaultCode.NOT_A_NUMBER),
    ("a division by zero", Q, "answer: 1400", "answer: 1/0", FaultCode.NOT_A_NUMBER),
    ("an option that is not there", Q, "option: erase}", "option: burn}", FaultCode.UNKNOWN_OPTION),
    ("two options alike", Q, "id: c, text: Share", "id: c, text: Lock", FaultCode.SAME_TEXT),
    ("no accepted word", Q, "accept: [phishing, a phishing message]", "accept: []", FaultCode.TOO_FEW),
    ("a word twice", Q, "a phishing message]", "PHISHING]", FaultCode.SAME_WORD),
    ("a bar in a word", Q, "a phishing message]", "'a|b']", FaultCode.BAR_IN_WORD),
    ("one option only", Q, "      - {id: stop, text: Stop talking}\n", "", FaultCode.TOO_FEW),
    ("a missing feedback", Q, "right: Never., wrong", "wright: Never., wrong", FaultCode.UNKNOWN_KEY),
    ("a text the comma cut", Q, "right: Never.", "right: Never, ever.", FaultCode.CUT_TEXT),
    ("HTML in a question", Q, "*hardest*", "<b>hardest</b>", FaultCode.RAW_HTML),
    ("a picture in a question", Q, "Which habits", "Which ![x](media/keys.svg)", FaultCode.PICTURE_NOT_ALONE),
    ("a link to no unit", Q, "(unit:screen-lock)", "(unit:screen-log)", FaultCode.UNKNOWN_UNIT),
    # lessons
    ("raw HTML in a text", L, "Tell nobody.", "Tell <b>nobody</b>.", FaultCode.RAW_HTML),
    ("a block of raw HTML", L, "Tell nobody.", "<script>alert(1)</script>", FaultCode.RAW_HTML),
    ("a title with code", L, "# Lock your screen", "# Lock `it`", FaultCode.TITLE_MARKUP),
    ("a title with an entity", L, "# Lock your screen", "# A &amp; B", FaultCode.TITLE_MARKUP),
    ("a second title", L, "## Which lock?", "# Which lock?", FaultCode.SECOND_TITLE),
    ("a skipped level", L, "## Which lock?", "### Which lock?", FaultCode.SKIPPED_LEVEL),
    ("an unknown box", L, "::: tip", "::: hint", FaultCode.UNKNOWN_BOX),
    ("a check without question", L, "::: check Your bank calls. What do you do?", "::: check", FaultCode.CHECK_WITHOUT_QUESTION),
    ("an unknown fact", L, "::: fact report-scam", "::: fact weather", FaultCode.UNKNOWN_FACT),
    ("an http link", L, "(https://example.org/)", "(http://example.org/)", FaultCode.BAD_LINK),
    ("a script as a link", L, "(https://example.org/)", "(javascript:alert)", FaultCode.BAD_LINK),
    ("a link to no unit in a lesson", L, "(unit:extra)", "(unit:extras)", FaultCode.UNKNOWN_UNIT),
    ("a link without text", L, "[more](unit:extra)", "[](unit:extra)", FaultCode.EMPTY_LINK),
    ("a picture within a text", L, "Tell nobody.", "Tell ![x](media/keys.svg)", FaultCode.PICTURE_NOT_ALONE),
    ("a picture without a text", L, "![Two keys on a ring]", "![]", FaultCode.PICTURE_WITHOUT_TEXT),
    ("a picture with a title", L, "(media/keys.svg)", '(media/keys.svg "Keys")', FaultCode.PICTURE_WITH_TITLE),
    ("a picture from elsewhere", L, "(media/keys.svg)", "(https://example.org/a.svg)", FaultCode.PICTURE_ELSEWHERE),
    ("a picture that is missing", L, "(media/keys.svg)", "(media/kees.svg)", FaultCode.MISSING_PICTURE),
    ("a footnote without text", L, "out.[^1]", "out.[^1][^2]", FaultCode.MISSING_FOOTNOTE),
    # translations
    ("a charset of old", P, "charset=UTF-8", "charset=windows-874", FaultCode.PO_CHARSET),
    ("no charset", P, "charset=UTF-8", "", FaultCode.PO_CHARSET),
    ("another language", P, "Language: km", "Language: lo", FaultCode.PO_LANGUAGE),
    ("an unquoted string", P, 'msgid "Safe every day"', "msgid Safe every day", FaultCode.BAD_PO),
    ("an unknown escape", P, 'msgid "Safe every day"', 'msgid "Safe \\x every"', FaultCode.BAD_PO),
    ("an entry without context", P, 'msgctxt "course"\n', "", FaultCode.PO_NO_CONTEXT),
    ("a plural", P, 'msgid "Safe every day"', 'msgid "a"\nmsgid_plural "b"', FaultCode.PO_PLURAL),
    ("an entry twice", P, 'msgid "Choose a lock."', 'msgid "Lock your screen"', FaultCode.PO_DUPLICATE),
    ("a number lost", P, 'msgstr "ជ្រើសរើសសោ។"', 'msgstr "ជ្រើស 2"', FaultCode.LOST_NUMBER),
    ("a text that is gone", P, 'msgid "Choose a lock."', 'msgid "Choose."', FaultCode.STALE_ENTRY),
    # pictures
    ("a script in a picture", M, "<rect", "<script>alert(1)</script><rect", FaultCode.SVG_ELEMENT),
    ("a handler in a picture", M, "<rect", '<rect onload="x()"', FaultCode.SVG_ATTRIBUTE),
    ("words in a picture", M, "<rect", "<text>Hello</text><rect", FaultCode.SVG_TEXT),
]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "old", "new", "code"),
    [pytest.param(*rest, id=mistake) for mistake, *rest in EDITS],
)
def test_a_mistake_is_told_where_it_is(name: str, old: str, new: str, code: FaultCode) -> None:
    found = [(file, line) for file, line, each in told(edited(name, old, new)) if each is code]
    assert len(found) == 1
    file, line = found[0]
    begins = line_of(name, old)
    assert file == name
    assert begins - 5 <= line <= begins + 3


MISSING = [
    ("level: foundation\n", C, 1),
    ("      - {id: b, text: A passphrase, correct: true}\n", Q, 11),
    ("    answer: false\n", Q, 24),
    ("certificate:\n  statement: The holder can protect a phone.\n", C, 1),
    ("    feedback: {right: Good., wrong: Think again.}\n", Q, 14),
    ("    type: true-false\n", Q, 24),
]


@pytest.mark.parametrize(("text", "name", "line"), MISSING)
def test_what_is_missing_is_told_where_its_owner_begins(text: str, name: str, line: int) -> None:
    places = [(file, at) for file, at, _ in told(edited(name, text, ""))]
    assert (name, line) in places


def test_a_missing_file_is_told_with_its_unit() -> None:
    found = told(files({L: None, Q: None}))
    assert {(L, 0, FaultCode.MISSING_FILE), (Q, 0, FaultCode.MISSING_FILE)} <= set(found)


def test_competences_may_be_left_out() -> None:
    assert told(edited(C, "competences: [DigComp 4.1]\n", "")) == []


def test_without_a_course_nothing_else_is_read() -> None:
    assert told(files({C: None})) == [(C, 0, FaultCode.MISSING_FILE)]


def test_an_unclosed_box_is_told() -> None:
    text = "# T\n\n::: tip\nTest it.\n"
    assert (L, 3, FaultCode.UNCLOSED_BOX) in told(files({L: text}))


def test_an_empty_box_and_a_fact_with_text_are_told() -> None:
    text = "# T\n\n::: tip\n:::\n\n::: fact report-scam\nText.\n:::\n"
    found = told(files({L: text}))
    assert (L, 3, FaultCode.EMPTY_BOX) in found
    assert (L, 6, FaultCode.FACT_WITH_TEXT) in found


def test_an_unused_footnote_is_a_warning() -> None:
    text = LESSON + "[^2]: Nobody asks.\n"
    found = check_package(files({L: text}))
    assert [fault.code for fault in found.faults] == [FaultCode.UNUSED_FOOTNOTE]
    assert found.faults[0].severity is Severity.WARNING
    assert found.package is not None


def test_a_course_that_requires_nothing_is_told() -> None:
    text = COURSE.replace("minutes: 15}", "minutes: 15, required: false}").replace(
        "minutes: 10}", "minutes: 10, required: false}"
    )
    codes = [code for _, _, code in told(files({C: text}))]
    assert codes == [FaultCode.NOTHING_REQUIRED, FaultCode.SCORE_WITHOUT_QUIZ]


def test_every_mistake_is_told_at_once() -> None:
    broken = files(
        {
            C: COURSE.replace("hours: 4", "hours: four"),
            L: LESSON.replace("## Which", "#### Which"),
            Q: QUIZ.replace("pass_mark: 70", "pass_mark: 700"),
            P: KHMER.replace("charset=UTF-8", "charset=tis-620"),
            M: SVG.replace("<rect", "<foreignObject/><rect"),
        }
    )
    with pytest.raises(PackageRefused) as refused:
        read_package(broken)
    assert {fault.file for fault in refused.value.faults} == {C, L, Q, P, M}
    assert "course.yaml:5: " in str(refused.value)


def test_a_fault_reads_as_a_place_and_a_sentence() -> None:
    broken = edited(Q, 'text: "1234",', 'text: "1234", correct: true,')
    (fault,) = check_package(broken).faults
    assert str(fault) == (
        'quizzes/check.yaml:11: "strongest-lock" has 2 right options. Keep one, or make it'
        " a question with several right answers (in a file: multiple-response)."
    )


def test_three_right_options_are_counted() -> None:
    text = QUIZ.replace("type: multiple-response", "type: single-choice").replace(
        "    marking: partial\n", ""
    ).replace("text: Share", "text: Share, correct: true")  # fmt: skip
    (fault,) = check_package(files({Q: text})).faults
    assert str(fault).startswith('quizzes/check.yaml:19: "good-habits" has 3 right options.')


def test_a_near_miss_is_hinted_at() -> None:
    (fault,) = (
        fault
        for fault in check_package(edited(C, "hours: 4", "hour: 4")).faults
        if fault.code is FaultCode.UNKNOWN_KEY
    )
    assert 'Did you mean "hours"?' in str(fault)
