"""The pages of cohorts, as those see them who administer, teach and learn."""

from datetime import timedelta
from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from academy.enrolment import queries, service
from academy.enrolment.models import Cohort, Invitation
from academy.enrolment.queries import Group, MoreTime
from academy.enrolment.rules import Entry, Limits
from academy.kernel.actor import Actor, Role
from academy.kernel.clock import now
from academy.kernel.ids import uuid7
from tests.browserless import Visitor
from tests.cast import NOW, Cast
from tests.conftest import CountQueries
from tests.enrolment.scene import COURSE, GIVING, WEEK, Scene, by

LIST = "/en/admin/cohorts"
NEW = f"{LIST}/new"
SOON = now() + WEEK


@pytest.fixture
def mali(scene: Scene) -> Actor:
    """Mali administers the school, in Vientiane's time."""
    return scene.person("Mali", Role.ADMIN, scene.school, zone="Asia/Vientiane")


@pytest.fixture
def as_admin(app: Flask, mali: Actor) -> Visitor:
    """Mali, at the keyboard."""
    return Visitor(app).signed_in(mali)


@pytest.fixture
def som(scene: Scene) -> Actor:
    """Som teaches at the school."""
    return scene.person("Som", Role.INSTRUCTOR, scene.school)


def path(cohort: Group, rest: str = "") -> str:
    return f"{LIST}/{cohort.id}{rest}"


def seat_path(session: Session, cohort: Group, learner: Actor, *, rest: str = "") -> str:
    seat = queries.find_seat(session, learner.id, COURSE)
    assert seat is not None
    return path(cohort, f"/seats/{seat.id}{rest}")


def test_an_administrator_makes_a_cohort_in_their_own_time(
    as_admin: Visitor, session: Session, scene: Scene
) -> None:
    page = as_admin.get(NEW)
    assert "Vientiane (GMT+07:00)" in page.text
    assert "Ministry of Wells" not in page.text
    answer = as_admin.post(
        NEW,
        course=COURSE,
        organisation=str(scene.school),
        name="Spring",
        starts_at="2027-03-01T08:00",
        ends_at="2027-05-31T17:00",
        capacity="20",
        entry="approval",
    )
    cohort = session.scalars(select(Cohort)).one()
    assert (answer.status_code, answer.location) == (303, f"{LIST}/{cohort.id}")
    assert cohort.starts_at is not None
    assert cohort.starts_at.isoformat() == "2027-03-01T01:00:00+00:00"
    page = as_admin.get(answer.location)
    assert page.heading == "Spring"
    assert "Mar 1, 2027, 8:00:00" in page.text
    assert "By asking, and somebody decides" in page.text


@pytest.mark.parametrize(
    ("field", "typed", "words"),
    [
        ("name", "", "Please fill this in."),
        ("ends_at", "2027-01-01T08:00", "The deadline has to be later than the start."),
        ("ends_at", "tomorrow", "Please write the day and the time like this"),
        ("starts_at", "0001-01-01T00:00", "Please write the day and the time like this"),
        ("capacity", "0", "A cohort has between 1 and 1,000,000 seats, or no limit."),
        ("capacity", "many", "Please type a whole number."),
        ("organisation", str(UUID(int=7)), "Not a valid choice."),
        ("course", "no-such-course", "Not a valid choice."),
    ],
)
def test_what_makes_no_sense_is_said_beside_its_field(
    as_admin: Visitor, session: Session, scene: Scene, *, field: str, typed: str, words: str
) -> None:
    told = {
        "course": COURSE,
        "organisation": str(scene.school),
        "name": "Spring",
        "starts_at": "2027-03-01T08:00",
        "ends_at": "2027-05-31T17:00",
        "capacity": "20",
        "entry": "open",
        field: typed,
    }
    answer = as_admin.post(NEW, **told)
    assert answer.status_code == 422
    assert words in answer.text
    assert session.scalars(select(Cohort)).all() == []


def test_a_name_that_is_taken_is_said(as_admin: Visitor, scene: Scene) -> None:
    scene.cohort()
    told = {"course": COURSE, "organisation": str(scene.school), "name": "Spring", "entry": "open"}
    answer = as_admin.post(NEW, **told)
    assert answer.status_code == 422
    assert "has a cohort of this name" in answer.text


