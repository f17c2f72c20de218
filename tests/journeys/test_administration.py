"""A term is begun and reported on by an administrator with a phone and a keyboard."""

import csv
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.author import PATIENCE
from tests.journeys.conftest import Open
from tests.journeys.keyboard import fill, follow, press, reach
from tools.site import DEMO_PASSWORD

pytestmark = [pytest.mark.journey, pytest.mark.enable_socket]

PHONE = {"viewport": {"width": 360, "height": 740}}
COURSE = "Safe every day"
COHORT = "By keyboard, on a phone"
LEARNER = "Sokha Chan"


def test_a_cohort_is_made_joined_and_reported_on_with_the_keyboard_alone(
    open_page: Open, tmp_path: Path
) -> None:
    admin = open_page("/en/login", **PHONE)
    sign_in(admin)
    make_a_cohort(admin)
    join(open_page(invite(admin), **PHONE))
    see_who_joined(admin)
    assert learners_in(download(admin, tmp_path)) == [LEARNER]
    see_yesterday_made(admin)


def sign_in(page: Page) -> None:
    fill(page, "E-mail address or user name", "admin@academy.example")
    fill(page, "Password", DEMO_PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url("**/learn/**")


def choose(page: Page, field: str, words: str) -> None:
    """Go to a list by its label, and type how the line begins that is meant."""
    chosen = page.get_by_label(field, exact=True)
    reach(page, chosen)
    page.keyboard.type(words)
    expect(chosen.locator("option:checked")).to_contain_text(words)


def make_a_cohort(page: Page) -> None:
    follow(page, "Administration")
    follow(page, "Cohorts")
    follow(page, "New cohort")
    choose(page, "Course", COURSE)
    choose(page, "Organisation", "China-ASEAN Digital Academy")
    fill(page, "Name", COHORT)
    fill(page, "Seats", "30")
    choose(page, "How learners come in", "With an invitation")
    press(page, "Make the cohort")
    expect(page.get_by_role("heading", level=1)).to_have_text(COHORT)


def invite(page: Page) -> str:
    """Make a code that lets one person in, and return where it leads."""
    fill(page, "How many people it lets in", "1")
    press(page, "Make a code")
    follow(page, re.compile(r"^[0-9A-Z]{4}(-[0-9A-Z]{4})+$"))
    way = page.locator("main a").filter(has_text="/join/")
    expect(way).to_be_visible()
    return str(way.get_attribute("href"))


def join(page: Page) -> None:
    """Follow the link as somebody new: make an account on the way, and take the seat."""
    press(page, "Join")
    follow(page, "Make an account")
    fill(page, "Your name", LEARNER)
    fill(page, "E-mail address or user name", "sokha-by-keyboard")
    fill(page, "Password", DEMO_PASSWORD)
    fill(page, "Date of birth", "04301990")
    press(page, "Create account")
    expect(page.get_by_role("heading", level=1)).to_contain_text(COHORT)
    press(page, "Join")
    page.wait_for_url("**/learn/safe-every-day/**")


def see_who_joined(page: Page) -> None:
    follow(page, COHORT)
    expect(page.locator("main")).to_contain_text(LEARNER)
    expect(page.locator("main")).to_contain_text("1 / 30")


def download(page: Page, folder: Path) -> Path:
    """Narrow the report down to the cohort, and take it away as CSV."""
    follow(page, "Completions")
    open_filters(page)
    choose(page, "Cohort", COHORT)
    press(page, "Show")
    expect(page.locator("main")).to_contain_text("The report has 1 row.")
    reach(page, page.get_by_role("link", name="Download as CSV", exact=True))
    with page.expect_download() as caught:
        page.keyboard.press("Enter")
    path = folder / "report.csv"
    caught.value.save_as(path)
    return path


def open_filters(page: Page, *, back: bool = False) -> None:
    """Unfold the filters: a phone shows them folded."""
    filters = page.locator("details.fold")
    reach(page, filters.locator("summary"), back=back)
    page.keyboard.press("Enter")
    expect(filters).to_have_attribute("open", "")


def learners_in(report: Path) -> list[str]:
    with report.open(encoding="utf-8-sig", newline="") as file:
        return [row["learner_name"] for row in csv.DictReader(file)]


def see_yesterday_made(page: Page) -> None:
    """Ask for the report as it stood yesterday: the page of its job goes on to what it made."""
    open_filters(page, back=True)
    yesterday = datetime.now(UTC) - timedelta(days=1)
    fill(page, "As of the end of a day (UTC)", yesterday.strftime("%m%d%Y"))
    press(page, "Show")
    expect(page.locator("main")).to_contain_text("Of a day that is over")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    press(page, "Make the file")
    page.wait_for_url("**/admin/reports/runs/**", timeout=PATIENCE)
    assert any("/jobs/" in address for address in asked)
    expect(page.get_by_role("heading", level=1)).to_have_text("Completion report")
    reach(page, page.get_by_role("link", name="Download: Spreadsheet (XLSX)", exact=True))
