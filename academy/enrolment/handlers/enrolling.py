"""Lasting jobs over lists of learners: looking at one, judging its rows, giving the seats."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy.orm import Session

from academy.accounts import queries as people
from academy.accounts.policy import NOTHING, Scope
from academy.db.transaction import atomic, current_session
from academy.enrolment import queries
from academy.enrolment.policy import Act, may
from academy.enrolment.queries import Group
from academy.enrolment.rules.enrolling import ListSetting
from academy.enrolment.service import Giving
from academy.enrolment.service.enrolling import ListJudge, record_list, take_listed
from academy.jobs.importing import check, look_at, take
from academy.jobs.lasting import Running, lasting_job
from academy.kernel.clock import now as clock
from academy.kernel.column_words import Field
from academy.kernel.fates import Outcome

lasting_job("list-file")(look_at)


@dataclass(frozen=True, slots=True)
class Desk:
    """The cohort that a job is about, and how far whoever asked for it reaches by now."""

    cohort: Group
    scope: Scope


@lasting_job("list-check")
def check_list(running: Running) -> None:
    """Say of each row what would become of it."""
    desk = desk_of(running)
    if desk is None:
        fail(running)
        return
    check(running, judge_of(running, desk).judge)


@lasting_job("list-take")
def take_list(running: Running) -> None:
    """Give the seats that were shown: to the good rows, or to all of them or none."""
    desk = desk_of(running)
    if desk is None:
        fail(running)
        return
    take(running, ListTaker(running, desk))


class ListTaker:
    """Gives seats on behalf of whoever asked for the job."""

    def __init__(self, running: Running, desk: Desk) -> None:
        self._running, self._desk = running, desk

    def again(self, rows: Sequence[Outcome]) -> list[tuple[Outcome, Outcome]]:
        """Return each of these rows with what would become of it now, as far as they reach now."""
        desk = desk_of(self._running) or Desk(self._desk.cohort, NOTHING)
        return judge_of(self._running, desk).again(rows)

    def take(self, session: Session, rows: Sequence[Outcome]) -> None:
        """Give these seats."""
        reason = str(self._running.payload["reason"])
        take_listed(session, self._desk.cohort, rows, giving=self._giving(), reason=reason)

    def record(self, session: Session, counts: Counter[str]) -> None:
        """Write into the trail what came of it."""
        record_list(session, self._desk.cohort, counts, giving=self._giving())

    def _giving(self) -> Giving:
        return Giving(self._running.owner_id, clock(), str(self._running.payload["language"]))


def desk_of(running: Running) -> Desk | None:
    """Return the cohort of a job; none where it is gone, or not the asker's to fill any more."""
    session = current_session()
    cohort = queries.find_cohort(session, UUID(running.payload["cohort"]))
    actor = people.actor_now(session, running.owner_id) if running.owner_id else None
    if cohort is None or actor is None:
        return None
    if not may(Act.PLACE, queries.standing_of(session, actor, cohort)):
        return None
    return Desk(cohort, people.scope_of(session, actor))


def judge_of(running: Running, desk: Desk) -> ListJudge:
    """Return who judges the rows of a job's list."""
    payload = running.payload
    setting = ListSetting(
        columns={Field(name): int(place) for name, place in payload["columns"].items()},
        cohort=desk.cohort.name,
        zone=str(payload["zone"]),
        reason=str(payload["reason"]),
    )
    return ListJudge(current_session(), desk.cohort, setting, scope=desk.scope, now=clock())


def fail(running: Running) -> None:
    """End a job that is not the asker's to do any more."""
    with atomic() as session:
        running.fail(session, "not-yours")
