"""Lasting jobs over files of people: looking at one, judging its rows, taking them in."""

from collections import Counter
from collections.abc import Sequence
from uuid import UUID

from sqlalchemy.orm import Session

from academy.accounts import queries
from academy.accounts.policy import Scope
from academy.accounts.service import By
from academy.accounts.service.importing import PeopleJudge, record_begun, record_import, setting_of
from academy.accounts.service.taking_in import Taking, take_in
from academy.db.transaction import current_session
from academy.jobs.importing import check, look_at, take
from academy.jobs.lasting import Running, lasting_job
from academy.kernel.clock import now as clock
from academy.kernel.column_words import Field
from academy.kernel.fates import Outcome

lasting_job("people-file")(look_at)


@lasting_job("people-check")
def check_people(running: Running) -> None:
    """Say of each row what would become of it."""
    scope = queries.reach_of(current_session(), running.owner_id)
    check(running, judge_of(current_session(), running, scope).judge)


@lasting_job("people-take")
def take_people(running: Running) -> None:
    """Take in what was shown: the good rows, or all of them or none."""
    take(running, PeopleTaker(running))


class PeopleTaker:
    """Takes rows in on behalf of whoever asked for the job, as far as they reach by now."""

    def __init__(self, running: Running) -> None:
        self._running = running
        self._language = str(running.payload["language"])
        self._is_begun = running.done > 0

    def again(self, rows: Sequence[Outcome]) -> list[tuple[Outcome, Outcome]]:
        """Return each of these rows with what would become of it now, as far as they reach now."""
        session = current_session()
        reach = queries.reach_of(session, self._running.owner_id)
        return judge_of(session, self._running, reach).again(rows)

    def take(self, session: Session, rows: Sequence[Outcome]) -> None:
        """Write these rows, and before the first of them that it is begun."""
        if not self._is_begun:
            record_begun(session, by=self._by(), job=str(self._running.id))
            self._is_begun = True
        letters = bool(self._running.payload["letters"])
        take_in(session, rows, Taking(self._by(), self._language, with_letters=letters))

    def record(self, session: Session, counts: Counter[str]) -> None:
        """Write into the trail what came of it."""
        home = self._running.payload["home"]
        record_import(
            session,
            counts,
            by=self._by(),
            home=UUID(home) if home else None,
            job=str(self._running.id),
        )

    def _by(self) -> By:
        return By(self._running.owner_id, clock())


def judge_of(session: Session, running: Running, scope: Scope) -> PeopleJudge:
    """Return who judges the rows of a job's file."""
    payload = running.payload
    setting = setting_of(
        session,
        {Field(name): int(place) for name, place in payload["columns"].items()},
        scope=scope,
        home=UUID(payload["home"]) if payload["home"] else None,
        staff_allowed=bool(payload["staff"]),
    )
    return PeopleJudge(session, setting, scope)
