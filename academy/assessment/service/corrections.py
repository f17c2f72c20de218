"""Correcting a question after it was answered. Nothing here commits.

What is shown before and what is done are one and the same: `plan` decides, `correct` writes it. Who
asks for it decides whether it may be.
Scores are only ever added; the one before stays to be read.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Any, TypeVar
from uuid import UUID

from sqlalchemy import insert, update
from sqlalchemy.orm import Session

from academy.assessment import queries
from academy.assessment.models import Attempt, Correction, Response, Score
from academy.assessment.queries import Sitting
from academy.assessment.rules.corrections import (
    Corrected,
    CorrectionKind,
    fits,
)
from academy.assessment.rules.grading import Grade
from academy.assessment.rules.regrading import Change, Result, change
from academy.assessment.service.scoring import Cause, Scoring, Verdict, let_count, verdicts_on
from academy.catalogue import queries as catalogue
from academy.content.model import Question
from academy.content.writer import question_plain
from academy.db import outbox
from academy.kernel.facts import QuizRescored
from academy.kernel.ids import uuid7

T = TypeVar("T")
_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Proposal:
    """What is to be corrected in a quiz, and why."""

    course_id: str
    unit_id: str
    what: Corrected
    reason: str


@dataclass(frozen=True, slots=True)
class Regraded:
    """One attempt whose score becomes another."""

    sitting: Sitting
    change: Change


@dataclass(frozen=True, slots=True)
class CorrectionPlan:
    """What a correction does.

    `concerned` counts the attempts that were asked the question, by revision. `unfit` of them were
    asked it in another shape, so that a new key leaves them as they are, and `waiting` have no
    score yet: it will be the corrected one. `ready` are those of them that it comes to now, because
    nothing is left in them that people mark. `marks` are the new marks of answers, by attempt and
    sequence. `leaves_nothing` says that an attempt would have no question that counts. `last` is
    the correction of the quiz that was made before.
    """

    concerned: Mapping[UUID, int]
    unfit: int
    waiting: int
    regraded: tuple[Regraded, ...]
    ready: tuple[tuple[Sitting, Grade], ...]
    marks: tuple[tuple[UUID, int, str], ...]
    leaves_nothing: bool
    last: UUID | None

    @property
    def attempts(self) -> int:
        """How many attempts were asked the question."""
        return sum(self.concerned.values())


@dataclass(frozen=True, slots=True)
class Act:
    """Who corrects, and when."""

    by: UUID
    now: datetime


def plan(session: Session, proposal: Proposal) -> CorrectionPlan:
    """Return what a correction would do."""
    before = queries.corrections_at(session, proposal.course_id, proposal.unit_id)
    sittings = tuple(_concerned(session, proposal))
    gathered = _Gathered(proposal.what.question_id)
    for verdict in verdicts_on(session, sittings, (*before, proposal.what)):
        gathered.add(verdict)
    return CorrectionPlan(
        concerned=_counted(sittings),
        unfit=_unfit(session, proposal, sittings),
        waiting=sum(one.percent is None for one in sittings),
        regraded=tuple(gathered.regraded),
        ready=tuple(gathered.ready),
        marks=tuple(gathered.marks),
        leaves_nothing=gathered.leaves_nothing,
        last=queries.newest_correction(session, proposal.course_id, proposal.unit_id),
    )


def correct(session: Session, proposal: Proposal, done: CorrectionPlan, *, act: Act) -> UUID:
    """Do what a plan says, and return the act's id.

    The plan has to be made in this transaction, behind `queries.lock_attempts`: what is submitted
    meanwhile is in it, or is marked by the correction.
    """
    key = uuid7(act.now)
    session.execute(insert(Correction), [_correction(key, proposal, act)])
    for some in _batches(done.marks):
        rows = [{"attempt_id": a, "sequence": n, "marks": marks} for a, n, marks in some]
        session.execute(update(Response), rows)
    for some in _batches(done.regraded):
        _write_scores(session, some, key, now=act.now)
    for sitting, grade in done.ready:
        let_count(session, sitting, grade, why=Scoring(Cause.SUBMITTED, act.now))
    if done.regraded:
        fact = QuizRescored(course_id=proposal.course_id, unit_id=proposal.unit_id, at=act.now)
        outbox.put(session, fact)
    return key


def questions_asked(session: Session, course_id: str, unit_id: str) -> Mapping[str, Question]:
    """Return the questions of a quiz: those of the newest revision, then those asked before."""
    newest = catalogue.newest_revision(session, course_id)
    tried = queries.revisions_tried(session, course_id, unit_id)
    older = sorted(
        (catalogue.get_revision(session, revision) for revision in tried),
        key=lambda ref: (ref.edition, ref.revision),
        reverse=True,
    )
    found: dict[str, Question] = {}
    for ref in filter(None, (newest, *older)):
        quiz = catalogue.package_of(session, ref.revision_id).quizzes.get(unit_id)
        for question in quiz.questions if quiz else ():
            found.setdefault(question.id, question)
    return found


class _Gathered:
    """What becomes of attempts, one after the other."""

    def __init__(self, question_id: str) -> None:
        self._question = question_id
        self.regraded: list[Regraded] = []
        self.ready: list[tuple[Sitting, Grade]] = []
        self.marks: list[tuple[UUID, int, str]] = []
        self.leaves_nothing = False

    def add(self, verdict: Verdict) -> None:
        """Note what becomes of an attempt; one without a score gets it when people are done."""
        sitting, grade = verdict.sitting, verdict.grade
        self.leaves_nothing = self.leaves_nothing or not grade.available
        new, kept = grade.marks.get(self._question), verdict.kept.get(self._question)
        if kept is not None and kept.answer is not None and new not in {None, kept.marks}:
            self.marks.append((sitting.id, kept.sequence, str(new)))
        if sitting.percent is None or sitting.marks is None:
            if not verdict.needs_people:
                self.ready.append((sitting, grade))
            return
        before = Result(sitting.marks, sitting.available, sitting.percent, bool(sitting.passed))
        found = change(before, grade)
        if found is not None:
            self.regraded.append(Regraded(sitting, found))


def _concerned(session: Session, proposal: Proposal) -> Iterator[Sitting]:
    """Yield the submitted attempts that were asked the question."""
    for sitting in queries.sittings_at(session, proposal.course_id, proposal.unit_id):
        package = catalogue.package_of(session, sitting.revision_id)
        if proposal.what.question_id in sitting.questions(package.quizzes[sitting.unit_id]):
            yield sitting


def _counted(sittings: Iterable[Sitting]) -> Mapping[UUID, int]:
    counts: dict[UUID, int] = {}
    for sitting in sittings:
        counts[sitting.revision_id] = counts.get(sitting.revision_id, 0) + 1
    return counts


def _unfit(session: Session, proposal: Proposal, sittings: Iterable[Sitting]) -> int:
    other = proposal.what.question
    if proposal.what.kind is not CorrectionKind.KEY or other is None:
        return 0
    unfit = 0
    for revision, number in _counted(sittings).items():
        quiz = catalogue.package_of(session, revision).quizzes[proposal.unit_id]
        unfit += 0 if fits(quiz.question(other.id), other) else number
    return unfit


def _correction(key: UUID, proposal: Proposal, act: Act) -> dict[str, Any]:
    other = proposal.what.question
    return {
        "id": key,
        "course_id": proposal.course_id,
        "unit_id": proposal.unit_id,
        "question_id": proposal.what.question_id,
        "kind": proposal.what.kind.value,
        "question": None if other is None else question_plain(other),
        "reason": proposal.reason,
        "made_by": act.by,
        "made_at": act.now,
    }


def _write_scores(
    session: Session, some: Sequence[Regraded], correction: UUID, *, now: datetime
) -> None:
    """Write new scores behind the old ones, which are noted where nobody had done so yet."""
    last = queries.last_sequences(session, [one.sitting.id for one in some])
    new: list[dict[str, Any]] = []
    old: list[dict[str, Any]] = []
    for one in some:
        sequence = last.get(one.sitting.id, 0)
        if not sequence:
            sequence = 1
            made = one.sitting.submitted_at or now
            old.append(
                _score(one.sitting.id, 1, one.change.before)
                | {"cause": Cause.SUBMITTED.value, "correction_id": None, "scored_at": made}
            )
        new.append(
            _score(one.sitting.id, sequence + 1, one.change.after)
            | {"cause": Cause.REGRADED.value, "correction_id": correction, "scored_at": now}
        )
    session.execute(insert(Score), [*old, *new])
    session.execute(
        update(Attempt), [{"id": one.sitting.id, **_values(one.change.after)} for one in some]
    )


def _score(attempt: UUID, sequence: int, result: Result) -> dict[str, Any]:
    return {"attempt_id": attempt, "sequence": sequence, **_values(result)}


def _values(result: Result) -> dict[str, Any]:
    return {
        "marks": str(result.marks),
        "available": str(result.available),
        "percent": result.percent,
        "passed": result.passed,
    }


def _batches(items: Iterable[T]) -> Iterator[list[T]]:
    left = iter(items)
    while some := list(islice(left, _AT_ONCE)):
        yield some
