"""What all commands share that take files of people: how one is read, judged, taken and told of."""

from collections.abc import Generator, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

import click

from academy.files.outcomes import FileRead, Row, outcomes
from academy.files.store import current_store
from academy.files.tables import TableRefused
from academy.jobs.importing import (
    ChangedMeanwhile,
    LeftOut,
    Plan,
    Taker,
    judge_rows,
    take_at_once,
)
from academy.kernel.column_words import Field
from academy.kernel.columns import guess_columns
from academy.kernel.fates import LEFT_OUT, Outcome
from academy.web.import_words import FIELDS, file_text, outcome_text
from academy.web.importing import Wanted


@dataclass(frozen=True, slots=True)
class Ways:
    """How the rows of a file are to be taken, if they are."""

    all_or_nothing: bool
    dry_run: bool
    with_perhaps: bool = False


class Judging(Taker, Protocol):
    """Judges rows, and takes them."""

    def judge(self, rows: Sequence[Row]) -> list[Outcome]:
        """Say of each row what would become of it."""
        ...


@contextmanager
def refusing(nothing: str) -> Generator[None]:
    """Say what is wrong with a file, or that something changed while it was taken.

    `nothing` says in words that nothing came of it.
    """
    try:
        yield
    except TableRefused as refused:
        raise click.ClickException(file_text(refused.fault.value, refused.line)) from None
    except LeftOut:
        message = f"{nothing}: mend the rows first."
        raise click.ClickException(message) from None
    except ChangedMeanwhile as changed:
        message = f"{nothing}: what row {changed.row} is about changed meanwhile."
        raise click.ClickException(message) from None


def columns_of(read: FileRead, wanted: Wanted) -> dict[Field, int]:
    """Return what the columns of a file seem to be, and say it."""
    columns = guess_columns(read.header, read.sample, tests=wanted.tests, wanted=wanted.fields)
    for field, place in columns.items():
        click.echo(f"column {place + 1}: {FIELDS[field]}")
    return columns


def judge_and_take(
    rows: Iterator[Row], judging: Judging, refusals: Mapping[StrEnum, str], *, ways: Ways
) -> None:
    """Say what would become of the rows, and do it unless it was only to be said.

    Raise `TableRefused` where they cannot be read to their end, `LeftOut` or `ChangedMeanwhile`.
    """
    store = current_store()
    file, counts = judge_rows(store, rows, judging.judge, tell=_quietly)
    for fate, number in sorted(counts.items()):
        click.echo(f"{fate}\t{number}")
    for one in outcomes(store, file, among=LEFT_OUT):
        click.echo(f"row {one.row}\t{one.fate.value}\t{outcome_text(one, refusals)}")
    if not ways.dry_run:
        plan = Plan(store, file, counts.total(), ways.with_perhaps)
        take_at_once(plan, judging, counts, all_or_nothing=ways.all_or_nothing)
    store.remove(file)


def _quietly(_done: int) -> None:
    """Hear how far it is, and say nothing."""
