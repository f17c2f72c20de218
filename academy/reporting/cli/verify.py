"""`flask reports verify`: tells whether a file is still the one of its manifest."""

import json
from pathlib import Path
from typing import Any

import click

from academy.reporting import service
from academy.reporting.cli.group import reports

_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@reports.command("verify")
@click.argument("file", type=_FILE)
@click.option("--manifest", required=True, type=_FILE, help="The manifest that came with it.")
def verify(*, file: Path, manifest: Path) -> None:
    """Check a file's digest and number of rows against its manifest; fail where they differ."""
    try:
        told = json.loads(manifest.read_text(encoding="utf-8"))
        verdict = service.verified(file, told)
    except (ValueError, KeyError, TypeError):
        message = "this is not a manifest of a report"
        raise click.ClickException(message) from None
    problem = _problem(verdict, told)
    if problem:
        raise click.ClickException(problem)
    rows = "" if verdict.rows is None else f", {verdict.rows} rows"
    click.echo(f"The file is as it was made{rows}. SHA-256: {verdict.digest}")


def _problem(verdict: service.Verdict, told: dict[str, Any]) -> str | None:
    if not verdict.is_same:
        return f"the file was changed: its SHA-256 is {verdict.digest}"
    if not verdict.has_all_rows:
        return f"the file has {verdict.rows} rows, not {told['rows']}"
    return None
