"""Receipts: looked up by those who teach a course, listed for whoever has them."""

from datetime import UTC, datetime, timedelta
from hashlib import sha256
from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy import update
from sqlalchemy.orm import Session

from academy.assessment import service
from academy.assessment.models import Response
from academy.assessment.queries.receipts import answers_with, receipts_of
from academy.assessment.rules.items.kind import Answer
from academy.assessment.rules.sheet import NewAnswer
from academy.assessment.service import Keeping
from tests.authoring.staff import assign
from tests.browserless import Visitor
from tests.builders import enrol, publish
from tests.cast import Cast
from tests.conftest import CountQueries
from tests.marking.timed import COURSE, LOOK, begin

RECEIPTS = f"{COURSE}receipts"
SAVED_AT = datetime(2026, 11, 23, 8, 31, 5, 123456, tzinfo=UTC)


@pytest.fixture(autouse=True)
def stage(session: Session, cast: Cast) -> None:
    """Som teaches a course; another course is none of hers."""
    publish(session)
    publish(session, id="noise", title="Noise")
    assign(session, cast.som)


@pytest.fixture
def attempt(session: Session, cast: Cast) -> UUID:
    """Noi's attempt at a quiz; Dao has one with the same answer."""
    dao = begin(session, enrol(session, cast.dao), SAVED_AT, unit=LOOK)
    keep(session, dao, ("clearest", "boiled"))
    return begin(session, enrol(session, cast.noi), SAVED_AT, unit=LOOK)


def keep(
    session: Session,
    attempt: UUID,
    answered: tuple[str, Answer | None],
    *,
    at: datetime = SAVED_AT,
) -> str:
    """Save an answer to a question as the application does; return its receipt."""
    question, answer = answered
    key = sha256(f"{question}{answer}{at}".encode()).hexdigest()
    keeping = Keeping(locale="en", secret=b"test", now=at)
    new = [NewAnswer(question, answer, key)]
    [saved] = service.save(session, attempt_id=attempt, answers=new, keeping=keeping)
    session.commit()
    return saved.receipt


def look_up(visitor: Visitor, code: str) -> str:
    answer = visitor.client.get(RECEIPTS, query_string={"code": code})
    assert answer.status_code == 303, answer.text
    return visitor.get(answer.location).text


def test_a_receipt_leads_to_the_answer_it_was_given_for(
    session: Session, as_som: Visitor, attempt: UUID
) -> None:
    code = keep(session, attempt, ("signs", ["smell", "brown"]))

    said = look_up(as_som, code.lower().replace("-", " "))

    assert "Noi" in said
    assert "Dao" not in said
    assert "Question 2 Which signs warn you?" in said
    assert "A bad smell" in said
    assert "A blue bottle" not in said
    assert "The record agrees with its receipt" in said
    assert "The newest answer to its question" in said
    assert "2026-11-23 08:31:05 UTC" in said
    assert "Attempt 1, which is open" in said


def test_an_earlier_answer_says_that_a_later_one_was_saved(
    session: Session, as_som: Visitor, attempt: UUID
) -> None:
    first = keep(session, attempt, ("clearest", "boiled"))
    later = keep(session, attempt, ("clearest", None), at=SAVED_AT + timedelta(minutes=1))
    service.submit(session, attempt_id=attempt, now=SAVED_AT + timedelta(minutes=2))
    session.commit()

    assert "A later answer was saved to this question" in look_up(as_som, first)
    said = look_up(as_som, later)
    assert "The learner took the answer back." in said
    assert "Attempt 1, submitted on Nov 23, 2026" in said


@pytest.mark.parametrize("altered", [{"answer": "nowhere"}, {"question_id": "nothing"}])
def test_a_record_that_was_altered_does_not_agree_with_its_receipt(
    session: Session, as_som: Visitor, attempt: UUID, *, altered: dict[str, str]
) -> None:
    code = keep(session, attempt, ("clearest", "boiled"))
    session.execute(update(Response).where(Response.receipt == code).values(**altered))
    session.commit()

    said = look_up(as_som, code)

    assert "This record was altered after it was saved" in said
    assert "The record agrees with its receipt" not in said
    assert next(iter(altered.values())) in said


