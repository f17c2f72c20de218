"""The quizzes of a course for its staff, and when each is open."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import update
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from academy.accounts.models import Membership, User
from academy.assessment import queries
from academy.assessment.rules.conditions import ALWAYS_OPEN, Opening
from academy.authoring.rules.staff import CourseRole
from academy.kernel.actor import Role
from academy.kernel.clock import now
from tests.authoring.staff import assign
from tests.browserless import Visitor
from tests.builders import enrol, publish
from tests.cast import Cast
from tests.conftest import CountQueries
from tests.marking.timed import COURSE, LOOK, TREAT, begin, deadline_of, timed

QUIZZES, TERMS = f"{COURSE}quizzes", f"{COURSE}quizzes/{TREAT}/terms"


@pytest.fixture(autouse=True)
def stage(session: Session, cast: Cast) -> None:
    """Som teaches a course and reads the clock in Phnom Penh; another course is none of hers."""
    publish(session, timed())
    publish(session, id="noise", title="Noise")
    assign(session, cast.som)
    session.execute(update(User).where(User.id == cast.som.id).values(time_zone="Asia/Phnom_Penh"))
    session.commit()


def opening(session: Session) -> Opening:
    return queries.opening_of(session, "clean-water", TREAT)


def send(visitor: Visitor, **fields: str) -> TestResponse:
    return visitor.post(TERMS, **fields)


def test_staff_see_every_quiz_and_when_it_is_open(as_som: Visitor) -> None:
    send(as_som, opens_at="2026-11-30T08:00", code="water")

    page = as_som.get(QUIZZES)

    assert page.heading == "Quizzes"
    assert [title.text for title in page.all("h2")] == ["Check your eyes", "Check what you know"]
    assert "Nov 30, 2026, 8:00:00" in page.text
    assert "water" in [code.text for code in page.all("span", class_="receipt")]
    assert len(page.all("a", href=TERMS)) == 1


def test_a_reviewer_sees_the_quizzes_and_not_their_codes(
    session: Session, as_som: Visitor, as_mali: Visitor, *, as_noi: Visitor, cast: Cast
) -> None:
    send(as_som, code="secret-water")
    session.add(
        Membership(user_id=cast.noi.id, organisation_id=cast.academy(), role=Role.TRANSLATOR.value)
    )
    assign(session, cast.noi, role=CourseRole.REVIEWER)

    page = as_noi.get(QUIZZES)

    assert "Check what you know" in page.text
    assert "secret-water" not in page.html
    assert page.all("a", href=TERMS) == []
    as_noi.get(TERMS, status=403)
    assert "secret-water" in as_mali.get(QUIZZES).text


def test_moments_are_meant_in_the_instructors_own_time_zone(
    session: Session, as_som: Visitor
) -> None:
    assert "Phnom Penh (GMT+07:00)" in as_som.get(TERMS).text

    answer = send(as_som, opens_at="2026-11-30T08:00", closes_at="2026-11-30T10:30", code=" Jar ")

    assert answer.status_code == 303
    assert opening(session) == Opening(
        datetime(2026, 11, 30, 1, 0, tzinfo=UTC), datetime(2026, 11, 30, 3, 30, tzinfo=UTC), "Jar"
    )
    page = as_som.get(TERMS)
    assert page.one("input", id="opens_at").attributes["value"] == "2026-11-30T08:00"
    assert page.one("input", id="closes_at").attributes["value"] == "2026-11-30T10:30"
    assert page.one("input", id="code").attributes["value"] == "Jar"
    assert "Saved. This holds from now on." in page.text


def test_closing_before_opening_is_refused_and_nothing_typed_is_lost(
    session: Session, as_som: Visitor
) -> None:
    answer = send(as_som, opens_at="2026-11-30T08:00", closes_at="2026-11-30T07:00", code="jar")

    assert answer.status_code == 422
    assert "The quiz has to close later than it opens." in answer.text
    assert 'value="2026-11-30T07:00"' in answer.text
    assert opening(session) == ALWAYS_OPEN


@pytest.mark.parametrize(
    "typed", ["tomorrow", "2026-13-01T00:00", "0001-01-01T00:00", "9999-12-31T23:59"]
)
def test_what_is_no_moment_is_refused(session: Session, as_som: Visitor, typed: str) -> None:
    answer = send(as_som, opens_at=typed)

    assert answer.status_code == 422
    assert "Please write the day and the time like this: 2026-11-30T08:00" in answer.text
    assert opening(session) == ALWAYS_OPEN


def test_a_code_that_nobody_can_type_is_refused(session: Session, as_som: Visitor) -> None:
    answer = send(as_som, code="x" * 65)

    assert answer.status_code == 422
    assert "at most 64 characters" in answer.text
    assert opening(session) == ALWAYS_OPEN


@pytest.mark.parametrize("code", ["", "   ", "\u200b\u200d"])
def test_a_code_of_nothing_is_no_code(session: Session, as_som: Visitor, code: str) -> None:
    send(as_som, opens_at="2026-11-30T08:00", code=code)

    assert opening(session).code is None


def test_a_code_is_suggested_and_kept_only_when_it_is_saved(
    session: Session, as_som: Visitor
) -> None:
    answer = send(as_som, do="suggest", opens_at="2026-11-30T08:00", code="old")

    assert answer.status_code == 200
    assert 'value="2026-11-30T08:00"' in answer.text
    assert 'value="old"' not in answer.text
    assert opening(session) == ALWAYS_OPEN


def test_the_times_and_the_code_are_removed_with_one_button(
    session: Session, as_som: Visitor
) -> None:
    send(as_som, opens_at="2026-11-30T08:00", code="jar")

    answer = send(as_som, do="remove", opens_at="nonsense", code="jar")

    assert answer.status_code == 303
    assert opening(session) == ALWAYS_OPEN
    assert "The quiz is always open now, without a code." in as_som.get(TERMS).text


def test_open_attempts_are_told_of_and_get_the_new_end(
    session: Session, as_som: Visitor, cast: Cast
) -> None:
    began = now() - timedelta(minutes=5)
    attempt = begin(session, enrol(session, cast.noi), began)
    assert "1 attempt is open now." in as_som.get(TERMS).text
    soon = (now() + timedelta(hours=7, minutes=10)).strftime("%Y-%m-%dT%H:%M")

    send(as_som, closes_at=soon)

    ends = deadline_of(session, attempt)
    assert ends is not None
    assert now() < ends < began + timedelta(minutes=30)
    assert "One open attempt has another end now." in as_som.get(TERMS).text


def test_a_lesson_has_no_terms_and_neither_has_somebody_elses_course(as_som: Visitor) -> None:
    as_som.get(f"{COURSE}quizzes/boil/terms", status=404)
    as_som.get(f"/en/teach/courses/noise/quizzes/{LOOK}/terms", status=404)
    as_som.get("/en/teach/courses/noise/quizzes", status=404)


def test_the_list_takes_as_many_reads_for_two_quizzes_as_for_any(
    as_som: Visitor, count_queries: CountQueries
) -> None:
    as_som.get(QUIZZES)
    with count_queries() as bare:
        as_som.get(QUIZZES)
    send(as_som, code="jar")
    as_som.get(QUIZZES)
    with count_queries() as more:
        as_som.get(QUIZZES)

    assert len(more) == len(bare)
