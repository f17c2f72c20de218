"""Reads of all that an attempt is marked by, for many attempts at once."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from uuid import UUID

from sqlalchemy import and_, func, select
from sqlalchemy.orm import Session

from academy.assessment.models import GivenMark, HintTaken, Response
from academy.assessment.queries.answers import Kept, one_kept, responses


@dataclass(frozen=True, slots=True)
class Evidence:
    """What one attempt is marked by, each by question.

    `hints` and `checked` are only there where a learner was told at once how they did.
    """

    kept: dict[str, Kept] = field(default_factory=dict[str, Kept])
    given: dict[str, Fraction] = field(default_factory=dict[str, Fraction])
    hints: dict[str, int] = field(default_factory=dict[str, int])
    checked: list[Kept] = field(default_factory=list[Kept])


def evidence_of(
    session: Session, attempts: Collection[UUID], *, told_at_once: bool
) -> Mapping[UUID, Evidence]:
    """Return what each of these attempts is marked by, in two reads, or four if `told_at_once`."""
    found = {attempt: Evidence() for attempt in attempts}
    _add_answers(session, found)
    marks = select(GivenMark.attempt_id, GivenMark.question_id, GivenMark.marks).where(
        GivenMark.attempt_id.in_(list(attempts))
    )
    for attempt, question, given in session.execute(marks):
        found[attempt].given[question] = Fraction(given)
    if told_at_once:
        _add_efforts(session, found)
    return found


def _add_answers(session: Session, found: Mapping[UUID, Evidence]) -> None:
    newest = (
        select(Response.attempt_id, func.max(Response.sequence).label("sequence"))
        .where(Response.attempt_id.in_(list(found)))
        .group_by(Response.attempt_id, Response.question_id)
        .subquery()
    )
    is_newest = and_(
        Response.attempt_id == newest.c.attempt_id, Response.sequence == newest.c.sequence
    )
    statement = responses().add_columns(Response.attempt_id).join(newest, is_newest)
    for row in session.execute(statement):
        kept = one_kept(row[:-1])
        found[row[-1]].kept[kept.question_id] = kept


def _add_efforts(session: Session, found: Mapping[UUID, Evidence]) -> None:
    hints = (
        select(HintTaken.attempt_id, HintTaken.question_id, func.count())
        .where(HintTaken.attempt_id.in_(list(found)))
        .group_by(HintTaken.attempt_id, HintTaken.question_id)
    )
    for attempt, question, number in session.execute(hints):
        found[attempt].hints[question] = number
    checked = (
        responses()
        .add_columns(Response.attempt_id)
        .where(Response.attempt_id.in_(list(found)), Response.is_check.is_(True))
        .order_by(Response.attempt_id, Response.sequence)
    )
    for row in session.execute(checked):
        found[row[-1]].checked.append(one_kept(row[:-1]))
