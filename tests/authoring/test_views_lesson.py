import re
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from academy.authoring import queries, service
from academy.authoring.models import CourseStaff
from academy.authoring.rules.drafts import SaveKind, lesson_part
from academy.authoring.rules.outlines import remove_unit
from academy.authoring.rules.staff import CourseRole
from academy.files.store import FolderStore
from academy.kernel.languages import LANGUAGES
from tests.authoring.drafting import draft_of, publish_draft, saving, write_lesson
from tests.authoring.staff import assign
from tests.browserless import Page, Visitor
from tests.builders import publish, reworded
from tests.cast import Cast
from tests.conftest import CountQueries

COURSE = "/en/teach/courses/clean-water"
LESSON = f"{COURSE}/units/keep/lesson"
JSON = {"Accept": "application/json"}
PART = lesson_part("keep")


@pytest.fixture(autouse=True)
def course(session: Session, cast: Cast) -> None:
    """A course that Som teaches, and one that is none of hers."""
    publish(session, id="noise", title="Noise")
    publish(session)
    assign(session, cast.som)


def text_of(session: Session) -> str:
    return draft_of(session).package.lessons["keep"]


def base_of(page: Page) -> str:
    return page.one("input", name_="base").attributes["value"]


def send(
    visitor: Visitor, text: str, *, base: str | None = None, address: str = ""
) -> TestResponse:
    """Send a text as the script of the editor does."""
    fields = {"csrf_token": visitor.token(LESSON), "text": text, "locale": "en"}
    fields["base"] = base_of(visitor.get(LESSON)) if base is None else base
    return visitor.client.post(LESSON + address, data=fields, headers=JSON)


def test_a_lesson_is_shown_as_it_is_kept(session: Session, as_som: Visitor) -> None:
    page = as_som.get(LESSON)

    assert page.heading == "Keep the water"
    assert page.one("textarea", name_="text").text == " ".join(text_of(session).split())
    assert base_of(page) == draft_of(session).version(PART)
    assert page.one("iframe").attributes["src"] == f"{LESSON}/preview?locale=en"


def test_only_the_editor_may_hold_a_frame_and_only_its_preview_may_be_in_one(
    as_som: Visitor,
) -> None:
    def policy(path: str) -> str:
        return as_som.client.get(path).headers["Content-Security-Policy"]

    assert "frame-src 'self'" in policy(LESSON)
    assert "frame-ancestors 'none'" in policy(LESSON)
    assert "frame-ancestors 'self'" in policy(f"{LESSON}/preview")
    assert "frame-src" not in policy(f"{LESSON}/preview")


@pytest.mark.parametrize("tag", [language.tag for language in LANGUAGES])
def test_the_editor_is_a_page_in_every_language(as_som: Visitor, tag: str) -> None:
    as_som.get(LESSON.replace("/en/", f"/{tag}/"))


def test_a_plain_form_saves(session: Session, as_som: Visitor) -> None:
    base = base_of(as_som.get(LESSON))

    answer = as_som.post(LESSON, text="# Keep water\r\n\r\nIn a jar.", base=base)

    assert answer.status_code == 303
    assert text_of(session) == "# Keep water\n\nIn a jar.\n"
    assert "Saved." in as_som.get(LESSON).text


def test_a_script_saves_and_is_given_the_next_version(session: Session, as_som: Visitor) -> None:
    told = send(as_som, "# Keep water\n\nIn a jar.\n").json

    assert told is not None
    assert told["version"] == draft_of(session).version(PART)
    assert told["said"].startswith("Saved at ")


def test_the_same_text_sent_twice_is_saved_once(session: Session, as_som: Visitor) -> None:
    base = base_of(as_som.get(LESSON))

    first = send(as_som, "# Keep\n", base=base)
    again = send(as_som, "# Keep\n", base=base)

    assert (first.status_code, again.status_code) == (200, 200)
    assert first.json
    assert again.json
    assert first.json["version"] == again.json["version"]
    assert len(queries.history(session, "clean-water", PART)) == 1


