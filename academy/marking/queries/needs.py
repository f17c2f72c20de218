"""Reads about what single learners of a course have more than others, with names."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy.orm import Session

from academy.accounts import queries as people
from academy.accounts.queries import Found
from academy.assessment.queries.conditions import allowance_of
from academy.assessment.queries.needs import Need, needs_in, needs_of
from academy.assessment.rules.conditions import Allowance
from academy.enrolment import queries as enrolment

PAGE = 50
_MOST_FOUND = 20


@dataclass(frozen=True, slots=True)
class Granted:
    """A grant, with the names of its learner and of who granted it."""

    need: Need
    learner: str
    granter: str


@dataclass(frozen=True, slots=True)
class NeedsPage:
    """Some grants of a course, the newest first; `next` is where the following page begins."""

    grants: Sequence[Granted]
    next: UUID | None


@dataclass(frozen=True, slots=True)
class LearnerNeeds:
    """What one learner of a course has more than others now, and had before."""

    id: UUID
    name: str
    allowance: Allowance
    grants: Sequence[Granted]


def needs_page(session: Session, course_id: str, before: UUID | None) -> NeedsPage:
    """Return a page of what was granted in a course."""
    found = needs_in(session, course_id, before=before, limit=PAGE + 1)
    shown = found[:PAGE]
    return NeedsPage(_named(session, shown), shown[-1].id if len(found) > PAGE else None)


def learner_needs(session: Session, learner_id: UUID, course_id: str) -> LearnerNeeds | None:
    """Return what a learner of a course has; `None` for whoever never learned in it."""
    if enrolment.find_seat(session, learner_id, course_id) is None:
        return None
    return LearnerNeeds(
        learner_id,
        people.person(session, learner_id).name,
        allowance_of(session, learner_id, course_id),
        _named(session, needs_of(session, learner_id, course_id)),
    )


def learners_called(session: Session, course_id: str, sought: str) -> list[Found]:
    """Return the learners of a course who are called so, or sign in by just this name."""
    among = enrolment.learners_in(course_id)
    return people.people_among(session, among, sought, limit=_MOST_FOUND)


def _named(session: Session, needs: Sequence[Need]) -> list[Granted]:
    ids = {need.learner_id for need in needs} | {need.granted_by for need in needs}
    names = people.names_of(session, ids)
    return [
        Granted(need, names.get(need.learner_id, ""), names.get(need.granted_by, ""))
        for need in needs
    ]
