import io
import stat
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from academy.authoring import queries, service
from academy.authoring.models import Draft, DraftPart, DraftSave
from academy.authoring.rules.staff import CourseRole
from academy.authoring.service.importing import read_archive
from academy.catalogue import queries as catalogue
from academy.content.archive import LIMITS, read_zip
from academy.files.store import STORE
from tests.authoring.drafting import COURSE_ID, draft_of, saving, write_lesson
from tests.authoring.staff import assign
from tests.browserless import Page, Visitor
from tests.builders import package_files, publish, with_text
from tests.cast import Cast

COURSE = "/en/teach/courses/clean-water/"
INTO = f"{COURSE}import"
NEW = "/en/teach/import"


@pytest.fixture(autouse=True)
def noise(app: Flask, session: Session, cast: Cast) -> None:
    """A course that Som teaches, and one that is none of hers."""
    publish(session, id="noise", title="Noise", store=app.extensions[STORE])
    publish(session, store=app.extensions[STORE])
    assign(session, cast.som)


def send(visitor: Visitor, path: str, data: bytes) -> TestResponse:
    """Send a file, as the form of the page does."""
    fields = {"csrf_token": visitor.token(path), "package": (io.BytesIO(data), "course.zip")}
    return visitor.client.post(path, data=fields, content_type="multipart/form-data")


def download(visitor: Visitor, query: str = "") -> bytes:
    answer = visitor.client.get(f"{COURSE}package.zip{query}")
    assert answer.status_code == 200
    return answer.data


