"""The page of a lasting job: for whoever asked for it, from waiting to what it made."""

from uuid import UUID

import pytest
from sqlalchemy.orm import Session

from academy.jobs import ledger
from academy.jobs.ledger import Job, State
from academy.web import jobs
from tests.browserless import Visitor
from tests.cast import NOW, Cast


@pytest.fixture(autouse=True)
def shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jobs, "_KINDS", dict(jobs._KINDS))
    jobs.show("count", "Counting sheep", lambda facts: f"/en/sheep/{facts.id}")


@pytest.fixture
def job(session: Session, cast: Cast) -> UUID:
    key = ledger.ask(session, "count", {}, owner_id=cast.noi.id, now=NOW)
    session.info.clear()
    session.commit()
    return key


def stand(session: Session, job: UUID, state: State, **columns: object) -> None:
    session.query(Job).filter_by(id=job).update({"state": state.value, **columns})
    session.commit()


def test_a_job_that_waits_says_so(as_noi: Visitor, job: UUID) -> None:
    page = as_noi.get(f"/en/jobs/{job}")
    assert page.heading == "Counting sheep"
    assert "This begins in a moment." in page.text
    assert page.one("progress").attributes["aria-label"] == "Counting sheep"
    assert page.one("a", class_="button second").attributes["href"] == f"/en/jobs/{job}"
    assert as_noi.client.get(f"/en/jobs/{job}/state").json == {
        "state": "waiting",
        "done": 0,
        "total": None,
    }


def test_a_job_under_way_says_how_far_it_is(as_noi: Visitor, job: UUID, session: Session) -> None:
    stand(session, job, State.RUNNING, done=30, total=120)
    page = as_noi.get(f"/en/jobs/{job}")
    assert page.one("progress").attributes["value"] == "30"
    assert "25%" in page.text


def test_a_job_that_is_done_leads_to_what_it_made(
    as_noi: Visitor, job: UUID, session: Session
) -> None:
    stand(session, job, State.DONE)
    answer = as_noi.client.get(f"/en/jobs/{job}")
    assert (answer.status_code, answer.location) == (302, f"/en/sheep/{job}")


@pytest.mark.parametrize(
    ("state", "said"),
    [(State.FAILED, "This could not be done"), (State.CANCELLED, "This was stopped.")],
)
def test_a_job_that_is_over_says_why(
    as_noi: Visitor, job: UUID, session: Session, *, state: State, said: str
) -> None:
    stand(session, job, state)
    page = as_noi.get(f"/en/jobs/{job}")
    assert said in page.text
    assert page.all("progress") == []


def test_a_job_can_be_stopped(as_noi: Visitor, job: UUID) -> None:
    answer = as_noi.post(f"/en/jobs/{job}/cancel", seen_on=f"/en/jobs/{job}")
    assert (answer.status_code, answer.location) == (303, f"/en/jobs/{job}")
    assert "This was stopped." in as_noi.get(f"/en/jobs/{job}").text


def test_nobody_else_sees_or_stops_it(as_dao: Visitor, job: UUID, session: Session) -> None:
    for address in (f"/en/jobs/{job}", f"/en/jobs/{job}/state", f"/en/jobs/{UUID(int=1)}"):
        as_dao.get(address, status=404)
    answer = as_dao.post(f"/en/jobs/{job}/cancel", seen_on="/en/account/")
    assert answer.status_code == 404
    session.expire_all()
    assert session.get_one(Job, job).state == State.WAITING.value


def test_a_job_of_a_kind_without_a_page_has_none(
    as_noi: Visitor, session: Session, cast: Cast
) -> None:
    hidden = ledger.ask(session, "hidden", {}, owner_id=cast.noi.id, now=NOW)
    session.commit()
    as_noi.get(f"/en/jobs/{hidden}", status=404)
