"""The pages of translators: the languages of a course, and the desk."""

from typing import Any

import pytest
from flask import Flask
from sqlalchemy import insert
from sqlalchemy.orm import Session

from academy.authoring import queries, service
from academy.authoring.models import CourseStaff, GlossaryTerm, GlossaryWord
from academy.authoring.rules.staff import CourseRole
from academy.authoring.rules.translating import State, source_digest
from academy.authoring.service import Sent
from academy.catalogue import queries as catalogue
from academy.content.po import Key
from academy.files.store import current_store
from academy.kernel.ids import uuid7
from tests.authoring.drafting import COURSE_ID, draft_of, saving, write_lesson
from tests.authoring.staff import assign
from tests.browserless import Page, Visitor
from tests.builders import package_files, publish, with_text
from tests.cast import NOW, Cast
from tests.conftest import CountQueries

LANGUAGES = "/en/teach/courses/clean-water/languages/"
DESK = f"{LANGUAGES}my/"
KEEP: Key = ("keep", "Keep the water")
LINK: Key = ("keep", "Read more at [the World Health Organization](https://www.who.int/).")
WORDS = "ရေကို သိမ်းပါ"
FORMULA = '=HYPERLINK("x") <b>'


@pytest.fixture(autouse=True)
def noise(app: Flask, session: Session, cast: Cast) -> None:
    """Another course, and a language that is begun."""
    with app.app_context():
        store = current_store()
    publish(session, id="noise", title="Noise")
    publish(session, store=store)
    assign(session, cast.som)
    service.add_language(session, saving(cast.som), "my")
    session.commit()


def address(key: Key = KEEP, query: str = "") -> str:
    unit, source = key
    return f"{DESK}units/{unit}/{source_digest(source)}{query}"


def place(key: Key = KEEP) -> str:
    return f"{key[0]}-{source_digest(key[1])[:12]}"


def send(who: Visitor, text: str, key: Key = KEEP, *, query: str = "", **fields: str) -> Any:
    return who.post(address(key, query), seen_on=DESK, text=text, **fields)


def send_json(who: Visitor, path: str, **fields: str) -> Any:
    data = {"csrf_token": who.token(DESK), **fields}
    return who.client.post(path, data=data, headers={"Accept": "application/json"})


def state(session: Session, key: Key = KEEP, locale: str = "my") -> State:
    return service.row_of(session, draft_of(session), locale=locale, key=key).state


def say(session: Session, cast: Cast, text: str, *, key: Key = KEEP, locale: str = "my") -> None:
    service.translate(session, saving(cast.mali), locale, key=key, sent=Sent(text))
    session.commit()


def segments_of(page: Page) -> list[str]:
    return [item.attributes["id"] for item in page.all("li", class_="segment")]


def taken_by(page: Page) -> list[str]:
    """What the buttons that take a translation would take."""
    every = (button.attributes for button in page.all("button"))
    return [own["value"] for own in every if own.get("name") == "take"]


def become(session: Session, cast: Cast, role: CourseRole) -> None:
    """Give Som another role in the course."""
    session.query(CourseStaff).filter_by(user_id=cast.som.id).delete()
    assign(session, cast.som, role=role)


def test_every_language_says_how_far_it_is(session: Session, cast: Cast, as_som: Visitor) -> None:
    say(session, cast, WORDS)

    page = as_som.get(LANGUAGES)

    assert page.heading == "Languages"
    khmer, burmese = (page.one("section", id=tag).text for tag in ("km", "my"))
    assert "100%" in khmer
    assert "68 texts translated" in khmer
    assert "Learners read everything that is translated here." in khmer
    assert "Not ready yet" not in khmer
    assert "1 text translated" in burmese
    assert "This course wants at least 80% of its texts translated." in burmese
    assert "1 text is newer here than what learners read." in burmese


def test_a_language_is_added(session: Session, as_som: Visitor) -> None:
    offered = [option.attributes["value"] for option in as_som.get(LANGUAGES).all("option")]
    assert "th" in offered
    assert not {"en", "km", "my", "zh-Hans"} & set(offered)

    answer = as_som.post(LANGUAGES, language="th")

    assert (answer.status_code, answer.location) == (303, f"{LANGUAGES}th/")
    assert "th" in queries.languages(session, draft_of(session))


@pytest.mark.parametrize("tag", ["en", "my", "xx", ""])
def test_a_language_that_is_not_offered_is_not_added(as_som: Visitor, tag: str) -> None:
    answer = as_som.post(LANGUAGES, language=tag)

    assert answer.status_code == 422
    assert "Please look again at the fields marked below." in Page(answer.text).text


