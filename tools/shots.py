"""Screenshots of every page, by language and width, into `shots/`.

`python -m tools.shots km 360` takes only those of one language and width.
"""

import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from tools.browser import FLAGS, find_chromium
from tools.site import DEMO_PASSWORD, running_site

FOLDER = Path("shots")
LANGUAGES = ("en", "zh-Hans", "km", "my")
WIDTHS = (360, 1280)
PUBLIC = {
    "home": "",
    "catalogue": "courses/",
    "course": "courses/safe-every-day/",
    "register": "register",
    "sign-in": "login",
    "card": "card",
    "join": "join",
    "terms": "terms",
    "privacy": "privacy",
    "not-found": "nowhere",
}
LEARNING = {
    "desk": "learn/",
    "outline": "learn/safe-every-day/",
    "lesson": "learn/safe-every-day/second-factor/",
    "lesson-table": "learn/sell-online/find-your-price/",
    "quiz-front": "learn/safe-every-day/lock-check/",
    "certificates": "certificates/",
    "account": "account/",
    "account-data": "account/data",
    "account-erase": "account/erase",
    "account-consents": "account/consents",
    "account-stay": "account/stay",
    "cohorts-open": "courses/safe-every-day/cohorts",
}
REPORTS = "admin/reports/"
STAFF = {
    "dashboard": "admin/",
    "drop-off": "admin/drop-off?course=safe-every-day",
    "region": "admin/region",
    "report": f"{REPORTS}completions",
    "report-as-of": f"{REPORTS}completions?as_of=2026-01-31",
    "report-columns": f"{REPORTS}completions/columns",
    "report-saved": f"{REPORTS}saved",
    "report-save": f"{REPORTS}saved/new?country=KH",
    "report-runs": f"{REPORTS}runs",
    "people": "admin/people",
    "people-new": "admin/people/new",
    "people-import": "admin/people/import",
    "people-doubles": "admin/people/doubles",
    "organisations": "admin/organisations",
    "cohorts": "admin/cohorts",
    "cohort-new": "admin/cohorts/new",
    "trail": "admin/trail",
}
FIRST = {
    "person": ("admin/people", "/admin/people/0"),
    "organisation": ("admin/organisations", "/admin/organisations/0"),
    "cohort": ("admin/cohorts", "/admin/cohorts/0"),
}
"""Pages of things: the list that links to them, and how such an address begins."""
COURSE = "teach/courses/safe-every-day/"
TEACHING = {
    "teach": "teach/",
    "teach-new": "teach/new",
    "teach-import": "teach/import",
    "teach-outline": COURSE,
    "teach-settings": f"{COURSE}?open=screen-lock",
    "teach-details": f"{COURSE}details",
    "teach-pictures": f"{COURSE}pictures",
    "teach-people": f"{COURSE}people",
    "teach-publish": f"{COURSE}publish",
    "teach-import-into": f"{COURSE}import",
    "lesson-editor": f"{COURSE}units/screen-lock/lesson",
    "lesson-history": f"{COURSE}history/lesson/screen-lock",
    "lesson-changes": f"{COURSE}history/lesson/screen-lock/changes",
    "preview-lesson": f"{COURSE}units/screen-lock/",
    "preview-quiz": f"{COURSE}units/lock-check/",
    "quiz-builder": f"{COURSE}units/lock-check/quiz",
    "quiz-trial": f"{COURSE}units/lock-check/try?seed=1",
    "learners": f"{COURSE}learners",
    "facts": "teach/facts/",
    "fact": "teach/facts/la/emergency/",
    "facts-import": "teach/facts/import",
}
TRANSLATING = {
    "languages": f"{COURSE}languages/",
    "translation-desk": f"{COURSE}languages/km/?step=screen-lock",
    "translation-files": f"{COURSE}languages/km/files",
    "glossary": "teach/glossary/",
    "glossary-term": "teach/glossary/new",
    "glossary-files": "teach/glossary/files",
}


def main(languages: tuple[str, ...], widths: tuple[int, ...]) -> None:
    """Take them all."""
    FOLDER.mkdir(exist_ok=True)
    with (
        tempfile.TemporaryDirectory() as home,
        running_site(Path(home)) as site,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=list(FLAGS))
        for width in widths:
            page = browser.new_page(base_url=site.address, viewport={"width": width, "height": 800})
            _shoot(page, PUBLIC, languages=languages, width=width)
            _sign_in(page, "learner@academy.example")
            for course in ("safe-every-day", "sell-online"):
                _enrol(page, course)
            _shoot(page, LEARNING, languages=languages, width=width)
            _shoot_attempt(page, languages, width)
            for who, pages in (
                ("admin", STAFF),
                ("instructor", TEACHING),
                ("translator", TRANSLATING),
            ):
                page.context.clear_cookies()
                _sign_in(page, f"{who}@academy.example")
                if pages is STAFF:
                    _make_cohort(page, f"Evening group, {width}")
                    _shoot(page, _found(page), languages=languages, width=width)
                _shoot(page, pages, languages=languages, width=width)
            page.close()
        browser.close()


def _shoot(page: Page, pages: dict[str, str], *, languages: tuple[str, ...], width: int) -> None:
    for name, path in pages.items():
        for language in languages:
            page.goto(f"/{language}/{path}")
            page.screenshot(path=FOLDER / f"{name}.{language}.{width}.png", full_page=True)


def _shoot_attempt(page: Page, languages: tuple[str, ...], width: int) -> None:
    page.goto("/en/learn/safe-every-day/lock-check/")
    page.locator("main form button, main a.button").first.click()
    address = page.url
    for language in languages:
        page.goto(address.replace("/en/", f"/{language}/"))
        page.screenshot(path=FOLDER / f"attempt.{language}.{width}.png", full_page=True)


def _make_cohort(page: Page, name: str) -> None:
    page.goto("/en/admin/cohorts/new")
    page.locator("#course").select_option(value="safe-every-day")
    page.locator("#organisation").select_option(index=1)
    page.locator("#name").fill(name)
    page.locator("main form button").click()


def _found(page: Page) -> dict[str, str]:
    found: dict[str, str] = {}
    for name, (listed, start) in FIRST.items():
        page.goto(f"/en/{listed}")
        address = page.locator(f"main a[href*='{start}']").first.get_attribute("href") or ""
        found[name] = address.removeprefix("/en/")
    return found


def _sign_in(page: Page, login: str) -> None:
    page.goto("/en/login")
    page.locator("#login").fill(login)
    page.locator("#password").fill(DEMO_PASSWORD)
    page.locator("main form button").first.click()


def _enrol(page: Page, course: str) -> None:
    page.goto(f"/en/courses/{course}/")
    page.get_by_role("button", name="Enrol", exact=True).first.click()


if __name__ == "__main__":
    wanted = sys.argv[1:]
    main(
        tuple(word for word in wanted if not word.isdigit()) or LANGUAGES,
        tuple(int(word) for word in wanted if word.isdigit()) or WIDTHS,
    )
