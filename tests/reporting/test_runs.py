"""Runs of reports: asked for, made while nobody waits, taken away by whom they still concern."""

import io
import json
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from typing import Any
from uuid import UUID

import pypdf
import pytest
from flask import Flask
from sqlalchemy.orm import Session

from academy.accounts.models import Membership
from academy.db.audit import AuditEvent
from academy.db.transaction import atomic
from academy.jobs import ledger
from academy.jobs.lasting import do_lasting, throw_away
from academy.jobs.ledger import Job, JobFacts, State
from academy.kernel.actor import Actor
from academy.kernel.clock import now as clock
from academy.reporting import service
from academy.reporting.messages import DEFINITIONS
from academy.reporting.rules import COLUMNS, Filters, Format, Report
from academy.reporting.rules.runs import Run
from tests.browserless import Visitor
from tests.cast import NOW, Cast, add_user
from tests.reporting.seats import Seats

RUNS = "/en/admin/reports/runs"


@dataclass
class Desk:
    """Where runs are asked for: Mali administers everything, Suda the Hub, and Noi nothing."""

    app: Flask
    session: Session
    seats: Seats
    cast: Cast

    @cached_property
    def suda(self) -> Actor:
        user = add_user(self.session, "Suda", country="TH")
        self.let_administer(user.id, "Hub")
        return Actor(id=user.id, name="Suda")

    def let_administer(self, user: UUID, organisation: str) -> None:
        key = self.seats.organisation(organisation)
        self.session.add(Membership(user_id=user, organisation_id=key, role="admin"))
        self.session.commit()

    def ask(self, owner: Actor, run: Run, *, now: datetime | None = None) -> UUID:
        """Ask for a run; jobs are done at once here."""
        with self.app.app_context(), atomic() as session:
            return service.ask_run(session, run, owner_id=owner.id, now=now or clock())

    def facts(self, job: UUID) -> JobFacts:
        self.session.expire_all()
        facts = ledger.find(self.session, job)
        assert facts is not None
        return facts

    def stand(self, job: UUID, **columns: Any) -> None:
        self.session.query(Job).filter_by(id=job).update(columns)
        self.session.commit()


@pytest.fixture
def desk(app: Flask, session: Session, cast: Cast) -> Desk:
    return Desk(app, session, Seats(session), cast)


@pytest.fixture
def as_suda(desk: Desk) -> Visitor:
    return Visitor(desk.app).signed_in(desk.suda)


def run_of(format_: Format = Format.CSV, language: str = "en", **filters: Any) -> Run:
    return Run(Report(Filters(**filters)), format_, language)


@pytest.mark.parametrize("format_", Format)
def test_a_run_makes_a_file_with_its_manifest(
    as_mali: Visitor, desk: Desk, format_: Format
) -> None:
    desk.seats.add("Noy", country="LA")
    desk.seats.add("Mai", country="VN")
    job = desk.ask(desk.cast.mali, run_of(format_, country="LA"))
    page = as_mali.get(f"{RUNS}/{job}")
    assert page.heading == "Completion report"
    manifest = as_mali.client.get(f"{RUNS}/{job}/manifest").json
    answer = as_mali.client.get(f"{RUNS}/{job}/file")
    assert answer.mimetype == format_.kind.partition(";")[0]
    assert manifest is not None
    assert sha256(answer.data).hexdigest() == manifest["sha256"]
    assert int(answer.headers["Content-Length"]) == manifest["bytes"] == len(answer.data)
    assert (manifest["rows"], manifest["filters"]) == (1, {"country": "LA"})
    today = clock().date().isoformat()
    assert f'filename="completions-{today}.{format_}"' in answer.headers["Content-Disposition"]
    assert manifest["sha256"] in page.text
    if format_.has_rows:
        assert [cell.text for cell in page.all("th", scope="row")] == list(COLUMNS)
        assert str(DEFINITIONS["status"]) in page.text


def test_who_asked_and_who_took_it_away_is_written_down(as_mali: Visitor, desk: Desk) -> None:
    desk.seats.add()
    report = Report(Filters(status="enrolled"), as_of=date(2026, 6, 1))
    job = desk.ask(desk.cast.mali, Run(report, Format.CSV, "en"))
    as_mali.client.get(f"{RUNS}/{job}/file")
    events = desk.session.query(AuditEvent).filter_by(subject=f"run:{job}").order_by(AuditEvent.id)
    assert [(event.action, event.actor_id) for event in events] == [
        ("report.asked", desk.cast.mali.id),
        ("report.downloaded", desk.cast.mali.id),
    ]
    assert events[0].details == {"format": "csv", "status": "enrolled", "as_of": "2026-06-01"}


def test_a_run_speaks_the_language_it_was_asked_for_in(as_mali: Visitor, desk: Desk) -> None:
    desk.seats.add(status="completed")
    job = desk.ask(desk.cast.mali, run_of(Format.PDF, "pt", country="LA"))
    paper = pypdf.PdfReader(io.BytesIO(as_mali.client.get(f"{RUNS}/{job}/file").data))
    assert "Laos" in "".join(page.extract_text() for page in paper.pages)
    assert paper.root_object["/Lang"] == "pt"


