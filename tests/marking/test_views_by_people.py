"""The pages on which staff mark, settle, release and answer appeals."""

from datetime import timedelta
from fractions import Fraction
from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from academy.accounts.models import Membership
from academy.assessment import queries as assessment
from academy.assessment import service as assessing
from academy.assessment.rules.uploads import SUFFIX
from academy.assessment.service import Begin
from academy.authoring.rules.staff import CourseRole
from academy.files.store import current_store
from academy.kernel.actor import Actor, Role
from academy.marking.models import Release
from academy.marking.queries.marks import marks_for
from academy.marking.rules.marking import number_of
from academy.marking.service.by_people import Judgement, mark
from tests.authoring.staff import assign
from tests.browserless import Page, Visitor
from tests.builders import enrol, publish
from tests.cast import NOW, Cast, add_user
from tests.conftest import CountQueries
from tests.marking.essays import (
    ESSAY,
    NOTE,
    PHOTO,
    TEACH,
    TEXT,
    UNIT,
    answer,
    by,
    essays,
    hand_in,
    people,
)

QUEUE = f"{TEACH}marking"
LIST = f"{QUEUE}/{UNIT}/questions/{ESSAY}"
BEST = {"level-1": "3", "level-2": "2"}
POOR = {"level-1": "1", "level-2": "1"}


def reviewer(cast: Cast, name: str = "Rae") -> Actor:
    """A reviewer of the course: marks, and decides nothing."""
    user = add_user(cast.session, name)
    cast.session.add(
        Membership(user_id=user.id, organisation_id=cast.academy(), role=Role.TRANSLATOR.value)
    )
    cast.session.commit()
    actor = Actor(user.id, name, frozenset(), "en")
    assign(cast.session, actor, role=CourseRole.REVIEWER)
    return actor


@pytest.fixture
def attempt(session: Session, cast: Cast) -> UUID:
    """Noi's essay; Som teaches the course."""
    return staged(session, cast)


def staged(session: Session, cast: Cast, *, markers: int = 1, peers: int = 0) -> UUID:
    publish(session, essays(markers, peers))
    assign(session, cast.som)
    return hand_in(session, cast.noi)


def page_of(attempt: UUID, question: str = ESSAY) -> str:
    return f"{QUEUE}/answers/{attempt}/{question}"


def take(visitor: Visitor, attempt: UUID) -> TestResponse:
    return visitor.post(f"{page_of(attempt)}/take", seen_on=page_of(attempt), do="take")


def give(visitor: Visitor, attempt: UUID, **fields: str) -> TestResponse:
    return visitor.post(page_of(attempt), seen_on="/en/", do="stop", **fields)


def release(visitor: Visitor) -> TestResponse:
    return visitor.post(f"{QUEUE}/{UNIT}/release", seen_on="/en/")


def numbers(page: Page) -> list[str]:
    return [cell.text for cell in page.all("td", class_="number")]


@pytest.mark.usefixtures("attempt")
def test_the_queue_says_how_far_each_question_is(as_som: Visitor) -> None:
    page = as_som.get(QUEUE)
    assert page.heading == "Marking"
    assert numbers(page) == ["1", "0", "0", "0", "0"] + ["0"] * 10
    assert "How do you keep water clean at home?" in page.text


def test_a_course_without_such_questions_has_an_empty_queue(
    session: Session, cast: Cast, as_som: Visitor
) -> None:
    publish(session)
    assign(session, cast.som)
    assert "No quiz of this course" in as_som.get(QUEUE).text


def test_a_marker_takes_the_next_answer_and_marks_it(
    session: Session, as_som: Visitor, attempt: UUID
) -> None:
    went = as_som.post(f"{LIST}/next", seen_on=QUEUE)
    assert went.location == page_of(attempt)
    page = as_som.get(page_of(attempt))
    assert page.heading == f"Answer {number_of(attempt)}"
    for words in (TEXT, "Look for boiling", "Several ideas", "Answered in: ខ្មែរ"):
        assert words in page.text
    answered = give(as_som, attempt, **BEST, comment="Well said.")
    assert (answered.status_code, answered.location) == (303, QUEUE)
    assert assessment.given_marks(session, attempt) == {ESSAY: 4}


def test_no_name_is_shown_before_the_release(as_som: Visitor, attempt: UUID) -> None:
    take(as_som, attempt)
    seen = [as_som.get(path).text for path in (QUEUE, LIST, page_of(attempt))]
    give(as_som, attempt, **BEST)
    seen += [as_som.get(path).text for path in (LIST, page_of(attempt))]
    assert not any("Noi" in text for text in seen)
    release(as_som)
    assert "By Noi" in as_som.get(page_of(attempt)).text


def test_a_reviewer_never_sees_a_name(
    app: Flask, as_som: Visitor, attempt: UUID, *, cast: Cast
) -> None:
    rae = reviewer(cast)
    take(as_som, attempt)
    give(as_som, attempt, **BEST)
    release(as_som)
    assert "Noi" not in Visitor(app).signed_in(rae).get(page_of(attempt)).text


