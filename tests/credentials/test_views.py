from collections.abc import Iterator

import pytest
from flask import Flask
from sqlalchemy import Connection
from sqlalchemy.orm import Session

from academy.accounts.models import Membership, Organisation, User
from academy.app import create_app
from academy.credentials import service
from academy.credentials.queries import Certificate
from academy.db.transaction import ENGINE
from academy.kernel.ids import uuid7
from academy.kernel.languages import LANGUAGES
from academy.web.limits import limiter
from tests.browserless import Visitor
from tests.builders import publish
from tests.cast import NOW, Cast
from tests.conftest import CountQueries
from tests.credentials.made import UNKNOWN, earn
from tests.credentials.papers import record_of, text_of

NUMBER_FIELD = "number"


@pytest.fixture
def noi_earned(session: Session, cast: Cast) -> Certificate:
    publish(session)
    earn(session, cast.dao)
    return earn(session, cast.noi)


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


def revoke(session: Session, certificate: Certificate, why: str = "Issued by mistake.") -> None:
    service.revoke(session, public_id=certificate.public_id, why=why, actor_id=None, now=NOW)
    session.commit()


def verify_path(certificate: Certificate) -> str:
    return f"/verify/{certificate.public_id}"


def pdf_path(certificate: Certificate) -> str:
    return f"/certificates/{certificate.public_id}.pdf"


def test_who_has_none_yet_is_told_how_to_earn_one(as_noi: Visitor) -> None:
    page = as_noi.get("/en/certificates/")
    assert page.heading == "My certificates"
    assert "no certificates yet" in page.text


def test_ones_own_certificates_are_listed_with_all_one_can_do(
    as_noi: Visitor, noi_earned: Certificate
) -> None:
    page = as_noi.get("/en/certificates/")
    (link,) = [one for one in page.all("a") if one.text == "Download certificate"]
    assert link.attributes["href"] == pdf_path(noi_earned)
    assert f"https://academy.example{verify_path(noi_earned)}" in page.text
    assert "Clean water" in page.text


def test_a_revoked_one_is_listed_with_its_reason_and_not_to_be_had(
    as_noi: Visitor, session: Session, noi_earned: Certificate
) -> None:
    revoke(session, noi_earned)
    page = as_noi.get("/en/certificates/")
    assert "Issued by mistake." in page.text
    assert "Download certificate" not in page.text
    assert as_noi.client.get(pdf_path(noi_earned)).status_code == 404


def test_a_stranger_is_asked_to_sign_in(visitor: Visitor, noi_earned: Certificate) -> None:
    for path in ("/en/certificates/", pdf_path(noi_earned)):
        assert "/login" in (visitor.client.get(path).location or "")


def test_the_list_costs_the_same_however_long_it_is(
    as_noi: Visitor, session: Session, cast: Cast, *, count_queries: CountQueries
) -> None:
    publish(session)
    earn(session, cast.noi)
    as_noi.get("/en/certificates/")
    with count_queries() as few:
        as_noi.get("/en/certificates/")
    for number in range(8):
        publish(session, id=f"water-{number}", title=f"Water {number}")
        earn(session, cast.noi, f"water-{number}")
    with count_queries() as many:
        page = as_noi.get("/en/certificates/")
    assert len(few) == len(many)
    assert len(page.all("article")) == 9


def test_the_holder_downloads_a_file_with_a_plain_name(
    as_noi: Visitor, noi_earned: Certificate
) -> None:
    answer = as_noi.client.get(pdf_path(noi_earned))
    assert answer.status_code == 200
    assert answer.mimetype == "application/pdf"
    wanted = f"attachment; filename=certificate-{noi_earned.public_id}.pdf"
    assert answer.headers["Content-Disposition"] == wanted
    assert answer.headers["Cache-Control"].startswith("private")
    assert answer.headers["X-Robots-Tag"] == "noindex"
    found = text_of(answer.data)
    assert "Noi" in found
    assert "Clean water" in found
    assert noi_earned.public_id in found
    address = f"https://academy.example{verify_path(noi_earned)}"
    assert record_of(answer.data)["verify"] == address


