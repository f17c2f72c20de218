"""A list of learners for a cohort, from its sending to who has a seat."""

import io
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from academy.accounts.models import Membership
from academy.db.audit import AuditEvent
from academy.db.transaction import atomic, current_session
from academy.enrolment import queries, service
from academy.enrolment.models import Enrolment
from academy.enrolment.queries import Group
from academy.enrolment.service.enrolling import take_listed
from academy.jobs import ledger
from academy.jobs.lasting import do_lasting
from academy.jobs.ledger import Job, State
from academy.kernel.actor import Actor, Role
from academy.kernel.clock import now
from tests.accounts.importing import failing_once
from tests.accounts.test_views_importing import asked, counts
from tests.browserless import Page, Visitor
from tests.enrolment.scene import COURSE, GIVING, WEEK, Scene

LIST = "name,email,until\nLearner 0,learner.0@example.org,\nLearner 1,learner.1@example.org,\n"


@pytest.fixture
def mali(scene: Scene) -> Actor:
    return scene.person("Mali", Role.ADMIN, scene.school, zone="Asia/Vientiane")


class Desk:
    """An administrator of the school with a list of learners."""

    def __init__(self, app: Flask, scene: Scene, mali: Actor) -> None:
        self.app, self.scene, self.mali = app, scene, mali
        self.visitor = Visitor(app).signed_in(mali)

    def members(self, number: int, at: int = 0) -> list[Actor]:
        """Return so many learners who belong to the school."""
        return [
            self.scene.person(f"Learner {n}", Role.LEARNER, self.scene.school)
            for n in range(at, at + number)
        ]

    def send(self, cohort: Group, data: str | bytes = LIST, *, status: int = 303) -> str:
        page = f"/en/admin/cohorts/{cohort.id}/enrol"
        raw = data.encode() if isinstance(data, str) else data
        fields = {"csrf_token": self.visitor.token(page), "file": (io.BytesIO(raw), "list.csv")}
        answer = self.visitor.client.post(page, data=fields)
        assert answer.status_code == status, answer.text
        return self.onward(answer.location) if status == 303 else answer.text

    def onward(self, job: str) -> str:
        answer = self.visitor.client.get(job)
        assert answer.status_code == 302, answer.text
        return answer.location

    def check(self, cohort: Group, data: str = LIST, **more: str) -> str:
        columns = self.send(cohort, data)
        fields = {**asked(self.visitor.get(columns)), "reason": "She was ill.", **more}
        answer = self.visitor.post(columns, **fields)
        assert answer.status_code == 303, answer.text
        return self.onward(answer.location)

    def take(self, rows: str, how: str = "good") -> Page:
        answer = self.visitor.post(rows, how=how)
        assert answer.status_code == 303, answer.text
        return self.visitor.get(self.onward(answer.location))

    def fates(self, rows: str) -> list[str]:
        page = self.visitor.get(rows)
        return [one.text for one in page.all("span") if "badge" in one.attributes.get("class", "")]


@pytest.fixture
def desk(app: Flask, scene: Scene, mali: Actor) -> Desk:
    return Desk(app, scene, mali)


def test_a_list_is_enrolled_and_the_same_list_twice_changes_nothing(
    desk: Desk, scene: Scene
) -> None:
    desk.members(2)
    cohort = scene.cohort()
    page = desk.visitor.get(f"/en/admin/cohorts/{cohort.id}")
    assert "Enrol learners from a file" in page.text
    assert counts(desk.take(desk.check(cohort))) == {"New": "2"}
    assert scene.seated(cohort) == ["Learner 0", "Learner 1"]
    rows = desk.check(cohort)
    assert desk.fates(rows) == ["Unchanged", "Unchanged"]
    assert "There is nobody to enrol." in desk.visitor.get(rows).text


def test_who_finds_no_room_waits_in_the_order_of_the_list(
    desk: Desk, scene: Scene, session: Session
) -> None:
    learners = desk.members(3)
    cohort = scene.cohort(capacity=1)
    data = "login\n" + "".join(f"learner.{n}@example.org\n" for n in (2, 0, 1))
    rows = desk.check(cohort, data)
    assert desk.fates(rows) == ["New", "To the waiting list", "To the waiting list"]
    assert counts(desk.take(rows)) == {"New": "1", "To the waiting list": "2"}
    session.expire_all()
    assert scene.seated(cohort) == ["Learner 2"]
    assert scene.waiting(cohort) == [learners[0].id, learners[1].id]
    assert desk.fates(desk.check(cohort, data)) == ["Unchanged"] * 3


