"""`flask users`."""

from collections.abc import Callable

import pytest
from click.testing import Result
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from academy.accounts.models import Consent, Membership, Organisation, User
from academy.db.audit import AuditEvent
from tests.accounts.conftest import People
from tests.browserless import Visitor
from tests.cast import PASSWORD

Flasks = Callable[..., Result]


@pytest.fixture
def flask(app: Flask) -> Flasks:
    def run(*words: str, typed: str = "") -> Result:
        return app.test_cli_runner().invoke(args=["users", *words], input=typed)

    return run


def test_a_person_is_added_and_can_sign_in(
    flask: Flasks, visitor: Visitor, session: Session
) -> None:
    answer = flask(
        *("add", "Sok@Example.org", "--name", "  សុខ ", "--role", "instructor"),
        *("--password", PASSWORD, "--country", "kh", "--language", "km"),
    )
    assert answer.exit_code == 0, answer.output
    assert answer.output == "សុខ can sign in as Sok@Example.org.\n"
    user = session.scalars(select(User)).one()
    assert (user.email, user.name, user.locale) == ("sok@example.org", "សុខ", "km")
    assert (user.country, user.time_zone) == ("KH", "Asia/Phnom_Penh")
    assert session.scalars(select(Consent)).all() == []
    place = session.scalars(select(Organisation)).one()
    assert place.name == "China-ASEAN Digital Academy"
    held = session.scalars(select(Membership)).one()
    assert (held.organisation_id, held.role) == (place.id, "instructor")
    event = session.scalars(select(AuditEvent)).one()
    assert (event.action, event.actor_id) == ("role.granted", None)
    assert visitor.post("/km/login", login="sok@example.org", password=PASSWORD).status_code == 302


def test_the_password_is_asked_for(flask: Flasks, session: Session) -> None:
    answer = flask("add", "sok", "--name", "Sok", typed=f"{PASSWORD}\n{PASSWORD}\n")
    assert answer.exit_code == 0, answer.output
    assert PASSWORD not in answer.output
    assert session.scalars(select(Membership.role)).one() == "learner"
    assert session.scalars(select(User.username)).one() == "sok"


@pytest.mark.parametrize(
    ("login", "name", "password", "said"),
    [
        ("sok@", "Sok", PASSWORD, "not an e-mail address"),
        ("s ok", "Sok", PASSWORD, "A user name has"),
        ("sok", " ", PASSWORD, "letters of any script"),
        ("sok", "Sok", "short", "at least 8"),
        ("DAO", "Sok", PASSWORD, "Somebody has this user name"),
    ],
)
def test_who_cannot_be_added_is_told_why(
    flask: Flasks, people: People, *, login: str, name: str, password: str, said: str
) -> None:
    people.add("dao")
    answer = flask("add", login, "--name", name, "--password", password)
    assert answer.exit_code == 1
    assert said in answer.output
    assert people.session.scalars(select(User.username)).all() == ["dao"]


def test_a_role_is_granted_once(flask: Flasks, people: People, session: Session) -> None:
    user = people.add("sok")
    for _ in range(2):
        answer = flask("grant", "SOK", "translator", "--organisation", "A ministry")
        assert answer.output == "SOK is translator in A ministry.\n"
    (held,) = session.scalars(select(Membership))
    assert (held.user_id, held.role) == (user.id, "translator")
    granted = select(AuditEvent).where(AuditEvent.action == "role.granted")
    assert len(session.scalars(granted).all()) == 1


def test_nobody_cannot_be_granted_a_role(flask: Flasks) -> None:
    answer = flask("grant", "nobody", "admin")
    assert answer.exit_code == 1
    assert "Nobody signs in as nobody." in answer.output


def test_people_are_listed(flask: Flasks, people: People) -> None:
    people.add("sok", "សុខ", country="KH")
    people.add("dao@example.org", "Dao")
    flask("grant", "sok", "admin")
    assert flask("list").output == ("dao@example.org\t-\tlearner\tDao\nsok\tKH\tadmin\tសុខ\n")
    assert flask("list", "--role", "admin").output == "sok\tKH\tadmin\tសុខ\n"