def zipped(files: Mapping[str, bytes]) -> bytes:
    """An archive such as no program of ours writes."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return target.getvalue()


def linked() -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        entry = zipfile.ZipInfo("lessons/look.md")
        entry.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(entry, "/etc/passwd")
    return target.getvalue()


def drafts(session: Session) -> list[int]:
    """How much there is of what an import writes."""
    tables = (Draft, DraftPart, DraftSave)
    return [session.scalar(select(func.count()).select_from(table)) or 0 for table in tables]


HOSTILE = {
    "a bomb": (lambda: zipped({"course.yaml": b"0" * 1_900_000}), "times"),
    "a way out": (lambda: zipped({"../../course.yaml": b"id: x"}), "course.yaml"),
    "a crowd": (
        lambda: zipped({f"lessons/l-{number}.md": b"" for number in range(LIMITS.files + 1)}),
        "files",
    ),
    "no archive": (lambda: b"GIF89a", "ZIP"),
    "a link": (linked, "lessons/look.md"),
    "a program": (lambda: zipped({"run.exe": b"MZ"}), "run.exe"),
}


@pytest.mark.parametrize("kind", HOSTILE)
@pytest.mark.parametrize("path", [NEW, INTO])
def test_a_hostile_archive_is_refused_in_words_and_nothing_is_half_imported(
    session: Session, as_som: Visitor, *, kind: str, path: str
) -> None:
    make, words = HOSTILE[kind]
    before = drafts(session)

    answer = send(as_som, path, make())

    assert answer.status_code == 422
    told = Page(answer.text)
    assert "The package was not taken, and nothing was changed." in told.text
    assert words in told.text
    assert drafts(session) == before


def test_every_fault_that_no_draft_may_have_is_told_at_once(as_som: Visitor) -> None:
    files = package_files(id="dry-season")
    files["quizzes/look-check.yaml"] = b"questions: [&a, *a]"
    files["media/two-glasses.svg"] = b"no picture"

    told = Page(send(as_som, NEW, zipped(files)).text)

    assert "quizzes/look-check.yaml" in told.text
    assert "media/two-glasses.svg" in told.text


@pytest.mark.parametrize("of", ["draft", "published"])
def test_a_course_with_a_lost_picture_is_not_taken_out_and_the_picture_is_named(
    home: Path, session: Session, *, as_som: Visitor, of: str
) -> None:
    digest = draft_of(session).package.media["two-glasses.svg"].decode()
    (stored,) = (home / "files").glob(f"*/{digest}.svg")
    stored.unlink()

    answer = as_som.client.get(f"{COURSE}package.zip?of={of}")

    assert answer.status_code == 409
    page = Page(answer.text)
    assert page.heading == "Publish"
    assert (
        'The course has no picture "two-glasses.svg".' in page.one("p", class_="flash error").text
    )


def test_no_file_is_asked_for_again(as_som: Visitor) -> None:
    answer = send(as_som, NEW, b"")

    assert answer.status_code == 422
    assert "Choose a file first." in answer.text


def test_more_than_any_package_is_not_even_read(as_som: Visitor) -> None:
    answer = as_som.client.post(
        NEW,
        content_type="multipart/form-data; boundary=x",
        environ_overrides={"CONTENT_LENGTH": str(LIMITS.total_size + 2_000_000)},
    )

    assert answer.status_code == 413


def test_a_new_course_becomes_a_draft_with_all_that_is_still_wrong_with_it(
    session: Session, as_som: Visitor
) -> None:
    files = with_text(
        package_files(id="dry-season"), "lessons/look.md", "unit:boil", new="unit:nowhere"
    )

    answer = send(as_som, NEW, zipped(files))

    assert answer.location == "/en/teach/courses/dry-season/publish"
    page = as_som.get("/en/teach/courses/dry-season/publish")
    assert "The package is a draft of yours now." in page.text
    assert "One thing stands in the way" in page.text
    assert catalogue.find_course(session, "dry-season") is None


def test_a_folder_that_somebody_zipped_is_taken_too(as_som: Visitor) -> None:
    files = {f"dry-season/{name}": data for name, data in package_files(id="dry-season").items()}

    assert send(as_som, NEW, zipped(files)).status_code == 303


def test_a_course_of_others_is_told_to_be_taken(as_som: Visitor) -> None:
    answer = send(as_som, NEW, zipped(package_files(id="noise")))

    assert answer.status_code == 422
    assert "There is a course with this id already." in answer.text


def test_a_course_of_ones_own_leads_to_what_would_change(as_som: Visitor) -> None:
    answer = send(as_som, NEW, zipped(package_files()))

    assert answer.status_code == 303
    assert (answer.location or "").startswith(f"{INTO}/")
    assert "there is nothing to take" in as_som.get(answer.location or "").text


def test_another_course_does_not_come_into_this_one(as_som: Visitor) -> None:
    answer = send(as_som, INTO, zipped(package_files(id="dry-season")))

    assert answer.status_code == 422
    assert "This package holds another course." in answer.text


def test_what_changes_is_shown_first_and_done_as_decided(
    session: Session, cast: Cast, as_som: Visitor
) -> None:
    archive = download(as_som)
    package = read_zip(archive)
    package["lessons/keep.md"] = b"# Keep it\n\nFrom the file.\n"
    package["lessons/boil.md"] = b"# Boil the water\n\nFrom the file.\n"
    write_lesson(session, cast.mali, "keep", text="# Keep it\n\nFrom Mali.\n")

    plan_address = send(as_som, INTO, zipped(package)).location or ""
    page = as_som.get(plan_address)
    assert page.heading == "What the package changes"
    assert "It was changed here and in the package. What is here stays." in page.text
    assert "It was changed in the package and not here: it comes in." in page.text
    assert "From the file." in " ".join(each.text for each in page.all("ins"))
    seen = page.one("input", name_="seen").attributes["value"]
    assert draft_of(session).package.lessons["keep"] == "# Keep it\n\nFrom Mali.\n"

    kept = as_som.post(plan_address, seen=seen)
    assert kept.location == f"{COURSE}publish"
    assert draft_of(session).package.lessons["keep"] == "# Keep it\n\nFrom Mali.\n"
    assert "From the file." in draft_of(session).package.lessons["boil"]
    assert (
        "One part of the course was taken from the package." in as_som.get(f"{COURSE}publish").text
    )


def test_the_package_is_taken_where_its_sender_says_so(
    session: Session, cast: Cast, as_som: Visitor
) -> None:
    package = read_zip(download(as_som))
    package["lessons/keep.md"] = b"# Keep it\n\nFrom the file.\n"
    write_lesson(session, cast.mali, "keep", text="# Keep it\n\nFrom Mali.\n")
    address = send(as_som, INTO, zipped(package)).location or ""
    seen = as_som.get(address).one("input", name_="seen").attributes["value"]

    as_som.post(address, seen=seen, take=["lesson/keep", "nonsense", "lesson/../x"])

    assert draft_of(session).package.lessons["keep"] == "# Keep it\n\nFrom the file.\n"


def test_what_changed_while_somebody_looked_is_shown_again(
    session: Session, cast: Cast, as_som: Visitor
) -> None:
    package = read_zip(download(as_som))
    package["lessons/boil.md"] = b"# Boil the water\n\nFrom the file.\n"
    address = send(as_som, INTO, zipped(package)).location or ""
    seen = as_som.get(address).one("input", name_="seen").attributes["value"]
    write_lesson(session, cast.mali, "boil", text="# Boil the water\n\nFrom Mali.\n")

    answer = as_som.post(address, seen=seen)

    assert answer.status_code == 409
    assert "Somebody else changed this in the meantime." in answer.text
    assert "What is here stays." in answer.text
    assert draft_of(session).package.lessons["boil"] == "# Boil the water\n\nFrom Mali.\n"


@pytest.mark.parametrize("name", ["nothing", "0" * 64 + ".zip", "../secret"])
def test_a_package_that_was_not_sent_is_no_page(as_som: Visitor, name: str) -> None:
    assert as_som.client.get(f"{INTO}/{name}").status_code == 404


def test_another_file_of_the_store_is_no_package(app: Flask, as_som: Visitor) -> None:
    other = app.extensions[STORE].put(zipped(package_files(id="noise")), ".zip")
    picture = app.extensions[STORE].put(b"<svg/>", ".svg")

    assert as_som.client.get(f"{INTO}/{other}").status_code == 404
    assert as_som.client.get(f"{INTO}/{picture}").status_code == 404


def test_the_draft_is_downloaded_with_every_language_of_the_desk(
    session: Session, cast: Cast, as_som: Visitor
) -> None:
    write_lesson(session, cast.som, "keep", text="# Keep it\n\nIn a jar.\n")
    service.translate(
        session, saving(cast.som), "km", key=("keep", "In a jar."), sent=service.Sent("ក្នុងក្រឡ។")
    )
    session.commit()

    answer = as_som.client.get(f"{COURSE}package.zip")

    assert answer.headers["Content-Disposition"] == 'attachment; filename="clean-water-draft.zip"'
    assert answer.mimetype == "application/zip"
    package = read_archive(answer.data).package
    assert package == queries.whole_package(session, draft_of(session))
    assert package.catalogues["km"].text("keep", "In a jar.") == "ក្នុងក្រឡ។"


def test_what_is_published_is_downloaded_under_its_number(
    app: Flask, session: Session, cast: Cast, *, as_som: Visitor
) -> None:
    write_lesson(session, cast.som, "keep", text="# Keep it\n")

    answer = as_som.client.get(f"{COURSE}package.zip?of=published")

    assert 'filename="clean-water-1.1.zip"' in answer.headers["Content-Disposition"]
    newest = catalogue.newest_revision(session, COURSE_ID)
    assert newest is not None
    files = catalogue.files_of(session, newest.revision_id, app.extensions[STORE])
    assert read_zip(answer.data) == files


def test_what_was_never_published_cannot_be_downloaded_as_published(as_som: Visitor) -> None:
    send(as_som, NEW, zipped(package_files(id="dry-season")))

    answer = as_som.client.get("/en/teach/courses/dry-season/package.zip?of=published")

    assert answer.status_code == 404


def test_a_translator_begins_no_course_and_brings_nothing_in(
    session: Session, cast: Cast, *, as_som: Visitor, as_noi: Visitor
) -> None:
    assign(session, cast.mali)
    assign(session, cast.som, role=CourseRole.TRANSLATOR)

    assert as_som.client.get(INTO).status_code == 403
    assert as_noi.client.get(NEW).status_code == 403
