"""The gradebook, and one learner's scores in one quiz, on the pages of those who teach them."""

from collections.abc import Mapping
from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from academy.assessment import queries
from academy.assessment.models import Attempt
from academy.assessment.rules.items.kind import Answer
from academy.db.audit import AuditEvent
from academy.enrolment.models import Cohort, Enrolment
from academy.enrolment.queries import Seat, find_seat
from academy.kernel.actor import Actor
from academy.kernel.ids import uuid7
from academy.learning.models import QuizBest
from tests.assessment.regraded import HALF, LOOK, RIGHT
from tests.assessment.regraded import attempt as submit
from tests.authoring.staff import assign
from tests.browserless import Page, Visitor
from tests.builders import enrol, publish
from tests.cast import NOW, Cast, add_user
from tests.conftest import CountQueries

GRADES = "/en/teach/courses/clean-water/grades"
TREAT = "treat-check"


@pytest.fixture
def seat(session: Session, cast: Cast) -> Seat:
    """Noi's seat in a course that Som teaches; Dao has one, too."""
    publish(session)
    assign(session, cast.som)
    enrol(session, cast.dao)
    return enrol(session, cast.noi)


def tried(session: Session, seat: Seat, answers: Mapping[str, Answer], *, minutes: int = 0) -> None:
    """Answer a quiz, and let it count."""
    sitting = submit(session, seat, answers, now=NOW + timedelta(minutes=minutes))
    session.add(
        QuizBest(
            enrolment_id=seat.id,
            unit_id=LOOK,
            percent=sitting.percent,
            passed=sitting.passed,
            attempts=1,
        )
    )
    session.commit()


def crowd(session: Session, number: int) -> None:
    """Let many learn in the course."""
    for place in range(number):
        person = add_user(session, f"Learner {place:03}", country="VN")
        actor = Actor(person.id, person.name, frozenset(), "en", None, None)
        other = enrol(session, actor)
        session.query(Enrolment).filter_by(id=other.id).update(
            {"enrolled_at": NOW + timedelta(minutes=place + 1)}
        )
    session.commit()


def names(page: Page) -> list[str]:
    return [cell.text for cell in page.all("th", scope="row")]


def cell(page: Page, seat: Seat, unit: str = LOOK) -> str:
    address = f"{GRADES}/{seat.id}/{unit}"
    return page.one("a", href=address).text


def test_the_gradebook_shows_how_everybody_stands(
    session: Session, seat: Seat, as_som: Visitor
) -> None:
    tried(session, seat, HALF)
    page = as_som.get(GRADES)

    assert page.heading == "Grades"
    assert set(names(page)) == {"Noi", "Dao"}
    assert cell(page, seat) == "50% not passed"
    assert cell(page, seat, TREAT) == "– no score"
    assert "Laos" in page.text
    assert "2 learners" in page.text


def test_a_quiz_that_awaits_people_says_so(session: Session, seat: Seat, as_som: Visitor) -> None:
    submit(session, seat, HALF)
    session.query(Attempt).update({"percent": None, "passed": None, "marks": None})
    session.commit()

    assert cell(as_som.get(GRADES), seat) == "awaiting marks"
    assert names(as_som.get(f"{GRADES}?quiz={LOOK}&state=awaiting")) == ["Noi"]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("name=no", ["Noi"]),
        ("status=completed", []),
        (f"quiz={LOOK}&state=passed", ["Dao"]),
        (f"quiz={LOOK}&state=not-passed", ["Noi"]),
        (f"quiz={TREAT}&state=never&order=name", ["Dao", "Noi"]),
        (f"quiz={LOOK}&state=never", []),
        ("status=odd&cohort=odd&quiz=odd&state=odd&order=name&page=odd", ["Dao", "Noi"]),
    ],
)
def test_learners_are_found_by_what_they_did(
    session: Session, seat: Seat, cast: Cast, *, as_som: Visitor, query: str, found: list[str]
) -> None:
    dao = find_seat(session, cast.dao.id, "clean-water")
    assert dao
    tried(session, seat, HALF)
    tried(session, dao, RIGHT)

    assert names(as_som.get(f"{GRADES}?{query}")) == found


def test_learners_are_found_by_their_cohort(session: Session, seat: Seat, as_som: Visitor) -> None:
    cohort = Cohort(id=uuid7(NOW), course_id="clean-water", organisation_id=None, name="Spring")
    session.add(cohort)
    session.flush()
    session.query(Enrolment).filter_by(id=seat.id).update({"cohort_id": cohort.id})
    session.commit()

    page = as_som.get(f"{GRADES}?cohort={cohort.id}")

    assert names(page) == ["Noi"]
    assert "Spring" in page.text


@pytest.mark.parametrize(
    ("order", "found"),
    [
        ("order=name", ["Dao", "Noi"]),
        ("order=name&way=down", ["Noi", "Dao"]),
        ("order=country", ["Noi", "Dao"]),
        ("order=mean&way=down", None),
        (f"order=quiz:{LOOK}&way=down", ["Dao", "Noi"]),
        (f"order=quiz:{LOOK}", ["Noi", "Dao"]),
        ("order=status", None),
    ],
)
def test_any_column_puts_learners_in_order(
    session: Session,
    seat: Seat,
    cast: Cast,
    *,
    as_som: Visitor,
    order: str,
    found: list[str] | None,
) -> None:
    dao = find_seat(session, cast.dao.id, "clean-water")
    assert dao
    tried(session, seat, HALF)
    tried(session, dao, RIGHT)

    shown = names(as_som.get(f"{GRADES}?{order}"))

    assert shown == found or (found is None and set(shown) == {"Noi", "Dao"})


