"""Several processes that look for what is due in the same minute: on both stores, once."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy.orm import Session

from academy.db import transaction
from academy.jobs.ledger import Job
from academy.reporting import queries, service
from academy.reporting.models import Schedule
from academy.reporting.queries import Scheduled
from academy.reporting.rules import Format, Report
from academy.reporting.rules.runs import RUN
from academy.reporting.rules.saved import Every, Named, next_due
from tests.at_once import House, application
from tests.cast import NOW, Cast

PROCESSES = 4
DUE = next_due(Every.WEEK, NOW)


@pytest.fixture
def house(empty_database_url: str, tmp_path: Any) -> Iterator[House]:
    """An application in which one report is due."""
    app = application(empty_database_url, tmp_path)
    with Session(app.extensions[transaction.ENGINE], expire_on_commit=False) as session:
        mali = Cast(session).mali
        key = service.save(session, Named("Mine", Report()), owner_id=mali.id, now=NOW)
        saved = queries.find_saved(session, key)
        assert saved is not None
        rhythm = (Every.WEEK, Format.JSONL)
        service.set_schedule(session, saved, actor=mali, rhythm=rhythm, now=NOW)
        session.commit()
    yield House(app)
    app.extensions[transaction.ENGINE].dispose()


def schedule(session: Session) -> Scheduled:
    (found,) = [*queries.due(session, now=DUE), *queries.without_letter(session)]
    return found


def count(session: Session, kind: str) -> int:
    return session.query(Job).filter_by(kind=kind).count()


def test_a_report_is_asked_for_once_and_its_letter_sent_once(house: House) -> None:
    due = house.work(schedule)

    def ask(session: Session) -> UUID | None:
        return service.ask_due(session, due, now=DUE)

    asked = house.all_at_once(*[ask] * PROCESSES)
    assert len([key for key in asked if key is not None]) == 1
    assert house.work(lambda session: count(session, RUN)) == 1
    made = house.work(schedule)

    def tell(session: Session) -> bool:
        return service.tell(session, made, now=DUE)

    told = house.all_at_once(*[tell] * PROCESSES)
    assert sorted(told) == [False] * (PROCESSES - 1) + [True]
    assert house.work(lambda session: count(session, service.LETTER)) == 1
    assert house.work(lambda session: session.query(Schedule).one().next_at) > DUE
