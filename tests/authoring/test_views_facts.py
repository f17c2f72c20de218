"""Country facts at the desk: whoever teaches keeps them, in the browser or by a file."""

import io
from dataclasses import replace
from datetime import date, timedelta

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from academy.accounts.models import Membership
from academy.authoring.rules.facts import Due, FactWish, is_due_soon, is_past, sheet
from academy.authoring.rules.staff import CourseRole
from academy.catalogue import queries, service
from academy.content.fact_table import FactTable, fact_version, place_of
from academy.content.facts_file import read_facts, write_facts
from academy.content.model import Fact, FactKind
from academy.db.audit import AuditEvent
from academy.kernel.actor import Actor, Role
from academy.kernel.countries import COUNTRIES
from academy.kernel.languages import LANGUAGES
from tests.authoring.staff import assign
from tests.browserless import Page, Visitor
from tests.builders import publish
from tests.cast import NOW, Cast, add_user
from tests.conftest import CountQueries

LIST = "/en/teach/facts/"
SCAM = f"{LIST}kh/report-scam/"
LAW = f"{LIST}kh/data-law/"
IMPORT = f"{LIST}import"
TODAY = date(2026, 11, 25)
DAY = timedelta(days=1)


def fact(country: str, kind: str, *, review_by: date, **parts: str) -> Fact:
    said = {"text": f"What is so in {country}", "url": "", "source": "A ministry", **parts}
    return Fact(country, FactKind(kind), **said, checked=date(2026, 1, 1), review_by=review_by)


FRESH = fact("KH", "report-scam", review_by=date(2099, 1, 1), text="Call <1288>")
OLD = fact("LA", "report-scam", review_by=date(2026, 2, 1))
OLDER = fact("TH", "emergency", review_by=date(2026, 1, 2), url="https://example.org/")
FACTS = (FRESH, OLD, OLDER)
FORM = {
    "text": "Call 117.",
    "url": "https://example.org/kh",
    "source": "The police",
    "checked": "2026-11-01",
    "review_by": "2027-05-01",
}
SENT = replace(
    FRESH,
    text="Call 117.",
    url="https://example.org/kh",
    source="The police",
    checked=date(2026, 11, 1),
    review_by=date(2027, 5, 1),
)


@pytest.fixture
def table(session: Session) -> None:
    """Three facts: one is fresh, two are past their dates."""
    service.load_facts(session, write_facts(FACTS), NOW)
    session.commit()


@pytest.fixture
def as_translator(app: Flask, session: Session, cast: Cast) -> Visitor:
    """Somebody who reads facts and may not change them."""
    user = add_user(session, "Aye")
    role = Role.TRANSLATOR.value
    session.add(Membership(user_id=user.id, organisation_id=cast.academy(), role=role))
    session.commit()
    return Visitor(app).signed_in(Actor(user.id, "Aye", frozenset()))


def here(session: Session) -> list[Fact]:
    return list(queries.fact_table(session).facts.values())


def headings(page: Page, level: str = "h2") -> list[str]:
    return [heading.text for heading in page.all(level)]


def save(visitor: Visitor, address: str = SCAM, **changes: str) -> TestResponse:
    base = visitor.get(address).one("input", id="base").attributes["value"]
    return visitor.post(address, **{**FORM, "base": base, **changes})


def send(visitor: Visitor, data: bytes, name: str = "facts.yaml") -> TestResponse:
    return visitor.client.post(
        IMPORT, data={"csrf_token": visitor.token(IMPORT), "file": (io.BytesIO(data), name)}
    )


def apply(visitor: Visitor, shown: TestResponse, **more: str) -> TestResponse:
    page = Page(shown.text)
    kept = {
        name: page.all("input", name_=name)[0].attributes["value"]
        for name in ("csrf_token", "content", "shown")
    }
    return visitor.client.post(f"{IMPORT}/apply", data={**kept, **more})


# What is due: rules.


def test_a_fact_is_past_the_day_after_its_date() -> None:
    assert not is_past(replace(FRESH, review_by=TODAY), TODAY)
    assert is_past(replace(FRESH, review_by=TODAY - DAY), TODAY)


@pytest.mark.parametrize(("days", "due"), [(-1, False), (0, True), (60, True), (61, False)])
def test_a_fact_falls_due_sixty_days_before_its_date(days: int, *, due: bool) -> None:
    assert is_due_soon(replace(FRESH, review_by=TODAY + days * DAY), TODAY) is due


