import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from academy.accounts.models import Membership, User
from academy.authoring import queries, service
from academy.authoring.rules.staff import CourseRole
from academy.db.audit import AuditEvent
from academy.kernel.actor import Role
from tests.authoring.drafting import saving
from tests.authoring.staff import assign
from tests.browserless import Page, Visitor
from tests.builders import publish
from tests.cast import Cast, add_user
from tests.conftest import CountQueries

COURSE = "/en/teach/courses/clean-water/"
PEOPLE = f"{COURSE}people"


@pytest.fixture(autouse=True)
def noise(session: Session, cast: Cast) -> None:
    """A course that Som writes, and one that is none of hers."""
    publish(session, id="noise", title="Noise")
    publish(session)
    assign(session, cast.som)


@pytest.fixture
def vanna(session: Session, cast: Cast) -> User:
    """A translator who works on no course yet."""
    return staff(session, cast, "Vanna")


def staff(session: Session, cast: Cast, name: str, *, role: Role = Role.TRANSLATOR) -> User:
    user = add_user(session, name)
    session.add(Membership(user_id=user.id, organisation_id=cast.academy(), role=role.value))
    session.commit()
    return user


def roles(session: Session, user: User) -> set[str]:
    return {role.value for role in queries.team(session, "clean-water").get(user.id, ())}


def add(visitor: Visitor, login: str, *ticked: str) -> TestResponse:
    return visitor.post(PEOPLE, login=login, roles=list(ticked))


def test_who_works_on_a_course_is_listed_with_what_they_do(as_som: Visitor) -> None:
    page = as_som.get(PEOPLE)

    assert page.heading == "People"
    names = [title.text for title in page.all("h2")]
    assert names == ["Som you", "Add somebody"]
    ticked = [box.attributes["value"] for box in page.all("input", checked="")]
    assert ticked == ["instructor"]


@pytest.mark.parametrize("login", ["vanna@example.org", " VANNA@example.org "])
def test_somebody_is_added_by_their_address(
    session: Session, as_som: Visitor, vanna: User, *, login: str
) -> None:
    answer = add(as_som, login, "translator", "reviewer")

    assert (answer.status_code, answer.location) == (303, PEOPLE)
    assert roles(session, vanna) == {"translator", "reviewer"}
    assert [title.text for title in as_som.get(PEOPLE).all("h2")][1] == "Vanna"
    noted = session.scalars(select(AuditEvent).where(AuditEvent.action == "course.assigned")).all()
    assert noted[-1].details == {"user": str(vanna.id), "role": "reviewer translator"}


def test_somebody_is_added_by_their_user_name(
    session: Session, as_som: Visitor, vanna: User
) -> None:
    vanna.username = "vanna"
    session.commit()

    add(as_som, "Vanna", "translator")

    assert roles(session, vanna) == {"translator"}


def test_who_is_added_again_keeps_what_they_did(
    session: Session, as_som: Visitor, vanna: User
) -> None:
    add(as_som, "vanna@example.org", "translator")
    add(as_som, "vanna@example.org", "reviewer")

    assert roles(session, vanna) == {"translator", "reviewer"}


@pytest.mark.parametrize(
    ("login", "words"),
    [
        ("nobody@example.org", "Nobody signs in with this name."),
        ("noi@example.org", "This person is neither an instructor nor a translator yet."),
        ("gone@example.org", "Nobody signs in with this name."),
        ("", "Please fill this in."),
    ],
)
def test_who_cannot_work_on_a_course_is_not_added(
    session: Session, as_som: Visitor, cast: Cast, *, login: str, words: str
) -> None:
    assert cast.noi
    staff(session, cast, "Gone").is_active = False
    session.commit()

    answer = add(as_som, login, "translator")

    assert answer.status_code == 422
    page = Page(answer.text)
    assert words in page.one("p", id="login-error").text
    assert page.one("input", name_="login").attributes["value"] == login
    assert len(queries.team(session, "clean-water")) == 1


def test_who_is_added_has_something_to_do(session: Session, as_som: Visitor, vanna: User) -> None:
    answer = add(as_som, "vanna@example.org")

    assert answer.status_code == 422
    assert Page(answer.text).one("p", id="roles-error").text == "Please tick at least one."
    assert not roles(session, vanna)


def test_what_somebody_does_can_be_changed(session: Session, as_som: Visitor, vanna: User) -> None:
    add(as_som, "vanna@example.org", "translator")
    as_som.post(f"{PEOPLE}/{vanna.id}", seen_on=PEOPLE, roles=["translator", "reviewer"])

    assert roles(session, vanna) == {"translator", "reviewer"}


