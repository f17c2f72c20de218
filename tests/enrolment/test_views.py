from sqlalchemy import func, select
from sqlalchemy.orm import Session

from academy.catalogue.models import Course
from academy.enrolment import queries, service
from academy.enrolment.models import Enrolment
from academy.kernel.actor import Actor
from tests.browserless import Visitor
from tests.builders import enrol, publish
from tests.cast import NOW, Cast

PAGE = "/en/courses/clean-water/"
ENROL = f"{PAGE}enrol"
WITHDRAW = f"{PAGE}withdraw"
OUTLINE = "/en/learn/clean-water/"


def seats(session: Session) -> int:
    return session.scalar(select(func.count()).select_from(Enrolment)) or 0


def test_a_learner_takes_a_seat_and_stands_in_the_course(
    as_noi: Visitor, session: Session, noi: Actor
) -> None:
    publish(session)
    answer = as_noi.post(ENROL, seen_on=PAGE)
    assert (answer.status_code, answer.location) == (303, OUTLINE)
    assert "You are in." in as_noi.get(OUTLINE).text
    seat = queries.find_seat(session, noi.id, "clean-water")
    assert seat is not None
    assert seat.language == "en"


def test_the_language_of_the_page_is_the_language_of_the_seat(
    as_noi: Visitor, session: Session, noi: Actor
) -> None:
    publish(session)
    as_noi.post("/km/courses/clean-water/enrol", seen_on="/km/courses/clean-water/")
    seat = queries.find_seat(session, noi.id, "clean-water")
    assert seat is not None
    assert seat.language == "km"


def test_a_second_click_leads_to_the_course_all_the_same(
    as_noi: Visitor, session: Session, noi: Actor
) -> None:
    publish(session)
    enrol(session, noi)
    answer = as_noi.post(ENROL, seen_on=PAGE)
    assert (answer.status_code, answer.location) == (303, OUTLINE)
    assert "You are already in this course." in as_noi.get(OUTLINE).text
    assert seats(session) == 1


def test_a_stranger_is_asked_in_first_and_comes_back(visitor: Visitor, session: Session) -> None:
    publish(session)
    answer = visitor.post(ENROL, seen_on=PAGE)
    assert answer.status_code == 303
    assert answer.location == "/en/login?next=/en/courses/clean-water/"
    assert seats(session) == 0


def test_a_forged_form_takes_no_seat(as_noi: Visitor, session: Session) -> None:
    publish(session)
    assert as_noi.client.post(ENROL).status_code == 400
    assert seats(session) == 0


def test_an_archived_course_says_that_it_is_closed(as_noi: Visitor, session: Session) -> None:
    publish(session)
    token = as_noi.token(PAGE)
    course = session.get(Course, "clean-water")
    assert course is not None
    course.archived_at = NOW
    session.commit()
    answer = as_noi.client.post(ENROL, data={"csrf_token": token})
    assert (answer.status_code, answer.location) == (303, PAGE)
    assert "takes no new learners at the moment" in as_noi.get(PAGE).text


def test_there_is_no_seat_in_a_course_that_is_not_there(as_noi: Visitor) -> None:
    answer = as_noi.post("/en/courses/no-such-course/enrol", seen_on="/en/learn/")
    assert answer.status_code == 404


def test_a_learner_leaves_and_comes_back(as_noi: Visitor, session: Session, noi: Actor) -> None:
    publish(session)
    enrol(session, noi)
    answer = as_noi.post(WITHDRAW, seen_on=OUTLINE)
    assert (answer.status_code, answer.location) == (303, PAGE)
    assert "You have left this course." in as_noi.get(PAGE).text
    seat = queries.find_seat(session, noi.id, "clean-water")
    assert seat is not None
    assert seat.is_withdrawn
    as_noi.post(ENROL, seen_on=PAGE)
    assert as_noi.get(OUTLINE).heading == "Clean water"
    assert seats(session) == 1


def test_who_is_not_in_a_course_cannot_leave_it(
    as_dao: Visitor, session: Session, cast: Cast
) -> None:
    publish(session)
    enrol(session, cast.noi)
    answer = as_dao.post(WITHDRAW, seen_on=PAGE)
    assert (answer.status_code, answer.location) == (303, PAGE)
    assert "You are not in this course." in as_dao.get(PAGE).text


def test_a_completed_course_cannot_be_left(as_noi: Visitor, session: Session, noi: Actor) -> None:
    publish(session)
    seat = enrol(session, noi)
    service.complete(session, enrolment_id=seat.id, now=NOW)
    session.commit()
    answer = as_noi.post(WITHDRAW, seen_on=PAGE)
    assert (answer.status_code, answer.location) == (303, OUTLINE)
    assert "you cannot leave it" in as_noi.get(OUTLINE).text
