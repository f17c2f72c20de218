"""Scores that are set by hand."""

from datetime import timedelta
from fractions import Fraction

import pytest
from sqlalchemy.orm import Session

from academy.assessment import queries, service
from academy.assessment.service import Hand, Setting
from academy.db.outbox import OutboxFact
from academy.enrolment.queries import Seat
from tests import builders
from tests.assessment.regraded import COURSE, HALF, LOOK, attempt
from tests.cast import NOW, Cast

LATER = NOW + timedelta(hours=1)


@pytest.fixture
def seat(session: Session, cast: Cast) -> Seat:
    """Noi's seat; she has half of the first quiz."""
    builders.publish(session)
    found = builders.enrol(session, cast.noi)
    attempt(session, found, HALF)
    return found


def test_a_score_that_was_set_counts_instead_of_attempts(
    session: Session, seat: Seat, cast: Cast
) -> None:
    service.set_score(session, Setting(seat.id, LOOK, Fraction(90), "Oral"), Hand(cast.som.id, NOW))

    found = queries.standings(session, seat.id, {})[LOOK]
    assert (found.percent, found.is_set, found.attempts) == (90, True, 1)
    facts = session.query(OutboxFact).filter_by(topic="score-set").all()
    assert [one.payload["enrolment_id"] for one in facts] == [str(seat.id)]


def test_every_setting_stays_to_be_read(session: Session, seat: Seat, cast: Cast) -> None:
    hands = Hand(cast.som.id, NOW), Hand(cast.mali.id, LATER)
    service.set_score(session, Setting(seat.id, LOOK, Fraction(90), "Oral"), hands[0])
    service.set_score(session, Setting(seat.id, LOOK, None, "Somebody else"), hands[1])

    back, first = queries.scores_set(session, seat.id, LOOK)
    assert (back.percent, back.reason, back.set_by, back.set_at) == (
        None,
        "Somebody else",
        cast.mali.id,
        LATER,
    )
    assert (first.percent, first.set_by) == (90, cast.som.id)
    assert queries.standings(session, seat.id, {})[LOOK].percent == 50


def test_many_scores_are_set_in_one_act(session: Session, seat: Seat, cast: Cast) -> None:
    settings = [Setting(seat.id, unit, Fraction(80), "Oral") for unit in (LOOK, "treat-check")]
    service.set_scores(session, COURSE, settings, hand=Hand(cast.som.id, NOW))

    assert queries.overrides_of(session, [seat.id]) == {
        (seat.id, LOOK): 80,
        (seat.id, "treat-check"): 80,
    }
    assert queries.seats_changed_at(session, COURSE, LOOK, at=NOW) == (seat.id,)
    facts = session.query(OutboxFact).filter_by(topic="quiz-rescored").all()
    assert {one.payload["unit_id"] for one in facts} == {LOOK, "treat-check"}
