"""Learners under age: a guardian agrees first, by letter or on paper."""

import re
from datetime import date, timedelta
from urllib.parse import urlsplit

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from academy.accounts import queries, service
from academy.accounts.models import Consent, Membership, User
from academy.accounts.queries import Awaiting
from academy.accounts.service import consents
from academy.accounts.views import entering
from academy.db.audit import AuditEvent
from academy.kernel.actor import Role
from academy.kernel.clock import now as clock
from academy.kernel.refusal import Refusal
from tests.accounts.conftest import Letters
from tests.browserless import Page, Visitor
from tests.cast import NOW, PASSWORD, Cast

YEARS = timedelta(days=365)
CHILD = {
    "name": "ບຸນ",
    "login": "boun@example.org",
    "password": PASSWORD,
    "country": "LA",
    "born": str(clock().date() - 12 * YEARS),
}
WITH_MOTHER = {**CHILD, "guardian_email": "Mother@example.org"}
ON_PAPER = {**CHILD, "login": "boun", "on_paper": "y"}
WAITS = "Your account waits for a parent or guardian"


def user(session: Session) -> User | None:
    session.expire_all()
    return session.scalars(select(User)).one_or_none()


def link(letters: Letters) -> str:
    """Return the address in the only letter, as it stands on this site."""
    body = letters.only().get_content()
    found = re.search(r"https://academy\.example(\S+)", body)
    assert found
    return urlsplit(found.group(1)).path


def answer(app: Flask, address: str, said: str) -> Page:
    return Page(Visitor(app).post(address, answer=said).text)


def sign_in(app: Flask, login: str = "boun@example.org") -> Visitor:
    visitor = Visitor(app)
    visitor.post("/en/login", login=login, password=PASSWORD)
    return visitor


def is_in(visitor: Visitor) -> bool:
    return visitor.client.get("/en/account/").status_code == 200


def test_a_child_is_asked_for_a_guardian_and_nothing_is_made(
    visitor: Visitor, session: Session
) -> None:
    asked = visitor.post("/en/register", **CHILD)
    assert asked.status_code == 422
    page = Page(asked.text)
    assert "At your age a parent or guardian has to agree first." in page.text
    assert page.one("input", name_="guardian_email").attributes["aria-invalid"] == "true"
    assert page.one("input", name_="on_paper")
    assert user(session) is None


def test_an_adult_is_not_asked_for_a_guardian(visitor: Visitor) -> None:
    page = visitor.get("/en/register")
    assert page.one("input", name_="born").attributes["type"] == "date"
    assert page.all("input", name_="guardian_email") == []


@pytest.mark.parametrize("born", ["", "yesterday", "2552-04-30"])
def test_without_a_date_of_birth_there_is_no_account(
    visitor: Visitor, session: Session, born: str
) -> None:
    page = Page(visitor.post("/en/register", **{**CHILD, "born": born}).text)
    assert page.one("p", id="born-error").text
    assert user(session) is None


def test_the_account_is_closed_until_the_guardian_agrees(
    app: Flask, visitor: Visitor, session: Session, *, letters: Letters
) -> None:
    page = Page(visitor.post("/en/register", **WITH_MOTHER).text)
    assert page.heading == WAITS
    assert not is_in(visitor)
    made = user(session)
    assert made is not None
    assert (made.is_active, made.guardian_email) == (False, "mother@example.org")
    assert made.adult_on == _same_day_later(date.fromisoformat(CHILD["born"]), 18)
    again = Visitor(app).post("/en/login", login="boun@example.org", password=PASSWORD)
    assert Page(again.text).heading == WAITS
    assert not is_in(sign_in(app))
    assert letters.only()["To"] == "mother@example.org"


def test_a_wrong_password_tells_nothing_of_waiting(app: Flask, visitor: Visitor) -> None:
    visitor.post("/en/register", **WITH_MOTHER)
    told = Visitor(app).post("/en/login", login="boun@example.org", password="wrong")
    assert told.status_code == 422
    assert "The name or the password is not right." in told.text


