from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from academy.authoring import queries, service
from academy.authoring.rules.drafts import quiz_part
from academy.authoring.rules.outlines import remove_unit
from academy.authoring.rules.staff import CourseRole
from academy.catalogue import queries as catalogue
from academy.content.model import Level, Track, UnitKind
from academy.enrolment import queries as enrolment
from academy.files.store import STORE
from academy.learning import service as learning
from tests.authoring.drafting import COURSE_ID, draft_of, saving, write_lesson
from tests.authoring.staff import assign
from tests.browserless import Page, Visitor
from tests.builders import enrol, publish, reworded
from tests.cast import NOW, Cast
from tests.conftest import CountQueries
from tests.learning.attempts import attempt

COURSE = "/en/teach/courses/clean-water/"
PUBLISH = "/en/teach/courses/clean-water/publish"
AVAILABILITY = "/en/teach/courses/clean-water/availability"
KEPT = "# Keep it\n\nKeep it in a clean, closed jar.\n"


@pytest.fixture(autouse=True)
def noise(app: Flask, session: Session, cast: Cast) -> None:
    """A course that Som teaches, and one that is none of hers, with a learner of its own."""
    publish(session, id="noise", title="Noise")
    publish(session, store=app.extensions[STORE])
    assign(session, cast.som)
    enrol(session, cast.dao, "noise")


def expected(page: Page) -> str:
    return page.one("input", name_="expected").attributes["value"]


def press(visitor: Visitor, page: Page) -> Page:
    """Press the button of the page, and look at the next one."""
    answer = visitor.post(PUBLISH, expected=expected(page))
    assert answer.status_code == 303, answer.text
    return visitor.get(PUBLISH)


def key_changed(session: Session, cast: Cast) -> None:
    """Som says that another number is right."""
    name = quiz_part("treat-check")
    body = draft_of(session).body(name)
    assert body is not None
    questions = [
        {**question, "answer": "3"} if question["type"] == "numeric" else question
        for question in body["questions"]
    ]
    service.save(session, saving(cast.som), name, body={**body, "questions": questions})
    session.commit()


def gone(session: Session, cast: Cast, unit: str) -> None:
    """Som takes a step out."""
    service.change_course(session, saving(cast.som), lambda course: remove_unit(course, unit))
    session.commit()


def test_without_a_change_there_is_nothing_to_press(as_som: Visitor) -> None:
    page = as_som.get(PUBLISH)

    assert page.heading == "Publish"
    assert "Learners have edition 1, revision 1, published on November 23, 2026." in page.text
    assert "there is nothing new to publish" in page.text
    assert [a for a in page.all("a", href="/en/courses/clean-water/") if "course page" in a.text]
    assert not page.all("input", name_="expected")


def test_other_words_are_told_word_by_word_and_reach_everybody_at_once(
    session: Session, cast: Cast, as_som: Visitor
) -> None:
    enrol(session, cast.noi)
    text = draft_of(session).package.lessons["boil"].replace("1 minute", "2 minutes")
    write_lesson(session, cast.som, "boil", text=text)

    page = as_som.get(PUBLISH)

    assert page.one("h2", id="what").text == "New words in the same edition"
    assert "1 learner is under way on this edition. They read the new words at once" in page.text
    assert "Boil the water 1 change" in [each.text for each in page.all("summary")]
    assert [each.text for each in page.all("del")] == ["1 minute"]
    assert [each.text for each in page.all("ins")] == ["2 minutes"]
    page = press(as_som, page)
    assert "Published: edition 1, revision 2." in page.text
    assert "there is nothing new to publish" in page.text


def test_a_new_edition_says_why_and_what_learners_keep(
    session: Session, cast: Cast, as_som: Visitor
) -> None:
    seat = enrol(session, cast.noi)
    learning.mark_done(session, seat=seat, unit_id="keep", now=NOW)
    session.commit()
    gone(session, cast, "keep")

    page = as_som.get(PUBLISH)

    assert page.one("h2", id="what").text == "A new edition"
    assert "“Keep the water” is gone." in page.text
    assert "1 learner is under way. They stay on their edition, keep all they have" in page.text
    assert "done by 1 learner who is under way" in page.text
    assert "Published as edition 2." in press(as_som, page).text
    kept = enrolment.find_seat(session, cast.noi.id, COURSE_ID)
    assert kept is not None
    assert kept.edition_id == seat.edition_id


