"""What a learner sees of people's marks, and how they appeal."""

from fractions import Fraction
from uuid import UUID

import pytest
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from academy.assessment import queries as assessment
from academy.assessment import service as assessing
from academy.assessment.service import Begin
from academy.enrolment.queries import find_seat
from academy.kernel.clock import now
from academy.marking.queries.appeals import find_appeal
from academy.marking.service.by_people import Judgement, Marker, mark
from academy.marking.service.releasing import begin_release, release_some
from tests.authoring.staff import assign
from tests.browserless import Page, Visitor
from tests.builders import publish
from tests.cast import NOW, Cast
from tests.marking.essays import (
    COURSE,
    ESSAY,
    FAIR,
    NOTE,
    TEACH,
    TEXT,
    UNIT,
    answer,
    by,
    essays,
    hand_in,
    work_in_quiz,
)
from tests.marking.releasing import release

BEST = {"level-1": "3", "level-2": "2"}


@pytest.fixture
def attempt(session: Session, cast: Cast) -> UUID:
    """Noi's essay, marked but not released; Som teaches the course."""
    publish(session, essays())
    assign(session, cast.som)
    attempt = hand_in(session, cast.noi)
    judgement = Judgement(Fraction(2), FAIR, "Say how you cover it.")
    mark(session, answer(session, attempt), judgement, by=by(cast.som))
    session.commit()
    return attempt


@pytest.fixture
def released(session: Session, cast: Cast, attempt: UUID) -> UUID:
    """The same, released today."""
    marker = Marker(cast.som.id, now())
    act = begin_release(session, COURSE, UNIT, by=marker)
    release_some(session, act, COURSE, work=work_in_quiz(session), by=marker)
    session.commit()
    return attempt


def page_of(attempt: UUID) -> str:
    return f"/en/attempts/{attempt}/marks"


def speak(visitor: Visitor, attempt: UUID, **fields: str) -> TestResponse:
    told = {"question": ESSAY, "text": "You missed a page.", **fields}
    return visitor.post(f"/en/attempts/{attempt}/appeals", seen_on="/en/", **told)


def test_before_the_release_nothing_is_told(as_noi: Visitor, attempt: UUID) -> None:
    page = as_noi.get(page_of(attempt))
    assert "is being marked" in page.text
    assert TEXT in page.text
    for words in ("2 of 4 marks", "Say how", "of 3 points"):
        assert words not in page.text


def test_after_the_release_marks_stand_by_criterion_with_the_comment(
    as_noi: Visitor, released: UUID
) -> None:
    page = as_noi.get(page_of(released))
    for words in ("2 of 4 marks", "1 of 3 points", "1 of 1 point", "Say how you cover it."):
        assert words in page.text
    assert "Look for boiling" not in page.text
    assert "Som" not in page.text


def test_nobody_else_sees_them(as_dao: Visitor, released: UUID) -> None:
    as_dao.get(page_of(released), status=404)


@pytest.mark.usefixtures("attempt")
def test_an_open_attempt_and_one_that_nobody_marks_have_no_such_page(
    session: Session, cast: Cast, as_noi: Visitor
) -> None:
    seat = find_seat(session, cast.noi.id, COURSE)
    assert seat is not None
    begun = assessing.start(session, seat=seat, begin=Begin(UNIT, NOW))
    session.commit()
    as_noi.get(page_of(begun), status=404)
    assessing.submit(session, attempt_id=begun, now=NOW)
    session.commit()
    as_noi.get(page_of(begun), status=404)


def test_a_learner_appeals_once_and_reads_the_answer(
    session: Session, as_noi: Visitor, as_som: Visitor, *, released: UUID
) -> None:
    assert "Appeal against these marks" in as_noi.get(page_of(released)).text
    assert speak(as_noi, released).location == page_of(released)
    assert "Nobody has answered your appeal yet." in as_noi.get(page_of(released)).text
    speak(as_noi, released, text="Once more!")
    assert "You have appealed" in as_noi.get(page_of(released)).text
    assert "You missed a page." in as_som.get(f"{TEACH}appeals").text
    assert "1 appeal waits" in as_som.get(f"{TEACH}marking").text
    path = f"{TEACH}marking/answers/{released}/{ESSAY}"
    assert "You missed a page." in as_som.get(path).text
    answered = as_som.post(
        f"{path}/appeal", seen_on="/en/", reply="We were wrong.", is_changed="y", **BEST
    )
    assert answered.location == f"{TEACH}appeals"
    page = as_noi.get(page_of(released))
    assert "We were wrong." in page.text
    assert "4 of 4 marks" in page.text
    assert assessment.get_sitting(session, released).marks == 4
    assert "We were wrong." in as_som.get(path).text
    as_som.post(f"{path}/appeal", seen_on="/en/", reply="No.", **BEST)
    found = find_appeal(session, released, ESSAY)
    assert found is not None
    assert found.answer == "We were wrong."


def test_an_appeal_is_answered_without_new_marks(
    session: Session, as_noi: Visitor, as_som: Visitor, *, released: UUID
) -> None:
    speak(as_noi, released)
    path = f"{TEACH}marking/answers/{released}/{ESSAY}/appeal"
    assert as_som.post(path, seen_on="/en/", reply="").status_code == 422
    as_som.post(path, seen_on="/en/", reply="It was not there.")
    assert assessment.get_sitting(session, released).marks == 2
    assert "It was not there." in as_noi.get(page_of(released)).text


def test_an_appeal_without_words_is_told_so(as_noi: Visitor, released: UUID) -> None:
    answered = speak(as_noi, released, text="  ")
    assert answered.status_code == 422
    assert Page(answered.text).all("p", class_="error")
    assert speak(as_noi, released, question=NOTE).status_code == 404


def test_nobody_appeals_before_the_release(
    session: Session, as_noi: Visitor, attempt: UUID
) -> None:
    speak(as_noi, attempt)
    assert find_appeal(session, attempt, ESSAY) is None


def test_an_appeal_comes_too_late_after_a_month(
    session: Session, cast: Cast, as_noi: Visitor, *, attempt: UUID
) -> None:
    release(session, cast.som, -60 * 24 * 400)
    session.commit()
    assert "Appeal against" not in as_noi.get(page_of(attempt)).text
