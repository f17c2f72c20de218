"""Coming in for the first time, coming in again, leaving."""

from collections.abc import Iterator

import pytest
from argon2 import PasswordHasher
from flask import Flask
from sqlalchemy import Connection, select
from sqlalchemy.orm import Session

from academy.accounts.models import Consent, User
from academy.app import create_app
from academy.db.transaction import ENGINE
from academy.web.limits import limiter
from tests.accounts.conftest import People, wide
from tests.browserless import Page, Visitor
from tests.cast import PASSWORD

SOK = {
    "name": "សុខ សុភា",
    "login": "sok@example.org",
    "password": PASSWORD,
    "country": "KH",
    "born": "1990-04-30",
}

ELSEWHERE = [
    "https://evil.example/",
    "//evil.example/",
    "/\\evil.example/",
    "\\\\evil.example",
    "javascript:alert(1)",
    "/en/\r\nSet-Cookie: a=b",
    "/en/\nSet-Cookie:a=b",
    "evil.example",
    "",
]


@pytest.fixture
def counting_app(
    bare_app: Flask, connection: Connection, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Flask]:
    """The application as it is outside of tests: it counts tries."""
    monkeypatch.setattr(limiter, "enabled", value=True)
    app = create_app({**bare_app.config, "RATELIMIT_ENABLED": True})
    monkeypatch.setitem(app.extensions, ENGINE, connection)
    limiter.reset()
    yield app
    limiter.reset()


def refused(visitor: Visitor, path: str, **fields: str) -> Page:
    answer = visitor.post(path, **fields)
    assert answer.status_code == 422
    return Page(answer.text)


def value(page: Page, name: str) -> str:
    return page.one("input", name_=name).attributes.get("value", "")


def who(visitor: Visitor) -> str:
    """Return the name at the top of the page, or nothing for a stranger."""
    summaries = visitor.get("/en/forgot").all("summary")
    return summaries[0].text if len(summaries) == 2 else ""


def test_a_newcomer_gets_an_account_and_is_in(visitor: Visitor, session: Session) -> None:
    answer = visitor.post("/km/register", **SOK)
    assert (answer.status_code, answer.location) == (302, "/km/learn/")
    assert who(visitor) == "សុខ សុភា"
    user = session.scalars(select(User)).one()
    assert (user.email, user.locale, user.country) == ("sok@example.org", "km", "KH")
    assert user.time_zone == "Asia/Phnom_Penh"
    assert user.password_hash.startswith("$argon2id$v=19$m=19456,t=2,p=1$")
    consents = session.scalars(select(Consent).order_by(Consent.kind)).all()
    assert [(one.user_id, one.kind) for one in consents] == [
        (user.id, "privacy"),
        (user.id, "terms"),
    ]
    assert (user.adult_on, user.guardian_email) == (None, None)


def test_a_user_name_and_no_country_are_enough(visitor: Visitor, session: Session) -> None:
    answer = visitor.post("/en/register", **{**SOK, "login": "Sok-9", "country": ""})
    assert answer.status_code == 302
    user = session.scalars(select(User)).one()
    assert (user.email, user.username, user.country, user.time_zone) == (None, "sok-9", None, None)


def test_the_page_to_register_asks_little_and_says_what_is_kept(visitor: Visitor) -> None:
    page = visitor.get("/en/register")
    assert page.heading == "Create account"
    assert [button.text for button in page.all("button")] == ["Create account"]
    chosen = [one.attributes["value"] for one in page.all("option") if "selected" in one.attributes]
    assert chosen in ([], [""])
    assert len(page.all("option")) == 13
    assert page.one("input", name_="name").attributes["autocomplete"] == "name"
    assert page.one("input", name_="password").attributes["autocomplete"] == "new-password"
    assert page.all("summary")[-1].text == "The terms, in short"


@pytest.mark.parametrize(
    ("language", "first", "last"),
    [
        ("en", "Brunei", "Vietnam"),
        ("zh-Hans", "东帝汶", "中国"),
        ("th", "กัมพูชา", "อินโดนีเซีย"),
        ("pt", "Brunei", "Vietnã"),
    ],
)
def test_countries_are_sorted_as_readers_look_for_them(
    visitor: Visitor, *, language: str, first: str, last: str
) -> None:
    named = [one.text for one in visitor.get(f"/{language}/register").all("option")]
    assert named[1] == first
    assert named[-1] == last


def test_whoever_has_an_account_is_told_and_loses_nothing(visitor: Visitor, people: People) -> None:
    people.add("sok@example.org")
    page = refused(
        visitor, "/en/register", **{**SOK, "login": "SOK@Example.org", "password": "another one"}
    )
    assert "There is an account with this e-mail address already." in page.text
    assert value(page, "name") == "សុខ សុភា"
    assert value(page, "login") == "SOK@Example.org"
    assert value(page, "password") == ""
    assert "please type yours once more" in page.text
    (chosen,) = [one for one in page.all("option") if "selected" in one.attributes]
    assert chosen.attributes["value"] == "KH"


