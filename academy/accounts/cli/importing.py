"""`flask users import`: people from a file."""

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from uuid import UUID

import click
from sqlalchemy.orm import Session

from academy.accounts import queries
from academy.accounts.cli.users import users
from academy.accounts.messages import REFUSALS
from academy.accounts.policy import EVERYTHING
from academy.accounts.rules.importing import PEOPLE_FIELDS
from academy.accounts.service import By
from academy.accounts.service.importing import PeopleJudge, record_import, setting_of
from academy.accounts.service.lexicon import people_tests
from academy.accounts.service.taking_in import Taking, take_in
from academy.db.transaction import current_session
from academy.files.outcomes import FileRead, Row, read_file
from academy.files.tables import ENCODINGS
from academy.kernel.clock import now as clock
from academy.kernel.fates import Outcome
from academy.kernel.languages import DEFAULT, LANGUAGES
from academy.web.import_command import Ways, columns_of, judge_and_take, refusing
from academy.web.importing import Wanted

_LANGUAGE = click.Choice([language.tag for language in LANGUAGES])
_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@users.command("import")
@click.argument("file", type=_FILE)
@click.option("--organisation", default=queries.ACADEMY, show_default=True)
@click.option("--language", type=_LANGUAGE, default=DEFAULT.tag, help="Of rows that name none.")
@click.option("--encoding", type=click.Choice(ENCODINGS), help="Found out if it is not given.")
@click.option("--staff", is_flag=True, help="Allow roles above learner.")
@click.option("--letters", is_flag=True, help="Write to new people how to sign in.")
@click.option("--perhaps", is_flag=True, help="Also add people who are perhaps here already.")
@click.option("--all-or-nothing", is_flag=True, help="Take nothing if a row would be left out.")
@click.option("--dry-run", is_flag=True, help="Only say what the file would do.")
def import_people(file: Path, *, encoding: str | None, dry_run: bool, **ways: str | bool) -> None:
    """Take people in from FILE, CSV or XLSX, and say what is wrong with rows that are left out."""
    with refusing("Nothing was taken"):
        read = read_file(file.read_bytes(), encoding)
        judge_and_take(
            read.rows,
            _Taker(read, ways),
            REFUSALS,
            ways=Ways(bool(ways["all_or_nothing"]), dry_run, bool(ways["perhaps"])),
        )


class _Taker:
    """Takes rows in on behalf of whoever has the machine in their hands."""

    def __init__(self, read: FileRead, ways: dict[str, str | bool]) -> None:
        session = current_session()
        self._ways = ways
        self._home = queries.find_organisation(session, str(ways["organisation"]))
        if self._home is None:
            message = f"No organisation is called {ways['organisation']}."
            raise click.ClickException(message)
        columns = columns_of(read, Wanted(PEOPLE_FIELDS, people_tests()))
        staff = bool(ways["staff"])
        setting = setting_of(
            session, columns, scope=EVERYTHING, home=self._home, staff_allowed=staff
        )
        self._judge = PeopleJudge(session, setting, EVERYTHING)

    def judge(self, rows: Sequence[Row]) -> list[Outcome]:
        return self._judge.judge(rows)

    def again(self, rows: Sequence[Outcome]) -> list[tuple[Outcome, Outcome]]:
        return self._judge.again(rows)

    def take(self, session: Session, rows: Sequence[Outcome]) -> None:
        language, letters = str(self._ways["language"]), bool(self._ways["letters"])
        take_in(session, rows, Taking(By(None, clock()), language, with_letters=letters))

    def record(self, session: Session, counts: Counter[str]) -> None:
        home: UUID | None = self._home
        record_import(session, counts, by=By(None, clock()), home=home, job="command")