def test_words_are_published_from_the_list_and_from_the_desk(
    session: Session, cast: Cast, as_som: Visitor
) -> None:
    say(session, cast, WORDS)
    answer = as_som.post(f"{DESK}publish", seen_on=LANGUAGES)
    assert answer.location == LANGUAGES
    assert "Learners read the newest words in မြန်မာ now." in as_som.get(LANGUAGES).text

    newest = catalogue.newest_revision(session, COURSE_ID)
    assert newest is not None
    assert (newest.edition, newest.revision) == (1, 2)

    answer = as_som.post(f"{DESK}publish", seen_on=DESK, desk="1")
    assert answer.location == DESK
    assert "there is nothing new to publish" in as_som.get(DESK).text


def test_what_has_to_be_mended_first_is_shown_where_it_is(
    session: Session, cast: Cast, as_som: Visitor
) -> None:
    say(session, cast, "WHO တွင် ဖတ်ပါ။", key=LINK)

    answer = as_som.post(f"{DESK}publish", seen_on=DESK, desk="1")

    page = Page(answer.text)
    assert answer.status_code == 422
    assert page.heading == "This has to be mended before it can be published"
    assert "lost or changed the link https://www.who.int/" in page.text
    (way,) = (a for a in page.all("a") if a.attributes["href"].endswith(f"#{place(LINK)}"))
    assert segments_of(as_som.get(way.attributes["href"])) == [place(LINK)]


def test_the_desk_shows_each_text_beside_its_translation(
    session: Session, cast: Cast, as_som: Visitor
) -> None:
    say(session, cast, WORDS)
    service.set_note(session, saving(cast.som), KEEP, text="Drinking water.")
    session.commit()

    page = as_som.get(f"{DESK}?step=keep")

    assert page.heading == "Translation: မြန်မာ"
    item = page.one("li", id=place()).text
    assert "Title · Keep the water" in item
    assert "From the author: Drinking water." in item
    assert "Translated Mali, Nov 23, 2026" in item
    field = page.one("textarea", id=f"{place()}-text")
    assert (field.text, field.attributes["lang"]) == (WORDS, "my")
    assert page.one("p", id=f"{place()}-source").attributes["lang"] == "en"
    assert page.all("a", href="/my/teach/courses/clean-water/units/keep/")
    assert "1 of 6" in page.one("li", data_unit="keep").text


def test_what_changed_in_the_source_is_marked_word_by_word(
    session: Session, cast: Cast, as_som: Visitor
) -> None:
    say(session, cast, WORDS)
    write_lesson(session, cast.som, "keep", text="# Keep the rain\n")

    page = as_som.get(f"{DESK}?show=stale")

    assert page.one("del").text == "water"
    assert page.one("ins").text == "rain"
    assert WORDS in [field.text for field in page.all("textarea")]


def test_agreed_words_are_told_and_missed(session: Session, cast: Cast, as_som: Visitor) -> None:
    term = uuid7(NOW)
    row = {"id": term, "term": "water", "folded": "water", "note": "To drink.", "saved_at": NOW}
    session.execute(insert(GlossaryTerm).values(**row, saved_by=None))
    session.execute(insert(GlossaryWord).values(term_id=term, locale="my", text="ရေချို"))
    say(session, cast, WORDS)

    item = as_som.get(DESK + "?step=keep").one("li", id=place()).text

    assert "water ရေချို To drink." in item
    assert 'The glossary translates "water" as "ရေချို"' in item


def test_earlier_translations_are_offered_with_where_they_come_from(
    session: Session, cast: Cast, as_som: Visitor
) -> None:
    assign(session, cast.som, "noise")
    other = saving(cast.som, course="noise")
    service.add_language(session, other, "my")
    service.translate(session, other, "my", key=KEEP, sent=Sent(WORDS))
    session.commit()

    page = as_som.get(f"{DESK}?step=keep")

    assert taken_by(page) == [WORDS]
    assert "100% · Noise" in page.one("li", id=place()).text

    send(as_som, "typed", take=WORDS)
    assert state(session) is State.TRANSLATED
    assert WORDS in as_som.get(f"{DESK}?step=keep").one("textarea", id=f"{place()}-text").text


