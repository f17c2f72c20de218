"""Use cases of practice: staff mark an example, learners try it. Nothing here commits."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import insert
from sqlalchemy.orm import Session

from academy.assessment.rules.grading import kept_marks
from academy.kernel.ids import uuid7
from academy.kernel.refusal import Refusal
from academy.marking.models import Calibration, Exemplar
from academy.marking.queries.practice import Example
from academy.marking.rules.peers import PeersRefused
from academy.marking.service.by_people import Marker
from academy.marking.service.peers import Given


@dataclass(frozen=True, slots=True)
class Place:
    """Which question of which quiz an example answers."""

    course_id: str
    unit_id: str
    question_id: str


def add_example(session: Session, place: Place, text: str, *, given: Given, by: Marker) -> UUID:
    """Keep an answer with the staff's marks for learners to practise with."""
    key = uuid7(by.now)
    row = {
        "id": key,
        "course_id": place.course_id,
        "unit_id": place.unit_id,
        "question_id": place.question_id,
        "text": text,
        "levels": dict(given.levels),
        "share": str(kept_marks(given.share)),
        "comment": given.comment,
        "made_by": by.id,
        "made_at": by.now,
    }
    session.execute(insert(Exemplar), [row])
    return key


def practise(session: Session, example: Example, given: Given, *, by: Marker) -> None:
    """Keep what a learner made of an example, once: it decides what their reviews weigh."""
    if session.get(Calibration, (example.id, by.id)) is not None:
        raise Refusal(PeersRefused.PRACTISED_BEFORE)
    row = {
        "exemplar_id": example.id,
        "reviewer_id": by.id,
        "levels": dict(given.levels),
        "share": str(kept_marks(given.share)),
        "given_at": by.now,
    }
    session.execute(insert(Calibration), [row])