def test_who_comes_now_stands_behind_those_who_wait(desk: Desk, scene: Scene) -> None:
    first, second = desk.members(2)
    cohort = scene.cohort(capacity=1)
    service.give_seat(scene.session, cohort.id, first.id, giving=GIVING)
    service.give_seat(scene.session, cohort.id, second.id, giving=GIVING)
    scene.session.commit()
    desk.members(1, at=2)
    assert desk.fates(desk.check(cohort, "login\nlearner.2@example.org\n")) == [
        "To the waiting list"
    ]


def test_who_cannot_be_enrolled_is_refused_and_can_be_mended(desk: Desk, scene: Scene) -> None:
    desk.members(1)
    scene.person("Stranger", Role.LEARNER, scene.stranger)
    cohort = scene.cohort()
    data = (
        "email,user name\nlearner.0@example.org,\nstranger@example.org,\nnobody@example.org,\n"
        "learner.0@example.org,\n,\nx,\nlearner.0@example.org,mali@example.org\n"
    )
    rows = desk.check(cohort, data)
    assert desk.fates(rows) == [
        "New",
        "Refused",
        "Refused",
        "Twice in the file",
        "Refused",
        "Refused",
    ]
    done = desk.take(rows)
    assert counts(done) == {"New": "1", "Rows left out": "5"}
    [link] = [one for one in done.all("a") if one.attributes["href"].endswith("left.csv")]
    text = desk.visitor.client.get(link.attributes["href"]).data.decode("utf-8-sig")
    assert "stranger@example.org,,E-mail address: Somebody whom you do not administer" in text
    assert "E-mail address: Nobody signs in by this." in text
    book = desk.visitor.client.get(link.attributes["href"].replace("csv", "xlsx"))
    assert book.data.startswith(b"PK")


def test_more_time_is_given_with_its_reason(desk: Desk, scene: Scene) -> None:
    [learner] = desk.members(1)
    cohort = scene.cohort(ends_at=now() + WEEK)
    day = (now() + 2 * WEEK).date().isoformat()
    data = f"email,until\nlearner.0@example.org,{day}\n"
    columns = desk.send(cohort, data)
    answer = desk.visitor.post(columns, **asked(desk.visitor.get(columns)))
    assert answer.status_code == 422
    assert "Say why some have more time" in Page(answer.text).text

    assert counts(desk.take(desk.check(cohort, data))) == {"New": "1"}
    seat = queries.find_seat(scene.session, learner.id, COURSE)
    assert seat is not None
    more = queries.more_time(scene.session, seat.id)
    assert more is not None
    assert more.reason == "She was ill."
    assert (more.until + timedelta(hours=7)).date().isoformat() == day
    assert desk.fates(desk.check(cohort, data)) == ["Unchanged"]


def test_all_or_nothing_is_nothing_where_something_would_be_left_out(
    desk: Desk, scene: Scene
) -> None:
    desk.members(1)
    cohort = scene.cohort()
    rows = desk.check(cohort)
    assert desk.visitor.post(rows, how="all").status_code == 422
    desk.members(1, at=1)
    assert counts(desk.take(desk.check(cohort), how="all")) == {"New": "2"}
    assert len(scene.seated(cohort)) == 2


def test_all_or_nothing_is_nothing_where_something_changed_meanwhile(
    desk: Desk, scene: Scene, session: Session
) -> None:
    learners = desk.members(2)
    cohort = scene.cohort()
    rows = desk.check(cohort)
    service.give_seat(session, cohort.id, learners[1].id, giving=GIVING)
    session.commit()
    done = desk.take(rows, how="all")
    assert "what row 3 is about changed since you looked" in done.text
    assert scene.seated(cohort) == ["Learner 1"]


