"""`flask cohorts`: a term is started by a script, twice if need be."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from click.testing import Result
from flask import Flask
from sqlalchemy.orm import Session

from academy.accounts.queries import ACADEMY
from academy.db.audit import AuditEvent
from academy.enrolment import queries, service
from academy.enrolment.rules import Entry
from academy.kernel.actor import Role
from tests.enrolment.scene import COURSE, GIVING, Scene, by

Flasks = Callable[..., Result]
SCHOOL = ("--organisation", "School of Wells")


@pytest.fixture
def flask(app: Flask) -> Flasks:
    """Run `flask cohorts`."""

    def run(*words: str) -> Result:
        return app.test_cli_runner().invoke(args=["cohorts", *words])

    return run


def told(answer: Result) -> Any:
    assert answer.exit_code == 0, answer.output
    *_letters, last = answer.output.splitlines()  # the log tells of letters that are kept
    return json.loads(last)


def refused(answer: Result) -> str:
    assert answer.exit_code != 0
    return answer.output


def test_a_cohort_is_added_once(flask: Flasks, session: Session, scene: Scene) -> None:
    words = ("add", COURSE, " Spring ", *SCHOOL, "--end", "2027-05-31T17:00+07:00")
    first = told(flask(*words, "--capacity", "20", "--entry", "open", "--json"))
    again = told(flask(*words, "--json"))
    assert (first["made"], again["made"]) == (True, False)
    assert first["cohort"] == again["cohort"]
    assert again["ends_at"] == "2027-05-31T10:00:00+00:00"
    assert (again["capacity"], again["entry"], again["name"]) == (20, "open", "Spring")
    assert again["organisation"] == str(scene.school)
    assert "is there already" in flask(*words).output
    assert "is made" in flask("add", COURSE, "Autumn", *SCHOOL).output
    assert {row.actor_id for row in session.query(AuditEvent)} == {None}


def test_what_is_not_there_is_said(flask: Flasks, scene: Scene) -> None:
    assert "no organisation called Nowhere" in refused(
        flask("add", COURSE, "Spring", "--organisation", "Nowhere")
    )
    assert "no such course" in refused(flask("add", "no-such-course", "Spring", *SCHOOL))
    assert "No cohort is Spring." in refused(flask("archive", "Spring"))
    cohort = scene.cohort()
    assert "Nobody signs in as x." in refused(flask("approve", "Spring", "x"))
    moment = ("--until", "2099-01-01", "--reason", "Ill")
    scene.person("Noi")
    assert "no such course, cohort" in refused(
        flask("extend", "Spring", "noi@example.org", *moment)
    )
    assert "is no moment" in refused(flask("change", str(cohort.id), "--end", "tomorrow"))
    assert "no number of seats" in refused(flask("change", "Spring", "--capacity", "many"))
    assert "Nobody has this code." in refused(flask("revoke", "7KQ2-9XWM-3FTB"))


def test_a_name_that_several_have_is_not_guessed(flask: Flasks, scene: Scene) -> None:
    scene.cohort()
    scene.cohort(at=scene.ministry)
    assert "Several cohorts are called Spring" in refused(flask("archive", "Spring"))


def test_a_cohort_is_changed_archived_and_listed(flask: Flasks, scene: Scene) -> None:
    cohort = scene.cohort(capacity=3)
    scene.cohort("Roads", at=scene.stranger)
    words = ("change", "Spring", "--name", "Summer", "--start", "2027-01-01T08:00")
    more = ("--capacity", "none", "--entry", "approval", "--json")
    after = told(flask(*words, *more))
    assert (after["changed"], after["capacity"]) == (True, None)
    assert after["starts_at"] == "2027-01-01T08:00:00+00:00"
    assert told(flask("change", "Summer", "--capacity", "5", "--json"))["capacity"] == 5
    assert "was so already" in flask("change", "Summer", "--capacity", "5").output
    assert "is changed" in flask("change", "Summer", "--start", "none").output
    assert scene.again(cohort.id).terms.starts_at is None
    listed = told(flask("list", "--course", COURSE, *SCHOOL, "--json"))
    assert [(one["name"], one["taken"]) for one in listed] == [("Summer", 0)]
    assert len(told(flask("list", "--organisation", ACADEMY, "--json"))) == 2
    line = flask("list", *SCHOOL).output.split("\t")
    assert line[1:] == [COURSE, "0", "5", "approval", "-", "Summer\n"]
    assert "is archived" in flask("archive", "Summer").output
    assert told(flask("list", "--archived", "--json"))[0]["archived"]
    assert "is back" in flask("archive", str(cohort.id), "--back").output


def test_a_code_is_made_once_shown_again_and_revoked(flask: Flasks, scene: Scene) -> None:
    scene.cohort(entry=Entry.INVITATION)
    words = ("invite", "Spring", "--uses", "5", "--expires", "2099-01-01", "--json")
    first = told(flask(*words))
    assert first["address"] == f"https://academy.example/en/join/{first['code']}"
    assert told(flask(*words)) == first
    assert flask("invite", "Spring").output.split("\t")[0] != first["code"]
    assert "is revoked" in flask("revoke", first["code"].lower()).output
    assert told(flask(*words))["code"] != first["code"]
    assert "at least once" in refused(flask("invite", "Spring", "--uses", "0"))


def test_who_asked_is_approved(flask: Flasks, session: Session, scene: Scene) -> None:
    cohort, learners = scene.cohort(entry=Entry.APPROVAL, capacity=2), scene.learners(3)
    for one in learners:
        service.ask(session, cohort.id, one.id, giving=by(one))
    session.commit()
    first = told(flask("approve", "Spring", "learner.0@example.org", "--json"))
    assert first == {"seated": 1, "waiting": 0}
    assert "1 have a seat, 1 wait for one." in flask("approve", "Spring").output
    seats = told(flask("seats", "Spring", "--json"))
    assert [(one["status"], one["deadline"]) for one in seats] == [("enrolled", None)] * 2
    assert flask("seats", "Spring").output.splitlines()[0].endswith("\tenrolled\t-\tLearner 0")


def test_one_learner_gets_more_time(flask: Flasks, session: Session, scene: Scene) -> None:
    told(flask("add", COURSE, "Spring", *SCHOOL, "--end", "2098-01-01", "--json"))
    [cohort] = queries.cohorts_called(session, "Spring")
    noi = scene.person("Noi")
    service.give_seat(session, cohort.id, noi.id, giving=GIVING)
    session.commit()
    words = ("extend", "Spring", "noi@example.org", "--reason", "Ill", "--until")
    answer = told(flask(*words, "2099-01-01", "--json"))
    assert answer["deadline"] == "2099-01-01T00:00:00+00:00"
    assert "later than the cohort's deadline" in refused(flask(*words, "2097-01-01"))
    assert "has a moment" in refused(flask(*words, "none"))


def test_instructors_are_set(flask: Flasks, scene: Scene) -> None:
    scene.cohort()
    scene.person("Som", Role.INSTRUCTOR, scene.school)
    scene.person("Noi")
    for _ in range(2):
        answer = told(flask("instructors", "Spring", "--add", "som@example.org", "--json"))
        assert [one["name"] for one in answer] == ["Som"]
    assert flask("instructors", "Spring").output == "Som\n"
    assert "Nobody who teaches" in refused(
        flask("instructors", "Spring", "--add", "noi@example.org")
    )
    assert told(flask("instructors", "Spring", "--remove", "som@example.org", "--json")) == []
