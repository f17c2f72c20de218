import pytest
from sqlalchemy import update
from sqlalchemy.orm import Session

from academy.catalogue import service as catalogue
from academy.enrolment import queries as enrolment
from academy.enrolment import service as seats
from academy.enrolment.models import Enrolment
from academy.enrolment.queries import Seat
from academy.kernel.actor import Actor
from academy.learning import queries, service
from tests.browserless import Page, Visitor
from tests.builders import enrol, package_files, publish, restructured, reworded, with_text
from tests.cast import NOW, Cast
from tests.conftest import CountQueries
from tests.learning.attempts import attempt

COURSE = "/en/courses/clean-water/"
OUTLINE = "/en/learn/clean-water/"
LOOK = f"{OUTLINE}look/"
BOIL = f"{OUTLINE}boil/"
QUIZ = f"{OUTLINE}look-check/"
MOVE = f"{OUTLINE}edition"
FACTS = b"""facts:
  - {country: LA, kind: emergency, text: Call 1195., source: Ministry of Health,
     checked: 2026-11-01, review_by: 2027-05-01}
  - {country: TH, kind: emergency, text: Call 1669., source: Ministry of Public Health,
     checked: 2026-11-01, review_by: 2027-05-01}
"""


@pytest.fixture
def seat(session: Session, noi: Actor) -> Seat:
    publish(session)
    return enrol(session, noi)


def current(session: Session, seat: Seat) -> Seat:
    return enrolment.seat_by_id(session, seat.id)


def links(page: Page, words: str) -> list[str]:
    return [each.attributes["href"] for each in page.all("a") if each.text == words]


def buttons(page: Page) -> list[str]:
    chrome = {"Sign out"}
    return [each.text for each in page.all("button") if each.text not in chrome]


def complete(session: Session, seat: Seat) -> None:
    for unit in ("look", "boil"):
        service.mark_done(session, seat=seat, unit_id=unit, now=NOW)
    for unit in ("look-check", "treat-check"):
        service.count_attempt(session, attempt(session, seat, unit, percent=80))
    session.commit()


# the desk


def test_an_empty_desk_sends_to_the_catalogue(as_noi: Visitor, session: Session) -> None:
    publish(session)
    page = as_noi.get("/en/learn/")
    assert page.heading == "My learning"
    assert links(page, "Find a course") == ["/en/courses/"]


def test_the_desk_continues_with_what_was_begun(
    as_noi: Visitor, session: Session, seat: Seat
) -> None:
    service.mark_done(session, seat=seat, unit_id="look", now=NOW)
    session.commit()
    page = as_noi.get("/en/learn/")
    on = page.one("a", aria_describedby="course-clean-water")
    assert (on.text, on.attributes["href"]) == ("Continue", OUTLINE)
    assert page.one("h2", id="course-clean-water").text == "Clean water"
    assert "1 of 4 steps done" in page.text


@pytest.mark.usefixtures("seat")
def test_a_course_not_begun_says_so(as_noi: Visitor) -> None:
    assert "Not begun yet" in as_noi.get("/en/learn/").text


def test_the_desk_parts_what_is_completed_and_what_was_left(
    as_noi: Visitor, session: Session, seat: Seat, *, noi: Actor
) -> None:
    complete(session, seat)
    publish(session, id="safe-water", title="Safe water")
    enrol(session, noi, "safe-water")
    seats.withdraw(session, actor=noi, course_id="safe-water", now=NOW)
    session.commit()
    page = as_noi.get("/en/learn/")
    assert [each.text for each in page.all("h2")] == ["Completed", "Courses you left"]
    assert links(page, "See your certificate") == ["/en/certificates/"]
    assert links(page, "Safe water") == ["/en/courses/safe-water/"]
    assert links(page, "Find a course") == ["/en/courses/"]


def test_another_learners_desk_is_another_desk(as_dao: Visitor, seat: Seat) -> None:
    assert seat.course_id not in as_dao.get("/en/learn/").html


