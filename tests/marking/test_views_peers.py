"""The pages on which learners practise and review each other, and staff look at that."""

from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from academy.assessment import queries as assessment
from academy.assessment import service as assessing
from academy.assessment.rules.uploads import SUFFIX
from academy.assessment.service import Begin
from academy.files.store import current_store
from academy.kernel.actor import Actor
from academy.marking.queries.peers import turns_of
from academy.marking.rules.marking import number_of
from tests.authoring.staff import assign
from tests.browserless import Visitor
from tests.builders import enrol, package_files, publish
from tests.cast import NOW, Cast
from tests.marking.essays import (
    COURSE,
    ESSAY,
    NOTE,
    PHOTO,
    TEACH,
    TEXT,
    UNIT,
    essays,
    hand_in,
    people,
)

REVIEWS = f"/en/learn/{COURSE}/{UNIT}/reviews"
LIST = f"{TEACH}marking/{UNIT}/questions/{ESSAY}"
EXAMPLES = f"{LIST}/examples"
BEST = {"level-1": "3", "level-2": "2"}
FAIR = {"level-1": "2", "level-2": "2"}


@pytest.fixture(autouse=True)
def stage(session: Session, cast: Cast) -> None:
    """A quiz in which each learner reviews two others. Som teaches the course."""
    publish(session, essays(peers=2))
    assign(session, cast.som)


def draw(visitor: Visitor) -> None:
    assert visitor.post(REVIEWS).location == REVIEWS


def first_turn(session: Session, learner: Actor) -> tuple[str, UUID]:
    turn = turns_of(session, learner.id, course_id=COURSE, unit_id=UNIT)[0]
    return f"{REVIEWS}/{turn.id}/", turn.attempt_id


def test_whoever_has_not_submitted_reviews_nobody(
    session: Session, cast: Cast, as_noi: Visitor
) -> None:
    enrol(session, cast.noi)
    as_noi.get(REVIEWS, status=404)
    assert as_noi.post(REVIEWS, seen_on="/en/").status_code == 404


def test_a_quiz_without_peers_has_no_such_page(
    session: Session, cast: Cast, as_noi: Visitor
) -> None:
    publish(session, essays())
    hand_in(session, cast.noi)
    as_noi.get(REVIEWS, status=404)


def test_who_comes_first_finds_nobody_to_review_yet(
    session: Session, cast: Cast, as_noi: Visitor
) -> None:
    hand_in(session, cast.noi)
    assert "0 of 6 reviews" in as_noi.get(REVIEWS).text
    draw(as_noi)
    assert "nothing for you to review now" in as_noi.get(REVIEWS).text


def test_a_learner_reviews_an_answer_without_a_name(
    session: Session, cast: Cast, as_noi: Visitor
) -> None:
    hand_in(session, cast.noi)
    attempt = hand_in(session, cast.dao)
    draw(as_noi)
    path, given = first_turn(session, cast.noi)
    assert given == attempt
    page = as_noi.get(path)
    assert page.heading == f"Answer {number_of(attempt)}"
    assert TEXT in page.text
    assert "Dao" not in page.html
    assert "Look for boiling" not in page.text
    assert as_noi.post(path, **{"level-1": "2"}).status_code == 422
    assert as_noi.post(path, **FAIR, comment="Say more.").location == REVIEWS
    assert "1 of 6 reviews" in as_noi.get(REVIEWS).text
    page = as_noi.get(path)
    assert "Say more." in page.text
    assert not page.all("textarea")
    as_noi.post(path, seen_on="/en/", **BEST)
    assert "You have sent this review already." in as_noi.get(REVIEWS).text


def test_nobody_gets_into_the_turn_of_another_or_through_another_quiz(
    session: Session, cast: Cast, as_noi: Visitor, *, as_dao: Visitor
) -> None:
    hand_in(session, cast.noi)
    hand_in(session, cast.dao)
    draw(as_noi)
    path, _ = first_turn(session, cast.noi)
    as_dao.get(path, status=404)
    as_noi.get(path.replace(UNIT, "treat-check"), status=404)


def test_a_turn_is_found_in_its_own_course_alone(
    session: Session, cast: Cast, as_noi: Visitor
) -> None:
    files = {**essays(peers=2), "course.yaml": package_files(id="noise")["course.yaml"]}
    publish(session, files)
    seat = enrol(session, cast.noi, "noise")
    begun = assessing.start(session, seat=seat, begin=Begin(UNIT, NOW))
    assessing.submit(session, attempt_id=begun, now=NOW)
    session.commit()
    hand_in(session, cast.noi)
    hand_in(session, cast.dao)
    draw(as_noi)
    path, _ = first_turn(session, cast.noi)
    as_noi.get(path)
    as_noi.get(path.replace(COURSE, "noise"), status=404)


