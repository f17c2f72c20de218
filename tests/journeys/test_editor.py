"""Writing a lesson: nothing that was typed is lost, whoever else writes and whatever breaks."""

import re

import pytest
from playwright.sync_api import Dialog, Page, Route, expect

from tests.journeys.conftest import Open
from tests.journeys.test_accessibility import faults, sign_in

pytestmark = [pytest.mark.journey, pytest.mark.enable_socket]

COURSE = "/en/teach/courses/safe-every-day"
SAVED = re.compile(r"^Saved at ")
DOT = (
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk"
    "+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)


def writing(open_page: Open, unit: str, *, who: str = "instructor", **habits: object) -> Page:
    """Return somebody in front of a lesson of a course that they teach."""
    page = open_page("/en/login", **habits)
    sign_in(page, f"{who}@academy.example")
    page.goto(f"{COURSE}/units/{unit}/lesson")
    return page


def text(page: Page) -> str:
    return page.locator("#text").input_value()


def add(page: Page, words: str) -> None:
    """Type at the end of the lesson, as a person does."""
    page.locator("#text").press("Control+End")
    page.locator("#text").press_sequentially(words)


def lose_what_is_sent(route: Route) -> None:
    route.abort() if route.request.method == "POST" else route.continue_()


def expect_state(page: Page, said: str | re.Pattern[str], *, timeout: float = 15_000) -> None:
    expect(page.locator("#state")).to_have_text(said, timeout=timeout)


def test_what_is_typed_is_saved_by_itself_and_shown_as_a_learner_sees_it(open_page: Open) -> None:
    page = writing(open_page, "screen-lock")
    add(page, "\nMy own last words.")
    expect_state(page, SAVED)
    shown = page.frame_locator("#preview")
    expect(shown.locator("article p").last).to_have_text("My own last words.")
    page.reload()
    assert text(page).endswith("My own last words.\n")


def test_control_s_saves_at_once_and_undo_still_works(open_page: Open) -> None:
    page = writing(open_page, "second-factor")
    before = text(page)
    add(page, "\nMore.")
    page.keyboard.press("Control+s")
    expect_state(page, SAVED)
    page.keyboard.press("Control+z")
    expect(page.locator("#state")).not_to_have_text(SAVED)
    page.keyboard.press("Control+s")
    expect_state(page, SAVED)
    assert text(page) != f"{before}\nMore."


def test_leaving_with_unsaved_words_asks(open_page: Open) -> None:
    page = writing(open_page, "screen-lock")
    asked: list[str] = []

    def stay(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.dismiss()

    page.on("dialog", stay)
    page.context.set_offline(True)
    add(page, "\nNot yet saved.")
    page.evaluate("setTimeout(() => location.assign('/en/'), 0)")
    page.wait_for_timeout(500)
    assert asked == ["beforeunload"]
    page.context.set_offline(False)
    expect_state(page, SAVED, timeout=30_000)


def test_without_a_connection_nothing_is_lost_and_it_is_saved_when_there_is_one(
    open_page: Open,
) -> None:
    page = writing(open_page, "screen-lock")
    page.context.set_offline(True)
    add(page, "\nWritten on the bus.")
    expect_state(page, re.compile("^Not saved: no connection."))
    page.context.set_offline(False)
    expect_state(page, SAVED, timeout=30_000)
    page.reload()
    assert "Written on the bus." in text(page)


def test_a_lost_acknowledgement_is_no_conflict_with_oneself(open_page: Open) -> None:
    page = writing(open_page, "screen-lock")
    lost: list[str] = []

    def lose_the_first(route: Route) -> None:
        if route.request.method != "POST" or lost:
            route.continue_()
            return
        lost.append(route.fetch().text())
        route.abort()

    page.route("**/lesson", lose_the_first)
    add(page, "\nSent once.")
    page.keyboard.press("Control+s")
    expect_state(page, re.compile("^Not saved"))
    add(page, " And more.")
    expect_state(page, SAVED, timeout=40_000)
    expect(page.locator("#conflict")).to_be_empty()
    assert lost


def test_what_a_crash_left_behind_is_offered_again(open_page: Open) -> None:
    page = writing(open_page, "second-factor")
    page.route("**/lesson", lose_what_is_sent)
    add(page, "\nBefore the crash.")
    expect_state(page, re.compile("^Not saved"))
    again = page.context.new_page()
    again.goto(page.url)
    expect(again.locator("#found")).to_be_visible()
    assert "Before the crash." not in text(again)
    again.get_by_role("button", name="Put it in").click()
    expect_state(again, SAVED)
    assert "Before the crash." in text(again)
    again.reload()
    expect(again.locator("#found")).to_be_hidden()


def test_two_writers_are_told_see_both_texts_and_lose_nothing(open_page: Open) -> None:
    som = writing(open_page, "screen-lock")
    mali = writing(open_page, "screen-lock", who="admin")
    add(som, "\nA line of Som.")
    expect_state(som, SAVED)
    add(mali, "\nA line of Mali.")
    expect_state(mali, re.compile("^Not saved: somebody else saved"))
    sides = mali.locator("#conflict")
    expect(sides).to_contain_text("saved this lesson on")
    expect(sides).to_contain_text("A line of Som.")
    expect(sides).to_contain_text("A line of Mali.")
    assert faults(mali) == []
    assert text(mali).endswith("A line of Mali.")

    sides.get_by_role("button", name="Go on editing mine").click()
    add(mali, "\nA line of Som, too.")
    expect_state(mali, SAVED, timeout=30_000)
    expect(sides).to_be_empty()
    add(som, "\nLate words.")
    som.keyboard.press("Control+s")
    expect_state(som, re.compile("^Not saved: somebody else saved"))
    som.locator("#conflict").get_by_role("button", name="Take the saved text").click()
    assert text(som).endswith("A line of Som, too.\n")

    som.goto(f"{COURSE}/history/lesson/screen-lock")
    expect(som.get_by_text("Set aside: somebody else had saved first")).to_have_count(2)


def test_a_step_that_is_taken_out_takes_no_words_with_it_and_comes_back_with_them(
    open_page: Open,
) -> None:
    page, other = writing(open_page, "second-factor"), writing(open_page, "screen-lock")
    taken_out = """async () => {
      const { value: csrf_token } = document.querySelector("[name=csrf_token]");
      const body = new URLSearchParams({ csrf_token });
      return (await fetch("../second-factor/remove", { method: "POST", body })).status;
    }"""
    assert other.evaluate(taken_out) == 200
    posts: list[str] = []
    page.on("request", lambda sent: posts.append(sent.url) if sent.method == "POST" else None)

    add(page, "\nWritten too late.")
    expect_state(page, re.compile("^This step was taken out of the course meanwhile."))
    page.wait_for_timeout(4_000)
    assert len([url for url in posts if url.endswith("/lesson")]) == 1
    page.locator("#conflict").get_by_role("link", name="Outline").click()
    undo = page.get_by_role("button", name="Undo")
    undo.click()
    expect(undo).to_have_count(0)
    page.goto(f"{COURSE}/units/second-factor/lesson")
    page.locator("#found").get_by_role("button", name="Put it in").click()
    page.keyboard.press("Control+s")
    expect_state(page, SAVED)
    assert "Written too late." in text(page)


def test_the_other_writer_is_announced_to_somebody_who_only_reads(open_page: Open) -> None:
    som = writing(open_page, "second-factor")
    mali = writing(open_page, "second-factor", who="admin")
    add(mali, "\nNews.")
    mali.keyboard.press("Control+s")
    expect_state(mali, SAVED)
    expect(som.locator("#newer")).to_be_visible(timeout=25_000)
    som.get_by_role("link", name="Show the newest text").click()
    expect(som.locator("#newer")).to_be_hidden()
    assert "News." in text(som)


def test_the_toolbar_is_one_stop_and_writes_markdown(open_page: Open) -> None:
    page = writing(open_page, "screen-lock")
    before = text(page)
    bar = page.get_by_role("toolbar")
    bar.get_by_role("button", name="Bold").focus()
    page.keyboard.press("ArrowRight")
    expect(bar.get_by_role("button", name="Italic")).to_be_focused()
    page.keyboard.press("End")
    expect(bar.get_by_role("button", name="Country fact")).to_be_focused()
    assert bar.locator("button[tabindex='0']").count() == 1
    page.locator("#text").press("Control+End")
    bar.get_by_role("button", name="Warning").click()
    assert text(page).endswith("::: warning\ntext\n:::\n\n")
    assert page.evaluate("getSelection().toString()") == "text"
    page.keyboard.press("Control+z")
    assert text(page) == before


def test_a_fault_leads_to_its_line(open_page: Open) -> None:
    page = writing(open_page, "screen-lock")
    add(page, "\n![](media/nowhere.svg)")
    page.locator("#checks [data-line]").first.click()
    assert page.evaluate("getSelection().toString()") == "![](media/nowhere.svg)"


def test_a_pasted_picture_comes_in_and_asks_for_its_words(open_page: Open) -> None:
    page = writing(open_page, "second-factor")
    page.locator("#text").press("Control+End")
    page.evaluate(
        """(data) => {
          const bytes = Uint8Array.from(atob(data), (one) => one.charCodeAt(0));
          const files = new DataTransfer();
          files.items.add(new File([bytes], "My dot.png", { type: "image/png" }));
          const habits = { clipboardData: files, cancelable: true, bubbles: true };
          const event = new ClipboardEvent("paste", habits);
          document.getElementById("text").dispatchEvent(event);
        }""",
        DOT,
    )
    expect_state(page, "Now say, between the brackets, what the picture shows.")
    page.keyboard.type("A single dot.")
    assert "![A single dot.](media/my-dot.webp)" in text(page)
    shown = page.frame_locator("#preview").get_by_role("img", name="A single dot.")
    expect(shown).to_be_visible()


@pytest.mark.parametrize("width", [390, 1280])
def test_the_pages_of_a_writer_have_no_fault(open_page: Open, width: int) -> None:
    page = writing(open_page, "screen-lock", viewport={"width": width, "height": 900})
    found = faults(page)
    for path in ("history/lesson/screen-lock", "history/lesson/screen-lock/changes", "pictures"):
        for lang in ("en", "km"):
            page.goto(f"{COURSE}/{path}".replace("/en/", f"/{lang}/"))
            found += faults(page)
            assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert found == []
