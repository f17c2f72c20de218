"""A quiz is written with the keyboard alone: every type, its faults, its mending, its trial."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import Open
from tests.journeys.test_accessibility import faults, sign_in

pytestmark = [pytest.mark.journey, pytest.mark.enable_socket]

QUIZ = "/en/teach/courses/understand-ai/units/check-what-ai-is/"
OTHER = "/en/teach/courses/understand-ai/units/check-how-it-learns/quiz"
MOST_STOPS = 400
HERE = "document.activeElement"
WRITTEN = {
    "single-choice": {"correct.a": "ArrowDown", "options.b.text": "Two"},
    "multiple-response": {"correct.a": " ", "options.a.text": "One", "correct.c": " "},
    "true-false": {"answer.true": "ArrowDown"},
    "numeric": {"answer": "1.5", "tolerance": "0.1", "unit": "litres"},
    "short-text": {"accept": "germs"},
    "matching": {"prompts.a.text": "Hot", "prompts.b.text": "Cold", "options.a.text": "Fire"},
    "ordering": {"items.a.text": "First", "items.b.text": "Second", "items.c.text": "Third"},
}
MENDED = {
    "q1.options.a.text": "One",
    "q1.options.c.text": "Three",
    "q2.options.b.text": "Two",
    "q2.options.c.text": "Three",
    "q6.options.b.text": "Ice",
}


def at(page: Page) -> str:
    return str(page.evaluate(f"{HERE}.id || {HERE}.value || ''"))


def reach(page: Page, wanted: str, *, back: bool = False) -> None:
    """Go to a field by its id, or to a button by what it does, as one goes without a mouse."""
    for _ in range(MOST_STOPS):
        if at(page) == wanted:
            return
        page.keyboard.press("Shift+Tab" if back else "Tab")
    msg = f"{wanted} is out of reach"
    raise AssertionError(msg)


def press(page: Page, wanted: str, *, back: bool = False) -> None:
    """Press a button, and wait until the page has done it."""
    reach(page, wanted, back=back)
    with page.expect_response(lambda answer: answer.request.method == "POST"):
        page.keyboard.press("Enter")
    expect(status(page)).to_have_text(re.compile("Saved"))


def write(page: Page, field: str, text: str) -> None:
    reach(page, field)
    if text in {" ", "ArrowDown"}:
        page.keyboard.press("Space" if text == " " else text)
        return
    page.keyboard.press("Control+A")
    page.keyboard.type(text)


def status(page: Page):  # noqa: ANN201 - a locator of the page
    return page.locator("#status")


def opened(open_page: Open, address: str) -> Page:
    page = open_page("/en/login")
    sign_in(page, "instructor@academy.example")
    page.goto(address)
    return page


def empty(page: Page) -> None:
    """Delete every question; the last one comes back once."""
    questions = page.locator("#questions > fieldset")
    for left in range(questions.count(), 0, -1):
        first = str(questions.first.get_attribute("id")).removeprefix("question:")
        press(page, f"remove:{first}", back=at(page) != "")
        expect(questions).to_have_count(left - 1)
        assert at(page) == f"back:{first}"
    press(page, f"back:{first}")
    expect(questions).to_have_count(1)
    press(page, f"remove:{first}")
    expect(questions).to_have_count(0)


def ask(page: Page, number: int, kind: str) -> None:
    """Add a question of a type, and write all of it but some of its answers."""
    press(page, f"ask:{kind}")
    question = f"q{number}"
    assert at(page) == f"{question}.text"
    page.keyboard.type(f"Question {number}?")
    for field, text in WRITTEN[kind].items():
        write(page, f"{question}.{field}", text)
    write(page, f"{question}.feedback.right", "Well done.")
    write(page, f"{question}.feedback.wrong", "Read it again.")


def test_a_quiz_of_every_type_is_written_mended_and_tried_by_keyboard(open_page: Open) -> None:
    page = opened(open_page, f"{QUIZ}quiz")
    empty(page)
    for number, kind in enumerate(WRITTEN, start=1):
        ask(page, number, kind)

    expect(status(page)).to_have_text(re.compile("Saved as a draft"))  # nobody pressed a button
    expect(page.locator("#all-told summary")).to_have_text(re.compile("^5 things"))
    for field in MENDED:
        told = page.get_by_role("textbox").and_(page.locator(f'[id="{field}"]'))
        expect(told).to_have_attribute("aria-invalid", "true")
        expect(page.locator(f'[id="{field}:told"]')).not_to_be_empty()
    assert faults(page) == []
    page.goto(page.url)
    for field, text in MENDED.items():
        write(page, field, text)
    page.keyboard.press("Control+S")
    expect(status(page)).to_have_text(re.compile("^Saved at"))
    expect(page.locator("#all-told")).to_be_empty()

    page.goto(f"{QUIZ}try?seed=4")
    assert faults(page) == []
    expect(page.locator("fieldset.question")).to_have_count(7)
    page.get_by_role("textbox").first.press("Enter")
    expect(page.get_by_text("Not passed")).to_be_visible()
    expect(page.get_by_text("You reached 0%.")).to_be_visible()
    assert faults(page) == []


def test_leaving_with_something_unsaved_asks_and_what_is_typed_is_kept_by_itself(
    open_page: Open,
) -> None:
    page = opened(open_page, OTHER)
    asked: list[str] = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    page.locator("#title").fill("Saved by itself")
    expect(status(page)).to_have_text("Not saved yet")
    expect(status(page)).to_have_text(re.compile("^Saved at"))
    page.reload()
    assert asked == []
    expect(page.locator("#title")).to_have_value("Saved by itself")
    page.locator("#title").fill("Not saved")
    page.reload()
    assert asked == ["beforeunload"]


def test_without_a_network_nothing_is_lost(open_page: Open) -> None:
    page = opened(open_page, OTHER)
    page.context.set_offline(True)
    page.locator("#intro").fill("Written on a boat")
    expect(status(page)).to_have_text(re.compile("^Not saved. We will try again"))
    page.context.set_offline(False)
    expect(status(page)).to_have_text(re.compile("^Saved at"))
    page.reload()
    expect(page.locator("#intro")).to_have_value("Written on a boat")


def test_two_who_write_one_quiz_are_told_and_both_texts_are_kept(open_page: Open) -> None:
    mine, theirs = opened(open_page, OTHER), opened(open_page, OTHER)
    theirs.locator("#title").fill("Theirs")
    theirs.keyboard.press("Control+S")
    expect(status(theirs)).to_have_text(re.compile("^Saved at"))
    mine.locator("#title").fill("Mine")
    mine.keyboard.press("Control+S")
    expect(mine.get_by_role("alert")).to_contain_text("Somebody else saved this quiz")
    expect(mine.locator("#title")).to_have_value("Mine")
    mine.get_by_role("button", name="Go on with mine").click()
    expect(status(mine)).to_have_text(re.compile("^Saved at"))
    theirs.reload()
    expect(theirs.locator("#title")).to_have_value("Mine")
