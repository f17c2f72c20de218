"""`flask reports`."""

import sys
from collections.abc import Generator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any, BinaryIO
from uuid import UUID

import click
from flask.cli import AppGroup

from academy.db.transaction import atomic, current_session
from academy.enrolment.rules import Status
from academy.kernel.clock import now
from academy.kernel.countries import COUNTRIES
from academy.kernel.languages import LANGUAGES
from academy.reporting import queries, service
from academy.reporting.policy import EVERYTHING
from academy.reporting.rules import Filters, Format

reports = AppGroup("reports", help="Reports about learning.")

_DAY = click.DateTime(["%Y-%m-%d"])
_FORMATS = click.Choice([format_.value for format_ in Format])
_STATUSES = click.Choice([status.value for status in Status])
_LANGUAGES = click.Choice([language.tag for language in LANGUAGES])


@reports.command("completions")
@click.option(
    "--format",
    "format_",
    type=click.Choice([format_.value for format_ in Format]),
    default=Format.CSV.value,
)
@click.option("--out", required=True, help="Where to write; - means standard output.")
@click.option("--course", help="Only this course, by its id.")
@click.option("--country", type=click.Choice(COUNTRIES), help="Only learners of this country.")
@click.option("--organisation", help="Only this organisation, by name or key.")
@click.option("--language", type=_LANGUAGES, help="Only seats taken in it.")
@click.option("--status", type=_STATUSES, help="Only seats that stand so.")
@click.option("--from", "enrolled_from", type=_DAY, help="Enrolled on this day or later, UTC.")
@click.option("--to", "enrolled_to", type=_DAY, help="Enrolled on this day or earlier, UTC.")
@click.option("--completed-from", type=_DAY, help="Completed on this day or later, UTC.")
@click.option("--completed-to", type=_DAY, help="Completed on this day or earlier, UTC.")
@click.option("--bom", is_flag=True, help="Put a byte order mark before CSV, for old spreadsheets.")
def completions(*, format_: str, out: str, bom: bool, **asked: Any) -> None:
    """Write the completion report: one row for each enrolment, oldest first."""
    filters, kind = _filters(asked), Format(format_)
    with atomic() as session:
        service.note_export(
            session, actor_id=None, scope=EVERYTHING, filters=filters, format_=kind, now=now()
        )
    blocks = service.export(
        current_session(), scope=EVERYTHING, filters=filters, format_=kind, mark=bom
    )
    with _opened(out) as file:
        for block in blocks:
            file.write(block)


def _filters(asked: dict[str, Any]) -> Filters:
    asked["organisation"] = _organisation(asked["organisation"])
    if asked["course"] is not None and asked["course"] not in queries.courses(current_session()):
        raise _unknown(asked["course"], option="--course")
    plain = {key: _day(value) for key, value in asked.items()}
    return Filters(**plain)


def _day(value: Any) -> Any:
    return value.date() if isinstance(value, datetime) else value


def _organisation(name: str | None) -> UUID | None:
    if name is None:
        return None
    found = queries.organisation_named(current_session(), name)
    if found is None:
        raise _unknown(name, option="--organisation")
    return found


def _unknown(name: str, *, option: str) -> click.BadParameter:
    return click.BadParameter(f"there is no {name}", param_hint=option)


@contextmanager
def _opened(out: str) -> Generator[BinaryIO]:
    if out == "-":
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
    else:
        with Path(out).open("wb") as file:
            yield file
