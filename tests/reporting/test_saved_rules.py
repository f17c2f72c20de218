"""What is kept of a saved report, and when it is due again."""

import json
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from academy.reporting.rules import CHOICE, COLUMNS, Filters, Report
from academy.reporting.rules.choosing import moved
from academy.reporting.rules.saved import (
    Every,
    Named,
    chosen,
    day_told,
    from_json,
    last_due,
    next_due,
    to_json,
)

HUB = UUID(int=7)
MONDAY = datetime(2026, 11, 23, 8, 30, tzinfo=UTC)

DAYS = st.none() | st.dates()
SCORES = st.none() | st.integers(0, 100)
REPORTS = st.builds(
    Report,
    st.builds(
        Filters,
        course=st.none() | st.just("clean-water"),
        cohort=st.none() | st.uuids(),
        organisation=st.none() | st.uuids(),
        below=st.booleans(),
        country=st.none() | st.just("LA"),
        enrolled_from=DAYS,
        completed_to=DAYS,
        score_from=SCORES,
        score_to=SCORES,
    ),
    st.lists(st.sampled_from(CHOICE), min_size=1, unique=True).map(tuple),
)
MOMENTS = st.datetimes(datetime(2000, 1, 2), datetime(2200, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001 - it takes bounds without a zone


@given(REPORTS)
def test_what_was_kept_of_a_report_is_the_report(report: Report) -> None:
    assert from_json(json.loads(json.dumps(to_json(report)))) == report


def test_only_what_matters_is_kept() -> None:
    report = Report(Filters(organisation=HUB, below=False, score_from=0, enrolled_to=date.max))
    assert chosen(report.filters) == {
        "organisation": str(HUB),
        "below": False,
        "score_from": 0,
        "enrolled_to": "9999-12-31",
    }
    assert chosen(Filters()) == {}


def test_what_there_is_no_more_is_left_out() -> None:
    kept = {"filters": {"weather": "fine", "country": "LA"}, "columns": ["moon", "email"]}
    assert from_json(kept) == Report(Filters(country="LA"), ("email",))
    assert from_json({"filters": {}, "columns": ["moon"]}).columns == COLUMNS


def test_a_version_is_another_one_where_anything_is() -> None:
    named = Named("Laos", Report(Filters(country="LA")))
    others = [
        Named("Lao PDR", named.report),
        Named("Laos", Report(Filters(country="VN"))),
        Named("Laos", Report(Filters(country="LA"), ("email",))),
        Named("Laos", named.report, HUB),
    ]
    assert named.version == Named("Laos", Report(Filters(country="LA"))).version
    assert len({named.version, *(other.version for other in others)}) == 5


@pytest.mark.parametrize(("every", "now", "last", "then"), [
    (Every.WEEK, MONDAY, "2026-11-23", "2026-11-30"),
    (Every.WEEK, MONDAY.replace(hour=0, minute=59), "2026-11-16", "2026-11-23"),
    (Every.WEEK, MONDAY.replace(hour=1, minute=0), "2026-11-23", "2026-11-30"),
    (Every.MONTH, MONDAY, "2026-11-01", "2026-12-01"),
    (Every.MONTH, datetime(2027, 1, 1, 0, 30, tzinfo=UTC), "2026-12-01", "2027-01-01"),
    (Every.MONTH, datetime(2027, 1, 31, 12, tzinfo=UTC), "2027-01-01", "2027-02-01"),
])  # fmt: skip
def test_a_report_is_due_on_mondays_or_on_the_first_at_one_in_utc(
    *, every: Every, now: datetime, last: str, then: str
) -> None:
    assert last_due(every, now).isoformat() == f"{last}T01:00:00+00:00"
    assert next_due(every, now).isoformat() == f"{then}T01:00:00+00:00"


@given(st.sampled_from(Every), MOMENTS)
def test_now_is_between_two_times_a_report_is_due(every: Every, now: datetime) -> None:
    last, then = last_due(every, now), next_due(every, now)
    assert last <= now < then
    assert next_due(every, last) == then
    assert next_due(every, then - timedelta(microseconds=1)) == then
    assert last_due(every, then) == then


def test_a_report_tells_of_the_day_before_it_is_due() -> None:
    assert day_told(last_due(Every.WEEK, MONDAY)) == date(2026, 11, 22)


@pytest.mark.parametrize(("name", "by", "after"), [
    ("b", -1, "bacd"),
    ("b", 1, "acbd"),
    ("a", -1, "abcd"),
    ("d", 1, "abcd"),
    ("d", -9, "dabc"),
    ("x", 1, "abcd"),
])  # fmt: skip
def test_a_column_moves_as_far_as_there_are_places(name: str, by: int, after: str) -> None:
    assert "".join(moved("abcd", name, by=by)) == after
