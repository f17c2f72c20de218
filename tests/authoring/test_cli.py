import pytest
from flask import Flask
from sqlalchemy.orm import Session

from academy.authoring import queries
from academy.authoring.rules.staff import CourseRole
from tests.builders import publish
from tests.cast import Cast


@pytest.mark.parametrize("role", CourseRole)
def test_somebody_can_be_given_any_kind_of_work(
    app: Flask, session: Session, cast: Cast, *, role: CourseRole
) -> None:
    publish(session)
    words = ["teaching", "assign", "clean-water", "som@example.org", "--role", role.value]
    assert cast.som

    done = app.test_cli_runner().invoke(args=words)

    assert done.output == f"som@example.org is {role} of clean-water.\n"
    assert queries.team(session, "clean-water")[cast.som.id] == {role}


def test_nobody_can_be_given_work_that_there_is_not(app: Flask) -> None:
    words = ["teaching", "assign", "clean-water", "som@example.org", "--role", "owner"]

    done = app.test_cli_runner().invoke(args=words)

    assert done.exit_code == 2
    assert all(f"'{role}'" in done.output for role in CourseRole)
