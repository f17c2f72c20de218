"""Who learns in a course: for those who teach it."""

import pytest
from sqlalchemy.orm import Session

from academy.authoring import service as authoring
from academy.authoring.rules.staff import CourseRole
from academy.reporting.queries.learners import PAGE
from tests.browserless import Page, Visitor
from tests.builders import publish
from tests.cast import NOW, Cast
from tests.conftest import CountQueries
from tests.reporting.region import Region
from tests.reporting.seats import Seats

LEARNERS = "/en/teach/courses/clean-water/learners"


def body(page: Page) -> list[str]:
    return [cell.text for cell in page.all("td")]


@pytest.fixture
def taught(session: Session, cast: Cast, seats: Seats) -> Seats:
    """Som teaches the course."""
    authoring.assign(
        session,
        course_id="clean-water",
        user_id=cast.som.id,
        role=CourseRole.INSTRUCTOR,
        by=None,
        now=NOW,
    )
    session.commit()
    return seats


def test_an_instructor_sees_how_far_everybody_is(as_som: Visitor, taught: Seats) -> None:
    taught.score(
        taught.add("Noy", status="in_progress", done=(2, 4), last_activity_at=NOW), look_check=85
    )
    taught.add("<b>Dao</b>", country=None)
    page = as_som.get(LEARNERS)
    assert page.heading == "Learners"
    assert [row.text for row in page.all("th", scope="row")] == ["<b>Dao</b>", "Noy"]
    cells = body(page)
    assert cells[:6] == ["–", "Enrolled", "0 / 4", "–", "–", "–"]
    assert cells[6:] == ["Laos", "In progress", "2 / 4", "85%", "–", "Nov 23, 2026"]
    assert "2 learners" in page.text


def test_learners_can_be_looked_for(as_som: Visitor, taught: Seats) -> None:
    taught.add("Noy", status="completed")
    taught.add("Dao")
    assert "Dao" not in as_som.get(f"{LEARNERS}?name=no&status=completed").text
    assert "1 learner" in as_som.get(f"{LEARNERS}?name=DAO").text
    assert "0 learners" in as_som.get(f"{LEARNERS}?name=x").text
    assert "2 learners" in as_som.get(f"{LEARNERS}?status=gone&after=nobody").text


def test_more_learners_are_on_the_next_page(as_som: Visitor, taught: Seats) -> None:
    for number in range(PAGE + 1):
        taught.add(f"N {number}")
    first = as_som.get(f"{LEARNERS}?name=N")
    (more,) = [link for link in first.all("a") if link.text == "More learners"]
    second = as_som.get(more.attributes["href"])
    assert [row.text for row in second.all("th", scope="row")] == ["N 0"]
    assert not [link for link in second.all("a") if link.text == "More learners"]


def test_a_stranger_to_the_course_finds_no_page(as_som: Visitor, seats: Seats) -> None:
    seats.add("Noy")
    publish(seats.session, id="dry-land")
    as_som.get(LEARNERS, status=404)
    as_som.get("/en/teach/courses/no-such/learners", status=404)


def test_an_administrator_sees_their_own_learners_of_a_course(
    *, as_hub: Visitor, as_mali: Visitor, seats: Seats, region: Region
) -> None:
    seats.add("Noy", organisation_id=region.hub)
    seats.add("Mai")
    assert [row.text for row in as_hub.get(LEARNERS).all("th", scope="row")] == ["Noy"]
    assert "2 learners" in as_mali.get(LEARNERS).text


def test_the_page_takes_the_same_queries_for_three_learners_and_thirty(
    as_mali: Visitor, seats: Seats, count_queries: CountQueries
) -> None:
    def asked() -> int:
        with count_queries() as sent:
            as_mali.get(LEARNERS)
        return len(sent)

    for _ in range(3):
        seats.add(status="completed")
    few = [asked(), asked()]
    for _ in range(27):
        seats.score(seats.add(country="VN"), look_check=50)
    assert asked() == few[1]
