"""A cohort fills: seats, the waiting list, and who moves up."""

from datetime import timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from academy.accounts import queries as people
from academy.accounts.models import User
from academy.catalogue.models import Course
from academy.db.audit import AuditEvent
from academy.db.outbox import OutboxFact
from academy.enrolment import queries, service
from academy.enrolment.models import Enrolment, EnrolmentPast
from academy.enrolment.rules import (
    CohortRefused,
    EnrolmentRefused,
    Entry,
    Given,
    State,
    Status,
    Terms,
)
from academy.enrolment.service import Giving
from academy.enrolment.service.seats import Taking, take_into_cohort
from academy.kernel.actor import Actor, Role
from academy.kernel.ids import uuid7
from academy.kernel.refusal import NotFound, Refusal
from tests.builders import enrol
from tests.cast import NOW
from tests.enrolment.scene import COURSE, GIVING, WEEK, Scene, by


def told(session: Session, topic: str) -> list[dict[str, Any]]:
    rows = session.scalars(select(OutboxFact).where(OutboxFact.topic == topic))
    return [row.payload for row in rows]


def refusal(session: Session, cohort: Any, learner: Actor) -> str:
    with pytest.raises(Refusal) as refused:
        service.give_seat(session, cohort, learner.id, giving=GIVING)
    return refused.value.reason


def test_a_seat_in_a_cohort_is_a_seat_in_its_course(session: Session, scene: Scene) -> None:
    cohort, noi = scene.cohort(), scene.person("Noi")
    outcome = service.give_seat(session, cohort.id, noi.id, giving=Giving(None, NOW, "lo"))
    seat = queries.find_seat(session, noi.id, COURSE)
    assert seat is not None
    assert (outcome.given, outcome.seat_id) == (Given.SEATED, seat.id)
    assert (seat.cohort_id, seat.status, seat.language) == (cohort.id, Status.ENROLLED, "lo")
    assert told(session, "seat-given") == []


def test_who_has_a_seat_is_given_no_second_one(session: Session, scene: Scene) -> None:
    cohort, noi = scene.cohort(capacity=1), scene.person("Noi")
    first = service.give_seat(session, cohort.id, noi.id, giving=GIVING)
    again = service.give_seat(session, cohort.id, noi.id, giving=GIVING)
    assert (again.given, again.seat_id) == (Given.ALREADY_THERE, first.seat_id)
    assert session.scalar(select(func.count()).select_from(Enrolment)) == 1


def test_whoever_gets_a_seat_is_a_learner_of_the_organisation(
    session: Session, scene: Scene
) -> None:
    cohort, noi = scene.cohort(), scene.person("Noi")
    service.give_seat(session, cohort.id, noi.id, giving=GIVING)
    assert people.has_role(session, noi.id, organisation_id=scene.school, role=Role.LEARNER)
    assert session.scalar(select(Enrolment.organisation_id)) == scene.school


def test_a_learner_of_an_organisation_below_is_counted_there(
    session: Session, scene: Scene
) -> None:
    cohort = scene.cohort(at=scene.ministry)
    noi = scene.person("Noi", Role.LEARNER, scene.school)
    dao = scene.person("Dao", Role.LEARNER, scene.stranger)
    for learner in (noi, dao):
        service.give_seat(session, cohort.id, learner.id, giving=GIVING)
    rows = session.execute(select(Enrolment.learner_id, Enrolment.organisation_id))
    assert {row[0]: row[1] for row in rows} == {noi.id: scene.school, dao.id: scene.ministry}


def test_a_seat_that_was_there_comes_along_with_all_that_was_done(
    session: Session, scene: Scene
) -> None:
    cohort, noi = scene.cohort(), scene.person("Noi")
    seat = enrol(session, noi)
    service.begin(session, enrolment_id=seat.id, now=NOW)
    later = Giving(None, NOW + WEEK, "en")
    assert service.give_seat(session, cohort.id, noi.id, giving=later).seat_id == seat.id
    after = queries.seat_by_id(session, seat.id)
    assert (after.cohort_id, after.status, after.started_at) == (
        cohort.id,
        Status.IN_PROGRESS,
        NOW,
    )
    *_, past = session.scalars(select(EnrolmentPast).order_by(EnrolmentPast.until))
    assert (past.id, past.cohort_id, past.until) == (seat.id, None, (NOW + WEEK).date())