def test_a_cohort_is_changed(as_admin: Visitor, scene: Scene) -> None:
    cohort = scene.cohort(capacity=3, ends_at=SOON)
    change = path(cohort, "/change")
    assert as_admin.get(change).one("input", id="name").attributes["value"] == "Spring"
    told = {"name": "Summer", "capacity": "5", "ends_at": "", "entry": "closed"}
    answer = as_admin.post(change, **told)
    assert answer.location == path(cohort)
    after = scene.again(cohort.id)
    assert (after.name, after.terms.capacity, after.terms.entry) == ("Summer", 5, Entry.CLOSED)
    assert after.terms.ends_at is None
    as_admin.post(change, **{**told, "capacity": ""})
    assert scene.again(cohort.id).terms.capacity is None
    as_admin.post(change, **{**told, "capacity": ""})
    assert "Nothing was changed." in as_admin.get(path(cohort)).text
    assert as_admin.post(change, **{**told, "capacity": "-1"}).status_code == 422
    assert as_admin.post(change, **{**told, "name": ""}).status_code == 422


def test_more_seats_let_in_whoever_waits_and_write_to_them(
    as_admin: Visitor, session: Session, scene: Scene
) -> None:
    cohort, learners = scene.cohort(capacity=1), scene.learners(2)
    for at, one in enumerate(learners):
        giving = by(one, NOW + timedelta(minutes=at))
        service.give_seat(session, cohort.id, one.id, giving=giving)
    session.commit()
    assert "1 person waits for a seat" in as_admin.get(path(cohort)).text
    as_admin.post(path(cohort, "/change"), name="Spring", capacity="2", entry="open")
    assert scene.seated(cohort) == ["Learner 0", "Learner 1"]


def test_a_cohort_is_archived_and_brought_back(as_admin: Visitor, scene: Scene) -> None:
    cohort = scene.cohort()
    as_admin.post(path(cohort, "/archive"), seen_on=path(cohort), do="archive")
    assert "This cohort is archived" in as_admin.get(path(cohort)).text
    assert "There is no such cohort." in as_admin.get(LIST).text
    assert "Spring" in as_admin.get(f"{LIST}?phase=archived").text
    as_admin.post(path(cohort, "/archive"), seen_on=path(cohort), do="bring-back")
    assert "Spring" in as_admin.get(LIST).text


def test_the_list_is_sifted_and_says_how_full_each_is(
    as_admin: Visitor, session: Session, scene: Scene
) -> None:
    cohort = scene.cohort(capacity=3, ends_at=SOON)
    scene.cohort("Road", at=scene.stranger)
    service.give_seat(session, cohort.id, scene.person("Noi").id, giving=GIVING)
    session.commit()
    page = as_admin.get(f"{LIST}?phase=running&course={COURSE}&organisation={scene.school}")
    assert "1 / 3" in page.text
    assert "Road" not in page.one("table").text
    assert "There is no such cohort." in as_admin.get(f"{LIST}?phase=over").text
    assert "Spring" in as_admin.get(f"{LIST}?organisation=nobody&phase=never&page=0").text


def test_the_list_goes_on_on_another_page(as_admin: Visitor, scene: Scene) -> None:
    for at in range(51):
        scene.cohort(f"Cohort {at:02}")
    page = as_admin.get(f"{LIST}?course={COURSE}")
    [more] = [link for link in page.all("a") if link.text == "More cohorts"]
    assert "Cohort 50" in as_admin.get(more.attributes["href"]).text


def test_the_page_of_a_cohort_takes_as_many_reads_for_many_as_for_few(
    as_admin: Visitor, session: Session, scene: Scene, *, count_queries: CountQueries
) -> None:
    cohort = scene.cohort(capacity=2, entry=Entry.APPROVAL)
    few_learners, many_learners = scene.learners(4)[:1], scene.learners(0)
    counts: list[int] = []
    for learners in (few_learners, many_learners or [scene.person(f"Guest {n}") for n in range(9)]):
        for one in learners:
            service.give_seat(session, cohort.id, one.id, giving=by(one))
        session.commit()
        as_admin.get(path(cohort))
        with count_queries() as sent:
            as_admin.get(path(cohort))
        counts.append(len(sent))
    assert counts[1] - counts[0] <= 1  # the names of those who wait


