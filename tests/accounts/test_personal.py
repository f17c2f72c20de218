"""What accounts tell, and who is likely to be the same person."""

from collections.abc import Callable
from contextlib import AbstractContextManager

from sqlalchemy.orm import Session

from academy.accounts.models import User
from academy.accounts.policy import EVERYTHING, NOTHING, Scope
from academy.accounts.queries.doubles import likely_doubles
from academy.accounts.rules import searched_text
from academy.accounts.service import personal
from tests.administration.life import person, place
from tests.cast import Cast


def pairs(session: Session, scope: Scope = EVERYTHING) -> set[frozenset[str]]:
    found = likely_doubles(session, scope)
    return {frozenset({pair.older.login, pair.newer.login}) for pair in found}


def test_the_same_name_in_the_same_country_may_be_one_person(session: Session, cast: Cast) -> None:
    assert cast.dao
    one, other = person(session, "abc"), person(session, "abc.def")
    elsewhere = person(session, "ab", country="TH")
    for who, name in ((one, "ｎｏｉ  keo"), (other, "Noi Keo"), (elsewhere, "Noi Keo")):
        user = session.get_one(User, who.id)
        user.name, user.email = name, f"{who.id.hex}@example.org"
        user.searched = searched_text(name, user.email)
    session.commit()
    assert pairs(session) == {
        frozenset({f"{one.id.hex}@example.org", f"{other.id.hex}@example.org"})
    }


def test_the_same_name_of_a_mailbox_may_be_one_person(session: Session) -> None:
    person(session, "here")
    person(session, "there")
    assert pairs(session) == {frozenset({"noi@here.example", "noi@there.example"})}


def test_only_who_reaches_both_whole_is_shown_them(session: Session) -> None:
    person(session, "here")
    person(session, "there")
    assert pairs(session, NOTHING) == set()
    assert len(pairs(session, Scope(frozenset({place(session)})))) == 1


def test_many_people_cost_as_many_reads_as_few(
    session: Session, count_queries: Callable[[], AbstractContextManager[list[str]]]
) -> None:
    person(session, "here")
    with count_queries() as few:
        pairs(session)
    for number in range(30):
        person(session, f"there{number}")
    with count_queries() as many:
        pairs(session)
    assert len(few) == len(many)


def test_an_account_tells_what_it_is(session: Session) -> None:
    who = person(session, "teller")
    (account,) = personal.told(session, who.id).sections["account"]
    assert (account["name"], account["email"]) == ("Noi Teller", "noi@teller.example")
    assert "password_hash" not in account
