"""Jobs into the queue and out of it."""

import pickle
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from flask import Flask
from flask.cli import ScriptInfo
from huey.registry import Message

from academy import jobs
from academy.jobs.cli import jobs as group
from academy.jobs.consumer import only_one
from academy.jobs.message import JsonSerializer
from academy.jobs.queue import QUEUE
from tests.jobs.office import open_office


@pytest.fixture
def office(tmp_path: Path) -> Flask:
    return open_office(tmp_path)


def huey_of(app: Flask) -> Any:
    return app.extensions[QUEUE].huey


def test_an_immediate_job_runs_where_it_is_enqueued(tmp_path: Path) -> None:
    with open_office(tmp_path, JOBS_IMMEDIATE=True).app_context():
        jobs.enqueue("write_down", word="now")
    assert (tmp_path / "done").read_text().endswith(" now\n")


def test_an_immediate_job_that_fails_says_so(tmp_path: Path) -> None:
    office = open_office(tmp_path, JOBS_IMMEDIATE=True)
    with office.app_context(), pytest.raises(ZeroDivisionError):
        jobs.enqueue("break_down")


def test_a_job_waits_until_somebody_does_it(office: Flask, tmp_path: Path) -> None:
    with office.app_context():
        jobs.enqueue("write_down", word="later")
    assert not (tmp_path / "done").exists()
    huey_of(office).execute(huey_of(office).dequeue())
    assert (tmp_path / "done").read_text().endswith(" later\n")


def test_a_job_that_fails_is_tried_again_later_and_less_and_less_often(office: Flask) -> None:
    huey = huey_of(office)
    with office.app_context():
        jobs.enqueue("break_down")
    huey.execute(huey.dequeue())
    assert huey.dequeue() is None
    (again,) = huey.scheduled()
    assert (again.name, again.kwargs) == ("run_job", {"name": "break_down", "payload": {}})
    assert (again.retries, again.retry_delay) == (4, 90)


def test_a_job_that_nobody_knows_is_refused_at_once(office: Flask) -> None:
    with office.app_context(), pytest.raises(KeyError, match="paint"):
        jobs.enqueue("paint", wall="north")


def test_a_payload_must_survive_json(office: Flask) -> None:
    with office.app_context(), pytest.raises(TypeError):
        jobs.enqueue("write_down", word=object())


def test_two_jobs_of_one_name_are_refused() -> None:
    def write_down() -> None:
        """Not the one of the office."""

    with pytest.raises(ValueError, match="two jobs"):
        jobs.task(write_down)


def test_what_waits_is_json_and_comes_back_whole() -> None:
    kept: Any = Message(
        id="7",
        name="m.run_job",
        eta=datetime(2026, 11, 23, 8, 30),  # noqa: DTZ001 - Huey counts in naive UTC
        retries=3,
        retry_delay=90,
        priority=None,
        args=(),
        kwargs={"word": "ຄຳ"},
        on_complete=None,
        on_error=None,
        expires=None,
        expires_resolved=None,
        timeout=None,
        chord_config=None,
        retry_backoff=3,
    )
    serializer = JsonSerializer()
    assert serializer.deserialize(serializer.serialize(kept)) == kept


def test_a_pickle_in_the_queue_is_not_opened() -> None:
    with pytest.raises(ValueError, match=r"codec|JSON|Expecting"):
        JsonSerializer().deserialize(pickle.dumps({"id": "7"}))


def test_redis_is_used_where_it_is_configured(tmp_path: Path) -> None:
    office = open_office(tmp_path, REDIS_URL="redis://redis.example:6379/0")
    assert huey_of(office).storage.pool.connection_kwargs["host"] == "redis.example"
    assert office.extensions[QUEUE].is_shared


def test_only_one_at_a_time_holds_the_lock(tmp_path: Path) -> None:
    with only_one(tmp_path) as first:
        assert first
        with only_one(tmp_path) as second:
            assert not second
    with only_one(tmp_path) as third:
        assert third


def test_the_worker_does_not_start_beside_another(office: Flask, tmp_path: Path) -> None:
    with only_one(tmp_path):
        answer = CliRunner().invoke(group, ["work"], obj=ScriptInfo(create_app=lambda: office))
    assert answer.exit_code == 1
    assert "already" in answer.output


def test_the_worker_has_nothing_to_do_where_jobs_run_at_once(tmp_path: Path) -> None:
    office = open_office(tmp_path, JOBS_IMMEDIATE=True)
    answer = CliRunner().invoke(group, ["work"], obj=ScriptInfo(create_app=lambda: office))
    assert answer.exit_code == 1
    assert "JOBS_IMMEDIATE" in answer.output


@pytest.mark.parametrize("config", [{}, {"REDIS_URL": "redis://redis.example:6379/0"}])
def test_the_worker_runs_a_consumer_until_told_to_stop(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, config: dict[str, str]
) -> None:
    office = open_office(tmp_path, **config)
    ran: list[object] = []

    def run(consumer: object) -> None:
        ran.append(consumer)

    monkeypatch.setattr("huey.consumer.Consumer.run", run)
    answer = CliRunner().invoke(group, ["work"], obj=ScriptInfo(create_app=lambda: office))
    assert answer.exit_code == 0
    assert len(ran) == 1