@pytest.mark.parametrize("page", ["2", "x", "-3"])
def test_a_page_of_learners_that_is_not_there_is_empty(
    as_admin: Visitor, scene: Scene, page: str
) -> None:
    assert (
        "Nobody is in this cohort yet." in as_admin.get(path(scene.cohort(), f"?page={page}")).text
    )


def test_who_is_chosen_is_approved_or_declined(
    as_admin: Visitor, session: Session, scene: Scene
) -> None:
    cohort, (noi, dao) = scene.cohort(entry=Entry.APPROVAL), scene.learners(2)
    for one in (noi, dao):
        service.ask(session, cohort.id, one.id, giving=by(one))
    session.commit()
    assert "2 people ask for a seat." in as_admin.get(path(cohort)).text
    requests = path(cohort, "/requests")
    as_admin.post(requests, seen_on=path(cohort), who=["x", str(noi.id)], do="approve")
    assert "One learner has a seat." in as_admin.get(path(cohort)).text
    as_admin.post(requests, seen_on=path(cohort), who=str(dao.id), do="decline")
    assert "One learner was declined." in as_admin.get(path(cohort)).text
    assert scene.seated(cohort) == ["Learner 0"]
    as_admin.post(requests, seen_on=path(cohort), do="approve")
    assert "Please choose somebody first." in as_admin.get(path(cohort)).text
    service.archive(session, cohort.id, giving=GIVING)
    session.commit()
    as_admin.post(requests, seen_on=path(cohort), who=str(dao.id), do="approve")
    assert "This cohort is archived" in as_admin.get(path(cohort)).text


def test_a_code_is_made_shown_and_revoked(
    as_admin: Visitor, session: Session, scene: Scene
) -> None:
    cohort = scene.cohort(entry=Entry.INVITATION)
    made = path(cohort, "/invitations")
    answer = as_admin.post(made, seen_on=path(cohort), uses="5", expires_at="2099-01-31T17:00")
    assert answer.status_code == 303
    [invite] = queries.invites_of(session, cohort.id)
    shown = as_admin.get(path(cohort, f"/invitations/{invite.id}"))
    assert f"https://academy.example/en/join/{invite.code}" in shown.text
    assert shown.all("img")[-1].attributes["src"].startswith("data:image/svg+xml")
    as_admin.post(path(cohort, f"/invitations/{invite.id}/revoke"), seen_on=path(cohort))
    assert "This code was taken back." in as_admin.get(path(cohort)).text
    assert (
        "This code was taken back." in as_admin.get(path(cohort, f"/invitations/{invite.id}")).text
    )
    as_admin.get(path(cohort, f"/invitations/{uuid7(NOW)}"), status=404)


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"uses": "0"}, "A code can be used at least once."),
        ({"uses": "x"}, "Please type a whole number."),
        ({"expires_at": "2001-01-01T00:00"}, "A code cannot expire before it is made."),
    ],
)
def test_a_code_that_makes_no_sense_is_not_made(
    as_admin: Visitor, session: Session, scene: Scene, *, typed: dict[str, str], words: str
) -> None:
    cohort = scene.cohort()
    answer = as_admin.post(path(cohort, "/invitations"), seen_on=path(cohort), **typed)
    assert answer.status_code == 422
    assert words in answer.text
    assert session.scalars(select(Invitation)).all() == []


def test_instructors_are_added_by_how_they_sign_in_and_removed(
    as_admin: Visitor, session: Session, scene: Scene, *, som: Actor
) -> None:
    cohort = scene.cohort()
    guides = path(cohort, "/instructors")
    answer = as_admin.post(guides, seen_on=path(cohort), login="Som@Example.org")
    assert answer.status_code == 303
    assert "Som" in as_admin.get(path(cohort)).one("ul", class_="people").text
    as_admin.post(guides, seen_on=path(cohort), login="som@example.org")
    assert "Nothing was changed." in as_admin.get(path(cohort)).text
    scene.person("Noi")
    for login in ("noi@example.org", "nobody@example.org"):
        answer = as_admin.post(guides, seen_on=path(cohort), login=login)
        assert "Nobody who teaches in this organisation" in answer.text
    assert as_admin.post(guides, seen_on=path(cohort), login="").status_code == 422
    as_admin.post(path(cohort, f"/instructors/{som.id}/remove"), seen_on=path(cohort))
    assert queries.instructors_of(session, cohort.id) == []


