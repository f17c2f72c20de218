"""Doing lasting jobs: begun after the commit, gone on with, ended once, thrown away."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from academy.db.transaction import apart, atomic, current_session
from academy.files.store import NotStored, current_store
from academy.jobs import lasting, ledger
from academy.jobs.lasting import MADE, Running, do_lasting, lasting_job, take_up, throw_away
from academy.jobs.ledger import MOST_TRIES, SILENCE, Job, JobFacts, State
from academy.kernel.clock import now as clock

Work = Callable[[Running], None]
PARTS = 5


@pytest.fixture(autouse=True)
def inside(app: Flask) -> Iterator[None]:
    with app.app_context():
        yield


@pytest.fixture
def kind(monkeypatch: pytest.MonkeyPatch) -> Callable[[Work], str]:
    """Let a function do jobs of a kind of its own."""

    def register(work: Work) -> str:
        monkeypatch.setitem(lasting._KINDS, "try", work)
        return "try"

    return register


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch) -> None:
    """A queue that nobody works on."""
    monkeypatch.setattr(lasting, "enqueue", lambda *_args, **_payload: None)


def ask(kind: str, kept: timedelta = ledger.KEPT) -> UUID:
    with atomic() as session:
        return ledger.ask(session, kind, {"a": 1}, owner_id=UUID(int=1), now=clock(), kept=kept)


def facts(job: UUID) -> JobFacts:
    found = ledger.find(current_session(), job)
    assert found is not None
    return found


def age(session: Session, job: UUID, **columns: object) -> None:
    session.query(Job).filter_by(id=job).update(columns)
    session.commit()


def test_a_job_is_begun_right_after_the_commit(kind: Callable[[Work], str]) -> None:
    def work(running: Running) -> None:
        assert running.payload == {"a": 1}
        assert running.owner_id == UUID(int=1)
        assert running.asked_at == facts(running.id).made_at
        with atomic() as session:
            running.finish(session, {"rows": 7})

    job = ask(kind(work))
    assert facts(job).state is State.DONE
    assert facts(job).result == {"rows": 7}


def test_a_job_that_was_not_asked_for_after_all_is_not_begun(kind: Callable[[Work], str]) -> None:
    begun: list[UUID] = []
    name = kind(lambda running: begun.append(running.id))

    def change_of_mind() -> None:
        with atomic() as session:
            ledger.ask(session, name, {}, owner_id=None, now=clock())
            raise LookupError

    with pytest.raises(LookupError):
        change_of_mind()
    with atomic():
        pass
    assert begun == []


def test_what_is_asked_for_while_the_queue_is_away_is_kept(
    kind: Callable[[Work], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(*_args: object, **_payload: object) -> None:
        raise ConnectionError

    monkeypatch.setattr(lasting, "enqueue", away)
    job = ask(kind(lambda _running: None))
    assert facts(job).state is State.WAITING


def test_an_interrupted_job_goes_on_where_it_was(kind: Callable[[Work], str]) -> None:
    done: list[int] = []

    def work(running: Running) -> None:
        for part in range(running.done, PARTS):
            with atomic() as session:
                running.step(session, part + 1, PARTS)
            done.append(part)
            if part == 2 and len(done) == 3:
                raise OSError
        with atomic() as session:
            running.finish(session, {})

    job = ask(kind(work))
    assert (facts(job).state, facts(job).done, facts(job).problem) == (
        State.WAITING,
        3,
        "OSError",
    )
    do_lasting(str(job))
    assert facts(job).state is State.DONE
    assert facts(job).problem is None
    assert done == list(range(PARTS))


def test_a_part_is_undone_where_the_job_was_taken_over_meanwhile(
    kind: Callable[[Work], str], session: Session
) -> None:
    def work(running: Running) -> None:
        with atomic() as writing:
            ledger.ask(writing, "inside", {}, owner_id=None, now=clock())
            ledger.cancel(writing, running.id, now=clock())
            running.step(writing, 1, 2)

    job = ask(kind(work))
    assert facts(job).state is State.RUNNING
    assert session.query(Job).filter_by(kind="inside").count() == 0


def test_a_job_that_gets_further_may_fail_more_often(kind: Callable[[Work], str]) -> None:
    def work(running: Running) -> None:
        with atomic() as session:
            running.step(session, running.done + 1, 20)
        if running.done < 12:
            raise OSError
        with atomic() as session:
            running.finish(session, {})

    job = ask(kind(work))
    for _ in range(12):
        assert facts(job).state is State.WAITING
        do_lasting(str(job))
    assert facts(job).state is State.DONE


def test_a_job_that_fails_five_times_is_over(kind: Callable[[Work], str]) -> None:
    tries: list[UUID] = []

    def work(running: Running) -> None:
        tries.append(running.id)
        raise ZeroDivisionError

    job = ask(kind(work))
    for _ in range(MOST_TRIES):
        do_lasting(str(job))
    assert facts(job).state is State.FAILED
    assert facts(job).problem == "ZeroDivisionError"
    assert len(tries) == MOST_TRIES


def test_a_job_may_say_itself_that_it_cannot_be_done(kind: Callable[[Work], str]) -> None:
    def work(running: Running) -> None:
        with atomic() as session:
            running.fail(session, "empty-file")

    job = ask(kind(work))
    assert (facts(job).state, facts(job).problem) == (State.FAILED, "empty-file")


def test_work_that_ends_without_ending_its_job_is_tried_again(
    kind: Callable[[Work], str],
) -> None:
    job = ask(kind(lambda _running: None))
    assert (facts(job).state, facts(job).problem) == (State.WAITING, "not-ended")


def test_a_kind_that_nobody_knows_is_put_back() -> None:
    job = ask("of-another-version")
    assert (facts(job).state, facts(job).problem) == (State.WAITING, "KeyError")


def test_progress_is_told_now_and_then(
    kind: Callable[[Work], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[int] = []

    def work(running: Running) -> None:
        running.tell(1, PARTS)
        seen.append(facts(running.id).done)
        monkeypatch.setattr(lasting, "_BETWEEN_BEATS", 0)
        running.tell(2, PARTS)
        seen.append(facts(running.id).done)
        with atomic() as session:
            running.finish(session, {})

    ask(kind(work))
    assert seen == [0, 2]


def test_a_job_that_was_stopped_hears_of_it(
    kind: Callable[[Work], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lasting, "_BETWEEN_BEATS", 0)

    def work(running: Running) -> None:
        with apart() as session:
            ledger.cancel(session, running.id, now=clock())
        running.tell(1, 2)

    job = ask(kind(work))
    assert facts(job).state is State.CANCELLED


@pytest.mark.usefixtures("later")
def test_a_job_whose_process_died_is_taken_up_after_a_while(
    kind: Callable[[Work], str], session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    taken: list[str] = []
    monkeypatch.setattr(lasting, "enqueue", lambda _name, job_id: taken.append(job_id))
    silent, lively = ask(kind(lambda _running: None)), ask("try")
    taken.clear()
    for job in (silent, lively):
        with atomic() as writing:
            ledger.claim(writing, job, token=UUID(int=5), now=clock())
    age(session, silent, beat_at=clock() - SILENCE - timedelta(seconds=1))
    take_up()
    assert taken == [str(silent)]


@pytest.mark.usefixtures("later")
def test_who_has_just_become_the_one_to_do_jobs_takes_up_all(
    kind: Callable[[Work], str], app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    def work(running: Running) -> None:
        with atomic() as session:
            running.finish(session, {})

    jobs = [ask(kind(work)), ask("try")]
    with atomic() as writing:
        ledger.claim(writing, jobs[0], token=UUID(int=5), now=clock())
    monkeypatch.setattr(lasting, "enqueue", lambda _name, job_id: do_lasting(job_id))
    lasting.take_up_all(app)
    assert [facts(job).state for job in jobs] == [State.DONE, State.DONE]


def test_what_is_kept_no_longer_goes_with_its_file(kind: Callable[[Work], str]) -> None:
    store = current_store()

    def work(running: Running) -> None:
        file = store.put_blocks([b"made ", running.id.bytes], MADE)
        with atomic() as session:
            running.finish(session, {}, file=file)

    old, new = ask(kind(work), timedelta(seconds=-1)), ask("try")
    gone, kept = facts(old).file, facts(new).file
    assert gone is not None
    assert kept is not None
    throw_away()
    assert ledger.find(current_session(), old) is None
    assert b"".join(store.blocks(kept)).startswith(b"made ")
    with pytest.raises(NotStored):
        b"".join(store.blocks(gone))


def test_two_works_of_one_kind_are_refused() -> None:
    lasting_job("only-one")(do_nothing)
    with pytest.raises(ValueError, match="two works"):
        lasting_job("only-one")(lambda _running: None)


def do_nothing(_running: Running) -> None:
    """Stand for some work."""
