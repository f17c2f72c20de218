"""Pages about people's data: for oneself, and for administrators whose reach holds all of them."""

import io
import re
import zipfile
from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from academy.accounts import service as accounts
from academy.accounts.models import Membership, User
from academy.administration.models import Erasure, IdleAccount
from academy.db.audit import AuditEvent
from academy.db.transaction import atomic
from academy.files.store import current_store
from academy.jobs import ledger
from academy.jobs.ledger import Job
from academy.kernel.actor import Actor, Role
from tests.accounts.region import Region
from tests.administration.life import MARK, Life, found_in
from tests.browserless import Page, Visitor
from tests.builders import enrol, publish
from tests.cast import NOW, PASSWORD, Cast
from tests.marking.essays import essays

LEFT = "nobody-is-here"


@pytest.fixture
def region(app: Flask, session: Session, cast: Cast) -> Region:
    return Region(app, session, cast)


@pytest.fixture
def own(app: Flask, session: Session, cast: Cast) -> Life:
    publish(session, essays(peers=1))
    with app.app_context():
        life = Life(session, cast, current_store())
    user = session.get_one(User, life.who.id)
    user.password_hash = accounts.hash_password(PASSWORD)
    session.commit()
    return life


def as_(app: Flask, key: UUID) -> Visitor:
    return Visitor(app).signed_in(Actor(key, "", locale="en"))


def digest_on(page: Page) -> str:
    (field,) = [one for one in page.all("input") if one.attributes.get("name") == "digest"]
    return field.attributes["value"]


def merge_address(kept: UUID, gone: UUID | None = None) -> str:
    return f"/en/admin/people/{kept}/merge" + (f"?other={gone}" if gone else "")


class TestMerging:
    def test_the_other_account_is_found_shown_and_merged(self, region: Region) -> None:
        publish(region.session)
        enrol(region.session, Actor(region.noi, "Noi", locale="en"))
        double = region.person("Noi Two", (Role.LEARNER, region.ministry))
        keo = as_(region.app, region.keo)
        found = keo.get(f"{merge_address(double)}?q=noi")
        assert "Noi Two" in found.text
        assert str(region.noi) in found.html
        page = keo.get(merge_address(double, region.noi))
        assert "Courses taken" in page.text
        answer = keo.post(
            merge_address(double),
            seen_on=merge_address(double, region.noi),
            other=str(region.noi),
            digest=digest_on(page),
        )
        assert answer.status_code == 302
        assert region.user(region.noi).merged_into_id == double

    def test_where_the_world_changed_it_is_shown_again(self, region: Region) -> None:
        publish(region.session)
        double = region.person("Noi Two", (Role.LEARNER, region.ministry))
        keo = as_(region.app, region.keo)
        shown = digest_on(keo.get(merge_address(double, region.noi)))
        enrol(region.session, Actor(region.noi, "Noi", locale="en"))
        answer = keo.post(
            merge_address(double),
            seen_on=merge_address(double, region.noi),
            other=str(region.noi),
            digest=shown,
        )
        assert answer.status_code == 409
        assert digest_on(Page(answer.text)) != shown
        assert region.user(region.noi).is_active

    def test_both_people_have_to_be_within_reach_whole(self, region: Region) -> None:
        keo = as_(region.app, region.keo)
        keo.get(merge_address(region.noi, region.dao), status=404)
        keo.get(merge_address(region.dao), status=404)
        keo.get(merge_address(region.noi, region.boun), status=403)
        keo.get(merge_address(region.boun), status=403)
        as_(region.app, region.vanh).get(merge_address(region.keo), status=404)
        assert as_(region.app, region.mali).get(merge_address(region.noi, region.dao))

    def test_nothing_happens_beyond_reach_by_sending_either(self, region: Region) -> None:
        keo = as_(region.app, region.keo)
        answer = keo.post(
            merge_address(region.noi),
            seen_on=merge_address(region.noi, None),
            other=str(region.dao),
            digest="",
        )
        assert answer.status_code == 404
        assert region.user(region.dao).is_active

    def test_what_cannot_be_merged_is_said(self, region: Region) -> None:
        mali = as_(region.app, region.mali)
        same = mali.get(merge_address(region.noi, region.noi), status=422)
        assert "This is the same account" in same.text
        own = mali.get(merge_address(region.noi, region.mali), status=422)
        assert "close your own account" in own.text
        assert mali.get(f"{merge_address(region.noi)}?q={LEFT}").text.count("Nobody is found")

    def test_an_order_without_another_account_asks_for_it(self, region: Region) -> None:
        mali = as_(region.app, region.mali)
        answer = mali.post(merge_address(region.noi), seen_on="/en/account/", other="x")
        assert "Merge two accounts" in Page(answer.text).heading

    def test_the_address_of_the_other_account_can_be_taken(self, region: Region) -> None:
        mali = as_(region.app, region.mali)
        address = f"{merge_address(region.keo, region.dao)}&takes_email=y"
        page = mali.get(address)
        assert "dao@region.example" in page.text
        answer = mali.post(
            merge_address(region.keo),
            seen_on=address,
            other=str(region.dao),
            digest=digest_on(page),
            takes_email="y",
        )
        assert answer.status_code == 302
        assert region.user(region.keo).email == "dao@region.example"

    def test_likely_doubles_are_listed_within_reach(self, region: Region) -> None:
        twin = region.person("Dao", (Role.LEARNER, region.thailand), email="dao@else.example")
        mail = region.person("Someone", (Role.LEARNER, region.hub), email="dao@third.example")
        everything = as_(region.app, region.mali).get("/en/admin/people/doubles")
        assert {str(twin), str(mail)} <= set(re.findall("[0-9a-f-]{36}", everything.html))
        assert "There are none." in as_(region.app, region.keo).get("/en/admin/people/doubles").text


