"""What somebody who means ill, or is merely confused, may try on the teaching side."""

from datetime import date

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from academy.authoring import queries, service
from academy.authoring.service import Sent
from academy.authoring.service.remembering import remember_published
from academy.catalogue import service as catalogue
from academy.content.fact_table import fact_version
from academy.content.model import Fact, FactKind
from academy.db.audit import AuditEvent
from academy.files.store import current_store
from tests.authoring.drafting import PRESS, saving
from tests.authoring.staff import assign
from tests.browserless import Visitor
from tests.builders import enrol, package_files, publish, with_text
from tests.cast import NOW, Cast

DESK = "/en/teach/courses/clean-water/"
DAYS = date(2026, 11, 1), date(2027, 11, 1)

SECRET = "ရေကို သိမ်းပါ"
KEEP = ("keep", "Keep the water")


def offered(session: Session, *courses: str) -> set[str]:
    """What the memory has for a text, for somebody who works on these courses."""
    found = queries.candidates(session, "my", [KEEP[1]], courses=courses)
    return {each.text for each in found[KEEP[1]]}


def test_words_that_are_not_published_are_offered_to_the_people_of_their_course_alone(
    session: Session, cast: Cast
) -> None:
    publish(session)
    assign(session, cast.som)
    service.add_language(session, saving(cast.som), "my")
    service.translate(session, saving(cast.som), "my", key=KEEP, sent=Sent(SECRET))

    assert offered(session, "clean-water") == {SECRET}
    assert offered(session, "another") == set()

    service.publish_translation(session, saving(cast.som, 1), PRESS, locale="my")
    remember_published(session, "clean-water")
    service.translate(session, saving(cast.som, 2), "my", key=KEEP, sent=Sent("အသစ်"))

    assert offered(session, "another") == {SECRET}
    assert offered(session, "clean-water") == {SECRET, "အသစ်"}

    remember_published(session, "clean-water")
    assert offered(session, "another") == {SECRET}
    assert offered(session, "clean-water") == {SECRET, "အသစ်"}


def test_a_course_that_nobody_drafted_yet_may_be_taken_out_of_an_archive(
    app: Flask, session: Session, as_mali: Visitor
) -> None:
    with app.app_context():
        publish(session, store=current_store())

    for wish in ("unarchive", "archive", "archive", "unarchive", "unarchive"):
        answer = as_mali.post(f"{DESK}availability", seen_on=f"{DESK}publish", wish=wish)
        assert answer.status_code == 303

    words = session.scalars(select(AuditEvent.action).order_by(AuditEvent.at)).all()
    assert [word for word in words if "archived" in word] == [
        "course.archived",
        "course.unarchived",
    ]


@pytest.mark.parametrize(
    ("path", "fields"),
    [
        ("reviews", {"note": "a\0b"}),
        ("undo", {"undo": "a\0b", "unit": "keep"}),
        ("pictures/removed", {"name": "a\0b"}),
        ("history/lesson/keep", {"save": "a\0b"}),
    ],
)
def test_a_mark_that_no_database_takes_is_answered_not_stumbled_over(
    session: Session, cast: Cast, *, as_som: Visitor, path: str, fields: dict[str, str]
) -> None:
    publish(session)
    assign(session, cast.som)

    answer = as_som.post(f"{DESK}{path}", seen_on=DESK, **fields)

    assert answer.status_code in {303, 400, 404, 422}


def test_an_address_with_such_a_mark_is_answered_too(
    session: Session, cast: Cast, as_som: Visitor
) -> None:
    publish(session)
    assign(session, cast.som)

    assert as_som.client.get(f"{DESK}?undo=%00&unit=keep").status_code in {200, 400}


def test_a_number_of_thousands_of_digits_is_no_number(
    session: Session, cast: Cast, as_som: Visitor
) -> None:
    publish(session)
    assign(session, cast.som)

    answer = as_som.post(f"{DESK}terms", seen_on=f"{DESK}details", readiness="9" * 5_000)

    assert answer.status_code == 422


def test_a_stored_package_or_translation_is_not_sent_as_a_picture(app: Flask) -> None:
    with app.app_context():
        names = [current_store().put(b"keys", suffix) for suffix in (".zip", ".po", ".csv")]

    answers = [app.test_client().get(f"/media/{name}").status_code for name in names]

    assert answers == [404, 404, 404]


def test_what_somebody_wrote_never_draws_its_readers_token(
    app: Flask, session: Session, cast: Cast
) -> None:
    mark = "\ue000token\ue001"
    fact = Fact(
        "LA", FactKind.EMERGENCY, f"Call {mark}", f"https://evil.example/?{mark}", "", *DAYS
    )
    catalogue.put_fact(session, fact, shown=fact_version(None), by=None, now=NOW)
    lesson = with_text(
        package_files(), "lessons/keep.md", "# Keep the water", new=f"# Keep the water\n\n{mark}"
    )
    publish(session, with_text(lesson, "lessons/boil.md", "# Boil", new=f"# {mark} Boil"))
    enrol(session, cast.noi)
    noi = Visitor(app).signed_in(cast.noi)
    token = noi.token("/en/learn/clean-water/keep/")

    for unit in ("look", "boil", "keep"):
        page = noi.get(f"/en/learn/clean-water/{unit}/").html
        assert page.count(token) == page.count(f'name="csrf_token" value="{token}"')