def test_a_seat_that_changed_in_the_meantime_is_not_brought_along(
    session: Session, scene: Scene
) -> None:
    cohort, noi = scene.cohort(), scene.person("Noi")
    seat = enrol(session, noi)
    service.withdraw(session, actor=noi, course_id=COURSE, now=NOW)
    taking = Taking(COURSE, cohort.id, scene.school, "en", NOW)
    with pytest.raises(Refusal) as refused:
        take_into_cohort(session, noi.id, seat, taking=taking)
    assert refused.value.reason is EnrolmentRefused.ALREADY_ENROLLED


def test_who_had_left_is_back(session: Session, scene: Scene) -> None:
    cohort, noi = scene.cohort(), scene.person("Noi")
    seat = enrol(session, noi)
    service.withdraw(session, actor=noi, course_id=COURSE, now=NOW)
    service.give_seat(session, cohort.id, noi.id, giving=GIVING)
    after = queries.seat_by_id(session, seat.id)
    assert (after.status, after.withdrawn_at) == (Status.ENROLLED, None)
    assert [one["enrolment_id"] for one in told(session, "seat-resumed")] == [str(seat.id)]


def test_who_comes_back_by_themselves_is_outside_the_cohort(session: Session, scene: Scene) -> None:
    cohort, (noi, dao) = scene.cohort(capacity=1), scene.learners(2)
    service.give_seat(session, cohort.id, noi.id, giving=GIVING)
    service.withdraw(session, actor=noi, course_id=COURSE, now=NOW)
    service.give_seat(session, cohort.id, dao.id, giving=GIVING)
    service.enrol(session, actor=noi, course_id=COURSE, language="en", now=NOW)
    seat = queries.find_seat(session, noi.id, COURSE)
    assert seat is not None
    assert (seat.cohort_id, seat.is_active) == (None, True)
    assert scene.seated(cohort) == ["Learner 1"]


def test_whoever_finds_no_room_waits_and_is_told_where(session: Session, scene: Scene) -> None:
    cohort, learners = scene.cohort(capacity=1), scene.learners(3)
    outcomes = [
        service.give_seat(session, cohort.id, one.id, giving=by(one, NOW + timedelta(minutes=at)))
        for at, one in enumerate(learners)
    ]
    assert [(one.given, one.number) for one in outcomes] == [
        (Given.SEATED, None),
        (Given.WAITING, 1),
        (Given.WAITING, 2),
    ]
    again = service.give_seat(session, cohort.id, learners[2].id, giving=GIVING)
    assert (again.given, again.number) == (Given.STILL_WAITING, 2)


def test_whoever_waits_longest_gets_the_seat_of_whoever_leaves(
    session: Session, scene: Scene
) -> None:
    cohort, (noi, dao, sok) = scene.cohort(capacity=1), scene.learners(3)
    for at, learner in enumerate((noi, dao, sok)):
        moment = NOW + timedelta(minutes=at)
        service.give_seat(session, cohort.id, learner.id, giving=by(learner, moment))
    service.withdraw(session, actor=noi, course_id=COURSE, now=NOW + WEEK)
    assert [one["cohort_id"] for one in told(session, "seat-freed")] == [str(cohort.id)]
    given = service.fill(session, cohort.id, now=NOW + WEEK)
    assert list(given) == [dao.id]
    assert [one["enrolment_id"] for one in told(session, "seat-given")] == [str(given[dao.id])]
    assert scene.waiting(cohort) == [sok.id]
    assert service.fill(session, cohort.id, now=NOW + WEEK) == {}
    assert len(told(session, "seat-given")) == 1


