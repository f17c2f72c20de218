"""Trying a quiz as a learner: the learner's own paper and result, and no trace of it."""

from collections.abc import Mapping

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from academy.authoring import service
from academy.authoring.rules.drafts import quiz_part
from academy.authoring.rules.staff import CourseRole
from academy.content.model import Quiz
from academy.content.writer import quiz_plain
from academy.db.base import Base
from academy.kernel.actor import Actor
from academy.kernel.languages import LANGUAGES
from tests.authoring.drafting import draft_of, saving
from tests.authoring.quiz_pages import COURSE, fields_of
from tests.authoring.staff import assign
from tests.browserless import Page, Visitor
from tests.builders import publish
from tests.cast import Cast
from tests.conftest import CountQueries

LOOK, TREAT = f"{COURSE}units/look-check/try", f"{COURSE}units/treat-check/try"
RIGHT = {"a1": ["1"], "a2": ["1", "2"], "a3": ["2"]}


@pytest.fixture(autouse=True)
def course(session: Session, cast: Cast) -> None:
    """A course that Som teaches."""
    publish(session)
    assign(session, cast.som)


@pytest.fixture
def som(cast: Cast) -> Actor:
    """Som, as who saves."""
    return cast.som


def rows(session: Session) -> dict[str, int]:
    """How much there is of everything."""
    return {
        table.name: session.scalar(select(func.count()).select_from(table)) or 0
        for table in Base.metadata.sorted_tables
    }


def answer(
    visitor: Visitor, address: str, given: Mapping[str, list[str]], *, status: int = 200
) -> Page:
    """Fill in a paper and send it."""
    fields = {**fields_of(visitor.get(address)), **given}
    sent = visitor.client.post(address, data=fields)
    assert sent.status_code == status
    return Page(sent.text)


def put(session: Session, by: Actor, quiz: Quiz) -> None:
    service.save(session, saving(by, 1), quiz_part("look-check"), body=quiz_plain(quiz))
    session.commit()


def test_a_paper_has_an_address_of_its_own(as_som: Visitor) -> None:
    fresh = as_som.client.get(LOOK)

    assert fresh.status_code == 303
    assert "seed=" in (fresh.location or "")
    assert as_som.get(fresh.location or "").heading == "Check your eyes"


def test_the_same_seed_is_the_same_paper_in_every_language(as_som: Visitor) -> None:
    english = as_som.get(f"{TREAT}?seed=7")
    khmer = as_som.get(f"{TREAT}?seed=7".replace("/en/", "/km/"))

    kinds = [own.get("inputmode") for tag, own, _ in english.elements if tag in {"input", "select"}]
    assert kinds == [
        own.get("inputmode") for tag, own, _ in khmer.elements if tag in {"input", "select"}
    ]
    assert khmer.one("html").attributes["lang"] == "km"
    assert "Nothing of it is kept or counted." in english.text


def test_what_is_right_earns_everything(as_som: Visitor) -> None:
    page = answer(as_som, f"{LOOK}?seed=1", RIGHT)

    assert "Passed" in page.text
    assert "You reached 100%. To pass, 60% is needed." in page.text
    assert page.text.count("✓ Right") == 3


def test_what_is_wrong_is_told_with_the_right_answer_and_feedback(as_som: Visitor) -> None:
    page = answer(as_som, f"{LOOK}?seed=1", {"a1": ["2"]})

    assert "Not passed" in page.text
    assert "Boiled water" in [each.text for each in page.all("dd")]
    assert "No answer" in page.text


def test_what_is_no_answer_is_said_and_stays(as_som: Visitor) -> None:
    page = as_som.get(f"{TREAT}?seed=1")
    number = page.one("input", inputmode="decimal").attributes["name"]
    page = answer(as_som, f"{TREAT}?seed=1", {number: ["many"]}, status=422)

    assert "Write only a number" in page.text
    assert page.one("input", inputmode="decimal").attributes["value"] == "many"