def test_another_key_is_told_by_the_words_of_its_question(
    session: Session, cast: Cast, as_som: Visitor
) -> None:
    key_changed(session, cast)

    page = as_som.get(PUBLISH)

    assert "other answers are right: “How many minutes" in page.text
    assert "What is right Changed" in page.text


def test_a_step_that_is_gained_is_told(session: Session, cast: Cast, as_som: Visitor) -> None:
    service.add_unit_to(
        session, saving(cast.som), "treat-water", kind=UnitKind.LESSON, title="Share it"
    )
    session.commit()

    page = as_som.get(PUBLISH)

    assert "Who moves gains these steps: Share it" in page.text
    assert "Share it This step is new." in page.text


def test_every_fault_is_told_at_once_with_the_way_there(
    session: Session, cast: Cast, as_som: Visitor
) -> None:
    write_lesson(session, cast.som, "keep", text="# Keep\n\n[x](unit:nowhere)\n\n<b>Raw</b>\n")
    body = dict(draft_of(session).body(quiz_part("look-check")) or {})
    service.save(session, saving(cast.som), quiz_part("look-check"), body={**body, "title": ""})
    session.commit()

    page = as_som.get(PUBLISH)

    assert len(page.one("section", aria_labelledby="faults").text.split("Raw HTML")) == 2
    assert page.all("a", href="/en/teach/courses/clean-water/units/keep/lesson")
    assert page.all("a", href="/en/teach/courses/clean-water/units/look-check/quiz")
    assert "line 5" in page.text
    assert "Mend what stands in the way first" in page.text
    answer = as_som.post(PUBLISH, expected=expected(page))
    assert answer.status_code == 422
    assert "Something has to be mended" in answer.text
    assert draft_of(session).has_changes


def test_what_changed_since_it_was_looked_at_is_shown_again(
    session: Session, cast: Cast, as_som: Visitor
) -> None:
    write_lesson(session, cast.som, "keep", text=KEPT)
    page = as_som.get(PUBLISH)
    write_lesson(session, cast.mali, "keep", text=f"{KEPT}\nAnd cool.\n", minutes=1)

    answer = as_som.post(PUBLISH, expected=expected(page))

    assert answer.status_code == 409
    assert "The course changed since you looked at it." in answer.text
    assert "And cool." in answer.text
    newest = catalogue.newest_revision(session, COURSE_ID)
    assert newest is not None
    assert newest.revision == 1


def test_a_second_press_publishes_nothing_twice(
    session: Session, cast: Cast, as_som: Visitor
) -> None:
    write_lesson(session, cast.som, "keep", text=KEPT)
    page = as_som.get(PUBLISH)
    press(as_som, page)

    again = press_again(as_som, expected(page))

    assert "Learners have all of this already" in again.text
    newest = catalogue.newest_revision(session, COURSE_ID)
    assert newest is not None
    assert newest.revision == 2


def press_again(visitor: Visitor, version: str) -> Page:
    answer = visitor.post(PUBLISH, seen_on="/en/teach/", expected=version)
    assert answer.status_code == 303
    return visitor.get(PUBLISH)


def test_a_first_publication_shows_the_outline(
    session: Session, cast: Cast, as_som: Visitor
) -> None:
    begun = service.Begun("dry-season", "The dry season", Track.AI, Level.FOUNDATION, "en", "One")
    service.create(session, begun, by=cast.som.id, now=NOW)
    service.add_unit_to(
        session, saving(cast.som, course="dry-season"), "module-1",
        kind=UnitKind.LESSON, title="Save water",
    )  # fmt: skip
    session.commit()

    page = as_som.get("/en/teach/courses/dry-season/publish")

    assert page.one("h2", id="what").text == "The first publication"
    assert "Nobody learns from this course yet" in page.text
    assert "One Save water" in page.text
    assert "The course itself" in page.text


