"""`flask cohorts enrol`: learners from a file."""

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import click
from sqlalchemy.orm import Session

from academy.accounts.policy import EVERYTHING
from academy.accounts.service.lexicon import people_tests
from academy.db.transaction import current_session
from academy.enrolment.cli.shared import cohort_of, cohorts, giving, told_refusals, which
from academy.enrolment.messages import REFUSALS
from academy.enrolment.queries import Group
from academy.enrolment.rules.enrolling import LIST_FIELDS, ListSetting
from academy.enrolment.service.enrolling import ListJudge, record_list, take_listed
from academy.files.outcomes import FileRead, Row, read_file
from academy.files.tables import ENCODINGS
from academy.kernel.clock import now as clock
from academy.kernel.column_words import Field
from academy.kernel.fates import Outcome
from academy.web.import_command import Ways, columns_of, judge_and_take, refusing
from academy.web.importing import Wanted

_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@cohorts.command("enrol")
@which
@click.argument("file", type=_FILE)
@click.option("--encoding", type=click.Choice(ENCODINGS), help="Found out if it is not given.")
@click.option("--zone", default="UTC", show_default=True, help="Where the days of the file end.")
@click.option("--reason", default="", help="Why some have more time, if a column says so.")
@click.option("--all-or-nothing", is_flag=True, help="Enrol nobody if a row would be left out.")
@click.option("--dry-run", is_flag=True, help="Only say what the file would do.")
def enrol_list(cohort: str, file: Path, *, encoding: str | None, **ways: str | bool) -> None:
    """Enrol the learners of FILE, CSV or XLSX, and say why others are left out."""
    found = cohort_of(current_session(), cohort)
    with refusing("Nobody was enrolled"), told_refusals():
        read = read_file(file.read_bytes(), encoding)
        judge_and_take(
            read.rows,
            _Taker(found, read, ways),
            REFUSALS,
            ways=Ways(bool(ways["all_or_nothing"]), bool(ways["dry_run"])),
        )


class _Taker:
    """Gives seats on behalf of whoever has the machine in their hands."""

    def __init__(self, cohort: Group, read: FileRead, ways: dict[str, str | bool]) -> None:
        self._cohort, self._reason = cohort, str(ways["reason"])
        tests = {Field.EMAIL: people_tests()[Field.EMAIL]}
        columns = columns_of(read, Wanted(LIST_FIELDS, tests))
        setting = ListSetting(columns, cohort.name, str(ways["zone"]), self._reason)
        self._judge = ListJudge(current_session(), cohort, setting, scope=EVERYTHING, now=clock())

    def judge(self, rows: Sequence[Row]) -> list[Outcome]:
        return self._judge.judge(rows)

    def again(self, rows: Sequence[Outcome]) -> list[tuple[Outcome, Outcome]]:
        return self._judge.again(rows)

    def take(self, session: Session, rows: Sequence[Outcome]) -> None:
        take_listed(session, self._cohort, rows, giving=giving(), reason=self._reason)

    def record(self, session: Session, counts: Counter[str]) -> None:
        record_list(session, self._cohort, counts, giving=giving())
