"""How learners come into a cohort, on the pages."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import Connection
from sqlalchemy.orm import Session

from academy.accounts.models import Membership
from academy.app import create_app
from academy.db.transaction import ENGINE
from academy.enrolment import queries, service
from academy.enrolment.queries import MoreTime
from academy.enrolment.rules import Entry, Limits
from academy.enrolment.service import Giving
from academy.kernel.actor import Actor
from academy.kernel.clock import now
from academy.kernel.ids import uuid7
from academy.web.limits import limiter
from tests.browserless import Visitor
from tests.cast import NOW
from tests.conftest import CountQueries
from tests.enrolment.scene import COURSE, GIVING, WEEK, Scene, by

JOIN = "/en/join"
OPEN = f"/en/courses/{COURSE}/cohorts"
OUTLINE = f"/en/learn/{COURSE}/"
SOON = now() + WEEK
PAST = now() - timedelta(minutes=1)
LONG_AGO = Giving(None, PAST - WEEK, "en")


def code_of(session: Session, scene: Scene, limits: Limits = Limits(), **more: Any) -> str:  # noqa: B008 - it is frozen
    cohort = scene.cohort(**{"entry": Entry.INVITATION, **more})
    code = service.invite(session, cohort, giving=LONG_AGO, limits=limits)
    session.commit()
    return code


def test_a_code_is_typed_and_the_page_says_what_it_is_for(
    as_noi: Visitor, session: Session, scene: Scene
) -> None:
    code = code_of(session, scene, ends_at=SOON)
    answer = as_noi.post(JOIN, code=f" {code.lower().replace('-', ' ')} ")
    assert (answer.status_code, answer.location) == (303, f"{JOIN}/{code}")
    page = as_noi.get(answer.location)
    assert page.heading == "Join the cohort “Spring”"
    assert "School of Wells" in page.text
    assert "becomes a learner of the organisation" in page.text


def test_whoever_joins_has_the_seat_and_stands_in_the_course(
    as_noi: Visitor, session: Session, scene: Scene, *, noi: Actor
) -> None:
    code = code_of(session, scene)
    answer = as_noi.post(f"{JOIN}/{code}")
    assert (answer.status_code, answer.location) == (303, OUTLINE)
    assert "You have a seat in this cohort." in as_noi.get(OUTLINE).text
    assert session.get(Membership, (noi.id, scene.school, "learner")) is not None
    as_noi.post(f"{JOIN}/{code}", seen_on=JOIN)
    assert "You have a seat in this cohort already." in as_noi.get(OUTLINE).text
    assert "You have a seat in this cohort already." in as_noi.get(f"{JOIN}/{code}").text


def test_a_stranger_is_asked_in_and_comes_back(
    visitor: Visitor, session: Session, scene: Scene
) -> None:
    code = code_of(session, scene)
    answer = visitor.post(f"{JOIN}/{code}")
    assert answer.status_code == 303
    assert f"next=/en/join/{code}" in answer.location
    assert "you can join this cohort" in visitor.get(answer.location).text


def test_a_code_that_nobody_has_is_no_way_in(visitor: Visitor) -> None:
    for typed in ("7KQ2-9XWM-3FTB", "hello", "!!!"):
        answer = visitor.post(JOIN, code=typed)
        assert answer.status_code == 422
        assert "Nobody has this code." in answer.text
    assert visitor.post(JOIN, code="").status_code == 422
    page = visitor.get(f"{JOIN}/7KQ2-9XWM-3FTB", status=422)
    assert page.heading == "This code does not let you in"


@pytest.mark.parametrize(
    ("limits", "more", "words"),
    [
        (Limits(expires_at=PAST), {}, "This code is no longer valid."),
        (Limits(), {"ends_at": PAST}, "The deadline of this cohort has passed"),
        (Limits(), {"entry": Entry.CLOSED}, "Nobody can join this cohort in this way"),
    ],
)
def test_a_code_that_is_over_says_so_calmly(
    as_noi: Visitor,
    session: Session,
    scene: Scene,
    *,
    limits: Limits,
    more: dict[str, Any],
    words: str,
) -> None:
    code = code_of(session, scene, limits, **more)
    assert words in as_noi.get(f"{JOIN}/{code}").text
    answer = as_noi.post(f"{JOIN}/{code}", seen_on=JOIN)
    assert (answer.status_code, words in answer.text) == (200, True)


def test_a_code_that_was_revoked_or_used_up_says_so(
    as_noi: Visitor, as_dao: Visitor, session: Session, *, scene: Scene
) -> None:
    code = code_of(session, scene, Limits(1))
    as_dao.post(f"{JOIN}/{code}")
    assert "used as often as it could be" in as_noi.get(f"{JOIN}/{code}").text
    answer = as_noi.post(f"{JOIN}/{code}", seen_on=JOIN)
    assert (answer.status_code, "used as often" in answer.text) == (200, True)
    found = queries.find_invite(session, code)
    assert found is not None
    service.revoke(session, scene.again(found.cohort_id), found.id, giving=GIVING)
    session.commit()
    assert "This code was taken back." in as_noi.get(f"{JOIN}/{code}").text


@pytest.fixture
def counting_app(
    bare_app: Flask, connection: Connection, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Flask]:
    """The application as it is outside of tests: it counts tries."""
    monkeypatch.setattr(limiter, "enabled", value=True)
    app = create_app({**bare_app.config, "RATELIMIT_ENABLED": True})
    monkeypatch.setitem(app.extensions, ENGINE, connection)
    limiter.reset()
    yield app
    limiter.reset()


def test_guesses_are_counted(counting_app: Flask) -> None:
    visitor = Visitor(counting_app)
    told = {"csrf_token": visitor.token(JOIN), "code": "7KQ2-9XWM-3FTB"}
    answers = [visitor.client.post(JOIN, data=told).status_code for _ in range(21)]
    assert answers == [422] * 20 + [429]


def test_open_cohorts_are_found_from_the_course(visitor: Visitor, scene: Scene) -> None:
    scene.cohort("Open", capacity=3)
    scene.cohort("By asking", entry=Entry.APPROVAL)
    scene.cohort("Secret", entry=Entry.INVITATION)
    scene.cohort("Over", ends_at=NOW)
    course = visitor.get(f"/en/courses/{COURSE}/")
    [link] = [one for one in course.all("a") if "cohorts of this course" in one.text]
    page = visitor.get(link.attributes["href"])
    assert "3 seats are free." in page.text
    assert {"Open", "By asking"} <= {one.text for one in page.all("h2")}
    assert not {"Secret", "Over"} & {one.text for one in page.all("h2")}
    visitor.get("/en/courses/no-such-course/cohorts", status=404)


@pytest.mark.usefixtures("scene")
def test_a_course_without_cohorts_says_so(visitor: Visitor) -> None:
    assert "No cohort of this course takes anybody" in visitor.get(OPEN).text


def test_a_seat_in_an_open_cohort_is_taken(as_noi: Visitor, scene: Scene) -> None:
    cohort = scene.cohort(ends_at=SOON)
    answer = as_noi.post(f"/en/cohorts/{cohort.id}/ask", seen_on=OPEN)
    assert answer.location == OUTLINE
    assert scene.seated(cohort) == ["Noi"]
    assert "You have a seat in this cohort." in as_noi.get(OPEN).text


def test_whoever_finds_no_room_reads_where_they_stand(
    as_noi: Visitor, as_dao: Visitor, scene: Scene
) -> None:
    cohort = scene.cohort(capacity=1)
    ask = f"/en/cohorts/{cohort.id}/ask"
    as_dao.post(ask, seen_on=OPEN)
    assert "It is full. You can join the waiting list." in as_noi.get(OPEN).text
    assert as_noi.post(ask, seen_on=OPEN).location == OPEN
    assert "You are number 1 on the waiting list" in as_noi.get(OPEN).text
    assert "You are number 1 on the waiting list" in as_noi.get("/en/learn/").text
    as_dao.post(f"/en/courses/{COURSE}/withdraw", seen_on="/en/learn/" + COURSE + "/")
    assert scene.seated(cohort) == ["Noi"]


def test_who_asks_reads_that_nothing_is_decided_and_takes_it_back(
    as_noi: Visitor, scene: Scene
) -> None:
    cohort = scene.cohort(entry=Entry.APPROVAL)
    as_noi.post(f"/en/cohorts/{cohort.id}/ask", seen_on=OPEN)
    assert "You have asked for a seat." in as_noi.get(OPEN).text
    assert "Nothing is decided yet." in as_noi.get("/en/learn/").text
    back = f"/en/cohorts/{cohort.id}/take-back"
    as_noi.post(back, seen_on=OPEN)
    assert "Your request is taken back." in as_noi.get(OPEN).text
    as_noi.post(back, seen_on=OPEN)
    assert "There is nothing to take back" in as_noi.get(OPEN).text


def test_a_stranger_who_asks_is_asked_in(visitor: Visitor, scene: Scene) -> None:
    cohort = scene.cohort()
    answer = visitor.post(f"/en/cohorts/{cohort.id}/ask", seen_on="/en/login")
    assert f"next={OPEN}" in answer.location


def test_nobody_learns_of_a_cohort_that_is_not_open(as_noi: Visitor, scene: Scene) -> None:
    closed = scene.cohort(entry=Entry.INVITATION)
    for key in (closed.id, uuid7(NOW)):
        answer = as_noi.post(f"/en/cohorts/{key}/ask", seen_on=JOIN)
        assert answer.status_code == 404


def test_a_refusal_is_said_in_the_list(as_noi: Visitor, scene: Scene) -> None:
    first, second = scene.cohort("First"), scene.cohort("Second")
    as_noi.post(f"/en/cohorts/{first.id}/ask", seen_on=OPEN)
    as_noi.post(f"/en/cohorts/{second.id}/ask", seen_on=OPEN)
    assert "There is a seat in another cohort" in as_noi.get(OPEN).text


def test_the_list_takes_as_many_reads_for_many_as_for_few(
    as_noi: Visitor, scene: Scene, count_queries: CountQueries
) -> None:
    counts: list[int] = []
    for number in (1, 6):
        for at in range(number):
            scene.cohort(f"Cohort {number} {at}")
        as_noi.get(OPEN)
        with count_queries() as sent:
            as_noi.get(OPEN)
        counts.append(len(sent))
    assert counts[0] == counts[1]


def test_a_deadline_and_its_extension_stand_in_the_learners_own_time(
    app: Flask, session: Session, scene: Scene
) -> None:
    noi = scene.person("Aye", zone="Asia/Yangon")
    cohort = scene.cohort(ends_at=SOON)
    service.give_seat(session, cohort.id, noi.id, giving=by(noi))
    session.commit()
    visitor = Visitor(app).signed_in(noi)
    assert "You have time until" in visitor.get(OUTLINE).text
    assert "(Yangon (GMT+06:30))" in visitor.get(OUTLINE).text
    assert "Deadline:" in visitor.get("/en/learn/").text
    seat = queries.find_seat(session, noi.id, COURSE)
    assert seat is not None
    more = MoreTime(SOON + WEEK, "Ill for a week")
    service.extend(session, cohort, seat, giving=GIVING, more=more)
    session.commit()
    assert "You were given more time: Ill for a week" in visitor.get(OUTLINE).text


def test_before_the_start_the_course_is_seen_and_its_lessons_are_shut(
    as_noi: Visitor, scene: Scene
) -> None:
    cohort = scene.cohort(starts_at=SOON)
    as_noi.post(f"/en/cohorts/{cohort.id}/ask", seen_on=OPEN)
    page = as_noi.get(OUTLINE)
    assert "Your cohort begins on" in page.text
    assert "Continue" not in page.text
    assert "Begins on" in as_noi.get("/en/learn/").text
    answer = as_noi.client.get(f"{OUTLINE}keep/")
    assert (answer.status_code, answer.location) == (303, OUTLINE)
    assert "Your cohort has not begun yet." in as_noi.get(OUTLINE).text
    as_noi.post(f"{OUTLINE}keep/done", seen_on=OUTLINE)
    assert "Your cohort has not begun yet." in as_noi.get(OUTLINE).text
    as_noi.post(f"{OUTLINE}look-check/attempts", seen_on=OUTLINE)
    assert "Your cohort has not begun yet." in as_noi.get(OUTLINE).text


def test_after_the_deadline_lessons_are_read_and_no_quiz_is_begun(
    as_noi: Visitor, session: Session, scene: Scene, *, noi: Actor
) -> None:
    cohort = scene.cohort(ends_at=PAST)
    service.give_seat(session, cohort.id, noi.id, giving=LONG_AGO)
    session.commit()
    assert "Your deadline was" in as_noi.get(OUTLINE).text
    assert as_noi.get(f"{OUTLINE}keep/").heading
    page = as_noi.get(f"{OUTLINE}look-check/")
    assert "No attempt can be begun any more." in page.text
    as_noi.post(f"{OUTLINE}look-check/attempts", seen_on=OUTLINE)
    assert "Your deadline has passed" in as_noi.get(OUTLINE).text