def test_what_is_longest_past_stands_first_and_what_is_not_there_is_missing() -> None:
    table = FactTable({place_of(each): each for each in FACTS})

    all_of_it = sheet(table, FactWish(), today=TODAY)

    assert all_of_it.past == (OLDER, OLD)
    assert all_of_it.current == (("KH", (FRESH,)),)
    assert len(all_of_it.missing) == len(COUNTRIES) * len(FactKind) - len(FACTS)
    assert sheet(table, FactWish(due=Due.PAST), today=TODAY).missing == ()
    assert sheet(table, FactWish(due=Due.SOON), today=TODAY).is_empty
    assert sheet(table, FactWish("LA", FactKind.REPORT_SCAM), today=TODAY).past == (OLD,)


# The list.


@pytest.mark.usefixtures("table")
def test_the_list_begins_with_what_is_past_its_date(as_som: Visitor) -> None:
    page = as_som.get(LIST)

    assert page.heading == "Country facts"
    assert headings(page) == ["Past their date", "Cambodia", "Missing"]
    assert headings(page, "h3") == [
        "In an emergency: Thailand",
        "Where to report a scam: Laos",
        "Where to report a scam",
    ]
    for words in (
        "Call <1288>",
        "https://example.org/",
        "Source: A ministry",
        "Checked on January 1, 2026, to be checked again by February 1, 2026",
    ):
        assert words in page.text
    assert page.one("a", href=LAW).text == "The law on personal data: Cambodia"
    assert "Due soon" not in page.text


def test_what_falls_due_soon_is_marked(session: Session, as_som: Visitor) -> None:
    soon = replace(FRESH, checked=date.today() - DAY, review_by=date.today() + 30 * DAY)  # noqa: DTZ011
    service.load_facts(session, write_facts([soon]), NOW)
    session.commit()

    assert "Due soon" in as_som.get(f"{LIST}?due=soon").text
    assert headings(as_som.get(f"{LIST}?due=past")) == ["No fact matches"]


@pytest.mark.usefixtures("table")
@pytest.mark.parametrize(
    ("asked", "sections"),
    [
        ("country=KH&kind=report-scam", ["Cambodia"]),
        ("country=KH", ["Cambodia", "Missing"]),
        ("kind=emergency&due=past", ["Past their date"]),
        ("due=missing", ["Missing"]),
        ("due=soon", ["No fact matches"]),
        ("country=FR&kind=weather&due=never", ["Past their date", "Cambodia", "Missing"]),
    ],
)
def test_the_list_can_be_narrowed(as_som: Visitor, asked: str, sections: list[str]) -> None:
    assert headings(as_som.get(f"{LIST}?{asked}")) == sections


@pytest.mark.usefixtures("table")
@pytest.mark.parametrize("tag", [language.tag for language in LANGUAGES])
def test_facts_are_pages_in_every_language(as_som: Visitor, tag: str) -> None:
    for path in ("", "kh/report-scam/", "import"):
        as_som.get(f"/{tag}/teach/facts/{path}")


def test_the_list_takes_the_same_queries_however_many_facts(
    session: Session, as_som: Visitor, *, count_queries: CountQueries
) -> None:
    def look() -> int:
        with count_queries() as sent:
            as_som.get(LIST)
        return len(sent)

    look()
    none = look()
    every = [
        replace(FRESH, country=country, kind=kind) for country in COUNTRIES for kind in FactKind
    ]
    service.load_facts(session, write_facts(every), NOW)
    session.commit()

    assert look() == none


# Changing one.


@pytest.mark.usefixtures("table")
def test_a_change_reaches_readers_at_once_and_it_is_known_who_made_it(
    session: Session, as_som: Visitor, cast: Cast
) -> None:
    answer = save(as_som)

    assert (answer.status_code, answer.location) == (303, f"{LIST}#kh-report-scam")
    (row,) = queries.facts_for(session, "report-scam", "KH")
    assert (row.text, row.url, row.source) == ("Call 117.", "https://example.org/kh", "The police")
    event = session.scalars(select(AuditEvent).where(AuditEvent.action == "fact.saved")).one()
    assert (event.actor_id, event.subject) == (cast.som.id, "fact:KH/report-scam")


def test_a_missing_fact_is_added_by_an_administrator_too(
    session: Session, as_mali: Visitor
) -> None:
    page = as_mali.get(SCAM)
    assert page.heading == "Where to report a scam: Cambodia"
    assert not page.all("button", class_="danger small")

    save(as_mali, text=" Call\r\n117. ", url="")

    assert here(session) == [replace(SENT, text="Call\n117.", url="")]


