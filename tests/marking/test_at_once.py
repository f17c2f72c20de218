"""Markers and reviewers at the same moment: real threads, on both stores."""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any, TypeVar
from uuid import UUID

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from academy.db import transaction
from academy.kernel.actor import Actor
from academy.marking.models import PeerReview
from academy.marking.queries.answers import Sought
from academy.marking.queries.marks import marks_for
from academy.marking.rules.marking import MarkingRefused, Stage
from academy.marking.service.by_people import Judgement, Marker, mark, take_next
from academy.marking.service.peers import draw
from tests.at_once import House, application
from tests.builders import publish
from tests.cast import NOW, Cast
from tests.marking.essays import COURSE, ESSAY, answer, by, essays, hand_in, people, work_in_quiz

R = TypeVar("R")
PEERS = 2


@dataclass
class Submitted(House):
    """A whole application on a database of its own, with eight learners who submitted."""

    learners: list[Actor] = field(default_factory=list[Actor])
    attempts: list[UUID] = field(default_factory=list[UUID])
    markers: list[Actor] = field(default_factory=list[Actor])


@pytest.fixture
def stage(empty_database_url: str, tmp_path: Any) -> Iterator[Submitted]:
    app = application(empty_database_url, tmp_path)
    made = Submitted(app)
    with Session(app.extensions[transaction.ENGINE], expire_on_commit=False) as session:
        publish(session, essays(markers=2, peers=PEERS))
        made.learners = people(session, 8)
        made.attempts = [hand_in(session, learner) for learner in made.learners]
        cast = Cast(session)
        made.markers = [cast.som, cast.mali, cast.noi, cast.dao]
    yield made
    app.extensions[transaction.ENGINE].dispose()


def test_no_two_markers_get_the_same_answer(stage: Submitted) -> None:
    def taking(marker: Actor) -> Callable[[Session], UUID]:
        return lambda session: take_next(
            session, Sought(COURSE, work_in_quiz(session), ESSAY), by=by(marker)
        )

    got = stage.all_at_once(*map(taking, stage.markers))
    assert len(set(got)) == len(stage.markers)


def test_of_many_marks_at_once_two_count_and_one_is_the_first(stage: Submitted) -> None:
    attempt = stage.attempts[0]

    def marking(marker: Actor) -> Callable[[Session], Any]:
        who = Marker(marker.id, NOW)
        return lambda session: mark(
            session, answer(session, attempt), Judgement(Fraction(3)), by=who
        )

    came = stage.all_at_once(*map(marking, stage.markers))
    assert came.count(MarkingRefused.MARKED_MEANWHILE) == len(stage.markers) - 2
    stages = stage.work(lambda session: [one.stage for one in marks_for(session, attempt, ESSAY)])
    assert sorted(stages) == [Stage.FIRST, Stage.SECOND]


def test_drawing_at_once_gives_nobody_too_many_and_no_answer_too_often(stage: Submitted) -> None:
    def drawing(learner: Actor) -> Callable[[Session], int]:
        return lambda session: draw(
            session, COURSE, work_in_quiz(session), reviewer_id=learner.id, now=NOW
        )

    twice = [drawing(learner) for learner in stage.learners for _ in range(2)]
    stage.all_at_once(*twice)
    rows = stage.work(
        lambda session: session.execute(select(PeerReview.reviewer_id, PeerReview.attempt_id)).all()
    )
    assert max(Counter(row[0] for row in rows).values()) <= PEERS
    assert set(Counter(row[1] for row in rows).values()) == {PEERS}
    assert len(set(map(tuple, rows))) == len(rows) == PEERS * len(stage.learners)
