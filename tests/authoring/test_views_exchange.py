"""Files for translators, through the pages: downloaded, sent back, looked at, brought in."""

import io
import re
import zipfile

import pytest
from babel.messages.pofile import read_po as babel_read
from babel.messages.pofile import write_po as babel_write
from sqlalchemy import update
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from academy.authoring import queries, service
from academy.authoring.models import Draft
from academy.authoring.rules.staff import CourseRole
from academy.kernel.clock import now
from tests.authoring.drafting import COURSE_ID, draft_of
from tests.authoring.staff import assign
from tests.browserless import Page, Visitor
from tests.builders import publish
from tests.cast import NOW, Cast
from tests.conftest import CountQueries

FILES = "/en/teach/courses/clean-water/languages/km/files"
KHMER = "ទឹកស្អាត"
BOTH = pytest.mark.parametrize("kind", [".po", ".xlf"])
XXE = b"""<?xml version="1.0"?>
<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>
<xliff xmlns="urn:oasis:names:tc:xliff:document:2.0" version="2.0" trgLang="km">&e;</xliff>
"""


@pytest.fixture(autouse=True)
def course(session: Session, cast: Cast) -> None:
    publish(session)
    assign(session, cast.som)


def zipped() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("km.po", "x")
    return out.getvalue()


def download(visitor: Visitor, kind: str = ".po") -> bytes:
    answer = visitor.client.get(f"{FILES}{kind}")
    assert answer.status_code == 200
    return answer.data


def send(visitor: Visitor, data: bytes, name: str = "km.po") -> TestResponse:
    # Written out: the client would leave its own temporary file of a large body open.
    parts = (
        ('name="csrf_token"', visitor.token(FILES).encode()),
        (f'name="file"; filename="{name}"', data),
    )
    body = b"".join(
        b"--cut\r\nContent-Disposition: form-data; %b\r\n\r\n%b\r\n" % (head.encode(), part)
        for head, part in parts
    )
    kind = "multipart/form-data; boundary=cut"
    return visitor.client.post(FILES, data=body + b"--cut--\r\n", content_type=kind)


def sent(visitor: Visitor, data: bytes) -> str:
    answer = send(visitor, data)
    assert answer.status_code == 303
    return answer.location


def facts(page: Page) -> dict[str, str]:
    terms, counts = page.all("dt"), page.all("dd")
    return {
        term.text: count.text
        for term, count in zip(terms, counts, strict=True)
        if count.text != "0"
    }


def seen_on(page: Page) -> str:
    (field,) = [each for each in page.all("input") if each.attributes["name"] == "seen"]
    return field.attributes["value"]


def apply(visitor: Visitor, address: str, **fields: str) -> Page:
    seen = seen_on(visitor.get(address))
    answer = visitor.post(address, **{"seen": seen, **fields})
    assert (answer.status_code, answer.location) == (303, FILES)
    return visitor.get(FILES)


def title(session: Session) -> str:
    rows = queries.desk(session, draft_of(session), "km").rows
    return next(row.entry.text for row in rows if row.segment.source == "Clean water")


def translate(session: Session, cast: Cast, text: str) -> None:
    saving = service.Saving(COURSE_ID, by=cast.som.id, now=now())
    sent = service.Sent(text)
    service.translate(session, saving, "km", key=("course", "Clean water"), sent=sent)
    session.commit()


def edited(data: bytes, old: str = KHMER, new: str = "ទឹកថ្លា") -> bytes:
    assert old in data.decode()
    return data.replace(old.encode(), new.encode())


@pytest.mark.parametrize(
    ("kind", "content"),
    [(".po", "text/x-gettext-translation"), (".xlf", "application/xliff+xml")],
)
def test_a_language_is_downloaded_for_a_translators_program(
    as_som: Visitor, kind: str, content: str
) -> None:
    page = as_som.get(FILES)
    assert page.one("a", href=f"{FILES}{kind}")

    answer = as_som.client.get(f"{FILES}{kind}")

    assert answer.content_type == f"{content}; charset=utf-8"
    assert answer.headers["Content-Disposition"] == f'attachment; filename="clean-water.km{kind}"'
    assert KHMER in answer.text


