"""Questions about pictures in the builder, on the preview and when they are tried."""

import re
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from academy.files.store import FolderStore
from tests.authoring.quiz_pages import COURSE, Builder
from tests.authoring.staff import assign
from tests.authoring.test_views_pictures import PICTURES
from tests.browserless import Visitor
from tests.builders import package_files, publish
from tests.cast import Cast

QUIZ = f"{COURSE}units/look-check/"


@pytest.fixture(autouse=True)
def course(session: Session, cast: Cast, home: Path) -> str:
    """A course that Som teaches, with its picture in the application's own store."""
    publish(session, package_files(), store=FolderStore(home / "files"))
    assign(session, cast.som)
    (name,) = (path for path in package_files() if path.startswith("media/"))
    return name.removeprefix("media/")


def with_spots(visitor: Visitor, picture: str) -> Builder:
    """A question about the picture of the course, written without a script."""
    builder = Builder.open(visitor).press("ask:hotspot")
    builder.type(q1__text="Where?", q1__picture=picture, q1__alt="A map")
    builder.type(q1__feedback__right="Yes.", q1__feedback__wrong="No.")
    builder.type(q1__spots__a__numbers="1 1 9 9", q1__spots__b__numbers="20 20 5")
    return builder.type(q1__spots__b__shape="circle").press()


def test_a_picture_is_chosen_and_its_size_is_known(as_som: Visitor, course: str) -> None:
    builder = with_spots(as_som, course)

    assert int(builder.fields["q1.width"][0]) > 0
    assert re.search(rf"<option[^>]*selected[^>]*>{re.escape(course)}<", builder.page.html)
    image = builder.page.all("img", alt="")[-1]
    assert image.attributes["width"] == builder.fields["q1.width"][0]
    assert not builder.told("q1.picture")


def test_a_picture_that_is_not_there_is_told(as_som: Visitor) -> None:
    builder = with_spots(as_som, "gone.png")

    assert "no picture" in builder.told("q1.picture")
    assert "gone.png" in builder.page.html


def test_a_place_that_is_no_shape_is_told_at_its_numbers(as_som: Visitor, course: str) -> None:
    builder = with_spots(as_som, course).type(q1__spots__a__numbers="9 9 1 1").press()

    assert "make no shape on the picture" in builder.told("q1.spots.a.numbers")


def test_the_picture_is_shown_to_whoever_tries_or_looks(as_som: Visitor, course: str) -> None:
    with_spots(as_som, course)

    for address in (QUIZ, f"{QUIZ}try?seed=1"):
        assert re.search(r'<img src="/media/[0-9a-f]{64}\.', as_som.get(address).html)


def test_the_pictures_page_leads_to_the_quiz(as_som: Visitor, course: str) -> None:
    with_spots(as_som, course)

    assert f"{QUIZ}quiz" in as_som.get(PICTURES).html
