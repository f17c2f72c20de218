"""Files that people mark: which may come, what they are called, and whose they are."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from academy.assessment.rules.items.file_upload import FileUploadKind, files_of, written
from academy.assessment.rules.items.kind import Answer, FaultCode, InputFault
from academy.assessment.rules.paper import Slot
from academy.assessment.rules.received import Received, Sent, receive, with_refused
from academy.assessment.rules.sheet import Sheet, base_of, read_sheet
from academy.assessment.rules.uploads import (
    FileText,
    HandedIn,
    cleaned_name,
    extension_of,
    refusal_of,
)
from academy.content.model import Feedback
from academy.content.questions.file_upload import EXTENSIONS, FileUpload
from tests.assessment.questions import WORD

PHOTOS = FileUpload(
    id="photos",
    marks=2,
    text="Photograph your filter.",
    feedback=Feedback("Good.", "Not yet."),
    extensions=EXTENSIONS,
    files=2,
    kilobytes=2,
)
KIND = FileUploadKind()
HEADS = {
    "pdf": b"%PDF-1.7\n",
    "png": b"\x89PNG\r\n\x1a\n",
    "jpg": b"\xff\xd8\xff\xe0",
    "webp": b"RIFF\x00\x00\x00\x00WEBPVP8 ",
    "txt": "Nước".encode(),
    "csv": b"a;b\n",
    "docx": b"PK\x03\x04",
    "xlsx": b"PK\x03\x04",
    "pptx": b"PK\x03\x04",
    "odt": b"PK\x03\x04",
    "zip": b"PK\x05\x06",
}


def file(name: str) -> HandedIn:
    return HandedIn(name, sha256(name.encode()).hexdigest(), len(name))


A, B, C = file("a.png"), file("b.png"), file("c.png")
names = st.text(min_size=1, max_size=9)
digests = st.text("0123456789abcdef", min_size=64, max_size=64)
handed_in = st.builds(HandedIn, names, digests, st.integers(1, 9999))


@given(st.lists(handed_in, min_size=1, max_size=3))
def test_what_was_read_is_filled_in_and_read_again_as_the_same(files: list[HandedIn]) -> None:
    answer = written(files)

    assert files_of(answer) == tuple(files)
    assert KIND.parse(PHOTOS, KIND.fill(PHOTOS, answer, ()), ()) == answer


def test_an_answer_is_json() -> None:
    assert json.loads(json.dumps(written([A]))) == [
        {"name": "a.png", "digest": A.digest, "bytes": 5}
    ]


def test_a_page_says_nothing_of_a_digest_but_its_beginning() -> None:
    fields = KIND.fill(PHOTOS, written([A]), ())

    assert (fields["name"], fields["bytes"], fields["mark"]) == (
        ("a.png",),
        ("5",),
        (A.digest[:16],),
    )


@given(st.lists(st.text()))
def test_no_form_can_name_a_file(typed: list[str]) -> None:
    stolen = str(FileText.of(A))

    assert KIND.parse(PHOTOS, {"": [*typed, stolen]}, ()) is None


def test_people_mark_it_and_nobody_knows_the_key() -> None:
    assert KIND.is_marked_by_people
    assert (KIND.key(PHOTOS), KIND.share(PHOTOS, written([A]))) == ([], 0)


# --- names and bytes -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "cleaned"),
    [
        ("photo.png", "photo.png"),
        ("C:\\Users\\Noi\\photo.png", "photo.png"),
        ("../../etc/passwd", "passwd"),
        (".htaccess", "htaccess"),
        ("ຮູບ ຂອງ ຂ້ອຍ.jpg", "ຮູບ ຂອງ ຂ້ອຍ.jpg"),
        ("a\u202egnp.exe", "agnp.exe"),
        ("a\r\nb.txt", "a b.txt"),
        ('what?"<b>.pdf', "what___b_.pdf"),
        ("", "file"),
        ("///", "file"),
        (" . ", "file"),
        ("x" * 200 + ".docx", "x" * 95 + ".docx"),
        ("." * 3 + "y" * 200, "y" * 100),
        ("z." + "w" * 120, "z." + "w" * 98),
    ],
)
def test_a_name_is_only_a_name(name: str, cleaned: str) -> None:
    assert cleaned_name(name) == cleaned


@given(st.text())
def test_a_cleaned_name_is_clean(name: str) -> None:
    cleaned = cleaned_name(name)

    assert 0 < len(cleaned) <= 100
    assert not set('/\\<>:"|?*\n\r\t\x00') & set(cleaned)
    assert not cleaned.startswith((".", " "))


@pytest.mark.parametrize(
    ("name", "extension"),
    [("a.PDF", "pdf"), ("a.jpeg", "jpg"), ("a.b.txt", "txt"), ("pdf", ""), ("a.exe", "exe")],
)
def test_a_name_says_what_kind_of_file_it_is(name: str, extension: str) -> None:
    assert extension_of(name) == extension


@pytest.mark.parametrize("extension", EXTENSIONS)
def test_every_kind_of_file_is_known_by_its_first_bytes(extension: str) -> None:
    other = b"MZ\x90\x00\x03" if extension in {"txt", "csv"} else b"<script>"
    fault = refusal_of(PHOTOS, f"a.{extension}", other)

    assert refusal_of(PHOTOS, f"a.{extension}", HEADS[extension]) is None
    assert fault is not None
    assert fault.code is FaultCode.FILE_IS_OTHER


def test_text_of_windows_is_text() -> None:
    assert refusal_of(PHOTOS, "a.txt", "text".encode("utf-16")) is None


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("a.pdf", b"", FaultCode.EMPTY_FILE),
        ("a.exe", b"MZ", FaultCode.FILE_KIND),
        ("a", b"%PDF-", FaultCode.FILE_KIND),
        ("a.pdf", b"%PDF-" + b" " * 2_000, FaultCode.FILE_TOO_LARGE),
        ("a.png", b"%PDF-", FaultCode.FILE_IS_OTHER),
    ],
)
def test_a_file_that_cannot_be_handed_in_has_a_reason(
    name: str, data: bytes, code: FaultCode
) -> None:
    fault = refusal_of(PHOTOS, name, data)

    assert fault is not None
    assert fault.code is code
    assert fault.values["name"] == name


def test_only_kinds_that_the_question_asks_for_are_taken() -> None:
    asked = replace(PHOTOS, extensions=("png",))
    fault = refusal_of(asked, "a.pdf", b"%PDF-")

    assert fault is not None
    assert fault.values == {"name": "a.pdf", "kinds": "png"}


# --- a form with files ---------------------------------------------------------------------------


def sent_in(
    question: FileUpload = PHOTOS,
    *sent: Sent,
    before: Sequence[HandedIn] = (),
    **fields: Sequence[str],
) -> tuple[Sheet, Received]:
    """Send a paper with this question, and read it."""
    paper = (Slot(1, question, ()), Slot(2, WORD, ()))
    earlier: Mapping[str, Answer] = {question.id: written(before)} if before else {}
    shown = base_of(earlier.get(question.id))
    posted = {"b1": [shown], "b2": [""], "a2": ["phishing"], **fields}
    received = receive(paper, posted, sent={1: sent}, earlier=earlier)
    sheet = read_sheet(paper, received.posted, page_key="key")
    return with_refused(sheet, received, paper), received


def names_in(sheet: Sheet) -> list[str]:
    answer = sheet.filled[1]
    return [str(each["name"]) for each in answer] if isinstance(answer, list) else []  # type: ignore[index]


def test_what_was_sent_is_the_answer() -> None:
    sheet, received = sent_in(PHOTOS, A, B)

    assert names_in(sheet) == ["a.png", "b.png"]
    assert [new.question_id for new in sheet.answers] == ["photos", WORD.id]
    assert not received.refused


def test_what_stands_as_it_was_shown_is_not_new() -> None:
    sheet, _ = sent_in(PHOTOS, before=[A])

    assert names_in(sheet) == ["a.png"]
    assert [new.question_id for new in sheet.answers] == [WORD.id]


def test_what_comes_later_stands_beside_what_was_there() -> None:
    assert names_in(sent_in(PHOTOS, B, before=[A])[0]) == ["a.png", "b.png"]


def test_a_file_can_be_taken_back() -> None:
    back = {"a1-back": [A.mark]}

    assert names_in(sent_in(PHOTOS, before=[A, B], **back)[0]) == ["b.png"]
    assert sent_in(PHOTOS, before=[A], **back)[0].filled[1] is None
    assert names_in(sent_in(PHOTOS, C, before=[A, B], **back)[0]) == ["b.png", "c.png"]


def test_the_one_file_that_is_asked_for_takes_the_place_of_the_old() -> None:
    one = replace(PHOTOS, files=1)

    assert names_in(sent_in(one, B, before=[A])[0]) == ["b.png"]
    assert names_in(sent_in(one, before=[A])[0]) == ["a.png"]


def test_the_same_file_twice_is_one() -> None:
    assert names_in(sent_in(PHOTOS, A, A)[0]) == ["a.png"]
    assert names_in(sent_in(PHOTOS, A, before=[A])[0]) == ["a.png"]
    assert names_in(sent_in(replace(PHOTOS, files=1), A, before=[A])[0]) == ["a.png"]


def test_what_is_too_many_is_told_and_the_rest_is_kept() -> None:
    sheet, received = sent_in(PHOTOS, B, C, before=[A])

    assert names_in(sheet) == ["a.png", "b.png"]
    assert received.refused[1].code is FaultCode.TOO_MANY_FILES
    assert received.refused[1].values == {"most": "2", "name": "c.png"}
    assert sheet.faults[1] is received.refused[1]
    assert sheet.typed[1]["name"] == ("a.png", "b.png")
    assert [new.question_id for new in sheet.answers] == ["photos", WORD.id]


def test_a_refused_file_is_told_beside_those_that_are_kept() -> None:
    fault = InputFault(FaultCode.EMPTY_FILE, {"name": "x.png"})
    sheet, _ = sent_in(PHOTOS, fault, A)

    assert names_in(sheet) == ["a.png"]
    assert sheet.faults == {1: fault}


def test_no_field_of_a_form_brings_a_file() -> None:
    stolen = {"a1": [str(FileText.of(B))], "a1-mark": [B.mark], "a1-back": [B.mark]}

    assert names_in(sent_in(PHOTOS, before=[A], **stolen)[0]) == ["a.png"]


def test_a_question_that_was_not_on_the_form_stays_as_it_is() -> None:
    paper = (Slot(1, PHOTOS, ()),)
    received = receive(paper, {}, sent={1: [A]}, earlier={})

    assert not read_sheet(paper, received.posted, page_key="key").filled


def test_an_answer_of_another_shape_holds_no_files() -> None:
    paper = (Slot(1, PHOTOS, ()),)
    received = receive(paper, {"b1": [""]}, sent={}, earlier={"photos": "a text"})

    assert read_sheet(paper, received.posted, page_key="key").filled == {1: None}
