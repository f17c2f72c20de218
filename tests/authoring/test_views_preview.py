import io
from pathlib import Path

import pytest
from PIL import Image
from sqlalchemy.orm import Session

from academy.authoring import service
from academy.content.photographs import reencode
from academy.files.store import FolderStore
from tests.authoring.drafting import saving, write_lesson
from tests.authoring.staff import assign
from tests.browserless import Page, Visitor
from tests.builders import publish, reworded
from tests.cast import Cast

UNIT = "/en/teach/courses/clean-water/units/look"
SHOWN = f"{UNIT}/lesson/preview"


@pytest.fixture(autouse=True)
def course(session: Session, cast: Cast) -> None:
    """A course that Som teaches."""
    publish(session)
    assign(session, cast.som)


def sketched(visitor: Visitor, text: str, locale: str = "en") -> Page:
    """Return how a text that is not kept would look."""
    fields = {"csrf_token": visitor.token(f"{UNIT}/lesson"), "text": text, "locale": locale}
    answer = visitor.client.post(SHOWN, data=fields)
    assert answer.status_code == 200
    return Page(answer.text)


def test_the_draft_is_shown_in_a_language_of_the_course(as_som: Visitor) -> None:
    page = as_som.get(f"{SHOWN}?locale=km")

    assert page.heading == "មើលទឹក"
    assert page.one("html").attributes["lang"] == "km"
    assert not page.all("header")


def test_looking_in_another_language_changes_nothing_for_the_writer(as_som: Visitor) -> None:
    as_som.get(f"{UNIT}/lesson")
    as_som.get(f"{SHOWN}?locale=km")

    kept = as_som.client.get_cookie("lang")
    assert kept is not None
    assert kept.value == "en"


@pytest.mark.parametrize("locale", ["th", "nonsense", ""])
def test_in_a_language_the_course_is_not_in_its_own_is_shown(as_som: Visitor, locale: str) -> None:
    assert as_som.get(f"{SHOWN}?locale={locale}").one("html").attributes["lang"] == "en"


def test_a_text_is_shown_before_it_is_kept_with_what_is_translated_of_it(as_som: Visitor) -> None:
    page = sketched(as_som, "# Look at the water\n\nSomething new.\n", "km")

    assert page.heading == "មើលទឹក"
    assert page.one("p").text == "Something new."
    assert page.one("p").attributes["lang"] == "en"
    assert "Something new." not in as_som.get(SHOWN).text


def test_links_lead_to_the_previews_of_other_units(as_som: Visitor) -> None:
    page = sketched(as_som, "# Look\n\n[Boil it](unit:boil).\n")

    assert page.one("a").attributes["href"] == "/en/teach/courses/clean-water/units/boil/"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "No title",
        "# Look\n\n::: nonsense\n",
        "# Look\n\n::: fact nowhere\n:::\n",
        "# Look\n\n<script>alert(1)</script>\n",
        "# Look\n\n![](media/none.svg)\n\n![x](https://example.org/x.png)\n",
        "# Look\n\n[^1]\n\n[^1]: [^1]\n",
        "# Look\n\n" + "[" * 4_000,
    ],
)
def test_whatever_is_wrong_with_a_text_it_can_be_looked_at(as_som: Visitor, text: str) -> None:
    fields = {"csrf_token": as_som.token(f"{UNIT}/lesson"), "text": text, "locale": "km"}

    shown = as_som.client.post(SHOWN, data=fields)
    checked = as_som.client.post(f"{UNIT}/lesson/checks", data=fields)

    assert (shown.status_code, checked.status_code) == (200, 200)
    assert "<script>alert" not in shown.text


def test_a_picture_of_a_draft_is_offered_in_its_sizes(
    session: Session, as_som: Visitor, cast: Cast, *, home: Path
) -> None:
    target = io.BytesIO()
    Image.radial_gradient("L").resize((640, 320)).convert("RGB").save(target, "PNG")
    picture, store = reencode(target.getvalue()), FolderStore(home / "files")
    for file in picture.files:
        store.put(file.data, ".webp")
    service.add_picture(session, saving(cast.som), "well.png", picture=picture)
    session.commit()

    image = sketched(as_som, "# Look\n\n![A well](media/well.webp)\n").one("img")

    assert (image.attributes["width"], image.attributes["height"]) == ("640", "320")
    assert " 480w, " in image.attributes["srcset"]


def test_a_picture_whose_file_is_lost_is_told_by_its_words(
    session: Session, as_som: Visitor, cast: Cast
) -> None:
    publish(session, reworded())
    write_lesson(session, cast.som, "look", text="# Look\n\n![Glasses](media/two-glasses.svg)\n")

    assert as_som.get(f"{UNIT}/").one("img", alt="Glasses")
