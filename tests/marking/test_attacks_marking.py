"""What an impatient instructor and odd requests might do to people's marks and to scores."""

from fractions import Fraction

import pytest
from sqlalchemy.orm import Session

from academy.assessment import queries, service
from academy.assessment.rules.corrections import Corrected, CorrectionKind
from academy.assessment.service import Act, Cause, Proposal, Scoring
from academy.enrolment import service as enrolment
from academy.marking.service.by_people import Judgement, mark, reopen
from tests.authoring.staff import assign
from tests.browserless import Visitor
from tests.builders import enrol, publish
from tests.cast import Cast
from tests.marking.essays import COURSE, ESSAY, NOTE, TEXT, UNIT, answer, by, essays, hand_in

GRADES = f"/en/teach/courses/{COURSE}/grades"
LONG = "33.333333333333333333333333333333"


@pytest.fixture(autouse=True)
def course(session: Session, cast: Cast) -> None:
    """Som teaches the course."""
    publish(session, essays())
    assign(session, cast.som)


def correct(
    session: Session, cast: Cast, *, kind: CorrectionKind, question: str
) -> service.CorrectionPlan:
    """Correct a question."""
    proposal = Proposal(COURSE, UNIT, Corrected(question, kind), "Nobody could know.")
    act, done = Act(cast.som.id, by(cast.som, 9).now), service.plan(session, proposal)
    service.correct(session, proposal, done, act=act)
    session.commit()
    return done


@pytest.mark.parametrize("kind", [CorrectionKind.VOID, CorrectionKind.FULL])
def test_a_result_waits_for_nobody_once_there_is_nothing_left_to_mark(
    session: Session, cast: Cast, kind: CorrectionKind
) -> None:
    attempt = hand_in(session, cast.noi, {"see-germs": False, ESSAY: TEXT})
    assert queries.get_sitting(session, attempt).is_awaited
    correct(session, cast, kind=kind, question=ESSAY)
    found = queries.get_sitting(session, attempt)
    assert not found.is_awaited
    assert found.marks == (2 if kind is CorrectionKind.VOID else 6)


def test_a_result_still_waits_while_another_answer_is_to_be_marked(
    session: Session, cast: Cast
) -> None:
    attempt = hand_in(session, cast.noi, {ESSAY: TEXT, NOTE: TEXT})
    mark(session, answer(session, attempt, NOTE), Judgement(Fraction(2)), by=by(cast.som))
    done = correct(session, cast, kind=CorrectionKind.VOID, question=ESSAY)
    assert (done.waiting, done.regraded, done.ready) == (1, (), ())
    assert queries.get_sitting(session, attempt).is_awaited


def test_a_correction_leaves_a_score_that_waits_to_be_marked_again(
    session: Session, cast: Cast
) -> None:
    attempt = hand_in(session, cast.noi, {"see-germs": True, ESSAY: TEXT})
    mark(session, answer(session, attempt), Judgement(Fraction(4)), by=by(cast.som))
    sitting = queries.get_sitting(session, attempt)
    service.score(session, sitting, Scoring(Cause.MARKED, by(cast.som, 2).now))
    reopen(session, answer(session, attempt), "Once more.", by=by(cast.som, 3))
    before = queries.get_sitting(session, attempt)
    assert before.marks == 4
    correct(session, cast, kind=CorrectionKind.VOID, question="see-germs")
    after = queries.get_sitting(session, attempt)
    assert (after.marks, after.percent) == (before.marks, before.percent)


def test_a_score_of_endless_decimals_is_refused(
    as_som: Visitor, session: Session, cast: Cast
) -> None:
    seat = enrol(session, cast.noi)
    address = f"{GRADES}/{seat.id}/{UNIT}"
    refused = as_som.post(address, seen_on=address, percent=LONG, reason="So it is.")
    assert refused.status_code == 422
    assert queries.overrides_of(session, [seat.id]) == {}


@pytest.mark.parametrize("odd", ["9" * 30, "-" + "9" * 30, "9" * 5000, "%00", "%ED%A0%80", "١"])
def test_odd_addresses_are_answered_calmly(as_som: Visitor, session: Session, odd: str) -> None:
    del session
    query = "&".join(
        f"{name}={odd}"
        for name in ("page", "before", "name", "order", "edition", "reference", "who", "progress")
    )
    at = f"/en/teach/courses/{COURSE}"
    for place in (
        "grades",
        "marking",
        f"marking/{UNIT}/questions/{ESSAY}",
        "appeals",
        "needs",
        f"quizzes/{UNIT}/figures",
        f"quizzes/{UNIT}/corrections",
    ):
        assert as_som.client.get(f"{at}/{place}?{query}").status_code in {200, 303, 404}, place
    assert as_som.client.get(f"{at}/receipts?code={odd}").status_code == 422


def test_who_left_the_course_reads_nobodys_answers(
    as_noi: Visitor, session: Session, cast: Cast
) -> None:
    publish(session, essays(peers=1))
    hand_in(session, cast.dao)
    hand_in(session, cast.noi)
    reviews = f"/en/learn/{COURSE}/{UNIT}/reviews"
    as_noi.post(reviews, seen_on=reviews)
    links = {one.attributes["href"] for one in as_noi.get(reviews).all("a")}
    (review,) = [link for link in links if f"{UNIT}/reviews/" in link]
    assert TEXT in as_noi.get(review).text
    enrolment.withdraw(session, actor=cast.noi, course_id=COURSE, now=by(cast.noi).now)
    session.commit()
    as_noi.get(review, status=404)
    as_noi.get(reviews, status=404)


@pytest.mark.parametrize("answers", [{"see-germs": False}, {"see-germs": False, ESSAY: TEXT}])
def test_a_result_leads_to_peoples_marks_only_where_there_are_some(
    as_noi: Visitor, session: Session, cast: Cast, *, answers: dict[str, bool | str]
) -> None:
    attempt = hand_in(session, cast.noi, answers)
    correct(session, cast, kind=CorrectionKind.FULL, question=ESSAY)
    page = as_noi.get(f"/en/attempts/{attempt}/")
    assert page.heading == "Say it yourself"
    for link in {one.attributes["href"] for one in page.all("a")}:
        if "/attempts/" in link:
            as_noi.get(link)
