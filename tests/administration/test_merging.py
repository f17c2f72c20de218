"""Two accounts become one: nothing is lost, and what reports said they still say."""

from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID, uuid4

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from academy.accounts import queries as people
from academy.accounts import service as accounts
from academy.accounts.models import Membership, Organisation, User
from academy.administration.rules.merging import MergePlan, MergeRefused
from academy.administration.service import merging
from academy.administration.service.merging import MergeWish
from academy.assessment.models import Attempt
from academy.credentials.models import Credential
from academy.db.audit import AuditEvent
from academy.db.outbox import OutboxFact
from academy.db.past import as_of
from academy.db.transaction import atomic
from academy.enrolment.models import Enrolment, EnrolmentPast
from academy.jobs.ledger import Job
from academy.kernel.actor import Actor, Role
from academy.kernel.ids import uuid7
from academy.kernel.refusal import NotFound, Refusal
from academy.learning.models import UnitCompletion
from academy.marking.models import PeerReview
from tests.administration.life import Life, cohort, person
from tests.browserless import Visitor
from tests.builders import Shelf, enrol, package_files, publish
from tests.cast import NOW, PASSWORD, Cast
from tests.marking.essays import COURSE, ESSAY, essays

LATER = NOW + timedelta(days=3)
COURSES = ("clean-water", "dry-rice", "fast-bikes")
_UNITS = ("look", "keep", "boil")
_KEPT_ROWS = (Enrolment, UnitCompletion, Attempt, Credential, PeerReview)


def merge(session: Session, kept: Actor, gone: Actor, *, takes_email: bool = False) -> MergePlan:
    wish = MergeWish(kept.id, gone.id, takes_email=takes_email, by=None)
    made = merging.merge(session, wish, digest=None, now=LATER)
    session.commit()
    return made


def seats(session: Session, who: Actor) -> dict[str, Enrolment]:
    session.expire_all()
    found = session.scalars(select(Enrolment).where(Enrolment.learner_id == who.id))
    return {seat.course_id: seat for seat in found}


def rows(session: Session) -> dict[str, int]:
    counts = ((each, select(func.count()).select_from(each)) for each in _KEPT_ROWS)
    return {each.__tablename__: session.scalar(count) or 0 for each, count in counts}


@pytest.fixture
def two(session: Session, cast: Cast) -> tuple[Life, Life]:
    """One person with two accounts, both of them with a whole life in the same course."""
    publish(session, essays(peers=1))
    shelf = Shelf()
    return Life(session, cast, shelf, "first"), Life(session, cast, shelf, "second")


def test_of_two_lives_nothing_is_lost(session: Session, two: tuple[Life, Life]) -> None:
    one, other = two
    before = rows(session)
    merge(session, one.who, other.who)
    assert rows(session) == before
    owners = set(session.scalars(select(Credential.learner_id)))
    assert owners == {one.who.id}
    assert set(session.scalars(select(Job.owner_id).where(Job.kind == "test-export"))) == {
        one.who.id
    }


def test_the_closed_account_lets_nobody_in(session: Session, two: tuple[Life, Life]) -> None:
    one, other = two
    merge(session, one.who, other.who)
    gone = session.get_one(User, other.who.id)
    assert not gone.is_active
    assert gone.merged_into_id == one.who.id
    assert people.find_actor(session, gone.id, "stamp") is None
    assert gone.email == "noi@second.example"
    assert not session.scalars(select(Membership).where(Membership.user_id == gone.id)).all()


def test_the_other_address_is_exchanged_so_that_nobody_else_gets_it(
    session: Session, two: tuple[Life, Life]
) -> None:
    one, other = two
    merge(session, one.who, other.who, takes_email=True)
    assert session.get_one(User, one.who.id).email == "noi@second.example"
    assert session.get_one(User, other.who.id).email == "noi@first.example"


def test_somebody_without_an_address_gets_that_of_the_other_account(
    session: Session, two: tuple[Life, Life]
) -> None:
    one, other = two
    user = session.get_one(User, one.who.id)
    user.email, user.username = None, "noi.card"
    session.commit()
    merge(session, one.who, other.who)
    user = session.get_one(User, one.who.id)
    assert (user.email, user.username) == ("noi@second.example", "noi.card")
    gone = session.get_one(User, other.who.id)
    assert (gone.email, gone.username) == (None, f"merged-{gone.id.hex}")


