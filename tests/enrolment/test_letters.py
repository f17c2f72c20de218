"""Letters about seats: in the reader's language, with moments in their time zone."""

from datetime import UTC, datetime
from email import policy
from email.parser import BytesParser
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from academy.accounts.models import User
from academy.enrolment import handlers, queries, service
from academy.enrolment.mail import Reader, Told, declined_letter, seat_letter
from academy.enrolment.rules import Entry
from academy.kernel.actor import Actor
from academy.kernel.facts import ApplicationDeclined, SeatGiven
from academy.kernel.ids import uuid7
from academy.kernel.languages import LANGUAGES, Language, get_language
from tests.cast import NOW
from tests.enrolment.scene import COURSE, GIVING, Scene, by

DEADLINE = datetime(2027, 5, 31, 10, 0, tzinfo=UTC)
BEGINS = datetime(2027, 3, 1, 1, 0, tzinfo=UTC)


@pytest.fixture
def post(home: Path) -> Path:
    """Where letters are kept, empty."""
    folder = home / "mail"
    for letter in folder.glob("*.eml"):
        letter.unlink()
    return folder


def letters(folder: Path) -> list[tuple[str, str, str]]:
    """Return to whom each letter goes, its subject and its text, in the order of writing."""
    found: list[tuple[str, str, str]] = []
    for path in sorted(folder.glob("*.eml")):
        message = BytesParser(policy=policy.default).parsebytes(path.read_bytes())
        body = message.get_body()
        assert body is not None
        found.append((message["To"], message["Subject"], body.get_content()))
    return found


def test_a_letter_says_when_in_the_readers_zone() -> None:
    reader = Reader("noi@example.org", "Noi", get_language("en"), "Asia/Vientiane")
    told = Told("Spring", "Clean water", BEGINS, DEADLINE)
    text = seat_letter(reader, told, address="https://academy.example/x").text
    assert "It begins on Mar 1, 2027, 8:00:00\u202fAM (GMT+07:00)." in text
    assert "You have time until May 31, 2027, 5:00:00\u202fPM (GMT+07:00)." in text
    assert "https://academy.example/x" in text


def test_without_a_zone_moments_are_in_utc_and_without_dates_there_are_none() -> None:
    reader = Reader("noi@example.org", "Noi", get_language("en"), None)
    told = Told("Spring", "Clean water", None, DEADLINE)
    assert "10:00:00\u202fAM (GMT+00:00)." in seat_letter(reader, told, address="x").text
    bare = seat_letter(reader, Told("Spring", "Clean water", None, None), address="x").text
    assert "until" not in bare
    assert "begins" not in bare


@pytest.mark.parametrize("language", LANGUAGES, ids=lambda language: language.tag)
def test_letters_are_whole_in_every_language(language: Language) -> None:
    reader = Reader("noi@example.org", "ໜ້ອຍ", language, "Asia/Bangkok")
    told = Told("Spring", "Clean water", BEGINS, DEADLINE)
    for letter in (
        seat_letter(reader, told, address="https://a.example/x"),
        declined_letter(reader, told, address="https://a.example/x"),
    ):
        assert letter.subject
        assert "%(" not in letter.text
        assert all(part in letter.text for part in ("ໜ້ອຍ", "Spring", "https://a.example/x"))


def seated(session: Session, scene: Scene, noi: Actor) -> SeatGiven:
    cohort = scene.cohort(ends_at=DEADLINE)
    service.give_seat(session, cohort.id, noi.id, giving=GIVING)
    session.commit()
    seat = queries.find_seat(session, noi.id, COURSE)
    assert seat is not None
    return SeatGiven(seat.id, cohort.id, NOW)


def test_whoever_moves_up_gets_a_letter_and_only_they(
    app: Flask, session: Session, scene: Scene, *, post: Path
) -> None:
    cohort, (noi, dao) = scene.cohort(capacity=1, ends_at=DEADLINE), scene.learners(2)
    session.get_one(User, dao.id).locale = "lo"
    for one in (noi, dao):
        service.give_seat(session, cohort.id, one.id, giving=by(one))
    service.withdraw(session, actor=noi, course_id=COURSE, now=NOW)
    given = service.fill(session, cohort.id, now=NOW)
    session.commit()
    [seat_id] = given.values()
    with app.app_context():
        handlers.send_seat_letter(session, SeatGiven(seat_id, cohort.id, NOW))
    [(to, _subject, text)] = letters(post)
    assert to == "learner.1@example.org"
    assert f"https://academy.example/lo/learn/{COURSE}/" in text


def test_no_letter_goes_to_a_seat_that_is_not_there_any_more(
    app: Flask, session: Session, scene: Scene, *, post: Path
) -> None:
    noi = scene.person("Noi")
    fact = seated(session, scene, noi)
    service.withdraw(session, actor=noi, course_id=COURSE, now=NOW)
    session.commit()
    with app.app_context():
        handlers.post_seat_letter(fact.enrolment_id.hex, fact.cohort_id.hex)
        handlers.post_seat_letter(fact.enrolment_id.hex, uuid7(NOW).hex)
    assert letters(post) == []


@pytest.mark.parametrize("change", [{"email": None, "username": "noi"}, {"is_active": False}])
def test_who_has_no_address_or_no_account_gets_none(
    app: Flask, session: Session, scene: Scene, *, post: Path, change: dict[str, object]
) -> None:
    noi = scene.person("Noi")
    fact = seated(session, scene, noi)
    user = session.get_one(User, noi.id)
    for name, value in change.items():
        setattr(user, name, value)
    session.commit()
    with app.app_context():
        handlers.post_seat_letter(fact.enrolment_id.hex, fact.cohort_id.hex)
        handlers.post_declined_letter(noi.id.hex, fact.cohort_id.hex)
    assert letters(post) == []


def test_who_is_declined_gets_a_letter(
    app: Flask, session: Session, scene: Scene, *, post: Path
) -> None:
    cohort, noi = scene.cohort(entry=Entry.APPROVAL), scene.person("Noi")
    with app.app_context():
        handlers.send_declined_letter(session, ApplicationDeclined(noi.id, cohort.id, NOW))
        handlers.post_declined_letter(noi.id.hex, uuid7(NOW).hex)
    [(to, subject, text)] = letters(post)
    assert (to, subject) == ("noi@example.org", "About your request for a seat")
    assert "“Spring”" in text