def test_a_language_that_falls_below_the_bar_is_told(
    session: Session, cast: Cast, as_som: Visitor
) -> None:
    service.set_terms(session, saving(cast.som), readiness=95, needs_review=False)
    write_lesson(session, cast.som, "keep", text=KEPT + "\nOne.\n\nTwo.\n\nThree.\n\nFour.\n")

    page = as_som.get(PUBLISH)

    assert "ខ្មែរ 100% 91% falls below the bar 6" in page.text
    assert "The bar of this course is 95%." in page.text


def test_a_part_that_a_file_overtook_leads_to_its_history(
    session: Session, cast: Cast, *, as_som: Visitor, app: Flask
) -> None:
    write_lesson(session, cast.som, "keep", text=KEPT)
    publish(session, reworded(), store=app.extensions[STORE])

    page = as_som.get(PUBLISH)

    assert "Published from a file meanwhile" in page.text
    assert page.one("a", href="/en/teach/courses/clean-water/history/lesson/keep")


def test_a_lesson_over_the_budget_is_told_in_each_language_it_is_too_large_in(
    session: Session, cast: Cast, as_som: Visitor
) -> None:
    many = "\n\n".join(f"Word {number * 7919 % 100_003} {number**3}." for number in range(1500))
    write_lesson(session, cast.som, "keep", text=f"# Keep it\n\n{many}\n")

    page = as_som.get(PUBLISH)

    heavy = page.one("section", aria_labelledby="heavy").text
    assert "Keep it · English" in heavy
    assert "Keep it · ខ្មែរ" in heavy
    assert "Boil" not in heavy


def test_where_a_review_is_wanted_it_is_asked_for_given_and_then_published(
    session: Session, cast: Cast, *, as_som: Visitor, as_mali: Visitor
) -> None:
    service.set_terms(session, saving(cast.som), readiness=80, needs_review=True)
    write_lesson(session, cast.som, "keep", text=KEPT)
    page = as_som.get(PUBLISH)
    assert "It can be published here when a reviewer has approved it." in page.text
    assert as_som.post(PUBLISH, expected=expected(page)).status_code == 409

    asked = as_som.post(f"{COURSE}reviews", seen_on=PUBLISH, note="Look at the jar.")
    assert asked.status_code == 303
    assert "Look at the jar." in as_som.get(PUBLISH).text
    (review,) = queries.reviews_of(session, COURSE_ID)
    desk = as_mali.get(PUBLISH)
    assert desk.one("button", value="approved")
    decided = as_mali.post(
        f"{COURSE}reviews/{review.id}", seen_on=PUBLISH, comment="Good.", verdict="approved"
    )
    assert decided.status_code == 303

    page = as_som.get(PUBLISH)
    assert "Approved" in page.text
    assert "Mali decided on" in page.text
    assert "Published: edition 1, revision 2." in press(as_som, page).text


def test_whoever_asked_does_not_decide(session: Session, cast: Cast, as_mali: Visitor) -> None:
    write_lesson(session, cast.som, "keep", text=KEPT)
    as_mali.post(f"{COURSE}reviews", seen_on=PUBLISH, note="")
    (review,) = queries.reviews_of(session, COURSE_ID)

    assert not as_mali.get(PUBLISH).all("button", name_="verdict")
    as_mali.post(f"{COURSE}reviews/{review.id}", seen_on=PUBLISH, comment="", verdict="approved")

    assert "Whoever asked for a review does not decide it." in as_mali.get(PUBLISH).text


def test_an_odd_verdict_and_a_note_without_end_are_refused(
    session: Session, cast: Cast, as_mali: Visitor
) -> None:
    write_lesson(session, cast.som, "keep", text=KEPT)
    review = service.ask(session, saving(cast.som), by=cast.som.id, note="")
    session.commit()

    odd = as_mali.post(f"{COURSE}reviews/{review}", seen_on=PUBLISH, comment="", verdict="maybe")
    long = as_mali.post(f"{COURSE}reviews", seen_on=PUBLISH, note="x" * 2001)

    assert (odd.status_code, long.status_code) == (422, 422)


