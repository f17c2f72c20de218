"""The rows of lasting jobs: who may do one, how far it is, how it ends."""

import os
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from sqlalchemy.orm import Session

from academy.db.transaction import ENGINE
from academy.jobs import ledger
from academy.jobs.ledger import (
    DIED,
    MOST_BEGUN,
    MOST_TRIES,
    SILENCE,
    Job,
    JobFacts,
    Overtaken,
    State,
)
from tests.at_once import House, application
from tests.cast import NOW
from tests.conftest import STORES
from tests.postgresql import Server

MINE, YOURS = UUID(int=1), UUID(int=2)
LATER = NOW + SILENCE + timedelta(seconds=1)
HANDS = 12


@pytest.fixture(scope="module", params=STORES)
def house(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[House]:
    home: Path = tmp_path_factory.mktemp("ledger")
    if request.param == "sqlite":
        yield House(application(f"sqlite:///{home / 'academy.sqlite3'}", home))
        return
    postgresql: Server = request.getfixturevalue("postgresql")
    with postgresql.database(f"academy_ledger_{os.getpid()}") as address:
        made = application(address, home)
        yield House(made)
        made.extensions[ENGINE].dispose()


@pytest.fixture
def job(session: Session) -> UUID:
    return ask(session)


def ask(session: Session, now: datetime = NOW, **kept: timedelta) -> UUID:
    return ledger.ask(session, "count", {"parts": 3}, owner_id=MINE, now=now, **kept)


def claim(session: Session, job: UUID, token: UUID = MINE, *, now: datetime = NOW) -> bool:
    return ledger.claim(session, job, token=token, now=now) is not None


def facts(session: Session, job: UUID) -> JobFacts:
    found = ledger.find(session, job)
    assert found is not None
    return found


def end(session: Session, job: UUID, token: UUID = MINE, **told: object) -> None:
    ledger.end(session, job, token=token, now=NOW, state=State.DONE.value, **told)


def test_a_job_waits_until_somebody_claims_it(session: Session, job: UUID) -> None:
    assert facts(session, job).state is State.WAITING
    assert claim(session, job)
    assert facts(session, job).state is State.RUNNING
    assert not facts(session, job).is_over


def test_nobody_claims_what_is_under_way(session: Session, job: UUID) -> None:
    assert claim(session, job)
    assert not claim(session, job, YOURS, now=NOW + SILENCE)


def test_a_job_that_is_silent_is_taken_over_and_the_old_claim_writes_no_more(
    session: Session, job: UUID
) -> None:
    claim(session, job)
    assert claim(session, job, YOURS, now=LATER)
    with pytest.raises(Overtaken):
        ledger.beat(session, job, token=MINE, now=LATER, done=1)
    with pytest.raises(Overtaken):
        end(session, job)
    ledger.beat(session, job, token=YOURS, now=LATER, done=2, total=3)
    assert (facts(session, job).done, facts(session, job).total) == (2, 3)


def test_a_sign_of_life_keeps_a_job(session: Session, job: UUID) -> None:
    claim(session, job)
    ledger.beat(session, job, token=MINE, now=LATER)
    assert not claim(session, job, YOURS, now=LATER + SILENCE)


def test_a_job_ends_once(session: Session, job: UUID) -> None:
    claim(session, job)
    end(session, job, result={"rows": 3}, file="x.made")
    found = facts(session, job)
    assert (found.state, found.result, found.file) == (State.DONE, {"rows": 3}, "x.made")
    with pytest.raises(Overtaken):
        end(session, job)
    assert not claim(session, job, YOURS, now=LATER)


def test_a_job_may_fail_a_few_times_and_then_is_over(session: Session, job: UUID) -> None:
    for number in range(MOST_TRIES):
        assert facts(session, job).state is State.WAITING, number
        assert claim(session, job)
        ledger.put_back(session, job, token=MINE, problem="OSError", now=NOW)
    found = facts(session, job)
    assert (found.state, found.problem) == (State.FAILED, "OSError")
    assert not claim(session, job)


def test_a_job_that_kills_its_process_is_given_up(session: Session, job: UUID) -> None:
    moment = NOW
    for _ in range(MOST_BEGUN):
        assert claim(session, job, uuid4(), now=moment)
        moment += SILENCE + timedelta(seconds=1)
    assert not claim(session, job, uuid4(), now=moment)
    assert (facts(session, job).state, facts(session, job).problem) == (State.FAILED, DIED)


def test_a_job_can_be_stopped_until_it_is_over(session: Session, job: UUID) -> None:
    claim(session, job)
    assert ledger.cancel(session, job, now=NOW)
    assert not ledger.cancel(session, job, now=NOW)
    with pytest.raises(Overtaken):
        ledger.beat(session, job, token=MINE, now=NOW)
    assert facts(session, job).state is State.CANCELLED


def test_orphans_are_what_nobody_is_at_work_on(session: Session) -> None:
    waiting, running, silent, over = (ask(session) for _ in range(4))
    fresh = ask(session, LATER)
    claim(session, silent)
    claim(session, running, now=LATER)
    claim(session, over)
    end(session, over)
    assert set(ledger.orphans(session, now=LATER, alone=False)) == {waiting, silent}
    alone = ledger.orphans(session, now=LATER, alone=True)
    assert set(alone) == {waiting, running, silent, fresh}
    ledger.let_go(session, alone)
    assert claim(session, running, YOURS, now=LATER)


def test_somebodys_jobs_are_listed_newest_first(session: Session) -> None:
    old, new = ask(session), ask(session, LATER)
    ledger.ask(session, "count", {}, owner_id=YOURS, now=NOW)
    ledger.ask(session, "paint", {}, owner_id=MINE, now=NOW)
    listed = [one.id for one in ledger.jobs_of(session, MINE, "count")]
    assert listed == [new, old]
    assert [one.id for one in ledger.jobs_of(session, MINE, "count", limit=1)] == [new]


def test_what_is_over_is_removed_when_it_is_kept_no_longer(session: Session) -> None:
    first, second, live = (ask(session, kept=timedelta(days=1)) for _ in range(3))
    kept = ask(session)
    for one in (first, second, kept):
        claim(session, one)
        end(session, one, file="same.made")
    claim(session, live)
    two_days_on = NOW + timedelta(days=2)
    outlived = ledger.outlived(session, now=two_days_on)
    assert {one.id for one in outlived} == {first, second}
    assert [ledger.remove(session, one) for one in outlived] == [None, None]
    session.expire_all()
    assert ledger.remove(session, facts(session, kept)) == "same.made"
    assert ledger.remove(session, facts(session, live)) is None
    assert session.query(Job).count() == 0


def test_of_many_who_claim_at_the_same_moment_one_wins(house: House) -> None:
    job = house.work(ask)
    won = house.all_at_once(*[lambda session: claim(session, job, uuid4())] * HANDS)
    assert sorted(won) == [False] * (HANDS - 1) + [True]


def test_of_many_who_take_over_at_the_same_moment_one_wins(house: House) -> None:
    job = house.work(ask)
    house.work(lambda session: claim(session, job))
    won = house.all_at_once(*[lambda session: claim(session, job, uuid4(), now=LATER)] * HANDS)
    assert sorted(won) == [False] * (HANDS - 1) + [True]
