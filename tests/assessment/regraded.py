"""Attempts that were answered and submitted, for tests that correct what was asked."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from academy.assessment import queries, service
from academy.assessment.queries import Sitting
from academy.assessment.rules.corrections import Corrected, CorrectionKind
from academy.assessment.rules.items.kind import Answer
from academy.assessment.rules.sheet import NewAnswer
from academy.assessment.service import Act, Begin, CorrectionPlan, Keeping, Proposal
from academy.content.model import Question
from academy.enrolment.queries import Seat
from academy.kernel.actor import Actor
from tests.cast import NOW

LOOK = "look-check"
COURSE = "clean-water"
RIGHT: Mapping[str, Answer] = {
    "clearest": "boiled",
    "signs": ["brown", "smell"],
    "see-germs": False,
}
HALF: Mapping[str, Answer] = {"clearest": "clear", "signs": ["brown", "smell"], "see-germs": True}
LATER = NOW + timedelta(hours=1)


def attempt(
    session: Session,
    seat: Seat,
    answers: Mapping[str, Answer],
    *,
    unit: str = LOOK,
    now: datetime = NOW,
) -> Sitting:
    """Answer a quiz and submit it."""
    key = service.start(session, seat=seat, begin=Begin(unit, now))
    new = [NewAnswer(question, answer, question) for question, answer in answers.items()]
    keeping = Keeping(locale="en", secret=b"secret", now=now)
    service.save(session, attempt_id=key, answers=new, keeping=keeping)
    service.submit(session, attempt_id=key, now=now)
    session.commit()
    return queries.get_sitting(session, key)


def proposal(
    kind: CorrectionKind,
    question_id: str = "clearest",
    *,
    question: Question | None = None,
    reason: str = "The key was wrong.",
    unit: str = LOOK,
) -> Proposal:
    """What is to be corrected."""
    return Proposal(COURSE, unit, Corrected(question_id, kind, question), reason)


def correct(
    session: Session, wanted: Proposal, by: Actor, *, now: datetime = LATER
) -> CorrectionPlan:
    """Correct a question."""
    done = service.plan(session, wanted)
    service.correct(session, wanted, done, act=Act(by.id, now))
    session.commit()
    return done
