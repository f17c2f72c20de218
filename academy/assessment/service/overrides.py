"""Scores that are set by hand. Nothing here commits; who asks decides what may be set.

Rows are only ever added: what was set before stays to be read, with who set it, when and why.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from uuid import UUID

from sqlalchemy import insert
from sqlalchemy.orm import Session

from academy.assessment.models import Override
from academy.db import outbox
from academy.kernel.facts import QuizRescored, ScoreSet
from academy.kernel.ids import uuid7


@dataclass(frozen=True, slots=True)
class Setting:
    """A score to set in one quiz, and why; without `percent`, what was set is taken back."""

    enrolment_id: UUID
    unit_id: str
    percent: Fraction | None
    reason: str


@dataclass(frozen=True, slots=True)
class Hand:
    """Who sets scores, and when."""

    by: UUID
    now: datetime


def set_score(session: Session, setting: Setting, hand: Hand) -> None:
    """Set one score, or take it back."""
    _write(session, [setting], hand)
    fact = ScoreSet(enrolment_id=setting.enrolment_id, unit_id=setting.unit_id, at=hand.now)
    outbox.put(session, fact)


def set_scores(
    session: Session, course_id: str, settings: Sequence[Setting], *, hand: Hand
) -> None:
    """Set many scores of a course in one act."""
    _write(session, settings, hand)
    for unit_id in sorted({setting.unit_id for setting in settings}):
        outbox.put(session, QuizRescored(course_id=course_id, unit_id=unit_id, at=hand.now))


def _write(session: Session, settings: Iterable[Setting], hand: Hand) -> None:
    session.execute(insert(Override), [_row(setting, hand) for setting in settings])


def _row(setting: Setting, hand: Hand) -> dict[str, object]:
    return {
        "id": uuid7(hand.now),
        "enrolment_id": setting.enrolment_id,
        "unit_id": setting.unit_id,
        "percent": None if setting.percent is None else str(setting.percent),
        "reason": setting.reason,
        "set_by": hand.by,
        "set_at": hand.now,
    }
