"""A way back in for whoever forgot the password."""

import re
from datetime import timedelta
from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from academy.accounts import handlers, queries, service
from academy.accounts.models import User
from academy.db.outbox import OutboxFact
from academy.kernel.clock import now as clock
from academy.kernel.facts import PasswordResetAsked
from academy.kernel.languages import LANGUAGES, Language
from tests.accounts.conftest import Letters, People
from tests.browserless import Page, Visitor
from tests.cast import NOW, PASSWORD

NEW = "five loud river dolphins"
LINK = re.compile(r"https://academy\.example(/\S+)")


def ask(visitor: Visitor, email: str) -> str:
    answer = visitor.post("/en/forgot", email=email)
    assert answer.status_code == 200
    return Page(answer.text).one("p", role="status").text


def link_in(letters: Letters) -> str:
    found = LINK.search(letters.only().get_content())
    assert found
    return found.group(1)


def token_of(app: Flask, session: Session, user: User, *, minutes_ago: int) -> str:
    account = queries.find_account(session, user.id)
    assert account is not None
    made = clock() - timedelta(minutes=minutes_ago)
    return service.reset_token(account, secret=str(app.config["SECRET_KEY"]), now=made)


def test_a_letter_leads_to_a_new_password_and_in(
    app: Flask, visitor: Visitor, *, people: People, letters: Letters
) -> None:
    people.add("sok@example.org", "សុខ")
    elsewhere = Visitor(app)
    elsewhere.post("/en/login", login="sok@example.org", password=PASSWORD)
    ask(visitor, "SOK@example.org")
    assert letters.only()["To"] == "sok@example.org"
    assert letters.only()["Subject"] == "Choose a new password"
    assert "Hello សុខ," in letters.only().get_content()
    link = link_in(letters)
    for _ in range(2):
        assert visitor.get(link).heading == "Choose a new password"
    answer = visitor.post(link, password=NEW)
    assert (answer.status_code, answer.location) == (302, "/en/learn/")
    assert "Your new password is saved." in visitor.get("/en/account/").text
    assert elsewhere.client.get("/en/account/").status_code == 302
    assert (
        Visitor(app).post("/en/login", login="sok@example.org", password=PASSWORD).status_code
        == 422
    )


def test_a_link_opens_once(
    app: Flask, visitor: Visitor, *, people: People, letters: Letters
) -> None:
    people.add("sok@example.org")
    ask(visitor, "sok@example.org")
    link = link_in(letters)
    visitor.post(link, password=NEW)
    assert Visitor(app).get(link, status=410).heading == "This link is over"
    second = Visitor(app)
    answer = second.post(link, seen_on="/en/login", password="six quiet bamboo rats")
    assert answer.status_code == 410


@pytest.mark.parametrize("language", LANGUAGES, ids=lambda language: language.tag)
def test_the_letter_leads_to_a_page_in_the_readers_language(
    visitor: Visitor, people: People, *, letters: Letters, language: Language
) -> None:
    tag = language.tag
    people.add("sok@example.org", locale=tag)
    ask(visitor, "sok@example.org")
    link = link_in(letters)
    assert link.startswith(f"/{tag}/reset/")
    assert visitor.get(link).one("html").attributes["lang"] == tag


def test_the_answer_tells_nothing(
    visitor: Visitor, people: People, *, letters: Letters, session: Session
) -> None:
    people.add("sok@example.org")
    closed = people.add("closed@example.org")
    closed.is_active = False
    session.commit()
    answers = {
        ask(visitor, typed)
        for typed in ("sok@example.org", "nobody@example.org", "closed@example.org")
    }
    assert len(answers) == 1
    assert len(letters.all()) == 1
    assert len(session.scalars(select(OutboxFact)).all()) == 1


def test_whoever_has_a_user_name_only_is_told_whom_to_ask(visitor: Visitor) -> None:
    assert "ask your facilitator" in visitor.get("/en/forgot").text
    answer = visitor.post("/en/forgot", email="sok")
    assert answer.status_code == 422
    page = Page(answer.text)
    assert "This is not an e-mail address." in page.text
    assert "ask your facilitator" in page.text
    assert page.one("input", name_="email").attributes["value"] == "sok"


@pytest.mark.parametrize("minutes_ago", [61, 24 * 60])
def test_a_link_is_over_after_an_hour(
    app: Flask, visitor: Visitor, *, people: People, session: Session, minutes_ago: int
) -> None:
    user = people.add("sok@example.org")
    token = token_of(app, session, user, minutes_ago=minutes_ago)
    page = visitor.get(f"/en/reset/{token}", status=410)
    assert "Ask for a new letter" in page.text


@pytest.mark.parametrize("token", ["a", "a.b", "a.b.c", "._-", "W10.x", "A" * 5000])
def test_a_forged_link_opens_nothing(visitor: Visitor, token: str) -> None:
    visitor.get(f"/en/reset/{token}", status=410)


@pytest.mark.parametrize("password", ["short", "", "password", "sok@example.org", "x y" * 100])
def test_a_bad_password_does_not_use_up_the_link(
    app: Flask, visitor: Visitor, *, people: People, session: Session, password: str
) -> None:
    user = people.add("sok@example.org")
    link = f"/en/reset/{token_of(app, session, user, minutes_ago=5)}"
    answer = visitor.post(link, password=password)
    assert answer.status_code == 422
    assert Page(answer.text).all("p", class_="error")
    assert visitor.post(link, password=NEW).status_code == 302


def test_a_letter_that_nobody_can_get_any_more_is_not_written(
    app: Flask, session: Session, *, people: People, letters: Letters
) -> None:
    user = people.add("sok")
    with app.app_context():
        handlers.post_reset_letter(user.id.hex, "en")
        handlers.post_reset_letter(UUID(int=7).hex, "en")
        handlers.send_reset_letter(session, PasswordResetAsked(user.id, "en", NOW))
    assert letters.all() == []
