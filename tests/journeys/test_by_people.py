"""Writing a text and handing in files, at a browser with scripts and without, by keyboard too."""

from uuid import uuid4

import pytest
from playwright.sync_api import Page, expect

from academy.content.archive import write_zip
from tests.assessment.by_people import QUIZ
from tests.builders import package_files
from tests.journeys.author import Author
from tests.journeys.conftest import Open
from tests.journeys.test_accessibility import faults, faults_here
from tools.site import DEMO_PASSWORD

pytestmark = [pytest.mark.journey, pytest.mark.enable_socket]

NARROW = {"width": 320, "height": 700}
KHMER = "ទឹកស្អាតសម្រាប់គ្រប់គ្នា។"


@pytest.fixture
def course(open_page: Open) -> str:
    """A published course with such a quiz."""
    name = f"letters-{uuid4().hex[:8]}"
    author = Author(open_page(), name)
    author.sign_in("instructor@academy.example")
    files = package_files(id=name, title=f"Letters {name}")
    author.bring(write_zip({**files, "quizzes/look-check.yaml": QUIZ.encode()}))
    author.publish("Publish the course", told="The first publication")
    return name


def begin(page: Page, course: str) -> None:
    """Sign in, take the course, and begin the quiz."""
    page.goto("/en/login")
    page.locator("#login").fill("learner@academy.example")
    page.locator("#password").fill(DEMO_PASSWORD)
    page.locator("main form button").first.click()
    page.wait_for_url("**/learn/**")
    page.goto(f"/en/courses/{course}/")
    page.locator("main form button").first.click()
    page.wait_for_load_state()
    page.goto(f"/en/learn/{course}/look-check/")
    page.locator("main form button").first.click()
    page.wait_for_url("**/attempts/**")


def save(page: Page, place: int) -> None:
    page.locator(f"button[name=save][value='{place}']").click()
    expect(page.locator(f"[data-place='{place}'] .saved")).to_contain_text("Receipt")


@pytest.mark.parametrize("scripts", [True, False])
def test_a_text_and_files_are_saved_and_taken_back(
    open_page: Open, course: str, *, scripts: bool
) -> None:
    page = open_page(viewport=NARROW, java_script_enabled=scripts)
    begin(page, course)
    page.locator("textarea").fill(KHMER)
    if scripts:
        expect(page.locator("#a1-count")).to_contain_text("Characters so far: 14")
    save(page, 1)
    other = {"name": "plan.png", "mimeType": "image/png", "buffer": b"%PDF-1.7"}
    page.locator("#a2").set_input_files(other)  # type: ignore[arg-type]
    page.locator("button[name=save][value='2']").click()
    expect(page.locator("[data-place='2'] .error")).to_contain_text("not what its name says")

    small = {"name": "ទឹក.png", "mimeType": "image/png", "buffer": b"\x89PNG\r\n\x1a\n"}
    page.locator("#a2").set_input_files(small)  # type: ignore[arg-type]
    save(page, 2)
    with page.expect_download() as caught:
        page.locator("a[href^='files/']").click()
    assert caught.value.suggested_filename == "ទឹក.png"

    page.locator("#a2-back-1").focus()
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("[data-place='2'] .saved")).to_contain_text("took your answer back")
    expect(page.locator("textarea")).to_have_value(KHMER)


def test_a_file_that_is_too_large_is_told_before_it_is_sent(open_page: Open, course: str) -> None:
    page = open_page()
    begin(page, course)
    large = {"name": "plan.pdf", "mimeType": "application/pdf", "buffer": b"0" * 2_000_001}
    page.locator("#a3").set_input_files(large)  # type: ignore[arg-type]

    said = page.locator("#a3").evaluate("field => field.validationMessage")
    assert said == "One of these files is too large. Choose a smaller one."


def test_the_pages_are_for_everybody(open_page: Open, course: str) -> None:
    page = open_page(viewport=NARROW)
    begin(page, course)
    small = {"name": "one.png", "mimeType": "image/png", "buffer": b"\x89PNG\r\n\x1a\n"}
    page.locator("#a2").set_input_files(small)  # type: ignore[arg-type]
    save(page, 2)
    page.goto(page.url.partition("#")[0])
    page.locator("details.rubric summary").click()

    assert faults(page) == []
    assert faults_here(page, ["en", "km"]) == []
    wide = page.evaluate("document.documentElement.scrollWidth > innerWidth")
    assert not wide


def test_the_builder_is_for_everybody(open_page: Open, course: str) -> None:
    author = Author(open_page(), course)
    author.sign_in("instructor@academy.example")
    author.go("units/look-check/quiz")
    page = author.page
    page.locator("button[value='add:photos.rubric']").click()
    expect(page.locator("[id='photos.rubric.a.levels.c.points']")).to_have_value("2")
    page.locator("button[value='add:photos.rubric.a.levels']").click()
    expect(page.locator("[id='photos.rubric.a.levels.d.text']")).to_be_focused()

    assert faults(page) == []
    author.go("units/look-check/")
    assert faults(page) == []
