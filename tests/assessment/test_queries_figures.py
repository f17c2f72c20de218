"""Reading attempts as tables, on both stores."""

from datetime import timedelta
from uuid import UUID

import numpy as np
import pytest
from sqlalchemy import insert, update
from sqlalchemy.orm import Session

from academy.assessment import queries, service
from academy.assessment.models import Attempt, GivenMark
from academy.assessment.queries.figures import (
    Gathered,
    Wanted,
    Which,
    gather,
    revisions_sat,
    trail,
)
from academy.assessment.queries.figures import saves as reading
from academy.assessment.rules.corrections import Corrected, CorrectionKind
from academy.assessment.service import Begin
from academy.catalogue import queries as catalogue
from academy.content.model import Quiz
from tests.assessment.by_people import QUIZ
from tests.builders import enrol, package_files, publish, restructured, with_text
from tests.cast import NOW, Cast
from tests.conftest import CountQueries
from tests.marking.crowd import LOOK, RIGHT, WRONG, crowd, learner, tried

HALF = {**RIGHT, "signs": ["smell"]}


def quiz_of(session: Session, revision: UUID) -> Quiz:
    return catalogue.package_of(session, revision).quizzes[LOOK]


def figures(session: Session, which: Which = Which.FIRST, *corrections: Corrected) -> Gathered:
    newest = catalogue.newest_revision(session, "clean-water")
    assert newest
    wanted = Wanted("clean-water", LOOK, revisions_sat(session, "clean-water", LOOK), which)
    quiz = quiz_of(session, newest.revision_id)
    return gather(session, wanted, quiz, corrections=corrections)


def shares(gathered: Gathered) -> list[list[float]]:
    return sorted(gathered.scores.shares.tolist())


@pytest.fixture(autouse=True)
def noise(session: Session, cast: Cast) -> None:
    """Attempts that must not count: an open one, one of another quiz, one in another course."""
    publish(session)
    publish(session, id="noise", title="Noise")
    dao = enrol(session, cast.dao)
    service.start(session, seat=dao, begin=Begin(LOOK, NOW))
    other = service.start(session, seat=dao, begin=Begin("treat-check", NOW))
    service.submit(session, attempt_id=other, now=NOW)
    elsewhere = service.start(
        session, seat=enrol(session, cast.dao, "noise"), begin=Begin(LOOK, NOW)
    )
    service.submit(session, attempt_id=elsewhere, now=NOW)


def test_nothing_was_tried_yet(session: Session) -> None:
    assert revisions_sat(session, "clean-water", LOOK) == ()
    assert figures(session).scores.shares.shape == (0, 3)
    assert trail(session, "clean-water", LOOK).newest is None


def test_attempts_come_with_shares_choices_times_and_languages(session: Session) -> None:
    crowd(session, "km", [RIGHT, HALF])
    crowd(session, "en", [WRONG])
    found = figures(session)
    scores = found.scores

    assert scores.items == ("clearest", "signs", "see-germs")
    assert shares(found) == [[0, 0, 0], [1, 0.5, 1], [1, 1, 1]]
    assert scores.weights.tolist() == [1, 2, 1]
    assert scores.languages is not None
    assert sorted(scores.languages.tolist()) == ["en", "km", "km"]
    assert scores.seconds is not None
    assert scores.seconds.tolist() == [[10, 10, 10]] * 3
    assert scores.choices["clearest"].keys == {"boiled"}
    assert scores.choices["clearest"].taken.sum(axis=0).tolist() == [2, 1, 0]
    assert scores.choices["signs"].taken.sum(axis=0).tolist() == [2, 1, 1]
    assert sorted(found.percents.tolist()) == [0, 75, 100]
    assert found.passed == 2


def test_what_was_left_out_or_taken_back_earns_nothing(session: Session) -> None:
    tried(session, learner(session, "Ploy"), {})
    tried(session, learner(session, "Som"), {"clearest": "boiled", "see-germs": None})
    found = figures(session)

    assert shares(found) == [[0, 0, 0], [1, 0, 0]]
    assert found.scores.answered is not None
    assert found.scores.answered.sum(axis=0).tolist() == [1, 0, 0]


def test_of_several_attempts_the_first_is_looked_at_unless_another_is_asked_for(
    session: Session,
) -> None:
    seat = learner(session, "Ploy")
    for day, answers in enumerate((WRONG, HALF, RIGHT)):
        tried(session, seat, answers, now=NOW + timedelta(days=day))

    assert shares(figures(session)) == [[0, 0, 0]]
    assert shares(figures(session, Which.LAST)) == [[1, 1, 1]]
    assert len(shares(figures(session, Which.ALL))) == 3


def test_an_attempt_that_awaits_its_marks_does_not_count(session: Session) -> None:
    (attempt,) = crowd(session, "en", [RIGHT])
    session.execute(update(Attempt).where(Attempt.id == attempt).values(percent=None))

    assert figures(session).scores.attempts == 0