class TestTakingAway:
    def test_a_person_takes_their_data_away(self, app: Flask, own: Life) -> None:
        noi = as_(app, own.who.id)
        assert noi.get("/en/account/data").heading == "Everything about you"
        asked = noi.post("/en/account/data", password=PASSWORD)
        assert asked.status_code == 303
        page = noi.get("/en/account/data")
        (link,) = [one for one in page.all("a") if one.attributes["href"].endswith(".zip")]
        answer = noi.client.get(link.attributes["href"])
        assert answer.mimetype == "application/zip"
        with zipfile.ZipFile(io.BytesIO(answer.data)) as archive:
            names = archive.namelist()
            assert MARK in archive.read("index.html").decode().lower()
        assert {"data.json", "index.html"} < set(names)
        assert any(name.endswith(".pdf") and "certificates/" in name for name in names)

    def test_a_job_leads_back_to_the_page(self, app: Flask, own: Life) -> None:
        noi = as_(app, own.who.id)
        job = noi.post("/en/account/data", password=PASSWORD).location
        assert noi.client.get(job).location.endswith("/en/account/data")

    def test_without_the_password_nothing_is_gathered(self, app: Flask, own: Life) -> None:
        noi = as_(app, own.who.id)
        assert noi.post("/en/account/data", password="something else").status_code == 422
        assert noi.post("/en/account/data", password="").status_code == 422
        kinds = set(own.session.scalars(select(Job.kind)))
        assert "personal-data" not in kinds

    def test_nobody_else_gets_it(self, app: Flask, own: Life) -> None:
        noi = as_(app, own.who.id)
        noi.post("/en/account/data", password=PASSWORD)
        job = own.session.scalars(select(Job.id).where(Job.kind == "personal-data")).one()
        others = (own.cast.dao.id, own.cast.mali.id)
        answers = {as_(app, one).client.get(f"/en/account/data/{job}.zip") for one in others}
        assert {answer.status_code for answer in answers} == {404}

    def test_an_administrator_gathers_it_on_request_and_the_person_is_told(
        self, app: Flask, own: Life
    ) -> None:
        mali = as_(app, own.cast.mali.id)
        address = f"/en/admin/people/{own.who.id}/data"
        assert mali.get(address).heading == "Everything about a person"
        job = mali.post(address).location
        assert mali.client.get(job).location.endswith(address)
        page = mali.get(address)
        (link,) = [one for one in page.all("a") if one.attributes["href"].endswith(".zip")]
        assert mali.client.get(link.attributes["href"]).status_code == 200
        actions = own.session.scalars(select(AuditEvent.action)).all()
        assert "person.data-asked" in actions
        letters = (app.config["ACADEMY_HOME"] / "mail").glob("*.eml")
        assert any("Your data was gathered" in letter.read_text() for letter in letters)

    def test_reach_is_asked_again_when_it_is_taken(self, app: Flask, own: Life) -> None:
        mali = as_(app, own.cast.mali.id)
        mali.post(f"/en/admin/people/{own.who.id}/data")
        job = own.session.scalars(select(Job.id).where(Job.kind == "personal-data")).one()
        for row in own.session.scalars(
            select(Membership).where(Membership.user_id == own.cast.mali.id)
        ):
            own.session.delete(row)
        own.session.commit()
        assert mali.client.get(f"/en/account/data/{job}.zip").status_code == 404

    def test_beyond_reach_nothing_is_gathered(self, region: Region) -> None:
        keo = as_(region.app, region.keo)
        keo.get(f"/en/admin/people/{region.dao}/data", status=404)
        keo.get(f"/en/admin/people/{region.boun}/data", status=403)


