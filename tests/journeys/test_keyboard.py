"""A course is begun, written, put in order and published by somebody who has only a keyboard."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.journeys.author import PATIENCE, SAVED
from tests.journeys.conftest import Open
from tests.journeys.keyboard import fill, follow, press, reach, see_focus
from tools.site import DEMO_PASSWORD

pytestmark = [pytest.mark.journey, pytest.mark.enable_socket]

TITLE = "By keyboard alone"


def steps(page: Page) -> Locator:
    return page.locator(".step a.name")


def test_the_whole_authoring_way_is_walked_with_the_keyboard_alone(open_page: Open) -> None:
    page = open_page("/en/login")
    sign_in(page)
    begin(page)
    add_lessons(page)
    write(page)
    put_in_order(page)
    take_out_and_bring_back(page)
    describe(page)
    follow(page, "Publish")
    press(page, "Publish the course")
    expect(page.locator("main")).to_contain_text("Learners have", timeout=PATIENCE)


def sign_in(page: Page) -> None:
    fill(page, "E-mail address or user name", "instructor@academy.example")
    fill(page, "Password", DEMO_PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url("**/learn/**")


def begin(page: Page) -> None:
    follow(page, "Teach")
    follow(page, "New course")
    fill(page, "Title of the course", TITLE)
    fill(page, "Title of the first module", "All of it")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Outline")).to_be_visible()


def add_lessons(page: Page) -> None:
    """Add two lessons; whoever adds one goes on where they are."""
    reach(page, page.get_by_text("Add a lesson or a quiz", exact=True))
    page.keyboard.press("Enter")
    title = page.locator("details[open]").get_by_label("Title", exact=True)
    for number, words in enumerate(("Second", "First"), start=1):
        reach(page, title)
        page.keyboard.press("Control+a")
        page.keyboard.type(words)
        page.keyboard.press("Enter")
        expect(steps(page)).to_have_count(number)
        see_focus(page)


def write(page: Page) -> None:
    """Write both lessons, one of them with the toolbar, and save without leaving the text."""
    for title in ("Second", "First"):
        follow(page, title, back=title == "Second")
        text = page.locator("#text")
        reach(page, text)
        page.keyboard.press("Control+End")
        page.keyboard.type("\nSome words. ")
        reach(page, page.get_by_role("button", name="Bold", exact=True), back=True)
        page.keyboard.press("ArrowRight")
        page.keyboard.press("Enter")
        expect(text).to_be_focused()
        page.keyboard.type("Others")
        page.keyboard.press("Control+s")
        expect(page.locator("#state")).to_have_text(SAVED, timeout=PATIENCE)
        expect(text).to_be_focused()
        expect(text).to_have_value(re.compile(r"Some words\. \*Others\*"))
        follow(page, "Outline", back=True)


def put_in_order(page: Page) -> None:
    """Move the first lesson behind the second: the focus goes with it."""
    press(page, "Move down: Second")
    expect(steps(page)).to_have_text(["First", "Second"])
    see_focus(page)
    expect(page.get_by_role("button", name="Move up: Second")).to_be_focused()


def take_out_and_bring_back(page: Page) -> None:
    """Take a lesson out: the way back is where one stands, and leads back to the lesson."""
    settings = page.get_by_role("link", name="Settings: Second", exact=True)
    reach(page, settings, back=True)
    page.keyboard.press("Enter")
    press(page, "Take out")
    expect(steps(page)).to_have_count(1)
    expect(page.get_by_role("button", name="Undo")).to_be_focused()
    page.keyboard.press("Enter")
    expect(steps(page)).to_have_count(2)
    see_focus(page)
    expect(settings).to_be_focused()


def describe(page: Page) -> None:
    """Say what the course is about, and save without going to the button."""
    follow(page, "Course details", back=True)
    fill(page, "Summary", "What it is about.")
    fill(page, "What learners will be able to do, one in each line", "Do it by keyboard.")
    fill(page, "What the certificate says of its holder", "The holder did it.")
    page.keyboard.press("Control+s")
    expect(page.locator("main")).to_contain_text("Saved. Learners see it once it is published.")
