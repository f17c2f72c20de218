"""WCAG 2.2 AA by axe, on every page there is, in two languages, light and dark."""

import re
from collections.abc import Sequence
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from academy.content.archive import write_zip
from tests.builders import package_files
from tests.journeys.administrator import Administrator, cohorts, people, reports
from tests.journeys.author import Author, Translator
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
    "/{lang}/card",
    "/{lang}/join",
    "/{lang}/join/0000-0000-0000",
    "/{lang}/courses/safe-every-day/cohorts",
    "/{lang}/terms",
    "/{lang}/privacy",
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
    "/{lang}/account/data",
    "/{lang}/account/erase",
    "/{lang}/account/consents",
    "/{lang}/account/stay",
)
STAFF = ("/{lang}/teach/", "/{lang}/admin/reports/completions")
ADMINISTRATION = tuple(
    f"/{{lang}}/admin/{page}"
    for page in (
        "",
        "drop-off",
        "drop-off?course=safe-every-day",
        "region",
        "reports/completions?as_of=2026-01-31",
        "reports/completions/columns",
        "reports/saved",
        "reports/saved/new",
        "reports/runs",
        "people",
        "people?text=sok",
        "people/new",
        "people/import",
        "people/doubles",
        "organisations",
        "cohorts",
        "cohorts/new",
        "trail",
    )
)
TEACHERS = tuple(
    f"/{{lang}}/teach/courses/safe-every-day/{page}"
    for page in (
        "learners",
        "quizzes",
        "quizzes/lock-check/terms",
        "quizzes/lock-check/figures",
        "quizzes/lock-check/corrections",
        "grades",
        "grades/files",
        "needs",
        "receipts",
        "marking",
        "appeals",
    )
)
LANGUAGES = ("en", "km")
DESK = (
    "/{lang}/teach/",
    "/{lang}/teach/new",
    "/{lang}/teach/import",
    "/{lang}/teach/glossary/",
    "/{lang}/teach/glossary/new",
    "/{lang}/teach/glossary/files",
    "/{lang}/teach/facts/",
    "/{lang}/teach/facts/la/emergency/",
    "/{lang}/teach/facts/import",
)
COURSE = (
    "?open=look",
    "details",
    "pictures",
    "people",
    "publish",
    "import",
    "units/look/",
    "units/look/lesson",
    "units/look-check/",
    "units/look-check/try?seed=1",
    "units/treat-check/quiz",
    "units/treat-check/try?seed=1",
    "history/course",
    "history/lesson/look",
    "history/lesson/look/changes",
    "history/quiz/treat-check/changes",
    "languages/",
    "languages/km/",
    "languages/km/?show=stale",
    "languages/km/files",
)
"""Pages of one course, in the state that `unfinished` leaves it in."""


def faults(page: Page) -> list[str]:
    found = Axe().run(page, options=RULES).response["violations"]
    return [f"{page.url}: {v['id']}: {v['nodes'][0]['html'][:160]}" for v in found]


def faults_on(page: Page, paths: Sequence[str], languages: Sequence[str] = LANGUAGES) -> list[str]:
    found: list[str] = []
    for path in paths:
        for lang in languages:
            answer = page.goto(path.format(lang=lang))
            assert answer is not None
            assert answer.ok or "nowhere" in path or "0000" in path, page.url
            found += faults(page)
    return found


def faults_here(page: Page, languages: Sequence[str]) -> list[str]:
    """Look at the page one is on, in these languages."""
    return faults_on(page, [page.url.replace("/en/", "/{lang}/")], languages)


def unfinished(author: Author) -> None:
    """Publish a course, change a lesson and a quiz, and leave both with faults."""
    author.sign_in("instructor@academy.example")
    author.bring(package_of(author.course))
    author.publish("Publish the course", told="The first publication")
    author.open_unit("Look at the water")
    author.reword("Clear water may", "![](media/nowhere.svg) Clean water may")
    author.open_unit("Check what you know")
    author.page.locator("button[value='ask:single-choice']").click()
    expect(author.page.locator("#status")).to_have_text(re.compile("Saved as a draft"))