def test_a_conflict_is_answered_with_both_texts_and_loses_neither(
    session: Session, as_som: Visitor, cast: Cast
) -> None:
    base = base_of(as_som.get(LESSON))
    write_lesson(session, cast.mali, "keep", text="# Keep\n\nIn a closed jar.\n")

    answer = send(as_som, "# Keep\n\nIn a clean jar.\n", base=base)

    assert answer.status_code == 409
    assert answer.json
    assert answer.json["theirs"] == text_of(session) == "# Keep\n\nIn a closed jar.\n"
    assert answer.json["version"] == draft_of(session).version(PART)
    assert answer.json["said"].startswith("Mali saved this lesson on")
    assert "<del>closed</del>" in answer.json["sides"]
    assert "<ins>clean</ins>" in answer.json["sides"]
    newest = queries.history(session, "clean-water", PART)[0]
    aside = queries.find_save(session, "clean-water", newest.id)
    assert aside is not None
    assert aside.save.kind is SaveKind.SET_ASIDE
    assert aside.body == {"text": "# Keep\n\nIn a clean jar.\n"}


def test_without_a_script_a_conflict_is_a_page_from_which_one_goes_on(
    session: Session, as_som: Visitor, cast: Cast
) -> None:
    base = base_of(as_som.get(LESSON))
    write_lesson(session, cast.mali, "keep", text="# Keep\n\nIn a closed jar.\n")

    answer = as_som.post(LESSON, text="# Keep\n\nIn a <b>jar</b>.\n", base=base)

    page = Page(answer.text)
    assert answer.status_code == 409
    assert page.heading == "Two texts of this lesson"
    assert "Mali saved this lesson" in page.text
    assert page.one("textarea", name_="text").text == "# Keep In a <b>jar</b>."
    assert page.one("textarea", id="theirs").text == "# Keep In a closed jar."
    again = as_som.post(LESSON, text="# Keep\n\nIn a new jar.\n", base=base_of(page))
    assert again.status_code == 303
    assert text_of(session) == "# Keep\n\nIn a new jar.\n"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("# Keep\n\nA\u202eB", "Line 3 holds a mark that nobody can see (U+202E)."),
        ("x" * 60_001, "The lesson is too long to be kept."),
        ("# Keep\n" + "\na" * 4_001, "The lesson is too long to be kept."),
    ],
)
def test_what_may_not_be_kept_is_said_and_stays_on_the_page(
    session: Session, as_som: Visitor, text: str, *, said: str
) -> None:
    before = text_of(session)

    told = send(as_som, text)
    page = Page(as_som.post(LESSON, text=text, base="x").text)

    assert told.status_code == 422
    assert told.json
    assert said in told.json["said"]
    assert said in page.text
    assert page.one("textarea", name_="text").text == " ".join(text.split())
    assert text_of(session) == before


def test_a_lesson_without_end_is_looked_at_no_further_than_one_may_go(as_som: Visitor) -> None:
    endless = "# Keep\n" + "\n\na" * 19_000

    shown = send(as_som, endless, address="/preview").text
    checks = send(as_som, endless, address="/checks").text

    assert 1_900 < shown.count("<p>a</p>") < 2_000
    assert "The lesson has more than 4000 lines." in checks


def taken_out(session: Session, cast: Cast) -> None:
    """Mali takes the step out while Som writes."""
    service.change_course(session, saving(cast.mali), lambda course: remove_unit(course, "keep"))
    session.commit()