def test_a_question_that_was_not_drawn_is_not_asked(session: Session) -> None:
    (some, early) = crowd(session, "en", [RIGHT, RIGHT])
    drawn = {"asked": ["clearest", "signs"]}
    session.execute(update(Attempt).where(Attempt.id == some).values(**drawn))

    column = figures(session).scores.shares[:, 2].tolist()
    assert sorted(map(str, column)) == ["1.0", "nan"]
    assert early != some


def test_what_a_seed_drew_before_there_were_rules_is_drawn_again(session: Session) -> None:
    name, old = f"quizzes/{LOOK}.yaml", "shuffle: false"
    publish(session, with_text(package_files(), name, old, new=f"{old}\ndraw: 2"))
    (attempt,) = crowd(session, "en", [RIGHT])
    session.execute(update(Attempt).where(Attempt.id == attempt).values(asked=None))

    assert np.isnan(figures(session).scores.shares).sum() == 1


def test_attempts_of_one_edition_can_be_looked_at_alone(session: Session) -> None:
    crowd(session, "en", [RIGHT])
    publish(session, restructured())
    crowd(session, "km", [WRONG])
    newest = catalogue.newest_revision(session, "clean-water")
    assert newest
    quiz = quiz_of(session, newest.revision_id)

    wanted = Wanted("clean-water", LOOK, (newest.revision_id,))
    assert shares(gather(session, wanted, quiz, corrections=())) == [[0, 0, 0]]
    assert len(shares(figures(session))) == 2


def test_a_question_that_counts_for_nobody_is_left_out(session: Session) -> None:
    crowd(session, "en", [RIGHT])
    void = Corrected("signs", CorrectionKind.VOID)

    assert figures(session, Which.FIRST, void).scores.items == ("clearest", "see-germs")


def test_a_question_that_counts_for_everybody_is_right(session: Session) -> None:
    crowd(session, "en", [WRONG])
    full = Corrected("signs", CorrectionKind.FULL)

    assert shares(figures(session, Which.FIRST, full)) == [[0, 1, 0]]


def test_what_people_marked_has_their_marks(session: Session) -> None:
    publish(session, {**package_files(), f"quizzes/{LOOK}.yaml": QUIZ.encode()})
    (marked, unmarked) = crowd(session, "en", [{"letter": "Come at three."}] * 2)
    session.execute(update(Attempt).where(Attempt.unit_id == LOOK).values(percent=25, passed=False))
    given = {"attempt_id": marked, "question_id": "letter", "marks": "3/4", "given_at": NOW}
    session.execute(insert(GivenMark), [given])
    found = figures(session).scores

    letters = found.shares[:, 0] * found.weights[0]
    assert sorted(map(str, letters.tolist())) == ["0.75", "nan"]
    assert marked != unmarked


def test_the_trail_tells_of_another_score(session: Session) -> None:
    (attempt,) = crowd(session, "en", [RIGHT])
    before = trail(session, "clean-water", LOOK)
    service.score(
        session,
        queries.get_sitting(session, attempt),
        service.Scoring(service.Cause.REGRADED, NOW + timedelta(days=1)),
    )

    assert before != trail(session, "clean-water", LOOK)


def test_it_takes_as_many_statements_for_few_attempts_as_for_many(
    session: Session, count_queries: CountQueries
) -> None:
    crowd(session, "en", [RIGHT])
    with count_queries() as few:
        figures(session)
    crowd(session, "km", [RIGHT] * 4)
    with count_queries() as many:
        figures(session)

    assert len(few) == len(many)


def test_attempts_are_read_some_at_a_time(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    crowd(session, "en", [RIGHT, {}, HALF, WRONG, {}, RIGHT, {}])
    monkeypatch.setattr(reading, "_IN_ONE_STATEMENT", 3)
    monkeypatch.setattr(reading, "_AT_ONCE", 1)

    assert shares(figures(session)) == [
        [0, 0, 0], [0, 0, 0], [0, 0, 0], [0, 0, 0], [1, 0.5, 1], [1, 1, 1], [1, 1, 1],
    ]  # fmt: skip


def test_of_a_question_that_was_of_another_type_no_choices_are_told(session: Session) -> None:
    crowd(session, "en", [RIGHT])
    name, old = (
        f"quizzes/{LOOK}.yaml",
        "type: multiple-response\n    marks: 2\n    marking: partial",
    )
    single = with_text(package_files(), name, old, new="type: single-choice\n    marks: 2")
    one_right = with_text(single, name, "A brown colour, correct: true", new="A brown colour")
    publish(session, one_right)
    scores = figures(session).scores

    assert set(scores.choices) == {"clearest", "see-germs"}
    assert scores.shares.tolist() == [[1, 1, 1]]