def test_yes_opens_the_account_and_the_learner_is_told(
    app: Flask, visitor: Visitor, session: Session, *, letters: Letters
) -> None:
    visitor.post("/lo/register", **WITH_MOTHER)
    address = link(letters)
    assert address.startswith("/lo/guardian/")
    page = visitor.get(address.replace("/lo/", "/en/"))
    assert "ບຸນ made an account" in page.text
    assert not is_in(sign_in(app))
    done = answer(app, address.replace("/lo/", "/en/"), "yes")
    assert done.heading == "Thank you, the account is open"
    assert is_in(sign_in(app))
    kept = session.scalars(select(Consent).where(Consent.kind == "guardian")).one()
    assert kept.given_by == "mother@example.org"
    assert [letter["To"] for letter in letters.all()] == ["mother@example.org", "boun@example.org"]
    visitor.get(address, status=410)


def test_no_erases_everything_but_what_was_done(
    app: Flask, visitor: Visitor, session: Session, *, letters: Letters
) -> None:
    visitor.post("/en/register", **WITH_MOTHER)
    address = link(letters)
    done = answer(app, address, "no")
    assert done.heading == "The account is erased"
    assert user(session) is None
    assert session.scalars(select(Consent)).all() == []
    done_ = session.scalars(select(AuditEvent.action).order_by(AuditEvent.id)).all()
    assert "consent.refused" in done_
    visitor.get(address, status=410)
    assert Visitor(app).post(address, seen_on="/en/login", answer="yes").status_code == 410


def test_no_leaves_a_row_without_a_name_where_others_listed_the_learner(
    app: Flask, visitor: Visitor, session: Session, *, letters: Letters, cast: Cast
) -> None:
    visitor.post("/en/register", **WITH_MOTHER)
    made = user(session)
    assert made is not None
    key = made.id
    session.add(Membership(user_id=key, organisation_id=cast.academy(), role=Role.LEARNER.value))
    service.people.keep_past(session, key, now=NOW)
    session.commit()
    answer(app, link(letters), "no")
    session.expire_all()
    left = session.get_one(User, key)
    assert (left.name, left.email, left.is_active) == ("", None, False)
    assert left.erased_at is not None


def test_what_is_neither_yes_nor_no_asks_again(
    visitor: Visitor, session: Session, letters: Letters
) -> None:
    visitor.post("/en/register", **WITH_MOTHER)
    page = Page(visitor.post(link(letters), answer="perhaps").text)
    assert page.heading == "May your child learn with us?"
    assert user(session) is not None


def test_a_link_is_good_for_two_weeks_and_for_its_own_address(
    app: Flask, visitor: Visitor, session: Session
) -> None:
    visitor.post("/en/register", **WITH_MOTHER)
    made = user(session)
    assert made is not None
    learner = queries.awaiting(session, made.id)
    assert isinstance(learner, Awaiting)
    token = consents.guardian_token(learner, secret="s", now=NOW)

    def found(token: str, days: int = 0) -> Awaiting | None:
        moment = NOW + timedelta(days=days)
        return consents.learner_of_token(session, token, secret="s", now=moment)

    assert found(token, 13) == learner
    assert found(token, 14) is None
    assert found(f"{token}x") is None
    made.guardian_email = "father@example.org"
    session.commit()
    assert found(token) is None
    assert Visitor(app).client.get("/en/guardian/a.b").status_code == 410


def test_the_letter_is_sent_again_for_whoever_knew_the_password(
    app: Flask, visitor: Visitor, letters: Letters
) -> None:
    visitor.post("/en/register", **WITH_MOTHER)
    page = Page(Visitor(app).post("/en/login", login="boun@example.org", password=PASSWORD).text)
    again = page.one("input", name_="again").attributes["value"]
    sent = visitor.post("/en/guardian/again", seen_on="/en/login", again=again)
    assert "The letter is on its way again." in Page(sent.text).text
    assert len(letters.all()) == 2
    assert visitor.post("/en/guardian/again", seen_on="/en/login", again="x").status_code == 410


