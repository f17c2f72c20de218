"""What people agreed to: shown, asked again, recorded from paper."""

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from academy.accounts.models import Consent, Membership, Organisation, User
from academy.accounts.rules import consents as rules
from academy.accounts.rules.consents import Agreement
from academy.db.audit import AuditEvent
from academy.kernel.actor import Actor, Role
from academy.kernel.ids import uuid7
from tests.accounts.conftest import People
from tests.browserless import Visitor
from tests.cast import NOW, PASSWORD, add_user
from tests.conftest import CountQueries


@pytest.fixture
def changed(monkeypatch: pytest.MonkeyPatch) -> None:
    """The terms have changed since everybody agreed to them."""
    monkeypatch.setitem(rules.VERSIONS, Agreement.TERMS, "2099-01")


def sign_in(app: Flask, way: str = "") -> tuple[Visitor, str]:
    visitor = Visitor(app)
    answer = visitor.post(f"/en/login{way}", login="sok", password=PASSWORD)
    return visitor, answer.location or ""


def actions(session: Session) -> list[tuple[str, dict[str, object]]]:
    rows = session.execute(select(AuditEvent.action, AuditEvent.details).order_by(AuditEvent.id))
    return [(row.action, row.details) for row in rows]


@pytest.mark.parametrize("page", ["terms", "privacy"])
@pytest.mark.parametrize("language", ["en", "km"])
def test_the_texts_are_there_for_everybody(visitor: Visitor, page: str, language: str) -> None:
    shown = visitor.get(f"/{language}/{page}")
    assert rules.VERSIONS[Agreement(page)] in shown.text


def test_the_page_to_register_leads_to_the_texts(visitor: Visitor) -> None:
    links = [link.attributes["href"] for link in visitor.get("/en/register").all("a")]
    assert {"/en/terms", "/en/privacy"} <= set(links)


def test_a_person_sees_what_they_agreed_to_and_when(app: Flask, people: People) -> None:
    people.add("sok")
    visitor, _ = sign_in(app)
    page = visitor.get("/en/account/consents")
    rows = [row.text for row in page.all("tr")[1:]]
    assert rows == [
        "Privacy notice 2026-11 Nov 23, 2026 On this website –",
        "Terms of use 2026-11 Nov 23, 2026 On this website –",
    ]
    assert "taking one back means having the account erased" in page.text
    assert "/en/account/erase" in [link.attributes["href"] for link in page.all("a")]


def test_who_agreed_to_nothing_reads_so(as_noi: Visitor) -> None:
    assert "You have not agreed to anything" in as_noi.get("/en/account/consents").text


def test_whoever_agreed_goes_straight_on(app: Flask, people: People) -> None:
    people.add("sok")
    visitor, way = sign_in(app)
    assert way == "/en/learn/"
    assert visitor.client.get("/en/account/agree").location == "/en/learn/"


@pytest.mark.usefixtures("changed")
def test_after_a_change_the_next_sign_in_asks_again(
    app: Flask, people: People, session: Session
) -> None:
    person = people.add("sok")
    visitor, way = sign_in(app, "?next=/en/account/")
    assert way == "/en/account/agree?next=/en/account/"
    page = visitor.get(way)
    assert [item.text for item in page.all("li")] == ["Terms of use"]
    assert visitor.post(way).location == "/en/account/"
    kept = session.scalars(select(Consent.version).where(Consent.user_id == person.id)).all()
    assert sorted(kept) == ["2026-11", "2026-11", "2099-01"]
    assert sign_in(app)[1] == "/en/learn/"
    assert ("consent.given", {"organisation": None}) in actions(session)


@pytest.mark.usefixtures("changed")
def test_nobody_is_stopped_on_the_way_to_an_attempt(app: Flask, people: People) -> None:
    people.add("sok")
    attempt = f"/en/attempts/{uuid7(NOW)}/"
    assert sign_in(app, f"?next={attempt}")[1] == attempt


@pytest.mark.usefixtures("changed")
def test_pages_after_the_sign_in_ask_for_nothing(
    app: Flask, people: People, count_queries: CountQueries
) -> None:
    people.add("sok")
    visitor, _ = sign_in(app)
    with count_queries() as sent:
        visitor.get("/en/account/")
    assert not [one for one in sent if "FROM consent" in one]


