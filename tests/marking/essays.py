"""A course whose first quiz has questions that people mark, and learners who submitted it."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from sqlalchemy.orm import Session

from academy.assessment import queries, service
from academy.assessment.rules.items.kind import Answer as GivenAnswer
from academy.assessment.rules.sheet import NewAnswer
from academy.assessment.service import Begin, Keeping
from academy.catalogue import queries as catalogue
from academy.kernel.actor import Actor
from academy.marking.queries.sheets import AnswerSheet, find_sheet
from academy.marking.queries.work import work_of
from academy.marking.rules.work import Work
from academy.marking.service.by_people import Answer, Marker
from tests.builders import Files, enrol, package_files
from tests.cast import NOW, add_user

COURSE, UNIT, ESSAY, NOTE, PHOTO = "clean-water", "look-check", "essay", "note", "photo"
TEACH = f"/en/teach/courses/{COURSE}/"
TEXT = "We boil it, and we keep it covered."

_ESSAYS = """
  - id: essay
    type: free-text
    marks: 4
    text: How do you keep water clean at home?
    rubric:
      - id: ideas
        text: Ideas
        levels:
          - {id: none, text: No idea, points: 0}
          - {id: some, text: One idea, points: 1}
          - {id: many, text: Several ideas, points: 3}
      - id: words
        text: Words
        levels:
          - {id: unclear, text: Hard to follow, points: 0}
          - {id: clear, text: Easy to follow, points: 1}
    notes: Look for boiling and covering.
    feedback: {right: Good., wrong: Read again.}
  - id: note
    type: free-text
    marks: 2
    text: What surprised you?
    feedback: {right: Good., wrong: Read again.}
  - id: photo
    type: file-upload
    extensions: [png, pdf]
    marks: 2
    text: Show your jar.
    feedback: {right: Good., wrong: Read again.}
"""
_QUIZ = """
title: Say it yourself
pass_mark: 60
attempts: 0
shuffle: false
{conduct}
questions:
  - id: see-germs
    type: true-false
    marks: 2
    text: You can see germs with your eyes.
    answer: false
    feedback: {{right: Germs are too small., wrong: Germs are too small to see.}}
"""

BEST = {"ideas": "many", "words": "clear"}
FAIR = {"ideas": "some", "words": "clear"}


def essays(markers: int = 1, peers: int = 0) -> Files:
    """Return the files of the course; so many mark each answer, so many learners review it."""
    conduct = f"markers: {markers}" + (f"\npeers: {peers}" if peers else "")
    files = package_files()
    files[f"quizzes/{UNIT}.yaml"] = _QUIZ.format(conduct=conduct).encode()
    return with_essays(files)


def with_essays(files: Mapping[str, bytes]) -> Files:
    """Return the files with questions that people mark at the end of the quiz."""
    name = f"quizzes/{UNIT}.yaml"
    return {**files, name: files[name] + _ESSAYS.strip("\n").encode() + b"\n"}


def hand_in(
    session: Session,
    learner: Actor,
    answers: Mapping[str, GivenAnswer] | None = None,
    *,
    now: datetime = NOW,
    locale: str = "km",
) -> UUID:
    """Have a learner submit the quiz; with nothing said, they answer the essay alone."""
    seat = enrol(session, learner)
    attempt = service.start(session, seat=seat, begin=Begin(UNIT, now))
    new = [
        NewAnswer(question, answer, uuid4().hex)
        for question, answer in (answers or {ESSAY: TEXT}).items()
    ]
    keeping = Keeping(locale, b"secret", now)
    service.save(session, attempt_id=attempt, answers=new, keeping=keeping)
    service.submit(session, attempt_id=attempt, now=now)
    session.commit()
    return attempt


def people(session: Session, count: int) -> list[Actor]:
    """Return so many more learners."""
    users = [add_user(session, f"Learner {number}") for number in range(count)]
    session.commit()
    return [Actor(user.id, user.name, locale="en") for user in users]


def work_in_quiz(session: Session) -> Work:
    """Return what is to be marked in the quiz."""
    newest = catalogue.newest_revision(session, COURSE)
    assert newest is not None
    package = catalogue.package_of(session, newest.revision_id)
    return work_of(session, COURSE, UNIT, newest=package)


def sheet(session: Session, attempt: UUID, question: str = ESSAY) -> AnswerSheet:
    """Return an answer that is known to be there."""
    found = find_sheet(session, queries.get_sitting(session, attempt), question)
    assert found is not None
    return found


def answer(session: Session, attempt: UUID, question: str = ESSAY) -> Answer:
    """Return an answer as the use cases want it."""
    found = sheet(session, attempt, question)
    return Answer(found.sitting, found.question, found.quiz.conduct.markers)


def by(actor: Actor, minutes: int = 1) -> Marker:
    """Return that somebody does something, so many minutes after it was submitted."""
    return Marker(actor.id, NOW + timedelta(minutes=minutes))