def test_the_further_seat_is_kept_and_the_other_counts_as_withdrawn(
    session: Session, cast: Cast
) -> None:
    publish(session)
    mine, others = enrol(session, cast.noi), enrol(session, cast.dao)
    session.add(UnitCompletion(enrolment_id=others.id, unit_id="look", done_at=NOW))
    session.commit()
    made = merge(session, cast.noi, cast.dao)
    assert made.behind == {mine.id}
    assert seats(session, cast.noi)[COURSE].id == others.id
    left = seats(session, cast.dao)[COURSE]
    assert (left.id, left.status, left.withdrawn_at) == (mine.id, "withdrawn", LATER)


def test_seats_in_other_courses_just_move(session: Session, cast: Cast) -> None:
    publish(session)
    seat = enrol(session, cast.dao)
    merge(session, cast.noi, cast.dao)
    assert seats(session, cast.noi)[COURSE].id == seat.id
    assert seats(session, cast.dao) == {}


def test_attempts_go_where_their_seat_goes(session: Session, two: tuple[Life, Life]) -> None:
    one, other = two
    merge(session, one.who, other.who)
    pairs = session.execute(
        select(Attempt.learner_id, Enrolment.learner_id).join(
            Enrolment, Enrolment.id == Attempt.enrolment_id
        )
    ).all()
    assert len(pairs) == 2
    assert all(attempt == seat for attempt, seat in pairs)


def test_roles_are_united(session: Session) -> None:
    one, other = person(session, "first"), person(session, "second")
    place = Organisation(id=uuid7(NOW), name="Other hub", parent_id=None)
    session.add(place)
    session.flush()
    session.add(Membership(user_id=other.id, organisation_id=place.id, role="instructor"))
    session.commit()
    merge(session, one, other)
    found = people.find_profile(session, one.id)
    assert found is not None
    assert {role for role, _ in found.roles} == {Role.LEARNER, Role.INSTRUCTOR}
    assert len(found.roles) == 2


def test_nobody_is_asked_to_review_their_own_answer(
    session: Session, two: tuple[Life, Life]
) -> None:
    one, other = two
    session.add(
        PeerReview(
            id=uuid7(NOW),
            attempt_id=one.attempt,
            question_id=ESSAY,
            reviewer_id=other.who.id,
            assigned_at=NOW,
        )
    )
    session.commit()
    merge(session, one.who, other.who)
    assert session.scalars(select(PeerReview).where(PeerReview.given_at.is_(None))).all() == []


def test_a_report_as_of_an_earlier_day_says_whose_seat_it_was(session: Session, cast: Cast) -> None:
    publish(session)
    seat = enrol(session, cast.dao)
    merge(session, cast.noi, cast.dao)
    past, on = as_of(EnrolmentPast, Enrolment.id, day=NOW.date(), name="seat_past")
    owner = session.scalar(
        select(past.c.learner_id)
        .select_from(Enrolment)
        .join(past, on)
        .where(Enrolment.id == seat.id)
    )
    assert owner == cast.dao.id


def test_it_is_written_on_the_trail_by_keys_alone(session: Session, cast: Cast) -> None:
    merge(session, cast.noi, cast.dao)
    event = session.scalars(select(AuditEvent).where(AuditEvent.action == "people.merged")).one()
    assert event.subject == f"user:{cast.noi.id}"
    assert event.details["gone"] == str(cast.dao.id)
    assert "noi" not in str(event.details).lower()


def test_what_was_not_shown_is_not_done(session: Session, cast: Cast) -> None:
    publish(session)
    wish = MergeWish(cast.noi.id, cast.dao.id, takes_email=False, by=None)
    shown = merging.plan(session, wish).digest
    enrol(session, cast.dao)
    with pytest.raises(Refusal) as refusal:
        merging.merge(session, wish, digest=shown, now=LATER)
    assert refusal.value.reason is MergeRefused.MERGE_CHANGED
    assert session.get_one(User, cast.dao.id).is_active


def test_what_was_shown_is_done(session: Session, cast: Cast) -> None:
    publish(session)
    enrol(session, cast.dao)
    wish = MergeWish(cast.noi.id, cast.dao.id, takes_email=False, by=None)
    shown = merging.plan(session, wish)
    done = merging.merge(session, wish, digest=shown.digest, now=LATER)
    assert done == shown
    assert done.moves["enrolment.learner_id"] == 1