@pytest.mark.parametrize("is_published", [False, True])
def test_what_is_written_for_a_step_that_was_taken_out_is_kept_in_its_history(
    session: Session, as_som: Visitor, cast: Cast, *, is_published: bool
) -> None:
    base = base_of(as_som.get(LESSON))
    taken_out(session, cast)
    if is_published:
        publish_draft(session, cast.mali)

    answer = as_som.post(LESSON, seen_on=COURSE + "/", text="# Keep\r\n\r\nCool.", base=base)

    assert answer.status_code == 409
    page = Page(answer.text)
    assert page.heading == "Keep the water"
    assert "This step was taken out of the course meanwhile." in page.text
    history = as_som.get(page.one("a", href=f"{COURSE}/history/lesson/keep").attributes["href"])
    assert "Set aside" in history.text
    assert "This step or module is not in the course any more." in history.text
    assert not history.all("input", name_="save")
    (kept,) = queries.history(session, "clean-water", PART)
    aside = queries.find_save(session, "clean-water", kept.id)
    assert aside
    assert aside.body == {"text": "# Keep\n\nCool.\n"}
    assert "Cool." in as_som.get(f"{COURSE}/history/lesson/keep/changes?new={kept.id}").text


def test_a_script_is_told_once_that_the_step_is_gone_and_a_retry_keeps_nothing_twice(
    session: Session, as_som: Visitor, cast: Cast
) -> None:
    fields = {"text": "# Keep\n\nCool.\n", "base": base_of(as_som.get(LESSON))}
    fields["csrf_token"] = as_som.token(LESSON)
    taken_out(session, cast)

    first, again = (as_som.client.post(LESSON, data=fields, headers=JSON) for _ in range(2))

    assert (first.status_code, again.status_code) == (409, 409)
    assert first.json
    assert "is kept in its history" in first.json["said"]
    assert "theirs" not in first.json
    assert f"{COURSE}/history/lesson/keep" in first.json["sides"]
    assert len(queries.history(session, "clean-water", PART)) == 1


def test_a_step_that_was_taken_out_can_be_brought_back_with_what_was_kept(
    session: Session, as_som: Visitor, cast: Cast
) -> None:
    write_lesson(session, cast.som, "keep", text="# Keep\n\nIn a jar.\n")
    base = base_of(as_som.get(LESSON))
    taken_out(session, cast)
    page = Page(as_som.post(LESSON, seen_on=COURSE + "/", text="# Mine\n", base=base).text)

    kept = queries.history(session, "clean-water", PART)[0]
    history = f"{COURSE}/history/lesson/keep"
    as_som.post(history, seen_on=COURSE + "/", save=str(kept.id))
    assert "This step or module is not in the course any more." in as_som.get(history).text
    outline = as_som.get(
        next(a for a in page.all("a") if "undo=" in a.attributes["href"]).attributes["href"]
    )
    undo = outline.one("input", name_="undo").attributes["value"]
    as_som.post(f"{COURSE}/undo", seen_on=COURSE + "/", undo=undo, unit="keep")
    as_som.post(history, save=str(kept.id))

    assert text_of(session) == "# Mine\n"


@pytest.mark.parametrize(
    ("text", "said"),
    [("A\u202eB", "U+202E"), ("x" * 60_001, "The lesson is too long to be kept.")],
)
def test_what_may_not_be_kept_of_a_step_that_is_gone_stays_on_the_page(
    session: Session, as_som: Visitor, cast: Cast, *, text: str, said: str
) -> None:
    taken_out(session, cast)

    answer = as_som.post(LESSON, seen_on=COURSE + "/", text=text, base="x")
    told = as_som.client.post(
        LESSON, data={"csrf_token": as_som.token(COURSE + "/"), "text": text}, headers=JSON
    )

    page = Page(answer.text)
    assert (answer.status_code, told.status_code) == (422, 422)
    assert said in page.text
    assert page.one("textarea").text == text
    assert told.json
    assert said in told.json["said"]
    assert not queries.history(session, "clean-water", PART)


def test_in_an_archived_course_not_even_the_history_of_a_step_grows(
    session: Session, as_som: Visitor, cast: Cast
) -> None:
    taken_out(session, cast)
    service.archive(session, saving(cast.som))
    session.commit()

    answer = as_som.post(LESSON, seen_on=COURSE + "/", text="# Mine\n", base="x")

    assert answer.status_code == 422
    page = Page(answer.text)
    assert "This course is archived." in page.text
    assert page.one("textarea").text == "# Mine"


