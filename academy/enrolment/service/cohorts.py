"""Giving seats in a cohort. Nothing here commits.

Whoever gives or frees a seat in a cohort holds its row until the transaction ends: seats are
counted and given by one at a time, so that there are never more than the cohort has. Everybody who
comes to a cohort with a limit stands in one line, and the seats go to whoever is first in it.
"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from academy.accounts import queries as people
from academy.accounts import service as accounts
from academy.catalogue import queries as catalogue
from academy.db import outbox
from academy.enrolment import queries, rules
from academy.enrolment.queries import Group
from academy.enrolment.rules import Given, Place, State
from academy.enrolment.service.seats import Taking, take_into_cohort
from academy.enrolment.service.wishes import Giving, record, settle_wish, write_wish
from academy.kernel.actor import Role
from academy.kernel.facts import DeadlineMoved, SeatGiven
from academy.kernel.refusal import NotFound, Refusal

_AT_ONCE = 500
"""How many of those who wait are read at a time."""


@dataclass(frozen=True, slots=True)
class Seating:
    """What came of giving somebody a seat: the seat, or the place on the waiting list."""

    given: Given
    seat_id: UUID | None = None
    number: int | None = None


def give_seat(session: Session, cohort_id: UUID, learner_id: UUID, *, giving: Giving) -> Seating:
    """Give a learner a seat in a cohort, or a place on its waiting list where it is full.

    It is done once: whoever has a seat there, or waits, is told so. A seat that the learner has in
    the course already is brought along with all that was done in it. No letter is sent to the
    learner. Raise `NotFound` where there is no such cohort or learner, and `Refusal` with a
    `CohortRefused`.
    """
    return bring_in(session, locked(session, cohort_id, giving.now), learner_id, giving=giving)


def locked(session: Session, cohort_id: UUID, now: datetime) -> Group:
    """Return a cohort that gives seats, held until the transaction ends.

    Raise `NotFound` where there is none, and `Refusal` where it gives no seats.
    """
    cohort = queries.lock_cohort(session, cohort_id)
    if cohort is None:
        raise NotFound
    refused = queries.gives_no_seats(session, cohort, now=now)
    if refused:
        raise Refusal(refused)
    return cohort


def bring_in(session: Session, cohort: Group, learner_id: UUID, *, giving: Giving) -> Seating:
    """Give a learner a seat in a cohort that is held, or a place on its waiting list."""
    seat = queries.find_seat(session, learner_id, cohort.course_id)
    if seat and seat.cohort_id == cohort.id and not seat.is_withdrawn:
        return Seating(Given.ALREADY_THERE, seat.id)
    refuse_strangers(session, cohort, seat, now=giving.now)
    before = queries.find_wish(session, cohort.id, learner_id)
    if cohort.terms.capacity is None:
        return Seating(Given.SEATED, _seat(session, cohort, learner_id, giving=giving))
    if before is None or before.state is not State.WAITING:
        write_wish(session, cohort.id, learner_id, state=State.WAITING, giving=giving)
    given = move_up(session, cohort, now=giving.now, at_hand={learner_id: giving})
    if learner_id in given:
        return Seating(Given.SEATED, given[learner_id])
    after = queries.find_wish(session, cohort.id, learner_id)
    waits_on = before is not None and before.state is State.WAITING
    return Seating(
        Given.STILL_WAITING if waits_on else Given.WAITING, number=after and after.number
    )


def refuse_strangers(
    session: Session, cohort: Group, seat: queries.Seat | None, *, now: datetime
) -> None:
    """Raise `Refusal` where somebody with that seat in the course gets none in the cohort."""
    course = catalogue.find_course(session, cohort.course_id)
    place = place_of(session, seat, cohort.id, now=now)
    refused = rules.may_be_seated(place, is_open=course is not None and course.is_open)
    if refused:
        raise Refusal(refused)


def place_of(
    session: Session, seat: queries.Seat | None, cohort_id: UUID, *, now: datetime
) -> Place | None:
    """Return what a seat in a course means to a cohort of it."""
    if seat is None:
        return None
    here = seat.cohort_id == cohort_id
    other = queries.find_cohort(session, seat.cohort_id) if seat.cohort_id and not here else None
    held = other is not None and not queries.gives_no_seats(session, other, now=now)
    return Place(seat.status, here=here, held=held)


def fill(session: Session, cohort_id: UUID, *, now: datetime) -> dict[UUID, UUID]:
    """Give the seats that are free to whoever waits longest; return who got which."""
    cohort = queries.lock_cohort(session, cohort_id)
    if cohort is None or queries.gives_no_seats(session, cohort, now=now):
        return {}
    return move_up(session, cohort, now=now)


def move_up(
    session: Session,
    cohort: Group,
    *,
    now: datetime,
    at_hand: dict[UUID, Giving] | None = None,
) -> dict[UUID, UUID]:
    """Give the free seats of a cohort that is held to whoever waits longest.

    Everybody is told by letter, but those `at_hand`, who are told where they stand.
    """
    room = rules.room(cohort.terms.capacity, queries.seats_taken(session, cohort.id))
    given: dict[UUID, UUID] = {}
    while room is None or len(given) < room:
        left = _AT_ONCE if room is None else min(_AT_ONCE, room - len(given))
        waiting = queries.in_line(session, cohort.id, limit=left)
        for wish in waiting:
            giving = (at_hand or {}).get(wish.learner_id)
            seat_id = _let_in(
                session, cohort, wish, giving=giving or Giving(None, now, wish.language)
            )
            if seat_id is not None:
                given[wish.learner_id] = seat_id
                if giving is None:
                    outbox.put(session, SeatGiven(seat_id, cohort.id, now))
        if len(waiting) < left:
            break
    session.flush()
    return given


def _let_in(session: Session, cohort: Group, wish: queries.Wish, *, giving: Giving) -> UUID | None:
    """Seat the first of the line; whoever cannot be seated any more leaves the line instead."""
    account = people.find_account(session, wish.learner_id)
    seat = queries.find_seat(session, wish.learner_id, cohort.course_id)
    try:
        refuse_strangers(session, cohort, seat, now=giving.now)
    except Refusal:
        account = None
    if account is None or not account.is_active:
        settle_wish(session, cohort.id, [wish.learner_id], state=State.WITHDRAWN, giving=giving)
        return None
    return _seat(session, cohort, wish.learner_id, giving=giving)


def _seat(session: Session, cohort: Group, learner_id: UUID, *, giving: Giving) -> UUID:
    """Write the seat, and all that goes with it."""
    seat = queries.find_seat(session, learner_id, cohort.course_id)
    taking = Taking(
        cohort.course_id,
        cohort.id,
        counted_in(session, cohort, learner_id),
        giving.language,
        giving.now,
    )
    seat_id = take_into_cohort(session, learner_id, seat, taking=taking)
    settle_wish(session, cohort.id, [learner_id], state=State.SEATED, giving=giving)
    if seat:
        outbox.put(session, DeadlineMoved(cohort.id, giving.now))
    if cohort.organisation_id:
        accounts.grant(
            session,
            user=learner_id,
            organisation=cohort.organisation_id,
            role=Role.LEARNER,
            by=giving.by,
            now=giving.now,
        )
    record(session, "cohort.seated", cohort, giving=giving, learner=learner_id)
    return seat_id


def counted_in(session: Session, cohort: Group, learner_id: UUID) -> UUID | None:
    """Return where reports count a seat: the learner's own place below the cohort's, or that."""
    if cohort.organisation_id is None:
        return people.learner_organisation(session, learner_id)
    own = people.learner_organisation(session, learner_id)
    if own in people.subtree(session, cohort.organisation_id):
        return own
    return cohort.organisation_id