def test_a_review_takes_no_mark_that_turns_what_follows(
    session: Session, cast: Cast, *, as_mali: Visitor, as_som: Visitor
) -> None:
    write_lesson(session, cast.som, "keep", text=KEPT)
    note = as_som.post(f"{COURSE}reviews", seen_on=PUBLISH, note="A\u202eB")
    review = service.ask(session, saving(cast.som), by=cast.som.id, note="")
    session.commit()

    verdict = as_mali.post(
        f"{COURSE}reviews/{review}", seen_on=PUBLISH, comment="A\u2067B", verdict="changes"
    )

    assert (note.status_code, verdict.status_code) == (422, 422)
    assert "(U+202E)" in Page(note.text).text
    assert "(U+2067)" in Page(verdict.text).text
    (kept,) = queries.reviews_of(session, COURSE_ID)
    assert (kept.note, kept.verdict) == ("", None)


def test_a_picture_whose_file_is_lost_is_named_and_stands_in_the_way(
    session: Session, cast: Cast, as_som: Visitor
) -> None:
    write_lesson(session, cast.som, "keep", text=KEPT)
    service.put_picture(session, saving(cast.som), "jar.webp", digest="0" * 64, size=1)
    session.commit()

    page = as_som.get(PUBLISH)
    answer = as_som.post(PUBLISH, expected=expected(page))

    assert "One thing stands in the way" in page.text
    assert "media/jar.webp" in page.text
    assert 'The course has no picture "jar.webp".' in page.text
    assert answer.status_code == 422


def test_a_picture_that_is_found_again_stands_in_nobody_s_way(
    home: Path, session: Session, cast: Cast, *, as_som: Visitor
) -> None:
    digest = draft_of(session).package.media["two-glasses.svg"].decode()
    (stored,) = (home / "files").glob(f"*/{digest}.svg")
    data = stored.read_bytes()
    write_lesson(session, cast.som, "keep", text=KEPT)
    before = as_som.get(PUBLISH)
    stored.unlink()

    refused = as_som.post(PUBLISH, expected=expected(before))
    stored.write_bytes(data)
    page = as_som.get(PUBLISH)

    assert refused.status_code == 422
    assert "media/two-glasses.svg" in Page(refused.text).text
    assert "media/two-glasses.svg" not in page.text
    press(as_som, page)
    published = draft_of(session).published
    assert published
    assert published.lessons["keep"] == KEPT


def test_a_translator_looks_and_has_no_button(
    session: Session, cast: Cast, as_som: Visitor
) -> None:
    assign(session, cast.som, role=CourseRole.TRANSLATOR)
    assign(session, cast.mali)
    write_lesson(session, cast.mali, "keep", text=KEPT)

    page = as_som.get(PUBLISH)

    assert not page.all("input", name_="expected")
    assert not page.all("button", name_="wish")
    for path in (PUBLISH, AVAILABILITY):
        assert as_som.post(path, seen_on="/en/account/", expected="x").status_code == 403


def test_who_works_on_another_course_finds_nothing(as_noi: Visitor, as_som: Visitor) -> None:
    assert as_noi.client.get(PUBLISH).status_code == 403
    assert as_som.client.get("/en/teach/courses/noise/publish").status_code == 404


@pytest.mark.parametrize("wish", ["close", "archive"])
def test_who_is_under_way_in_a_course_that_was_put_away_goes_on_and_gets_the_certificate(
    session: Session, cast: Cast, *, as_som: Visitor, as_noi: Visitor, wish: str
) -> None:
    seat = enrol(session, cast.noi)
    learning.mark_done(session, seat=seat, unit_id="look", now=NOW)
    for quiz in ("look-check", "treat-check"):
        learning.count_attempt(session, attempt(session, seat, quiz, percent=100))
    session.commit()

    answer = as_som.post(AVAILABILITY, seen_on=PUBLISH, wish=wish)

    assert answer.status_code == 303
    assert "Everybody who has begun it goes on as before" in as_som.get(PUBLISH).text
    assert "Clean water" not in Visitor(as_som.client.application).get("/en/courses/").text
    assert as_noi.get("/en/learn/clean-water/boil/").heading == "Boil the water"
    assert as_noi.get("/en/learn/clean-water/treat-check/")
    done = as_noi.post("/en/learn/clean-water/boil/done", seen_on="/en/learn/clean-water/boil/")
    assert done.status_code == 303
    ended = enrolment.find_seat(session, cast.noi.id, COURSE_ID)
    assert ended is not None
    assert ended.is_completed
    assert "Clean water" in as_noi.get("/en/certificates/").text