def test_answers_stay_when_the_language_changes_and_behind_the_result(as_som: Visitor) -> None:
    address = f"{LOOK}?seed=1"
    fields = {**fields_of(as_som.get(address)), **RIGHT, "again": ["1"]}
    for tag in ("km", "zh-Hans"):
        page = Page(as_som.client.post(address.replace("/en/", f"/{tag}/"), data=fields).text)
        assert page.one("html").attributes["lang"] == tag
        assert page.one("input", id="a1-1", checked="")
    result = answer(as_som, address, RIGHT)
    back = as_som.client.post(address, data={**fields_of(result), "again": ["1"]})
    assert Page(back.text).one("input", id="a2-2", checked="")


def test_nothing_is_written(session: Session, as_som: Visitor) -> None:
    before = rows(session)
    for _ in range(3):
        answer(as_som, f"{LOOK}?seed=3", RIGHT)
        as_som.client.get(LOOK)

    assert rows(session) == before


def test_the_draft_is_what_is_tried(session: Session, som: Actor, as_som: Visitor) -> None:
    quiz = draft_of(session).package.quizzes["look-check"]
    put(session, som, Quiz("Draft", "", 60, 0, False, quiz.questions, draw=2))  # noqa: FBT003

    page = as_som.get(f"{LOOK}?seed=1")
    assert page.heading == "Draft"
    assert len(page.all("fieldset", class_="question")) == 2


def test_a_quiz_with_faults_cannot_be_tried_and_says_why(
    session: Session, som: Actor, as_som: Visitor
) -> None:
    put(session, som, Quiz("", "", 60, 0, False, ()))  # noqa: FBT003
    page = as_som.get(f"{LOOK}?seed=1")

    assert page.heading == "This quiz cannot be tried yet"
    assert page.one("a", href=f"{COURSE}units/look-check/quiz#title")
    token = as_som.token(f"{COURSE}units/look-check/quiz")
    sent = as_som.client.post(f"{LOOK}?seed=1", data={"csrf_token": token})
    assert sent.status_code == 303


@pytest.mark.parametrize("seed", ["-1", "x", str(2**31), ""])
def test_a_seed_that_is_none_becomes_a_fresh_one(as_som: Visitor, seed: str) -> None:
    assert as_som.client.get(f"{LOOK}?seed={seed}").status_code == 303


def test_whoever_works_on_a_course_may_try_its_quizzes(
    session: Session, cast: Cast, app: Flask
) -> None:
    publish(session, id="other")
    assign(session, cast.som, "other", role=CourseRole.REVIEWER)
    other = f"{LOOK}?seed=1".replace("clean-water", "other")
    page = Visitor(app).signed_in(cast.som).get(other)

    assert not page.all("a", href=f"{COURSE.replace('clean-water', 'other')}units/look-check/quiz")
    Visitor(app).signed_in(cast.dao).get(other, status=403)


@pytest.mark.parametrize("tag", [language.tag for language in LANGUAGES])
def test_a_trial_is_a_page_in_every_language(as_som: Visitor, tag: str) -> None:
    as_som.get(f"{TREAT}?seed=1".replace("/en/", f"/{tag}/"))


def test_a_trial_asks_the_database_as_often_however_long_a_quiz_is(
    session: Session, som: Actor, as_som: Visitor, *, count_queries: CountQueries
) -> None:
    quiz = draft_of(session).package.quizzes["look-check"]
    put(session, som, Quiz("One", "", 60, 0, False, quiz.questions[:1]))  # noqa: FBT003
    as_som.get(f"{LOOK}?seed=1")
    with count_queries() as few:
        as_som.get(f"{LOOK}?seed=1")
    put(session, som, Quiz("All", "", 60, 0, False, quiz.questions))  # noqa: FBT003
    as_som.get(f"{LOOK}?seed=1")
    with count_queries() as many:
        as_som.get(f"{LOOK}?seed=1")
    assert len(few) == len(many)
