from collections.abc import Iterator
from datetime import timedelta

import pytest
from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session

from academy.accounts.models import Membership
from academy.catalogue.models import Course
from academy.db.engine import open_engine
from academy.db.migrate import upgrade
from academy.db.outbox import OutboxFact
from academy.enrolment import queries, service
from academy.enrolment.models import Enrolment
from academy.enrolment.queries import Seat
from academy.enrolment.rules import EnrolmentRefused, Status
from academy.kernel.actor import Actor
from academy.kernel.refusal import NotFound, Refusal
from tests.builders import enrol, publish, restructured
from tests.cast import NOW, Cast
from tests.enrolment.together import all_at_once

LATER = NOW + timedelta(days=1)
COURSE = "clean-water"


@pytest.fixture
def own_engine(empty_database_url: str) -> Iterator[Engine]:
    """A database in which things are really committed."""
    engine = open_engine(empty_database_url)
    upgrade(engine)
    yield engine
    engine.dispose()


def seat_of(session: Session, learner: Actor, course: str = COURSE) -> Seat:
    seat = queries.find_seat(session, learner.id, course)
    assert seat is not None
    return seat


def completed_facts(session: Session) -> int:
    statement = select(func.count()).where(OutboxFact.topic == "enrolment-completed")
    return session.scalar(statement.select_from(OutboxFact)) or 0


def test_a_seat_is_in_the_newest_edition(session: Session, noi: Actor) -> None:
    publish(session)
    newest = publish(session, restructured()).ref
    seat = service.enrol(session, actor=noi, course_id=COURSE, language="km", now=NOW)
    assert seat == seat_of(session, noi)
    assert (seat.edition_id, seat.status, seat.language) == (
        newest.edition_id,
        Status.ENROLLED,
        "km",
    )
    assert (seat.enrolled_at, seat.started_at, seat.completed_at) == (NOW, None, None)
    assert seat.is_active


def test_a_seat_belongs_where_the_learner_did(session: Session, cast: Cast) -> None:
    publish(session)
    session.add(Membership(user_id=cast.noi.id, organisation_id=cast.academy(), role="learner"))
    for learner in (cast.noi, cast.dao):
        enrol(session, learner)
    rows = session.execute(select(Enrolment.learner_id, Enrolment.organisation_id))
    belongs = {row.learner_id: row.organisation_id for row in rows}
    assert belongs == {cast.noi.id: cast.academy(), cast.dao.id: None}


def test_nobody_enrols_where_there_is_no_course(session: Session, noi: Actor) -> None:
    with pytest.raises(NotFound):
        service.enrol(session, actor=noi, course_id="no-such-course", language="en", now=NOW)


def test_an_archived_course_takes_nobody_but_keeps_whom_it_has(
    session: Session, cast: Cast
) -> None:
    publish(session)
    before = enrol(session, cast.noi)
    course = session.get(Course, COURSE)
    assert course is not None
    course.archived_at = NOW
    session.flush()
    with pytest.raises(Refusal) as refused:
        service.enrol(session, actor=cast.dao, course_id=COURSE, language="en", now=NOW)
    assert refused.value.reason is EnrolmentRefused.CLOSED
    assert seat_of(session, cast.noi) == before


def test_a_second_enrolment_is_refused(session: Session, noi: Actor) -> None:
    publish(session)
    enrol(session, noi)
    with pytest.raises(Refusal) as refused:
        service.enrol(session, actor=noi, course_id=COURSE, language="en", now=NOW)
    assert refused.value.reason is EnrolmentRefused.ALREADY_ENROLLED


def test_who_comes_back_has_the_same_seat_in_the_same_edition(session: Session, noi: Actor) -> None:
    publish(session)
    first = enrol(session, noi)
    service.begin(session, enrolment_id=first.id, now=NOW)
    service.withdraw(session, actor=noi, course_id=COURSE, now=LATER)
    left = seat_of(session, noi)
    assert (left.status, left.withdrawn_at, left.started_at) == (Status.WITHDRAWN, LATER, NOW)
    publish(session, restructured())
    back = service.enrol(session, actor=noi, course_id=COURSE, language="km", now=LATER)
    assert (back.id, back.edition_id, back.enrolled_at) == (first.id, first.edition_id, NOW)
    assert (back.status, back.withdrawn_at, back.language) == (Status.IN_PROGRESS, None, "km")