def test_a_double_click_waits_once(app: Flask, visitor: Visitor, letters: Letters) -> None:
    visitor.post("/en/register", **WITH_MOTHER)
    second = Visitor(app).post("/en/register", **WITH_MOTHER)
    assert Page(second.text).heading == WAITS
    assert len(letters.all()) == 1


def test_without_a_guardians_address_an_administrator_records_the_paper(
    app: Flask, visitor: Visitor, session: Session, *, letters: Letters, as_mali: Visitor
) -> None:
    page = Page(visitor.post("/en/register", **ON_PAPER).text)
    assert page.heading == WAITS
    assert "sign a paper" in page.text
    assert letters.all() == []
    made = session.scalars(select(User).where(User.username == "boun")).one()
    address = f"/en/admin/people/{made.id}/consents"
    assert "This account waits for a parent or guardian." in as_mali.get(address).text
    assert as_mali.post(address, kind="guardian").status_code == 302
    assert is_in(sign_in(app, "boun"))
    kept = session.scalars(select(Consent).where(Consent.kind == "guardian")).one()
    assert kept.given_by not in {None, "guardian"}
    assert "On paper" in as_mali.get(address).text


def test_a_guardians_consent_taken_back_closes_the_account(
    app: Flask, visitor: Visitor, session: Session, *, as_mali: Visitor
) -> None:
    visitor.post("/en/register", **ON_PAPER)
    made = session.scalars(select(User).where(User.username == "boun")).one()
    address = f"/en/admin/people/{made.id}/consents"
    as_mali.post(address, kind="guardian")
    inside = sign_in(app, "boun")
    assert is_in(inside)
    as_mali.post(f"{address}/guardian/take-back", seen_on=address)
    assert not is_in(inside)
    assert not is_in(sign_in(app, "boun"))
    as_mali.post(address, kind="guardian")
    assert is_in(sign_in(app, "boun"))


def test_whoever_grows_up_waiting_needs_nobody_any_more(
    app: Flask, visitor: Visitor, session: Session
) -> None:
    visitor.post("/en/register", **WITH_MOTHER)
    made = user(session)
    assert made is not None
    made.adult_on = clock().date()
    session.commit()
    assert is_in(sign_in(app))


def test_waiting_cannot_be_got_around_by_a_new_password(
    app: Flask, visitor: Visitor, letters: Letters
) -> None:
    visitor.post("/en/register", **WITH_MOTHER)
    Visitor(app).post("/en/forgot", email="boun@example.org")
    assert [letter["To"] for letter in letters.all()] == ["mother@example.org"]


def test_a_young_person_cannot_move_to_where_a_guardian_is_asked(
    visitor: Visitor, session: Session
) -> None:
    born = str(clock().date() - 15 * YEARS)
    assert visitor.post("/en/register", **{**CHILD, "country": "SG", "born": born}).status_code
    assert is_in(visitor)
    told = visitor.post(
        "/en/account/", name="Boun", locale="en", country="TH", time_zone="", latin_name=""
    )
    assert told.status_code == 422
    assert "In this country a parent or guardian has to agree first" in told.text
    made = user(session)
    assert made is not None
    assert made.country == "SG"
    kept = {"name": "Boun", "locale": "en", "time_zone": "", "latin_name": ""}
    assert visitor.post("/en/account/", **kept, country="CN").status_code == 302
    assert visitor.post("/en/account/", **kept, country="KH").status_code == 422
    consents.record_on_paper(session, made.id, consents.Agreement.GUARDIAN, by=made.id, now=NOW)
    session.commit()
    assert visitor.post("/en/account/", **kept, country="KH").status_code == 302


def test_an_account_that_waits_is_not_reactivated(visitor: Visitor, session: Session) -> None:
    visitor.post("/en/register", **WITH_MOTHER)
    made = user(session)
    assert made is not None
    with pytest.raises(Refusal) as refused:
        service.reactivate(session, made.id, by=service.By(None, NOW))
    assert refused.value.reason is entering.ConsentRefused.GUARDIAN_AWAITED


def _same_day_later(day: date, years: int) -> date:
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return date(day.year + years, 3, 1)
