"""Drawing fellow learners' answers, reviewing them, and what comes of the reviews."""

from collections import Counter
from datetime import timedelta
from fractions import Fraction
from uuid import UUID

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from academy.assessment import queries as assessment
from academy.kernel.actor import Actor
from academy.kernel.refusal import Refusal
from academy.marking.models import PeerReview
from academy.marking.queries.answers import Sought, listed
from academy.marking.queries.peers import Reviewed, find_turn, reviews_for, turns_of, weighed
from academy.marking.queries.practice import (
    examples_for,
    find_example,
    practice_of,
    weights_of,
)
from academy.marking.rules.marking import Progress
from academy.marking.rules.peers import TURN, USUAL_WEIGHT, PeersRefused
from academy.marking.service import peers
from academy.marking.service.by_people import Judgement, mark
from academy.marking.service.peers import Given, draw, give, take_over
from academy.marking.service.practice import Place, add_example, practise
from tests.builders import publish
from tests.cast import NOW, Cast
from tests.marking.essays import (
    BEST,
    COURSE,
    ESSAY,
    FAIR,
    UNIT,
    answer,
    by,
    essays,
    hand_in,
    people,
    work_in_quiz,
)
from tests.marking.releasing import release

PLACE = Place(COURSE, UNIT, ESSAY)


def drawn(session: Session, learner: Actor, minutes: int = 5) -> int:
    now = NOW + timedelta(minutes=minutes)
    return draw(session, COURSE, work_in_quiz(session), reviewer_id=learner.id, now=now)


def turns(session: Session, learner: Actor) -> list[UUID]:
    found = turns_of(session, learner.id, course_id=COURSE, unit_id=UNIT)
    return [turn.id for turn in found]


def answers_of(session: Session, learner: Actor) -> list[UUID]:
    found = turns_of(session, learner.id, course_id=COURSE, unit_id=UNIT)
    return [turn.attempt_id for turn in found]


def review_all(session: Session, learner: Actor, share: Fraction) -> None:
    for turn in turns(session, learner):
        give(session, turn, Given(share, BEST, "Well said."), by=by(learner, 30))


def asked(session: Session) -> Reviewed:
    return Reviewed(COURSE, work_in_quiz(session), ESSAY)


def test_everybody_reviews_as_many_as_review_them(session: Session) -> None:
    publish(session, essays(peers=2))
    everybody = people(session, 6)
    own = {learner.id: hand_in(session, learner) for learner in everybody}
    assert [drawn(session, learner) for learner in everybody] == [2] * 6
    load = Counter(answer for learner in everybody for answer in answers_of(session, learner))
    assert set(load) == set(own.values())
    assert set(load.values()) == {2}
    assert not any(own[one.id] in answers_of(session, one) for one in everybody)


def test_drawing_again_gives_only_what_is_still_due(session: Session, cast: Cast) -> None:
    publish(session, essays(peers=2))
    hand_in(session, cast.noi)
    early = hand_in(session, cast.dao)
    assert drawn(session, cast.noi) == 1
    assert drawn(session, cast.noi) == 0
    late = hand_in(session, cast.mali, now=NOW + timedelta(minutes=10))
    assert drawn(session, cast.noi, 20) == 1
    assert drawn(session, cast.noi, 21) == 0
    assert answers_of(session, cast.noi) == [early, late]


def test_a_turn_that_nobody_uses_goes_to_somebody_else(session: Session, cast: Cast) -> None:
    publish(session, essays(peers=1))
    hand_in(session, cast.noi)
    waiting = hand_in(session, cast.dao)
    slow, quick, last = cast.noi, cast.mali, cast.som
    assert [drawn(session, learner) for learner in (slow, quick, last)] == [1, 1, 0]
    late = NOW + TURN + timedelta(minutes=6)
    assert draw(session, COURSE, work_in_quiz(session), reviewer_id=last.id, now=late) == 1
    assert answers_of(session, slow) == [waiting]
    assert answers_of(session, last) in ([waiting], answers_of(session, quick))


def test_released_answers_are_reviewed_by_nobody(session: Session, cast: Cast) -> None:
    publish(session, essays(peers=1))
    hand_in(session, cast.noi)
    attempt = hand_in(session, cast.dao)
    mark(session, answer(session, attempt), Judgement(Fraction(4)), by=by(cast.som))
    release(session, cast.som)
    assert drawn(session, cast.noi, 70) == 0


