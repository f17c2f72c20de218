"""Cohorts are made and changed, and staff move, remove and help single learners."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from academy.accounts.models import Membership
from academy.accounts.policy import EVERYTHING, NOTHING, Scope
from academy.db.audit import AuditEvent
from academy.db.outbox import OutboxFact
from academy.enrolment import queries, service
from academy.enrolment.models import Cohort, CohortPast
from academy.enrolment.queries import Group, MoreTime, Seat, Sight, Sought
from academy.enrolment.rules import (
    CohortRefused,
    EnrolmentRefused,
    Entry,
    ExtensionRefused,
    Phase,
    Status,
    Terms,
)
from academy.enrolment.service import Founding, Giving
from academy.kernel.actor import Actor, Role
from academy.kernel.ids import uuid7
from academy.kernel.refusal import NotFound, Refusal
from tests.builders import publish
from tests.cast import NOW
from tests.conftest import CountQueries
from tests.enrolment.scene import COURSE, GIVING, WEEK, Scene

LATER = Giving(None, NOW + WEEK, "en")


def seat_in(session: Session, cohort: Group, learner: Actor) -> Seat:
    service.give_seat(session, cohort.id, learner.id, giving=GIVING)
    return again(session, learner)


def again(session: Session, learner: Actor) -> Seat:
    seat = queries.find_seat(session, learner.id, COURSE)
    assert seat is not None
    return seat


def topics(session: Session) -> list[str]:
    return list(session.scalars(select(OutboxFact.topic).order_by(OutboxFact.id)))


def actions(session: Session) -> list[str]:
    return list(session.scalars(select(AuditEvent.action).order_by(AuditEvent.id)))


def test_a_name_is_used_once_in_a_course_and_an_organisation(
    session: Session, scene: Scene
) -> None:
    cohort = scene.cohort()
    scene.cohort(at=scene.ministry)
    with pytest.raises(Refusal) as refused:
        scene.cohort()
    assert refused.value.reason is CohortRefused.NAME_TAKEN
    other = scene.cohort("Autumn")
    with pytest.raises(Refusal) as refused:
        service.change(session, other.id, Terms("Spring"), giving=GIVING)
    assert refused.value.reason is CohortRefused.NAME_TAKEN
    found = queries.cohort_named(session, "Spring", course_id=COURSE, organisation_id=scene.school)
    assert found == cohort
    assert len(queries.cohorts_called(session, "Spring")) == 2


def test_a_cohort_needs_a_course_and_terms_that_make_sense(session: Session, scene: Scene) -> None:
    with pytest.raises(NotFound):
        scene.cohort(course="no-such-course")
    with pytest.raises(Refusal) as refused:
        scene.cohort("")
    assert refused.value.reason is CohortRefused.NAME_MISSING
    with pytest.raises(NotFound):
        service.change(session, uuid7(NOW), Terms("x"), giving=GIVING)


def test_what_a_cohort_was_called_is_kept(session: Session, scene: Scene) -> None:
    cohort = scene.cohort()
    assert service.change(session, cohort.id, Terms("Summer", Entry.OPEN), giving=LATER)
    assert not service.change(session, cohort.id, Terms("Summer", Entry.OPEN), giving=LATER)
    [past] = session.scalars(select(CohortPast))
    assert (past.name, past.until) == ("Spring", LATER.now.date())
    assert scene.again(cohort.id).name == "Summer"
    assert actions(session).count("cohort.changed") == 1


def test_archiving_twice_is_archiving(session: Session, scene: Scene) -> None:
    cohort = scene.cohort()
    for _ in range(2):
        service.archive(session, cohort.id, giving=GIVING)
    assert scene.again(cohort.id).is_archived
    assert actions(session).count("cohort.archived") == 1
    service.archive(session, cohort.id, giving=GIVING, away=False)
    assert not scene.again(cohort.id).is_archived


def test_only_who_teaches_there_or_above_looks_after_a_cohort(
    session: Session, scene: Scene
) -> None:
    cohort = scene.cohort()
    here = scene.person("Som", Role.INSTRUCTOR, scene.school)
    above = scene.person("Aye", Role.INSTRUCTOR, scene.ministry)
    beside = scene.person("Rith", Role.INSTRUCTOR, scene.stranger)
    noi = scene.person("Noi", Role.LEARNER, scene.school)
    for one in (here, above):
        assert service.appoint(session, cohort, one.id, giving=GIVING)
        assert not service.appoint(session, cohort, one.id, giving=GIVING)
    for one in (beside, noi):
        with pytest.raises(Refusal) as refused:
            service.appoint(session, cohort, one.id, giving=GIVING)
        assert refused.value.reason is CohortRefused.NOT_AN_INSTRUCTOR
    assert [one.name for one in queries.instructors_of(session, cohort.id)] == ["Aye", "Som"]
    for _ in range(2):
        service.dismiss(session, cohort, above.id, giving=GIVING)
    assert [one.name for one in queries.instructors_of(session, cohort.id)] == ["Som"]
    assert actions(session).count("cohort.instructor-removed") == 1


def test_a_learner_moves_with_all_that_was_done(session: Session, scene: Scene) -> None:
    first, noi = scene.cohort("First", capacity=1), scene.person("Noi")
    second = scene.cohort("Second", at=scene.ministry, capacity=1)
    seat = seat_in(session, first, noi)
    service.begin(session, enrolment_id=seat.id, now=NOW)
    service.move_to(session, first, again(session, noi), to=second.id, giving=LATER)
    after = again(session, noi)
    assert (after.id, after.cohort_id, after.started_at) == (seat.id, second.id, NOW)
    assert scene.seated(first) == []
    assert {"seat-freed", "seat-given", "deadline-moved"} <= set(topics(session))
    assert session.get(Membership, (noi.id, scene.ministry, "learner")) is not None
    assert "cohort.moved" in actions(session)


def test_nobody_is_moved_where_there_is_no_room(session: Session, scene: Scene) -> None:
    first, second = scene.cohort("First"), scene.cohort("Second", capacity=1)
    noi, dao = scene.learners(2)
    seat_in(session, second, dao)
    seat = seat_in(session, first, noi)
    with pytest.raises(Refusal) as refused:
        service.move_to(session, first, seat, to=second.id, giving=GIVING)
    assert refused.value.reason is CohortRefused.FULL


def test_nobody_is_moved_to_another_course_or_out_of_a_seat_that_is_over(
    session: Session, scene: Scene
) -> None:
    publish(session, id="safe-water", title="Safe water")
    first, second = scene.cohort("First"), scene.cohort("Second")
    other, noi = scene.cohort("Other", course="safe-water"), scene.person("Noi")
    seat = seat_in(session, first, noi)
    with pytest.raises(Refusal) as refused:
        service.move_to(session, first, seat, to=other.id, giving=GIVING)
    assert refused.value.reason is CohortRefused.OTHER_COURSE
    service.withdraw(session, actor=noi, course_id=COURSE, now=NOW)
    with pytest.raises(Refusal) as refused:
        service.move_to(session, first, again(session, noi), to=second.id, giving=GIVING)
    assert refused.value.reason is CohortRefused.NOT_HERE


def test_what_changed_in_the_meantime_is_not_overwritten(session: Session, scene: Scene) -> None:
    cohort, noi = scene.cohort(), scene.person("Noi")
    seat = seat_in(session, cohort, noi)
    service.withdraw(session, actor=noi, course_id=COURSE, now=NOW)
    with pytest.raises(Refusal) as refused:
        service.remove(session, cohort, seat, giving=GIVING)
    assert refused.value.reason is EnrolmentRefused.NOT_ENROLLED


def test_who_is_removed_keeps_the_seat_in_the_course(session: Session, scene: Scene) -> None:
    cohort, noi = scene.cohort(ends_at=NOW + WEEK), scene.person("Noi")
    seat = seat_in(session, cohort, noi)
    service.remove(session, cohort, seat, giving=GIVING)
    after = again(session, noi)
    assert (after.cohort_id, after.deadline, after.status) == (None, None, Status.ENROLLED)
    assert "seat-freed" in topics(session)


def test_a_seat_is_withdrawn_once_and_not_when_it_is_completed(
    session: Session, scene: Scene
) -> None:
    cohort, (noi, dao) = scene.cohort(), scene.learners(2)
    seat, done = seat_in(session, cohort, noi), seat_in(session, cohort, dao)
    for _ in range(2):
        service.withdraw_from(session, cohort, seat, giving=GIVING)
    assert again(session, noi).is_withdrawn
    assert actions(session).count("cohort.withdrawn") == 1
    service.complete(session, enrolment_id=done.id, now=NOW)
    with pytest.raises(Refusal) as refused:
        service.withdraw_from(session, cohort, again(session, dao), giving=GIVING)
    assert refused.value.reason is EnrolmentRefused.COMPLETED


def test_one_learner_has_more_time_and_the_others_have_not(session: Session, scene: Scene) -> None:
    cohort, (noi, dao) = scene.cohort(ends_at=NOW + WEEK), scene.learners(2)
    seat, other = seat_in(session, cohort, noi), seat_in(session, cohort, dao)
    more = MoreTime(NOW + 2 * WEEK, "Ill for a week")
    for _ in range(2):
        service.extend(session, cohort, seat, giving=GIVING, more=more)
    assert actions(session).count("deadline.extended") == 1
    assert again(session, noi).deadline == NOW + 2 * WEEK
    assert again(session, dao).deadline == NOW + WEEK
    due = queries.deadlines_of(session, [seat.id, other.id])
    assert due == {seat.id: NOW + 2 * WEEK, other.id: NOW + WEEK}
    assert queries.more_time(session, seat.id) == more
    later = MoreTime(NOW + 3 * WEEK, "Still ill")
    service.extend(session, cohort, seat, giving=GIVING, more=later)
    assert again(session, noi).deadline == later.until
    for _ in range(2):
        service.end_extension(session, cohort, seat, giving=GIVING)
    assert again(session, noi).deadline == NOW + WEEK
    assert actions(session).count("deadline.extension-ended") == 1


def test_no_reason_stands_in_the_trail(session: Session, scene: Scene) -> None:
    cohort, noi = scene.cohort(ends_at=NOW + WEEK), scene.person("Noi")
    seat = seat_in(session, cohort, noi)
    more = MoreTime(NOW + 2 * WEEK, "Ill for a week")
    service.extend(session, cohort, seat, giving=GIVING, more=more)
    rows = session.scalars(select(AuditEvent))
    assert not [row for row in rows if "Ill" in str(row.details) or "Noi" in str(row.details)]


def test_only_who_learns_gets_more_time(session: Session, scene: Scene) -> None:
    cohort, noi = scene.cohort(ends_at=NOW + WEEK), scene.person("Noi")
    seat = seat_in(session, cohort, noi)
    with pytest.raises(Refusal) as refused:
        service.extend(session, cohort, seat, giving=GIVING, more=MoreTime(NOW, "Ill"))
    assert refused.value.reason is ExtensionRefused.NOT_LATER
    service.withdraw(session, actor=noi, course_id=COURSE, now=NOW)
    more = MoreTime(NOW + 2 * WEEK, "Ill")
    with pytest.raises(Refusal) as refused:
        service.extend(session, cohort, again(session, noi), giving=GIVING, more=more)
    assert refused.value.reason is ExtensionRefused.NOT_LEARNING


def test_nobody_has_a_deadline_where_there_is_none(session: Session, scene: Scene) -> None:
    assert queries.deadlines_of(session, []) == {}
    seat = seat_in(session, scene.cohort(), scene.person("Noi"))
    assert queries.deadlines_of(session, [seat.id]) == {}


@pytest.mark.parametrize(
    ("sought", "names"),
    [
        ({}, ["Forever", "Coming", "Running", "Over"]),
        ({"phase": Phase.RUNNING}, ["Forever", "Running"]),
        ({"phase": Phase.COMING}, ["Coming"]),
        ({"phase": Phase.OVER}, ["Over"]),
        ({"archived": True}, ["Gone"]),
        ({"course_id": "no-such-course"}, []),
    ],
)
def test_cohorts_are_sifted(
    session: Session, scene: Scene, *, sought: dict[str, Any], names: list[str]
) -> None:
    scene.cohort("Forever")
    scene.cohort("Coming", starts_at=NOW + WEEK, ends_at=NOW + 3 * WEEK)
    scene.cohort("Running", starts_at=NOW - WEEK, ends_at=NOW + WEEK)
    scene.cohort("Over", ends_at=NOW)
    service.archive(session, scene.cohort("Gone").id, giving=GIVING)
    batch = queries.list_cohorts(session, Sight(EVERYTHING), Sought(**sought), now=NOW)
    assert [one.cohort.name for one in batch.rows] == names


def test_everybody_sees_the_cohorts_within_their_reach_and_their_own(
    session: Session, scene: Scene
) -> None:
    school, ministry = scene.cohort("School"), scene.cohort("Ministry", at=scene.ministry)
    scene.cohort("Roads", at=scene.stranger)
    som = scene.person("Som", Role.INSTRUCTOR, scene.ministry)
    service.appoint(session, school, som.id, giving=GIVING)

    def seen(sight: Sight) -> set[str]:
        batch = queries.list_cohorts(session, sight, Sought(), now=NOW)
        return {one.cohort.name for one in batch.rows}

    assert seen(Sight(EVERYTHING)) == {"School", "Ministry", "Roads"}
    assert seen(Sight(Scope(frozenset({scene.ministry})))) == {"Ministry"}
    assert seen(Sight(NOTHING)) == set()
    assert seen(queries.sight_of(session, som)) == {"School"}
    assert queries.courses_seen(session, Sight(NOTHING)) == []
    assert queries.courses_seen(session, queries.sight_of(session, som)) == [COURSE]
    below = Sought(organisations=frozenset({scene.ministry, scene.school}))
    batch = queries.list_cohorts(session, Sight(EVERYTHING), below, now=NOW)
    assert {one.cohort.name for one in batch.rows} == {"School", "Ministry"}
    others = queries.others_for(session, ministry, EVERYTHING)
    assert sorted(others.values()) == ["Roads", "School"]


def test_a_list_of_cohorts_takes_one_read_and_has_pages(
    session: Session, scene: Scene, count_queries: CountQueries
) -> None:
    for at in range(51):
        session.add(
            Cohort(
                id=uuid7(NOW + timedelta(seconds=at)),
                course_id=COURSE,
                organisation_id=scene.school,
                name=f"Cohort {at:02}",
                entry="closed",
            )
        )
    session.flush()
    with count_queries() as sent:
        batch = queries.list_cohorts(session, Sight(EVERYTHING), Sought(), now=NOW)
    assert len(sent) == 1
    assert (len(batch.rows), batch.has_more) == (50, True)
    last = queries.list_cohorts(session, Sight(EVERYTHING), Sought(), now=NOW, number=2)
    assert ([one.cohort.name for one in last.rows], last.has_more) == (["Cohort 50"], False)


def test_a_cohort_outside_all_organisations_is_the_academys(session: Session, scene: Scene) -> None:
    founding = Founding(COURSE, scene.school, Terms("Loose", Entry.OPEN))
    key = service.found(session, founding, giving=GIVING)
    session.get_one(Cohort, key).organisation_id = None
    session.flush()
    noi = scene.person("Noi")
    service.give_seat(session, key, noi.id, giving=GIVING)
    assert again(session, noi).cohort_id == key
    assert session.get(Membership, (noi.id, scene.school, "learner")) is None