def test_the_desk_costs_the_same_for_three_and_for_thirty_courses(
    as_noi: Visitor, session: Session, noi: Actor, *, count_queries: CountQueries
) -> None:
    costs: list[int] = []
    for size in (3, 30):
        for number in range(size):
            name = f"course-{size}-{number}"
            publish(session, id=name, title=name)
            seat = enrol(session, noi, name)
            service.mark_done(session, seat=seat, unit_id="look", now=NOW)
        session.commit()
        with count_queries() as sent:
            as_noi.get("/en/learn/")
        costs.append(len(selects(sent)))
    assert costs[0] == costs[1] <= 6


def selects(sent: list[str]) -> list[str]:
    return [statement for statement in sent if statement.startswith("SELECT")]


# the outline


def test_the_outline_shows_states_minutes_and_where_to_go_on(
    as_noi: Visitor, session: Session, seat: Seat
) -> None:
    service.mark_done(session, seat=seat, unit_id="look", now=NOW)
    session.commit()
    page = as_noi.get(OUTLINE)
    assert page.heading == "Clean water"
    assert links(page, "Continue") == [QUIZ]
    steps = [each.text for each in page.all("li") if "minutes" in each.text]
    assert steps[0] == "✓Look at the water 5 minutes done"
    assert steps[1] == "→Check your eyes 5 minutes · Quiz next"
    assert steps[3] == "○Keep the water 5 minutes · optional to do"
    assert page.one("a", aria_current="step").attributes["href"] == QUIZ
    assert "1 of 4 steps done" in page.text


def test_a_completed_course_leads_to_its_certificate(
    as_noi: Visitor, session: Session, seat: Seat
) -> None:
    complete(session, seat)
    page = as_noi.get(OUTLINE)
    assert "You completed this course on November 23, 2026." in page.text
    assert links(page, "See your certificate") == ["/en/certificates/"]
    assert buttons(page) == []


def test_who_lacks_no_marks_is_not_told_to_raise_them(
    as_noi: Visitor, session: Session, seat: Seat
) -> None:
    complete(session, seat)
    service.mark_done(session, seat=seat, unit_id="keep", now=NOW)
    session.execute(update(Enrolment).where(Enrolment.id == seat.id).values(status="in_progress"))
    session.commit()
    page = as_noi.get(OUTLINE)
    assert links(page, "Continue") == []
    assert "Try a quiz again to raise it." not in page.text


def test_who_comes_back_is_counted_again(
    as_noi: Visitor, session: Session, seat: Seat, *, noi: Actor
) -> None:
    for lesson in ("look", "boil"):
        service.mark_done(session, seat=seat, unit_id=lesson, now=NOW)
    facts = [attempt(session, seat, quiz, percent=90) for quiz in ("look-check", "treat-check")]
    seats.withdraw(session, actor=noi, course_id=seat.course_id, now=NOW)
    for fact in facts:
        service.count_attempt(session, fact)
    session.commit()
    assert current(session, seat).is_withdrawn
    as_noi.post("/en/courses/clean-water/enrol", seen_on="/en/courses/clean-water/")
    session.expire_all()
    assert current(session, seat).is_completed


def test_all_done_but_short_of_the_minimum_says_what_to_do(
    as_noi: Visitor, session: Session, noi: Actor
) -> None:
    publish(session, completion={"minimum_score": 90})
    seat = enrol(session, noi)
    complete(session, seat)
    service.mark_done(session, seat=seat, unit_id="keep", now=NOW)
    session.commit()
    page = as_noi.get(OUTLINE)
    assert links(page, "Continue") == []
    assert "Try a quiz again to raise it." in page.text


@pytest.mark.usefixtures("seat")
@pytest.mark.parametrize("path", [OUTLINE, LOOK, QUIZ, MOVE])
def test_who_is_not_enrolled_is_sent_to_the_courses_page(as_dao: Visitor, path: str) -> None:
    answer = as_dao.client.get(path)
    assert (answer.status_code, answer.location) == (303, COURSE)


@pytest.mark.parametrize("path", [OUTLINE, LOOK, MOVE])
def test_who_left_is_sent_to_the_courses_page_and_told_why(
    as_noi: Visitor, session: Session, seat: Seat, *, noi: Actor, path: str
) -> None:
    seats.withdraw(session, actor=noi, course_id=seat.course_id, now=NOW)
    session.commit()
    answer = as_noi.client.get(path)
    assert (answer.status_code, answer.location) == (303, COURSE)
    assert "You have left this course." in as_noi.get(COURSE).text


