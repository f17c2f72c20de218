"""One's own account."""

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from academy.accounts import queries
from academy.accounts.models import User
from tests.accounts.conftest import People
from tests.browserless import Page, Visitor
from tests.cast import PASSWORD

NEW = "five loud river dolphins"
SOPHEA = {
    "name": "សុខ សុភា",
    "latin_name": "Sok Sophea",
    "locale": "km",
    "country": "KH",
    "time_zone": "",
}


@pytest.fixture
def sok(people: People) -> User:
    return people.add("sok", "សុខ", locale="km", country="KH")


@pytest.fixture
def as_sok(app: Flask, sok: User) -> Visitor:
    return enter(app, "sok") if sok else Visitor(app)


def enter(app: Flask, login: str, password: str = PASSWORD) -> Visitor:
    visitor = Visitor(app)
    assert visitor.post("/en/login", login=login, password=password).status_code == 302
    return visitor


def send(visitor: Visitor, path: str, status: int, **fields: str) -> Page:
    answer = visitor.post(path, seen_on="/en/account/", **fields)
    assert answer.status_code == status
    if status == 302:
        return visitor.get(answer.location)
    return Page(answer.text)


def value(page: Page, name: str) -> str:
    return page.one("input", name_=name).attributes.get("value", "")


def chosen(page: Page, select: str) -> str:
    """Return the option that is selected in a list, by way of the page's text."""
    listed = page.html.split(f'name="{select}"')[1].split("</select>")[0]
    (line,) = [part for part in listed.split("<option") if "selected" in part]
    return line.split('value="')[1].split('"')[0]


def test_the_page_shows_what_is_kept_in_ones_own_letters(as_sok: Visitor) -> None:
    page = as_sok.get("/km/account/")
    assert value(page, "name") == "សុខ"
    assert page.all("summary")[0].text == "សុខ"
    assert value(page, "latin_name") == ""
    assert (chosen(page, "locale"), chosen(page, "country")) == ("km", "KH")
    assert chosen(page, "time_zone") == ""
    assert "កម្ពុជា" in page.text
    assert "sok" in page.one("dd").text


def test_strangers_are_asked_to_sign_in_and_come_back(visitor: Visitor) -> None:
    answer = visitor.client.get("/en/account/")
    assert answer.location == "/en/login?next=/en/account/"


def test_what_one_says_about_oneself_is_kept(as_sok: Visitor, session: Session, sok: User) -> None:
    answer = as_sok.post("/en/account/", **SOPHEA)
    assert answer.location == "/km/account/"
    page = as_sok.get("/km/account/")
    assert value(page, "name") == "សុខ សុភា"
    assert value(page, "latin_name") == "Sok Sophea"
    session.expire_all()
    kept = queries.person(session, sok.id)
    assert (kept.latin_name, kept.locale) == ("Sok Sophea", "km")
    assert (kept.country, kept.time_zone) == ("KH", "Asia/Phnom_Penh")


def test_the_time_zone_follows_the_country_unless_one_is_chosen(
    as_sok: Visitor, session: Session, sok: User
) -> None:
    send(as_sok, "/en/account/", 302, **{**SOPHEA, "country": "ID"})
    assert chosen(as_sok.get("/en/account/"), "time_zone") == ""
    session.expire_all()
    assert queries.person(session, sok.id).time_zone == "Asia/Jakarta"
    send(as_sok, "/en/account/", 302, **{**SOPHEA, "country": "ID", "time_zone": "Asia/Jayapura"})
    page = as_sok.get("/en/account/")
    assert chosen(page, "time_zone") == "Asia/Jayapura"
    assert "Jayapura (GMT+09:00)" in page.text


def test_a_latin_name_from_a_chinese_keyboard_becomes_plain(
    as_sok: Visitor, session: Session, sok: User
) -> None:
    send(as_sok, "/en/account/", 302, **{**SOPHEA, "latin_name": "Wａｎｇ Fａｎｇ"})
    session.expire_all()
    assert queries.person(session, sok.id).latin_name == "Wang Fang"