def test_a_newcomer_does_not_pass_by_those_who_wait(session: Session, scene: Scene) -> None:
    cohort, (noi, dao, sok) = scene.cohort(capacity=1), scene.learners(3)
    for learner in (noi, dao):
        service.give_seat(session, cohort.id, learner.id, giving=GIVING)
    service.withdraw(session, actor=noi, course_id=COURSE, now=NOW)
    outcome = service.give_seat(session, cohort.id, sok.id, giving=by(sok, NOW + WEEK))
    assert (outcome.given, outcome.number) == (Given.WAITING, 1)
    assert scene.seated(cohort) == ["Learner 1"]


def test_more_seats_let_more_in(session: Session, scene: Scene) -> None:
    cohort, learners = scene.cohort(capacity=1), scene.learners(4)
    for at, one in enumerate(learners):
        moment = NOW + timedelta(minutes=at)
        service.give_seat(session, cohort.id, one.id, giving=by(one, moment))
    service.change(session, cohort.id, Terms("Spring", Entry.OPEN, 3), giving=GIVING)
    assert list(service.fill(session, cohort.id, now=NOW)) == [one.id for one in learners[1:3]]
    service.change(session, cohort.id, Terms("Spring", Entry.OPEN), giving=GIVING)
    assert list(service.fill(session, cohort.id, now=NOW)) == [learners[3].id]


def test_fewer_seats_than_are_taken_are_refused(session: Session, scene: Scene) -> None:
    cohort = scene.cohort(capacity=2)
    for one in scene.learners(2):
        service.give_seat(session, cohort.id, one.id, giving=GIVING)
    with pytest.raises(Refusal) as refused:
        service.change(session, cohort.id, Terms("Spring", Entry.OPEN, 1), giving=GIVING)
    assert refused.value.reason is CohortRefused.SEATS_TAKEN


def test_a_cohort_that_is_over_or_archived_moves_nobody_up(session: Session, scene: Scene) -> None:
    cohort, (noi, dao) = scene.cohort(capacity=1, ends_at=NOW + WEEK), scene.learners(2)
    for one in (noi, dao):
        service.give_seat(session, cohort.id, one.id, giving=GIVING)
    service.withdraw(session, actor=noi, course_id=COURSE, now=NOW)
    assert service.fill(session, cohort.id, now=NOW + WEEK) == {}
    service.archive(session, cohort.id, giving=GIVING)
    assert service.fill(session, cohort.id, now=NOW) == {}
    assert refusal(session, cohort.id, noi) is CohortRefused.ARCHIVED
    service.archive(session, cohort.id, giving=GIVING, away=False)
    assert list(service.fill(session, cohort.id, now=NOW)) == [dao.id]
    assert service.fill(session, uuid7(NOW), now=NOW) == {}


def test_who_cannot_be_seated_any_more_is_passed_over(session: Session, scene: Scene) -> None:
    cohort, other = scene.cohort(capacity=1), scene.cohort("Autumn")
    noi, dao, sok, lek = scene.learners(4)
    for at, one in enumerate((noi, dao, sok, lek)):
        moment = NOW + timedelta(minutes=at)
        service.give_seat(session, cohort.id, one.id, giving=by(one, moment))
    service.give_seat(session, other.id, dao.id, giving=GIVING)
    session.get_one(User, sok.id).is_active = False
    session.flush()
    service.withdraw(session, actor=noi, course_id=COURSE, now=NOW)
    assert list(service.fill(session, cohort.id, now=NOW)) == [lek.id]
    wish = queries.find_wish(session, cohort.id, dao.id)
    assert wish is not None
    assert wish.state is State.WITHDRAWN


def test_a_seat_in_a_cohort_that_runs_is_not_taken_to_another(
    session: Session, scene: Scene
) -> None:
    first, second = scene.cohort("First", ends_at=NOW + WEEK), scene.cohort("Second")
    noi = scene.person("Noi")
    service.give_seat(session, first.id, noi.id, giving=GIVING)
    assert refusal(session, second.id, noi) is CohortRefused.IN_ANOTHER_COHORT
    later = Giving(None, NOW + WEEK, "en")
    outcome = service.give_seat(session, second.id, noi.id, giving=later)
    assert outcome.given is Given.SEATED
    assert scene.seated(first) == []


