"""Cards: who may make them, what is printed, and how they let people in, once."""

import re
from datetime import timedelta
from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy import select

from academy.accounts.models import SignInCode
from academy.accounts.service import digest_of
from academy.db.audit import AuditEvent
from academy.kernel.actor import Role
from tests.accounts.region import Region
from tests.browserless import Page, Visitor
from tests.cast import PASSWORD
from tests.conftest import CountQueries

PEOPLE = "/en/admin/people"
CODE = re.compile(r"[0-9A-Z]{4}(?:-[0-9A-Z]{4}){3}")
CHOOSE = "/en/account/choose-password"
AGREE = "/en/account/agree?next=/en/learn/"


def made(region: Region, who: UUID, by: UUID) -> str:
    """Have a card made, and return its code."""
    answer = region.as_(by).post(f"{PEOPLE}/{who}/card", seen_on=PEOPLE)
    assert answer.status_code == 200
    (code,) = set(CODE.findall(Page(answer.text).text))
    return code


def by_picture(app: Flask, code: str) -> tuple[Visitor, int]:
    visitor = Visitor(app)
    return visitor, visitor.post(f"/en/card/{code}").status_code


def test_a_card_shows_its_code_once_and_keeps_a_digest(region: Region) -> None:
    answer = region.as_(region.keo).post(f"{PEOPLE}/{region.noi}/card", seen_on=PEOPLE)
    page = Page(answer.text)
    (code,) = set(CODE.findall(page.text))
    assert answer.headers["Cache-Control"] == "no-store"
    assert {"noi", code} <= {bold.text for bold in page.all("b")}
    assert "academy.example/en/card" in page.text
    assert len(page.all("svg")) == 1
    kept = region.session.scalars(select(SignInCode)).one()
    assert kept.digest == digest_of(code)
    assert kept.made_by == region.keo
    assert kept.expires_at - kept.made_at == timedelta(days=30)
    assert code not in region.as_(region.keo).get(f"{PEOPLE}/{region.noi}").text
    event = region.session.scalars(select(AuditEvent)).one()
    assert (event.action, event.organisation_id) == ("card.made", region.hub)
    assert code not in str(event.details)


def test_a_card_speaks_the_language_of_whoever_gets_it(region: Region) -> None:
    region.user(region.noi).locale = "lo"
    region.session.commit()
    answer = region.as_(region.keo).post(f"{PEOPLE}/{region.noi}/card", seen_on=PEOPLE)
    page = Page(answer.text)
    assert len(page.all("li", lang="lo")) == 1
    assert "/lo/card" in page.text


def test_cards_are_made_for_those_marked_and_within_reach(region: Region) -> None:
    marked = [str(key) for key in (region.noi, region.vanh, region.boun, region.dao, region.mali)]
    keo = region.as_(region.keo)
    answer = keo.post(f"{PEOPLE}/cards", seen_on=PEOPLE, person=[*marked, "x"])
    assert len(Page(answer.text).all("svg")) == 2
    owners = set(region.session.scalars(select(SignInCode.user_id)))
    assert owners == {region.noi, region.vanh}
    nobody = keo.post(f"{PEOPLE}/cards", seen_on=PEOPLE)
    assert "Nobody here needs a card." in Page(nobody.text).text


def test_an_organisations_people_without_e_mail_get_cards_that_they_lack(region: Region) -> None:
    for number in range(3):
        region.person(f"Person {number}", (Role.LEARNER, region.hub), email=None)
    region.person("Both", (Role.LEARNER, region.hub), (Role.ADMIN, region.thailand), email=None)
    region.person("Gone", (Role.LEARNER, region.hub), email=None)
    region.session.query(type(region.user(region.noi))).filter_by(username="gone").update(
        {"is_active": False}
    )
    region.session.commit()
    vanh, place = region.as_(region.vanh), f"/en/admin/organisations/{region.hub}"
    answer = vanh.post(f"{place}/cards", seen_on=place)
    assert len(Page(answer.text).all("svg")) == 4
    again = vanh.post(f"{place}/cards", seen_on=place)
    assert len(Page(again.text).all("svg")) == 0


def test_many_cards_take_as_many_reads_as_few(region: Region, count_queries: CountQueries) -> None:
    keo = region.as_(region.keo)
    people = [region.person(f"P {n}", (Role.LEARNER, region.hub), email=None) for n in range(40)]
    token = keo.token(PEOPLE)

    def reads(some: list[UUID]) -> int:
        sent = {"csrf_token": token, "person": [str(key) for key in some]}
        with count_queries() as seen:
            keo.client.post(f"{PEOPLE}/cards", data=sent)
        return len([statement for statement in seen if statement.startswith("SELECT")])

    assert reads(people) == reads(people[:2])


