import io
from pathlib import Path

import pytest
from PIL import Image
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from academy.authoring import service
from academy.authoring.messages.pictures import PICTURE_FAULTS
from academy.authoring.rules import editing
from academy.content.photographs import PictureFault
from academy.files.store import FolderStore
from tests.authoring.drafting import draft_of, saving, write_lesson
from tests.authoring.staff import assign
from tests.browserless import Visitor
from tests.builders import package_files, publish
from tests.cast import Cast

PICTURES = "/en/teach/courses/clean-water/pictures"
DRAWING = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 4"><path d="M0 0h4v4z"/></svg>'


@pytest.fixture(autouse=True)
def course(session: Session, cast: Cast, home: Path) -> None:
    """A course that Som teaches, with its picture in the application's own store."""
    publish(session, id="noise", title="Noise")
    publish(session, package_files(), store=FolderStore(home / "files"))
    assign(session, cast.som)


def photograph(width: int = 640, kind: str = "JPEG") -> bytes:
    image = Image.radial_gradient("L").resize((width, width // 2)).convert("RGB")
    target = io.BytesIO()
    image.save(target, kind)
    return target.getvalue()


def form(token: str, data: bytes, name: str) -> dict[str, bytes | str]:
    """Return a form with a file in it, as a browser would send it."""
    head = (
        f'--x\r\nContent-Disposition: form-data; name="csrf_token"\r\n\r\n{token}\r\n'
        f'--x\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n\r\n'
    )
    body = head.encode() + data + b"\r\n--x--\r\n"
    return {"data": body, "content_type": "multipart/form-data; boundary=x"}


def send(
    visitor: Visitor, data: bytes, *, name: str = "My well.JPG", script: bool = True
) -> TestResponse:
    """Send a picture, as the script of the editor does or as a form does."""
    headers = {"Accept": "application/json"} if script else {}
    filled = form(visitor.token(PICTURES), data, name)
    return visitor.client.post(PICTURES, headers=headers, **filled)  # type: ignore[arg-type]


def names(session: Session) -> list[str]:
    return sorted(draft_of(session).package.media)


def test_pictures_are_shown_with_where_they_are_used(as_som: Visitor) -> None:
    page = as_som.get(PICTURES)

    assert page.heading == "Pictures"
    assert "two-glasses.svg" in page.text
    assert page.all("a", href="/en/teach/courses/clean-water/units/look/lesson")
    address = next(img for img in page.all("img", loading="lazy")).attributes["src"]
    assert as_som.client.get(address).status_code == 200


def test_a_photograph_comes_in_with_its_sizes_and_the_text_to_put_in(
    session: Session, as_som: Visitor
) -> None:
    told = send(as_som, photograph()).json

    assert told == {"name": "my-well.webp", "text": "![](media/my-well.webp)"}
    assert names(session) == ["my-well.480w.webp", "my-well.webp", "two-glasses.svg"]
    digest = draft_of(session).package.media["my-well.480w.webp"].decode()
    small = as_som.client.get(f"/media/{digest}.webp")
    assert Image.open(io.BytesIO(small.data)).size == (480, 240)


def test_without_a_script_a_picture_is_added_by_choice(session: Session, as_som: Visitor) -> None:
    answer = send(as_som, DRAWING, name="plan.svg", script=False)

    assert answer.status_code == 303
    assert "The picture is here under the name plan.svg." in as_som.get(PICTURES).text
    assert "plan.svg" in names(session)


def test_the_same_picture_sent_twice_is_there_once(session: Session, as_som: Visitor) -> None:
    data = photograph(300)

    first, again = send(as_som, data).json, send(as_som, data, name="other.jpg").json

    assert first == again
    assert names(session) == ["my-well.webp", "two-glasses.svg"]


def test_another_picture_of_the_same_name_gets_a_name_of_its_own(as_som: Visitor) -> None:
    send(as_som, photograph(300))

    told = send(as_som, photograph(310)).json

    assert told
    assert told["name"] == "my-well-2.webp"


def test_a_picture_of_several_megabytes_comes_in_and_another_form_of_that_size_does_not(
    session: Session, as_som: Visitor
) -> None:
    padded = photograph(400, "PNG") + b"\0" * 4_000_000

    assert send(as_som, padded).status_code == 200
    assert send(as_som, b"\xff" * 9_500_000).status_code == 413
    elsewhere = as_som.client.post(
        f"{PICTURES}/removed",
        **form(as_som.token(PICTURES), padded, "x.png"),  # type: ignore[arg-type]
    )
    assert elsewhere.status_code == 413
    assert "my-well.webp" in names(session)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"words", "This is not a picture that can be used."),
        (b"\x89PNG\r\n\x1a\n", "This is not a picture that can be used."),
        (photograph(300)[:900], "This picture is damaged."),
        (DRAWING.replace(b"path", b"script"), "The element <script> is not allowed in a picture."),
    ],
)
def test_what_is_no_picture_is_refused_in_words(
    session: Session, as_som: Visitor, data: bytes, *, said: str
) -> None:
    told = send(as_som, data)

    assert told.status_code == 422
    assert told.json
    assert said in told.json["said"]
    assert names(session) == ["two-glasses.svg"]