def test_a_learner_gets_more_time_and_a_reason(
    as_admin: Visitor, session: Session, scene: Scene
) -> None:
    cohort, noi = scene.cohort(ends_at=SOON), scene.person("Noi")
    service.give_seat(session, cohort.id, noi.id, giving=GIVING)
    session.commit()
    page, act = seat_path(session, cohort, noi), seat_path(session, cohort, noi, rest="/extension")
    assert as_admin.get(page).heading == "Noi"
    as_admin.post(act, seen_on=page, until="2099-01-31T17:00", reason="Ill for a week")
    shown = as_admin.get(page).text
    assert "Ill for a week" in shown
    assert "Jan 31, 2099, 5:00:00" in shown
    assert "extended" in as_admin.get(path(cohort)).text
    as_admin.post(act, seen_on=page, do="end")
    assert "Ill for a week" not in as_admin.get(page).text
    for told in ({"until": "2001-01-01T00:00", "reason": "Ill"}, {"reason": "Ill"}):
        assert as_admin.post(act, seen_on=page, **told).status_code == 422


def test_a_learner_is_moved_removed_and_withdrawn(
    as_admin: Visitor, session: Session, scene: Scene
) -> None:
    first, second, noi = scene.cohort("First"), scene.cohort("Second"), scene.person("Noi")
    full, dao = scene.cohort("Full", capacity=1), scene.person("Dao")
    service.give_seat(session, first.id, noi.id, giving=GIVING)
    service.give_seat(session, full.id, dao.id, giving=GIVING)
    session.commit()
    page, move = seat_path(session, first, noi), seat_path(session, first, noi, rest="/move")
    as_admin.post(move, seen_on=page, to="")
    assert "Please choose a cohort first." in as_admin.get(page).text
    as_admin.post(move, seen_on=page, to=str(full.id))
    assert "The other cohort is full." in as_admin.get(page).text
    answer = as_admin.post(move, seen_on=page, to=str(second.id))
    assert answer.location == seat_path(session, second, noi)
    as_admin.get(page, status=404)
    page = seat_path(session, second, noi)
    leave = seat_path(session, second, noi, rest="/leave")
    as_admin.post(leave, seen_on=page, do="withdraw")
    assert "Withdrawn" in as_admin.get(path(second)).one("table").text


def test_who_completed_a_course_can_only_be_removed(
    as_admin: Visitor, session: Session, scene: Scene
) -> None:
    full, dao = scene.cohort("Full"), scene.person("Dao")
    service.give_seat(session, full.id, dao.id, giving=GIVING)
    done = queries.find_seat(session, dao.id, COURSE)
    assert done is not None
    service.complete(session, enrolment_id=done.id, now=NOW)
    session.commit()
    page, leave = seat_path(session, full, dao), seat_path(session, full, dao, rest="/leave")
    as_admin.post(leave, seen_on=page, do="withdraw")
    assert "so you cannot leave it" in as_admin.get(page).text
    as_admin.post(leave, seen_on=page, do="remove")
    assert scene.seated(full) == []


GETS = ("", "/change", "/seats/{seat}", "/invitations/{invitation}")
POSTS = (
    "/change",
    "/archive",
    "/requests",
    "/invitations",
    "/invitations/{invitation}/revoke",
    "/instructors",
    "/instructors/{person}/remove",
    "/seats/{seat}/extension",
    "/seats/{seat}/move",
    "/seats/{seat}/leave",
)
OF_INSTRUCTORS = {
    "",
    "/seats/{seat}",
    "/invitations/{invitation}",
    "/requests",
    "/invitations",
    "/invitations/{invitation}/revoke",
    "/seats/{seat}/extension",
}