@pytest.mark.parametrize("login", ["sok", "SOK", wide("sok")])
def test_a_user_name_is_taken_in_every_case_and_width(
    visitor: Visitor, people: People, login: str
) -> None:
    people.add("Sok")
    page = refused(visitor, "/en/register", **{**SOK, "login": login, "password": "another one"})
    assert "Somebody has this user name already." in page.text


def test_a_double_click_makes_one_account_and_comes_in(app: Flask, session: Session) -> None:
    first, second = Visitor(app), Visitor(app)
    assert first.post("/en/register", **SOK).status_code == 302
    assert second.post("/en/register", **SOK).status_code == 302
    assert who(second) == "សុខ សុភា"
    assert len(session.scalars(select(User)).all()) == 1


@pytest.mark.parametrize(
    ("field", "text", "said"),
    [
        ("name", "", "Please fill this in."),
        ("name", "   ", "letters of any script"),
        ("name", "\0\u202e\u200f", "letters of any script"),
        ("name", "a" * 121, "too long"),
        ("login", "", "Please fill this in."),
        ("login", "sok@", "not an e-mail address"),
        ("login", "s o k", "A user name has 2 to 64"),
        ("login", "a" * 100_000, "A user name has 2 to 64"),
        ("password", "", "Please fill this in."),
        ("password", "seven77", "Use at least 8 letters."),
        ("password", "password1", "Many people use this password"),
        ("password", "sok@example.org", "must differ"),
        ("password", "a b" * 100, "Use at most 200 letters."),
        ("country", "XX", "Not a valid choice"),
    ],
)
def test_what_is_wrong_is_said_beside_the_field(
    visitor: Visitor, session: Session, field: str, *, text: str, said: str
) -> None:
    page = refused(visitor, "/en/register", **{**SOK, field: text})
    described = f"{field}-error"
    assert said in page.one("p", id=described).text
    kind = "select" if field == "country" else "input"
    shown = page.one(kind, name_=field).attributes
    assert shown["aria-invalid"] == "true"
    assert described in shown["aria-describedby"]
    assert session.scalars(select(User)).all() == []


def test_everything_wrong_is_said_at_once(visitor: Visitor) -> None:
    page = refused(visitor, "/en/register", name="1", login="@", password="short", country="")
    assert len(page.all("p", class_="error")) == 4


@pytest.mark.parametrize(
    "name",
    [
        "<script>alert(1)</script>",
        "Noi\u202egnp.exe",
        'Noi" onfocus="alert(1)',
        "Noi\0\x1b[31m",
        "{{ 7 * 7 }} %(name)s {0}",
        "W" * 120,
        "ก" + "้" * 100,
        "O'Brien; DROP TABLE users",
    ],
)
def test_a_hostile_name_is_shown_as_it_is_and_does_nothing(visitor: Visitor, name: str) -> None:
    answer = visitor.post("/en/register", **{**SOK, "name": name})
    assert answer.status_code == 302
    page = visitor.get("/en/account/")
    shown = value(page, "name")
    assert shown in name.replace("\u202e", "").replace("\0", "").replace("\x1b", "")
    assert not [one for one in page.all("script") if "src" not in one.attributes]
    assert "\u202e" not in page.html
    assert "49" not in shown


def test_a_person_signs_in_by_address_or_user_name(app: Flask, people: People) -> None:
    people.add("sok@example.org", "Sok")
    people.add("sophea", "Sophea")
    for typed, name in ((" Sok@Example.ORG ", "Sok"), ("SOPHEA", "Sophea")):
        visitor = Visitor(app)
        answer = visitor.post("/lo/login", login=typed, password=PASSWORD)
        assert (answer.status_code, answer.location) == (302, "/lo/learn/")
        assert who(visitor) == name


def test_the_page_to_sign_in_has_its_names(visitor: Visitor) -> None:
    page = visitor.get("/en/login")
    assert page.heading == "Sign in"
    assert [button.text for button in page.all("button")] == ["Sign in"]
    assert page.one("input", name_="password").attributes["autocomplete"] == "current-password"


def test_a_stranger_and_a_wrong_password_get_the_same_page(
    visitor: Visitor, people: People
) -> None:
    people.add("sok@example.org")

    def told(login: str, password: str) -> str:
        page = refused(visitor, "/en/login", login=login, password=password)
        assert value(page, "login") == login
        return page.text

    answers = {
        told("sok@example.org", "wrong"),
        told("nobody@example.org", "wrong"),
        told("nobody@example.org", PASSWORD),
        told("nobody", PASSWORD),
    }
    assert len(answers) == 1
    assert "The name or the password is not right." in answers.pop()
    assert who(visitor) == ""


@pytest.mark.parametrize("fields", [{"login": "", "password": ""}, {}, {"login": "\0"}])
def test_an_empty_form_is_answered_kindly(visitor: Visitor, fields: dict[str, str]) -> None:
    assert "Please fill this in." in refused(visitor, "/en/login", **fields).text