def test_every_criterion_needs_a_level(session: Session, as_som: Visitor, attempt: UUID) -> None:
    take(as_som, attempt)
    answered = give(as_som, attempt, **{"level-1": "3", "level-2": "7"}, comment="Kept words")
    assert answered.status_code == 422
    page = Page(answered.text)
    assert page.one("p", id="level-2-error").text == "Choose one of these."
    assert "Kept words" in page.text
    assert "checked" in page.one("input", id="level-1-3").attributes
    assert not marks_for(session, attempt, ESSAY)


@pytest.mark.parametrize(
    ("typed", "marks"),
    [("1.5", Fraction(3, 2)), ("1,25", Fraction(5, 4)), ("២", Fraction(2)), ("0", Fraction(0))],
)
def test_without_a_rubric_marks_are_a_number(
    session: Session, cast: Cast, as_som: Visitor, *, typed: str, marks: Fraction
) -> None:
    staged(session, cast)
    attempt = hand_in(session, cast.dao, {NOTE: "Much."})
    as_som.post(page_of(attempt, NOTE), seen_on="/en/", marks=typed)
    assert assessment.given_marks(session, attempt) == {NOTE: marks}


@pytest.mark.parametrize("typed", ["", "three", "-1", "2.5", "0.33333333", "1e30"])
def test_what_is_no_such_number_is_refused(
    session: Session, cast: Cast, as_som: Visitor, *, typed: str
) -> None:
    staged(session, cast)
    attempt = hand_in(session, cast.dao, {NOTE: "Much."})
    take_note = page_of(attempt, NOTE)
    as_som.post(f"{take_note}/take", seen_on="/en/", do="take")
    answered = as_som.post(take_note, seen_on="/en/", marks=typed)
    assert answered.status_code == 422
    assert "from 0 to 2" in Page(answered.text).one("p", id="marks-error").text


def test_an_answer_that_somebody_else_took_cannot_be_marked(
    app: Flask, session: Session, as_som: Visitor, *, attempt: UUID, cast: Cast
) -> None:
    rae = reviewer(cast)
    take(as_som, attempt)
    as_rae = Visitor(app).signed_in(rae)
    assert "Somebody else is marking" in as_rae.get(page_of(attempt)).text
    take(as_rae, attempt)
    assert "Somebody else is marking" in as_rae.get(QUEUE).text
    give(as_rae, attempt, **BEST)
    assert not marks_for(session, attempt, ESSAY)
    as_som.post(f"{page_of(attempt)}/take", seen_on="/en/", do="pass")
    give(as_rae, attempt, **BEST)
    assert len(marks_for(session, attempt, ESSAY)) == 1


def test_nobody_opens_their_own_answer_as_a_marker(
    session: Session, cast: Cast, as_som: Visitor
) -> None:
    staged(session, cast)
    own = hand_in(session, cast.som)
    as_som.get(page_of(own), status=403)
    assert give(as_som, own, **BEST).status_code == 403


def test_the_second_marker_does_not_see_the_first_marks(
    app: Flask, session: Session, cast: Cast, *, as_som: Visitor
) -> None:
    attempt = staged(session, cast, markers=2)
    rae = reviewer(cast)
    as_rae = Visitor(app).signed_in(rae)
    take(as_rae, attempt)
    give(as_rae, attempt, **POOR, comment="A secret word")
    take(as_som, attempt)
    page = as_som.get(page_of(attempt))
    assert "A secret word" not in page.text
    assert not [one for one in page.all("input", type="radio") if "checked" in one.attributes]
    assert "You have marked this answer" in as_rae.get(page_of(attempt)).text


def test_a_teacher_settles_what_two_markers_disagree_on(
    app: Flask, session: Session, cast: Cast, *, as_som: Visitor
) -> None:
    attempt = staged(session, cast, markers=2)
    rae, ron = reviewer(cast), reviewer(cast, "Ron")
    for who, levels in ((rae, POOR), (ron, BEST)):
        visitor = Visitor(app).signed_in(who)
        take(visitor, attempt)
        give(visitor, attempt, **levels, comment=f"From {who.name}")
    page = as_som.get(page_of(attempt))
    for words in ("To be settled", "From Rae", "From Ron", "First marker", "Second marker"):
        assert words in page.text
    as_rae = Visitor(app).signed_in(rae)
    assert "decides" in as_rae.get(page_of(attempt)).text
    settle = f"{page_of(attempt)}/settle"
    assert as_rae.post(settle, seen_on="/en/", **BEST).status_code == 403
    assert as_som.post(settle, seen_on="/en/", **{"level-1": "2"}).status_code == 422
    as_som.post(settle, seen_on="/en/", **{"level-1": "2", "level-2": "2"}, comment="Both")
    assert assessment.given_marks(session, attempt) == {ESSAY: 2}
    as_som.post(settle, seen_on="/en/", **BEST)
    assert assessment.given_marks(session, attempt) == {ESSAY: 2}


