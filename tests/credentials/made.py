"""Certificates for tests: earned ones in the database, and sheets to print."""

from dataclasses import replace

from sqlalchemy.orm import Session

from academy.credentials import service
from academy.credentials.queries import Certificate
from academy.credentials.service import Line, Sheet
from academy.enrolment import service as enrolment
from academy.enrolment.queries import Seat
from academy.kernel.actor import Actor
from tests.builders import enrol
from tests.cast import NOW
from tests.credentials.samples import SAMPLES

NUMBER = "7KQ2-9XWM-3FTB"
UNKNOWN = "0000-0000-0000"
_BELOW = "-below"


def complete(session: Session, learner: Actor, course: str = "clean-water") -> Seat:
    """Take a learner through a course that is published."""
    seat = enrol(session, learner, course)
    enrolment.complete(session, enrolment_id=seat.id, now=NOW)
    session.commit()
    return seat


def earn(session: Session, learner: Actor, course: str = "clean-water") -> Certificate:
    """Take a learner through a course that is published, to the certificate."""
    seat = complete(session, learner, course)
    certificate = service.issue(session, enrolment_id=seat.id, now=NOW)
    session.commit()
    return certificate


def sheet_in(tag: str, *, name: str | None = None, latin_name: str | None = "Noi Keo") -> Sheet:
    """Return a certificate in a language, with a name of that language unless another is given."""
    own = SAMPLES[tag]
    address = f"https://academy.example/verify/{NUMBER}"
    latin = (Line("latin-name", latin_name, "en"),) if latin_name else ()
    return Sheet(
        lang=tag,
        title=f"Certificate {NUMBER}",
        issuer=SAMPLES["en"].issuer,
        address=address,
        head=_pair(tag, "issuer"),
        person=(
            *_pair(tag, "heading"),
            *_pair(tag, "awarded"),
            Line("name", name if name is not None else own.name, tag),
            *latin,
        ),
        course=(*_pair(tag, "achievement"), *_pair(tag, "title"), *_pair(tag, "statement")),
        foot=(
            _fact(tag, "completed", "23.11.2026", "23 November 2026"),
            _fact(tag, "learning", own.hours, "2 hours"),
            _fact(tag, "edition", "1", "1"),
            (
                *_pair(tag, "check"),
                Line("address", address.removeprefix("https://"), "en"),
                Line("number", NUMBER, "en"),
            ),
        ),
        record={"name": name if name is not None else own.name},
        issued_at=NOW,
    )


def with_course(sheet: Sheet, **texts: str) -> Sheet:
    """Return the sheet with these texts in place of its `title`, `statement`, …"""
    course = tuple(
        replace(line, text=texts.get(line.style.removesuffix(_BELOW), line.text))
        for line in sheet.course
    )
    return replace(sheet, course=course)


def _pair(tag: str, key: str) -> tuple[Line, ...]:
    first, below = getattr(SAMPLES[tag], key), getattr(SAMPLES["en"], key)
    if first == below:
        return (Line(key, first, tag),)
    return (Line(key, first, tag), Line(key + _BELOW, below, "en"))


def _fact(tag: str, key: str, value: str, *english: str) -> tuple[Line, ...]:
    own = (Line("label", getattr(SAMPLES[tag], key), tag), Line("value", value, tag))
    if tag == "en":
        return own
    label = Line("label-below", getattr(SAMPLES["en"], key), "en")
    return (*own, label, *(Line("value-below", text, "en") for text in english))