def test_a_review_is_given_once_and_by_whose_turn_it_is(session: Session, cast: Cast) -> None:
    publish(session, essays(peers=1))
    hand_in(session, cast.noi)
    attempt = hand_in(session, cast.dao)
    drawn(session, cast.noi)
    (turn,) = turns(session, cast.noi)
    assert find_turn(session, turn, cast.dao.id) is None
    for who in (cast.dao, cast.noi, cast.noi):
        kept = find_turn(session, turn, cast.noi.id)
        assert kept is not None
        is_fine = who == cast.noi and kept.given_at is None
        given = Given(Fraction(1, 2), FAIR, "Say more of covering.")
        if is_fine:
            give(session, turn, given, by=by(who))
            continue
        with pytest.raises(Refusal) as refused:
            give(session, turn, given, by=by(who))
        assert refused.value.reason is PeersRefused.REVIEWED_BEFORE
    (review,) = reviews_for(session, attempt)[ESSAY]
    assert (review.share, review.levels) == (Fraction(1, 2), FAIR)


def test_practice_decides_what_a_review_weighs(session: Session, cast: Cast) -> None:
    publish(session, essays(peers=1))
    key = add_example(
        session, PLACE, "Boil it.", given=Given(Fraction(1, 2), FAIR, "One idea."), by=by(cast.som)
    )
    example = find_example(session, key, course_id=COURSE, unit_id=UNIT)
    assert example is not None
    practise(session, example, Given(Fraction(3, 4), FAIR, ""), by=by(cast.noi))
    weights = weights_of(session, COURSE, UNIT)
    assert weights[cast.noi.id] == Fraction(3, 4)
    assert weights[cast.dao.id] == USUAL_WEIGHT
    with pytest.raises(Refusal) as refused:
        practise(session, example, Given(Fraction(1, 2), FAIR, ""), by=by(cast.noi, 2))
    assert refused.value.reason is PeersRefused.PRACTISED_BEFORE
    mine = practice_of(session, cast.noi.id, course_id=COURSE, unit_id=UNIT)
    assert mine[key].share == Fraction(3, 4)
    assert find_example(session, key, course_id=COURSE, unit_id="treat-check") is None


def test_learners_practise_with_the_newest_three(session: Session, cast: Cast) -> None:
    publish(session, essays(peers=1))
    for number in range(5):
        given = Given(Fraction(1), BEST, "")
        add_example(session, PLACE, f"Text {number}", given=given, by=by(cast.som, number))
    found = examples_for(session, COURSE, UNIT, question_id=ESSAY)
    assert [example.text for example in found] == ["Text 2", "Text 3", "Text 4"]


def test_the_marks_of_peers_who_agree_are_taken_over(session: Session, cast: Cast) -> None:
    publish(session, essays(peers=2))
    everybody = people(session, 4)
    attempts = [hand_in(session, learner) for learner in everybody]
    for learner in everybody:
        drawn(session, learner)
    shares = [Fraction(1, 2), Fraction(1, 2), Fraction(1, 2), Fraction(1)]
    for learner, share in zip(everybody, shares, strict=True):
        review_all(session, learner, share)
    odd = set(answers_of(session, everybody[3]))
    assert take_over(session, asked(session), by=by(cast.som, 40)) == 2
    given = {attempt: assessment.given_marks(session, attempt) for attempt in attempts}
    assert {attempt for attempt in attempts if not given[attempt]} == odd
    assert {marks[ESSAY] for marks in given.values() if marks} == {2}
    rows, _ = listed(session, Sought(COURSE, work_in_quiz(session), ESSAY, Progress.WAITING))
    assert {row.attempt_id for row in rows} == odd


def test_so_many_are_taken_over_at_once(
    session: Session, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(peers, "AT_ONCE", 1)
    publish(session, essays(peers=2))
    everybody = people(session, 3)
    for learner in everybody:
        hand_in(session, learner)
    for learner in everybody:
        drawn(session, learner)
        review_all(session, learner, Fraction(1))
    assert [take_over(session, asked(session), by=by(cast.som, 40)) for _ in range(3)] == [1, 1, 1]


def test_a_lone_review_is_advice_and_is_not_taken_over(session: Session, cast: Cast) -> None:
    publish(session, essays(peers=1))
    hand_in(session, cast.noi)
    attempt = hand_in(session, cast.dao)
    drawn(session, cast.noi)
    review_all(session, cast.noi, Fraction(1))
    assert len(weighed(session, asked(session), [attempt])[attempt]) == 1
    with pytest.raises(Refusal) as refused:
        take_over(session, asked(session), by=by(cast.som, 40))
    assert refused.value.reason is PeersRefused.NO_REVIEWS_AGREE


def test_nobody_takes_over_what_peers_gave_to_their_own_answer(
    session: Session, cast: Cast
) -> None:
    publish(session, essays(peers=2))
    hand_in(session, cast.som)
    for learner in people(session, 2):
        hand_in(session, learner)
        drawn(session, learner)
        review_all(session, learner, Fraction(1))
    for learner in session.scalars(select(PeerReview.reviewer_id)).unique():
        assert learner != cast.som.id
    own = assessment.submitted_by(session, cast.som.id, course_id=COURSE, unit_id=UNIT)
    assert own is not None
    with pytest.raises(Refusal):
        take_over(session, asked(session), by=by(cast.som, 40))