def test_a_run_reaches_as_far_as_its_owner_when_it_is_made(as_suda: Visitor, desk: Desk) -> None:
    desk.seats.add("Noy", organisation_id=desk.seats.organisation("Hub"))
    desk.seats.add("Mai", organisation_id=desk.seats.organisation("Shop"))
    job = desk.ask(desk.suda, run_of(Format.JSONL))
    sent = as_suda.client.get(f"{RUNS}/{job}/file").text
    assert [json.loads(line)["learner_name"] for line in sent.splitlines()] == ["Noy"]
    assert desk.facts(job).result is not None


def test_who_administers_nothing_any_more_gets_nothing(as_noi: Visitor, desk: Desk) -> None:
    job = desk.ask(desk.cast.noi, run_of())
    facts = desk.facts(job)
    assert (facts.state, facts.problem, facts.file) == (State.FAILED, "no-reach", None)
    assert as_noi.client.get(f"{RUNS}/{job}").status_code == 403


def test_a_file_is_not_given_to_who_lost_part_of_what_it_holds(
    as_suda: Visitor, desk: Desk
) -> None:
    job = desk.ask(desk.suda, run_of())
    assert as_suda.client.get(f"{RUNS}/{job}/file").status_code == 200
    desk.session.query(Membership).filter_by(user_id=desk.suda.id).delete()
    desk.let_administer(desk.suda.id, "Shop")
    for part in ("file", "manifest"):
        assert as_suda.client.get(f"{RUNS}/{job}/{part}").status_code == 403
    page = as_suda.get(f"{RUNS}/{job}")
    assert "what you do not administer any more" in page.text
    assert not page.all("a", download="")


def test_a_run_is_its_owner_s_alone(as_mali: Visitor, visitor: Visitor, desk: Desk) -> None:
    job = desk.ask(desk.suda, run_of())
    for part in ("", "/file", "/manifest"):
        assert as_mali.client.get(f"{RUNS}/{job}{part}").status_code == 404
        assert visitor.client.get(f"{RUNS}/{job}{part}").status_code == 302
    assert as_mali.client.get(f"{RUNS}/{UUID(int=7)}").status_code == 404


def test_a_day_that_still_goes_on_is_not_told(desk: Desk) -> None:
    run = Run(Report(as_of=NOW.date()), Format.CSV, "en")
    job = desk.ask(desk.cast.mali, run, now=NOW)
    assert desk.facts(job).problem == "day-not-over"
    job = desk.ask(desk.cast.mali, run, now=NOW + timedelta(days=1))
    assert desk.facts(job).state is State.DONE


def test_runs_are_listed_as_long_as_they_are_kept(as_mali: Visitor, desk: Desk) -> None:
    assert "You have had no report made as a file yet." in as_mali.get(RUNS).text
    desk.seats.add(country="LA")
    job = desk.ask(desk.cast.mali, run_of(Format.PARQUET, country="LA"))
    page = as_mali.get(RUNS)
    assert "Laos" in page.text
    assert "1 row" in page.text
    file = desk.facts(job).file
    desk.stand(job, keep_until=clock() - timedelta(days=1))
    with desk.app.app_context():
        throw_away()
    assert "Laos" not in as_mali.get(RUNS).text
    assert as_mali.client.get(f"{RUNS}/{job}/file").status_code == 404
    assert file is not None
    assert not list(Path(desk.app.config["ACADEMY_HOME"]).rglob(file))


@pytest.mark.parametrize(
    ("columns", "words"),
    [
        ({"state": "failed", "problem": "no-reach"}, "you did not administer any organisation"),
        ({"state": "failed", "problem": "Oops"}, "This report could not be made."),
        ({"state": "cancelled"}, "This was stopped."),
    ],
)
def test_a_run_that_made_nothing_says_why(  # noqa: PLR0917 – fixtures
    as_mali: Visitor, desk: Desk, columns: dict[str, str], words: str
) -> None:
    job = desk.ask(desk.cast.mali, run_of())
    desk.stand(job, **columns, result=None, file=None)
    assert words in as_mali.get(f"{RUNS}/{job}").text
    assert as_mali.client.get(f"{RUNS}/{job}/file").status_code == 404
    assert as_mali.get(RUNS).heading == "Reports made"


def test_a_run_under_way_is_on_its_job_s_page(as_mali: Visitor, desk: Desk) -> None:
    job = desk.ask(desk.cast.mali, run_of())
    desk.stand(job, state="running", result=None)
    answer = as_mali.client.get(f"{RUNS}/{job}")
    assert answer.location == f"/en/jobs/{job}"
    assert as_mali.get(f"/en/jobs/{job}").heading == "Completion report"


def test_a_run_that_is_begun_again_makes_the_same_and_ends_once(desk: Desk) -> None:
    desk.seats.add(enrolled_at=NOW - timedelta(days=9))
    job = desk.ask(desk.cast.mali, Run(Report(as_of=date(2026, 11, 20)), Format.XLSX, "en"))
    first = desk.facts(job)
    desk.stand(job, state="waiting", result=None, file=None)
    with desk.app.app_context():
        do_lasting(str(job))
        do_lasting(str(job))
    assert desk.facts(job).result == first.result
    assert desk.facts(job).file == first.file
    assert desk.session.get_one(Job, job).tries == 2
