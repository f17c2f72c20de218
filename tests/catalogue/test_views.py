from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import update
from sqlalchemy.orm import Session

from academy.catalogue.models import Course
from academy.files.store import FolderStore, current_store
from academy.kernel.languages import LANGUAGES
from tests.browserless import Visitor
from tests.builders import publish, reworded
from tests.cast import NOW
from tests.conftest import CountQueries

TAGS = [language.tag for language in LANGUAGES]


def test_the_front_page_leads_to_courses_and_to_an_account(
    session: Session, visitor: Visitor
) -> None:
    publish(session)

    page = visitor.get("/en/")

    assert page.heading == "Digital skills, free, in your language"
    assert page.all("a", href="/en/courses/")
    assert page.one("a", href="/en/courses/?track=ecommerce").text == "E-commerce"
    assert page.one("a", href="/en/courses/clean-water/").text == "Clean water"
    assert "Create a free account" in page.text
    assert "1 course" in page.text


def test_the_front_page_of_an_empty_academy_shows_the_tracks(visitor: Visitor) -> None:
    page = visitor.get("/en/")

    assert "0 courses" in page.text
    assert "Courses to begin with" not in page.text


def test_a_learner_can_go_on_from_the_front_page(as_noi: Visitor) -> None:
    page = as_noi.get("/en/")

    assert page.one("a", class_="button", href="/en/learn/").text == "Continue learning"
    assert "Create a free account" not in page.text


@pytest.mark.parametrize("tag", TAGS)
def test_every_page_is_a_page_in_every_language(
    session: Session, visitor: Visitor, tag: str
) -> None:
    publish(session)

    for path in ("", "courses/", "courses/?q=xyz", "courses/clean-water/"):
        assert visitor.get(f"/{tag}/{path}").one("html").attributes["lang"] == tag


def test_a_course_is_found_and_its_card_tells_about_it(session: Session, visitor: Visitor) -> None:
    publish(session)
    publish(session, id="noise", title="Noise")

    page = visitor.get("/en/courses/?q=clean")

    assert [card.attributes["href"] for card in page.all("a") if "clean-water" in str(card)] == [
        "/en/courses/clean-water/"
    ]
    assert "Noise" not in page.text
    for words in ("1 course", "Foundation", "2 hours", "3 languages", "Find water, make it safe"):
        assert words in page.text


def test_what_was_looked_for_stays_in_the_form(session: Session, visitor: Visitor) -> None:
    publish(session)

    page = visitor.get("/en/courses/?q=clean&track=ecommerce&level=foundation&language=km")

    assert page.one("input", id="q").attributes["value"] == "clean"
    chosen = {
        element.attributes["value"] for element in page.all("option") if "selected" in str(element)
    }
    assert chosen >= {"ecommerce", "foundation", "km"}


def test_an_empty_result_says_what_to_do(session: Session, visitor: Visitor) -> None:
    publish(session)

    page = visitor.get("/en/courses/?q=submarine")

    assert "No course matches" in page.text
    assert "Try fewer words" in page.text
    assert page.one("a", class_="button second", href="/en/courses/").text == "Show all courses"


def test_an_empty_catalogue_says_so(visitor: Visitor) -> None:
    assert "There are no courses yet." in visitor.get("/en/courses/").text


@pytest.mark.parametrize(
    "query",
    [
        "q=%25", "q=_", "q='", "q=%F0%9F%90%9F", "q=" + "x" * 10_240, "q=%00", "q=%FF%FE",
        "track=cooking", "level=", "language=xx", "q=a&q=b", "track=ai&track=ai", "%F0=1",
    ],
)  # fmt: skip
def test_nothing_breaks_the_search(session: Session, visitor: Visitor, query: str) -> None:
    publish(session)

    visitor.get(f"/en/courses/?{query}")


def test_a_search_is_shown_as_text(visitor: Visitor) -> None:
    page = visitor.get("/en/courses/?q=%3Cscript%3Ealert(1)%3C/script%3E")

    assert page.one("input", id="q").attributes["value"] == "<script>alert(1)</script>"
    assert "<script>alert" not in page.html


def test_words_that_are_not_translated_carry_their_language(
    session: Session, visitor: Visitor
) -> None:
    publish(session, title="Pure water")

    for path in ("/km/courses/", "/km/courses/clean-water/"):
        assert "Pure water" in [each.text for each in visitor.get(path).all("span", lang="en")]


