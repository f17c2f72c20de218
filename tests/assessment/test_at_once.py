"""Tabs, double clicks and retries at the same moment: real threads, on both stores."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, TypeVar
from uuid import UUID

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from academy.assessment import queries, service
from academy.assessment.models import Attempt, Response
from academy.assessment.rules.items.kind import Answer
from academy.assessment.rules.sheet import NewAnswer, save_key
from academy.assessment.service import Begin, Keeping, Saved
from academy.db import transaction
from academy.db.outbox import OutboxFact
from academy.enrolment.queries import Seat
from academy.kernel.facts import AttemptGraded
from tests import builders
from tests.at_once import House, application
from tests.cast import NOW, Cast

R = TypeVar("R")
CHOICES = ("boiled", "clear", "cold")


@dataclass
class Stage(House):
    """A whole application on a database of its own, and Noi's seat in it."""

    seat: Seat

    def begin(self) -> UUID:
        """Begin an attempt."""
        return self.work(lambda session: start(session, self.seat))


@pytest.fixture
def stage(empty_database_url: str, tmp_path: Any) -> Iterator[Stage]:
    app = application(empty_database_url, tmp_path)
    with Session(app.extensions[transaction.ENGINE], expire_on_commit=False) as session:
        builders.publish(session)
        seat = builders.enrol(session, Cast(session).noi)
    yield Stage(app, seat)
    app.extensions[transaction.ENGINE].dispose()


def start(session: Session, seat: Seat) -> UUID:
    return service.start(session, seat=seat, begin=Begin("look-check", NOW))


def saving(attempt: UUID, answer: Answer, page: str) -> Callable[[Session], tuple[Saved, ...]]:
    new = NewAnswer("clearest", answer, save_key(page, "clearest", (answer, None, False)))
    keeping = Keeping(locale="en", secret=b"secret", now=NOW)
    return lambda session: service.save(session, attempt_id=attempt, answers=[new], keeping=keeping)


def submitting(attempt: UUID) -> Callable[[Session], None]:
    return lambda session: service.submit(session, attempt_id=attempt, now=NOW + timedelta(1))


def count(session: Session, *what: Any) -> int:
    return session.scalar(select(func.count()).select_from(what[0]).where(*what[1:])) or 0


def test_two_starts_at_once_begin_one_attempt(stage: Stage) -> None:
    begun = stage.all_at_once(*[lambda session: start(session, stage.seat)] * 6)
    assert len(set(begun)) == 1
    assert stage.work(lambda session: count(session, Attempt)) == 1


def test_many_clicks_on_submit_mark_an_attempt_once(stage: Stage) -> None:
    attempt = stage.begin()
    stage.work(saving(attempt, "boiled", "page"))
    stage.all_at_once(*[submitting(attempt)] * 6)
    topic = OutboxFact.topic == AttemptGraded.topic
    assert stage.work(lambda session: count(session, OutboxFact, topic)) == 1
    assert stage.work(lambda session: queries.get_sitting(session, attempt)).marks == 1


def test_a_storm_of_the_same_save_keeps_one_answer_and_gives_one_receipt(stage: Stage) -> None:
    attempt = stage.begin()
    answers = stage.all_at_once(*[saving(attempt, "boiled", "page")] * 8)
    assert len({saved.receipt for (saved,) in answers}) == 1
    assert stage.work(lambda session: count(session, Response)) == 1


def test_different_answers_at_once_are_all_kept_and_the_last_one_counts(stage: Stage) -> None:
    attempt = stage.begin()
    answers = stage.all_at_once(
        *(saving(attempt, CHOICES[number % 3], f"page {number}") for number in range(8))
    )
    last = stage.work(lambda session: queries.kept_answers(session, attempt))["clearest"]
    assert stage.work(lambda session: count(session, Response)) == 8
    assert last.receipt in {saved.receipt for (saved,) in answers}


def test_what_was_acknowledged_counts_however_saving_and_submitting_cross(stage: Stage) -> None:
    for moment in range(5):
        attempt = stage.begin()
        uses: list[Callable[[Session], Any]] = [
            saving(attempt, CHOICES[number % 3], f"page {number // 2}") for number in range(8)
        ]
        uses.insert(moment * 2, submitting(attempt))
        uses.append(submitting(attempt))
        results = stage.all_at_once(*uses)
        receipts = {saved.receipt for one in results if isinstance(one, tuple) for saved in one}
        kept = stage.work(lambda session: rows_of(session, attempt))  # noqa: B023 - used at once
        assert sorted(row.receipt for row in kept) == sorted(receipts)
        newest = max(kept, key=lambda row: row.sequence, default=None)
        sitting = stage.work(lambda session: queries.get_sitting(session, attempt))  # noqa: B023
        assert sitting.marks == (newest is not None and newest.answer == "boiled")
        assert all(row.marks is None for row in kept if row is not newest)


def rows_of(session: Session, attempt: UUID) -> list[Response]:
    return list(session.scalars(select(Response).where(Response.attempt_id == attempt)))