def test_what_peers_gave_is_advice_for_the_marker_and_words_for_the_learner(
    app: Flask, session: Session, cast: Cast, *, as_noi: Visitor, as_som: Visitor
) -> None:
    attempt = hand_in(session, cast.noi)
    for number, learner in enumerate(people(session, 2)):
        hand_in(session, learner)
        visitor = Visitor(app).signed_in(learner)
        draw(visitor)
        for turn in turns_of(session, learner.id, course_id=COURSE, unit_id=UNIT):
            path = f"{REVIEWS}/{turn.id}/"
            visitor.post(path, seen_on="/en/", **FAIR, comment=f"Kind words {number}")
    page = as_som.get(f"{TEACH}marking/answers/{attempt}/{ESSAY}")
    assert "2 fellow learners reviewed this" in page.text
    assert "they would give 50%" in page.text
    as_som.post(f"{LIST}/peers", seen_on=LIST)
    assert assessment.given_marks(session, attempt) == {ESSAY: 2}
    assert "Kind words" not in as_noi.get(f"/en/attempts/{attempt}/marks").text
    as_som.post(f"{TEACH}marking/{UNIT}/release", seen_on="/en/")
    page = as_noi.get(f"/en/attempts/{attempt}/marks")
    assert "Kind words 0" in page.text
    assert "2 of 4 marks" in page.text
    assert "Learner 0" not in page.text


def test_peers_marks_that_are_not_there_cannot_be_taken_over(
    session: Session, cast: Cast, as_som: Visitor
) -> None:
    hand_in(session, cast.noi)
    as_som.post(f"{LIST}/peers", seen_on=LIST)
    assert "two or more reviews that agree" in as_som.get(LIST).text


def test_learners_practise_with_an_example_and_see_the_staffs_marks_after(
    session: Session, cast: Cast, as_noi: Visitor, *, as_som: Visitor
) -> None:
    hand_in(session, cast.noi)
    assert as_som.post(EXAMPLES, text="", **FAIR).status_code == 422
    as_som.post(EXAMPLES, text="Boil it well.", comment="It is one idea.", **FAIR)
    assert "It is one idea." in as_som.get(EXAMPLES).text
    page = as_noi.get(REVIEWS)
    link = next(one for one in page.all("a") if one.text == "Example 1")
    path = link.attributes["href"]
    page = as_noi.get(path)
    assert "Boil it well." in page.text
    assert "It is one idea." not in page.text
    assert as_noi.post(path).status_code == 422
    assert as_noi.post(path, **BEST).location == path
    page = as_noi.get(path)
    for words in ("4 of 4 marks", "2 of 4 marks", "It is one idea."):
        assert words in page.text
    as_noi.post(path, seen_on="/en/", **FAIR)
    assert "You have tried this example already." in as_noi.get(path).text
    as_noi.get(f"{REVIEWS}/practice/{cast.noi.id}", status=404)


def test_examples_of_a_question_that_left_the_quiz_are_still_shown(
    session: Session, cast: Cast, *, as_dao: Visitor, as_som: Visitor
) -> None:
    hand_in(session, cast.noi)
    as_som.post(EXAMPLES, text="Boil it.", comment="", **BEST)
    files = essays(peers=2)
    quiz = files[f"quizzes/{UNIT}.yaml"]
    gone = quiz.index(b"  - id: essay")
    files[f"quizzes/{UNIT}.yaml"] = quiz[:gone] + quiz[quiz.index(b"  - id: note") :]
    publish(session, files)
    assert "How do you keep water clean" in as_som.get(EXAMPLES).text
    hand_in(session, cast.dao, {NOTE: "Jars."})
    link = next(one for one in as_dao.get(REVIEWS).all("a") if one.text == "Example 1")
    assert "How do you keep water clean" in as_dao.get(link.attributes["href"]).text


def test_reviewers_get_files_without_names(
    app: Flask, session: Session, cast: Cast, *, as_noi: Visitor
) -> None:
    with app.app_context():
        name = current_store().put(b"%PDF-1.7", SUFFIX)
    digest = name.removesuffix(SUFFIX)
    hand_in(session, cast.noi)
    hand_in(session, cast.dao, {PHOTO: [{"name": "Dao.pdf", "digest": digest, "bytes": 8}]})
    draw(as_noi)
    path, _ = first_turn(session, cast.noi)
    assert "Dao" not in as_noi.get(path).html
    answered = as_noi.client.get(f"{path}files/{digest[:16]}")
    assert answered.data == b"%PDF-1.7"
    assert "Dao" not in answered.headers["Content-Disposition"]
    assert as_noi.client.get(f"{path}files/nothing").status_code == 404
