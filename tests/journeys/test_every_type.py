"""Every newer type of question in a real browser: keyboard alone, axe, a phone, no connection."""

import os
import re
import subprocess
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from academy.content.reader import read_package
from tests.builders import PACKAGES, package_files
from tests.journeys.conftest import Open
from tests.journeys.learner import Learner
from tests.journeys.test_accessibility import faults
from tools.site import BIN, ROOT, Site

pytestmark = [pytest.mark.journey, pytest.mark.enable_socket]

PHONE = {"width": 360, "height": 740}
SAVED = re.compile("Receipt [0-9A-Z]{4}-[0-9A-Z]{4}")
ANSWERS = {
    "a1-1": "mango",
    "a1-2": "5000",
    "a4-1": "1.5",
    "a5": "12000",
    "a7": "We are very sorry.",
}
"""What is typed, by the names of the fields."""

Begin = Callable[..., Learner]


@pytest.fixture(scope="module")
def market(site: Site) -> Site:
    """The site, with the course that asks every type."""
    subprocess.run(  # noqa: S603 - our own command
        (str(BIN / "flask"), "courses", "load", str(PACKAGES / "every-type")),
        cwd=ROOT,
        env={**os.environ, "ACADEMY_HOME": str(site.home), "PUBLIC_URL": site.address},
        check=True,
        capture_output=True,
    )
    return site


@pytest.fixture
def begin(open_page: Open, market: Site) -> Begin:
    """Sit somebody down in front of a quiz of that course."""
    assert market

    def sit(who: str, unit: str = "newer", tag: str = "en", **habits: object) -> Learner:
        package = read_package(package_files("every-type"))
        learner = Learner(open_page(f"/{tag}/register", **habits), package, tag)
        learner.register(f"{who}@example.org", who, "four calm water buffaloes")
        learner.page.wait_for_url(lambda url: "register" not in url)
        learner.page.goto(f"/{tag}/courses/every-type/")
        learner.press("Enrol")
        learner.page.wait_for_url("**/learn/**")
        learner.page.goto(f"/{tag}/learn/every-type/{unit}/")
        learner.press("Start quiz")
        learner.page.wait_for_url("**/attempts/**")
        return learner

    return sit


def fill_by_keyboard(page: Page) -> set[str]:
    """Go through the paper with the tabulator and answer everything; return the fields' names."""
    seen: set[str] = set()
    for _ in range(160):
        page.keyboard.press("Tab")
        at = page.evaluate(
            "() => { const e = document.activeElement;"
            " return [e.tagName, e.type || '', e.name || '', e.value || '']; }"
        )
        tag, kind, name, _ = at
        if name == "submit":
            return seen
        if not re.match("a[0-9]", name) or name in seen:
            continue
        seen.add(name)
        if tag == "SELECT":
            page.keyboard.press("ArrowDown")
        elif kind in {"radio", "checkbox"}:
            page.keyboard.press("Space")
        elif kind != "file":
            page.keyboard.type(ANSWERS.get(name, "1"))
    return seen


@pytest.mark.parametrize("tag", ["en", "km"])
def test_every_question_is_answered_with_the_keyboard_alone(begin: Begin, tag: str) -> None:
    learner = begin(f"keys-{tag}", tag=tag, viewport=PHONE)
    page = learner.page
    names = fill_by_keyboard(page)

    assert {name.split("-")[0] for name in names} == {f"a{place}" for place in range(1, 9)}
    page.keyboard.press("Enter")
    page.wait_for_url("**check=1")
    page.keyboard.press("Tab")
    assert page.locator("main ul li").count() == 1, "only the file is missing"
    page.locator("button[name=confirmed]").focus()
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/attempts/[^/]+/$"))
    expect(page.locator(".box-title")).to_have_text(learner.say("Your answers are being marked"))


@pytest.mark.parametrize(("tag", "scheme"), [("en", "light"), ("km", "dark")])
def test_no_question_breaks_an_accessibility_rule(begin: Begin, tag: str, scheme: str) -> None:
    learner = begin(f"axe-{tag}", tag=tag, viewport=PHONE, color_scheme=scheme)
    page = learner.page
    assert faults(page) == []
    wide = page.evaluate("() => document.documentElement.scrollWidth")
    assert wide <= PHONE["width"], "nothing runs out of a phone"
    page.goto(f"/{tag}/learn/every-type/at-once/")
    learner.press("Start quiz")
    page.wait_for_url("**/attempts/**")
    page.locator("input[type=radio][name=a1]").first.check()
    page.locator("button[name=check]").first.click()
    expect(page.locator(".heard")).to_be_visible()
    assert faults(page) == []


def test_what_was_written_without_a_connection_survives_a_reload(begin: Begin) -> None:
    learner = begin("reload")
    page, address = learner.page, learner.page.url
    letter = page.locator("[name=a7]")
    page.context.set_offline(True)
    letter.fill("We are very sorry about the mangoes.")
    letter.blur()
    expect(page.locator("#offline")).to_contain_text("There is no connection.")
    page.on("dialog", lambda dialog: dialog.accept())
    page.goto("about:blank")
    page.context.set_offline(False)

    page.goto(address)

    expect(page.locator("[name=a7]")).to_have_value("We are very sorry about the mangoes.")
    expect(page.locator("[data-place='7'] .keep [role=status]")).to_have_text(SAVED)
    expect(page.locator("#offline")).to_be_hidden()
    page.reload()
    expect(page.locator("[name=a7]")).to_have_value("We are very sorry about the mangoes.")


def test_the_clock_says_what_is_left_when_it_is_asked(begin: Begin) -> None:
    page = begin("clock").page
    expect(page.locator("[data-clock] output")).to_contain_text("Minutes left:")
    said = page.locator("[data-clock] [role=status]")
    expect(said).to_have_text("")
    page.get_by_role("button", name="Say the time left").click()
    expect(said).to_contain_text("Minutes left:")


def test_a_phone_without_scripts_answers_everything(begin: Begin) -> None:
    learner = begin("plain", tag="km", viewport=PHONE, java_script_enabled=False)
    page = learner.page
    page.locator("[name=a1-1]").fill("ស្វាយ")
    page.locator("[name=a8]").set_input_files(
        {"name": "តម្លៃ.txt", "mimeType": "text/plain", "buffer": b"mango 5000"}
    )
    page.locator("button[name=save]").last.click()
    expect(page.locator("[name=a1-1]")).to_have_value("ស្វាយ")
    expect(page.locator("[data-place='8']")).to_contain_text("តម្លៃ.txt")
    expect(page.locator("[data-place='8'] .saved")).to_have_text(
        re.compile("[0-9A-Z]{4}-[0-9A-Z]{4}")
    )