@pytest.mark.parametrize(
    ("who", "let_in", "no"),
    [
        ("school", {*GETS, *POSTS}, 0),
        ("ministry", {*GETS, *POSTS}, 0),
        ("academy", {*GETS, *POSTS}, 0),
        ("stranger", set[str](), 404),
        ("instructor", OF_INSTRUCTORS, 403),
        ("other instructor", set[str](), 404),
        ("dismissed from the school", set[str](), 404),
        ("learner", set[str](), 403),
    ],
)
def test_who_gets_where(
    app: Flask, session: Session, scene: Scene, *, who: str, let_in: set[str], no: int
) -> None:
    cohort, noi = scene.cohort(ends_at=SOON), scene.person("Noi")
    service.give_seat(session, cohort.id, noi.id, giving=GIVING)
    service.invite(session, cohort, giving=GIVING, limits=Limits())
    som = scene.person("Som", Role.INSTRUCTOR, scene.school)
    service.appoint(session, cohort, som.id, giving=GIVING)
    gone = scene.person("Rith", Role.INSTRUCTOR, scene.stranger)
    session.commit()
    people: dict[str, Actor] = {
        "instructor": som,
        "learner": noi,
        "dismissed from the school": gone,
        "academy": Cast(session).mali,
    }
    admins: dict[str, UUID] = {
        "school": scene.school,
        "ministry": scene.ministry,
        "stranger": scene.stranger,
    }
    if who in admins:
        people[who] = scene.person("Admin", Role.ADMIN, admins[who])
    elif who not in people:
        people[who] = scene.person("Teacher", Role.INSTRUCTOR, scene.school)
    visitor = Visitor(app).signed_in(people[who])
    token = visitor.token("/en/")
    [invite] = queries.invites_of(session, cohort.id)
    seat = queries.find_seat(session, noi.id, COURSE)
    assert seat is not None
    names = {"seat": seat.id, "invitation": invite.id, "person": som.id}
    for rest in GETS:
        answer = visitor.client.get(path(cohort, rest.format(**names)))
        assert answer.status_code == (200 if rest in let_in else no), rest
    for rest in POSTS:
        answer = visitor.client.post(path(cohort, rest.format(**names)), data={"csrf_token": token})
        assert (answer.status_code in {303, 422}) == (rest in let_in), rest
        assert rest in let_in or answer.status_code == no


def test_nobody_moves_a_learner_into_a_cohort_beyond_their_reach(
    as_admin: Visitor, session: Session, scene: Scene
) -> None:
    mine, theirs = scene.cohort("Mine"), scene.cohort("Theirs", at=scene.stranger)
    noi = scene.person("Noi")
    service.give_seat(session, mine.id, noi.id, giving=GIVING)
    session.commit()
    page, move = seat_path(session, mine, noi), seat_path(session, mine, noi, rest="/move")
    assert as_admin.post(move, seen_on=path(mine), to=str(theirs.id)).status_code == 404
    assert "Theirs" not in as_admin.get(page).text
    as_admin.get(f"{LIST}/{uuid7(NOW)}", status=404)
    as_admin.get(path(theirs, f"/seats/{uuid7(NOW)}"), status=404)
    as_admin.get(path(mine, f"/seats/{uuid7(NOW)}"), status=404)


def test_an_instructor_without_cohorts_sees_none(app: Flask, scene: Scene, som: Actor) -> None:
    scene.cohort()
    page = Visitor(app).signed_in(som).get(LIST)
    assert "There is no such cohort." in page.text
    assert "New cohort" not in page.text


def test_an_extension_that_is_there_stands_in_the_form(
    as_admin: Visitor, session: Session, scene: Scene
) -> None:
    cohort, noi = scene.cohort(ends_at=SOON), scene.person("Noi")
    service.give_seat(session, cohort.id, noi.id, giving=GIVING)
    seat = queries.find_seat(session, noi.id, COURSE)
    assert seat is not None
    more = MoreTime(SOON + WEEK, "Ill")
    service.extend(session, cohort, seat, giving=GIVING, more=more)
    session.commit()
    page = as_admin.get(seat_path(session, cohort, noi))
    assert page.one("input", id="reason").attributes["value"] == "Ill"
