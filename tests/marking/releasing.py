"""Releasing the results of the quiz in `essays`."""

from sqlalchemy.orm import Session

from academy.kernel.actor import Actor
from academy.marking.service.releasing import begin_release, release_some
from tests.marking.essays import COURSE, UNIT, by, work_in_quiz


def release(session: Session, teacher: Actor, minutes: int = 60) -> int:
    """Release what is complete; return for how many."""
    marker = by(teacher, minutes)
    act = begin_release(session, COURSE, UNIT, by=marker)
    return release_some(session, act, COURSE, work=work_in_quiz(session), by=marker)
