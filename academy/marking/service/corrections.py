"""Correcting a quiz after it was answered, with a note of who did it. Nothing here commits."""

import json
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import yaml
from sqlalchemy.orm import Session

from academy.assessment import queries as assessment
from academy.assessment.rules.corrections import Corrected, CorrectionKind
from academy.assessment.service import (
    Act,
    CorrectionPlan,
    Proposal,
    correct,
    plan,
    questions_asked,
)
from academy.content.document import question_from_plain
from academy.content.faults import Fault, Faults, Severity
from academy.content.model import Question
from academy.content.quiz_file import read_question
from academy.content.writer import question_plain
from academy.content.yaml_nodes import read_record
from academy.db import audit
from academy.kernel.refusal import Refusal
from academy.marking.rules.corrections import CorrectionRefused, may_correct, still_count
from academy.marking.rules.keys import rekeyed, ticks

_WIDE = 1_000_000


@dataclass(frozen=True, slots=True)
class ReadQuestion:
    """A question as somebody wrote it, and what is wrong with it; with faults it is none."""

    question: Question | None
    faults: tuple[Fault, ...]


def question_text(question: Question) -> str:
    """Return a question as a quiz file has it."""
    plain = question_plain(question)
    return yaml.safe_dump(plain, allow_unicode=True, sort_keys=False, width=_WIDE)


def read_key(asked: Question, text: str, right: Collection[str]) -> ReadQuestion:
    """Return a question as it should have been: as it was written, or else as it was ticked.

    Where somebody changed its text, that holds; ticks that make no sense are no question.
    """
    is_written = text.split() != question_text(asked).split()
    if is_written or ticks(asked) is None:
        return read_question_text(text)
    return ReadQuestion(rekeyed(asked, right), ())


def read_question_text(text: str) -> ReadQuestion:
    """Return the question that a text holds, checked as in a quiz file; lines are the text's."""
    faults = Faults()
    record = read_record(text.encode(errors="surrogatepass"), "question", faults)
    question = None if record is None else read_question(record, {})
    wrong = [fault for fault in faults.all if fault.severity is Severity.ERROR]
    return ReadQuestion(None if wrong else question, tuple(wrong))


def packed(proposal: Proposal) -> bytes:
    """Return a proposal as it waits to be looked at."""
    what = proposal.what
    plain: dict[str, Any] = {
        "course": proposal.course_id,
        "unit": proposal.unit_id,
        "question_id": what.question_id,
        "kind": what.kind.value,
        "question": None if what.question is None else question_plain(what.question),
        "reason": proposal.reason,
    }
    return json.dumps(plain, ensure_ascii=False).encode()


def unpacked(data: bytes) -> Proposal:
    """Return a proposal that waited."""
    plain = json.loads(data)
    question = plain["question"] and question_from_plain(plain["question"])
    what = Corrected(plain["question_id"], CorrectionKind(plain["kind"]), question)
    return Proposal(plain["course"], plain["unit"], what, plain["reason"])


def proposed(session: Session, proposal: Proposal) -> CorrectionPlan:
    """Return what a correction would do; raise `Refusal(CorrectionRefused)`."""
    course, unit, what = proposal.course_id, proposal.unit_id, proposal.what
    known = questions_asked(session, course, unit)
    before = assessment.corrections_at(session, course, unit)
    asked = known.get(what.question_id)
    refused = may_correct(what, proposal.reason, asked=asked, before=before)
    if refused:
        raise Refusal(refused)
    found = plan(session, proposal)
    if found.leaves_nothing or not still_count(known, (*before, what)):
        raise Refusal(CorrectionRefused.NOTHING_LEFT)
    return found


def correct_quiz(
    session: Session, proposal: Proposal, *, act: Act, seen: UUID | None
) -> CorrectionPlan:
    """Correct a question and every score that it touches; raise `Refusal(CorrectionRefused)`.

    Attempts that were submitted since the plan was looked at are included. `seen` is the correction
    of the quiz that was the last one then: after another one, nothing is done.
    """
    assessment.lock_attempts(session, proposal.course_id, proposal.unit_id)
    done = proposed(session, proposal)
    if done.last != seen:
        raise Refusal(CorrectionRefused.CORRECTED_MEANWHILE)
    key = correct(session, proposal, done, act=act)
    audit.record(
        session,
        actor_id=act.by,
        action="question.corrected",
        subject=f"course:{proposal.course_id}",
        now=act.now,
        unit=proposal.unit_id,
        question=proposal.what.question_id,
        kind=proposal.what.kind.value,
        correction=str(key),
        scores=len(done.regraded),
    )
    return done