def test_several_answers_with_one_receipt_are_all_listed(
    session: Session, as_som: Visitor, attempt: UUID
) -> None:
    code = keep(session, attempt, ("clearest", "boiled"))
    session.execute(update(Response).values(receipt=code))
    session.commit()

    said = look_up(as_som, code)

    assert "Several answers have this receipt." in said
    assert "Noi" in said
    assert "Dao" in said
    assert said.count("This record was altered") == 1


@pytest.mark.parametrize("code", ["", "K7Q2", "hello water"])
def test_what_is_no_receipt_is_told_so(as_som: Visitor, code: str) -> None:
    page = as_som.client.get(RECEIPTS, query_string={"code": code})

    assert page.status_code == 422
    assert 'aria-invalid="true"' in page.text


def test_a_receipt_of_nothing_or_of_another_course_finds_nothing(
    session: Session, as_som: Visitor, cast: Cast
) -> None:
    elsewhere = begin(session, enrol(session, cast.noi, "noise"), SAVED_AT, unit=LOOK)
    code = keep(session, elsewhere, ("clearest", "boiled"))

    assert "No answer in this course has the receipt" in look_up(as_som, code)
    assert "No answer in this course has the receipt" in as_som.get(f"{RECEIPTS}/rubbish/").text
    assert [one.receipt for one in answers_with(session, "noise", code)] == [code]


def test_only_those_who_teach_the_course_may_look_receipts_up(
    as_mali: Visitor, as_noi: Visitor
) -> None:
    as_mali.get(RECEIPTS, status=403)
    as_noi.get(RECEIPTS, status=403)


def test_there_is_no_file_where_an_answer_has_none(
    session: Session, as_som: Visitor, attempt: UUID
) -> None:
    code = keep(session, attempt, ("clearest", "boiled"))

    as_som.get(f"{RECEIPTS}/{code}/files/{'0' * 16}", status=404)


def test_learners_have_a_list_of_all_their_receipts(
    session: Session, as_noi: Visitor, as_dao: Visitor, *, attempt: UUID
) -> None:
    codes = [
        keep(session, attempt, ("clearest", "clear")),
        keep(session, attempt, ("signs", ["smell"]), at=SAVED_AT + timedelta(minutes=1)),
        keep(session, attempt, ("clearest", None), at=SAVED_AT + timedelta(minutes=2)),
    ]

    page = as_noi.get(f"/en/attempts/{attempt}/receipts")

    assert [code.text for code in page.all("th", class_="receipt")] == codes[::-1]
    states = [cell.text for cell in page.all("td")]
    assert states[2::3] == ["Taken back", "Counts", "A later one counts"]
    assert "Clear water" not in page.text
    as_dao.get(f"/en/attempts/{attempt}/receipts", status=404)


def test_an_attempt_without_answers_has_no_receipts(as_noi: Visitor, attempt: UUID) -> None:
    assert (
        "Nothing was saved in this attempt yet."
        in as_noi.get(f"/en/attempts/{attempt}/receipts").text
    )


def test_a_long_list_of_receipts_comes_in_pages_that_cost_the_same(
    session: Session, as_noi: Visitor, attempt: UUID, *, count_queries: CountQueries
) -> None:
    keep(session, attempt, ("clearest", "clear"))
    address = f"/en/attempts/{attempt}/receipts"
    as_noi.get(address)
    with count_queries() as few:
        as_noi.get(address)
    for number in range(1, 52):
        keep(session, attempt, ("clearest", "clear"), at=SAVED_AT + timedelta(seconds=number))
    with count_queries() as many:
        page = as_noi.get(address)

    assert len(many) == len(few)
    assert len(page.all("th", class_="receipt")) == 50
    more = page.one("a", class_="button second").attributes["href"]
    assert len(as_noi.get(more).all("th", class_="receipt")) == 2
    assert [one.sequence for one in receipts_of(session, attempt, before=3, limit=9)] == [2, 1]


def test_the_pages_are_drawn_in_a_language_that_is_not_the_courses(
    app: Flask, session: Session, as_som: Visitor, *, attempt: UUID
) -> None:
    code = keep(session, attempt, ("clearest", "boiled"))

    assert 'lang="km"' in as_som.client.get(f"/km/teach/courses/clean-water/receipts/{code}/").text
    assert app.config["SECRET_KEY"] not in code