def test_others_learn_nothing_of_the_file(
    as_dao: Visitor, as_som: Visitor, session: Session, *, cast: Cast, noi_earned: Certificate
) -> None:
    elsewhere = Organisation(id=uuid7(NOW), name="Elsewhere", country=None, parent_id=None)
    session.add(elsewhere)
    session.flush()
    session.add(Membership(user_id=cast.dao.id, organisation_id=elsewhere.id, role="admin"))
    session.commit()
    for other in (as_dao, as_som):
        assert other.client.get(pdf_path(noi_earned)).status_code == 404
        assert other.client.get(f"/certificates/{UNKNOWN}.pdf").status_code == 404


def test_who_administers_the_academy_may_have_the_file(
    as_mali: Visitor, noi_earned: Certificate
) -> None:
    assert as_mali.client.get(pdf_path(noi_earned)).status_code == 200


@pytest.mark.parametrize("tag", [language.tag for language in LANGUAGES])
def test_anybody_verifies_in_their_own_language(
    visitor: Visitor, noi_earned: Certificate, tag: str
) -> None:
    page = visitor.get(f"{verify_path(noi_earned)}?lang={tag}")
    assert page.one("html").attributes["lang"] == tag
    assert "Noi" in page.text
    assert noi_earned.public_id in page.text
    assert page.one("meta", name_="robots").attributes["content"] == "noindex"


def test_a_genuine_certificate_is_told_to_be_so(visitor: Visitor, noi_earned: Certificate) -> None:
    page = visitor.get(verify_path(noi_earned))
    assert page.heading == "This certificate is genuine"
    for fact in ("Clean water", "2 hours", "November 23, 2026", "make water safe at home"):
        assert fact in page.text


def test_the_name_in_latin_letters_helps_who_cannot_read_the_other(
    visitor: Visitor, session: Session, cast: Cast
) -> None:
    publish(session)
    user = session.get_one(User, cast.noi.id)
    user.name, user.latin_name = "ນ້ອຍ", "Noi Keo"
    page = visitor.get(verify_path(earn(session, cast.noi)))
    assert "ນ້ອຍ" in page.text
    assert "Noi Keo" in page.text


def test_a_revoked_certificate_is_told_to_be_so_and_why(
    visitor: Visitor, session: Session, noi_earned: Certificate
) -> None:
    revoke(session, noi_earned, why="Issued <b>by</b> mistake.")
    page = visitor.get(verify_path(noi_earned))
    assert page.heading == "This certificate was revoked"
    assert "Issued <b>by</b> mistake." in page.text
    assert "genuine" not in page.text


def test_an_unknown_number_is_explained(visitor: Visitor, noi_earned: Certificate) -> None:
    for number in (UNKNOWN, "7KQ2-9XWM", "not-a-number"):
        page = visitor.get(f"/verify/{number}", status=404)
        assert page.heading == "There is no certificate with this number"
        assert page.one("input", name_=NUMBER_FIELD).attributes["value"] == number
        assert noi_earned.name not in page.text


def test_a_number_written_otherwise_leads_to_the_same_page(
    visitor: Visitor, noi_earned: Certificate
) -> None:
    number = noi_earned.public_id
    for other in (number.lower(), number.replace("-", ""), number.replace("0", "o")):
        if other == number:
            continue
        answer = visitor.client.get(f"/verify/{other}?lang=km")
        assert answer.status_code == 302
        assert answer.location == f"/verify/{number}?lang=km"


def test_a_number_is_typed_in_and_found(visitor: Visitor, noi_earned: Certificate) -> None:
    page = visitor.get("/verify/")
    assert page.heading == "Check a certificate"
    form = page.all("form", method="get")[-1]
    assert form.attributes["action"] == "/verify/"
    typed = f" {noi_earned.public_id.lower().replace('-', ' ')} "
    answer = visitor.client.get("/verify/", query_string={NUMBER_FIELD: typed, "lang": "en"})
    assert answer.location == f"{verify_path(noi_earned)}?lang=en"


def test_a_number_that_cannot_be_one_is_said_to_be_so(visitor: Visitor) -> None:
    page = visitor.get("/verify/?number=%3Cb%3Ehello&lang=en")
    assert "“<b>hello”" in page.text


def test_wrong_guesses_are_counted_and_right_ones_are_not(
    counting_app: Flask, noi_earned: Certificate
) -> None:
    client = counting_app.test_client()
    right = [client.get(verify_path(noi_earned)).status_code for _ in range(25)]
    wrong = [client.get(f"/verify/{UNKNOWN}").status_code for _ in range(25)]
    assert set(right) == {200}
    assert (wrong[0], wrong[-1]) == (404, 429)
