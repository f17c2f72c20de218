"""The manifest of a report: what a file holds, and how to tell that it is still that file. Pure."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

from academy.reporting.rules.columns import column
from academy.reporting.rules.completions import Format
from academy.reporting.rules.runs import Run
from academy.reporting.rules.saved import chosen

_VERSION = 1


@dataclass(frozen=True, slots=True)
class Contents:
    """What came of a run: how many rows of each status were told, and the file itself."""

    statuses: Mapping[str, int]
    size: int
    digest: str

    @property
    def rows(self) -> int:
        """How many rows the report has."""
        return sum(self.statuses.values())


def asked_for(run: Run, statuses: Mapping[str, int], words: Mapping[str, str]) -> dict[str, Any]:
    """Return what a report was asked for and what it came to: that part which any file of it has.

    `words` are the definitions of columns, in the language of the run.
    """
    report = run.report
    names = report.columns if run.format.has_rows else ()
    return {
        "report": "completions",
        "version": _VERSION,
        "filters": chosen(report.filters),
        "as_of": report.as_of.isoformat() if report.as_of else None,
        "language": run.language,
        "columns": [
            {"name": name, "type": column(name).kind.value, "definition": str(words[name])}
            for name in names
        ],
        "rows": sum(statuses.values()),
        "statuses": dict(statuses),
    }


def manifest(
    run: Run,
    contents: Contents,
    words: Mapping[str, str],
    *,
    schema: str,
    made_at: datetime,
) -> dict[str, Any]:
    """Return the manifest of a file, as JSON can hold it; `schema` is the database's revision."""
    return {
        **asked_for(run, contents.statuses, words),
        "format": run.format.value,
        "byte_order_mark": run.mark and run.format is Format.CSV,
        "bytes": contents.size,
        "sha256": contents.digest,
        "schema": schema,
        "made_at": made_at.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z"),
    }


def digest_of(told: Mapping[str, Any]) -> str:
    """Return the digest of a part of a manifest, whatever order it was written in."""
    text = json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return sha256(text.encode()).hexdigest()
