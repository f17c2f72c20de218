"""Reads about correcting a quiz: its questions, what was corrected, and whom a plan concerns."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import ceil
from uuid import UUID

from sqlalchemy.orm import Session

from academy.accounts import queries as people
from academy.assessment import queries as assessment
from academy.assessment.queries import MadeCorrection
from academy.assessment.rules.regrading import Change, Totals, totals
from academy.assessment.service import CorrectionPlan, Proposal, questions_asked
from academy.catalogue import queries as catalogue
from academy.content.questions.kinds import question_kind
from academy.enrolment import queries as enrolment

PAGE = 50


@dataclass(frozen=True, slots=True)
class ChangedAttempt:
    """An attempt whose score becomes another, and whose it is."""

    name: str
    seat: UUID
    number: int
    change: Change


@dataclass(frozen=True, slots=True)
class Effect:
    """What a plan comes to. `editions` counts the attempts that were asked, by edition number.

    `shown` are those that earn another share; who keeps theirs is only counted. `completed` are the
    seats that lose a pass in an attempt and have completed the course.
    """

    editions: Mapping[int, int]
    totals: Totals
    shown: Sequence[ChangedAttempt]
    completed: int
    page: int
    pages: int


@dataclass(frozen=True, slots=True)
class History:
    """The corrections of a quiz, the newest first, and the names of who made them."""

    made: Sequence[MadeCorrection]
    names: Mapping[UUID, str]


def history(session: Session, course_id: str, unit_id: str) -> History:
    """Return what was corrected in a quiz."""
    made = assessment.corrections_made(session, course_id, unit_id)
    return History(made, people.names_of(session, {one.made_by for one in made}))


def right_answers(
    session: Session, proposal: Proposal
) -> tuple[Sequence[str], Sequence[str]] | None:
    """Return what is right as it was published, and as it will be, where the key changes."""
    other = proposal.what.question
    asked = questions_asked(session, proposal.course_id, proposal.unit_id)
    found = asked.get(proposal.what.question_id)
    if other is None or found is None:
        return None
    before, after = (tuple(question_kind(one).right(one).values()) for one in (found, other))
    return before, after


def effect(session: Session, plan: CorrectionPlan, page: int) -> Effect:
    """Return what a plan comes to, with a page of the attempts that it changes, from 1."""
    listed = [one for one in plan.regraded if one.change.is_better or one.change.is_worse]
    pages = max(1, ceil(len(listed) / PAGE))
    page = min(max(page, 1), pages)
    some = listed[(page - 1) * PAGE : page * PAGE]
    names = people.names_of(session, {one.sitting.learner_id for one in some})
    lost = {one.sitting.enrolment_id for one in plan.regraded if one.change.loses_pass}
    editions: dict[int, int] = {}
    for revision, number in plan.concerned.items():
        edition = catalogue.get_revision(session, revision).edition
        editions[edition] = editions.get(edition, 0) + number
    return Effect(
        editions=dict(sorted(editions.items())),
        totals=totals([one.change for one in plan.regraded]),
        shown=[
            ChangedAttempt(
                names.get(one.sitting.learner_id, ""),
                one.sitting.enrolment_id,
                one.sitting.number,
                one.change,
            )
            for one in some
        ],
        completed=enrolment.count_completed(session, lost),
        page=page,
        pages=pages,
    )