def test_leaving_twice_is_leaving(session: Session, noi: Actor) -> None:
    publish(session)
    enrol(session, noi)
    service.withdraw(session, actor=noi, course_id=COURSE, now=NOW)
    service.withdraw(session, actor=noi, course_id=COURSE, now=LATER)
    assert seat_of(session, noi).withdrawn_at == NOW


def test_only_ones_own_seat_is_left(session: Session, cast: Cast) -> None:
    publish(session)
    enrol(session, cast.noi)
    with pytest.raises(Refusal) as refused:
        service.withdraw(session, actor=cast.dao, course_id=COURSE, now=NOW)
    assert refused.value.reason is EnrolmentRefused.NOT_ENROLLED
    assert seat_of(session, cast.noi).is_active


def test_the_first_work_begins_the_seat_and_only_the_first(session: Session, noi: Actor) -> None:
    publish(session)
    seat = enrol(session, noi)
    service.begin(session, enrolment_id=seat.id, now=NOW)
    service.begin(session, enrolment_id=seat.id, now=LATER)
    begun = seat_of(session, noi)
    assert (begun.status, begun.started_at) == (Status.IN_PROGRESS, NOW)
    assert session.scalar(select(Enrolment.last_activity_at)) == LATER


def test_a_completed_seat_stays_completed(session: Session, noi: Actor) -> None:
    publish(session)
    seat = enrol(session, noi)
    assert service.complete(session, enrolment_id=seat.id, now=NOW)
    assert not service.complete(session, enrolment_id=seat.id, now=LATER)
    service.begin(session, enrolment_id=seat.id, now=LATER)
    assert not service.move(session, enrolment_id=seat.id, edition_id=seat.edition_id, now=LATER)
    with pytest.raises(Refusal) as refused:
        service.withdraw(session, actor=noi, course_id=COURSE, now=LATER)
    assert refused.value.reason is EnrolmentRefused.COMPLETED
    after = seat_of(session, noi)
    assert (after.status, after.completed_at) == (Status.COMPLETED, NOW)
    assert after.is_completed
    assert completed_facts(session) == 1


def test_a_seat_that_was_left_is_not_completed(session: Session, noi: Actor) -> None:
    publish(session)
    seat = enrol(session, noi)
    service.withdraw(session, actor=noi, course_id=COURSE, now=NOW)
    assert not service.complete(session, enrolment_id=seat.id, now=LATER)
    assert seat_of(session, noi).is_withdrawn
    assert completed_facts(session) == 0


def test_a_seat_moves_to_another_edition(session: Session, cast: Cast) -> None:
    publish(session)
    seat, other = enrol(session, cast.noi), enrol(session, cast.dao)
    newest = publish(session, restructured()).ref.edition_id
    assert service.move(session, enrolment_id=seat.id, edition_id=newest, now=LATER)
    assert not service.move(session, enrolment_id=seat.id, edition_id=newest, now=LATER)
    assert seat_of(session, cast.noi).edition_id == newest
    assert seat_of(session, cast.dao) == other


def test_two_clicks_at_once_give_one_seat(own_engine: Engine) -> None:
    with Session(own_engine, expire_on_commit=False) as session:
        publish(session)
        noi = Cast(session).noi

    def click(session: Session) -> Seat:
        return service.enrol(session, actor=noi, course_id=COURSE, language="en", now=NOW)

    answers = all_at_once(own_engine, [click] * 4)
    refusals = [answer.reason for answer in answers if isinstance(answer, Refusal)]
    assert refusals == [EnrolmentRefused.ALREADY_ENROLLED] * 3
    with Session(own_engine) as session:
        assert len(queries.seats_of(session, noi.id)) == 1


def test_two_completions_at_once_tell_of_one(own_engine: Engine) -> None:
    with Session(own_engine, expire_on_commit=False) as session:
        publish(session)
        seat = enrol(session, Cast(session).noi)

    def finish(session: Session) -> bool:
        return service.complete(session, enrolment_id=seat.id, now=NOW)

    assert sorted(map(bool, all_at_once(own_engine, [finish] * 4))) == [False, False, False, True]
    with Session(own_engine) as session:
        assert completed_facts(session) == 1
