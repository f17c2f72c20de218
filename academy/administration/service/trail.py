"""The audit trail as a file. Nothing here commits."""

import csv
import io
import re
from collections.abc import Generator
from dataclasses import asdict, replace
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy.orm import Session

from academy.accounts.policy import Scope
from academy.administration.queries import trail
from academy.administration.queries.trail import Sought
from academy.db import audit


class Format(StrEnum):
    """In what form the trail leaves."""

    CSV = "csv"
    JSONL = "jsonl"

    @property
    def kind(self) -> str:
        """The media type of the file."""
        return _KINDS[self]


_SUBJECT = re.compile(r"trail|facts|[a-z-]{1,30}:[A-Za-z0-9-]{1,64}")
_KINDS = {Format.CSV: "text/csv; charset=utf-8", Format.JSONL: "application/jsonl"}


def note_export(
    session: Session, *, actor_id: UUID | None, sought: Sought, format_: Format, now: datetime
) -> None:
    """Write down who takes which part of the trail away, before any of it leaves.

    What was typed and is no subject may be somebody's name, which the trail never holds.
    """
    if sought.subject and not _SUBJECT.fullmatch(sought.subject):
        sought = replace(sought, subject="unknown")
    chosen = {f"of_{key}": str(value) for key, value in asdict(sought).items() if value is not None}
    audit.record(
        session,
        actor_id=actor_id,
        action="trail.exported",
        subject="trail",
        now=now,
        format=format_.value,
        **chosen,
    )


def export(session: Session, *, scope: Scope, sought: Sought, format_: Format) -> Generator[bytes]:
    """Yield the part of the trail that is asked for; texts in CSV are made harmless."""
    if format_ is Format.JSONL:
        yield from trail.as_lines(session, scope, sought)
        return
    yield _header()
    yield from trail.as_csv(session, scope, sought)


def _header() -> bytes:
    line = io.StringIO(newline="")
    csv.writer(line).writerow(trail.COLUMNS)
    return line.getvalue().encode()