def test_an_old_hash_is_renewed_on_the_way_in(
    visitor: Visitor, people: People, session: Session
) -> None:
    user = people.add("sok")
    user.password_hash = PasswordHasher(time_cost=1, memory_cost=1024, parallelism=1).hash(PASSWORD)
    session.commit()
    assert visitor.post("/en/login", login="sok", password=PASSWORD).status_code == 302
    session.expire_all()
    assert "$m=19456,t=2,p=1$" in session.get_one(User, user.id).password_hash
    assert who(visitor) == "Sok"


@pytest.mark.parametrize("page", ["login", "register"])
def test_whoever_is_in_goes_to_the_desk(as_noi: Visitor, page: str) -> None:
    assert as_noi.client.get(f"/en/{page}").location == "/en/learn/"
    answer = as_noi.post(f"/en/{page}", seen_on="/en/account/", **SOK)
    assert answer.location == "/en/learn/"
    assert who(as_noi) == "Noi"


def test_a_person_goes_on_to_where_they_were_going(app: Flask, people: People) -> None:
    people.add("sok")
    address = "/en/login?next=/en/learn/clean-water/%3Fa%3Db"
    answer = Visitor(app).post(address, login="sok", password=PASSWORD)
    assert answer.location == "/en/learn/clean-water/?a=b"
    newcomer = Visitor(app)
    answer = newcomer.post("/en/register?next=/en/courses/clean-water/", **SOK)
    assert answer.location == "/en/courses/clean-water/"
    assert newcomer.client.get("/en/login?next=/en/account/").location == "/en/account/"


def test_the_way_on_is_kept_between_the_two_pages(visitor: Visitor) -> None:
    page = visitor.get("/en/login?next=/en/account/")
    links = [link.attributes["href"] for link in page.all("a")]
    assert "/en/register?next=/en/account/" in links
    back = visitor.get("/en/register?next=/en/account/")
    assert "/en/login?next=/en/account/" in [link.attributes["href"] for link in back.all("a")]


@pytest.mark.parametrize("elsewhere", ELSEWHERE)
def test_nobody_is_sent_to_another_site(app: Flask, people: People, elsewhere: str) -> None:
    people.add("sok")
    visitor = Visitor(app)
    token = visitor.token("/en/login")
    answer = visitor.client.post(
        "/en/login",
        query_string={"next": elsewhere},
        data={"csrf_token": token, "login": "sok", "password": PASSWORD},
    )
    assert (answer.status_code, answer.location) == (302, "/en/learn/")
    again = visitor.client.get("/en/login", query_string={"next": elsewhere})
    assert again.location == "/en/learn/"


def test_a_session_begins_anew(visitor: Visitor, people: People) -> None:
    people.add("sok")
    before = visitor.token("/en/login")
    with visitor.client.session_transaction() as kept:
        kept["planted"] = "by somebody else"
    visitor.post("/en/login", login="sok", password=PASSWORD)
    with visitor.client.session_transaction() as kept:
        assert "planted" not in kept
    answer = visitor.client.post("/en/logout", data={"csrf_token": before})
    assert answer.status_code == 400


def test_signing_out_is_a_button(visitor: Visitor, people: People) -> None:
    people.add("sok")
    visitor.post("/en/login", login="sok", password=PASSWORD)
    assert visitor.client.get("/en/logout").status_code == 405
    answer = visitor.post("/en/logout", seen_on="/en/account/")
    assert (answer.status_code, answer.location) == (302, "/en/")
    assert who(visitor) == ""


@pytest.mark.parametrize("page", ["register", "login", "forgot", "logout", "reset/a.b"])
def test_a_form_that_is_not_ours_changes_nothing(
    visitor: Visitor, session: Session, page: str
) -> None:
    answer = visitor.client.post(f"/en/{page}", data=SOK)
    assert answer.status_code == 400
    assert Page(answer.text).heading == "This page was open for too long."
    assert session.scalars(select(User)).all() == []


def test_whoever_guesses_on_and_on_has_to_wait(counting_app: Flask, people: People) -> None:
    visitor = Visitor(counting_app)
    people.add("sok")
    for _ in range(20):
        refused(visitor, "/en/login", login="sok", password="wrong")
    answer = visitor.post("/en/login", login="sok", password=PASSWORD)
    assert answer.status_code == 429
    assert Page(answer.text).heading == "That was too often."


def test_a_class_of_forty_signs_in_from_one_address(counting_app: Flask, people: People) -> None:
    people.add("sok")
    for _ in range(40):
        answer = Visitor(counting_app).post("/en/login", login="sok", password=PASSWORD)
        assert answer.status_code == 302


def test_a_machine_that_registers_has_to_wait(counting_app: Flask) -> None:
    def register(number: int) -> int:
        newcomer = {**SOK, "login": f"machine{number}"}
        return Visitor(counting_app).post("/en/register", **newcomer).status_code

    assert [register(number) for number in range(61)] == [302] * 60 + [429]
