"""Loading the demo."""

import json
from collections.abc import Iterator, Sequence
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from academy.accounts import queries as people
from academy.accounts.models import User
from academy.accounts.queries import ACADEMY
from academy.accounts.service import recognise
from academy.assessment import queries as attempts
from academy.assessment.models import Attempt, Response
from academy.authoring import queries as authoring
from academy.authoring.rules.staff import CourseRole
from academy.authoring.service import Saving, set_roles
from academy.credentials import queries as credentials
from academy.credentials.models import Credential
from academy.demo.service.people import PASSWORD, PEOPLE
from academy.enrolment.models import Enrolment
from academy.kernel.actor import Role
from academy.learning import queries as learning
from academy.learning.models import Progress
from academy.reporting.policy import EVERYTHING
from academy.reporting.queries import batches, summary
from academy.reporting.rules import Filters, Report
from tests.browserless import Visitor
from tests.builders import publish
from tests.cast import NOW, Cast

REPORT = "/en/admin/reports/completions"


def told(session: Session, report: Report) -> Iterator[Sequence[Any]]:
    for batch in batches(session, EVERYTHING, report):
        yield from batch


def run(app: Flask, *args: str) -> str:
    answer = app.test_cli_runner().invoke(args=["demo", *args])
    assert answer.exit_code == 0, answer.output
    return answer.output


def load(app: Flask, learners: int = 120, seed: int = 1) -> str:
    return run(app, "load", "--learners", str(learners), "--seed", str(seed))


def test_the_people_can_sign_in_and_do_their_work(app: Flask, session: Session) -> None:
    publish(session)
    said = run(app, "people", "--yes")
    for email, one in PEOPLE.items():
        assert f"{PASSWORD}  ({one.role.value}" in said
        account = recognise(people.find_by_login(session, email), PASSWORD)
        actor = people.find_actor(session, account.id, account.stamp)
        assert actor
        assert (actor.name, one.role in actor.roles) == (one.name, True)


def test_the_people_are_made_once(app: Flask, session: Session) -> None:
    publish(session)
    run(app, "people", "--yes")
    publish(session, id="dry-land")
    run(app, "people", "--yes")
    everybody = list(people.people(session))
    assert len(everybody) == len(PEOPLE)
    staff = {one.login: one.roles for one in everybody if "learner" not in one.roles}
    assert staff == {
        email: (one.role.value,) for email, one in PEOPLE.items() if one.role is not Role.LEARNER
    }


def test_whoever_teaches_and_whoever_translates_do_so_in_every_course(
    app: Flask, session: Session
) -> None:
    publish(session)
    publish(session, id="dry-land")
    run(app, "people", "--yes")
    for role in (CourseRole.INSTRUCTOR, CourseRole.TRANSLATOR):
        person = people.find_by_login(session, f"{role}@academy.example")
        assert person
        teams = [authoring.team(session, course) for course in ("clean-water", "dry-land")]
        assert [team[person.id] for team in teams] == [{role}, {role}]


def test_what_somebody_made_of_the_people_stays(app: Flask, session: Session) -> None:
    publish(session)
    run(app, "people", "--yes")
    person = people.find_by_login(session, "translator@academy.example")
    assert person
    both = {CourseRole.TRANSLATOR, CourseRole.REVIEWER}
    set_roles(session, Saving("clean-water", None, NOW), person.id, roles=both)
    session.commit()
    run(app, "people", "--yes")
    assert authoring.team(session, "clean-water")[person.id] == both


def test_a_public_address_gets_no_known_password_by_accident(app: Flask) -> None:
    answer = app.test_cli_runner().invoke(args=["demo", "people"])
    assert answer.exit_code == 1
    assert "--yes" in answer.stderr


def test_a_local_address_needs_no_yes(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(app.config, "PUBLIC_URL", "http://127.0.0.1:8000")
    assert PASSWORD in run(app, "people")


def test_without_a_course_nobody_can_enrol(app: Flask) -> None:
    answer = app.test_cli_runner().invoke(args=["demo", "load", "--learners", "5"])
    assert answer.exit_code == 1
    assert "flask courses load" in answer.stderr


def test_a_crowd_is_what_the_academy_would_have_written(
    app: Flask, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("academy.demo.service.crowd._BATCH", 60)
    publish(session)
    publish(session, id="dry-land")
    assert "120 of 120 learners" in load(app)
    counted = summary(session, EVERYTHING, Report())
    assert set(counted.statuses) == {"enrolled", "in_progress", "completed", "withdrawn"}
    assert counted.seats > 120
    for progress in session.scalars(select(Progress)):
        done = learning.done_units(session, progress.enrolment_id)
        assert progress.units_done == len(done & {"look", "look-check", "boil", "treat-check"})
        assert progress.units_total == 4
    rows = list(told(session, Report(Filters(status="completed"))))
    assert {row[16] for row in rows} == {100}
    assert all(row[20] for row in rows)


def test_the_crowd_belongs_to_a_tree_and_learns_in_cohorts(app: Flask, session: Session) -> None:
    publish(session)
    load(app)
    academy = people.find_organisation(session, ACADEMY)
    parents = people.lines(session)
    assert all(parents[key] for key in parents if key != academy)
    rows = list(told(session, Report()))
    together = [row for row in rows if row[6]]
    assert together
    assert all(row[5] for row in together)
    learners = dict(session.execute(select(User.id, User.country)).all())
    scores = dict(session.execute(select(Progress.enrolment_id, Progress.score_percent)).all())
    for seat in session.scalars(select(Enrolment)):
        assert seat.country == learners[seat.learner_id]
        assert seat.score_percent == scores.get(seat.id)


def test_certificates_of_the_crowd_can_be_verified(app: Flask, session: Session) -> None:
    publish(session)
    load(app)
    public_id = session.scalar(select(Credential.public_id).limit(1))
    assert public_id
    found = credentials.find_by_public_id(session, public_id)
    assert found
    assert found.words["title"]["en"] == "Clean water"
    assert Visitor(app).client.get(f"/verify/{public_id}").status_code == 200


def test_attempts_of_the_crowd_hold_their_answers(
    app: Flask, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("academy.demo.service.crowd._ATTEMPTS_KEPT", 1)
    publish(session)
    load(app, 40)
    attempt = session.scalars(select(Attempt).limit(1)).one()
    kept = attempts.kept_answers(session, attempt.id)
    assert len(kept) == attempt.saves
    assert session.scalar(select(func.count()).select_from(Response))
    assert attempt.state == "submitted"


def test_the_same_seed_tells_the_same_stories(app: Flask, session: Session) -> None:
    publish(session)
    load(app, 30, seed=5)
    first = [row[2] for row in told(session, Report())]
    load(app, 30, seed=6)
    both = [row[2] for row in told(session, Report())]
    assert len(both) > len(first)
    assert json.dumps(both) != json.dumps(first)


def test_a_second_crowd_has_other_addresses(app: Flask, session: Session, cast: Cast) -> None:
    publish(session)
    assert cast.noi
    load(app, 20)
    load(app, 20)
    emails = [row[3] for row in told(session, Report())]
    assert len({*emails}) == 40