@pytest.mark.usefixtures("seat")
@pytest.mark.parametrize("path", ["/en/learn/", OUTLINE, LOOK])
def test_a_stranger_signs_in_first(visitor: Visitor, path: str) -> None:
    answer = visitor.client.get(path)
    assert (answer.status_code, answer.location) == (302, f"/en/login?next={path}")


# a lesson


@pytest.mark.usefixtures("seat")
def test_a_lesson_shows_where_one_is_and_the_way_on(as_noi: Visitor) -> None:
    page = as_noi.get(BOIL)
    assert page.heading == "Boil the water"
    assert page.one("article").attributes["lang"] == "en"
    assert "Module 2 of 2, step 1 of 3" in page.text
    assert "0 of 4 steps done" in page.text
    assert buttons(page) == ["Mark as done"]
    assert links(page, "Next") == [f"{OUTLINE}keep/"]
    assert links(page, "Previous") == [QUIZ]
    assert page.all("script") == []


@pytest.mark.usefixtures("seat")
def test_marking_a_lesson_done_leads_to_the_next_unit(as_noi: Visitor) -> None:
    answer = as_noi.post(f"{LOOK}done", seen_on=LOOK)
    assert (answer.status_code, answer.location) == (303, QUIZ)
    page = as_noi.get(LOOK)
    assert "You have done this lesson." in page.text
    assert buttons(page) == []
    assert links(page, "Next") == [QUIZ]


def test_the_end_of_the_course_leads_back_to_its_outline(
    as_noi: Visitor, session: Session, noi: Actor
) -> None:
    files = with_text(
        package_files(),
        "course.yaml",
        old="      - {id: treat-check, kind: quiz, minutes: 10}\n",
        new="",
    )
    publish(session, {key: files[key] for key in files if key != "quizzes/treat-check.yaml"})
    enrol(session, noi)
    last = f"{OUTLINE}keep/"
    assert links(as_noi.get(last), "Back to the course") == [OUTLINE]
    assert as_noi.post(f"{last}done", seen_on=last).location == OUTLINE


def test_the_lesson_that_completes_the_course_says_so(
    as_noi: Visitor, session: Session, seat: Seat
) -> None:
    service.mark_done(session, seat=seat, unit_id="look", now=NOW)
    for unit in ("look-check", "treat-check"):
        service.count_attempt(session, attempt(session, seat, unit, percent=80))
    session.commit()
    answer = as_noi.post(f"{BOIL}done", seen_on=BOIL)
    assert (answer.status_code, answer.location) == (303, OUTLINE)
    assert "Well done! You have completed this course." in as_noi.get(OUTLINE).text
    assert current(session, seat).is_completed


def test_a_forged_form_marks_nothing(as_noi: Visitor, session: Session, seat: Seat) -> None:
    assert as_noi.client.post(f"{LOOK}done").status_code == 400
    assert queries.done_units(session, seat.id) == frozenset()


def test_a_quiz_cannot_be_marked_done(as_noi: Visitor, session: Session, seat: Seat) -> None:
    answer = as_noi.post(f"{QUIZ}done", seen_on=LOOK)
    assert (answer.status_code, answer.location) == (303, OUTLINE)
    assert "A quiz is done when it is passed." in as_noi.get(OUTLINE).text
    assert queries.done_units(session, seat.id) == frozenset()


def test_another_learner_marks_nothing_in_this_seat(
    as_dao: Visitor, session: Session, seat: Seat, *, cast: Cast
) -> None:
    enrol(session, cast.dao)
    as_dao.post(f"{LOOK}done", seen_on=LOOK)
    assert queries.done_units(session, seat.id) == frozenset()


@pytest.mark.usefixtures("seat")
def test_a_unit_of_no_edition_of_mine_is_not_there(as_noi: Visitor, session: Session) -> None:
    publish(session, restructured())
    as_noi.get(f"{OUTLINE}share/", status=404)
    as_noi.get(f"{OUTLINE}no-such-unit/", status=404)
    assert as_noi.post(f"{OUTLINE}share/done", seen_on=LOOK).status_code == 404