def test_agreeing_twice_is_agreeing_once(app: Flask, people: People, session: Session) -> None:
    person = people.add("sok")
    visitor, _ = sign_in(app)
    visitor.post("/en/account/agree", seen_on="/en/account/")
    kept = session.scalars(select(Consent).where(Consent.user_id == person.id)).all()
    assert [one.given_at for one in kept] == [NOW, NOW]


class Hub:
    """An organisation with an administrator and somebody who was imported."""

    def __init__(self, session: Session) -> None:
        self.session, self.hub = session, uuid7(NOW)
        session.add(Organisation(id=self.hub, name="Hub", country="LA"))
        session.flush()
        self.admin = self.person("Chief", Role.ADMIN)
        self.learner = self.person("Boun", Role.LEARNER)
        session.commit()

    def person(self, name: str, role: Role) -> User:
        user = add_user(self.session, name)
        self.session.add(Membership(user_id=user.id, organisation_id=self.hub, role=role.value))
        return user


@pytest.fixture
def hub(session: Session) -> Hub:
    return Hub(session)


@pytest.fixture
def as_chief(app: Flask, hub: Hub) -> Visitor:
    return Visitor(app).signed_in(Actor(hub.admin.id, "Chief"))


def test_an_administrator_records_a_paper_and_that_it_was_taken_back(
    as_chief: Visitor, hub: Hub, session: Session
) -> None:
    address = f"/en/admin/people/{hub.learner.id}/consents"
    assert "Nothing was agreed to yet." in as_chief.get(address).text
    assert as_chief.post(address).status_code == 422
    assert as_chief.post(address, kind="terms").status_code == 302
    page = as_chief.get(address)
    assert "Terms of use 2026-11" in page.text
    assert as_chief.post(f"{address}/terms/take-back", seen_on=address).status_code == 302
    kept = session.scalars(select(Consent)).one()
    assert kept.given_by == str(hub.admin.id)
    assert kept.withdrawn_at is not None
    told = {"kind": "terms", "organisation": str(hub.hub)}
    assert actions(session) == [("consent.recorded", told), ("consent.withdrawn", told)]
    as_chief.post(address, kind="terms")
    session.expire_all()
    assert session.scalars(select(Consent)).one().withdrawn_at is None


def test_only_those_above_a_person_record_their_consent(
    as_chief: Visitor, hub: Hub, session: Session, *, people: People
) -> None:
    stranger = people.add("karl")
    as_chief.get(f"/en/admin/people/{stranger.id}/consents", status=404)
    other = Organisation(id=uuid7(NOW), name="Company", country="LA")
    session.add(other)
    session.flush()
    session.add(
        Membership(user_id=hub.learner.id, organisation_id=other.id, role=Role.LEARNER.value)
    )
    session.commit()
    address = f"/en/admin/people/{hub.learner.id}/consents"
    as_chief.get(address, status=403)
    answer = as_chief.post(address, seen_on="/en/account/", kind="terms")
    assert answer.status_code == 403
    nothing = as_chief.post(f"{address}/love/take-back", seen_on="/en/account/")
    assert nothing.status_code == 404


# coming in is on the trail


def test_signing_in_is_written_down(app: Flask, people: People, session: Session) -> None:
    person = people.add("sok")
    sign_in(app)
    one = session.scalars(select(AuditEvent).where(AuditEvent.action == "sign-in.done")).one()
    assert (one.actor_id, one.subject, one.place) == (person.id, f"user:{person.id}", "127.0.0.1")


@pytest.mark.parametrize("login", ["sok", "nobody"])
def test_a_refused_sign_in_is_written_down_without_what_was_typed(
    app: Flask, people: People, session: Session, *, login: str
) -> None:
    person = people.add("sok")
    Visitor(app).post("/en/login", login=login, password="wrong")
    one = session.scalars(select(AuditEvent).where(AuditEvent.action == "sign-in.refused")).one()
    whom = person.id if login == "sok" else ""
    assert (one.actor_id, one.subject) == (None, f"user:{whom}")
    assert one.details == {"reason": "not_recognised"}


def test_asking_for_a_new_password_is_written_down(
    visitor: Visitor, people: People, session: Session
) -> None:
    person = people.add("sok@example.org")
    visitor.post("/en/forgot", email="sok@example.org")
    visitor.post("/en/forgot", email="nobody@example.org")
    asked = select(AuditEvent.subject).where(AuditEvent.action == "account.reset-asked")
    assert session.scalars(asked).all() == [f"user:{person.id}"]