@pytest.mark.parametrize(
    ("field", "text", "said"),
    [
        ("name", "", "Please fill this in."),
        ("name", "...", "letters of any script"),
        ("name", "ក" * 121, "too long"),
        ("latin_name", "សុខ", "Use Latin letters only"),
        ("latin_name", "<b>Sok</b>", "Use Latin letters only"),
        ("latin_name", "Sok " * 40, "too long"),
    ],
)
def test_what_cannot_be_kept_is_said_and_nothing_typed_is_lost(
    as_sok: Visitor, field: str, *, text: str, said: str
) -> None:
    page = send(as_sok, "/en/account/", 422, **{**SOPHEA, "country": "VN", field: text})
    assert said in page.one("p", id=f"{field}-error").text
    assert value(page, field) == text.strip()
    assert chosen(page, "country") == "VN"
    assert value(as_sok.get("/en/account/"), "name") == "សុខ"


@pytest.mark.parametrize("field", ["locale", "country", "time_zone"])
def test_only_what_is_offered_can_be_chosen(as_sok: Visitor, field: str) -> None:
    page = send(as_sok, "/en/account/", 422, **{**SOPHEA, field: "xx"})
    assert page.one("p", id=f"{field}-error")


def test_a_new_password_ends_every_other_session(app: Flask, as_sok: Visitor) -> None:
    elsewhere = enter(app, "sok")
    page = send(as_sok, "/en/account/password", 302, old_password=PASSWORD, new_password=NEW)
    assert "Other devices must sign in again." in page.text
    as_sok.get("/en/account/")
    assert elsewhere.client.get("/en/account/").status_code == 302
    assert Visitor(app).post("/en/login", login="sok", password=PASSWORD).status_code == 422
    enter(app, "sok", NEW)


@pytest.mark.parametrize(
    ("old", "new", "field", "said"),
    [
        ("wrong", NEW, "old_password", "This is not your present password."),
        ("", NEW, "old_password", "Please fill this in."),
        (PASSWORD, "short", "new_password", "at least 8"),
        (PASSWORD, "", "new_password", "Please fill this in."),
    ],
)
def test_the_password_stays_without_the_old_one_or_a_good_new_one(
    app: Flask, as_sok: Visitor, old: str, *, new: str, field: str, said: str
) -> None:
    page = send(as_sok, "/en/account/password", 422, old_password=old, new_password=new)
    assert said in page.one("p", id=f"{field}-error").text
    assert value(page, "old_password") == value(page, "new_password") == ""
    assert value(page, "name") == "សុខ"
    enter(app, "sok")


def test_an_account_without_an_address_gets_one(app: Flask, as_sok: Visitor) -> None:
    page = send(as_sok, "/en/account/email", 302, email="Sok@Example.org", email_password=PASSWORD)
    assert "sok@example.org" in page.text
    assert page.all("input", name_="email") == []
    enter(app, "sok@example.org")
    enter(app, "sok")
    token = as_sok.token("/en/account/")
    again = {"email": "new@example.org", "email_password": PASSWORD, "csrf_token": token}
    assert as_sok.client.post("/en/account/email", data=again).status_code == 422


@pytest.mark.parametrize(
    ("email", "password", "field", "said"),
    [
        ("sok@", PASSWORD, "email", "not an e-mail address"),
        ("", PASSWORD, "email", "Please fill this in."),
        ("DAO@example.org", PASSWORD, "email", "There is an account with this e-mail address"),
        ("sok@example.org", "wrong", "email_password", "This is not your present password."),
    ],
)
def test_an_address_needs_the_password_and_to_be_free(
    as_sok: Visitor, people: People, email: str, *, password: str, field: str, said: str
) -> None:
    people.add("dao@example.org")
    page = send(as_sok, "/en/account/email", 422, email=email, email_password=password)
    assert said in page.one("p", id=f"{field}-error").text
    assert value(page, "email") == email


@pytest.mark.parametrize("path", ["", "password", "email"])
def test_strangers_change_nothing(visitor: Visitor, path: str) -> None:
    answer = visitor.post(f"/en/account/{path}", seen_on="/en/login", **SOPHEA)
    assert answer.status_code == 401


def test_an_account_that_was_closed_is_out_at_once(
    as_sok: Visitor, session: Session, sok: User
) -> None:
    session.get_one(User, sok.id).is_active = False
    session.commit()
    assert as_sok.client.get("/en/account/").status_code == 302