@pytest.mark.parametrize("unit", ["look-check", "nothing"])
def test_nothing_is_kept_for_a_lesson_that_never_was(
    session: Session, as_som: Visitor, unit: str
) -> None:
    address = f"{COURSE}/units/{unit}/lesson"

    assert as_som.post(address, seen_on=LESSON, text="# X\n", base="x").status_code == 404
    assert not queries.history(session, "clean-water", lesson_part(unit))
    as_som.get(f"{COURSE}/history/lesson/{unit}", status=404)


def test_a_text_without_the_version_it_began_from_is_not_kept(
    session: Session, as_som: Visitor
) -> None:
    before = text_of(session)

    assert send(as_som, "# Keep\n", base="").status_code == 422
    assert text_of(session) == before


def test_in_an_archived_course_nothing_is_kept(
    session: Session, as_som: Visitor, cast: Cast
) -> None:
    service.archive(session, saving(cast.som))
    session.commit()

    told = send(as_som, "# Keep\n")

    assert told.status_code == 422
    assert told.json
    assert "archived" in told.json["said"]


@pytest.mark.parametrize("address", ["meaning", "notes"])
def test_in_an_archived_course_translators_hear_nothing_new(
    session: Session, as_som: Visitor, cast: Cast, *, address: str
) -> None:
    first = queries.noted_texts(session, draft_of(session), "keep")[0]
    service.archive(session, saving(cast.som))
    session.commit()

    as_som.post(
        f"{LESSON}/{address}", seen_on=LESSON, **{f"note-{first.digest}": "x", "source": "x"}
    )

    assert "This course is archived." in as_som.get(LESSON).text


def test_a_script_learns_who_saved_last(session: Session, as_som: Visitor, cast: Cast) -> None:
    before = as_som.client.get(f"{LESSON}/state").json
    write_lesson(session, cast.mali, "keep", text="# Keep\n")

    after = as_som.client.get(f"{LESSON}/state").json

    assert before
    assert after
    assert before["said"] == ""
    assert after["version"] == draft_of(session).version(PART) != before["version"]
    assert after["said"].startswith("Mali saved this lesson on ")
    assert not after["is_mine"]


def test_faults_and_hints_lead_to_their_lines(as_som: Visitor) -> None:
    text = "# Keep\n\n![](media/none.svg)\n\n[here](https://example.org/)\n"

    html = send(as_som, text, address="/checks").text

    assert 'data-line="3"' in html
    assert "Has to be mended" in html
    assert 'data-line="5"' in html


def test_the_cost_is_told_and_a_lesson_over_its_budget_is_named(as_som: Visitor) -> None:
    small = send(as_som, "# Keep\n\nIn a jar.\n", address="/checks").text
    words = "\n\n".join(
        " ".join(f"{place * 7919:x}" for place in range(start, start + 500))
        for start in range(0, 6_000, 500)
    )
    large = send(as_som, f"# Keep\n\n{words}\n", address="/checks").text

    assert re.search(r"First view</dt>\s*<dd>\d+(\.\d)? kB, 4 s on 2G", small)
    assert "Too large" not in small
    assert "Too large" in large


def test_the_cost_counts_what_a_phone_fetches_of_a_picture(
    session: Session, as_som: Visitor, home: Path
) -> None:
    publish(session, reworded(), store=FolderStore(home / "files"))

    assert "Pictures, on a phone" in as_som.get(LESSON.replace("keep", "look")).text
    assert "Pictures, on a phone" not in as_som.get(LESSON).text


def test_what_changed_since_it_was_translated_is_listed_and_can_be_kept(
    session: Session, as_som: Visitor, cast: Cast
) -> None:
    assert not as_som.get(LESSON).all("h2", id="stale-title")
    changed = text_of(session).replace("Keep the water", "Keep the clean water")
    write_lesson(session, cast.som, "keep", text=changed)
    publish_draft(session, cast.som, 1)

    page = as_som.get(LESSON)
    assert page.one("h2", id="stale-title")
    box = page.one("input", name_="source")
    assert box.attributes["value"] == "Keep the clean water"
    assert page.one("ins").text == "clean"
    assert "in 2 languages" in page.text
    answer = as_som.post(f"{LESSON}/meaning", seen_on=LESSON, source="Keep the clean water")

    assert answer.status_code == 303
    after = as_som.get(LESSON)
    assert "2 translations stay as they are." in after.text
    assert not after.all("h2", id="stale-title")