def test_a_text_is_saved_and_the_page_stays_where_it_was(session: Session, as_som: Visitor) -> None:
    answer = send(as_som, WORDS, before="", comment="Line one\r\nline two", query="?q=keep")

    assert (answer.status_code, answer.location) == (303, f"{DESK}?q=keep#{place()}")
    row = service.row_of(session, draft_of(session), locale="my", key=KEEP)
    assert (row.entry.text, row.entry.comment) == (WORDS, "Line one\nline two")


def test_a_text_that_leaves_the_list_gives_its_place_to_the_next(as_som: Visitor) -> None:
    answer = send(as_som, WORDS, query="?show=untranslated", after=place(LINK))

    assert answer.location == f"{DESK}?show=untranslated#{place(LINK)}"


def test_a_translation_is_found_right_or_in_need_of_work(session: Session, as_som: Visitor) -> None:
    send(as_som, WORDS, before="", do="review")
    assert state(session) is State.REVIEWED

    send(as_som, WORDS, before=WORDS, do="needs-work")
    assert state(session) is State.STALE

    send(as_som, WORDS, before=WORDS, do="review")
    assert state(session) is State.REVIEWED


def test_of_two_translators_the_second_sees_both(
    session: Session, cast: Cast, as_som: Visitor
) -> None:
    say(session, cast, "အခြား")

    answer = send(as_som, WORDS, before="")
    page = Page(answer.text)
    assert answer.status_code == 409
    assert page.one("p", id="theirs").text == "အခြား"
    assert page.one("textarea", id="text").text == WORDS

    told = send_json(as_som, address(), text=WORDS, before="")
    assert (told.status_code, told.json["theirs"]) == (409, "အခြား")
    assert "in the meantime" in told.json["text"]


def test_a_script_hears_how_the_text_stands_now(session: Session, as_som: Visitor) -> None:
    told = send_json(as_som, address(LINK), text="WHO 12", before="", do="save").json

    assert (told["before"], told["state"], told["text"]) == ("WHO 12", "Translated", "Saved")
    assert {fault["kind"] for fault in told["faults"]} == {"error", "warning"}
    assert told["unit"] == {"done": 1, "total": 6, "text": "1 of 6"}
    assert state(session, LINK) is State.TRANSLATED


def test_what_nobody_can_see_is_not_saved_and_named(session: Session, as_som: Visitor) -> None:
    answer = send(as_som, "ရေ\u202e")
    assert answer.status_code == 422
    assert "U+202E" in Page(answer.text).text

    told = send_json(as_som, address(), text="ရေ\u202e")
    assert told.status_code == 422
    assert "U+202E" in told.json["text"]
    assert state(session) is State.UNTRANSLATED


@pytest.mark.parametrize(
    ("text", "comment", "said"),
    [
        ("က" * 15_001, "", "The translation is longer than 15000 characters."),
        (WORDS, "x" * 2_001, '"Comment" is longer than 2000 characters.'),
    ],
)
def test_what_is_too_long_is_not_saved_and_stays_on_the_page(
    session: Session, as_som: Visitor, text: str, *, comment: str, said: str
) -> None:
    answer = send(as_som, text, comment=comment)
    told = send_json(as_som, address(), text=text, comment=comment)

    page = Page(answer.text)
    assert (answer.status_code, told.status_code) == (422, 422)
    assert said in page.text
    assert said in told.json["text"]
    assert page.one("textarea", id="text").text == text
    assert page.one("textarea", id="comment").text == comment
    assert state(session) is State.UNTRANSLATED


def test_as_much_as_may_be_is_saved(session: Session, as_som: Visitor) -> None:
    longest = "က" * 15_000

    assert send(as_som, f" {longest} ", comment="x" * 2_000).status_code == 303
    assert state(session) is State.TRANSLATED


def test_a_check_says_what_got_lost_and_keeps_nothing(session: Session, as_som: Visitor) -> None:
    told = send_json(
        as_som, f"{DESK}check", unit="keep", digest=source_digest(LINK[1]), text="ဖတ်ပါ"
    )

    assert [fault["kind"] for fault in told.json["faults"]] == ["error"]
    assert "https://www.who.int/" in told.json["faults"][0]["text"]
    assert state(session, LINK) is State.UNTRANSLATED
    assert send_json(as_som, f"{DESK}check", unit="keep", digest="0", text="").status_code == 404