@BOTH
def test_a_file_that_comes_back_as_it_went_changes_nothing(as_som: Visitor, kind: str) -> None:
    page = as_som.get(sent(as_som, download(as_som, kind)))

    assert facts(page) == {"The same as here": "68"}
    assert "There is nothing in this file that is not here already." in page.text
    assert not [button for button in page.all("button") if button.text == "Bring this in"]


def test_a_file_that_was_wrapped_and_sorted_changes_nothing(as_som: Visitor) -> None:
    catalogue = babel_read(io.BytesIO(download(as_som)), locale="km")
    out = io.BytesIO()
    babel_write(out, catalogue, width=30, sort_output=True)

    assert facts(as_som.get(sent(as_som, out.getvalue()))) == {"The same as here": "68"}


@BOTH
def test_an_edited_text_is_shown_and_then_changed(
    session: Session, as_som: Visitor, kind: str
) -> None:
    address = sent(as_som, edited(download(as_som, kind)))

    page = as_som.get(address)
    assert facts(page) == {"Changed translations": "1", "The same as here": "67"}
    assert [mark.text for mark in page.all("del")] == ["ស្អាត"]
    assert [mark.text for mark in page.all("ins")] == ["ថ្លា"]
    assert title(session) == KHMER

    after = apply(as_som, address)

    assert "One translation was taken from the file." in after.text
    assert title(session) == "ទឹកថ្លា"


def test_a_newer_translation_is_kept_until_it_is_decided(
    session: Session, as_som: Visitor, cast: Cast
) -> None:
    data = edited(download(as_som))
    translate(session, cast, "ទឹកបរិសុទ្ធ")
    address = sent(as_som, data)

    page = as_som.get(address)
    keep, take = page.all("input", type="radio")
    assert facts(page)["Changed here too: you decide"] == "1"
    assert keep.attributes["value"] == "keep"
    assert "checked" in keep.attributes

    kept = apply(as_som, address, **{keep.attributes["name"]: "keep"})
    assert "One translation that differs from the file was kept" in kept.text
    assert title(session) == "ទឹកបរិសុទ្ធ"

    apply(as_som, address, **{take.attributes["name"]: "take"})
    assert title(session) == "ទឹកថ្លា"


def test_all_conflicts_are_decided_at_once(session: Session, as_som: Visitor) -> None:
    data = re.sub(rb'"X-Academy-Exported.*\n', b"", download(as_som))
    address = sent(as_som, edited(edited(data), 'រកទឹក"', 'ស្វែងរកទឹក"'))
    page = as_som.get(address)
    names = {
        button.attributes["name"]: "keep"
        for button in page.all("input", type="radio")
        if button.attributes["name"].startswith("text-")
    }
    assert "The file does not say when it was downloaded" in page.text
    assert len(names) >= 2

    kept = apply(as_som, address, every="keep", **dict.fromkeys(names, "take"))
    assert "translations that differ from the file were kept" in kept.text
    apply(as_som, address, every="take", **names)

    assert title(session) == "ទឹកថ្លា"


def test_what_changed_while_looking_is_kept_and_told(
    session: Session, as_som: Visitor, cast: Cast
) -> None:
    address = sent(as_som, edited(download(as_som)))
    seen = seen_on(as_som.get(address))
    translate(session, cast, "ទឹកថ្មី")

    as_som.post(address, seen=seen)

    after = as_som.get(FILES)
    assert "Somebody changed texts of this course while you were looking" in after.text
    assert title(session) == "ទឹកថ្មី"


def test_what_was_reviewed_in_another_program_is_reviewed_here(as_som: Visitor) -> None:
    data = edited(download(as_som, ".xlf"), 'state="translated"', 'state="reviewed"')

    address = sent(as_som, data)
    assert "Reviewed now" in facts(as_som.get(address))
    page = apply(as_som, address)

    assert "translations are marked as reviewed now." in page.text