def test_an_interrupted_job_goes_on_and_seats_nobody_twice(
    desk: Desk, scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = scene.session
    desk.members(2)
    cohort = scene.cohort()
    rows = desk.check(cohort)
    with failing_once(
        monkeypatch, "academy.enrolment.handlers.enrolling.take_listed", take_listed, at=1
    ):
        desk.visitor.post(rows, how="good")
    [broken] = session.scalars(select(Job).where(Job.kind == "list-take"))
    assert (broken.state, broken.problem) == (State.WAITING, "OSError")
    with desk.app.app_context():
        do_lasting(str(broken.id))
    session.expire_all()
    assert broken.result == {"counts": {"new": 2}}
    assert session.scalar(select(func.count()).select_from(Enrolment)) == 2
    trail = select(AuditEvent).where(AuditEvent.action == "cohort.list-taken")
    [event] = session.scalars(trail)
    assert event.details["new"] == 2


def test_who_administers_no_more_enrols_nobody(desk: Desk, scene: Scene, session: Session) -> None:
    desk.members(2)
    cohort = scene.cohort()
    payload = {"cohort": str(cohort.id), "rows": 2}
    held = session.get(Membership, (desk.mali.id, scene.school, "admin"))
    session.delete(held)
    session.commit()
    for kind in ("list-check", "list-take"):
        with desk.app.app_context():
            with atomic() as writing:
                job = ledger.ask(writing, kind, payload, owner_id=desk.mali.id, now=now())
            facts = ledger.find(current_session(), job)
        assert facts is not None
        assert (facts.state, facts.problem) == (State.FAILED, "not-yours")


def test_what_is_no_table_is_said_where_it_was_sent(desk: Desk, scene: Scene) -> None:
    cohort = scene.cohort()
    assert "This is a PDF." in desk.send(cohort, b"%PDF-1.7", status=422)
    assert "Choose a file first." in desk.send(cohort, b"", status=422)
    header = desk.visitor.get(desk.send(cohort, "email\n"), status=422)
    assert "nothing in this file below its first row" in header.text


def test_a_column_of_ways_in_is_asked_for_and_the_reading_can_be_changed(
    desk: Desk, scene: Scene
) -> None:
    columns = desk.send(scene.cohort(), "email\nJosé\n".encode("cp1252"))
    answer = desk.visitor.post(columns, **{"column-0": "", "encoding": "cp1252"})
    assert "Say which column has the e-mail addresses" in Page(answer.text).text
    answer = desk.visitor.post(columns, **{"column-0": "email", "encoding": "utf-8"})
    assert answer.status_code == 422
    assert "not in the encoding that was chosen" in Page(answer.text).text


def test_rows_that_cannot_be_read_to_their_end_lead_back(desk: Desk, scene: Scene) -> None:
    data = "email;note\n" + "a@example.org;\n" * 300 + 'b@example.org,"x;\n'
    answer = desk.visitor.client.get(desk.check(scene.cohort(), data, delimiter=","))
    assert "Look at line 302." in desk.visitor.get(answer.location).text


def test_a_list_belongs_to_its_cohort_and_its_sender(desk: Desk, app: Flask, scene: Scene) -> None:
    one, other = scene.cohort(), scene.cohort("Autumn")
    columns = desk.send(one)
    desk.visitor.get(columns.replace(str(one.id), str(other.id)), status=404)
    far = scene.cohort("Far", at=scene.stranger)
    desk.visitor.get(f"/en/admin/cohorts/{far.id}/enrol", status=404)
    teacher = scene.person("Som", Role.INSTRUCTOR, scene.school)
    Visitor(app).signed_in(teacher).get(f"/en/admin/cohorts/{one.id}/enrol", status=403)


def test_a_command_enrols_a_list(desk: Desk, scene: Scene, tmp_path: Path) -> None:
    desk.members(2)
    cohort = scene.cohort(ends_at=now() + WEEK)
    file = tmp_path / "list.csv"
    file.write_text(LIST + "Nobody,nobody@example.org,\n")

    def run(*options: str) -> str:
        told = ("cohorts", "enrol", str(cohort.id), str(file), *options)
        return desk.app.test_cli_runner().invoke(args=told).output

    assert "row 4\trefused\tE-mail address: Nobody signs in by this." in run("--dry-run")
    assert scene.seated(cohort) == []
    assert "mend the rows first" in run("--all-or-nothing")
    assert "new\t2" in run()
    assert len(scene.seated(cohort)) == 2
    assert "unchanged\t2" in run()
    file.write_text(LIST)
    assert "unchanged\t2" in run("--all-or-nothing")
    file.write_bytes(b"%PDF-1.7")
    assert "This is a PDF." in run()
