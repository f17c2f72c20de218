"""What a row of a list of learners says, and what becomes of it in a cohort. Pure.

A row names somebody who has an account by the way they sign in. It may say until when they have
time; a row that says the same as what is so already changes nothing.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from uuid import UUID
from zoneinfo import ZoneInfo

from academy.enrolment.rules.cohorts import CohortRefused, Place, may_be_seated
from academy.enrolment.rules.extending import ExtensionRefused, extension_refused
from academy.enrolment.rules.seats import Status
from academy.kernel.column_words import Field
from academy.kernel.columns import bare
from academy.kernel.fates import Fate, Fault
from academy.kernel.text import fold, normal, tidy

LIST_FIELDS = (Field.NAME, Field.EMAIL, Field.USERNAME, Field.COHORT, Field.UNTIL)
_YEAR_FIRST = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ](\d{1,2}):(\d{2}).*)?")
_DAY_FIRST = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})")
_SERIAL = re.compile(r"[4-9]\d{4}")
_EPOCH = date(1899, 12, 30)
"""From which day spreadsheets count their days."""
_BUDDHIST_FROM, _BUDDHIST = 2400, 543
_LAST_MINUTE = time(23, 59)


class ListedRefused(StrEnum):
    """Why a row of a list of learners cannot be taken."""

    NO_LOGIN = "row-no-login"
    UNKNOWN_PERSON = "row-unknown-person"
    BEYOND_REACH = "row-beyond-reach"
    CLOSED_ACCOUNT = "row-closed-account"
    TWO_PEOPLE = "row-two-people"
    BAD_DAY = "row-bad-day"
    OTHER_COHORT = "row-other-cohort"


@dataclass(frozen=True, slots=True)
class ListSetting:
    """How a list is read: its columns, the cohort's name, and the zone in which its days end.

    `reason` is why those have more time who have it.
    """

    columns: Mapping[Field, int]
    cohort: str
    zone: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Listed:
    """What a row says, tidied, by field; and what is wrong with it as it stands."""

    told: Mapping[str, str]
    faults: tuple[Fault, ...] = ()


@dataclass(frozen=True, slots=True)
class CohortNow:
    """How a cohort stands: whether it takes anybody, whether its course is open, when it ends."""

    refused: CohortRefused | None
    is_open: bool
    ends_at: datetime | None
    now: datetime


@dataclass(frozen=True, slots=True)
class Standing:
    """Who is meant by a row, and how they stand to the cohort.

    `place` is their seat in the course, `until` the later deadline of that seat. `has_room` tells
    whether a seat would be theirs at once.
    """

    person: UUID
    is_seen: bool
    is_active: bool
    place: Place | None = None
    waits: bool = False
    until: datetime | None = None
    has_room: bool = True

    @property
    def is_here(self) -> bool:
        """Whether they have a seat in the cohort already."""
        place = self.place
        return place is not None and place.here and place.status is not Status.WITHDRAWN


@dataclass(frozen=True, slots=True)
class ListVerdict:
    """What becomes of a row."""

    fate: Fate
    changes: tuple[str, ...] = ()
    faults: tuple[Fault, ...] = ()


def read_listed(cells: Sequence[str], setting: ListSetting) -> Listed:
    """Return what a row says, and every fault that can be seen in the row alone."""
    said = {
        field: tidy(cells[place])
        for field, place in setting.columns.items()
        if 0 <= place < len(cells)
    }
    told: dict[str, str] = {Field.NAME.value: said.get(Field.NAME, "")}
    faults: list[Fault] = []
    for login in filter(None, (said.get(Field.EMAIL), said.get(Field.USERNAME))):
        field = Field.EMAIL if "@" in fold(login) else Field.USERNAME
        if told.setdefault(field.value, fold(login)) != fold(login):
            faults.append(Fault(field.value, ListedRefused.TWO_PEOPLE.value))
    if not {Field.EMAIL.value, Field.USERNAME.value} & told.keys():
        faults.append(Fault("", ListedRefused.NO_LOGIN.value))
    cohort, day = said.get(Field.COHORT, ""), said.get(Field.UNTIL, "")
    if cohort and bare(cohort) != bare(setting.cohort):
        faults.append(Fault(Field.COHORT.value, ListedRefused.OTHER_COHORT.value, cohort[:60]))
    until = read_day(day, setting.zone)
    if until:
        told[Field.UNTIL.value] = until.isoformat()
    elif day:
        faults.append(Fault(Field.UNTIL.value, ListedRefused.BAD_DAY.value, day[:60]))
    return Listed({name: value for name, value in told.items() if value}, tuple(faults))


def read_day(text: str, zone: str) -> datetime | None:
    """Return the moment that is written, or the last minute of the day that is.

    A day stands as `2027-01-31`, as `31/1/2027`, as spreadsheets count days, or in the years of the
    Buddhist era.
    """
    plain = normal(text, "NFKC").strip()
    if _SERIAL.fullmatch(plain):
        day = _EPOCH + timedelta(days=int(plain))
        return datetime.combine(day, _LAST_MINUTE, ZoneInfo(zone)).astimezone(UTC)
    found, turned = _YEAR_FIRST.fullmatch(plain), _DAY_FIRST.fullmatch(plain)
    if not found and not turned:
        return None
    year, month, day_ = found.groups()[:3] if found else reversed(turned.groups() if turned else ())
    hour, minute = found.groups()[3:] if found else (None, None)
    try:
        at = time(int(hour), int(minute)) if hour and minute else _LAST_MINUTE
        day = date(_common_era(int(year)), int(month), int(day_))
    except ValueError:
        return None
    return datetime.combine(day, at, ZoneInfo(zone)).astimezone(UTC)


def judge_listed(
    told: Mapping[str, str], who: Standing | None, cohort: CohortNow, *, reason: str
) -> ListVerdict:
    """Say what becomes of a well-formed row."""
    refused = _refused_person(who)
    if who is None or refused:
        return _refuse(Fault(_login_field(told), refused))
    until = _new_deadline(told, who)
    fault = _refused_place(who, cohort) or _refused_time(until, who, cohort, reason=reason)
    if fault:
        return _refuse(fault)
    changes = (Field.UNTIL.value,) if until else ()
    if who.is_here:
        return ListVerdict(Fate.CHANGED if changes else Fate.UNCHANGED, changes)
    if who.waits:
        return ListVerdict(Fate.UNCHANGED)
    return ListVerdict(Fate.NEW, changes) if who.has_room else ListVerdict(Fate.WAITING)


def _refused_place(who: Standing, cohort: CohortNow) -> Fault | None:
    if who.is_here:
        return None
    reason = cohort.refused or may_be_seated(who.place, is_open=cohort.is_open)
    return Fault("", reason.value) if reason else None


def _refused_time(
    until: datetime | None, who: Standing, cohort: CohortNow, *, reason: str
) -> Fault | None:
    if until is None:
        return None
    refused = extension_refused(until, reason, ends_at=cohort.ends_at, now=cohort.now)
    if who.place and who.place.status is Status.COMPLETED:
        refused = ExtensionRefused.NOT_LEARNING
    return Fault(Field.UNTIL.value, refused.value) if refused else None


def _refused_person(who: Standing | None) -> str:
    if who is None:
        return ListedRefused.UNKNOWN_PERSON.value
    if not who.is_seen:
        return ListedRefused.BEYOND_REACH.value
    return "" if who.is_active else ListedRefused.CLOSED_ACCOUNT.value


def _new_deadline(told: Mapping[str, str], who: Standing) -> datetime | None:
    """Return the later deadline that a row asks for, unless it is so already."""
    said = told.get(Field.UNTIL.value)
    until = datetime.fromisoformat(said) if said else None
    return None if until == who.until else until


def _login_field(told: Mapping[str, str]) -> str:
    return (Field.EMAIL if Field.EMAIL.value in told else Field.USERNAME).value


def _common_era(year: int) -> int:
    return year - _BUDDHIST if year > _BUDDHIST_FROM else year


def _refuse(fault: Fault) -> ListVerdict:
    return ListVerdict(Fate.REFUSED, faults=(fault,))
