"""What was published, however it came in, is remembered for translators of other courses."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from academy.authoring import service
from academy.authoring.handlers import remember_course
from academy.authoring.models import MemoryEntry
from academy.authoring.service import Sent
from academy.content.model import COURSE
from academy.db import outbox
from academy.db.outbox import OutboxFact
from academy.files.store import STORE
from academy.kernel.facts import CoursePublished
from tests.authoring.drafting import saving
from tests.authoring.staff import assign
from tests.builders import PACKAGES, SHELF, package_files, publish, with_text
from tests.cast import NOW, Cast

TITLE = "Clean water"


@pytest.fixture(autouse=True)
def _store(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(app.extensions, STORE, SHELF)


def remembered(session: Session, locale: str = "km") -> dict[str, str]:
    rows = session.execute(
        select(MemoryEntry.source, MemoryEntry.text).where(MemoryEntry.locale == locale)
    )
    return {row.source: row.text for row in rows}


def run(app: Flask, *words: str) -> str:
    answer = app.test_cli_runner().invoke(args=list(words))
    assert answer.exit_code == 0, answer.output
    return answer.output


def load(app: Flask) -> None:
    run(app, "courses", "load", str(PACKAGES / "clean-water"))


def told(session: Session) -> list[OutboxFact]:
    topic = CoursePublished.topic
    return list(session.scalars(select(OutboxFact).where(OutboxFact.topic == topic)))


def test_a_course_that_was_published_from_a_file_is_remembered_in_every_language(
    app: Flask, session: Session
) -> None:
    load(app)

    assert remembered(session)["Boil the water"] == "ដាំទឹក"
    assert remembered(session, "zh-Hans")
    assert remembered(session, "en") == {}
    (fact,) = told(session)
    assert fact.handled_at is not None
    assert fact.payload["course_id"] == "clean-water"


def test_publishing_nothing_new_tells_nobody(app: Flask, session: Session) -> None:
    load(app)
    load(app)

    assert len(told(session)) == 1


def test_a_fact_that_is_told_twice_or_late_brings_nothing_old_back(session: Session) -> None:
    first = publish(session).ref
    words = with_text(package_files(), "locale/km.po", 'msgstr "ដាំទឹក"', new='msgstr "ដាំទឹកឱ្យពុះ"')
    publish(session, words, now=NOW + timedelta(days=1))
    fact = CoursePublished("clean-water", first.revision_id, NOW)

    for _ in range(2):
        remember_course(session, fact)

    assert remembered(session)["Boil the water"] == "ដាំទឹកឱ្យពុះ"


def test_what_translators_left_at_the_desk_is_not_forgotten(session: Session, cast: Cast) -> None:
    published = publish(session).ref
    assign(session, cast.som)
    key = (COURSE, TITLE)
    service.translate(session, saving(cast.som), "km", key=key, sent=Sent("ទឹកថ្លា"))
    session.commit()

    remember_course(session, CoursePublished("clean-water", published.revision_id, NOW))

    assert remembered(session)[TITLE] == "ទឹកថ្លា"
    assert remembered(session)["Boil the water"] == "ដាំទឹក"


def test_a_course_that_is_gone_is_nothing_to_remember(session: Session) -> None:
    published = publish(session).ref

    remember_course(session, CoursePublished("nothing", published.revision_id, NOW))

    assert remembered(session) == {}


def test_the_sweep_catches_up_with_what_was_never_delivered(app: Flask, session: Session) -> None:
    publish(session)
    assert remembered(session) == {}

    with app.app_context():
        outbox.sweep(NOW + timedelta(minutes=1))

    assert remembered(session)["Boil the water"] == "ដាំទឹក"


def test_a_command_remembers_every_published_course(app: Flask, session: Session) -> None:
    publish(session)
    publish(session, id="noise", title="Noise")

    said = run(app, "teaching", "remember")
    again = run(app, "teaching", "remember")

    assert said == again == "clean-water: km zh-Hans\nnoise: km zh-Hans\n"
    courses = session.scalars(select(MemoryEntry.course_id).distinct())
    assert set(courses) == {"clean-water", "noise"}


def test_a_course_in_one_language_is_said_to_have_nothing(app: Flask, session: Session) -> None:
    files = {name: data for name, data in package_files().items() if not name.startswith("locale")}
    publish(session, files)
    session.execute(delete(MemoryEntry))

    assert run(app, "teaching", "remember") == "clean-water: nothing\n"
