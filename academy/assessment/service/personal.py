"""What assessment keeps of people: attempts, answers, files handed in, and what they were allowed.

An answer that was typed may say anything about whoever typed it; one that was chosen says only
which choice it was. Erasing empties the first kind and leaves the second for the quiz's figures.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Select, String, cast, delete, select, update
from sqlalchemy.orm import Session

from academy.assessment.models import (
    Accommodation,
    Attempt,
    Correction,
    GivenMark,
    HintTaken,
    Opening,
    Override,
    Response,
    Score,
)
from academy.assessment.rules.items.file_upload import files_in
from academy.assessment.rules.uploads import SUFFIX
from academy.catalogue import queries as catalogue
from academy.content.model import Question
from academy.content.questions.cloze import Cloze
from academy.content.questions.file_upload import FileUpload
from academy.content.questions.free_text import FreeText
from academy.content.questions.short_text import ShortText
from academy.db import personal
from academy.db.personal import Erased, Erasing, Holdings, Merge, Row, StoredFile, Told
from academy.enrolment import queries as enrolment

HOLDINGS = Holdings(
    acts=(Accommodation.granted_by, Correction.made_by, Opening.changed_by, Override.set_by),
    others=(Attempt.learner_id, Accommodation.learner_id),
)
_TYPED: tuple[type[Question], ...] = (Cloze, FileUpload, FreeText, ShortText)
_AT_ONCE = 200


def told(session: Session, user_id: UUID) -> Told:
    """Return a person's attempts with every answer, their allowances and the files they gave."""
    attempts = attempts_of(user_id)
    seats = [seat.id for seat in enrolment.seats_of(session, user_id)]
    sections = {
        "attempts": personal.rows(session, _ATTEMPTS.where(Attempt.learner_id == user_id)),
        "answers": personal.rows(session, _ANSWERS.where(Response.attempt_id.in_(attempts))),
        "hints": personal.rows(session, _HINTS.where(HintTaken.attempt_id.in_(attempts))),
        "marks_given": personal.rows(session, _GIVEN.where(GivenMark.attempt_id.in_(attempts))),
        "scores": personal.rows(session, _SCORES.where(Score.attempt_id.in_(attempts))),
        "scores_set": personal.rows(session, _SET.where(Override.enrolment_id.in_(seats))),
        "allowances": personal.rows(session, _ALLOWED.where(Accommodation.learner_id == user_id)),
        "assessing": personal.acts_of(session, HOLDINGS, user_id),
    }
    return Told(sections, tuple(_files(sections["answers"])))


def doubles(session: Session, kept: UUID, gone: UUID) -> Mapping[str, int]:
    """Return how many attempts and allowances would be the other's."""
    del kept
    return personal.count(session, (*HOLDINGS.others, *HOLDINGS.acts), gone)


def hand_over(session: Session, merge: Merge) -> None:
    """Let each attempt be of whoever has the seat by now, and allowances of who stays."""
    both = Attempt.learner_id.in_((merge.kept, merge.gone))
    for owner in (merge.kept, merge.gone):
        seats = [seat.id for seat in enrolment.seats_of(session, owner)]
        theirs = update(Attempt).where(both, Attempt.enrolment_id.in_(seats))
        personal.write(session, theirs.values(learner_id=owner))
    personal.move(session, (Accommodation.learner_id, *HOLDINGS.acts), merge)


def erase(session: Session, erasing: Erasing) -> Erased:
    """Empty what was typed and take away the files, allowances and reasons; keep the marks."""
    own = erasing.user_id
    attempts = list(session.scalars(attempts_of(own)))
    files = forget_answers(session, attempts)
    seats = [seat.id for seat in enrolment.seats_of(session, own)]
    why = update(Override).where(Override.enrolment_id.in_(seats)).values(reason="")
    personal.write(session, why)
    personal.write(session, delete(Accommodation).where(Accommodation.learner_id == own))
    return Erased({"attempts": len(attempts)} if attempts else {}, files)


def attempts_of(user_id: UUID) -> Select[UUID]:
    """Return the statement that finds a person's attempts, for those of floors above."""
    return select(Attempt.id).where(Attempt.learner_id == user_id)


def attempts_in(session: Session, seats: Collection[UUID]) -> list[UUID]:
    """Return the attempts that were made in these seats."""
    return list(session.scalars(select(Attempt.id).where(Attempt.enrolment_id.in_(list(seats)))))


