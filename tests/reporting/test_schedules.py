"""Reports that are made regularly, and the letters about them."""

from datetime import date, timedelta
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from typing import cast

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from academy.accounts.models import User
from academy.db.audit import AuditEvent
from academy.jobs import ledger
from academy.jobs.ledger import Job, State
from academy.kernel.clock import now as clock
from academy.reporting import queries, service
from academy.reporting.handlers.schedules import (
    make_scheduled_reports,
    tell_of_scheduled_reports,
)
from academy.reporting.models import SavedReport, Schedule
from academy.reporting.rules import Format, Report
from academy.reporting.rules.runs import RUN, Run, run_from_json, run_to_json
from academy.reporting.rules.saved import Every, next_due
from tests.browserless import Page, Visitor
from tests.cast import Cast
from tests.reporting.region import Region
from tests.reporting.seats import Seats
from tests.reporting.test_views_saved import SAVED, save

pytestmark = pytest.mark.usefixtures("seats")


def subscribe(visitor: Visitor, at: str, **chosen: str) -> Page:
    """Ask for a report by letter, as its page does; return the page after that."""
    answer = visitor.post(
        f"{at}/schedule", seen_on=at, **({"every": "week", "format": "csv"} | chosen)
    )
    assert answer.location == at, answer.text
    return visitor.get(at)


def schedules(session: Session) -> list[Schedule]:
    session.expire_all()
    return session.query(Schedule).all()


def make_due(session: Session, *, ago: timedelta = timedelta(minutes=1)) -> None:
    """Let every schedule have been due for some time."""
    session.query(Schedule).update({"next_at": clock() - ago})
    session.commit()


def runs(session: Session) -> list[Job]:
    session.expire_all()
    return session.query(Job).filter_by(kind=RUN).order_by(Job.id).all()


def sweep(app: Flask) -> None:
    """Do what is done every minute."""
    with app.app_context():
        make_scheduled_reports()
    with app.app_context():
        tell_of_scheduled_reports()


