"""Passages with gaps, tables and groups in a real browser: by keyboard, by mouse, on a phone."""

from dataclasses import replace

import pytest
from playwright.sync_api import Page, expect

from academy.content.archive import write_zip
from academy.content.model import Entry
from academy.content.writer import write_quiz
from tests.assessment.questions import BOXES, GAPS, GROUPED, TABLE
from tests.builders import package_files
from tests.content.questions_read import quiz_of
from tests.journeys.author import Author
from tests.journeys.conftest import Open
from tests.journeys.test_accessibility import faults

pytestmark = [pytest.mark.journey, pytest.mark.enable_socket]

COURSE = "gaps-and-groups"
STEPS = ("Never", "Hardly ever", "Now and then", "Most of the time", "Every time")
FIVE = replace(TABLE, columns=tuple(Entry(each.lower()[:3], each) for each in STEPS))
QUIZ = replace(
    quiz_of(
        GAPS,
        replace(FIVE, rows=tuple(replace(row, columns=("nev",)) for row in TABLE.rows)),
        BOXES,
        GROUPED,
    ),
    shuffle=False,
)
TRIAL = f"/en/teach/courses/{COURSE}/units/look-check/try?seed=1"
PHONE = {"viewport": {"width": 320, "height": 640}, "has_touch": True, "is_mobile": True}


@pytest.fixture
def signed_in(open_page: Open) -> Open:
    """Open pages as the author of a course with such a quiz."""

    def opened(**habits: object) -> Page:
        page = open_page("/en/login", **habits)
        author = Author(page, COURSE)
        author.sign_in("instructor@academy.example")
        answer = page.goto(author.address)
        assert answer is not None
        if not answer.ok:
            files = package_files(id=COURSE, title="Gaps and groups")
            author.bring(write_zip({**files, "quizzes/look-check.yaml": write_quiz(QUIZ)}))
        page.goto(TRIAL)
        return page

    return opened


def active(page: Page) -> str:
    return str(page.evaluate("document.activeElement.id"))


def box_of(page: Page, field: str) -> str:
    """The name of the box that an item lies in."""
    return str(page.locator(f"#{field}").evaluate("e => e.closest('[role=group]').ariaLabel"))


def test_everything_can_be_answered_by_keyboard(signed_in: Open) -> None:
    page = signed_in()
    keys = page.keyboard
    page.locator("#a1-1").focus()
    for press in ("p", "Tab"):
        keys.press(press)
    keys.type("20")
    keys.press("Tab")
    keys.type("guess")
    for press in ("Tab", "Space", "ArrowRight", "Tab", "Space", "Tab"):
        keys.press(press)
    assert active(page) == "a3-1-1"
    for press in ("Space", "Tab", "Space"):
        keys.press(press)
    page.locator("#a4-1").focus()
    keys.press("ArrowDown")
    assert (active(page), box_of(page, "a4-1")) == ("a4-1", "Everybody")
    page.get_by_role("button", name="See the result").press("Enter")

    answers = page.locator("section.question dd:first-of-type")
    expect(answers.nth(0)).to_have_text("A passphrase of 20 letters is hard to guess.")
    expect(answers.nth(1)).to_contain_text("A PIN → Hardly ever")
    expect(answers.nth(2)).to_contain_text("A phone → To call, To pay")
    expect(answers.nth(3)).to_contain_text("My name → Everybody")
    assert not faults(page)


def test_an_item_can_be_dragged_into_a_box_and_back(signed_in: Open) -> None:
    page = signed_in()
    item = page.locator("#a4-2").locator("xpath=..").locator("label")
    item.drag_to(page.get_by_role("group", name="Only me"))
    assert (page.locator("#a4-2").input_value(), box_of(page, "a4-2")) == ("2", "Only me")
    assert not faults(page)

    item.drag_to(page.get_by_role("group", name="Choose a group"))
    assert page.locator("#a4-2").input_value() == ""


def test_a_phone_has_lists_and_nothing_is_cut_off(signed_in: Open) -> None:
    page = signed_in(**PHONE)

    assert page.locator(".sorting").count() == 0
    assert page.evaluate("document.documentElement.scrollWidth") == 320
    for choice in page.locator("fieldset.row-asked label").all():
        place = choice.bounding_box()
        assert place is not None
        assert place["height"] >= 44
        assert place["x"] + place["width"] <= 320
    assert not faults(page)


def test_without_scripts_there_are_lists(signed_in: Open, open_page: Open) -> None:
    state = signed_in().context.storage_state()
    page = open_page(TRIAL, storage_state=state, java_script_enabled=False)
    page.locator("#a4-3").select_option(label="None of these")
    page.get_by_role("button", name="See the result").click()

    expect(page.locator("main")).to_contain_text("Tomorrow's weather → None of these")
