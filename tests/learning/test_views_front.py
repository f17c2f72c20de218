"""What a learner knows before a quiz: when it is open, how long it takes, what is theirs alone."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy.orm import Session

from academy.assessment.rules.conditions import Opening
from academy.assessment.service.conditions import Deciding, Grant, grant, set_opening
from academy.enrolment.queries import Seat
from academy.kernel.clock import now
from tests.browserless import Page, Visitor
from tests.builders import enrol, publish, with_text
from tests.cast import Cast
from tests.learning.attempts import attempt
from tests.marking.timed import LOOK, TREAT, begin, timed

FRONT = f"/en/learn/clean-water/{TREAT}/"
START = f"{FRONT}attempts"
HOUR = timedelta(hours=1)


@pytest.fixture(autouse=True)
def seat(session: Session, cast: Cast) -> Seat:
    """Noi's seat; the second quiz takes half an hour, a day between attempts, and the first one."""
    rules = "minutes: 30\nwait: 1440\nrequires: [look-check]"
    publish(session, with_text(timed(), f"quizzes/{TREAT}.yaml", "minutes: 30", new=rules))
    return enrol(session, cast.noi)


def deciding(cast: Cast) -> Deciding:
    return Deciding(cast.som.id, now())


def opening(session: Session, cast: Cast, told: Opening) -> None:
    set_opening(session, "clean-water", TREAT, opening=told, deciding=deciding(cast))
    session.commit()


def may_start(page: Page) -> bool:
    return "Start quiz" in [button.text for button in page.all("button")]


def test_a_quiz_that_has_to_be_passed_before_is_named(as_noi: Visitor) -> None:
    page = as_noi.get(FRONT)

    assert not may_start(page)
    assert "Before this quiz, these have to be passed: Check your eyes" in page.text
    links = [link.attributes["href"] for link in page.all("a") if link.text == "Check your eyes"]
    assert f"/en/learn/clean-water/{LOOK}/" in links


def test_the_time_for_one_attempt_is_told(session: Session, as_noi: Visitor, seat: Seat) -> None:
    attempt(session, seat, LOOK, percent=100)

    page = as_noi.get(FRONT)

    assert may_start(page)
    assert "30 minutes" in page.text
    assert "more time" not in page.text
    assert "Access code" not in page.text


def test_what_a_learner_has_more_than_others_is_told_and_counted_in(
    session: Session, as_noi: Visitor, seat: Seat, *, cast: Cast
) -> None:
    attempt(session, seat, LOOK, percent=100)
    wanted = Grant(seat.learner_id, seat.course_id, 25, 1, "Reads with a magnifier.")
    grant(session, wanted, deciding(cast))
    session.commit()

    page = as_noi.get(FRONT)

    assert "37.5 minutes" in page.text
    assert "You have 25% more time" in page.text
    assert page.all("dd")[2].text == "3"
    assert "You have 1 more attempt than others" in page.text
    assert "magnifier" not in page.html


def test_opening_and_closing_are_told_in_the_learners_own_time(
    session: Session, as_noi: Visitor, seat: Seat, *, cast: Cast
) -> None:
    attempt(session, seat, LOOK, percent=100)
    opens, closes = datetime(2030, 1, 1, 1, tzinfo=UTC), datetime(2030, 1, 1, 5, tzinfo=UTC)
    opening(session, cast, Opening(opens, closes))

    page = as_noi.get(FRONT)

    assert not may_start(page)
    assert "This quiz opens on Jan 1, 2030, 8:00:00" in page.text
    assert "Jan 1, 2030, 12:00:00" in page.text
    assert "Vientiane (GMT+07:00)" in page.text


def test_a_closed_quiz_says_since_when(session: Session, as_noi: Visitor, cast: Cast) -> None:
    opening(session, cast, Opening(closes_at=datetime(2026, 1, 1, 1, tzinfo=UTC)))

    page = as_noi.get(FRONT)

    assert not may_start(page)
    assert "This quiz closed on Jan 1, 2026, 8:00:00" in page.text


def test_who_tried_just_now_is_told_when_to_come_back(
    session: Session, as_noi: Visitor, seat: Seat
) -> None:
    attempt(session, seat, LOOK, percent=100)
    attempt(session, seat, TREAT, percent=10, now=now() - HOUR)

    page = as_noi.get(FRONT)

    assert not may_start(page)
    assert "You may try again from" in page.text


def test_an_attempt_that_is_open_is_gone_on_with_whatever_holds_now(
    session: Session, as_noi: Visitor, seat: Seat, *, cast: Cast
) -> None:
    attempt(session, seat, LOOK, percent=100)
    begin(session, seat, now())
    opening(session, cast, Opening(opens_at=now() + HOUR))

    page = as_noi.get(FRONT)

    assert "Continue" in [link.text for link in page.all("a", class_="button")]


def test_a_code_opens_the_quiz_and_a_wrong_one_does_not(
    session: Session, as_noi: Visitor, seat: Seat, *, cast: Cast
) -> None:
    attempt(session, seat, LOOK, percent=100)
    opening(session, cast, Opening(code="Seven-Wells"))
    assert as_noi.get(FRONT).one("input", id="code")

    wrong = as_noi.post(START, seen_on=FRONT, code="six wells")
    assert wrong.location.endswith(FRONT)
    assert "This access code is not right." in as_noi.get(FRONT).text

    right = as_noi.post(START, seen_on=FRONT, code=" seven-wells ")
    assert "/attempts/" in right.location
