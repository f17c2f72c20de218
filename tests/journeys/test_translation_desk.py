"""Translating in a browser: with the keyboard alone, and on any network."""

import re

import pytest
from playwright.sync_api import Dialog, Locator, Page, Route, expect

from tests.journeys.conftest import Open
from tests.journeys.learner import Learner, course
from tools.site import DEMO_PASSWORD

pytestmark = [pytest.mark.journey, pytest.mark.enable_socket]

LANGUAGES = "/en/teach/courses/sell-online/languages/"
DESK = f"{LANGUAGES}my/"
UNIT = "three-photos"
SHARED = "Try it today"
SHARED_WORDS = "ဒီနေ့ စမ်းကြည့်ပါ"
WAITING = "Not saved: no connection. It is kept here, and we will try again."


def at_the_desk(open_page: Open, path: str, login: str = "instructor@academy.example") -> Page:
    """Return a page of somebody who has signed in, with Burmese begun."""
    page = open_page("/en/login")
    page.locator("#login").fill(login)
    page.locator("#password").fill(DEMO_PASSWORD)
    page.locator("main form button").first.click()
    page.wait_for_url("**/learn/**")
    page.goto(LANGUAGES)
    if page.locator("select[name=language] option[value=my]").count():
        page.locator("select[name=language]").select_option("my")
        page.get_by_role("button", name="Add", exact=True).click()
        page.wait_for_url("**/languages/my/")
    page.goto(path)
    return page


def segment(page: Page, place: int = 0) -> Locator:
    return page.locator(".segment").nth(place)


def field(page: Page, place: int = 0) -> Locator:
    return segment(page, place).locator("[name=text]")


def status(page: Page, place: int = 0) -> Locator:
    return segment(page, place).locator("[role=status]")


def tab_to(page: Page, wanted: Locator) -> None:
    """Press Tab until something has the focus."""
    for _ in range(80):
        page.keyboard.press("Tab")
        if wanted.evaluate("one => one === document.activeElement"):
            return
    pytest.fail("nothing can be reached with the Tab key")


def translate_shared_text_elsewhere(page: Page) -> None:
    """Translate a text that another unit has, too: the memory will offer it there."""
    page.goto(f"{DESK}?step=return-rule&q={SHARED}")
    tab_to(page, field(page))
    page.keyboard.insert_text(SHARED_WORDS)
    page.keyboard.press("Control+Enter")
    expect(status(page)).to_have_text("Saved")


def translate_the_page(page: Page) -> int:
    """Translate every text on the page; return how many there are."""
    sources = page.locator("[data-source]").all_inner_texts()
    tab_to(page, field(page))
    for place, source in enumerate(sources):
        expect(field(page, place)).to_be_focused()
        if source == SHARED:
            page.keyboard.press("Alt+1")
            expect(field(page, place)).to_have_value(SHARED_WORDS)
        else:
            page.keyboard.press("Alt+s")
            expect(field(page, place)).to_have_value(source)
            page.keyboard.insert_text(" မြန်မာဘာသာဖြင့် ရေးထားပါသည်")
        page.keyboard.press("Control+Enter")
    for place in range(len(sources)):
        expect(status(page, place)).to_have_text("Saved")
    return len(sources)


def test_a_unit_is_translated_with_the_keyboard_alone_and_read_by_learners(
    open_page: Open,
) -> None:
    page = at_the_desk(open_page, DESK)
    translate_shared_text_elsewhere(page)
    page.goto(f"{DESK}?step={UNIT}")
    count = translate_the_page(page)
    expect(page.locator(f"[data-unit={UNIT}] small")).to_have_text(f"{count} of {count}")

    page.get_by_role("button", name="Publish the translation").focus()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_contain_text("Learners read the newest words in မြန်မာ now.")

    learner = Learner(open_page("/en/register"), course("sell-online"))
    learner.register("thiri@example.org", "Thiri", "four calm water buffaloes")
    learner.page.goto("/en/courses/sell-online/")
    learner.press("Enrol")
    learner.page.goto(f"/my/learn/sell-online/{UNIT}/")
    expect(learner.page.locator("h1")).to_contain_text("မြန်မာဘာသာဖြင့်")
    expect(learner.page.locator("article")).to_contain_text(SHARED_WORDS)


