"""WCAG 2.2 AA by axe, on every page there is, in two languages, light and dark."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.journeys.conftest import Open
from tests.journeys.learner import Learner, course

pytestmark = [pytest.mark.journey, pytest.mark.enable_socket]

RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
PASSWORD = "learn-something-new"
ANYONE = (
    "/{lang}/",
    "/{lang}/courses/",
    "/{lang}/courses/?q=zzzz",
    "/{lang}/courses/safe-every-day/",
    "/{lang}/register",
    "/{lang}/login",
    "/{lang}/forgot",
    "/{lang}/nowhere",
    "/verify/?lang={lang}",
    "/verify/0000-0000-0000?lang={lang}",
)
LEARNERS = (
    "/{lang}/learn/",
    "/{lang}/learn/safe-every-day/",
    "/{lang}/learn/safe-every-day/screen-lock/",
    "/{lang}/learn/safe-every-day/second-factor/",
    "/{lang}/learn/safe-every-day/lock-check/",
    "/{lang}/certificates/",
    "/{lang}/account/",
)
STAFF = (
    "/{lang}/teach/",
    "/{lang}/teach/courses/safe-every-day/",
    "/{lang}/teach/courses/safe-every-day/units/screen-lock/",
    "/{lang}/teach/courses/safe-every-day/units/lock-check/",
    "/{lang}/admin/reports/completions",
)
TEACHERS = ("/{lang}/teach/courses/safe-every-day/learners",)
LANGUAGES = ("en", "km")


def faults(page: Page) -> list[str]:
    found = Axe().run(page, options=RULES).response["violations"]
    return [f"{page.url}: {v['id']}: {v['nodes'][0]['html'][:160]}" for v in found]


def faults_on(page: Page, paths: tuple[str, ...]) -> list[str]:
    found: list[str] = []
    for path in paths:
        for lang in LANGUAGES:
            answer = page.goto(path.format(lang=lang))
            assert answer is not None
            assert answer.ok or "nowhere" in path or "0000" in path, page.url
            found += faults(page)
    return found


def sign_in(page: Page, login: str) -> None:
    page.goto("/en/login")
    page.locator("#login").fill(login)
    page.locator("#password").fill(PASSWORD)
    page.locator("main form button").first.click()
    page.wait_for_url("**/learn/**")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_page_for_anyone_has_a_fault(open_page: Open, scheme: str) -> None:
    assert faults_on(open_page("/en/", color_scheme=scheme), ANYONE) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_page_for_learners_has_a_fault(open_page: Open, scheme: str) -> None:
    page = open_page("/en/", color_scheme=scheme)
    sign_in(page, "learner@academy.example")
    page.goto("/en/courses/safe-every-day/")
    learner = Learner(page, course("safe-every-day"))
    learner.press("Enrol")
    found = faults_on(page, LEARNERS)
    page.goto("/en/learn/safe-every-day/lock-check/")
    start = page.get_by_role("button", name="Start quiz", exact=True)
    if start.count():
        start.click()
    else:
        page.get_by_role("link", name="Continue", exact=True).click()
    found += faults(page)
    page.goto(page.url.replace("/en/", "/km/"))
    assert found + faults(page) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_page_for_staff_has_a_fault(open_page: Open, scheme: str) -> None:
    page = open_page("/en/", color_scheme=scheme, viewport={"width": 1280, "height": 900})
    sign_in(page, "admin@academy.example")
    found = faults_on(page, STAFF)
    page.context.clear_cookies()
    sign_in(page, "instructor@academy.example")
    assert found + faults_on(page, TEACHERS) == []
