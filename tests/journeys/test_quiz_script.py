"""Saving answers without leaving the page: what the script says holds on any network."""

import re
from urllib.parse import parse_qs

import pytest
from playwright.sync_api import Locator, Page, Request, Route, expect

from academy.content.questions.numeric import Numeric
from academy.content.questions.single_choice import SingleChoice
from academy.content.questions.true_false import TrueFalse
from tests.journeys.conftest import Open
from tests.journeys.learner import Learner, course

pytestmark = [pytest.mark.journey, pytest.mark.enable_socket]

UNIT = "lock-check"
SAVED = re.compile(r"^Saved\. Receipt [0-9A-Z]{4}-[0-9A-Z]{4}$")
WAITING = "Not saved. We will try again: keep this page open."


def sitting_down(open_page: Open, who: str) -> Learner:
    """Return somebody in front of a quiz that has just begun."""
    learner = Learner(open_page("/en/register"), course("safe-every-day"))
    learner.register(f"{who}@example.org", who, "four calm water buffaloes")
    learner.page.goto("/en/courses/safe-every-day/")
    learner.press("Enrol")
    learner.page.goto(f"/en/learn/safe-every-day/{UNIT}/")
    learner.press("Start quiz")
    learner.page.wait_for_url("**/attempts/**")  # and for the script: without it nothing is said
    return learner


def box_of(learner: Learner, kind: type) -> Locator:
    questions = learner.package.quizzes[UNIT].questions
    return learner.box(UNIT, next(one for one in questions if isinstance(one, kind)))


def state(box: Locator) -> Locator:
    return box.locator("[role=status]")


def keys_sent(page: Page) -> list[str]:
    """Return the list that the key of every save from now on will be added to."""
    keys: list[str] = []

    def note(request: Request) -> None:
        if request.url.endswith("/answers"):
            keys.append(parse_qs(request.post_data or "")["key"][0])

    page.on("request", note)
    return keys


def test_an_answer_is_saved_where_it_is_given(open_page: Open) -> None:
    learner = sitting_down(open_page, "an")
    box = box_of(learner, SingleChoice)
    box.get_by_role("radio").first.check()
    expect(state(box)).to_have_text(SAVED)
    expect(learner.page.locator("#answered")).to_have_text("1 of 7 questions answered")
    receipt = state(box).inner_text()
    learner.page.reload()
    expect(state(box)).to_have_text(receipt)
    expect(box.get_by_role("radio").first).to_be_checked()


def test_what_is_no_answer_is_said_beside_it(open_page: Open) -> None:
    box = box_of(sitting_down(open_page, "bee"), Numeric)
    box.get_by_role("textbox").fill("many")
    box.get_by_role("button", name="Save answer").click()
    expect(box.locator("p.error")).to_contain_text("Write only a number")
    expect(state(box)).to_have_text("Not saved yet")
    box.get_by_role("textbox").fill("100.000")
    box.get_by_role("button", name="Save answer").click()
    expect(state(box)).to_have_text(SAVED)
    expect(box.locator("p.error")).to_be_hidden()


def test_an_answer_given_without_a_network_is_sent_when_there_is_one(open_page: Open) -> None:
    learner = sitting_down(open_page, "chan")
    box = box_of(learner, TrueFalse)
    learner.page.context.set_offline(True)
    box.get_by_role("radio").first.check()
    expect(state(box)).to_have_text(WAITING)
    learner.page.context.set_offline(False)
    expect(state(box)).to_have_text(SAVED)


def test_a_lost_acknowledgement_is_asked_for_again_under_the_same_key(open_page: Open) -> None:
    learner = sitting_down(open_page, "duong")
    box = box_of(learner, TrueFalse)
    keys = keys_sent(learner.page)
    heard: list[str] = []

    def lose_the_first(route: Route) -> None:
        answer = route.fetch()
        heard.append(answer.json()["saved"][0]["text"])
        route.abort() if len(heard) == 1 else route.fulfill(response=answer)

    learner.page.route("**/answers", lose_the_first)
    box.get_by_role("radio").first.check()
    expect(state(box)).to_have_text(SAVED)
    assert len(keys) == 2
    assert len(set(keys)) == 1
    assert heard[0] == heard[1] == state(box).inner_text()


def test_submitting_waits_for_what_is_still_to_be_saved(open_page: Open) -> None:
    learner = sitting_down(open_page, "eka")
    learner.page.context.set_offline(True)
    learner.answer_all(UNIT)
    learner.press("Submit answers")
    expect(learner.page.locator("form[data-quiz]")).to_be_visible()
    learner.page.context.set_offline(False)
    expect(learner.page.locator("main")).to_contain_text("You reached 100%.", timeout=30_000)


def test_after_submitting_in_another_tab_the_page_says_what_does_not_count(
    open_page: Open,
) -> None:
    learner = sitting_down(open_page, "fah")
    other = learner.page.context.new_page()
    other.goto(learner.page.url)
    Learner(other, learner.package).press("Submit answers")
    Learner(other, learner.package).press("Submit answers")
    expect(other.locator("main")).to_contain_text("You reached 0%.")
    box = box_of(learner, TrueFalse)
    box.get_by_role("radio").first.check()
    expect(state(box)).to_contain_text("so they do not count")