def test_a_translation_is_reviewed_and_left_with_the_keyboard_alone(open_page: Open) -> None:
    page = at_the_desk(open_page, f"{DESK}?step=check-product-ready")
    tab_to(page, field(page))
    page.keyboard.insert_text("စစ်ဆေးပါ")
    page.keyboard.press("Alt+ArrowDown")
    expect(field(page, 1)).to_be_focused()
    expect(status(page)).to_have_text("Saved")
    page.keyboard.press("Alt+ArrowUp")
    expect(field(page)).to_be_focused()
    page.keyboard.press("Alt+r")
    expect(segment(page).locator("[data-badge]")).to_have_text("Reviewed")
    page.keyboard.press("Tab")
    expect(segment(page).get_by_role("button", name="Save", exact=True)).to_be_focused()


def test_what_may_be_lost_is_said_while_somebody_types(open_page: Open) -> None:
    page = at_the_desk(open_page, f"{DESK}?step=find-your-price")
    faults = segment(page).locator("[data-faults]")
    field(page).focus()
    page.keyboard.insert_text("ဈေးနှုန်း 999")
    expect(faults).to_contain_text("The numbers differ: 999.")
    expect(status(page)).to_have_text("Not saved yet")
    for _ in "999":
        page.keyboard.press("Backspace")
    expect(faults).to_be_empty()
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Control+Enter")
    expect(status(page)).to_have_text("Saved")


def test_what_was_typed_without_a_network_is_saved_when_there_is_one(open_page: Open) -> None:
    page = at_the_desk(open_page, f"{DESK}?step=honest-listing")
    page.context.set_offline(True)
    field(page).focus()
    page.keyboard.insert_text("ရိုးသားသော စာရင်း")
    field(page, 1).focus()
    expect(status(page)).to_have_text(WAITING)
    page.context.set_offline(False)
    expect(status(page)).to_have_text("Saved")
    page.reload()
    expect(field(page)).to_have_value("ရိုးသားသော စာရင်း")


def test_a_lost_acknowledgement_is_no_conflict(open_page: Open) -> None:
    page = at_the_desk(open_page, f"{DESK}?step=two-languages")
    sent: list[str] = []

    def lose_the_first(route: Route) -> None:
        answer = route.fetch()
        sent.append(route.request.post_data or "")
        route.abort() if len(sent) == 1 else route.fulfill(response=answer)

    page.route(re.compile("/units/two-languages/"), lose_the_first)
    field(page).fill("ဘာသာစကား နှစ်ခု")
    field(page, 1).focus()
    expect(status(page)).to_have_text("Saved")
    assert len(sent) == 2
    assert sent[0] == sent[1]


def test_two_translators_see_each_others_words_and_decide(open_page: Open) -> None:
    page = at_the_desk(open_page, f"{DESK}?step=count-and-pack")
    other = at_the_desk(open_page, f"{DESK}?step=count-and-pack", "admin@academy.example")
    field(page).fill("ရေတွက်ပါ")
    field(page).press("Control+Enter")
    expect(status(page)).to_have_text("Saved")

    field(other).fill("ထုပ်ပိုးပါ")
    field(other).press("Control+Enter")
    box = segment(other).locator(".conflict")
    expect(box).to_contain_text("ရေတွက်ပါ")
    expect(field(other)).to_have_value("ထုပ်ပိုးပါ")
    box.get_by_role("button", name="Keep mine").click()
    expect(status(other)).to_have_text("Saved")

    field(page).fill("ရေတွက်၍ ထုပ်ပါ")
    field(page).press("Control+Enter")
    segment(page).get_by_role("button", name="Take theirs").click()
    expect(status(page)).to_have_text("Saved")
    expect(field(page)).to_have_value("ထုပ်ပိုးပါ")


def test_leaving_with_unsaved_words_asks(open_page: Open) -> None:
    page = at_the_desk(open_page, f"{DESK}?step=check-listing")
    page.context.set_offline(True)
    field(page).click()
    page.keyboard.insert_text("မေးခွန်း")
    asked: list[str] = []

    def stay(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.accept()

    page.on("dialog", stay)
    page.close(run_before_unload=True)
    page.context.set_offline(False)
    assert asked == ["beforeunload"]
