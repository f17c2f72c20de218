"""What a cohort's start and deadline mean for quizzes."""

from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session

from academy.assessment import service
from academy.assessment.handlers import move_deadlines
from academy.assessment.models import Attempt
from academy.assessment.rules.attempts import AttemptRefused
from academy.assessment.rules.conditions import Conditions, Opening, deadline, may_start
from academy.assessment.service import Begin
from academy.assessment.service.conditions import Deciding, follow_cohort, set_opening
from academy.enrolment import queries as enrolment
from academy.enrolment import service as seats
from academy.enrolment.queries import Group, MoreTime, Seat
from academy.enrolment.rules import Entry, Terms
from academy.enrolment.service import Founding, Giving
from academy.kernel.facts import DeadlineMoved
from academy.kernel.ids import uuid7
from academy.kernel.refusal import Refusal
from tests.assessment.questions import QUIZ
from tests.builders import publish
from tests.cast import NOW, Cast

LOOK, COURSE = "look-check", "clean-water"
GIVING = Giving(None, NOW, "en")
DAY = timedelta(days=1)
moments = st.none() | st.timedeltas(-DAY, DAY).map(lambda away: NOW + away)


@given(moments, moments)
def test_a_quiz_is_begun_between_the_start_and_the_deadline(
    begins: datetime | None, due: datetime | None
) -> None:
    here = Conditions(begins_at=begins, due_at=due)
    refused = may_start(QUIZ, (), here, code="", now=NOW)
    if begins and begins > NOW:
        assert refused is AttemptRefused.NOT_BEGUN
    elif due and due <= NOW:
        assert refused is AttemptRefused.DEADLINE_OVER
    else:
        assert refused is None


@given(moments, moments)
def test_an_attempt_ends_with_whatever_ends_first(
    closes: datetime | None, due: datetime | None
) -> None:
    quiz = replace(QUIZ, conduct=replace(QUIZ.conduct, minutes=30))
    ends = deadline(quiz, Conditions(Opening(closes_at=closes), due_at=due), NOW)
    assert ends == min(end for end in (closes, due, NOW + timedelta(minutes=30)) if end)


@pytest.fixture
def cohort(session: Session, cast: Cast) -> Group:
    """A cohort that has one more day."""
    publish(session)
    founding = Founding(COURSE, cast.academy(), Terms("Spring", Entry.OPEN, ends_at=NOW + DAY))
    key = seats.found(session, founding, giving=GIVING)
    found = enrolment.find_cohort(session, key)
    assert found is not None
    return found


@pytest.fixture
def seat(session: Session, cast: Cast, cohort: Group) -> Seat:
    """Noi's seat in it."""
    seats.give_seat(session, cohort.id, cast.noi.id, giving=GIVING)
    return again(session, cast)


def again(session: Session, cast: Cast) -> Seat:
    found = enrolment.find_seat(session, cast.noi.id, COURSE)
    assert found is not None
    return found


def begun(session: Session, seat: Seat, now: datetime = NOW) -> UUID:
    return service.start(session, seat=seat, begin=Begin(LOOK, now))


def ends(session: Session, attempt: UUID) -> datetime | None:
    return session.scalar(select(Attempt.deadline_at).where(Attempt.id == attempt))


def test_after_the_deadline_no_attempt_begins(session: Session, seat: Seat) -> None:
    with pytest.raises(Refusal) as refused:
        begun(session, seat, NOW + DAY)
    assert refused.value.reason is AttemptRefused.DEADLINE_OVER


def test_an_attempt_ends_by_the_deadline(session: Session, seat: Seat) -> None:
    assert ends(session, begun(session, seat)) == NOW + DAY


def test_more_time_moves_the_end_of_an_attempt_that_is_open(
    session: Session, seat: Seat, cohort: Group
) -> None:
    attempt = begun(session, seat)
    more = MoreTime(NOW + 2 * DAY, "Ill")
    seats.extend(session, cohort, seat, giving=GIVING, more=more)
    move_deadlines(session, DeadlineMoved(cohort.id, NOW))
    assert ends(session, attempt) == more.until


def test_another_deadline_moves_it_too_and_never_into_the_past(
    session: Session, seat: Seat, cohort: Group
) -> None:
    attempt = begun(session, seat)
    for until in (NOW + 3 * DAY, NOW - DAY):
        terms = replace(cohort.terms, ends_at=until)
        seats.change(session, cohort.id, terms, giving=GIVING)
        assert follow_cohort(session, cohort.id, now=NOW) == 1
        assert ends(session, attempt) == max(until, NOW)


def test_a_quiz_that_opens_longer_does_not_outlast_the_deadline(
    session: Session, seat: Seat, cast: Cast
) -> None:
    attempt = begun(session, seat)
    opening = Opening(closes_at=NOW + 5 * DAY)
    deciding = Deciding(cast.mali.id, NOW)
    set_opening(session, COURSE, LOOK, opening=opening, deciding=deciding)
    assert ends(session, attempt) == NOW + DAY


def test_a_cohort_that_is_not_there_moves_nothing(session: Session) -> None:
    assert follow_cohort(session, uuid7(NOW), now=NOW) == 0
