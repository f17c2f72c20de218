"""Saying when a quiz is open, and granting things to single learners, on both stores."""

from datetime import datetime, timedelta
from uuid import UUID

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from academy.assessment import queries, service
from academy.assessment.queries.needs import (
    count_running,
    find_need,
    needs_in,
    needs_of,
    openings_in,
)
from academy.assessment.rules.conditions import ALWAYS_OPEN, Allowance, Opening
from academy.assessment.service.conditions import (
    Deciding,
    Grant,
    end_grant,
    grant,
    set_opening,
)
from academy.db.audit import AuditEvent
from academy.enrolment.queries import Seat
from tests.builders import enrol, publish
from tests.cast import NOW, Cast
from tests.conftest import CountQueries
from tests.marking.timed import LOOK, MINUTES, TREAT, begin, deadline_of, timed

COURSE = "clean-water"
MINUTE = timedelta(minutes=1)
LATER = NOW + 5 * MINUTE
WHY = "Reads with a magnifier."


@pytest.fixture
def seat(session: Session, cast: Cast) -> Seat:
    """Noi's seat in a course with a timed quiz; Dao sits in it as well, and in another course."""
    publish(session, timed())
    publish(session, id="noise", title="Noise")
    enrol(session, cast.noi, "noise")
    enrol(session, cast.dao)
    return enrol(session, cast.noi)


@pytest.fixture
def decide(cast: Cast) -> Deciding:
    return Deciding(cast.som.id, LATER)


def opening(session: Session, decide: Deciding, **told: datetime | str | None) -> int:
    moved = set_opening(session, COURSE, TREAT, opening=Opening(**told), deciding=decide)  # pyright: ignore[reportArgumentType]
    session.commit()
    return moved


def more(
    session: Session, seat: Seat, decide: Deciding, *, percent: int = 50, attempts: int = 0
) -> UUID:
    wanted = Grant(seat.learner_id, seat.course_id, percent, attempts, WHY)
    need = grant(session, wanted, decide)
    session.commit()
    return need


def audits(session: Session, action: str) -> list[AuditEvent]:
    return list(session.scalars(select(AuditEvent).where(AuditEvent.action == action)))


@pytest.mark.usefixtures("seat")
def test_an_opening_is_kept_changed_and_removed(session: Session, decide: Deciding) -> None:
    first = Opening(NOW, LATER, "water")
    opening(session, decide, opens_at=NOW, closes_at=LATER, code="water")
    assert queries.opening_of(session, COURSE, TREAT) == first
    assert queries.opening_of(session, COURSE, LOOK) == ALWAYS_OPEN
    assert openings_in(session, COURSE) == {TREAT: first}
    assert openings_in(session, "noise") == {}

    opening(session, decide, code="jar")
    assert queries.opening_of(session, COURSE, TREAT) == Opening(code="jar")

    opening(session, decide)
    assert openings_in(session, COURSE) == {}


@pytest.mark.usefixtures("seat")
def test_the_audit_says_when_a_quiz_opens_and_not_by_which_code(
    session: Session, decide: Deciding
) -> None:
    opening(session, decide, opens_at=NOW, code="magic-water")

    [event] = audits(session, "quiz.opening")
    assert (event.subject, event.actor_id) == ("course:clean-water", decide.by)
    assert event.details == {
        "unit": TREAT,
        "opens_at": NOW.isoformat(),
        "closes_at": None,
        "has_code": 1,
    }


def test_open_attempts_end_when_the_quiz_closes(
    session: Session, seat: Seat, decide: Deciding
) -> None:
    attempt = begin(session, seat, NOW)
    assert deadline_of(session, attempt) == NOW + MINUTES * MINUTE

    assert opening(session, decide, closes_at=NOW + 20 * MINUTE) == 1
    assert deadline_of(session, attempt) == NOW + 20 * MINUTE

    assert opening(session, decide, closes_at=NOW) == 1
    assert deadline_of(session, attempt) == LATER

    assert opening(session, decide) == 1
    assert deadline_of(session, attempt) == NOW + MINUTES * MINUTE
    assert opening(session, decide, closes_at=NOW + 600 * MINUTE) == 0