def test_a_course_is_opened_again_and_taken_out_of_the_archive(
    session: Session, as_som: Visitor
) -> None:
    for wish, words in (
        ("close", "It is in the catalogue again and takes new learners."),
        ("reopen", "It leaves the catalogue and takes no new learners."),
        ("archive", "It can be changed again. It takes no new learners until you open it."),
        ("unarchive", "It leaves the catalogue, and nobody can change it"),
    ):
        assert as_som.post(AVAILABILITY, seen_on=PUBLISH, wish=wish).status_code == 303
        assert words in as_som.get(PUBLISH).text
    course = catalogue.find_course(session, COURSE_ID)
    assert course is not None
    assert not course.is_open


def test_an_archived_course_has_no_button_to_publish(
    session: Session, cast: Cast, as_som: Visitor
) -> None:
    write_lesson(session, cast.som, "keep", text=KEPT)
    page = as_som.get(PUBLISH)
    as_som.post(AVAILABILITY, seen_on=PUBLISH, wish="archive")

    assert not as_som.get(PUBLISH).all("input", name_="expected")
    answer = as_som.post(PUBLISH, expected=expected(page))
    assert answer.status_code == 409
    assert "This course is archived." in answer.text


def test_an_odd_wish_is_no_page(as_som: Visitor) -> None:
    assert as_som.post(AVAILABILITY, seen_on=PUBLISH, wish="burn").status_code == 404


def test_the_screen_costs_as_many_reads_for_many_learners_as_for_one(
    session: Session, cast: Cast, *, as_som: Visitor, count_queries: CountQueries
) -> None:
    gone(session, cast, "keep")
    as_som.get(PUBLISH)
    with count_queries() as few:
        as_som.get(PUBLISH)
    for learner in (cast.noi, cast.dao):
        learning.mark_done(session, seat=enrol(session, learner), unit_id="keep", now=NOW)
    session.commit()
    with count_queries() as many:
        as_som.get(PUBLISH)

    assert len(many) == len(few) <= 20


def test_a_fault_of_a_quiz_is_told_at_its_question_in_the_words_of_the_builder(
    session: Session, as_som: Visitor, cast: Cast
) -> None:
    body = dict(draft_of(session).body("quiz/look-check") or {})
    body["questions"] = [dict(each) for each in body["questions"]]
    body["questions"][1]["text"] = ""
    service.save(session, saving(cast.som), "quiz/look-check", body=body)
    session.commit()

    page = as_som.get("/en/teach/courses/clean-water/publish")

    assert "One thing stands in the way" in page.text
    assert "Question 2 Nothing stands here yet. Write it." in page.text


def test_another_process_takes_our_word_that_a_draft_was_judged(
    session: Session, as_som: Visitor, cast: Cast
) -> None:
    write_lesson(session, cast.som, "keep", text="# Keep\n\nIn a jar.\n")
    page = as_som.get(PUBLISH)
    version = expected(page)
    seal = page.one("input", name_="seal").attributes["value"]

    assert seal.startswith(version)
    answer = as_som.post(PUBLISH, expected=version, seal=seal)
    assert answer.status_code == 303


def test_a_word_that_is_not_ours_counts_for_nothing(
    session: Session, as_som: Visitor, cast: Cast
) -> None:
    write_lesson(session, cast.som, "keep", text="no title\n")
    page = as_som.get(PUBLISH)
    version = expected(page)

    assert page.one("input", name_="seal").attributes["value"] == ""
    answer = as_som.post(PUBLISH, expected=version, seal=f"{version}.forged")
    assert answer.status_code == 422
