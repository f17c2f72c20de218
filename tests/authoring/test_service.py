from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from academy.authoring import queries, service
from academy.authoring.cli import teaching
from academy.authoring.messages import REFUSALS
from academy.authoring.rules.staff import CourseRole, StaffRefused
from academy.db.audit import AuditEvent
from academy.kernel.refusal import Refusal
from tests.authoring.staff import assign
from tests.builders import publish
from tests.cast import NOW, Cast


@pytest.fixture(autouse=True)
def noise(session: Session, cast: Cast) -> None:
    """Another course that somebody else teaches."""
    publish(session, id="noise", title="Noise")
    publish(session)
    assign(session, cast.mali, "noise")


def test_whoever_is_assigned_teaches_this_course_only(session: Session, cast: Cast) -> None:
    assign(session, cast.som)

    assert queries.teaches(session, cast.som, "clean-water")
    assert not queries.teaches(session, cast.som, "noise")
    assert not queries.teaches(session, cast.noi, "clean-water")
    assert [course.id for course in queries.courses_of(session, cast.som, "en")] == ["clean-water"]


def test_a_translator_works_on_a_course_without_seeing_its_learners(
    session: Session, cast: Cast
) -> None:
    assign(session, cast.som, role=CourseRole.TRANSLATOR)

    assert not queries.teaches(session, cast.som, "clean-water")
    assert queries.standing(session, cast.som, "clean-water").roles == frozenset(
        {CourseRole.TRANSLATOR}
    )


def test_an_administrator_sees_every_course(session: Session, cast: Cast) -> None:
    courses = queries.courses_of(session, cast.mali, "km")

    assert {course.id for course in courses} == {"clean-water", "noise"}


def test_somebody_without_courses_has_none(session: Session, cast: Cast) -> None:
    assert queries.courses_of(session, cast.som, "en") == []


def test_assigning_twice_is_assigning_once(session: Session, cast: Cast) -> None:
    assign(session, cast.som)
    assign(session, cast.som)

    events = session.scalars(select(AuditEvent).where(AuditEvent.action == "course.assigned"))
    assert [event.details["user"] for event in events].count(str(cast.som.id)) == 1


def test_a_role_can_change(session: Session, cast: Cast) -> None:
    assign(session, cast.som, role=CourseRole.TRANSLATOR)
    later = NOW + timedelta(days=1)
    service.assign(
        session, course_id="clean-water", user_id=cast.som.id, by=cast.mali.id, now=later
    )

    assert queries.team(session, "clean-water")[cast.som.id] == {CourseRole.INSTRUCTOR}
    event = session.scalars(select(AuditEvent).where(AuditEvent.at == later)).one()
    assert (event.actor_id, event.subject) == (cast.mali.id, "course:clean-water")


def test_nobody_is_assigned_to_a_course_that_is_not_there(session: Session, cast: Cast) -> None:
    with pytest.raises(Refusal) as refusal:
        assign(session, cast.som, "nothing")

    assert refusal.value.reason is StaffRefused.NO_COURSE


def test_every_refusal_has_words() -> None:
    assert set(StaffRefused) <= set(REFUSALS)


def test_the_command_assigns_by_login(app: Flask, session: Session, cast: Cast) -> None:
    assert cast.som
    run = app.test_cli_runner().invoke

    done = run(teaching, ["assign", "clean-water", "SOM@example.org"])
    nobody = run(teaching, ["assign", "clean-water", "nobody@example.org"])
    nothing = run(teaching, ["assign", "nothing", "som@example.org"])

    assert done.output == "SOM@example.org is instructor of clean-water.\n"
    assert queries.teaches(session, cast.som, "clean-water")
    assert (nobody.exit_code, nothing.exit_code) == (1, 1)
    assert "Nobody signs in as nobody@example.org." in nobody.output
    assert "There is no such course." in nothing.output
