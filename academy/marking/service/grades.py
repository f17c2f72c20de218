"""Setting scores by hand, one or a file of them. Nothing here commits."""

from collections.abc import Sequence

from sqlalchemy.orm import Session

from academy.assessment import queries as assessment
from academy.assessment.service import Hand, Setting, set_score, set_scores
from academy.db import audit
from academy.kernel.refusal import NotFound, Refusal
from academy.marking.queries.gradebook import find_row, written_scores
from academy.marking.rules.gradebook import Fault, Line, ScorePlan, plan_scores
from academy.marking.rules.grades import GradesRefused, may_set

Read = tuple[Sequence[Line], Sequence[Fault]]
"""What a file says, line by line, and what is wrong with it."""


def change_grade(session: Session, course_id: str, setting: Setting, *, hand: Hand) -> None:
    """Set a score of a learner of the course, or take it back; raise `Refusal(OverrideRefused)`."""
    if find_row(session, course_id, setting.enrolment_id) is None:
        raise NotFound
    held = assessment.overrides_of(session, [setting.enrolment_id])
    is_set = (setting.enrolment_id, setting.unit_id) in held
    refused = may_set(setting.percent, setting.reason, is_set=is_set)
    if refused:
        raise Refusal(refused)
    set_score(session, setting, hand)
    audit.record(
        session,
        actor_id=hand.by,
        action="grade.taken-back" if setting.percent is None else "grade.set",
        subject=f"enrolment:{setting.enrolment_id}",
        now=hand.now,
        unit=setting.unit_id,
        percent=None if setting.percent is None else str(setting.percent),
    )


def score_plan(session: Session, course_id: str, read: Read) -> ScorePlan:
    """Return what a file would change in the gradebook as it is now."""
    lines, faults = read
    seats = [line.seat for line in lines]
    return plan_scores(lines, faults, written_scores(session, course_id, seats))


def take_scores(
    session: Session,
    course_id: str,
    read: Read,
    *,
    seen: str,
    hand: Hand,
) -> ScorePlan:
    """Set all the scores that a file changes, as they were shown; raise `Refusal(GradesRefused)`.

    `seen` is the seal of the plan that was looked at: where scores changed meanwhile, there is
    another one, and nothing is done.
    """
    plan = score_plan(session, course_id, read)
    if plan.faults:
        raise Refusal(GradesRefused.HAS_FAULTS)
    if plan.seal != seen:
        raise Refusal(GradesRefused.SCORES_CHANGED)
    if not plan.changes:
        raise Refusal(GradesRefused.NOTHING_TO_CHANGE)
    settings = [Setting(one.seat, one.unit_id, one.after, one.reason) for one in plan.changes]
    set_scores(session, course_id, settings, hand=hand)
    audit.record(
        session,
        actor_id=hand.by,
        action="grades.imported",
        subject=f"course:{course_id}",
        now=hand.now,
        scores=len(settings),
    )
    return plan


def note_export(session: Session, course_id: str, *, kind: str, hand: Hand, learners: int) -> None:
    """Write down who takes which scores away, before the first of them leaves."""
    audit.record(
        session,
        actor_id=hand.by,
        action="grades.exported",
        subject=f"course:{course_id}",
        now=hand.now,
        format=kind,
        rows=learners,
    )