@pytest.mark.usefixtures("table")
@pytest.mark.parametrize(
    ("field", "sent", "words"),
    [
        ("text", " ", "Please fill this in."),
        ("text", "Call \u202e117", "This holds a mark that nobody can see (U+202E)."),
        ("text", "x" * 5_001, "This is too long to be kept."),
        ("source", "", "Please fill this in."),
        ("url", "http://example.org/", "An address begins with https://"),
        ("url", "javascript:alert(1)", "An address begins with https://"),
        ("checked", "yesterday", "Choose a day, or write it like this: 2026-11-23."),
        ("review_by", "", "Please fill this in."),
        ("review_by", "2026-11-01", "This has to be later than the day it was checked on."),
    ],
)
def test_what_is_no_fact_is_told_and_nothing_is_lost(
    session: Session, as_som: Visitor, field: str, *, sent: str, words: str
) -> None:
    answer = save(as_som, **{field: sent})

    assert answer.status_code == 422
    page = Page(answer.text)
    assert words in page.one("p", id=f"{field}-error").text
    assert FORM["source" if field != "source" else "url"] in answer.text
    assert set(here(session)) == set(FACTS)


@pytest.mark.usefixtures("table")
def test_what_somebody_else_wrote_meanwhile_is_shown_and_not_overwritten(
    session: Session, as_som: Visitor, as_mali: Visitor
) -> None:
    before = fact_version(FRESH)
    save(as_mali, text="Mali's words")

    answer = as_som.post(SCAM, **FORM, base=before)

    assert answer.status_code == 409
    page = Page(answer.text)
    assert "Somebody else changed this fact in the meantime." in page.text
    assert "Mali's words" in page.text
    assert page.one("textarea", id="text").text == "Call 117."
    assert "Mali's words" in [each.text for each in here(session)]
    base = page.one("input", id="base").attributes["value"]
    assert as_som.post(SCAM, **FORM, base=base).status_code == 303
    assert SENT in here(session)


@pytest.mark.usefixtures("table")
def test_a_fact_past_its_date_asks_to_be_looked_up(as_som: Visitor) -> None:
    assert "This fact is past its date." in as_som.get(f"{LIST}la/report-scam/").text


# Removing one.


@pytest.mark.usefixtures("table")
def test_a_removed_fact_can_be_put_back(session: Session, as_som: Visitor) -> None:
    removed = as_som.post(f"{SCAM}remove", seen_on=SCAM, base=fact_version(FRESH))
    assert removed.location == f"{LIST}#removed"
    assert FRESH not in here(session)
    page = as_som.get(LIST)
    assert headings(page) == ["Past their date", "Missing", "Removed"]
    assert "Removed: readers do not see it any more." in page.text

    back = as_som.post(f"{SCAM}restore", seen_on=LIST)

    assert back.location == f"{LIST}#kh-report-scam"
    assert FRESH in here(session)
    assert "Put back: readers see it again." in as_som.get(LIST).text


@pytest.mark.usefixtures("table")
def test_nobody_removes_what_they_have_not_seen(session: Session, as_som: Visitor) -> None:
    before = fact_version(FRESH)
    save(as_som)

    answer = as_som.post(f"{SCAM}remove", seen_on=SCAM, base=before)

    assert answer.location == SCAM
    assert "Look at it again." in as_som.get(SCAM).text
    assert SENT in here(session)


@pytest.mark.usefixtures("table")
def test_what_was_never_removed_cannot_be_put_back(as_som: Visitor) -> None:
    as_som.post(f"{SCAM}restore", seen_on=LIST + "kh/emergency/")

    assert "This fact cannot be put back" in as_som.get(LIST).text


@pytest.mark.usefixtures("table")
def test_a_fact_that_was_removed_meanwhile_is_told(session: Session, as_som: Visitor) -> None:
    service.remove_fact(session, place_of(FRESH), shown=fact_version(FRESH), by=None, now=NOW)
    session.commit()

    answer = as_som.post(SCAM, **FORM, base=fact_version(FRESH))

    assert answer.status_code == 409
    assert "Nothing: it was removed." in answer.text


# As a file.


@pytest.mark.usefixtures("table")
def test_the_file_is_what_stands_here(session: Session, as_som: Visitor) -> None:
    answer = as_som.client.get(f"{LIST}facts.yaml")

    assert answer.headers["Content-Disposition"] == "attachment; filename=facts.yaml"
    assert list(read_facts(answer.data)) == here(session)
    assert "The file says what stands here already." in send(as_som, answer.data).text


