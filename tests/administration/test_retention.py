"""Idle accounts are warned of, then erased; answers are kept for their time and no longer."""

from datetime import datetime, timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from academy.accounts.models import User
from academy.administration.handlers.personal import keep_as_long_as_needed
from academy.administration.models import Erasure, IdleAccount
from academy.administration.rules.retention import Due
from academy.administration.service import retention
from academy.administration.service.retention import Task
from academy.assessment.models import Response
from academy.enrolment.models import Enrolment
from academy.kernel.actor import Actor
from academy.kernel.clock import now as clock
from academy.kernel.privacy import WARNING, rule_for
from tests.administration.life import Life, person
from tests.builders import Shelf, enrol, publish
from tests.cast import NOW, Cast
from tests.marking.essays import essays

LONG = timedelta(days=rule_for("LA").inactive_days)
LATER = NOW + LONG


@pytest.fixture
def sleeper(session: Session) -> Actor:
    """Somebody who made an account and was never seen again."""
    return person(session, "sleeper")


def due(session: Session, now: datetime) -> list[Task]:
    return list(retention.walk(session, after=None, limit=100, now=now).tasks)


def do_all(session: Session, now: datetime) -> list[bool]:
    done = [retention.do(session, task, now=now) for task in due(session, now)]
    session.commit()
    return done


def test_nothing_is_due_for_a_young_account(session: Session, sleeper: Actor) -> None:
    assert due(session, NOW + timedelta(days=300)) == []
    assert session.get_one(User, sleeper.id).erased_at is None


def test_an_idle_account_is_warned_of_once_and_erased_after_its_time(
    session: Session, sleeper: Actor
) -> None:
    assert do_all(session, LATER) == [True]
    assert do_all(session, LATER + timedelta(days=29)) == []
    assert do_all(session, LATER + WARNING) == [True]
    session.expire_all()
    assert session.get_one(User, sleeper.id).erased_at == LATER + WARNING
    assert session.scalars(select(Erasure.cause)).all() == ["idle"]
    assert due(session, LATER + 2 * LONG) == []


def test_who_wants_to_stay_stays(session: Session, sleeper: Actor) -> None:
    do_all(session, LATER)
    retention.stay(session, sleeper.id, now=LATER + timedelta(days=1))
    session.commit()
    assert due(session, LATER + WARNING) == []
    assert session.get_one(IdleAccount, sleeper.id).stayed_at == LATER + timedelta(days=1)


def test_a_sign_of_life_at_the_last_moment_counts(session: Session, sleeper: Actor) -> None:
    (task,) = due(session, LATER)
    retention.stay(session, sleeper.id, now=LATER)
    assert not retention.do(session, task, now=LATER)


def test_whoever_learns_is_awake(session: Session, sleeper: Actor) -> None:
    publish(session)
    enrol(session, sleeper)
    session.execute(update(Enrolment).values(last_activity_at=LATER - timedelta(days=100)))
    session.commit()
    assert due(session, LATER) == []


def test_certificates_and_roles_keep_an_account(session: Session, cast: Cast) -> None:
    publish(session, essays(peers=1))
    Life(session, cast, Shelf())
    assert cast.mali
    session.commit()
    named = {task.sleeper.user_id for task in due(session, NOW + 3 * LONG)}
    assert named <= {cast.dao.id}


def test_who_has_no_address_is_listed_and_left_alone(session: Session, sleeper: Actor) -> None:
    user = session.get_one(User, sleeper.id)
    user.email, user.username = None, "sleeper"
    session.commit()
    assert [task.due for task in due(session, LATER)] == [Due.UNREACHABLE]
    assert do_all(session, LATER) == [False]


def test_the_walk_goes_on_where_it_stopped_and_ends(session: Session) -> None:
    everybody = [person(session, f"walker{number}").id for number in range(5)]
    seen, after = list[object](), None
    for _ in range(3):
        here = retention.walk(session, after=after, limit=2, now=NOW)
        seen += here.people
        after = here.last
    assert sorted(map(str, seen)) == sorted(map(str, everybody))
    assert after is None


def test_answers_are_forgotten_after_their_time(session: Session, cast: Cast) -> None:
    publish(session, essays(peers=1))
    life = Life(session, cast, Shelf())
    years = timedelta(days=rule_for("LA").answers_days)
    assert retention.outlived_seats(session, [life.who.id], now=NOW + years) == ()
    after = NOW + years + timedelta(seconds=1)
    seats = retention.outlived_seats(session, [life.who.id], now=after)
    assert seats == (life.seat,)
    retention.forget_answers(session, seats, now=after)
    session.commit()
    rows = session.execute(select(Response.question_id, Response.answer))
    answers = {row.question_id: row.answer for row in rows}
    assert answers == {"essay": None, "note": None, "photo": None, "see-germs": False}
    assert session.get_one(User, life.who.id).name == life.who.name


def test_once_a_minute_letters_are_sent_and_time_does_its_work(
    app: Flask, session: Session
) -> None:
    old = person(session, "longago")
    session.execute(update(User).where(User.id == old.id).values(created_at=clock() - LONG))
    session.commit()
    with app.app_context():
        keep_as_long_as_needed()
    mail: Path = app.config["ACADEMY_HOME"] / "mail"
    letters = [letter.read_text() for letter in mail.glob("*.eml")]
    assert any("To: noi@longago.example" in text and "/account/stay" in text for text in letters)
    session.expire_all()
    assert session.get_one(User, old.id).erased_at is None
    session.execute(update(IdleAccount).values(warned_at=clock() - WARNING))
    session.commit()
    with app.app_context():
        keep_as_long_as_needed()
    session.expire_all()
    assert session.get_one(User, old.id).erased_at is not None