def test_a_course_page_shows_the_whole_course(session: Session, visitor: Visitor) -> None:
    publish(session)
    publish(session, reworded())

    page = visitor.get("/en/courses/clean-water/")

    assert page.heading == "Clean water"
    assert page.one("html").attributes["data-track"] == "ecommerce"
    for words in (
        "Make water safe at home.",
        "Treat water",
        "Boil the water Lesson · 10 minutes",
        "Keep the water Lesson · 5 minutes · optional",
        "Check what you know Quiz",
        "2 hours",
        "Foundation",
        "E-commerce",
        "98% translated",
        "the language it was written in",
        "The holder can make water safe at home.",
        "Edition 1, revision 2, published on November 23, 2026",
    ):
        assert words in page.text


def test_a_language_that_is_complete_says_so(session: Session, visitor: Visitor) -> None:
    publish(session)

    page = visitor.get("/en/courses/clean-water/")

    assert page.one("dl", class_="facts").text == (
        "English the language it was written in ខ្មែរ complete 简体中文 complete"
    )
    assert page.all("a", href="/km/courses/clean-water/", lang="km")


def test_a_visitor_may_enrol_and_hears_that_it_needs_an_account(
    session: Session, visitor: Visitor
) -> None:
    publish(session)

    page = visitor.get("/en/courses/clean-water/")

    assert page.one("form", class_="actions").attributes["action"].endswith("/clean-water/enrol")
    assert page.one("form", class_="actions").text == "Enrol"
    assert "You need an account" in page.text


def test_a_learner_sees_the_way_to_their_learning(session: Session, as_noi: Visitor) -> None:
    publish(session)

    page = as_noi.get("/en/courses/clean-water/")

    assert page.one("form", class_="actions").text == "Enrol My learning"
    assert "You need an account" not in page.text


def test_an_archived_course_takes_nobody(session: Session, visitor: Visitor) -> None:
    publish(session)
    session.execute(update(Course).values(archived_at=NOW))

    page = visitor.get("/en/courses/clean-water/")

    assert not page.all("form", class_="actions")
    assert "takes no new learners" in page.text


@pytest.mark.parametrize("path", ["nothing", "clean-water"])
def test_a_course_that_is_not_published_is_not_there(visitor: Visitor, path: str) -> None:
    visitor.get(f"/en/courses/{path}/", status=404)


@pytest.mark.parametrize("path", ["/en/", "/en/courses/", "/en/courses/clean-water/"])
def test_pages_take_the_same_queries_however_many_courses(
    session: Session, visitor: Visitor, count_queries: CountQueries, *, path: str
) -> None:
    def look() -> int:
        visitor.get(path)
        with count_queries() as sent:
            visitor.get(path)
        return len(sent)

    publish(session)
    few = look()
    for number in range(8):
        publish(session, id=f"course-{number}")

    assert look() == few


def test_a_picture_is_kept_for_ever_and_can_do_nothing(
    session: Session, visitor: Visitor, store: FolderStore
) -> None:
    publish(session, store=store)
    (name,) = [path.name for path in Path(store._folder).rglob("*.svg")]

    answer = visitor.client.get(f"/media/{name}")

    assert answer.status_code == 200
    assert answer.data.startswith(b"<svg")
    assert answer.content_type.startswith("image/svg+xml")
    assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert answer.headers["Content-Security-Policy"] == (
        "default-src 'none'; style-src 'unsafe-inline'"
    )
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "Set-Cookie" not in answer.headers


@pytest.mark.usefixtures("store")
@pytest.mark.parametrize("name", ["0" * 64 + ".svg", "x.svg", "..", "0" * 64, "0" * 64 + ".html"])
def test_a_picture_that_is_not_there_is_not_found(visitor: Visitor, name: str) -> None:
    assert visitor.client.get(f"/media/{name}").status_code == 404


def test_only_pictures_are_sent_from_the_store(app: Flask, visitor: Visitor) -> None:
    with app.app_context():
        archive = current_store().put(b"PK", ".zip")
        picture = current_store().put(b"RIFF", ".webp")

    assert visitor.client.get(f"/media/{archive}").status_code == 404
    answer = visitor.client.get(f"/media/{picture}")
    assert (answer.status_code, answer.mimetype) == (200, "image/webp")
