"""What single learners have more than others, on the pages of those who teach them."""

from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from academy.assessment import queries
from academy.assessment.queries.needs import needs_of
from academy.assessment.rules.conditions import Allowance
from academy.assessment.service.conditions import Deciding, Grant, grant
from academy.enrolment.queries import find_seat
from academy.kernel.clock import now
from academy.kernel.ids import uuid7
from tests.authoring.staff import assign
from tests.browserless import Page, Visitor
from tests.builders import enrol, publish
from tests.cast import NOW, Cast, add_user
from tests.conftest import CountQueries
from tests.marking.timed import COURSE, begin, deadline_of, timed

NEEDS = f"{COURSE}needs"
WHY = "Reads with a magnifier."


@pytest.fixture(autouse=True)
def stage(session: Session, cast: Cast) -> None:
    """Som teaches a course in which Noi and Dao learn; Mali learns in another one."""
    publish(session, timed())
    publish(session, id="noise", title="Noise")
    assign(session, cast.som)
    enrol(session, cast.noi)
    enrol(session, cast.dao)
    enrol(session, cast.mali, "noise")


def page_of(learner: UUID) -> str:
    return f"{NEEDS}/{learner}"


def send(visitor: Visitor, learner: UUID, **fields: str) -> TestResponse:
    told = {"extra_percent": "25", "extra_attempts": "0", "reason": WHY, **fields}
    return visitor.post(page_of(learner), **told)


def found(page: Page) -> list[str]:
    return [link.text for link in page.all("a") if "/needs/" in link.attributes.get("href", "")]


@pytest.mark.parametrize("who", ["noi", "NO", "noi@example.org", " NOI@Example.ORG "])
def test_a_learner_of_the_course_is_found_by_name_and_by_sign_in_name(
    as_som: Visitor, who: str
) -> None:
    assert found(as_som.get(f"{NEEDS}?who={who}")) == ["Noi"]


@pytest.mark.parametrize("who", ["Mali", "mali@example.org", "example.org", "%", "_"])
def test_nobody_else_is_found(as_som: Visitor, who: str) -> None:
    page = as_som.get(f"{NEEDS}?who={who}")

    assert found(page) == []
    assert "Nobody of this name learns in this course." in page.text


def test_more_time_is_granted_with_a_reason_and_holds_for_an_attempt_that_is_open(
    session: Session, as_som: Visitor, cast: Cast
) -> None:
    began = now() - timedelta(minutes=5)
    seat = find_seat(session, cast.noi.id, "clean-water")
    assert seat is not None
    attempt = begin(session, seat, began)

    answer = send(as_som, cast.noi.id, extra_attempts="1")

    assert answer.status_code == 303
    assert queries.allowance_of(session, cast.noi.id, "clean-water") == Allowance(25, 1)
    assert deadline_of(session, attempt) == began + timedelta(minutes=37.5)
    page = as_som.get(page_of(cast.noi.id))
    assert "25% more time" in page.text
    assert "1 more attempt" in page.text
    assert WHY in page.text
    assert WHY in as_som.get(NEEDS).text


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"extra_percent": "0"}, "Please fill in more time, more attempts, or both."),
        ({"extra_percent": "301"}, "Please type a whole number from 0 to 300."),
        ({"extra_attempts": "21"}, "Please type a whole number from 0 to 20."),
        ({"extra_percent": "lots"}, "Please type a whole number."),
        ({"extra_percent": ""}, "Please fill this in."),
        ({"reason": "  "}, "Please fill this in."),
        ({"reason": "x" * 2001}, "This is too long: at most 2000 characters."),
    ],
)
def test_what_makes_no_sense_is_refused_and_stays_on_the_page(
    session: Session, as_som: Visitor, cast: Cast, *, fields: dict[str, str], said: str
) -> None:
    answer = send(as_som, cast.noi.id, **fields)

    assert answer.status_code == 422
    assert said in answer.text
    assert needs_of(session, cast.noi.id, "clean-water") == ()


def test_a_grant_is_ended_and_stays_in_the_history(
    session: Session, as_som: Visitor, cast: Cast
) -> None:
    send(as_som, cast.noi.id)
    [need] = needs_of(session, cast.noi.id, "clean-water")
    end = f"{NEEDS}/{need.id}/end"

    answer = as_som.post(end, seen_on=NEEDS)

    assert answer.location.endswith(page_of(cast.noi.id))
    page = as_som.get(page_of(cast.noi.id))
    assert "has the same time and as many attempts as all others" in page.text
    assert WHY in page.text
    assert as_som.post(end, seen_on=NEEDS).status_code == 303
    assert "This had ended already." in as_som.get(NEEDS).text


def test_nothing_is_granted_to_or_ended_for_people_of_other_courses(
    session: Session, as_som: Visitor, cast: Cast
) -> None:
    as_som.get(page_of(cast.mali.id), status=404)
    assert as_som.post(page_of(cast.mali.id), seen_on=NEEDS).status_code == 404
    elsewhere = Grant(cast.mali.id, "noise", 10, 0, WHY)
    need = grant(session, elsewhere, Deciding(cast.mali.id, NOW))
    session.commit()

    assert as_som.post(f"{NEEDS}/{need}/end", seen_on=NEEDS).status_code == 404
    assert WHY not in as_som.get(NEEDS).text


def test_only_those_who_teach_the_course_may_look(
    as_mali: Visitor, as_noi: Visitor, cast: Cast
) -> None:
    as_mali.get(NEEDS, status=403)
    as_mali.get(page_of(cast.noi.id), status=403)
    as_noi.get(NEEDS, status=403)


def test_a_learner_sees_what_they_have_and_never_why(
    as_som: Visitor, as_noi: Visitor, cast: Cast
) -> None:
    send(as_som, cast.noi.id)

    for address in ("/en/learn/clean-water/treat-check/", "/en/learn/clean-water/", "/en/account/"):
        assert "magnifier" not in as_noi.get(address).html


def test_long_lists_come_in_pages_that_cost_the_same(
    session: Session, as_som: Visitor, cast: Cast, *, count_queries: CountQueries
) -> None:
    send(as_som, cast.noi.id)
    as_som.get(NEEDS)
    with count_queries() as few:
        as_som.get(NEEDS)
    for number in range(51):
        learner = add_user(session, f"Learner {number}")
        wanted = Grant(learner.id, "clean-water", 10, 0, WHY)
        grant(session, wanted, Deciding(cast.som.id, now() + timedelta(seconds=number)))
    session.commit()
    with count_queries() as many:
        page = as_som.get(NEEDS)

    assert len(many) == len(few)
    assert len(found(page)) == 50
    more = page.one("a", class_="button second").attributes["href"]
    assert found(as_som.get(more)) == ["Learner 0", "Noi"]


def test_an_address_that_names_no_page_shows_the_first(as_som: Visitor, cast: Cast) -> None:
    send(as_som, cast.noi.id)

    assert found(as_som.get(f"{NEEDS}?before=nonsense")) == ["Noi"]
    assert found(as_som.get(f"{NEEDS}?before={uuid7(NOW - timedelta(days=9))}")) == []
