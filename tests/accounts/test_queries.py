"""Reads about people."""

import pytest
from sqlalchemy.exc import NoResultFound
from sqlalchemy.orm import Session

from academy.accounts import queries, service
from academy.accounts.models import Membership, User
from academy.kernel.actor import Actor, Role
from academy.kernel.ids import uuid7
from tests.accounts.conftest import People, wide
from tests.cast import NOW, STAMP, Cast
from tests.conftest import CountQueries


@pytest.fixture(autouse=True)
def noise(cast: Cast) -> None:
    """Other people, with roles: must never show up."""
    assert cast.dao
    assert cast.som


def test_an_actor_is_found_by_key_and_stamp(session: Session, cast: Cast) -> None:
    assert queries.find_actor(session, cast.noi.id, STAMP) == cast.noi
    assert queries.find_actor(session, cast.mali.id, STAMP) == cast.mali


def test_an_actor_has_every_role_in_every_organisation(session: Session, cast: Cast) -> None:
    other = service.add_organisation(session, "National University of Laos", now=NOW)
    session.add(Membership(user_id=cast.som.id, organisation_id=other, role="translator"))
    session.add(Membership(user_id=cast.som.id, organisation_id=other, role="instructor"))
    session.flush()
    found = queries.find_actor(session, cast.som.id, STAMP)
    assert found is not None
    assert found.scopes == {
        (Role.INSTRUCTOR, cast.academy()),
        (Role.TRANSLATOR, other),
        (Role.INSTRUCTOR, other),
    }


def test_nobody_is_found_by_a_stamp_that_is_over(session: Session, noi: Actor) -> None:
    assert queries.find_actor(session, noi.id, "older") is None
    assert queries.find_actor(session, uuid7(NOW), STAMP) is None


def test_nobody_comes_in_by_an_account_that_is_closed(session: Session, noi: Actor) -> None:
    session.get_one(User, noi.id).is_active = False
    session.flush()
    assert queries.find_actor(session, noi.id, STAMP) is None


def test_an_actor_costs_one_query(
    session: Session, cast: Cast, count_queries: CountQueries
) -> None:
    key = cast.mali.id
    with count_queries() as sent:
        queries.find_actor(session, key, STAMP)
    assert len([query for query in sent if query.startswith("SELECT")]) == 1


@pytest.mark.parametrize("typed", ["noi@example.org", " NOI@Example.org ", wide("noi@example.org")])
def test_an_account_is_found_however_its_address_was_typed(
    session: Session, noi: Actor, typed: str
) -> None:
    found = queries.find_by_login(session, typed)
    assert found is not None
    assert found.id == noi.id
    assert queries.find_account(session, noi.id) == found


@pytest.mark.parametrize("typed", ["sok", "SOK", wide("Sok")])
def test_an_account_is_found_however_its_user_name_was_typed(
    session: Session, people: People, typed: str
) -> None:
    sok = people.add("Sok")
    found = queries.find_by_login(session, typed)
    assert found is not None
    assert (found.id, found.email) == (sok.id, None)


@pytest.mark.parametrize("typed", ["", "noi", "nobody@example.org", "noi@example.org\0"])
def test_nobody_is_found_by_another_way_in(session: Session, noi: Actor, typed: str) -> None:
    assert noi
    assert queries.find_by_login(session, typed) is None


def test_a_person_is_what_they_said(session: Session, people: People) -> None:
    sok = people.add("sok", "សុខ", locale="km", country="KH")
    found = queries.person(session, sok.id)
    assert (found.name, found.username, found.email) == ("សុខ", "sok", None)
    assert (found.locale, found.country, found.time_zone) == ("km", "KH", "Asia/Phnom_Penh")
    with pytest.raises(NoResultFound):
        queries.person(session, uuid7(NOW))


def test_who_learns_where(session: Session, cast: Cast) -> None:
    place = service.add_organisation(session, "A ministry", now=NOW)
    service.grant(
        session, user=cast.noi.id, organisation=place, role=Role.LEARNER, by=None, now=NOW
    )
    assert queries.learner_organisation(session, cast.noi.id) == place
    assert queries.learner_organisation(session, cast.som.id) is None


def test_people_are_listed_by_their_way_in_with_their_roles(
    session: Session, cast: Cast, people: People
) -> None:
    people.add("sok", "សុខ", country="KH")
    place = cast.academy()
    service.grant(session, user=cast.som.id, organisation=place, role=Role.ADMIN, by=None, now=NOW)
    listed = [(one.login, one.roles) for one in queries.people(session)]
    assert listed == [
        ("dao@example.org", ()),
        ("sok", ()),
        ("som@example.org", ("admin", "instructor")),
    ]
    assert [one.login for one in queries.people(session, Role.INSTRUCTOR)] == ["som@example.org"]
    assert len(list(queries.people(session, Role.LEARNER))) == 3