def test_the_picture_on_a_card_lets_in_and_a_password_comes_first(
    app: Flask, region: Region
) -> None:
    code = made(region, region.noi, region.keo)
    visitor = Visitor(app)
    page = visitor.get(f"/en/card/{code}")
    assert page.heading == "A card of the Academy"
    assert "Noi" not in page.text
    answer = visitor.post(f"/en/card/{code}")
    assert answer.location == CHOOSE
    for path in ("/en/learn/", "/en/account/", "/en/", "/en/courses/", "/en/login"):
        assert visitor.client.get(path).location == CHOOSE
    assert visitor.post("/en/account/", seen_on=CHOOSE, name="X").location == CHOOSE
    assert visitor.post(CHOOSE, password="short").status_code == 422
    assert visitor.post(CHOOSE, password=PASSWORD).location == AGREE
    visitor.get("/en/learn/")
    assert visitor.client.get(CHOOSE).status_code == 302
    assert (
        visitor.client.post(CHOOSE, data={"csrf_token": visitor.token("/en/account/")}).status_code
        == 404
    )
    other = Visitor(app)
    assert other.post("/en/login", login="noi", password=PASSWORD).location == AGREE
    assert by_picture(app, code)[1] == 422


def test_whoever_came_in_by_a_card_may_leave_again(app: Flask, region: Region) -> None:
    visitor, status = by_picture(app, made(region, region.noi, region.keo))
    assert status == 302
    assert visitor.post("/en/logout", seen_on=CHOOSE).status_code == 302
    assert visitor.get("/en/login").heading == "Sign in"


def test_what_is_printed_may_be_typed(app: Flask, region: Region) -> None:
    code = made(region, region.noi, region.keo)
    visitor = Visitor(app)
    assert visitor.get("/en/login").one("a", href="/en/card").text == "I have a card"
    typed = code.lower().replace("-", " ")
    assert visitor.post("/en/card", login="Noi", code=typed).location == CHOOSE


def test_a_card_typed_with_anothers_user_name_lets_nobody_in(app: Flask, region: Region) -> None:
    code = made(region, region.noi, region.keo)
    for login in ("keo@region.example", "nobody"):
        answer = Visitor(app).post("/en/card", login=login, code=code)
        assert answer.status_code == 422
        assert "This card lets nobody in." in Page(answer.text).text
    assert by_picture(app, code)[1] == 302


def refused(app: Flask, code: str) -> str:
    answer = Visitor(app).post(f"/en/card/{code}")
    assert answer.status_code == 422
    return Page(answer.text).one("p", role="alert").text


def test_used_late_replaced_and_unknown_cards_get_the_same_calm_answer(
    app: Flask, region: Region
) -> None:
    replaced = made(region, region.noi, region.keo)
    late = made(region, region.noi, region.keo)
    region.session.query(SignInCode).update({"expires_at": SignInCode.made_at})
    region.session.commit()
    used = made(region, region.vanh, region.keo)
    visitor, _ = by_picture(app, used)
    visitor.post(CHOOSE, password=PASSWORD)
    said = {refused(app, code) for code in (replaced, late, used, "7KQ2-9XWM-3FTB-0000")}
    assert len(said) == 1
    assert Visitor(app).post("/en/card", login="", code="").status_code == 422


def test_a_lost_answer_may_be_asked_for_again(app: Flask, region: Region) -> None:
    code = made(region, region.noi, region.keo)
    assert [by_picture(app, code)[1] for _ in range(2)] == [302, 302]
    actions = region.session.scalars(select(AuditEvent.action)).all()
    assert actions.count("card.used") == 1


def test_a_card_opens_no_deactivated_account(app: Flask, region: Region) -> None:
    code = made(region, region.noi, region.keo)
    region.as_(region.keo).post(f"{PEOPLE}/{region.noi}/deactivate", seen_on=PEOPLE)
    assert by_picture(app, code)[1] == 422


def test_whoever_has_no_e_mail_gets_a_card_when_access_is_reset(app: Flask, region: Region) -> None:
    first = made(region, region.noi, region.keo)
    answer = region.as_(region.keo).post(f"{PEOPLE}/{region.noi}/reset", seen_on=PEOPLE)
    (code,) = set(CODE.findall(Page(answer.text).text))
    assert by_picture(app, first)[1] == 422
    assert by_picture(app, code)[1] == 302
    assert region.user(region.noi).must_change_password


def test_a_new_password_ends_a_card_that_was_not_used(app: Flask, region: Region) -> None:
    code = made(region, region.noi, region.keo)
    visitor, _ = by_picture(app, code)
    visitor.post(CHOOSE, password=PASSWORD)
    second = made(region, region.noi, region.keo)
    new = "five calm water buffaloes"
    visitor.post(
        "/en/account/password", seen_on="/en/account/", old_password=PASSWORD, new_password=new
    )
    assert by_picture(app, second)[1] == 422


@pytest.mark.parametrize(("who", "status"), [("dao", 404), ("mali", 404), ("boun", 403)])
def test_no_card_is_made_for_a_person_beyond_reach(region: Region, who: str, status: int) -> None:
    path = f"{PEOPLE}/{getattr(region, who)}/card"
    assert region.as_(region.keo).post(path, seen_on=PEOPLE).status_code == status
    assert region.session.scalars(select(SignInCode)).all() == []


def test_a_card_signs_out_whoever_was_there(region: Region) -> None:
    code = made(region, region.noi, region.keo)
    dao = region.as_(region.dao)
    assert "The card signs them out." in dao.get(f"/en/card/{code}").text
    assert dao.post(f"/en/card/{code}").location == CHOOSE
