"""A learner's word against a mark, and what comes of it."""

from datetime import timedelta
from fractions import Fraction
from uuid import UUID

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from academy.assessment import queries as assessment
from academy.assessment.models import Score
from academy.kernel.refusal import Refusal
from academy.marking.queries.appeals import appeals_in, count_open_appeals, find_appeal
from academy.marking.queries.marks import marks_for
from academy.marking.rules.marking import APPEAL, MarkingRefused, Stage
from academy.marking.service.appeals import Reply, appeal, reply
from academy.marking.service.by_people import Judgement, mark
from tests.builders import publish
from tests.cast import NOW, Cast
from tests.marking.essays import BEST, COURSE, ESSAY, answer, by, essays, hand_in
from tests.marking.releasing import release

SOON = NOW + timedelta(days=1)


@pytest.fixture
def attempt(session: Session, cast: Cast) -> UUID:
    """An essay of Noi's, marked and released."""
    publish(session, essays())
    attempt = hand_in(session, cast.noi)
    mark(session, answer(session, attempt), Judgement(Fraction(1)), by=by(cast.som))
    release(session, cast.som)
    return attempt


def speak(session: Session, attempt: UUID, text: str = "You missed a page.") -> None:
    appeal(session, assessment.get_sitting(session, attempt), ESSAY, text=text, now=SOON)


def refusal(session: Session, attempt: UUID, *, days: int = 1) -> object:
    sitting, now = assessment.get_sitting(session, attempt), NOW + timedelta(days=days)
    with pytest.raises(Refusal) as refused:
        appeal(session, sitting, ESSAY, text="No.", now=now)
    return refused.value.reason


def test_an_appeal_waits_until_it_is_answered(session: Session, cast: Cast, attempt: UUID) -> None:
    speak(session, attempt)
    assert count_open_appeals(session, COURSE) == 1
    assert count_open_appeals(session, "noise") == 0
    reply(session, answer(session, attempt), Reply("It was not there."), by=by(cast.som, 2000))
    found = find_appeal(session, attempt, ESSAY)
    assert found is not None
    assert (found.answer, found.answered_by) == ("It was not there.", cast.som.id)
    assert count_open_appeals(session, COURSE) == 0
    assert assessment.get_sitting(session, attempt).marks == 1


def test_new_marks_count_at_once_and_the_score_that_was_is_kept(
    session: Session, cast: Cast, attempt: UUID
) -> None:
    speak(session, attempt)
    new = Judgement(Fraction(4), BEST, "Right, it was there.")
    reply(session, answer(session, attempt), Reply("We were wrong.", new), by=by(cast.som, 2000))
    assert assessment.get_sitting(session, attempt).marks == 4
    scores = select(Score.marks).where(Score.attempt_id == attempt).order_by(Score.sequence)
    assert list(session.scalars(scores)) == ["1", "4"]
    stages = [each.stage for each in marks_for(session, attempt, ESSAY)]
    assert stages == [Stage.FIRST, Stage.APPEAL]


def test_nobody_appeals_twice_or_late_or_before_the_release(
    session: Session, cast: Cast, attempt: UUID
) -> None:
    assert refusal(session, attempt, days=APPEAL.days + 1) is MarkingRefused.TOO_LATE_TO_APPEAL
    speak(session, attempt)
    assert refusal(session, attempt) is MarkingRefused.APPEALED_BEFORE
    other = hand_in(session, cast.dao)
    mark(session, answer(session, other), Judgement(Fraction(1)), by=by(cast.som))
    assert refusal(session, other) is MarkingRefused.NOT_RELEASED


def test_an_appeal_is_answered_once_and_never_by_its_learner(
    session: Session, cast: Cast, attempt: UUID
) -> None:
    speak(session, attempt)
    with pytest.raises(Refusal) as own:
        reply(session, answer(session, attempt), Reply("Yes!"), by=by(cast.noi, 2000))
    assert own.value.reason is MarkingRefused.OWN_ANSWER
    reply(session, answer(session, attempt), Reply("No."), by=by(cast.som, 2000))
    with pytest.raises(Refusal) as twice:
        reply(session, answer(session, attempt), Reply("Yes."), by=by(cast.mali, 2001))
    assert twice.value.reason is MarkingRefused.APPEAL_ANSWERED


def test_appeals_that_wait_come_first(session: Session, cast: Cast, attempt: UUID) -> None:
    speak(session, attempt)
    reply(session, answer(session, attempt), Reply("No."), by=by(cast.som, 2000))
    other = hand_in(session, cast.dao)
    mark(session, answer(session, other), Judgement(Fraction(1)), by=by(cast.som, 2100))
    release(session, cast.som, 2200)
    sitting = assessment.get_sitting(session, other)
    appeal(session, sitting, ESSAY, text="Why?", now=SOON + timedelta(days=5))
    rows, has_more = appeals_in(session, COURSE, page=1)
    assert [row.appeal.attempt_id for row in rows] == [other, attempt]
    assert {row.unit_id for row in rows} == {"look-check"}
    assert not has_more