def test_somebody_is_taken_off(session: Session, as_som: Visitor, vanna: User) -> None:
    add(as_som, "vanna@example.org", "translator")
    as_som.post(f"{PEOPLE}/{vanna.id}", seen_on=PEOPLE, roles=["translator"], off="y")

    assert not roles(session, vanna)


@pytest.mark.parametrize("ticked", [[], ["king"]])
def test_nothing_ticked_takes_nobody_off(
    session: Session, as_som: Visitor, vanna: User, *, ticked: list[str]
) -> None:
    add(as_som, "vanna@example.org", "translator")
    as_som.post(f"{PEOPLE}/{vanna.id}", seen_on=PEOPLE, roles=ticked)

    assert roles(session, vanna) == {"translator"}
    assert "Tick what this person does" in as_som.get(PEOPLE).text


def test_a_course_keeps_an_author(session: Session, as_som: Visitor, cast: Cast) -> None:
    as_som.post(f"{PEOPLE}/{cast.som.id}", seen_on=PEOPLE, off="y")

    assert "A course keeps at least one author." in as_som.get(PEOPLE).text
    assert queries.team(session, "clean-water")[cast.som.id] == {CourseRole.INSTRUCTOR}


def test_whoever_takes_themselves_off_is_led_to_their_other_courses(
    session: Session, as_som: Visitor, cast: Cast
) -> None:
    other = staff(session, cast, "Dara", role=Role.INSTRUCTOR)
    add(as_som, "dara@example.org", "instructor")

    answer = as_som.post(f"{PEOPLE}/{cast.som.id}", seen_on=PEOPLE, off="y")

    assert answer.location == "/en/teach/"
    assert set(queries.team(session, "clean-water")) == {other.id}


def test_nobody_comes_in_by_their_number(session: Session, as_som: Visitor, vanna: User) -> None:
    path = f"{PEOPLE}/{vanna.id}"

    assert as_som.post(path, seen_on=PEOPLE, roles=["instructor"]).status_code == 404
    assert not roles(session, vanna)


def test_an_administrator_adds_to_a_course_that_nobody_touched_yet(
    session: Session, as_mali: Visitor, vanna: User
) -> None:
    address = "/en/teach/courses/noise/people"
    answer = as_mali.post(address, login="vanna@example.org", roles=["reviewer"])

    assert answer.status_code == 303
    assert queries.team(session, "noise")[vanna.id] == {CourseRole.REVIEWER}


@pytest.mark.parametrize("role", [CourseRole.TRANSLATOR, CourseRole.REVIEWER])
def test_who_may_not_decide_sees_names_and_no_form(
    session: Session, as_som: Visitor, cast: Cast, *, role: CourseRole
) -> None:
    assign(session, cast.mali)
    assign(session, cast.som, role=role)

    page = as_som.get(PEOPLE)
    assert "Mali Author" in page.text
    assert "example.org" not in page.html
    assert not page.all("form", method="post", action=f"{PEOPLE}/{cast.mali.id}")
    fields = {"login": "mali@example.org", "roles": ["instructor"]}
    seen = "/en/account/"
    assert as_som.post(PEOPLE, seen_on=seen, **fields).status_code == 403
    path = f"{PEOPLE}/{cast.mali.id}"
    assert as_som.post(path, seen_on=seen, off="y").status_code == 403


def test_a_stranger_finds_no_people(as_som: Visitor) -> None:
    as_som.get("/en/teach/courses/noise/people", status=404)


def test_nobody_is_added_to_an_archived_course(
    session: Session, as_som: Visitor, cast: Cast, *, vanna: User
) -> None:
    service.archive(session, saving(cast.som))
    session.commit()

    answer = add(as_som, "vanna@example.org", "translator")
    assert "This course is archived." in Page(answer.text).text
    as_som.post(f"{PEOPLE}/{cast.som.id}", seen_on=PEOPLE, roles=["reviewer"])
    assert "This course is archived." in as_som.get(PEOPLE).text
    assert not roles(session, vanna)


def test_the_list_takes_the_same_queries_however_many_people(
    session: Session, as_som: Visitor, cast: Cast, *, count_queries: CountQueries
) -> None:
    def look() -> int:
        with count_queries() as sent:
            as_som.get(PEOPLE)
        return len(sent)

    look()
    few = look()
    for number in range(30):
        one = staff(session, cast, f"Person {number}")
        service.set_roles(session, saving(cast.som), one.id, roles={CourseRole.TRANSLATOR})
    session.commit()

    assert look() == few


def test_who_only_translates_does_not_become_an_author(
    session: Session, as_som: Visitor, vanna: User
) -> None:
    answer = add(as_som, "vanna@example.org", "instructor")

    assert answer.status_code == 422
    assert "Only an instructor or an administrator can be an author." in Page(answer.text).text
    assert roles(session, vanna) == set()