def texts_of(session: Session, user_id: UUID) -> frozenset[str]:
    """Return all that a person typed into single fields of quizzes."""
    answers = select(Response.answer).where(Response.attempt_id.in_(attempts_of(user_id)))
    return frozenset(answer for answer in session.scalars(answers) if isinstance(answer, str))


def forget_answers(session: Session, attempts: Sequence[UUID]) -> frozenset[str]:
    """Empty what was typed in these attempts; return the stored files that belonged to it."""
    files: set[str] = set()
    for first in range(0, len(attempts), _AT_ONCE):
        some = attempts[first : first + _AT_ONCE]
        files |= _forget(session, some)
    return frozenset(files)


def needed_files(session: Session, names: Iterable[str]) -> frozenset[str]:
    """Return those stored files that some answer still holds."""
    found: set[str] = set()
    for name in names:
        digest = name.removesuffix(SUFFIX)
        holds = cast(Response.answer, String).contains(digest, autoescape=True)
        if session.scalar(select(Response.attempt_id).where(holds).limit(1)) is not None:
            found.add(name)
    return frozenset(found)


def _forget(session: Session, attempts: Sequence[UUID]) -> set[str]:
    files: set[str] = set()
    keys: list[tuple[UUID, int]] = []
    for row in session.execute(_TO_FORGET.where(Attempt.id.in_(attempts))):
        files.update(file.stored_name for file in files_in(row.answer))
        if row.answer is not None and _was_typed(session, row):
            keys.append((row.attempt_id, row.sequence))
    for attempt, sequence in keys:
        one = update(Response).where(Response.attempt_id == attempt, Response.sequence == sequence)
        personal.write(session, one.values(answer=None))
    emptied = sorted({attempt for attempt, _ in keys})
    over = update(Attempt).where(Attempt.id.in_(emptied))
    personal.write(session, over.values(is_forgotten=True))
    return files


def _was_typed(session: Session, row: Any) -> bool:
    """Tell whether an answer may hold somebody's own words; one nobody knows any more may."""
    package = catalogue.package_of(session, row.revision_id)
    quiz = package.quizzes.get(row.unit_id)
    known = {one.id: one for one in quiz.questions} if quiz else {}
    question = known.get(row.question_id)
    return question is None or isinstance(question, _TYPED)


def _files(answers: Iterable[Row]) -> Iterable[StoredFile]:
    """Yield the files of answers, each once."""
    seen: set[str] = set()
    for answer in answers:
        for file in files_in(answer["answer"]):
            if file.stored_name not in seen:
                seen.add(file.stored_name)
                yield StoredFile(file.name, file.stored_name)


_TO_FORGET = select(
    Response.attempt_id,
    Response.sequence,
    Response.question_id,
    Response.answer,
    Attempt.revision_id,
    Attempt.unit_id,
).join(Attempt, Attempt.id == Response.attempt_id)
_ATTEMPTS = select(
    Attempt.id,
    Attempt.course_id,
    Attempt.unit_id,
    Attempt.number,
    Attempt.state,
    Attempt.started_at,
    Attempt.deadline_at,
    Attempt.submitted_at,
    Attempt.closed_by,
    Attempt.marks,
    Attempt.available,
    Attempt.percent,
    Attempt.passed,
).order_by(Attempt.started_at, Attempt.id)
_ANSWERS = select(
    Response.attempt_id,
    Response.sequence,
    Response.question_id,
    Response.answer,
    Response.receipt,
    Response.locale,
    Response.saved_at,
    Response.marks,
    Response.certainty,
    Response.is_check,
).order_by(Response.attempt_id, Response.sequence)
_HINTS = select(HintTaken.attempt_id, HintTaken.question_id, HintTaken.number, HintTaken.taken_at)
_GIVEN = select(GivenMark.attempt_id, GivenMark.question_id, GivenMark.marks, GivenMark.given_at)
_SCORES = select(
    Score.attempt_id,
    Score.sequence,
    Score.marks,
    Score.available,
    Score.percent,
    Score.passed,
    Score.cause,
    Score.scored_at,
)
_SET = select(
    Override.enrolment_id, Override.unit_id, Override.percent, Override.reason, Override.set_at
)
_ALLOWED = select(
    Accommodation.course_id,
    Accommodation.extra_percent,
    Accommodation.extra_attempts,
    Accommodation.reason,
    Accommodation.granted_at,
    Accommodation.ended_at,
)
