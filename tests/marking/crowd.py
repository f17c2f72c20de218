"""Learners who took the first quiz of the course, each in their language."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy.orm import Session

from academy.assessment import service
from academy.assessment.rules.items.kind import Answer
from academy.assessment.rules.sheet import NewAnswer
from academy.assessment.service import Begin, Keeping
from academy.enrolment.queries import Seat
from academy.kernel.actor import Actor
from tests.builders import enrol
from tests.cast import NOW, add_user

LOOK = "look-check"
RIGHT: Mapping[str, Answer] = {
    "clearest": "boiled",
    "signs": ["smell", "brown"],
    "see-germs": False,
}
WRONG: Mapping[str, Answer] = {"clearest": "clear", "signs": ["bottle"], "see-germs": True}


def learner(session: Session, name: str) -> Seat:
    """Return the seat of a new learner."""
    return enrol(session, Actor(add_user(session, name).id, name, frozenset(), "en", None, None))


def tried(
    session: Session,
    seat: Seat,
    answers: Mapping[str, Answer | None],
    *,
    locale: str = "en",
    now: datetime = NOW,
    unit: str = LOOK,
) -> UUID:
    """Try a quiz: an answer every ten seconds, then submit; return the attempt."""
    attempt = service.start(session, seat=seat, begin=Begin(unit, now))
    moment = now
    for place, (question, answer) in enumerate(answers.items()):
        moment += timedelta(seconds=10)
        keeping = Keeping(locale=locale, secret=b"secret", now=moment)
        new = [NewAnswer(question, answer, f"key-{place}")]
        service.save(session, attempt_id=attempt, answers=new, keeping=keeping)
    service.submit(session, attempt_id=attempt, now=moment)
    session.commit()
    return attempt


def crowd(
    session: Session, locale: str, sheets: Sequence[Mapping[str, Answer | None]]
) -> list[UUID]:
    """Let as many new learners try the quiz in a language."""
    return [
        tried(session, learner(session, f"{locale} {place}"), answers, locale=locale)
        for place, answers in enumerate(sheets)
    ]
