"""`flask reports list` and `flask reports run`: saved reports, for scripts."""

from dataclasses import replace
from datetime import datetime
from pathlib import Path

import click

from academy.accounts import queries as people
from academy.db.transaction import atomic, current_session
from academy.kernel.clock import now
from academy.kernel.languages import DEFAULT, LANGUAGES
from academy.reporting import queries, service
from academy.reporting.cli.group import not_over, reports, several, unknown
from academy.reporting.cli.making import write
from academy.reporting.queries import Saved
from academy.reporting.rules import Format, is_over
from academy.reporting.rules.runs import Run


@reports.command("list")
def list_reports() -> None:
    """List the saved reports: key, name, owner, and with which organisation each is shared."""
    for saved in queries.all_saved(current_session()):
        click.echo(
            "\t".join((str(saved.id), saved.named.name, saved.owner, saved.organisation or ""))
        )


@reports.command("run")
@click.argument("report")
@click.option("--out", required=True, type=click.Path(path_type=Path), help="Where to write.")
@click.option("--manifest", type=click.Path(path_type=Path), help="Where to write its manifest.")
@click.option(
    "--format",
    "format_",
    type=click.Choice([format_.value for format_ in Format]),
    default=Format.CSV.value,
)
@click.option(
    "--as-of", type=click.DateTime(["%Y-%m-%d"]), help="As it stood at the end of this day, UTC."
)
@click.option(
    "--words",
    type=click.Choice([language.tag for language in LANGUAGES]),
    default=DEFAULT.tag,
    help="The language of PDF and manifest.",
)
def run_report(
    *,
    report: str,
    out: Path,
    manifest: Path | None,
    format_: str,
    as_of: datetime | None,
    words: str,
) -> None:
    """Write a saved report, by its name or key, within the reach that its owner has now."""
    day = as_of.date() if as_of else None
    if day is not None and not is_over(day, now()):
        raise not_over(option="--as-of")
    saved = _named(report)
    asked = replace(saved.named.report, as_of=day)
    scope = people.reach_of(current_session(), saved.owner_id)
    if scope.is_nothing:
        message = "its owner does not administer anything any more"
        raise click.ClickException(message)
    run = Run(asked, Format(format_), words, saved=saved.id)
    with atomic() as session:
        service.note_export(
            session, actor_id=None, scope=scope, report=asked, format_=run.format, now=now()
        )
    with out.open("wb") as file:
        write(run, file, manifest, scope=scope)


def _named(report: str) -> Saved:
    known = queries.all_saved(current_session())
    found = [saved for saved in known if report in {saved.named.name, str(saved.id)}]
    if not found:
        raise unknown(report, option="REPORT")
    if len(found) > 1:
        raise several(report, [saved.id for saved in found], option="REPORT")
    return found[0]