def package_of(course: str, title: str = "Water at the desk") -> bytes:
    """Return a small course with every kind of question, in English, Khmer and Chinese."""
    return write_zip(package_files(id=course, title=title))


def agree_on(author: Author, term: str) -> None:
    """Put a term into the glossary, and open it there."""
    page = author.page
    page.goto("/en/teach/glossary/new")
    page.locator("#term").fill(term)
    author.press("Save")
    page.goto(f"/en/teach/glossary/?q={term}")
    page.get_by_role("link", name=term, exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(term)


def lay_over(author: Author) -> None:
    """Save another text of a lesson than the one that the page began with."""
    author.go("units/look/lesson")
    author.page.evaluate(
        """() => {
          const form = document.getElementById("lesson");
          form.elements.base.value = "of yesterday";
          form.elements.text.value += "Something else.";
          HTMLFormElement.prototype.submit.call(form);
        }"""
    )
    expect(author.page.get_by_role("heading", level=1)).to_have_text("Two texts of this lesson")


def propose_a_package(author: Author) -> None:
    """Send a package that differs from what stands here."""
    author.go("import")
    author.send(package_of(author.course, "Water from elsewhere"))
    expect(author.page.get_by_role("heading", level=1)).to_have_text("What the package changes")


def propose_a_translation(translator: Translator, folder: Path) -> None:
    """Send a file that says other words than the desk."""
    translator.go("languages/km/files")
    path = translator.download("Download PO", folder / "km.po")
    path.write_bytes(path.read_bytes().replace("ទឹក".encode(), "ទឹកៗ".encode()))
    translator.page.locator("#file").set_input_files(path)
    translator.press("See what it changes")
    expect(translator.page.get_by_role("heading", level=1)).to_have_text("What the file changes")


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


@pytest.mark.parametrize("look", [("light", "en"), ("dark", "km")])
def test_no_page_of_the_desk_has_a_fault(
    open_page: Open, tmp_path: Path, look: tuple[str, str]
) -> None:
    """Colours do not hang on the language: two looks see either language and either light."""
    scheme, *languages = look
    page = open_page("/en/", color_scheme=scheme, viewport={"width": 1280, "height": 900})
    author = Author(page, f"desk-{scheme}")
    unfinished(author)
    course = tuple(f"/{{lang}}/teach/courses/{author.course}/{path}" for path in COURSE)
    found = faults_on(page, (*DESK, *course), languages)
    lay_over(author)
    found += faults(page)
    agree_on(author, f"calm {scheme}")
    found += faults_here(page, languages)
    propose_a_package(author)
    found += faults_here(page, languages)
    propose_a_translation(Translator(page, author.course), tmp_path)
    assert found + faults_here(page, languages) == []


@pytest.mark.parametrize("look", [("light", "en", 1280), ("dark", "km", 360)])
def test_no_page_of_administration_has_a_fault(open_page: Open, look: tuple[str, str, int]) -> None:
    scheme, language, width = look
    page = open_page("/en/", color_scheme=scheme, viewport={"width": width, "height": 900})
    admin = Administrator(page, f"look-{scheme}")
    admin.sign_in()
    made = (*people(admin), *cohorts(admin), *reports(admin))
    assert faults_on(page, (*ADMINISTRATION, *made), [language]) == []


@pytest.mark.parametrize("look", [("light", "en"), ("dark", "km")])
def test_no_page_about_a_child_has_a_fault(open_page: Open, look: tuple[str, str]) -> None:
    """Who is young is asked for a parent or guardian; the account waits for them."""
    scheme, language = look
    page = open_page(f"/{language}/register", color_scheme=scheme)
    for field, words in (("name", "Child"), ("login", f"child-{scheme}"), ("born", "2020-02-29")):
        page.locator(f"#{field}").fill(words)
    for given in ("#born", "#guardian_email"):
        expect(page.locator(given)).to_be_visible()
        page.locator("#password").fill(PASSWORD)
        if given == "#guardian_email":
            page.locator(given).fill("parent@rows.example")
        found = faults(page)
        page.locator("main form button").click()
    expect(page.locator("#guardian_email")).to_have_count(0)
    assert found + faults(page) == []