class TestErasing:
    def test_a_person_erases_themselves(self, app: Flask, own: Life) -> None:
        noi = as_(app, own.who.id)
        page = noi.get("/en/account/erase")
        assert "What is kept, and why" in page.text
        answer = noi.post("/en/account/erase", password=PASSWORD, certificates="back")
        assert answer.status_code == 302
        assert "You are erased." in noi.get(answer.location).text
        assert noi.client.get("/en/account/").status_code in {302, 401}
        assert found_in(own.session, MARK) == set()

    def test_certificates_are_kept_unless_they_are_taken_back(self, app: Flask, own: Life) -> None:
        noi = as_(app, own.who.id)
        noi.post("/en/account/erase", password=PASSWORD, certificates="keep")
        assert found_in(own.session, MARK) == {"credential"}

    def test_the_wrong_password_erases_nobody(self, app: Flask, own: Life) -> None:
        noi = as_(app, own.who.id)
        answer = noi.post("/en/account/erase", password="guess", certificates="keep")
        assert answer.status_code == 422
        assert "This does not match." in answer.text
        assert own.session.scalars(select(Erasure)).all() == []

    def test_who_has_a_card_types_their_user_name(self, region: Region) -> None:
        noi = as_(region.app, region.noi)
        wrong = noi.post("/en/account/erase", username="dao", certificates="keep")
        assert wrong.status_code == 422
        assert noi.post("/en/account/data", username="Noi ").status_code == 303
        right = noi.post("/en/account/erase", username=" NOI", certificates="keep")
        assert right.status_code == 302
        assert region.user(region.noi).erased_at

    def test_staff_are_told_what_to_hand_over(
        self, app: Flask, session: Session, cast: Cast
    ) -> None:
        session.get_one(User, cast.som.id).password_hash = accounts.hash_password(PASSWORD)
        session.commit()
        som = as_(app, cast.som.id)
        page = som.get("/en/account/erase")
        assert "has a role in an organisation" in page.text
        assert not page.all("form", action="/en/account/erase")
        answer = som.post(
            "/en/account/erase", seen_on="/en/account/", password=PASSWORD, certificates="keep"
        )
        assert answer.status_code == 422

    def test_an_administrator_erases_who_wished_it(self, region: Region) -> None:
        keo, address = as_(region.app, region.keo), f"/en/admin/people/{region.noi}/erase"
        assert keo.get(address).heading == "Erase a person"
        assert keo.post(address, login="somebody").status_code == 422
        assert keo.post(address, login="").status_code == 422
        assert keo.post(address, login="noi").status_code == 302
        assert region.user(region.noi).erased_at
        keo.get(address, status=404)

    def test_beyond_reach_nobody_is_erased(self, region: Region) -> None:
        keo = as_(region.app, region.keo)
        keo.get(f"/en/admin/people/{region.dao}/erase", status=404)
        keo.get(f"/en/admin/people/{region.boun}/erase", status=403)
        answer = keo.post(
            f"/en/admin/people/{region.boun}/erase", seen_on="/en/account/", login="boun"
        )
        assert answer.status_code == 403
        assert region.user(region.boun).erased_at is None

    def test_staff_are_not_erased_by_others_either(self, region: Region) -> None:
        mali, address = as_(region.app, region.mali), f"/en/admin/people/{region.keo}/erase"
        assert "has a role" in mali.get(address).text
        answer = mali.post(address, seen_on="/en/account/", login="keo@region.example")
        assert answer.status_code == 422
        assert region.user(region.keo).erased_at is None


def test_whoever_was_warned_keeps_their_account(as_noi: Visitor, cast: Cast) -> None:
    assert as_noi.get("/en/account/stay").heading == "Keep your account"
    assert as_noi.post("/en/account/stay").status_code == 302
    assert cast.session.get_one(IdleAccount, cast.noi.id).stayed_at


def test_the_account_page_leads_there(as_noi: Visitor) -> None:
    links = {link.attributes["href"] for link in as_noi.get("/en/account/").all("a")}
    assert {"/en/account/data", "/en/account/erase"} <= links


class TestOddMoments:
    def test_an_account_that_is_over_by_now_is_not_merged(self, region: Region) -> None:
        mali = as_(region.app, region.mali)
        answer = mali.post(
            merge_address(region.noi), seen_on="/en/account/", other=str(region.noi), digest=""
        )
        assert answer.status_code == 422
        assert "This is the same account" in answer.text

    def test_what_is_not_ready_is_not_given_out(self, app: Flask, own: Life) -> None:
        noi = as_(app, own.who.id)
        noi.post("/en/account/data", password=PASSWORD)
        job = own.session.scalars(select(Job).where(Job.kind == "personal-data")).one()
        file, job.file = job.file, "0" * 64 + ".made"
        own.session.commit()
        assert noi.client.get(f"/en/account/data/{job.id}.zip").status_code == 404
        job.file, job.state = file, "running"
        own.session.commit()
        assert noi.client.get(f"/en/account/data/{job.id}.zip").status_code == 404

    def test_of_somebody_who_is_gone_nothing_is_gathered(self, app: Flask, own: Life) -> None:
        with app.app_context(), atomic() as session:
            gone = ledger.ask(
                session, "personal-data", {"person": str(UUID(int=9))}, owner_id=None, now=NOW
            )
        own.session.expire_all()
        job = own.session.get_one(Job, gone)
        assert (job.state, job.problem) == ("failed", "gone")