@pytest.mark.usefixtures("table")
def test_a_file_shows_what_it_would_change_and_then_changes_it(
    session: Session, as_som: Visitor
) -> None:
    law = replace(SENT, kind=FactKind.DATA_LAW)

    shown = send(as_som, write_facts([SENT, law, replace(OLD, text="The file's words")]))

    page = Page(shown.text)
    assert headings(page) == ["2 facts would be new here", "1 fact would stay as it is here"]
    assert "Call <1288>" in page.text
    assert "The file's words" in page.text
    assert set(here(session)) == set(FACTS)
    assert apply(as_som, shown).location == LIST
    assert "2 facts were taken over from the file." in as_som.get(LIST).text
    assert set(here(session)) == {SENT, law, OLD, OLDER}


@pytest.mark.usefixtures("table")
def test_what_would_stay_can_be_replaced_too(session: Session, as_som: Visitor) -> None:
    other = replace(FRESH, text="The file's words\nin two lines")

    apply(as_som, send(as_som, write_facts([other])), newer="yes")

    assert other in here(session)
    assert "One fact was taken over from the file." in as_som.get(LIST).text


@pytest.mark.usefixtures("table")
def test_a_file_is_shown_again_when_the_facts_changed_meanwhile(
    session: Session, as_som: Visitor, as_mali: Visitor
) -> None:
    shown = send(as_som, write_facts([SENT]))
    save(as_mali, text="Mali's words", checked="2026-11-02")

    answer = apply(as_som, shown)

    assert answer.status_code == 409
    assert "Somebody else changed the facts in the meantime" in answer.text
    assert "Mali&#39;s words" in answer.text
    assert SENT not in here(session)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (
            b"facts:\n  - country: FR\n    kind: weather\n",
            ["Line 2: ", "FR", "Line 3: ", "weather"],
        ),
        (b"\xff", ["UTF-8"]),
        (b"x" * 400_001, ["400000"]),
    ],
)
def test_every_fault_of_a_file_is_told_at_once(
    as_som: Visitor, data: bytes, words: list[str]
) -> None:
    answer = send(as_som, data)

    assert answer.status_code == 422
    told = Page(answer.text).one("div", class_="flash error").text
    assert [word for word in words if word not in told] == []


def test_a_file_has_to_be_chosen(as_som: Visitor) -> None:
    assert send(as_som, b"", name="").location == IMPORT
    assert "Choose a file first." in as_som.get(IMPORT).text


def test_what_comes_back_broken_is_told(as_som: Visitor) -> None:
    answer = as_som.post(f"{IMPORT}/apply", seen_on=IMPORT, content="facts: 3", shown="")

    assert answer.status_code == 422


# Who may.


@pytest.mark.usefixtures("table")
def test_whoever_translates_reads_facts_and_changes_none(
    session: Session, as_translator: Visitor
) -> None:
    page = as_translator.get(LIST)

    assert "Call <1288>" in page.text
    assert not [link for link in page.all("a") if link.text in {"Change", "Import a file"}]
    assert as_translator.client.get(f"{LIST}facts.yaml").status_code == 200
    as_translator.get(SCAM, status=403)
    as_translator.get(IMPORT, status=403)
    token = as_translator.token("/en/account/")
    for path in (SCAM, f"{SCAM}remove", f"{SCAM}restore", IMPORT, f"{IMPORT}/apply"):
        assert as_translator.client.post(path, data={"csrf_token": token}).status_code == 403
    assert set(here(session)) == set(FACTS)


@pytest.mark.parametrize("path", [LIST, SCAM, IMPORT, f"{LIST}facts.yaml"])
def test_learners_and_strangers_do_not_get_in(visitor: Visitor, as_noi: Visitor, path: str) -> None:
    as_noi.get(path, status=403)
    assert visitor.client.get(path).status_code == 302


@pytest.mark.parametrize("path", ["fr/report-scam/", "kh/weather/", "kh/"])
def test_there_is_no_fact_about_anything_else(as_som: Visitor, path: str) -> None:
    as_som.get(LIST + path, status=404)


def test_a_lesson_shows_the_new_fact(session: Session, as_som: Visitor, cast: Cast) -> None:
    publish(session)
    assign(session, cast.som, role=CourseRole.INSTRUCTOR)

    save(as_som, f"{LIST}kh/emergency/", text="Call 119 at once.")

    page = as_som.get("/en/teach/courses/clean-water/units/boil/")
    assert "In an emergency: Cambodia Call 119 at once." in page.text
