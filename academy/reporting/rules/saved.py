"""Reports under a name: what is kept of one, and when it is made again by itself. Pure.

A saved report is what it asks for, never what it holds: whoever opens it reads what is within
their own reach.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from hashlib import sha256
from typing import Any, get_args
from uuid import UUID

from academy.reporting.rules.columns import known_columns
from academy.reporting.rules.completions import Filters, Report

LONGEST_NAME = 120
MOST_SAVED = 200
"""How many reports one person may keep."""
HOUR = time(1, tzinfo=UTC)
"""When scheduled reports are made: the day before is over in UTC, and Asia's morning begins."""
_WEEK = timedelta(days=7)
_BEYOND_A_MONTH = timedelta(days=31)


class SavedRefused(StrEnum):
    """Why a report could not be saved, changed or scheduled."""

    CHANGED = "saved-report-changed"
    NAME_TAKEN = "saved-report-name-taken"
    TOO_MANY = "too-many-saved-reports"
    NO_ADDRESS = "no-address-for-letters"


class Every(StrEnum):
    """How often a report is made by itself."""

    WEEK = "week"
    MONTH = "month"


@dataclass(frozen=True, slots=True)
class Named:
    """A report as somebody saves it: always as things stand when it is opened.

    `shared_with` is an organisation, or nobody.
    """

    name: str
    report: Report
    shared_with: UUID | None = None

    @property
    def version(self) -> str:
        """A short text that is another one where anything of this is."""
        told = [self.name, to_json(self.report), str(self.shared_with)]
        return sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()[:16]


def to_json(report: Report) -> dict[str, Any]:
    """Return what a report asks for as it is stored; what does not matter is left out."""
    return {"filters": chosen(report.filters), "columns": list(report.columns)}


def from_json(kept: Mapping[str, Any]) -> Report:
    """Return what a stored report asks for. Columns that there are no more are left out."""
    told: Mapping[str, Any] = kept["filters"]
    known = {field.name: get_args(field.type) for field in fields(Filters)}
    filters = {name: _read(value, known[name]) for name, value in told.items() if name in known}
    return Report(Filters(**filters), known_columns(kept["columns"]))


def chosen(filters: Filters) -> dict[str, str | int]:
    """Return the filters that matter, by name, as JSON can hold them."""
    told = {field.name: getattr(filters, field.name) for field in fields(filters)}
    usual = {field.name: field.default for field in fields(filters)}
    return {name: _write(value) for name, value in told.items() if value != usual[name]}


def last_due(every: Every, now: datetime) -> datetime:
    """Return when a report of that rhythm was due last: at `now` or before."""
    day = (now.astimezone(UTC) - timedelta(hours=HOUR.hour)).date()
    back = day.weekday() if every is Every.WEEK else day.day - 1
    return datetime.combine(day - timedelta(days=back), HOUR)


def next_due(every: Every, now: datetime) -> datetime:
    """Return when it is due next: after `now`, however many times were missed."""
    last = last_due(every, now)
    if every is Every.WEEK:
        return last + _WEEK
    return (last + _BEYOND_A_MONTH).replace(day=1)


def day_told(due: datetime) -> date:
    """Return the day that a report due at that moment tells of: the one before."""
    return due.astimezone(UTC).date() - timedelta(days=1)


def _write(value: Any) -> str | int:
    return value if isinstance(value, int) else str(value)


def _read(value: Any, kinds: tuple[Any, ...]) -> Any:
    if UUID in kinds:
        return UUID(value)
    return date.fromisoformat(value) if date in kinds else value