def test_a_release_says_how_many_are_complete_and_lets_these_be_seen(
    session: Session, cast: Cast, as_som: Visitor, *, attempt: UUID
) -> None:
    hand_in(session, cast.dao)
    give(as_som, attempt, **BEST)
    page = as_som.get(f"{QUEUE}/{UNIT}/release")
    assert [one.text for one in page.all("dd")] == ["1", "1"]
    assert release(as_som).status_code == 303
    assert assessment.get_sitting(session, attempt).marks == 4
    assert session.scalar(select(Release.attempts)) == 1
    assert "nothing to release" in as_som.get(f"{QUEUE}/{UNIT}/release").text
    as_som.get(f"{QUEUE}/treat-check/release", status=404)


def test_an_answer_is_marked_again_with_a_reason(
    session: Session, as_som: Visitor, attempt: UUID
) -> None:
    give(as_som, attempt, **POOR)
    reopen = f"{page_of(attempt)}/reopen"
    assert as_som.post(reopen, seen_on="/en/", reason=" ").status_code == 422
    as_som.post(reopen, seen_on="/en/", reason="A page was missed.")
    assert "Waiting" in as_som.get(page_of(attempt)).text
    as_som.post(reopen, seen_on="/en/", reason="Once more.")
    assert len(marks_for(session, attempt, ESSAY)) == 2
    give(as_som, attempt, **BEST)
    page = as_som.get(page_of(attempt))
    assert "A page was missed." in page.text
    assert "Opened again" in page.text


def test_a_list_shows_answers_by_number_fifty_at_a_time(
    session: Session, as_som: Visitor, *, attempt: UUID
) -> None:
    for learner in people(session, 50):
        hand_in(session, learner, now=NOW + timedelta(minutes=1))
    page = as_som.get(LIST)
    rows = [one.text for one in page.all("th", scope="row")]
    assert len(rows) == 50
    assert rows[0] == number_of(attempt)
    assert len(as_som.get(f"{LIST}?page=2").all("th", scope="row")) == 1
    assert "no such answer" in as_som.get(f"{LIST}?progress=done").text
    assert len(as_som.get(f"{LIST}?progress=nonsense&page=-5").all("th", scope="row")) == 50
    as_som.get(f"{QUEUE}/{UNIT}/questions/see-germs", status=404)


def test_pages_cost_the_same_for_one_answer_and_for_thirty(  # noqa: PLR0917 - fixtures
    session: Session, cast: Cast, as_som: Visitor, attempt: UUID, count_queries: CountQueries
) -> None:
    def cost() -> list[int]:
        found: list[int] = []
        for path in (QUEUE, LIST, f"{QUEUE}/{UNIT}/release", f"{TEACH}appeals", page_of(attempt)):
            with count_queries() as sent:
                as_som.get(path)
            found.append(len(sent))
        return found

    cost()
    before = cost()
    for learner in people(session, 30):
        other = hand_in(session, learner)
        mark(session, answer(session, other), Judgement(Fraction(1)), by=by(cast.som))
    session.commit()
    assert cost() == before


def test_files_come_without_their_names(
    app: Flask, session: Session, cast: Cast, *, as_som: Visitor
) -> None:
    staged(session, cast)
    with app.app_context():
        name = current_store().put(b"%PDF-1.7", SUFFIX)
    digest = name.removesuffix(SUFFIX)
    file: dict[str, str | int] = {"name": "Dao's jar.pdf", "digest": digest, "bytes": 8}
    gone: dict[str, str | int] = {"name": "gone.pdf", "digest": "ab" * 32, "bytes": 8}
    attempt = hand_in(session, cast.dao, {PHOTO: [file, gone]})
    page = as_som.get(page_of(attempt, PHOTO))
    assert "1.pdf" in page.text
    assert "Dao" not in page.html
    files = f"{QUEUE}/answers/{attempt}/files/"
    assert f"files/{digest[:16]}" in page.html
    answered = as_som.client.get(f"{files}{digest[:16]}")
    assert answered.data == b"%PDF-1.7"
    assert answered.headers["Content-Disposition"] == "attachment; filename=1.pdf"
    assert answered.mimetype == "application/octet-stream"
    for mark_ in ("ab" * 8, "cd" * 8):
        assert as_som.client.get(f"{files}{mark_}").status_code == 404


def test_an_attempt_that_is_open_has_no_answers_to_mark(
    session: Session, cast: Cast, as_som: Visitor
) -> None:
    staged(session, cast)
    seat = enrol(session, cast.dao)
    begun = assessing.start(session, seat=seat, begin=Begin(UNIT, NOW))
    session.commit()
    as_som.get(page_of(begun), status=404)


def test_what_is_of_another_course_is_not_there(
    session: Session, cast: Cast, as_som: Visitor, *, attempt: UUID
) -> None:
    publish(session, id="noise", title="Noise")
    assign(session, cast.som, "noise")
    other = page_of(attempt).replace("clean-water", "noise")
    as_som.get(other, status=404)
    assert as_som.post(other, seen_on="/en/", **BEST).status_code == 404
    as_som.get(page_of(attempt, "see-germs"), status=404)
    as_som.get(f"{QUEUE}/answers/{attempt}/files/abc", status=404)