def test_an_account_is_merged_once(session: Session, cast: Cast) -> None:
    merge(session, cast.noi, cast.dao)
    with pytest.raises(Refusal) as refusal:
        merge(session, cast.noi, cast.dao)
    assert refusal.value.reason is MergeRefused.MERGE_OVER
    with pytest.raises(NotFound):
        merge(session, cast.noi, replace(cast.dao, id=UUID(int=5)))


def test_an_account_that_took_others_over_takes_them_along(session: Session, cast: Cast) -> None:
    merge(session, cast.dao, cast.som)
    merge(session, cast.noi, cast.dao)
    assert session.get_one(User, cast.som.id).merged_into_id == cast.noi.id


@pytest.fixture
def courses(session: Session) -> None:
    for course in COURSES:
        publish(session, package_files(id=course))


done = st.dictionaries(st.sampled_from(COURSES), st.sets(st.sampled_from(_UNITS)))


@settings(
    max_examples=8,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(mine=done, others=done)
@pytest.mark.usefixtures("courses")
def test_whatever_two_accounts_did_is_there_after(
    *, session: Session, mine: dict[str, set[str]], others: dict[str, set[str]]
) -> None:
    one, other = (person(session, f"account{uuid4().hex}") for _ in range(2))
    for who, did in ((one, mine), (other, others)):
        for course, units in did.items():
            seat = enrol(session, who, course)
            session.add_all(
                UnitCompletion(enrolment_id=seat.id, unit_id=unit, done_at=NOW) for unit in units
            )
    session.commit()
    before = completions(session)
    merge(session, one, other)
    own = seats(session, one)
    assert completions(session) == before
    assert set(own) == set(mine) | set(others)
    for course, seat in own.items():
        best = max(len(mine.get(course, ())), len(others.get(course, ())))
        assert len([pair for pair in before if pair[0] == seat.id]) == best


def completions(session: Session) -> set[tuple[UUID, str]]:
    found = session.execute(select(UnitCompletion.enrolment_id, UnitCompletion.unit_id))
    return {(row[0], row[1]) for row in found}


def test_both_addresses_get_a_letter(app: Flask, two: tuple[Life, Life]) -> None:
    one, other = two
    with app.app_context(), atomic() as writing:
        wish = MergeWish(one.who.id, other.who.id, takes_email=False, by=None)
        merging.merge(writing, wish, digest=None, now=LATER)
    letters = [path.read_text() for path in (app.config["ACADEMY_HOME"] / "mail").glob("*.eml")]
    told = [text for text in letters if "noi@first.example" in text]
    assert any("To: noi@second.example" in text for text in told)
    assert any("To: noi@first.example" in text for text in told)


def test_who_signs_in_to_the_closed_account_hears_that_it_was_merged(
    session: Session, visitor: Visitor, two: tuple[Life, Life]
) -> None:
    one, other = two
    session.get_one(User, other.who.id).password_hash = accounts.hash_password(PASSWORD)
    session.commit()
    merge(session, one.who, other.who)
    told = visitor.post("/en/login", login="noi@second.example", password=PASSWORD)
    guess = visitor.post("/en/login", login="noi@second.example", password="a guess")
    assert "was merged into another" in told.text
    assert told.status_code == guess.status_code == 422
    assert "merged" not in guess.text


def test_a_guardian_is_asked_for_by_the_account_that_stays(
    session: Session, two: tuple[Life, Life]
) -> None:
    one, other = two
    user = session.get_one(User, other.who.id)
    user.guardian_email, user.adult_on = "mae@example.org", date(2030, 1, 1)
    session.commit()
    merge(session, one.who, other.who)
    kept, gone = (session.get_one(User, life.who.id) for life in two)
    assert (kept.guardian_email, kept.adult_on) == ("mae@example.org", date(2030, 1, 1))
    assert (gone.guardian_email, gone.adult_on) == (None, None)


def test_a_place_in_a_cohort_is_free_again(session: Session, cast: Cast) -> None:
    publish(session)
    mine, others = enrol(session, cast.noi), enrol(session, cast.dao)
    session.add(UnitCompletion(enrolment_id=mine.id, unit_id="look", done_at=NOW))
    session.get_one(Enrolment, others.id).cohort_id = cohort(session)
    session.commit()
    made = merge(session, cast.noi, cast.dao)
    freed = session.scalars(select(OutboxFact).where(OutboxFact.topic == "seat-freed")).all()
    assert made.behind == {others.id}
    assert [fact.payload["cohort_id"] for fact in freed] == [str(cohort(session))]
