"""Jobs beside the pages, in real processes that are really killed."""

import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import click
import pytest
from flask import Flask
from flask.cli import FlaskGroup

from academy import jobs
from academy.db import outbox
from academy.db.transaction import atomic, current_session
from academy.kernel.clock import now as clock
from academy.kernel.facts import EnrolmentCompleted
from tests.jobs.office import ENROLMENT, make_tables, open_office, serve

Start = Callable[[], subprocess.Popen[bytes]]
PATIENCE = 30


@pytest.fixture
def office(tmp_path: Path) -> Flask:
    app = open_office(tmp_path)
    make_tables(app)
    return app


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Start]:
    """Start a web process of this office; all are ended with the test."""
    running: list[subprocess.Popen[bytes]] = []

    def begin() -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", "tests.jobs.office", str(tmp_path)]
        process = subprocess.Popen(command, stdin=subprocess.PIPE)  # noqa: S603
        running.append(process)
        return process

    yield begin
    for process in running:
        process.kill()
        process.communicate()


def lines(path: Path) -> list[list[str]]:
    return [line.split() for line in path.read_text().splitlines()] if path.exists() else []


def wait_for(count: int, path: Path) -> list[list[str]]:
    """Return the notes in a file once there are so many."""
    deadline = time.monotonic() + PATIENCE
    while len(lines(path)) < count:
        assert time.monotonic() < deadline, f"{path.name}: {lines(path)}"
        time.sleep(0.05)
    return lines(path)


def put_old_fact(app: Flask) -> None:
    """Write a fact as a process leaves it that dies right after its commit."""
    with app.app_context(), atomic() as session:
        fact = EnrolmentCompleted(enrolment_id=ENROLMENT, at=clock() - timedelta(minutes=2))
        outbox.put(session, fact)
        session.info.pop("academy.fresh-facts")


def test_each_job_is_done_once_whoever_is_there(
    office: Flask, start: Start, tmp_path: Path
) -> None:
    words = [f"job-{number}" for number in range(8)]
    start()
    start()
    with office.app_context():
        for word in words:
            jobs.enqueue("write_down", word=word)
    notes = wait_for(len(words), tmp_path / "done")
    time.sleep(0.5)
    assert lines(tmp_path / "done") == notes
    assert sorted(word for _, word in notes) == words
    assert len({process for process, _ in notes}) == 1


def test_another_process_takes_over_from_one_that_was_killed(
    office: Flask, start: Start, tmp_path: Path
) -> None:
    processes = {str(process.pid): process for process in (start(), start())}
    with office.app_context():
        jobs.enqueue("write_down", word="before")
        ((first, _),) = wait_for(1, tmp_path / "done")
        processes.pop(first).kill()
        jobs.enqueue("write_down", word="after")
    _, (second, word) = wait_for(2, tmp_path / "done")
    assert word == "after"
    assert second in processes


def test_a_fact_left_unfinished_by_a_killed_process_is_delivered(
    office: Flask, start: Start, tmp_path: Path
) -> None:
    (tmp_path / "hang").touch()
    put_old_fact(office)
    killed = start()
    ((first, _),) = wait_for(1, tmp_path / "begun")
    assert first == str(killed.pid)
    killed.kill()
    killed.wait()
    (tmp_path / "hang").unlink()
    heir = start()
    assert wait_for(1, tmp_path / "done") == [[str(heir.pid), "congratulation"]]
    with office.app_context():
        deadline = time.monotonic() + PATIENCE
        while (row := current_session().query(outbox.OutboxFact).one()).handled_at is None:
            assert time.monotonic() < deadline
            time.sleep(0.05)
            current_session().rollback()
            current_session().expire_all()
        assert row.tries == 0


def test_a_process_that_ends_lets_its_job_end(office: Flask, start: Start, tmp_path: Path) -> None:
    (tmp_path / "hang").touch()
    put_old_fact(office)
    leaving = start()
    wait_for(1, tmp_path / "begun")
    assert leaving.stdin is not None
    leaving.stdin.close()
    time.sleep(0.3)
    assert leaving.poll() is None
    (tmp_path / "hang").unlink()
    assert leaving.wait(PATIENCE) == 0
    assert [word for _, word in lines(tmp_path / "done")] == ["congratulation"]


def test_whoever_does_the_jobs_stops_when_told(office: Flask, tmp_path: Path) -> None:
    embedded = serve(office)
    with office.app_context():
        jobs.enqueue("write_down", word="here")
        wait_for(1, tmp_path / "done")
        embedded.stop()
        assert not embedded.is_alive()
        jobs.enqueue("write_down", word="too late")
    time.sleep(0.3)
    assert len(lines(tmp_path / "done")) == 1


def test_nobody_does_jobs_where_they_run_at_once(tmp_path: Path) -> None:
    assert jobs.start_embedded(open_office(tmp_path, JOBS_IMMEDIATE=True)) is None


def test_pages_leave_jobs_in_redis_to_the_workers(tmp_path: Path) -> None:
    office = open_office(tmp_path, REDIS_URL="redis://redis.example:6379/0")
    assert jobs.start_embedded(office) is None


def test_a_passing_command_does_no_jobs(office: Flask) -> None:
    group = click.Context(FlaskGroup(), info_name="flask")
    with group, click.Context(click.Command("users"), parent=group, info_name="users"):
        assert jobs.start_embedded(office) is None


def test_the_development_server_does_the_jobs(office: Flask) -> None:
    group = click.Context(FlaskGroup(), info_name="flask")
    with group, click.Context(click.Command("run"), parent=group, info_name="run"):
        serve(office).stop()


def test_another_servers_command_line_does_the_jobs(office: Flask) -> None:
    with click.Context(click.Command("granian"), info_name="granian"):
        serve(office).stop()
