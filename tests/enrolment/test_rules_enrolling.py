"""What a row of a list of learners says, and what becomes of it in a cohort."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from academy.enrolment.rules import CohortRefused, ExtensionRefused, Place, Status
from academy.enrolment.rules.enrolling import (
    LIST_FIELDS,
    CohortNow,
    Listed,
    ListedRefused,
    ListSetting,
    Standing,
    judge_listed,
    read_day,
    read_listed,
)
from academy.kernel.fates import Fate

NOW = datetime(2026, 11, 23, 8, 30, tzinfo=UTC)
END = NOW + timedelta(days=7)
LATER = END + timedelta(days=7)
COLUMNS = {field: place for place, field in enumerate(LIST_FIELDS)}
SETTING = ListSetting(COLUMNS, "Spring 2027", "Asia/Vientiane", "She was ill.")
OPEN = CohortNow(None, is_open=True, ends_at=END, now=NOW)
NOI = Standing(UUID(int=1), is_seen=True, is_active=True)


def read(**cells: str) -> Listed:
    return read_listed([cells.get(field.value, "") for field in LIST_FIELDS], SETTING)


def judged(
    told: dict[str, str] | None = None, cohort: CohortNow = OPEN, **who: Any
) -> tuple[Fate, tuple[str, ...], list[str]]:
    facts = {"person": NOI.person, "is_seen": True, "is_active": True, **who}
    said = {"email": "noi@example.org", **(told or {})}
    verdict = judge_listed(said, Standing(**facts), cohort, reason=SETTING.reason)
    return verdict.fate, verdict.changes, [fault.code for fault in verdict.faults]


def test_a_row_names_somebody_by_either_way_in() -> None:
    assert read(email=" Noi@Example.org ").told == {"email": "noi@example.org"}
    assert read(username="Noi@example.org").told == {"email": "noi@example.org"}
    assert read(email="noi", name="Noi").told == {"username": "noi", "name": "Noi"}
    [fault] = read(email="noi@example.org", username="dao@example.org").faults
    assert fault.code == ListedRefused.TWO_PEOPLE
    assert read_listed([], SETTING).faults[0].code == ListedRefused.NO_LOGIN


def test_a_row_for_another_cohort_is_refused() -> None:
    assert not read(email="n@example.org", cohort="SPRING-2027").faults
    [fault] = read(email="n@example.org", cohort="Autumn").faults
    assert (fault.code, fault.word) == (ListedRefused.OTHER_COHORT, "Autumn")


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2027-01-31", datetime(2027, 1, 31, 16, 59, tzinfo=UTC)),
        ("31/1/2027", datetime(2027, 1, 31, 16, 59, tzinfo=UTC)),
        ("31.01.2570", datetime(2027, 1, 31, 16, 59, tzinfo=UTC)),
        ("２０２７/1/31", datetime(2027, 1, 31, 16, 59, tzinfo=UTC)),
        ("2027-01-31 17:00", datetime(2027, 1, 31, 10, 0, tzinfo=UTC)),
        ("2027-01-31T17:00:00", datetime(2027, 1, 31, 10, 0, tzinfo=UTC)),
        ("46418", datetime(2027, 1, 31, 16, 59, tzinfo=UTC)),
        ("2027-02-30", None),
        ("2027-01-31 25:00", None),
        ("soon", None),
    ],
)
def test_days_are_read_as_they_are_written_here(text: str, moment: datetime | None) -> None:
    assert read_day(text, "Asia/Vientiane") == moment


def test_what_is_no_day_is_told() -> None:
    [fault] = read(email="n@example.org", until="soon").faults
    assert (fault.field, fault.code) == ("until", ListedRefused.BAD_DAY)
    assert read(email="n@example.org", until="2027-01-31").told["until"].startswith("2027-01-31")


@given(st.dates(datetime(2000, 1, 1).date(), datetime(2200, 1, 1).date()))  # noqa: DTZ001 - days
def test_every_day_reads_back(day: Any) -> None:
    found = read_day(day.isoformat(), "UTC")
    assert found is not None
    assert found.date() == day


def test_who_has_no_seat_gets_one_or_waits() -> None:
    assert judged() == (Fate.NEW, (), [])
    assert judged(has_room=False) == (Fate.WAITING, (), [])
    assert judged(waits=True) == (Fate.UNCHANGED, (), [])
    withdrawn = Place(Status.WITHDRAWN, here=True)
    assert judged(place=withdrawn) == (Fate.NEW, (), [])


def test_who_is_there_already_is_there_whatever_became_of_the_cohort() -> None:
    here = Place(Status.IN_PROGRESS, here=True)
    over = CohortNow(CohortRefused.OVER, is_open=False, ends_at=END, now=NOW)
    assert judged(cohort=over, place=here) == (Fate.UNCHANGED, (), [])


def test_more_time_is_a_change_once() -> None:
    here = Place(Status.IN_PROGRESS, here=True)
    said = {"until": LATER.isoformat()}
    assert judged(said) == (Fate.NEW, ("until",), [])
    assert judged(said, place=here) == (Fate.CHANGED, ("until",), [])
    assert judged(said, place=here, until=LATER) == (Fate.UNCHANGED, (), [])


@pytest.mark.parametrize(
    ("who", "code"),
    [
        ({"is_seen": False}, ListedRefused.BEYOND_REACH),
        ({"is_active": False}, ListedRefused.CLOSED_ACCOUNT),
        ({"place": Place(Status.COMPLETED)}, CohortRefused.COURSE_COMPLETED),
        ({"place": Place(Status.ENROLLED, held=True)}, CohortRefused.IN_ANOTHER_COHORT),
    ],
)
def test_who_cannot_be_seated_is_refused(who: dict[str, Any], code: str) -> None:
    assert judged(**who) == (Fate.REFUSED, (), [code])


def test_nobody_is_nobody() -> None:
    verdict = judge_listed({"username": "noi"}, None, OPEN, reason="")
    assert [(one.field, one.code) for one in verdict.faults] == [
        ("username", ListedRefused.UNKNOWN_PERSON)
    ]


def test_a_cohort_or_a_course_that_takes_nobody_refuses_all() -> None:
    archived = CohortNow(CohortRefused.ARCHIVED, is_open=True, ends_at=END, now=NOW)
    closed = CohortNow(None, is_open=False, ends_at=END, now=NOW)
    assert judged(cohort=archived)[2] == [CohortRefused.ARCHIVED]
    assert judged(cohort=closed)[2] == [CohortRefused.COURSE_CLOSED]


@pytest.mark.parametrize(
    ("until", "place", "code"),
    [
        (END, None, ExtensionRefused.NOT_LATER),
        (LATER, Place(Status.COMPLETED, here=True), ExtensionRefused.NOT_LEARNING),
    ],
)
def test_more_time_that_cannot_be_given_is_refused(
    until: datetime, place: Place | None, code: str
) -> None:
    assert judged({"until": until.isoformat()}, place=place) == (Fate.REFUSED, (), [code])
