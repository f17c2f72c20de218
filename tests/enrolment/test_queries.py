from datetime import timedelta

import pytest
from sqlalchemy.exc import NoResultFound
from sqlalchemy.orm import Session

from academy.enrolment import queries, service
from academy.kernel.ids import uuid7
from tests.builders import enrol, publish
from tests.cast import NOW, Cast


@pytest.fixture(autouse=True)
def noise(session: Session, cast: Cast) -> None:
    """Somebody else's seats."""
    publish(session)
    publish(session, id="safe-water", title="Safe water")
    for course in ("clean-water", "safe-water"):
        enrol(session, cast.dao, course)


def test_a_seat_is_found_by_its_learner_and_course(session: Session, cast: Cast) -> None:
    assert queries.find_seat(session, cast.noi.id, "clean-water") is None
    seat = enrol(session, cast.noi)
    assert queries.find_seat(session, cast.noi.id, "clean-water") == seat
    assert queries.find_seat(session, cast.noi.id, "safe-water") is None


def test_a_seat_is_found_by_its_key(session: Session, cast: Cast) -> None:
    seat = enrol(session, cast.noi)
    assert queries.seat_by_id(session, seat.id) == seat
    with pytest.raises(NoResultFound):
        queries.seat_by_id(session, uuid7(NOW))


def test_the_course_somebody_was_last_busy_with_comes_first(session: Session, cast: Cast) -> None:
    first, second = enrol(session, cast.noi), enrol(session, cast.noi, "safe-water")
    service.begin(session, enrolment_id=first.id, now=NOW + timedelta(days=1))
    assert [seat.id for seat in queries.seats_of(session, cast.noi.id)] == [first.id, second.id]
    service.begin(session, enrolment_id=second.id, now=NOW + timedelta(days=2))
    assert [seat.id for seat in queries.seats_of(session, cast.noi.id)] == [second.id, first.id]