def test_a_text_of_another_time_waits(as_som: Visitor) -> None:
    extra = '\nmsgctxt "keep"\nmsgid "Of another time"\nmsgstr "អត្ថបទ"\n'
    address = sent(as_som, download(as_som) + extra.encode())

    assert facts(as_som.get(address))["Not in the course any more"] == "1"
    assert "One translation waits for its text to come back." in apply(as_som, address).text


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "Choose a file first."),
        (XXE, "it has a document type or entities"),
        (b"<xliff/>", "This is not XLIFF 2."),
        ('msgid "Ünïcode"'.encode("latin-1"), "The text is not UTF-8."),
        (zipped(), "The text is not UTF-8."),
        (b"\xff\xfe<\0", "The text is not UTF-8."),
        (b"nonsense\n" * 40, "Line 1: This line cannot be read"),
        (b'msgid ""\nmsgstr "Language: th\\n"\n', "the language is th"),
        (b"<" + b" " * 9_000_000, "The file is larger than 8,000,000 bytes."),
        (b"#" * 9_000_000, "The file is larger than 2000000 bytes."),
    ],
    ids=["nothing", "entities", "no-xliff", "latin", "zip", "utf16", "text", "thai", "large", "po"],
)
def test_a_file_that_cannot_come_in_is_refused_in_words(
    as_som: Visitor, data: bytes, words: str
) -> None:
    answer = send(as_som, data)

    assert answer.status_code == 422
    page = Page(answer.text)
    assert words in page.one("div", role="alert").text
    assert page.heading == "Files for translators"


def test_a_file_of_another_language_is_refused_in_words(as_som: Visitor) -> None:
    data = as_som.client.get(FILES.replace("/km/", "/zh-Hans/") + ".xlf").data

    page = Page(send(as_som, data).text)

    assert "The file is not in ខ្មែរ, as it should be here." in page.text


def test_what_is_no_file_of_this_language_is_told_wherever_it_is_opened(as_som: Visitor) -> None:
    address = sent(as_som, download(as_som)).replace("/km/", "/zh-Hans/")

    as_som.get(address, status=422)
    assert as_som.post(address, seen_on=FILES).status_code == 422


@pytest.mark.parametrize("name", ["nothing", "0" * 64 + ".po", "0" * 64 + ".svg", "..po"])
def test_a_file_that_was_never_sent_is_not_found(as_som: Visitor, name: str) -> None:
    as_som.get(f"{FILES}/{name}", status=404)


@pytest.mark.parametrize("end", ["", ".po", ".xlf"])
def test_files_are_for_those_who_translate(
    session: Session, as_som: Visitor, cast: Cast, *, end: str
) -> None:
    as_som.get(f"/en/teach/courses/clean-water/languages/th/files{end}", status=404)
    as_som.get(f"/en/teach/courses/clean-water/languages/en/files{end}", status=404)
    assign(session, cast.som, role=CourseRole.REVIEWER)
    as_som.get(f"{FILES}{end}", status=403)


@pytest.mark.parametrize("end", ["", ".po", ".xlf"])
def test_a_learner_may_not_look_behind(as_noi: Visitor, end: str) -> None:
    as_noi.get(f"{FILES}{end}", status=403)


def test_an_archived_course_takes_no_file(session: Session, as_som: Visitor) -> None:
    address = sent(as_som, edited(download(as_som)))
    session.execute(update(Draft).values(archived_at=NOW))
    session.commit()

    assert "This course is archived." in apply(as_som, address).text
    assert title(session) == KHMER


def test_the_plan_takes_the_same_queries_however_much_changes(
    as_som: Visitor, count_queries: CountQueries
) -> None:
    def look(data: bytes) -> int:
        address = sent(as_som, data)
        with count_queries() as sent_queries:
            as_som.get(address)
        return len(sent_queries)

    data = download(as_som)
    look(data)

    assert look(data) == look(data.replace("។".encode(), "៖".encode()))
