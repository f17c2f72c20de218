"""What rows were: kept once a day, and told of every day before."""

from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest
from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from academy.accounts.models import User, UserPast
from academy.db import past
from tests.cast import add_user

MONDAY = date(2026, 3, 2)


def day(number: int) -> date:
    """Return a day of that week, Monday being the first."""
    return MONDAY + timedelta(days=number - 1)


class Person:
    """Somebody whose name changes."""

    def __init__(self, session: Session) -> None:
        self.session = session
        add_user(session, "Somebody else")
        self.id: UUID = add_user(session, "First").id
        session.commit()

    def call(self, name: str, on: date) -> None:
        past.keep(self.session, UserPast, of=User, where=User.id == self.id, day=on)
        self.session.execute(update(User).where(User.id == self.id).values(name=name))

    def name_on(self, when: date) -> str:
        """Return what the person was called at the end of a day."""
        was, on = past.as_of(UserPast, User.id, day=when, name="was")
        told = func.coalesce(was.c.name, User.name)
        statement = select(told).select_from(User).outerjoin(was, on)
        return self.session.execute(statement.where(User.id == self.id)).scalar_one()


@pytest.fixture
def person(session: Session) -> Person:
    return Person(session)


def test_what_never_changed_is_what_it_is(person: Person) -> None:
    assert person.name_on(day(1)) == "First"


def test_a_change_leaves_every_day_before_as_it_was(person: Person) -> None:
    person.call("Second", day(3))
    assert [person.name_on(day(number)) for number in (1, 2, 3, 4)] == [
        "First", "First", "Second", "Second",
    ]  # fmt: skip


def test_a_day_tells_what_its_evening_told_however_often_it_changed(person: Person) -> None:
    person.call("Second", day(3))
    person.call("Third", day(3))
    person.call("Fourth", day(5))
    assert [person.name_on(day(number)) for number in range(2, 7)] == [
        "First", "Third", "Third", "Fourth", "Fourth",
    ]  # fmt: skip
    assert person.session.scalar(select(func.count()).select_from(UserPast)) == 2


def test_others_keep_no_past(person: Person) -> None:
    person.call("Second", day(3))
    (kept,) = person.session.scalars(select(UserPast)).all()
    assert (kept.id, kept.until, kept.name) == (person.id, day(3), "First")


def test_all_that_the_past_has_a_place_for_is_kept(person: Person) -> None:
    person.session.execute(
        update(User).where(User.id == person.id).values(latin_name="Noy", username="noy")
    )
    person.call("Second", datetime(2026, 3, 4, 23, 59, tzinfo=UTC).date())
    (kept,) = person.session.scalars(select(UserPast)).all()
    assert (kept.latin_name, kept.username) == ("Noy", "noy")
