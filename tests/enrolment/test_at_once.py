"""Several people want the same seats at the same moment, on both stores."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from academy.accounts.models import Membership
from academy.db import transaction
from academy.db.outbox import OutboxFact
from academy.enrolment import queries, service
from academy.enrolment.models import Invitation
from academy.enrolment.queries import Group
from academy.enrolment.rules import Given, InvitationRefused, Limits
from academy.enrolment.service import Seating
from academy.kernel.actor import Actor
from tests.at_once import House, Use, application
from tests.cast import NOW
from tests.enrolment.scene import COURSE, GIVING, Scene, by


@pytest.fixture
def house(empty_database_url: str, tmp_path: Path) -> Iterator[House]:
    """A whole application, in which things are really committed."""
    house = House(application(empty_database_url, tmp_path))
    yield house
    house.app.extensions[transaction.ENGINE].dispose()


def arranged(house: House, learners: int, capacity: int) -> tuple[Group, list[Actor]]:
    """Return a cohort and people, as another process would have made them."""
    with Session(house.app.extensions[transaction.ENGINE], expire_on_commit=False) as session:
        scene = Scene(session)
        return scene.cohort(capacity=capacity), scene.learners(learners)


def give(cohort: Group, learner: Actor, minute: int = 0) -> Use:
    giving = by(learner, NOW + timedelta(minutes=minute))
    return lambda session: service.give_seat(session, cohort.id, learner.id, giving=giving)


def leave(learner: Actor) -> Use:
    return lambda session: service.withdraw(session, actor=learner, course_id=COURSE, now=NOW)


def taken(house: House, cohort: Group) -> int:
    return house.work(lambda session: queries.seats_taken(session, cohort.id))


def letters(house: House) -> list[str]:
    statement = select(OutboxFact.payload).where(OutboxFact.topic == "seat-given")
    rows = house.work(lambda session: list(session.scalars(statement)))
    return [row["enrolment_id"] for row in rows]


def test_the_last_seats_go_to_as_many_as_there_are(house: House) -> None:
    cohort, learners = arranged(house, 6, 2)
    answers: list[Seating] = house.all_at_once(*(give(cohort, one) for one in learners))
    given = sorted(answer.given for answer in answers)
    assert given == [Given.SEATED] * 2 + [Given.WAITING] * 4
    assert taken(house, cohort) == 2
    line = house.work(lambda session: queries.in_line(session, cohort.id, limit=None))
    assert [one.number for one in line] == [1, 2, 3, 4]


def test_one_person_who_comes_twice_has_one_seat(house: House) -> None:
    cohort, [noi] = arranged(house, 1, 2)
    answers: list[Seating] = house.all_at_once(*[give(cohort, noi)] * 4)
    assert sorted(one.given for one in answers) == [Given.ALREADY_THERE] * 3 + [Given.SEATED]
    assert taken(house, cohort) == 1


def test_two_who_leave_at_once_let_two_in_and_each_is_told_once(house: House) -> None:
    cohort, learners = arranged(house, 6, 2)
    for minute, one in enumerate(learners):
        house.work(give(cohort, one, minute))
    house.all_at_once(leave(learners[0]), leave(learners[1]))
    assert taken(house, cohort) == 2
    told = letters(house)
    assert len(told) == len(set(told)) == 2
    seats = house.work(
        lambda session: {
            str(seat.id)
            for one in learners[2:4]
            if (seat := queries.find_seat(session, one.id, COURSE))
        }
    )
    assert set(told) == seats


def test_some_leave_while_others_come(house: House) -> None:
    cohort, learners = arranged(house, 8, 3)
    for one in learners[:4]:
        house.work(give(cohort, one))
    comings = [give(cohort, one) for one in learners[4:]]
    house.all_at_once(leave(learners[0]), leave(learners[1]), *comings)
    assert taken(house, cohort) == 3


def test_a_code_lets_in_no_more_than_it_may(house: House) -> None:
    cohort, learners = arranged(house, 5, 10)
    code: str = house.work(
        lambda session: service.invite(session, cohort, giving=GIVING, limits=Limits(2))
    )

    def come(key: UUID) -> Use:
        return lambda session: service.join(session, code, key, giving=GIVING)

    answers = house.all_at_once(*(come(one.id) for one in learners))
    assert answers.count(InvitationRefused.USED_UP) == 3
    assert taken(house, cohort) == 2
    assert house.work(lambda session: session.scalar(select(Invitation.used))) == 2
    people = select(func.count()).select_from(Membership).where(Membership.role == "learner")
    assert house.work(lambda session: session.scalar(people)) == 2