class Postbox:
    """The letters that came since it was opened."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.seen = set(folder.glob("*.eml"))

    def letters(self) -> list[EmailMessage]:
        fresh = sorted(set(self.folder.glob("*.eml")) - self.seen)
        return [message_from_bytes(path.read_bytes(), policy=default) for path in fresh]


@pytest.fixture
def postbox(home: Path) -> Postbox:
    return Postbox(home / "mail")


def text(letter: EmailMessage) -> str:
    return cast("str", letter.get_content())


def test_a_report_is_asked_for_by_letter_and_no_more(as_mali: Visitor, session: Session) -> None:
    at = save(as_mali, "Mine")
    assert "UTC" in as_mali.get(at).text
    page = subscribe(as_mali, at, every="month", format="xlsx")
    assert "On the first day of every month · Spreadsheet (XLSX)" in page.text
    (schedule,) = schedules(session)
    assert (schedule.every, schedule.format) == ("month", "xlsx")
    assert clock() < schedule.next_at == next_due(Every.MONTH, clock())
    assert "On the first day of every month" in as_mali.get(SAVED).text
    assert "Every Monday · CSV" in subscribe(as_mali, at).text
    assert [each.every for each in schedules(session)] == ["week"]
    answer = as_mali.post(f"{at}/schedule/end", seen_on=at)
    assert "The letters have ended." in as_mali.get(answer.location).text
    assert schedules(session) == []
    as_mali.post(f"{at}/schedule/end", seen_on=at)
    actions = [event.action for event in session.query(AuditEvent).order_by(AuditEvent.id)]
    assert actions.count("schedule.set") == 2
    assert actions.count("schedule.ended") == 1


def test_a_rhythm_that_there_is_not_is_told(as_mali: Visitor, session: Session) -> None:
    at = save(as_mali, "Mine")
    answer = as_mali.post(f"{at}/schedule", seen_on=at, every="hour", format="csv")
    assert answer.status_code == 422
    assert Page(answer.text).one("p", id="every-error").text
    assert schedules(session) == []


def test_who_has_no_address_gets_no_letters(as_mali: Visitor, session: Session, cast: Cast) -> None:
    at = save(as_mali, "Mine")
    user = session.get_one(User, cast.mali.id)
    user.email, user.username = None, "mali"
    session.commit()
    answer = as_mali.post(f"{at}/schedule", seen_on=at, every="week", format="csv")
    assert answer.status_code == 422
    assert "no e-mail address" in Page(answer.text).one("p", id="every-error").text


def test_nobody_schedules_what_they_may_not_open(
    *, as_hub: Visitor, as_company: Visitor, as_ministry: Visitor, region: Region
) -> None:
    at = save(as_hub, "Of the hub", shared_with=region.hub)
    fields = {"every": "week", "format": "csv"}
    assert as_company.post(f"{at}/schedule", seen_on=f"{SAVED}/new", **fields).status_code == 404
    assert as_company.post(f"{at}/schedule/end", seen_on=f"{SAVED}/new").status_code == 404
    assert as_ministry.post(f"{at}/schedule", seen_on=at, **fields).status_code == 303


def test_what_is_due_is_made_as_of_the_day_before_and_its_reader_gets_a_link(
    *, app: Flask, as_mali: Visitor, session: Session, postbox: Postbox, seats: Seats
) -> None:
    seats.add("Noy", country="LA")
    seats.add("Dao", country="TH")
    at = save(as_mali, "From Laos", query="country=LA")
    subscribe(as_mali, at)
    make_due(session)
    sweep(app)
    (job,) = runs(session)
    run = run_from_json(job.payload)
    assert run.report.as_of == (next_due(Every.WEEK, clock()) - timedelta(days=8)).date()
    assert str(run.saved) == at.rpartition("/")[2]
    assert job.state == State.DONE
    (letter,) = postbox.letters()
    assert letter["To"] == "mali@example.org"
    assert letter["Subject"] == "Your report is ready"
    assert "“From Laos”" in text(letter)
    assert "It has 1 row." in text(letter)
    assert f"https://academy.example/en/admin/reports/runs/{job.id}" in text(letter)
    assert f"https://academy.example{at}" in text(letter)
    assert "Noy" not in text(letter)
    assert as_mali.get(f"/en/admin/reports/runs/{job.id}").heading


def test_it_is_made_once_however_often_the_minute_comes_and_whoever_sweeps(
    *, app: Flask, as_mali: Visitor, session: Session, postbox: Postbox
) -> None:
    subscribe(as_mali, save(as_mali, "Mine"))
    make_due(session)
    (found,) = queries.due(session, now=clock())
    for _ in range(3):
        sweep(app)
    assert service.ask_due(session, found, now=clock()) is None
    (schedule,) = schedules(session)
    assert len(runs(session)) == 1
    assert len(postbox.letters()) == 1
    assert schedule.next_at == next_due(Every.WEEK, clock())
    assert schedule.letter_at is not None


def test_after_months_of_standstill_one_report_is_made(
    *, app: Flask, as_mali: Visitor, session: Session, postbox: Postbox
) -> None:
    subscribe(as_mali, save(as_mali, "Mine"))
    make_due(session, ago=timedelta(days=200))
    sweep(app)
    sweep(app)
    assert len(runs(session)) == len(postbox.letters()) == 1
    (schedule,) = schedules(session)
    assert schedule.next_at > clock()


def test_the_next_one_has_a_letter_of_its_own(
    *, app: Flask, as_mali: Visitor, session: Session, postbox: Postbox
) -> None:
    subscribe(as_mali, save(as_mali, "Mine"))
    for number in (1, 2):
        make_due(session)
        sweep(app)
        assert len(runs(session)) == len(postbox.letters()) == number


def test_a_letter_speaks_its_readers_language(
    *, app: Flask, as_mali: Visitor, session: Session, cast: Cast, postbox: Postbox
) -> None:
    subscribe(as_mali, save(as_mali, "Mine"))
    session.get_one(User, cast.mali.id).locale = "km"
    session.commit()
    make_due(session)
    sweep(app)
    (letter,) = postbox.letters()
    assert "/km/admin/reports/runs/" in text(letter)
    (job,) = runs(session)
    assert run_from_json(job.payload).language == "km"


def test_each_reader_of_a_shared_report_gets_their_own(
    *,
    app: Flask,
    as_hub: Visitor,
    as_ministry: Visitor,
    region: Region,
    seats: Seats,
    postbox: Postbox,
) -> None:
    seats.add("Noy", organisation_id=region.hub)
    seats.add("Mai", organisation_id=region.ministry)
    at = save(as_hub, "Ours", shared_with=region.hub)
    for reader in (as_hub, as_ministry):
        subscribe(reader, at)
    make_due(seats.session)
    sweep(app)
    told = {letter["To"]: text(letter) for letter in postbox.letters()}
    assert "It has 1 row." in told["suda@example.org"]
    assert "It has 2 rows." in told["keo@example.org"]


def test_letters_end_with_the_role(
    *, app: Flask, as_hub: Visitor, session: Session, region: Region, postbox: Postbox
) -> None:
    subscribe(as_hub, save(as_hub, "Mine"))
    region.administers_no_more("Suda")
    make_due(session)
    sweep(app)
    assert schedules(session) == []
    assert runs(session) == []
    assert postbox.letters() == []
    (event,) = session.query(AuditEvent).filter_by(action="schedule.ended")
    assert event.actor_id is None


def test_letters_end_where_the_account_is_closed(
    *, app: Flask, as_hub: Visitor, session: Session, region: Region
) -> None:
    subscribe(as_hub, save(as_hub, "Mine"))
    region.person("Suda").is_active = False
    session.commit()
    make_due(session)
    sweep(app)
    assert schedules(session) == []


def test_letters_end_where_a_report_is_shared_no_more(
    *, app: Flask, as_hub: Visitor, as_ministry: Visitor, session: Session, region: Region
) -> None:
    at = save(as_hub, "Ours", shared_with=region.hub)
    subscribe(as_ministry, at)
    session.query(SavedReport).update({"organisation_id": None})
    session.commit()
    make_due(session)
    sweep(app)
    assert schedules(session) == []


def test_letters_end_where_a_report_is_removed(
    app: Flask, as_mali: Visitor, session: Session
) -> None:
    at = save(as_mali, "Mine")
    subscribe(as_mali, at)
    as_mali.post(f"{at}/remove", seen_on=at)
    sweep(app)
    assert schedules(session) == []


def waiting(session: Session, state: State | None) -> Schedule:
    """Let the last run of the only schedule be in that state, or gone."""
    (schedule,) = schedules(session)
    moment = clock()
    key = ledger.ask(session, "nothing", {}, owner_id=schedule.user_id, now=moment)
    session.info.clear()
    job = session.get_one(Job, key)
    if state is None:
        session.delete(job)
    else:
        job.state, job.ended_at = state.value, moment
        job.payload = run_payload()
    schedule.last_job_id, schedule.letter_at = key, None
    session.commit()
    return schedule


def run_payload() -> dict[str, object]:
    return run_to_json(Run(Report(as_of=date(2026, 11, 22)), Format.CSV, "en"))


def test_who_waits_for_a_long_run_gets_the_letter_when_it_is_over(
    *, app: Flask, as_mali: Visitor, session: Session, postbox: Postbox
) -> None:
    subscribe(as_mali, save(as_mali, "Mine"))
    waiting(session, State.RUNNING)
    sweep(app)
    assert postbox.letters() == []
    assert schedules(session)[0].letter_at is None


def test_a_report_that_could_not_be_made_is_told_of(
    *, app: Flask, as_mali: Visitor, session: Session, postbox: Postbox
) -> None:
    at = save(as_mali, "Mine")
    subscribe(as_mali, at)
    waiting(session, State.FAILED)
    sweep(app)
    (letter,) = postbox.letters()
    assert letter["Subject"] == "Your report could not be made"
    assert f"https://academy.example{at}" in text(letter)


@pytest.mark.parametrize("state", [State.CANCELLED, None])
def test_of_a_run_that_was_stopped_or_is_gone_nothing_is_told(
    *, app: Flask, as_mali: Visitor, session: Session, postbox: Postbox, state: State | None
) -> None:
    subscribe(as_mali, save(as_mali, "Mine"))
    waiting(session, state)
    sweep(app)
    assert postbox.letters() == []
    assert schedules(session)[0].letter_at is not None


def test_one_schedule_that_cannot_be_served_holds_up_no_other(
    *, app: Flask, as_mali: Visitor, as_hub: Visitor, session: Session, postbox: Postbox
) -> None:
    for reader in (as_mali, as_hub):
        subscribe(reader, save(reader, "Mine"))
    broken = session.query(SavedReport).order_by(SavedReport.id).first()
    assert broken is not None
    broken.definition = {"filters": {"cohort": "no key"}, "columns": []}
    make_due(session)
    sweep(app)
    assert len(postbox.letters()) == 1


def test_an_address_that_has_gone_gets_no_letter(
    *, app: Flask, as_mali: Visitor, session: Session, cast: Cast, postbox: Postbox
) -> None:
    subscribe(as_mali, save(as_mali, "Mine"))
    waiting(session, State.FAILED)
    user = session.get_one(User, cast.mali.id)
    user.email, user.username = None, "mali"
    session.commit()
    sweep(app)
    assert postbox.letters() == []
    letter = session.query(Job).filter_by(kind=service.LETTER).one()
    assert letter.state == State.DONE
