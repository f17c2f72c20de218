"""Periods of time that figures are shown of, and compared: whole days, in UTC."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

LONGEST = 1100
"""Days that a period may have: three years, and what is left of a month."""
_BY_DAY, _BY_WEEK = 14, 112
_MONTHS = 12
_SPRING = 2


class Span(StrEnum):
    """Which period somebody looks at."""

    WEEK = "7"
    MONTH = "28"
    QUARTER = "90"
    YEAR = "year"
    OWN = "own"


class Against(StrEnum):
    """What a period is compared with."""

    BEFORE = "before"
    YEAR_BEFORE = "year-before"


class Grain(StrEnum):
    """What a period is parted into, to be drawn over time."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"


class PeriodRefused(StrEnum):
    """Why there are no figures of a period."""

    INCOMPLETE = "period-incomplete"
    BACKWARDS = "period-backwards"
    TOO_LONG = "period-too-long"


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """Days from the first to the last, both included."""

    first: date
    last: date

    @property
    def days(self) -> int:
        """How many days it has."""
        return (self.last - self.first).days + 1

    @property
    def end(self) -> date:
        """The day after it."""
        return self.last + timedelta(days=1)

    def before(self) -> "Period":
        """Return the days just before it, as many as it has."""
        return Period(self.first - timedelta(days=self.days), self.first - timedelta(days=1))

    def year_before(self) -> "Period":
        """Return the same days of the calendar, a year earlier."""
        return Period(_year_before(self.first), _year_before(self.last))

    def compared(self, against: Against) -> "Period":
        """Return the period it is compared with."""
        return self.year_before() if against is Against.YEAR_BEFORE else self.before()


@dataclass(frozen=True, slots=True, order=True)
class Quarter:
    """Three months of a year; `number` is 1 to 4."""

    year: int
    number: int

    def __str__(self) -> str:
        return f"{self.year}-q{self.number}"

    @property
    def period(self) -> Period:
        """Its days."""
        following = self.next()
        return Period(_opening(self), _opening(following) - timedelta(days=1))

    def next(self) -> "Quarter":
        """Return the quarter after it."""
        return Quarter(self.year + self.number // 4, self.number % 4 + 1)


def period_refused(first: date | None, last: date | None) -> PeriodRefused | None:
    """Tell what is wrong with a period that somebody chose by its days."""
    if first is None or last is None:
        return PeriodRefused.INCOMPLETE
    if last < first:
        return PeriodRefused.BACKWARDS
    # What it is compared with has to be in the calendar, too.
    too_long = (last - first).days >= LONGEST or first.toordinal() <= LONGEST
    return PeriodRefused.TOO_LONG if too_long or last >= date.max else None


def period_of(span: Span, today: date) -> Period:
    """Return the period that ends today; one of somebody's own has no days yet: it is today."""
    if span is Span.YEAR:
        return Period(today.replace(month=1, day=1), today)
    days = 1 if span is Span.OWN else int(span.value)
    return Period(today - timedelta(days=days - 1), today)


def grain_of(period: Period) -> Grain:
    """Return what a period is parted into: the longer, the coarser."""
    if period.days <= _BY_DAY:
        return Grain.DAY
    return Grain.WEEK if period.days <= _BY_WEEK else Grain.MONTH


def pieces(period: Period) -> Sequence[Period]:
    """Return a period in days, in weeks that end with it, or in months of the calendar."""
    grain = grain_of(period)
    if grain is Grain.MONTH:
        return _months(period)
    return _runs(period, 1 if grain is Grain.DAY else 7)


def is_whole_month(period: Period) -> bool:
    """Tell whether a period is a month of the calendar, from its first day to its last."""
    return period.first.day == 1 and period.end == _after_month(period.first)


def finished_quarters(first: date, today: date, *, most: int) -> Sequence[Quarter]:
    """Return the quarters that are over, newest first, back to the one `first` is in."""
    found: list[Quarter] = []
    quarter = Quarter(first.year, (first.month + 2) // 3)
    while quarter.period.last < today:
        found.append(quarter)
        quarter = quarter.next()
    return found[::-1][:most]


def _runs(period: Period, days: int) -> list[Period]:
    """Part a period into runs of so many days; the first may be shorter."""
    lasts = range(period.last.toordinal(), period.first.toordinal() - 1, -days)
    runs = [
        Period(max(period.first, date.fromordinal(last - days + 1)), date.fromordinal(last))
        for last in lasts
    ]
    return runs[::-1]


def _months(period: Period) -> list[Period]:
    found: list[Period] = []
    first = period.first
    while first <= period.last:
        last = _after_month(first) - timedelta(days=1)
        found.append(Period(first, min(last, period.last)))
        first = _after_month(first)
    return found


def _after_month(day: date) -> date:
    return date(day.year + day.month // _MONTHS, day.month % _MONTHS + 1, 1)


def _opening(quarter: Quarter) -> date:
    return date(quarter.year, quarter.number * 3 - 2, 1)


def _year_before(day: date) -> date:
    is_leap_day = day.month == _SPRING and day.day > 28  # noqa: PLR2004 - as every February has
    return day.replace(year=day.year - 1, day=28 if is_leap_day else day.day)
