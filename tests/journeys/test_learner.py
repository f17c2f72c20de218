"""The whole way: from registering to a certificate in the hand."""

from pathlib import Path

import pypdf
import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import Open
from tests.journeys.learner import Learner, course

pytestmark = [pytest.mark.journey, pytest.mark.enable_socket]

PASSWORD = "four calm water buffaloes"


def take_the_course(learner: Learner) -> None:
    """Enrol, read everything, and pass every quiz."""
    learner.press("Enrol")
    quizzes = [unit.id for unit in learner.package.course.units if unit.kind == "quiz"]
    learner.press("Continue")
    for quiz in quizzes:
        learner.read_lessons_until_quiz()
        learner.press("Start quiz")
        learner.answer_all(quiz)
        learner.press("Submit answers")
        expect(learner.page.locator("h1")).to_be_visible()
        learner.press("Continue")


def certificate_of(learner: Learner, folder: Path) -> str:
    """Download the certificate; return its text."""
    learner.page.goto(f"/{learner.tag}/certificates/")
    with learner.page.expect_download() as caught:
        learner.press("Download certificate")
    path = folder / "certificate.pdf"
    caught.value.save_as(path)
    return pypdf.PdfReader(path).pages[0].extract_text()


def test_from_registering_to_a_certificate_in_english(open_page: Open, tmp_path: Path) -> None:
    learner = Learner(open_page("/en/courses/safe-every-day/"), course("safe-every-day"))
    learner.register("noi@example.org", "Noi Vongsa", PASSWORD)
    learner.page.goto("/en/courses/safe-every-day/")
    take_the_course(learner)
    assert "Noi Vongsa" in certificate_of(learner, tmp_path)
    learner.page.goto("/en/certificates/")
    learner.page.locator("main a[href*='/verify/']").first.click()
    expect(learner.page.locator("main")).to_contain_text("Noi Vongsa")


def test_from_registering_to_a_certificate_in_khmer_without_script_on_a_small_phone(
    open_page: Open, tmp_path: Path
) -> None:
    page = open_page(
        "/km/courses/understand-ai/",
        java_script_enabled=False,
        viewport={"width": 360, "height": 740},
        locale="km-KH",
    )
    learner = Learner(page, course("understand-ai"), "km")
    learner.register("sokha", "សុខា ចាន់", PASSWORD)
    learner.page.goto("/km/courses/understand-ai/")
    take_the_course(learner)
    text = certificate_of(learner, tmp_path)
    assert "សុខា" in text.replace("\u200b", "")


def test_the_language_may_change_inside_a_quiz(open_page: Open) -> None:
    package = course("sell-online")
    learner = Learner(open_page("/en/courses/sell-online/"), package)
    learner.register("dao@example.org", "Dao", PASSWORD)
    learner.page.goto("/en/courses/sell-online/")
    learner.press("Enrol")
    learner.press("Continue")
    learner.read_lessons_until_quiz()
    learner.press("Start quiz")
    quiz = next(unit.id for unit in package.course.units if unit.kind == "quiz")
    first, *others = package.quizzes[quiz].questions
    learner.answer(quiz, first)
    learner.box(quiz, first).get_by_role("button", name="Save answer").click()
    saved = learner.box(quiz, first).get_by_role("status")
    expect(saved).to_contain_text("Saved. Receipt")
    receipt = saved.inner_text().split()[-1]
    order = learner.page.locator(".question").count()
    learner.page.locator("summary", has_text="English").click()
    learner.page.locator("a[hreflang=km]").click()
    learner.tag = "km"
    expect(learner.page.locator("html")).to_have_attribute("lang", "km")
    expect(learner.page.locator(".question")).to_have_count(order)
    expect(learner.box(quiz, first).get_by_role("status")).to_contain_text(receipt)
    for question in others:
        learner.answer(quiz, question)
    learner.press("Submit answers")
    expect(learner.page.locator("main")).to_contain_text("100")
