"""On a slow line the scripts come after the page: what was typed before is saved all the same."""

import re

import pytest
from playwright.sync_api import Page, Route, expect

from tests.journeys.conftest import Open
from tests.journeys.test_accessibility import sign_in

pytestmark = [pytest.mark.journey, pytest.mark.enable_socket]

SAVED = re.compile("^Saved")
DESK = "/en/teach/courses/understand-ai"


def before_the_scripts(open_page: Open, address: str) -> tuple[Page, list[Route]]:
    """Return a page whose scripts are under way, and those scripts."""
    page = open_page("/en/login")
    sign_in(page, "instructor@academy.example")
    waiting: list[Route] = []

    def hold(route: Route) -> None:
        waiting.append(route)

    page.route(re.compile(r"/static/[a-z-]+\.[0-9a-f]+\.js"), hold)
    page.goto(address, wait_until="commit")
    return page, waiting


def let_them_come(page: Page, waiting: list[Route]) -> None:
    expect(page.locator("footer")).to_be_visible()
    assert waiting
    for route in waiting:
        route.continue_()


@pytest.mark.parametrize(
    ("address", "field", "state"),
    [
        ("/units/is-it-ai/lesson", "#text", "#state"),
        ("/units/check-what-ai-is/quiz", "form[data-builder] textarea >> nth=0", "[role=status]"),
        ("/languages/km/", "form[data-segment] textarea >> nth=0", "form [role=status] >> nth=0"),
    ],
)
def test_what_is_typed_before_the_script_is_there_is_saved(
    open_page: Open, address: str, field: str, *, state: str
) -> None:
    page, waiting = before_the_scripts(open_page, f"{DESK}{address}")
    page.locator(field).fill(f"{page.locator(field).input_value().strip()} ១២៣")
    page.locator(field).blur()
    let_them_come(page, waiting)

    expect(page.locator(state).first).to_have_text(SAVED, timeout=20_000)
    page.unroute_all()
    page.reload()
    assert page.locator(field).input_value().strip().endswith("១២៣")
