"""A report as of a day: what it told on that day's evening, whatever has happened since."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from academy.accounts.policy import EVERYTHING, Scope
from academy.reporting import messages, queries
from academy.reporting.rules import CHOICE, Filters, Format, Report
from academy.reporting.rules.runs import Run
from academy.reporting.service import Making
from tests.reporting.history import ACTS, PEOPLE, History

Acts = list[tuple[str, int] | None]
ACT = st.tuples(st.sampled_from(ACTS), st.integers(0, PEOPLE - 1))
HISTORIES = st.lists(st.one_of(*[ACT] * 4, st.none()), min_size=1, max_size=25)
"""Acts, each to one of them; `None` is a night between two."""
EVENTFUL: Acts = [
    ("enrol", 0), ("enrol", 1), None, ("learn", 0), ("score", 0), ("learn", 1), ("rename", 0), None,
    ("score", 0), ("complete", 0), ("withdraw", 1), ("call", 0), ("postpone", 0), None,
    ("certify", 0), ("restructure", 0), ("rename", 0), ("enrol", 1), ("regroup", 0), ("move", 0),
    None, ("follow", 1), ("reword", 0), ("score", 0), ("learn", 1), ("move", 1), None,
    ("withdraw", 1), ("rename", 1), ("call", 0), ("regroup", 1), ("postpone", 1),
]  # fmt: skip


@contextmanager
def academy(engine: Engine) -> Iterator[History]:
    """Lend an academy of which nothing stays."""
    with engine.connect() as connection:
        outer = connection.begin()
        with Session(
            connection, join_transaction_mode="create_savepoint", expire_on_commit=False
        ) as session:
            yield History(session)
        outer.rollback()


def told(session: Session, report: Report, scope: Scope = EVERYTHING) -> list[tuple[Any, ...]]:
    return [tuple(row) for batch in queries.batches(session, scope, report) for row in batch]


def asked(history: History) -> list[Filters]:
    """Return ways to narrow a report that every kind of change can move seats into or out of."""
    return [
        Filters(),
        Filters(country="VN"),
        Filters(status="completed"),
        Filters(language="lo"),
        Filters(organisation=history.places[0]),
        Filters(organisation=history.places[1], below=False),
        Filters(cohort=history.cohorts[0]),
        Filters(score_from=40),
    ]


def live(history: History, acts: Acts) -> dict[date, list[Any]]:
    """Let all that happen, and return what each report told on the evening of each day."""
    evenings: dict[date, list[Any]] = {}

    def evening() -> None:
        reports = [Report(filters, CHOICE) for filters in asked(history)]
        evenings[history.now.date()] = [told(history.session, each) for each in reports]

    for act in acts:
        if act is None:
            evening()
            history.sleep()
        else:
            history.act(*act)
    evening()
    return evenings


@settings(
    max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@example(EVENTFUL)
@given(acts=HISTORIES)
def test_a_day_that_is_over_tells_what_its_evening_told(engine: Engine, acts: Acts) -> None:
    with academy(engine) as history:
        for day, evening in live(history, acts).items():
            reports = [Report(filters, CHOICE, day) for filters in asked(history)]
            assert [told(history.session, each) for each in reports] == evening


def made(history: History, day: date, format_: Format) -> bytes:
    run = Run(Report(Filters(score_to=99), CHOICE, day), format_, "lo")
    called = queries.names_in(history.session, EVERYTHING, run.report)
    words = messages.words_for(run, called, made_at=history.now)
    making = Making(history.session, EVERYTHING, run, words=words, made_at=history.now)
    return b"".join(making.blocks())


@pytest.mark.parametrize("format_", Format)
def test_made_again_it_is_the_same_bytes(engine: Engine, format_: Format) -> None:
    with academy(engine) as history:
        first: dict[date, bytes] = {}
        for act in EVENTFUL:
            if act is None:
                day = history.now.date()
                history.sleep()
                first[day] = made(history, day, format_)
            else:
                history.act(*act)
        again = {day: made(history, day, format_) for day in first}
    assert again == first
    assert len(set(first.values())) > 2


def test_figures_of_a_day_are_those_of_its_evening(engine: Engine) -> None:
    with academy(engine) as history:
        evenings: dict[date, Any] = {}
        for act in EVENTFUL:
            if act is None:
                evenings[history.now.date()] = queries.summary(
                    history.session, EVERYTHING, Report()
                )
                history.sleep()
            else:
                history.act(*act)
        for day, summary in evenings.items():
            report = Report(as_of=day)
            assert queries.summary(history.session, EVERYTHING, report) == summary
            assert queries.count(history.session, EVERYTHING, report) == summary.seats


def test_a_seat_that_was_taken_later_is_not_told(engine: Engine) -> None:
    with academy(engine) as history:
        before = history.now.date()
        history.sleep()
        history.act("enrol", 0)
        assert told(history.session, Report(as_of=before)) == []
        assert len(told(history.session, Report(as_of=history.now.date()))) == 1