@pytest.mark.usefixtures("seat")
@pytest.mark.parametrize(("unit", "reads"), [("look", 3), ("keep", 3), ("boil", 4)])
def test_a_lesson_costs_three_reads_besides_the_readers_own(
    as_noi: Visitor, count_queries: CountQueries, *, unit: str, reads: int
) -> None:
    path = f"{OUTLINE}{unit}/"
    as_noi.get(path)
    with count_queries() as sent:
        as_noi.get(path)
    own = [statement for statement in selects(sent) if "FROM users" in statement]
    assert len(selects(sent)) - len(own) == reads  # a lesson with a country fact reads that too


@pytest.mark.usefixtures("seat")
def test_new_words_are_seen_at_once(as_noi: Visitor, session: Session) -> None:
    keep = f"{OUTLINE}keep/"
    assert "Read more" in as_noi.get(keep).text
    publish(session, reworded())
    assert "Read on" in as_noi.get(keep).text


def test_a_course_that_grows_takes_no_progress_away(
    as_noi: Visitor, session: Session, seat: Seat
) -> None:
    service.mark_done(session, seat=seat, unit_id="look", now=NOW)
    session.commit()
    before = as_noi.get(OUTLINE)
    publish(session, restructured())
    after = as_noi.get(OUTLINE)
    for page in (before, after, as_noi.get(LOOK), as_noi.get("/en/learn/")):
        assert "1 of 4 steps done" in page.text
    assert links(after, "See what changes") == [MOVE]
    assert links(before, "See what changes") == []


# languages


@pytest.mark.usefixtures("seat")
def test_the_language_changes_and_the_page_stays(as_noi: Visitor) -> None:
    switch = as_noi.get(LOOK).one("a", hreflang="km")
    assert switch.attributes["href"] == "/km/learn/clean-water/look/"
    page = as_noi.get(switch.attributes["href"])
    assert page.one("article").attributes["lang"] == "km"
    assert page.heading != "Look at the water"


@pytest.mark.usefixtures("seat")
def test_a_lesson_that_is_not_translated_is_read_as_it_was_written(as_noi: Visitor) -> None:
    page = as_noi.get("/vi/learn/clean-water/look/")
    assert page.heading == "Look at the water"
    assert page.one("article").attributes["lang"] == "en"
    note = page.all("p", class_="flash")[0].text
    assert "Tiếng Việt" in note
    assert "English" in note
    assert as_noi.get(LOOK).all("p", class_="flash") == []


def test_what_is_done_is_done_in_every_language(
    as_noi: Visitor, session: Session, seat: Seat
) -> None:
    path = "/km/learn/clean-water/look/"
    answer = as_noi.post(f"{path}done", seen_on=path)
    assert answer.location == "/km/learn/clean-water/look-check/"
    assert queries.done_units(session, seat.id) == {"look"}


def test_the_fact_is_that_of_the_readers_country(
    as_noi: Visitor, as_dao: Visitor, session: Session, *, seat: Seat, cast: Cast
) -> None:
    assert seat.learner_id == cast.noi.id
    enrol(session, cast.dao)
    catalogue.load_facts(session, FACTS, NOW)
    session.commit()
    here, there = as_noi.get(BOIL).text, as_dao.get(BOIL).text
    assert "Call 1195." in here
    assert "Call 1669." not in here
    assert "Call 1669." in there


# a quiz's front page


@pytest.mark.usefixtures("seat")
def test_a_quiz_tells_its_terms_and_starts(as_noi: Visitor) -> None:
    page = as_noi.get(QUIZ)
    assert page.heading == "Check your eyes"
    assert [each.text for each in page.all("dd")] == ["3", "60%", "As many as you like"]
    assert "You may try as often as you like." in page.text
    assert buttons(page) == ["Start quiz"]
    starts = [each.attributes["action"] for each in page.all("form")]
    assert f"{QUIZ}attempts" in starts
    assert links(page, "Next") == [BOIL]