def test_a_file_and_the_desk_disagree_until_somebody_decides(
    session: Session, cast: Cast, as_som: Visitor
) -> None:
    key = ("course", "Clean water")
    say(session, cast, "ទឹកល្អ", key=key, locale="km")
    publish(session, with_text(package_files(), "locale/km.po", "ទឹកស្អាត", new="ទឹកថ្មី"))
    desk = f"{LANGUAGES}km/?show=elsewhere"

    page = as_som.get(desk)
    assert "Take the file’s" in page.text
    assert taken_by(page) == ["ទឹកថ្មី"]
    path = f"{LANGUAGES}km/units/course/{source_digest(key[1])}"
    as_som.post(path, seen_on=DESK, text="ទឹកល្អ", take="ទឹកថ្មី", before="ទឹកល្អ")

    assert segments_of(as_som.get(desk)) == []
    assert "There is no such text." in as_som.get(desk).text


@pytest.mark.parametrize(
    ("query", "there"),
    [
        ("?q=WORLD+health", [place(LINK)]),
        ("?q=သိမ်း", [place()]),
        ("?show=translated", [place()]),
        ("?show=translated&step=boil", []),
        ("?show=reviewed", []),
        ("?show=nonsense&step=keep&q=keep", [place()]),
    ],
)
def test_texts_are_chosen_by_the_address(
    session: Session, cast: Cast, as_som: Visitor, *, query: str, there: list[str]
) -> None:
    say(session, cast, WORDS)

    assert segments_of(as_som.get(DESK + query)) == there


def test_pages_lead_on(as_som: Visitor) -> None:
    first = as_som.get(DESK)
    second = as_som.get(first.one("a", rel="next").attributes["href"])

    assert len(segments_of(first)) == 50
    assert not set(segments_of(first)) & set(segments_of(second))
    assert second.one("a", rel="prev").attributes["href"] == DESK


def test_a_reviewer_of_the_course_reads_and_changes_nothing(
    session: Session, cast: Cast, as_som: Visitor
) -> None:
    say(session, cast, FORMULA)
    become(session, cast, CourseRole.REVIEWER)

    page = as_som.get(f"{DESK}?step=keep")

    assert FORMULA in page.text
    assert not page.all("textarea")
    assert not as_som.get(LANGUAGES).all("form", method="post", action=LANGUAGES)
    token = as_som.token("/en/account/")
    for path in (LANGUAGES, address(), f"{DESK}check", f"{DESK}publish"):
        assert as_som.client.post(path, data={"csrf_token": token}).status_code == 403


def test_a_translator_works_here_and_publishes(
    session: Session, cast: Cast, as_som: Visitor
) -> None:
    become(session, cast, CourseRole.TRANSLATOR)

    send(as_som, WORDS)
    as_som.post(f"{DESK}publish", seen_on=DESK)

    assert "Learners read the newest words" in as_som.get(LANGUAGES).text


@pytest.mark.parametrize("path", [LANGUAGES, DESK])
def test_others_find_nothing(as_noi: Visitor, as_som: Visitor, path: str) -> None:
    as_noi.get(path, status=403)
    as_som.get(path.replace("clean-water", "noise"), status=404)
    as_som.get(path.replace("clean-water", "nothing"), status=404)


def test_a_language_that_is_not_there_has_no_desk(as_som: Visitor) -> None:
    as_som.get(f"{LANGUAGES}vi/", status=404)


def test_an_archived_course_says_why_nothing_is_saved(
    session: Session, cast: Cast, as_som: Visitor
) -> None:
    service.archive(session, saving(cast.som))
    session.commit()

    assert "This course is archived." in Page(send(as_som, WORDS).text).text
    assert send_json(as_som, address(), text=WORDS).status_code == 422
    as_som.post(LANGUAGES, language="th")
    assert "This course is archived." in as_som.get(LANGUAGES).text


def test_the_pages_take_the_same_queries_however_many_texts_and_languages(
    session: Session, cast: Cast, as_som: Visitor, *, count_queries: CountQueries
) -> None:
    def look(path: str) -> int:
        with count_queries() as sent:
            as_som.get(path)
        return len(sent)

    def lesson(texts: int) -> None:
        paragraphs = "\n\n".join(f"Text number {number} of many." for number in range(texts))
        write_lesson(session, cast.som, "keep", text=f"# Keep\n\n{paragraphs}\n")
        for number in range(0, texts, 30):
            say(session, cast, f"စာ {number}", key=("keep", f"Text number {number} of many."))

    lesson(3)
    for path in (f"{DESK}?step=keep", LANGUAGES):
        look(path)
    few = [look(f"{DESK}?step=keep"), look(LANGUAGES)]
    lesson(300)
    for tag in ("th", "vi", "id"):
        service.add_language(session, saving(cast.som), tag)
    session.commit()

    assert [look(f"{DESK}?step=keep"), look(LANGUAGES)] == few