def test_attempts_elsewhere_and_attempts_that_are_over_keep_their_ends(
    session: Session, seat: Seat, decide: Deciding, *, cast: Cast
) -> None:
    other = begin(session, seat, NOW, unit=LOOK)
    done = begin(session, enrol(session, cast.som), NOW)
    service.submit(session, attempt_id=done, now=NOW + MINUTE)
    late = begin(session, seat, NOW - 90 * MINUTE)

    assert opening(session, decide, closes_at=NOW + 20 * MINUTE) == 0
    assert deadline_of(session, other) is None
    assert deadline_of(session, done) == NOW + MINUTES * MINUTE
    assert deadline_of(session, late) == NOW - 60 * MINUTE
    assert count_running(session, COURSE, TREAT) == 1


def test_extra_time_is_there_at_once_for_one_learner_alone(
    session: Session, seat: Seat, decide: Deciding, *, cast: Cast
) -> None:
    attempt = begin(session, seat, NOW)
    others = begin(session, enrol(session, cast.som), NOW)

    more(session, seat, decide)

    assert deadline_of(session, attempt) == NOW + 45 * MINUTE
    assert deadline_of(session, others) == NOW + MINUTES * MINUTE
    assert queries.allowance_of(session, seat.learner_id, COURSE) == Allowance(50, 0)
    assert queries.allowance_of(session, seat.learner_id, "noise") == Allowance()


def test_extra_time_does_not_go_beyond_the_closing(
    session: Session, seat: Seat, decide: Deciding
) -> None:
    attempt = begin(session, seat, NOW)
    opening(session, decide, closes_at=NOW + 40 * MINUTE)

    more(session, seat, decide)

    assert deadline_of(session, attempt) == NOW + 40 * MINUTE


def test_what_ended_still_holds_for_the_attempt_that_was_open(
    session: Session, seat: Seat, decide: Deciding
) -> None:
    need = more(session, seat, Deciding(decide.by, NOW))
    attempt = begin(session, seat, NOW)
    assert end_grant(session, COURSE, need, deciding=decide)
    session.commit()

    opening(session, decide, closes_at=NOW + 600 * MINUTE)

    assert deadline_of(session, attempt) == NOW + 45 * MINUTE
    assert queries.allowance_of(session, seat.learner_id, COURSE) == Allowance()


def test_a_grant_ends_once_and_in_its_own_course(
    session: Session, seat: Seat, decide: Deciding
) -> None:
    need = more(session, seat, decide)

    assert not end_grant(session, "noise", need, deciding=decide)
    assert end_grant(session, COURSE, need, deciding=decide)
    assert not end_grant(session, COURSE, need, deciding=decide)
    [event] = audits(session, "need.ended")
    assert event.subject == f"user:{seat.learner_id}"


def test_the_audit_names_a_grant_and_never_its_reason(
    session: Session, seat: Seat, decide: Deciding
) -> None:
    need = more(session, seat, decide, percent=25, attempts=2)

    [event] = audits(session, "need.granted")
    assert event.subject == f"user:{seat.learner_id}"
    assert event.details == {"need": str(need), "course": COURSE}
    found = find_need(session, need, COURSE)
    assert found is not None
    assert (found.extra_percent, found.extra_attempts, found.reason) == (25, 2, WHY)
    assert find_need(session, need, "noise") is None


def test_grants_are_listed_by_course_and_by_learner_the_newest_first(
    session: Session, seat: Seat, decide: Deciding, *, cast: Cast
) -> None:
    first = more(session, seat, Deciding(decide.by, NOW))
    second = more(session, seat, decide, percent=0, attempts=1)
    dao = Grant(cast.dao.id, COURSE, 10, 0, WHY)
    third = grant(session, dao, Deciding(decide.by, LATER + MINUTE))

    assert [need.id for need in needs_in(session, COURSE, limit=9)] == [third, second, first]
    assert [need.id for need in needs_in(session, COURSE, before=third, limit=1)] == [second]
    assert needs_in(session, "noise", limit=9) == ()
    assert [need.id for need in needs_of(session, seat.learner_id, COURSE)] == [second, first]


def test_moving_many_ends_takes_as_many_reads_as_moving_one(
    session: Session, seat: Seat, decide: Deciding, *, cast: Cast, count_queries: CountQueries
) -> None:
    begin(session, seat, NOW)
    with count_queries() as few:
        opening(session, decide, closes_at=NOW + 20 * MINUTE)
    for who in (cast.som, cast.mali):
        begin(session, enrol(session, who), NOW)
    with count_queries() as many:
        assert opening(session, decide, closes_at=NOW + 15 * MINUTE) == 3

    assert len(many) <= len(few)