def test_an_open_attempt_is_continued(as_noi: Visitor, session: Session, seat: Seat) -> None:
    fact = attempt(session, seat, "look-check", percent=None)
    page = as_noi.get(QUIZ)
    assert links(page, "Continue") == [f"/en/attempts/{fact.attempt_id}/"]
    assert buttons(page) == []


def test_past_attempts_are_listed_with_their_results(
    as_noi: Visitor, session: Session, seat: Seat
) -> None:
    for percent in (40, 80):
        fact = attempt(session, seat, "look-check", percent=percent)
        service.count_attempt(session, fact)
    session.commit()
    page = as_noi.get(QUIZ)
    cells = [each.text for each in page.all("td")]
    assert cells[1:3] + cells[4:6] == ["40%", "Not passed", "80%", "Passed"]
    assert "You have passed this quiz." in page.text
    assert buttons(page) == ["Start quiz"]


def test_without_attempts_left_there_is_still_a_way_on(
    as_noi: Visitor, session: Session, seat: Seat
) -> None:
    for _ in range(2):
        attempt(session, seat, "treat-check", percent=10)
    page = as_noi.get(f"{OUTLINE}treat-check/")
    assert "You have used all your attempts." in page.text
    assert buttons(page) == []
    assert links(page, "Back to the course") == [OUTLINE]


def test_attempts_of_another_learner_do_not_show(
    as_dao: Visitor, session: Session, seat: Seat, *, cast: Cast
) -> None:
    attempt(session, seat, "look-check", percent=None)
    attempt(session, seat, "treat-check", percent=10)
    enrol(session, cast.dao)
    assert buttons(as_dao.get(QUIZ)) == ["Start quiz"]
    assert as_dao.get(f"{OUTLINE}treat-check/").all("td") == []


# a newer edition


def test_moving_tells_first_what_changes(as_noi: Visitor, session: Session, noi: Actor) -> None:
    publish(session, restructured())
    seat = enrol(session, noi)
    for unit in ("boil", "share"):
        service.mark_done(session, seat=seat, unit_id=unit, now=NOW)
    publish(session)
    page = as_noi.get(MOVE)
    assert [each.text for each in page.all("h2")] == [
        "Done, and still counts",
        "Done, but no longer counts",
        "Your progress",
    ]
    shown = [each.text for each in page.all("li")]
    assert shown == ["Boil the water", "Share the water"]
    assert "2 of 5 steps done" in page.text
    assert "1 of 4 steps done" in page.text


def test_a_learner_moves_to_the_newest_edition(
    as_noi: Visitor, session: Session, seat: Seat
) -> None:
    newest = publish(session, restructured()).ref
    assert "New for you" in as_noi.get(MOVE).text
    answer = as_noi.post(MOVE)
    assert (answer.status_code, answer.location) == (303, OUTLINE)
    page = as_noi.get(OUTLINE)
    assert "You are now in the newest edition." in page.text
    assert "Share the water" in page.text
    assert current(session, seat).edition_id == newest.edition_id


def test_a_move_can_complete_the_course(as_noi: Visitor, session: Session, noi: Actor) -> None:
    publish(session, restructured())
    seat = enrol(session, noi)
    complete(session, seat)
    publish(session)
    as_noi.post(MOVE)
    assert "Well done! You have completed this course." in as_noi.get(OUTLINE).text


def test_without_a_newer_edition_there_is_nothing_to_see(
    as_noi: Visitor, session: Session, seat: Seat
) -> None:
    assert as_noi.client.get(MOVE).location == OUTLINE
    assert as_noi.post(MOVE, seen_on=LOOK).location == OUTLINE
    assert "You already have the newest edition" in as_noi.get(OUTLINE).text
    assert current(session, seat) == seat


def test_a_completed_course_is_offered_no_move(
    as_noi: Visitor, session: Session, seat: Seat
) -> None:
    complete(session, seat)
    publish(session, restructured())
    assert links(as_noi.get(OUTLINE), "See what changes") == []
    assert as_noi.client.get(MOVE).location == OUTLINE
    assert as_noi.post(MOVE, seen_on=LOOK).location == OUTLINE
    assert "It stays as it was when you completed it." in as_noi.get(OUTLINE).text