def test_a_save_tells_a_script_what_went_stale(session: Session, as_som: Visitor) -> None:
    changed = text_of(session).replace("Keep the water", "Keep the clean water")

    told = send(as_som, changed).json

    assert told
    assert "Keep the " in told["stale"]
    assert "in 2 languages" in told["stale"]


def test_nothing_chosen_keeps_nothing(as_som: Visitor) -> None:
    as_som.post(f"{LESSON}/meaning", seen_on=LESSON)

    assert "No translation had to be kept" in as_som.get(LESSON).text


def test_a_note_for_translators_is_kept_with_its_text(session: Session, as_som: Visitor) -> None:
    first = queries.noted_texts(session, draft_of(session), "keep")[0]

    answer = as_som.post(
        f"{LESSON}/notes", seen_on=LESSON, **{f"note-{first.digest}": " A verb. ", "note-x": "y"}
    )

    assert answer.status_code == 303
    page = as_som.get(LESSON)
    assert page.one("textarea", id="note-1").text == "A verb."
    assert "Your notes to translators are saved." in page.text
    assert list(queries.notes(session, "clean-water").values()) == ["A verb."]


def test_a_note_too_long_is_refused(session: Session, as_som: Visitor) -> None:
    first = queries.noted_texts(session, draft_of(session), "keep")[0]

    as_som.post(f"{LESSON}/notes", seen_on=LESSON, **{f"note-{first.digest}": "x" * 2001})

    assert "has to be shorter" in as_som.get(LESSON).text
    assert not queries.notes(session, "clean-water")


def test_a_note_that_turns_what_follows_is_refused(session: Session, as_som: Visitor) -> None:
    first = queries.noted_texts(session, draft_of(session), "keep")[0]

    as_som.post(f"{LESSON}/notes", seen_on=LESSON, **{f"note-{first.digest}": "A\u202eB"})

    assert "(U+202E)" in as_som.get(LESSON).text
    assert not queries.notes(session, "clean-water")


@pytest.mark.parametrize("address", ["", "/state"])
def test_who_may_not_write_may_not_open_the_editor(
    session: Session, app: Flask, cast: Cast, *, address: str
) -> None:
    other = session.execute(
        select(CourseStaff).where(CourseStaff.user_id == cast.som.id)
    ).scalar_one()
    other.role = CourseRole.TRANSLATOR.value
    session.commit()
    som, noi = Visitor(app).signed_in(cast.som), Visitor(app).signed_in(cast.noi)

    som.get(LESSON + address, status=403)
    som.get(f"{LESSON}/preview")
    som.get(f"/en/teach/courses/noise/units/keep/lesson{address}", status=404)
    noi.get(LESSON + address, status=403)


@pytest.mark.parametrize("unit", ["look-check", "nothing"])
def test_only_a_lesson_opens_in_the_lesson_editor(as_som: Visitor, unit: str) -> None:
    as_som.get(f"{COURSE}/units/{unit}/lesson", status=404)


def test_the_editor_takes_the_same_queries_however_long_the_lesson(
    session: Session, as_som: Visitor, cast: Cast, *, count_queries: CountQueries
) -> None:
    def look() -> int:
        with count_queries() as sent:
            as_som.get(LESSON)
        return len(sent)

    look()
    few = look()
    text = "# Keep\n\n" + "\n\n".join(f"Paragraph {number}." for number in range(60))
    for number in range(5):
        write_lesson(session, cast.som, "keep", text=f"{text}\n\n{number}\n", minutes=number)
    look()

    assert look() <= few + 2
