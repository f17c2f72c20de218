"""A run: one report, made as one file while nobody waits. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from academy.reporting.rules.completions import Format, Report
from academy.reporting.rules.saved import from_json, to_json

RUN = "report"
"""The kind of lasting job that a run is."""


class RunFailed(StrEnum):
    """Why a run made no file, for good."""

    NO_REACH = "no-reach"
    NOT_OVER = "day-not-over"


@dataclass(frozen=True, slots=True)
class Run:
    """What a run is to make: a report in a format, its words in a language (BCP 47).

    `mark` puts a byte order mark before CSV; `saved` is the saved report that it comes from.
    """

    report: Report
    format: Format
    language: str
    mark: bool = False
    saved: UUID | None = None


def run_to_json(run: Run) -> dict[str, Any]:
    """Return a run as a job's payload."""
    return {
        "report": to_json(run.report),
        "as_of": run.report.as_of.isoformat() if run.report.as_of else None,
        "format": run.format.value,
        "language": run.language,
        "mark": run.mark,
        "saved": str(run.saved) if run.saved else None,
    }


def run_from_json(payload: Mapping[str, Any]) -> Run:
    """Return the run of a job's payload."""
    as_of, saved = payload["as_of"], payload["saved"]
    report = from_json(payload["report"])
    return Run(
        replace(report, as_of=date.fromisoformat(as_of) if as_of else None),
        Format(payload["format"]),
        payload["language"],
        payload["mark"],
        UUID(saved) if saved else None,
    )


def file_name(run: Run, asked_at: datetime) -> str:
    """Return what the file of a run is called: after the day that it tells of."""
    day = run.report.as_of or asked_at.astimezone(UTC).date()
    return f"completions-{day.isoformat()}.{run.format.value}"
