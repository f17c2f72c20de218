"""What somebody does who has only a keyboard, told once for all journeys."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

MOST_STOPS = 120
SIGHT = """() => {
  const here = document.activeElement;
  if (here === document.body) return "nowhere";
  const box = here.getBoundingClientRect();
  if (!box.width || !box.height) return "on nothing that can be seen";
  const isBeside = box.right < 0 || box.left > innerWidth;
  const isBeyond = box.bottom < 0 || box.top > innerHeight;
  return isBeside || isBeyond ? "out of sight" : "in sight";
}"""


def see_focus(page: Page) -> None:
    """Insist that whoever looks sees where they are."""
    assert page.evaluate(SIGHT) == "in sight", page.evaluate("document.activeElement.outerHTML")


def reach(page: Page, wanted: Locator, *, back: bool = False) -> None:
    """Go from stop to stop until something has the focus; every stop on the way is in sight."""
    expect(wanted).to_be_visible()
    for _ in range(MOST_STOPS):
        if wanted.evaluate("one => one === document.activeElement"):
            return
        page.keyboard.press("Shift+Tab" if back else "Tab")
        see_focus(page)
    pytest.fail(f"{wanted} is out of reach")


def fill(page: Page, field: str, words: str) -> None:
    """Go to a field by its label, and type."""
    reach(page, page.get_by_label(field, exact=True))
    page.keyboard.type(words)


def press(page: Page, words: str, *, back: bool = False) -> None:
    """Go to a button and press it."""
    reach(page, page.get_by_role("button", name=words, exact=True), back=back)
    page.keyboard.press("Enter")


def follow(page: Page, words: str | re.Pattern[str], *, back: bool = False) -> None:
    """Go to a link and follow it; on the next page one begins at its head."""
    reach(page, page.get_by_role("link", name=words, exact=True).first, back=back)
    with page.expect_navigation():
        page.keyboard.press("Enter")