@pytest.mark.usefixtures("seat")
def test_the_column_in_order_says_so_and_turns_round(as_som: Visitor) -> None:
    page = as_som.get(f"{GRADES}?order=name&name=o")

    assert page.one("th", aria_sort="ascending").text == "Name ↑"
    assert page.all("a", href=f"{GRADES}?name=o&order=name&way=down")


@pytest.mark.usefixtures("seat")
def test_fifty_are_shown_on_a_page(session: Session, as_som: Visitor) -> None:
    crowd(session, 60)
    first, second = as_som.get(GRADES), as_som.get(f"{GRADES}?page=2")

    assert (len(names(first)), len(names(second))) == (50, 12)
    assert names(first)[0] == "Learner 059"
    assert not set(names(first)) & set(names(second))
    assert names(as_som.get(f"{GRADES}?page=9")) == names(second)


def test_a_page_takes_as_many_reads_for_few_as_for_many(
    session: Session, seat: Seat, as_som: Visitor, *, count_queries: CountQueries
) -> None:
    tried(session, seat, HALF)
    as_som.get(GRADES)
    with count_queries() as few:
        as_som.get(GRADES)
    crowd(session, 45)
    with count_queries() as many:
        as_som.get(GRADES)

    assert len(few) == len(many)


def test_a_score_leads_to_its_attempts(session: Session, seat: Seat, as_som: Visitor) -> None:
    tried(session, seat, HALF)
    page = as_som.get(f"{GRADES}/{seat.id}/{LOOK}")

    assert page.heading == "Noi"
    assert "Attempt 1" in page.text
    assert "50%" in page.text


def test_a_score_set_by_hand_counts_with_who_when_and_why(
    session: Session, seat: Seat, cast: Cast, *, as_som: Visitor
) -> None:
    address = f"{GRADES}/{seat.id}/{LOOK}"
    answer = as_som.post(address, percent="72,5", reason="Heard her explain it.")

    assert (answer.status_code, answer.location) == (303, address)
    page = as_som.get(address)
    assert "73% ✓ passed set by hand" in page.text
    assert "Heard her explain it." in page.text
    assert "Som" in page.text
    assert session.get(QuizBest, (seat.id, LOOK)).passed is True
    event = session.query(AuditEvent).filter_by(action="grade.set").one()
    assert (event.actor_id, event.subject) == (cast.som.id, f"enrolment:{seat.id}")


def test_what_was_set_can_be_taken_back(session: Session, seat: Seat, as_som: Visitor) -> None:
    address = f"{GRADES}/{seat.id}/{LOOK}"
    as_som.post(address, percent="90", reason="Said it well.")
    answer = as_som.post(f"{address}/take-back", seen_on=address, why="It was somebody else.")

    assert answer.status_code == 303
    page = as_som.get(address)
    assert "Taken back" in page.text
    assert "It was somebody else." in page.text
    assert queries.standings(session, seat.id, {}) == {}
    assert session.get(QuizBest, (seat.id, LOOK)) is None


def test_where_nothing_is_set_nothing_is_taken_back(seat: Seat, as_som: Visitor) -> None:
    address = f"{GRADES}/{seat.id}/{LOOK}"
    answer = as_som.post(f"{address}/take-back", seen_on=address, why="Oh.")

    assert answer.status_code == 422
    assert "No score is set by hand here" in answer.text


@pytest.mark.parametrize(
    ("percent", "reason"), [("101", "x"), ("many", "x"), ("", "x"), ("70", " "), ("70", "x" * 2001)]
)
def test_a_score_needs_a_number_and_a_reason(
    session: Session, seat: Seat, as_som: Visitor, *, percent: str, reason: str
) -> None:
    address = f"{GRADES}/{seat.id}/{LOOK}"
    answer = as_som.post(address, percent=percent, reason=reason)

    assert answer.status_code == 422
    assert Page(answer.text).all("p", class_="error")
    assert queries.scores_set(session, seat.id, LOOK) == ()


def test_a_low_score_takes_no_completion_away(
    session: Session, seat: Seat, as_som: Visitor
) -> None:
    as_som.post(f"{GRADES}/{seat.id}/{LOOK}", percent="90", reason="Good.")
    session.query(Enrolment).filter_by(id=seat.id).update(
        {"status": "completed", "completed_at": NOW}
    )
    session.commit()

    as_som.post(f"{GRADES}/{seat.id}/{LOOK}", percent="1", reason="Copied.")

    session.expire_all()
    now = session.get(Enrolment, seat.id)
    assert (now.status, now.completed_at) == ("completed", NOW)
    assert session.get(QuizBest, (seat.id, LOOK)).passed is False


def test_a_learner_of_another_course_is_not_found(
    session: Session, seat: Seat, cast: Cast, *, as_som: Visitor
) -> None:
    publish(session, id="noise", title="Noise")
    other = enrol(session, cast.noi, "noise")

    as_som.get(f"{GRADES}/{other.id}/{LOOK}", status=404)
    as_som.get(f"{GRADES}/{seat.id}/nowhere", status=404)
    answer = as_som.post(
        f"{GRADES}/{other.id}/{LOOK}", seen_on=f"{GRADES}/{seat.id}/{LOOK}", percent="1", reason="x"
    )
    assert answer.status_code == 404


def test_only_those_who_teach_the_course_see_grades(
    session: Session, seat: Seat, as_mali: Visitor, *, as_noi: Visitor
) -> None:
    as_mali.get(GRADES, status=403)
    as_noi.get(GRADES, status=403)
    assert session.get(Enrolment, seat.id)