def test_every_fault_of_a_picture_has_words() -> None:
    assert set(PICTURE_FAULTS) == set(PictureFault)


def test_nothing_chosen_is_said(as_som: Visitor) -> None:
    as_som.post(PICTURES)

    assert "Choose a picture first." in as_som.get(PICTURES).text


def test_there_is_an_end_to_pictures(as_som: Visitor, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("academy.authoring.service.editing.MOST_PICTURES", 1)

    told = send(as_som, DRAWING)

    assert told.status_code == 422
    assert told.json
    assert "There is no room for more pictures" in told.json["said"]
    assert editing.MOST_PICTURES > 100


def test_a_picture_is_taken_out_with_its_sizes_and_put_back(
    session: Session, as_som: Visitor
) -> None:
    send(as_som, photograph())
    before = draft_of(session)

    as_som.post(f"{PICTURES}/removed", seen_on=PICTURES, name="my-well.webp")
    assert names(session) == ["two-glasses.svg"]
    page = as_som.get(PICTURES)
    assert "Put back my-well.webp" in page.text
    as_som.post(f"{PICTURES}/back", seen_on=PICTURES, name="my-well.webp")

    assert "The picture is back." in as_som.get(PICTURES).text
    assert draft_of(session).package.media == before.package.media
    assert draft_of(session).pictures == before.pictures


def test_a_published_picture_is_taken_out_of_the_draft_alone(
    session: Session, as_som: Visitor
) -> None:
    as_som.post(f"{PICTURES}/removed", seen_on=PICTURES, name="two-glasses.svg")

    draft = draft_of(session)
    assert not draft.package.media
    assert draft.published
    assert "two-glasses.svg" in draft.published.media


def test_a_picture_that_is_not_there_is_not_found(as_som: Visitor) -> None:
    for action in ("removed", "back"):
        answer = as_som.post(f"{PICTURES}/{action}", seen_on=PICTURES, name="none.svg")
        assert answer.status_code == 404


def test_in_an_archived_course_no_picture_changes(
    session: Session, as_som: Visitor, cast: Cast
) -> None:
    service.archive(session, saving(cast.som))
    session.commit()

    send(as_som, DRAWING, script=False)
    assert "This course is archived." in as_som.get(PICTURES).text
    for action in ("removed", "back"):
        as_som.post(f"{PICTURES}/{action}", seen_on=PICTURES, name="two-glasses.svg")
        assert "This course is archived." in as_som.get(PICTURES).text

    assert names(session) == ["two-glasses.svg"]


def test_a_picture_that_no_lesson_shows_is_said_to_be_so(
    session: Session, as_som: Visitor, cast: Cast
) -> None:
    write_lesson(session, cast.som, "look", text="# Look\n")

    assert "No lesson and no quiz shows it." in as_som.get(PICTURES).text


def test_pictures_of_a_course_of_others_are_not_found(as_som: Visitor, as_noi: Visitor) -> None:
    as_som.get(PICTURES.replace("clean-water", "noise"), status=404)
    as_noi.get(PICTURES, status=403)
