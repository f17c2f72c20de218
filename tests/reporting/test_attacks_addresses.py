"""Addresses that nobody types: every page answers them calmly, on both stores."""

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from tests.accounts.region import Region
from tests.browserless import Visitor
from tests.builders import publish
from tests.cast import Cast

PAGES = (
    "people?q={}", "people?organisation={}", "people?role={}", "people?after={}",
    "people/{person}/merge?q={}", "people/{person}/merge?other={}", "people/new?organisation={}",
    "organisations/{hub}?role={}", "organisations/{hub}?after={}",
    "cohorts?course={}", "cohorts?organisation={}", "cohorts?phase={}", "cohorts?page={}",
    "trail?who={}", "trail?about={}", "trail?action={}", "trail?place={}", "trail?since={}",
    "trail?until={}", "trail?after={}", "trail.csv?about={}", "trail.jsonl?place={}",
    "reports/completions?course={}", "reports/completions?cohort={}",
    "reports/completions?organisation={}", "reports/completions?country={}",
    "reports/completions?language={}", "reports/completions?status={}",
    "reports/completions?enrolled_from={}", "reports/completions?score_from={}",
    "reports/completions?as_of={}", "reports/completions?saved={}",
    "reports/completions?columns={}",
    "reports/completions?find={}", "reports/saved/new?organisation={}",
    "reports/dashboard?organisation={}", "reports/dashboard?first={}&span=own&last={}",
    "region?quarter={}", "region?by={}",
)  # fmt: skip
WORDS = (
    "%00", "a%00b", "%FF%FE", "%ED%A0%80", "9" * 400, "-1", "0001-01-01", "9999-12-31",
    "%27%3B--", "%25%5F%5C", "x" * 3000, "%E2%80%AE", "1e9", "00000000-0000-0000-0000-000000000000",
)  # fmt: skip


@pytest.fixture
def region(app: Flask, session: Session, cast: Cast) -> Region:
    return Region(app, session, cast)


@pytest.mark.parametrize("page", PAGES)
def test_no_word_in_an_address_breaks_a_page(region: Region, page: str) -> None:
    mali, keo = region.as_(region.mali), region.as_(region.keo)
    for word in WORDS:
        path = page.replace("{person}", str(region.noi))
        path = path.replace("{hub}", str(region.hub)).replace("{}", word)
        for visitor in (mali, keo):
            answer = visitor.client.get(f"/en/admin/{path}")
            assert answer.status_code < 500, (path, answer.status_code)
            assert answer.data is not None


FORMS: tuple[tuple[str, dict[str, str]], ...] = (
    ("admin/people/new", {"name": "{}", "login": "x{}", "organisation": "{hub}", "role": "learner",
                          "locale": "en", "country": ""}),
    ("admin/people/{person}/edit", {"name": "{}", "latin_name": "{}", "locale": "en",
                                    "country": "LA", "time_zone": "", "email": "a@b.example",
                                    "username": "{}"}),
    ("admin/people/{person}/roles", {"role": "{}", "organisation": "{}"}),
    ("admin/people/{person}/erase", {"login": "{}"}),
    ("admin/people/cards", {"person": "{}"}),
    ("admin/organisations/{hub}/new", {"name": "{}", "kind": "hub", "country": ""}),
    ("admin/organisations/{hub}", {"name": "{}", "kind": "{}", "country": "{}"}),
    ("admin/organisations/{hub}/move", {"to": "{}"}),
    ("admin/cohorts/new", {"name": "{}", "course": "clean-water", "organisation": "{hub}",
                           "entry": "open", "capacity": "{}", "starts_at": "", "ends_at": "{}"}),
    ("admin/cohorts/new", {"name": "{}", "course": "clean-water", "organisation": "{hub}",
                           "entry": "open", "capacity": "", "starts_at": "", "ends_at": ""}),
    ("join", {"code": "{}"}),
    ("card", {"login": "{}", "code": "{}"}),
    ("login", {"login": "{}", "password": "{}"}),
    ("admin/reports/saved/new", {"name": "{}", "shared_with": "{}", "query": "{}"}),
    ("admin/reports/completions", {"query": "{}", "format": "{}"}),
)  # fmt: skip
TYPED = ("a\x00b", "\ud800".encode("utf-8", "surrogatepass").decode("latin-1"), "9" * 30, "-1",
         "\u202e\u200b", "x" * 5000, "=1+1", "9999-12-31T23:59", "0001-01-01T00:00")  # fmt: skip


@pytest.mark.parametrize(("page", "fields"), FORMS)
def test_no_word_in_a_form_breaks_it(
    *, region: Region, session: Session, app: Flask, page: str, fields: dict[str, str]
) -> None:
    publish(session)
    mali = region.as_(region.mali) if page.startswith("admin") else Visitor(app)

    def filled(text: str, word: str) -> str:
        known = text.replace("{person}", str(region.noi)).replace("{hub}", str(region.hub))
        return known.replace("{}", word)

    for word in TYPED:
        seen = "/en/admin/people/new" if page.startswith("admin") else "/en/login"
        told = {name: filled(text, word) for name, text in fields.items()}
        data = {"csrf_token": mali.token(seen), **told}
        answer = mali.client.post(f"/en/{filled(page, word)}", data=data)
        assert answer.status_code < 500, (page, word, answer.status_code)
