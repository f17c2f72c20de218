"""Asking for a seat in a cohort, and deciding about it. Nothing here commits."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from academy.db import outbox
from academy.enrolment import queries, rules
from academy.enrolment.queries import Group
from academy.enrolment.rules import CohortRefused, Entry, Given, State
from academy.enrolment.service.cohorts import Seating, bring_in, locked, move_up, refuse_strangers
from academy.enrolment.service.wishes import Giving, record, settle_wish, write_wish
from academy.kernel.facts import ApplicationDeclined
from academy.kernel.refusal import NotFound, Refusal

MOST_AT_ONCE = 1_000
"""How many wishes are decided in one act."""


@dataclass(frozen=True, slots=True)
class Decided:
    """What came of a decision about several: how many have a seat, wait, and get none."""

    seated: int = 0
    waiting: int = 0
    declined: int = 0


def ask(session: Session, cohort_id: UUID, learner_id: UUID, *, giving: Giving) -> Seating:
    """Take the seat that a learner asks for, or write down that they ask for one.

    Raise `NotFound` where there is no such cohort, and `Refusal` with a `CohortRefused`.
    """
    cohort = locked(session, cohort_id, giving.now)
    refused = rules.may_ask(cohort.terms.entry)
    if refused:
        raise Refusal(refused)
    if cohort.terms.entry is Entry.OPEN:
        return bring_in(session, cohort, learner_id, giving=giving)
    return _ask_first(session, cohort, learner_id, giving=giving)


def _ask_first(session: Session, cohort: Group, learner_id: UUID, *, giving: Giving) -> Seating:
    seat = queries.find_seat(session, learner_id, cohort.course_id)
    if seat and seat.cohort_id == cohort.id and not seat.is_withdrawn:
        return Seating(Given.ALREADY_THERE, seat.id)
    refuse_strangers(session, cohort, seat, now=giving.now)
    wish = queries.find_wish(session, cohort.id, learner_id)
    if wish and wish.state is State.WAITING:
        return Seating(Given.STILL_WAITING, number=wish.number)
    if wish is None or wish.state is not State.ASKED:
        write_wish(session, cohort.id, learner_id, state=State.ASKED, giving=giving)
        record(session, "cohort.asked", cohort, giving=giving, learner=learner_id)
    return Seating(Given.ASKED)


def take_back(session: Session, cohort_id: UUID, learner_id: UUID, *, now: datetime) -> None:
    """Take a wish back that nothing has come of yet; raise `Refusal` where there is none."""
    cohort = queries.lock_cohort(session, cohort_id)
    if cohort is None:
        raise NotFound
    wish = queries.find_wish(session, cohort_id, learner_id)
    if wish is None or wish.state not in {State.ASKED, State.WAITING}:
        raise Refusal(CohortRefused.NOT_ASKED)
    giving = Giving(learner_id, now, wish.language)
    settle_wish(session, cohort_id, [learner_id], state=State.WITHDRAWN, giving=giving)
    record(session, "cohort.wish-taken-back", cohort, giving=giving, learner=learner_id)
    session.flush()


def approve(
    session: Session, cohort_id: UUID, learners: Collection[UUID] | None, *, giving: Giving
) -> Decided:
    """Let in those of `learners` who asked, or all who did, in the order in which they asked.

    Whoever finds no room goes to the end of the waiting list. Raise `NotFound` where there is no
    such cohort, and `Refusal` where it gives no seats.
    """
    cohort = locked(session, cohort_id, giving.now)
    wishes = queries.asking(session, cohort_id, learners, limit=MOST_AT_ONCE)
    let_queue(session, cohort, wishes, giving=giving)
    given = move_up(session, cohort, now=giving.now)
    seated = sum(wish.learner_id in given for wish in wishes)
    still = {one.learner_id for one in queries.in_line(session, cohort_id, limit=None)}
    return Decided(seated, sum(wish.learner_id in still for wish in wishes))


def let_queue(
    session: Session, cohort: Group, wishes: Collection[queries.Wish], *, giving: Giving
) -> None:
    """Put those who asked on the waiting list of a cohort that is held."""
    for wish in wishes:
        write_wish(session, cohort.id, wish.learner_id, state=State.WAITING, giving=giving)
        record(session, "cohort.approved", cohort, giving=giving, learner=wish.learner_id)


def decline(
    session: Session, cohort_id: UUID, learners: Collection[UUID], *, giving: Giving
) -> Decided:
    """Tell those of `learners` who asked or wait that they get no seat."""
    cohort = queries.lock_cohort(session, cohort_id)
    if cohort is None:
        raise NotFound
    asked = queries.asking(session, cohort_id, learners, limit=MOST_AT_ONCE)
    waiting = queries.in_line(session, cohort_id, limit=None)
    chosen = set(learners)
    gone = [wish.learner_id for wish in (*asked, *waiting) if wish.learner_id in chosen]
    settle_wish(session, cohort_id, gone, state=State.DECLINED, giving=giving)
    for learner_id in gone:
        outbox.put(session, ApplicationDeclined(learner_id, cohort_id, giving.now))
        record(session, "cohort.declined", cohort, giving=giving, learner=learner_id)
    session.flush()
    return Decided(declined=len(gone))
