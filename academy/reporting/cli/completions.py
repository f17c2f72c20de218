"""`flask reports completions`: the completion report, for scripts."""

from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import click

from academy.db.transaction import atomic, current_session
from academy.enrolment.rules import Status
from academy.files.output import opened
from academy.kernel.clock import now
from academy.kernel.countries import COUNTRIES
from academy.kernel.languages import DEFAULT, LANGUAGES
from academy.reporting import queries, service
from academy.reporting.cli.group import not_over, reports, several, unknown
from academy.reporting.cli.making import write
from academy.reporting.policy import EVERYTHING
from academy.reporting.rules import CHOICE, COLUMNS, MOST_PERCENT, Filters, Format, Report, is_over
from academy.reporting.rules.runs import Run

_DAY = click.DateTime(["%Y-%m-%d"])
_FORMATS = click.Choice([format_.value for format_ in Format])
_STATUSES = click.Choice([status.value for status in Status])
_LANGUAGES = click.Choice([language.tag for language in LANGUAGES])
_PERCENT = click.IntRange(0, MOST_PERCENT)


@reports.command("completions")
@click.option("--format", "format_", type=_FORMATS, default=Format.CSV.value)
@click.option("--out", required=True, help="Where to write; - means standard output.")
@click.option("--manifest", type=click.Path(path_type=Path), help="Where to write its manifest.")
@click.option("--course", help="Only this course, by its id.")
@click.option("--cohort", help="Only this cohort, by name or key.")
@click.option("--country", type=click.Choice(COUNTRIES), help="Only learners of this country.")
@click.option("--organisation", help="Only this organisation, by name or key.")
@click.option(
    "--below/--only-this", default=True, help="With the organisations below it, or without."
)
@click.option("--language", type=_LANGUAGES, help="Only seats taken in it.")
@click.option("--status", type=_STATUSES, help="Only seats that stand so.")
@click.option("--from", "enrolled_from", type=_DAY, help="Enrolled on this day or later, UTC.")
@click.option("--to", "enrolled_to", type=_DAY, help="Enrolled on this day or earlier, UTC.")
@click.option("--completed-from", type=_DAY, help="Completed on this day or later, UTC.")
@click.option("--completed-to", type=_DAY, help="Completed on this day or earlier, UTC.")
@click.option("--score-from", type=_PERCENT, help="With this score or a better one, in percent.")
@click.option("--score-to", type=_PERCENT, help="With this score or a worse one, in percent.")
@click.option("--as-of", type=_DAY, help="As it stood at the end of this day, UTC.")
@click.option("--columns", help="These columns, in this order, parted by commas.")
@click.option(
    "--words", type=_LANGUAGES, default=DEFAULT.tag, help="The language of PDF and manifest."
)
@click.option("--bom", is_flag=True, help="Put a byte order mark before CSV, for old spreadsheets.")
def completions(
    *, format_: str, out: str, manifest: Path | None, words: str, bom: bool, **asked: Any
) -> None:
    """Write the completion report: one row for each enrolment, oldest first."""
    run = Run(_report(asked), Format(format_), words, bom)
    with atomic() as session:
        service.note_export(
            session,
            actor_id=None,
            scope=EVERYTHING,
            report=run.report,
            format_=run.format,
            now=now(),
        )
    with opened(out) as file:
        write(run, file, manifest)


def _report(asked: dict[str, Any]) -> Report:
    plain = {key: _day(value) for key, value in asked.items()}
    as_of, columns = plain.pop("as_of"), plain.pop("columns")
    if as_of is not None and not is_over(as_of, now()):
        raise not_over(option="--as-of")
    course, organisation = plain["course"], plain["organisation"]
    if course is not None and course not in queries.courses(current_session()):
        raise unknown(course, option="--course")
    plain["cohort"] = _cohort(plain["cohort"], course)
    plain["organisation"] = _organisation(organisation)
    return Report(Filters(**plain), _columns(columns), as_of)


def _day(value: Any) -> Any:
    return value.date() if isinstance(value, datetime) else value


def _columns(told: str | None) -> tuple[str, ...]:
    if told is None:
        return COLUMNS
    names = tuple(dict.fromkeys(name.strip() for name in told.split(",")))
    for name in names:
        if name not in CHOICE:
            raise unknown(name, option="--columns")
    return names


def _cohort(name: str | None, course: str | None) -> UUID | None:
    if name is None:
        return None
    found = queries.cohorts_named(current_session(), name, course=course)
    if not found:
        raise unknown(name, option="--cohort")
    if len(found) > 1:
        raise several(name, found, option="--cohort")
    return found[0]


def _organisation(name: str | None) -> UUID | None:
    if name is None:
        return None
    found = queries.organisation_named(current_session(), name)
    if found is None:
        raise unknown(name, option="--organisation")
    return found