def test_what_is_completed_is_not_taken_again(session: Session, scene: Scene) -> None:
    cohort, noi = scene.cohort(), scene.person("Noi")
    service.complete(session, enrolment_id=enrol(session, noi).id, now=NOW)
    assert refusal(session, cohort.id, noi) is CohortRefused.COURSE_COMPLETED


def test_a_closed_course_takes_no_newcomers_into_its_cohorts(
    session: Session, scene: Scene
) -> None:
    cohort, noi, dao = scene.cohort(), scene.person("Noi"), scene.person("Dao")
    enrol(session, noi)
    session.get_one(Course, COURSE).archived_at = NOW
    session.flush()
    assert refusal(session, cohort.id, dao) is CohortRefused.COURSE_CLOSED
    assert service.give_seat(session, cohort.id, noi.id, giving=GIVING).given is Given.SEATED


def test_there_are_no_seats_in_a_cohort_that_is_not_there(session: Session, scene: Scene) -> None:
    noi = scene.person("Noi")
    with pytest.raises(NotFound):
        service.give_seat(session, uuid7(NOW), noi.id, giving=GIVING)


def test_a_seat_is_in_the_trail_of_the_organisation(session: Session, scene: Scene) -> None:
    cohort, noi, mali = scene.cohort(), scene.person("Noi"), scene.person("Mali")
    service.give_seat(session, cohort.id, noi.id, giving=by(mali))
    service.withdraw(session, actor=noi, course_id=COURSE, now=NOW)
    rows = session.scalars(select(AuditEvent).where(AuditEvent.subject == f"user:{noi.id}"))
    told_ = {(row.action, row.actor_id, row.organisation_id) for row in rows}
    assert told_ == {
        ("role.granted", mali.id, scene.school),
        ("cohort.seated", mali.id, scene.school),
        ("cohort.left", noi.id, scene.school),
    }


_STEPS = st.lists(
    st.tuples(st.sampled_from(["give", "leave", "fill", "size", "take-back"]), st.integers(0, 5)),
    max_size=25,
)


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(_STEPS)
def test_there_are_never_more_seats_than_a_cohort_has(
    session: Session, scene: Scene, steps: list[tuple[str, int]]
) -> None:
    cohort, learners = (
        scene.cohort(f"Room {uuid7(NOW)}", capacity=2),
        [scene.person(f"Guest {uuid7(NOW)}") for _ in range(6)],
    )
    capacity = 2
    for at, (step, which) in enumerate(steps):
        moment, one = NOW + timedelta(minutes=at), learners[which]
        waited = scene.waiting(cohort)
        try:
            if step == "give":
                service.give_seat(session, cohort.id, one.id, giving=by(one, moment))
            elif step == "leave":
                service.withdraw(session, actor=one, course_id=COURSE, now=moment)
            elif step == "take-back":
                service.take_back(session, cohort.id, one.id, now=moment)
            elif step == "size":
                terms = Terms(cohort.name, Entry.OPEN, which + 1)
                service.change(session, cohort.id, terms, giving=GIVING)
                capacity = which + 1
            else:
                service.fill(session, cohort.id, now=moment)
                free = capacity - len(scene.seated(cohort))
                assert free == 0 or not scene.waiting(cohort)
        except Refusal:
            pass
        taken = queries.seats_taken(session, cohort.id)
        assert taken <= capacity
        left = [key for key in scene.waiting(cohort) if key in waited]
        assert left == [key for key in waited if key in left]


def test_a_wish_knows_its_place(session: Session, scene: Scene) -> None:
    cohort, learners = scene.cohort(capacity=1), scene.learners(3)
    for one in learners:
        service.give_seat(session, cohort.id, one.id, giving=GIVING)
    numbers = {}
    for one in learners[1:]:
        wish = queries.find_wish(session, cohort.id, one.id)
        assert wish is not None
        numbers[one.id] = wish.number
    assert numbers == {key: at for at, key in enumerate(scene.waiting(cohort), 1)}
    [hope] = queries.hopes_of(session, learners[1].id)
    assert (hope.name, hope.number) == ("Spring", numbers[learners[1].id])
