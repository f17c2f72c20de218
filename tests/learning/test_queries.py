from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from academy.catalogue import queries as catalogue
from academy.catalogue.models import Course
from academy.content.model import Package
from academy.enrolment import service as seats
from academy.enrolment.queries import Seat
from academy.learning import queries, service
from tests.builders import enrol, package_files, publish, restructured, with_text
from tests.cast import NOW, Cast
from tests.conftest import CountQueries
from tests.learning.attempts import attempt


@pytest.fixture(autouse=True)
def noise(session: Session, cast: Cast) -> None:
    """Dao has done things in her own seats."""
    publish(session)
    publish(session, id="safe-water", title="Safe water")
    for course in ("clean-water", "safe-water"):
        seat = enrol(session, cast.dao, course)
        service.mark_done(session, seat=seat, unit_id="look", now=NOW)
        service.count_attempt(session, attempt(session, seat, "look-check", percent=90))
    session.commit()


def package(session: Session, seat: Seat) -> Package:
    revision = catalogue.revision_of_edition(session, seat.edition_id)
    return catalogue.package_of(session, revision.revision_id)


@pytest.fixture
def seat(session: Session, cast: Cast) -> Seat:
    return enrol(session, cast.noi)


def test_nothing_is_done_before_something_is(session: Session, seat: Seat) -> None:
    assert queries.done_units(session, seat.id) == frozenset()
    assert queries.scores(session, seat.id, package(session, seat)) == {}
    assert queries.progress_of(session, seat.id) is None


def test_what_was_done_is_counted_for_those_under_way_in_one_read(
    session: Session, cast: Cast, seat: Seat, *, count_queries: CountQueries
) -> None:
    service.mark_done(session, seat=seat, unit_id="look", now=NOW)
    service.mark_done(session, seat=seat, unit_id="keep", now=NOW)
    gone = enrol(session, cast.mali)
    service.mark_done(session, seat=gone, unit_id="boil", now=NOW)
    seats.withdraw(session, actor=cast.mali, course_id="clean-water", now=NOW)

    with count_queries() as sent:
        done = queries.done_under_way(session, "clean-water")

    assert done == {"look": 2, "look-check": 1, "keep": 1}
    assert len(sent) == 1


def test_best_scores_are_the_seats_own(session: Session, seat: Seat) -> None:
    service.count_attempt(session, attempt(session, seat, "treat-check", percent=50))
    assert queries.scores(session, seat.id, package(session, seat)) == {"treat-check": 50}


def test_a_way_speaks_the_readers_language_and_costs_two_reads(
    session: Session, seat: Seat, count_queries: CountQueries
) -> None:
    queries.way(session, seat, "en")
    with count_queries() as sent:
        way = queries.way(session, seat, "en")
    assert len(sent) == 2
    assert (way.outline.title.text, way.done) == ("Clean water", frozenset())


def test_nothing_is_newer_than_the_newest(session: Session, seat: Seat) -> None:
    assert queries.find_newer(session, seat, "en") is None


def test_a_newer_edition_is_weighed_against_ones_own(session: Session, seat: Seat) -> None:
    service.mark_done(session, seat=seat, unit_id="boil", now=NOW)
    publish(session, restructured())
    newer = queries.find_newer(session, seat, "en")
    assert newer is not None
    assert (newer.preview.gained, newer.preview.kept, newer.preview.lost) == (
        ("share",),
        ("boil",),
        (),
    )
    assert (newer.before.total, newer.after.total) == (4, 5)


def test_a_quiz_tells_its_terms_before_it_begins(session: Session, seat: Seat) -> None:
    way = queries.way(session, seat, "en")
    front = queries.quiz_front(session, way, "look-check", locale="en", now=NOW)
    assert (front.questions, front.pass_mark, front.left) == (3, 60, None)
    assert front.intro.html == "Three questions. You may try as often as you like."
    assert (front.attempts, front.open_id) == ((), None)


def test_a_quiz_tells_how_many_of_its_questions_it_asks(session: Session, cast: Cast) -> None:
    publish(
        session,
        with_text(package_files(), "quizzes/look-check.yaml", "shuffle", new="draw: 2\nshuffle"),
    )
    way = queries.way(session, enrol(session, cast.noi), "en")
    assert queries.quiz_front(session, way, "look-check", locale="en", now=NOW).questions == 2


def test_an_open_attempt_is_gone_on_with_and_takes_one_of_the_attempts(
    session: Session, seat: Seat
) -> None:
    attempt(session, seat, "treat-check", percent=20)
    fact = attempt(session, seat, "treat-check", percent=None)
    way = queries.way(session, seat, "en")
    front = queries.quiz_front(session, way, "treat-check", locale="en", now=NOW)
    assert [each.percent for each in front.attempts] == [20]
    assert (front.left, front.open_id) == (0, fact.attempt_id)
    assert not front.intro


def test_the_desk_shows_ones_own_courses_the_busiest_first(
    session: Session, seat: Seat, cast: Cast
) -> None:
    enrol(session, cast.noi, "safe-water")
    service.mark_done(session, seat=seat, unit_id="look", now=NOW + timedelta(days=1))
    desk = queries.desk(session, cast.noi.id, "en")
    assert [item.title.text for item in desk] == ["Clean water", "Safe water"]
    assert [item.counters and item.counters.done for item in desk] == [1, None]


def test_an_archived_course_stays_on_the_desk(session: Session, seat: Seat, cast: Cast) -> None:
    course = session.get(Course, seat.course_id)
    assert course is not None
    course.archived_at = NOW
    session.commit()
    (item,) = queries.desk(session, cast.noi.id, "en")
    assert (item.title.text, item.track) == ("Clean water", "ecommerce")


def test_a_desk_of_someone_who_left_still_knows_the_course(
    session: Session, seat: Seat, cast: Cast
) -> None:
    seats.withdraw(session, actor=cast.noi, course_id=seat.course_id, now=NOW)
    (item,) = queries.desk(session, cast.noi.id, "en")
    assert item.seat.is_withdrawn
