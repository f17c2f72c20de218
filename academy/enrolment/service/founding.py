"""Making a cohort, changing it, and saying who looks after it. Nothing here commits."""

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from academy.accounts import queries as people
from academy.catalogue import queries as catalogue
from academy.db import outbox, past
from academy.enrolment import queries, rules
from academy.enrolment.models import Cohort, CohortInstructor, CohortPast
from academy.enrolment.queries import Group
from academy.enrolment.rules import CohortRefused, Entry, Terms
from academy.enrolment.service.asking import MOST_AT_ONCE, let_queue
from academy.enrolment.service.wishes import Giving, record
from academy.kernel.facts import DeadlineMoved, SeatFreed
from academy.kernel.ids import uuid7
from academy.kernel.refusal import NotFound, Refusal


@dataclass(frozen=True, slots=True)
class Founding:
    """A cohort that is to be: in which course and which organisation, and its terms."""

    course_id: str
    organisation_id: UUID
    terms: Terms


def found(session: Session, founding: Founding, *, giving: Giving) -> UUID:
    """Make a cohort and return its key.

    Raise `NotFound` where there is no such course, and `Refusal` with a `CohortRefused`.
    """
    if catalogue.find_course(session, founding.course_id) is None:
        raise NotFound
    refused = rules.terms_refused(founding.terms)
    if not refused and not people.open_among(session, [founding.organisation_id]):
        refused = CohortRefused.NOT_OPEN
    if refused:
        raise Refusal(refused)
    row = Cohort(
        id=uuid7(giving.now),
        course_id=founding.course_id,
        organisation_id=founding.organisation_id,
        archived_at=None,
        **_columns(founding.terms),
    )
    try:
        with session.begin_nested():
            session.add(row)
    except IntegrityError as error:
        raise Refusal(CohortRefused.NAME_TAKEN) from error
    made = Group(row.id, row.course_id, row.organisation_id, founding.terms, None)
    record(session, "cohort.made", made, giving=giving, course=row.course_id)
    session.flush()
    return row.id


def change(session: Session, cohort_id: UUID, terms: Terms, *, giving: Giving) -> bool:
    """Change what a cohort asks and grants; return whether that is something else than before.

    Whoever waits gets the seats that this makes; where it opens, so does whoever had asked.
    """
    cohort = _held(session, cohort_id)
    refused = rules.terms_refused(terms, taken=queries.seats_taken(session, cohort_id))
    if refused:
        raise Refusal(refused)
    before, after = _columns(cohort.terms), _columns(terms)
    changed = sorted(name for name in after if after[name] != before[name])
    if not changed:
        return False
    if {"name", "ends_at"} & set(changed):
        keep_past(session, cohort_id, now=giving.now)
    _write(session, cohort_id, after)
    if terms.entry is Entry.OPEN and "entry" in changed:
        asked = queries.asking(session, cohort_id, limit=MOST_AT_ONCE)
        let_queue(session, cohort, asked, giving=giving)
    record(session, "cohort.changed", cohort, giving=giving, changed=",".join(changed))
    outbox.put(session, SeatFreed(cohort_id, giving.now))
    if "ends_at" in changed:
        outbox.put(session, DeadlineMoved(cohort_id, giving.now))
    session.flush()
    return True


def archive(session: Session, cohort_id: UUID, *, giving: Giving, away: bool = True) -> None:
    """Put a cohort away, or bring it back; what was done in it is kept. Once is enough."""
    cohort = _held(session, cohort_id)
    if cohort.is_archived == away:
        return
    _write(session, cohort_id, {"archived_at": giving.now if away else None})
    record(session, "cohort.archived" if away else "cohort.brought-back", cohort, giving=giving)
    if not away:
        outbox.put(session, SeatFreed(cohort_id, giving.now))
    session.flush()


def appoint(session: Session, cohort: Group, user_id: UUID | None, *, giving: Giving) -> bool:
    """Let somebody look after a cohort who teaches in its organisation or above.

    Return whether they did not before; raise `Refusal` where they do not teach there.
    """
    if user_id is None or not queries.teaches_in(session, user_id, cohort.organisation_id):
        raise Refusal(CohortRefused.NOT_AN_INSTRUCTOR)
    if session.get(CohortInstructor, (cohort.id, user_id)) is not None:
        return False
    session.add(CohortInstructor(cohort_id=cohort.id, user_id=user_id))
    record(session, "cohort.instructor-added", cohort, giving=giving, learner=user_id)
    session.flush()
    return True


def dismiss(session: Session, cohort: Group, user_id: UUID, *, giving: Giving) -> None:
    """Let somebody look after a cohort no more; once is enough."""
    row = session.get(CohortInstructor, (cohort.id, user_id))
    if row is not None:
        session.delete(row)
        record(session, "cohort.instructor-removed", cohort, giving=giving, learner=user_id)
        session.flush()


def keep_past(session: Session, cohort_id: UUID, *, now: datetime) -> None:
    """Keep what reports say of a cohort that is about to change."""
    past.keep(session, CohortPast, of=Cohort, where=Cohort.id == cohort_id, day=now.date())


def _held(session: Session, cohort_id: UUID) -> Group:
    cohort = queries.lock_cohort(session, cohort_id)
    if cohort is None:
        raise NotFound
    return cohort


def _columns(terms: Terms) -> dict[str, Any]:
    return asdict(terms) | {"entry": terms.entry.value}


def _write(session: Session, cohort_id: UUID, values: dict[str, Any]) -> None:
    statement = update(Cohort).where(Cohort.id == cohort_id).values(**values)
    try:
        with session.begin_nested():
            session.execute(statement, execution_options={"synchronize_session": False})
    except IntegrityError as error:
        raise Refusal(CohortRefused.NAME_TAKEN) from error
