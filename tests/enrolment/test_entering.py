"""Coming in: with a code, by asking, and what is decided."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from academy.db.audit import AuditEvent
from academy.db.outbox import OutboxFact
from academy.enrolment import queries, service
from academy.enrolment.models import Invitation
from academy.enrolment.rules import (
    CohortRefused,
    Entry,
    Given,
    InvitationRefused,
    Limits,
    State,
    Terms,
)
from academy.enrolment.service import Decided
from academy.kernel.actor import Actor
from academy.kernel.ids import uuid7
from academy.kernel.refusal import NotFound, Refusal
from tests.cast import NOW
from tests.enrolment.scene import COURSE, GIVING, WEEK, Scene, by


def invite(session: Session, cohort: Any, **limits: Any) -> str:
    return service.invite(session, cohort, giving=GIVING, limits=Limits(**limits))


def topics(session: Session) -> list[str]:
    return list(session.scalars(select(OutboxFact.topic).order_by(OutboxFact.id)))


def state(session: Session, cohort: Any, learner: Actor) -> State | None:
    wish = queries.find_wish(session, cohort.id, learner.id)
    return wish and wish.state


def refused(session: Session, code: str, learner: Actor, *, later: timedelta = timedelta()) -> str:
    with pytest.raises(Refusal) as told:
        service.join(session, code, learner.id, giving=by(learner, NOW + later))
    return told.value.reason


def test_a_code_lets_in_and_counts(session: Session, scene: Scene) -> None:
    cohort, (noi, dao) = scene.cohort(entry=Entry.INVITATION), scene.learners(2)
    code = invite(session, cohort, uses=1)
    assert service.join(session, code.lower(), noi.id, giving=by(noi)).given is Given.SEATED
    again = service.join(session, code, noi.id, giving=by(noi))
    assert again.given is Given.ALREADY_THERE
    assert session.scalar(select(Invitation.used)) == 1
    assert refused(session, code, dao) is InvitationRefused.USED_UP


def test_who_waits_by_a_code_has_used_it_once(session: Session, scene: Scene) -> None:
    cohort, (noi, dao) = scene.cohort(entry=Entry.INVITATION, capacity=1), scene.learners(2)
    code = invite(session, cohort)
    service.join(session, code, noi.id, giving=by(noi))
    assert service.join(session, code, dao.id, giving=by(dao)).given is Given.WAITING
    assert service.join(session, code, dao.id, giving=by(dao)).given is Given.STILL_WAITING
    assert session.scalar(select(Invitation.used)) == 2


def test_a_code_lets_nobody_in_for_ever(session: Session, scene: Scene) -> None:
    cohort, noi = scene.cohort(entry=Entry.INVITATION, ends_at=NOW + 4 * WEEK), scene.person("Noi")
    code = invite(session, cohort, expires_at=NOW + WEEK)
    assert refused(session, "7KQ2-9XWM-3FTB", noi) is InvitationRefused.UNKNOWN
    assert refused(session, "", noi) is InvitationRefused.UNKNOWN
    assert refused(session, code, noi, later=WEEK) is InvitationRefused.EXPIRED
    [one] = queries.invites_of(session, cohort.id)
    service.revoke(session, cohort, one.id, giving=GIVING)
    service.revoke(session, cohort, one.id, giving=GIVING)
    assert refused(session, code, noi) is InvitationRefused.REVOKED
    actions = select(AuditEvent.action).where(AuditEvent.action.like("invitation%"))
    assert list(session.scalars(actions)) == ["invitation.made", "invitation.revoked"]


def test_only_a_code_of_the_cohort_is_revoked_there(session: Session, scene: Scene) -> None:
    first, second = scene.cohort("First"), scene.cohort("Second")
    invite(session, first)
    [one] = queries.invites_of(session, first.id)
    for key in (one.id, uuid7(NOW)):
        with pytest.raises(NotFound):
            service.revoke(session, second, key, giving=GIVING)


def test_a_code_of_a_closed_cohort_lets_nobody_in(session: Session, scene: Scene) -> None:
    cohort, noi = scene.cohort(entry=Entry.CLOSED), scene.person("Noi")
    code = invite(session, cohort)
    assert refused(session, code, noi) is CohortRefused.NOT_OPEN


def test_a_code_that_makes_no_sense_is_not_made(session: Session, scene: Scene) -> None:
    with pytest.raises(Refusal) as told:
        invite(session, scene.cohort(), uses=0)
    assert told.value.reason is InvitationRefused.BAD_LIMIT


def test_an_open_cohort_gives_the_seat_at_once(session: Session, scene: Scene) -> None:
    cohort, noi = scene.cohort(), scene.person("Noi")
    assert service.ask(session, cohort.id, noi.id, giving=by(noi)).given is Given.SEATED


@pytest.mark.parametrize("entry", [Entry.CLOSED, Entry.INVITATION])
def test_a_cohort_that_is_not_open_is_not_asked(
    session: Session, scene: Scene, entry: Entry
) -> None:
    cohort, noi = scene.cohort(entry=entry), scene.person("Noi")
    with pytest.raises(Refusal) as told:
        service.ask(session, cohort.id, noi.id, giving=by(noi))
    assert told.value.reason is CohortRefused.NOT_OPEN


def test_who_asks_waits_for_a_decision_and_can_take_it_back(session: Session, scene: Scene) -> None:
    cohort, noi = scene.cohort(entry=Entry.APPROVAL), scene.person("Noi")
    for _ in range(2):
        assert service.ask(session, cohort.id, noi.id, giving=by(noi)).given is Given.ASKED
    assert list(queries.wishes_of(session, noi.id, COURSE)) == [cohort.id]
    service.take_back(session, cohort.id, noi.id, now=NOW)
    assert state(session, cohort, noi) is State.WITHDRAWN
    with pytest.raises(Refusal) as told:
        service.take_back(session, cohort.id, noi.id, now=NOW)
    assert told.value.reason is CohortRefused.NOT_ASKED
    with pytest.raises(NotFound):
        service.take_back(session, uuid7(NOW), noi.id, now=NOW)
    assert service.ask(session, cohort.id, noi.id, giving=by(noi)).given is Given.ASKED


def test_some_are_approved_in_the_order_in_which_they_asked(session: Session, scene: Scene) -> None:
    cohort = scene.cohort(entry=Entry.APPROVAL, capacity=1)
    learners = scene.learners(3)
    for at, one in enumerate(learners):
        moment = NOW + timedelta(minutes=at)
        service.ask(session, cohort.id, one.id, giving=by(one, moment))
    chosen = [learners[2].id, learners[1].id]
    assert service.approve(session, cohort.id, chosen, giving=GIVING) == Decided(1, 1)
    assert scene.seated(cohort) == ["Learner 1"]
    assert scene.waiting(cohort) == [learners[2].id]
    assert state(session, cohort, learners[0]) is State.ASKED
    assert topics(session).count("seat-given") == 1
    there = service.ask(session, cohort.id, learners[1].id, giving=by(learners[1]))
    assert there.given is Given.ALREADY_THERE
    waits = service.ask(session, cohort.id, learners[2].id, giving=by(learners[2]))
    assert (waits.given, waits.number) == (Given.STILL_WAITING, 1)


def test_all_are_approved_at_once(session: Session, scene: Scene) -> None:
    cohort, learners = scene.cohort(entry=Entry.APPROVAL), scene.learners(3)
    for one in learners:
        service.ask(session, cohort.id, one.id, giving=by(one))
    assert service.approve(session, cohort.id, None, giving=GIVING) == Decided(3)
    assert service.approve(session, cohort.id, None, giving=GIVING) == Decided()


def test_who_asks_or_waits_can_be_declined_and_is_told_once(session: Session, scene: Scene) -> None:
    cohort = scene.cohort(entry=Entry.APPROVAL, capacity=1)
    noi, dao, sok = scene.learners(3)
    for one in (noi, dao, sok):
        service.ask(session, cohort.id, one.id, giving=by(one))
    service.approve(session, cohort.id, [noi.id, dao.id], giving=GIVING)
    gone = [dao.id, sok.id, noi.id]
    assert service.decline(session, cohort.id, gone, giving=GIVING) == Decided(declined=2)
    assert service.decline(session, cohort.id, gone, giving=GIVING) == Decided()
    assert topics(session).count("application-declined") == 2
    assert len(scene.seated(cohort)) == 1
    with pytest.raises(NotFound):
        service.decline(session, uuid7(NOW), gone, giving=GIVING)


def test_a_cohort_that_opens_lets_in_whoever_had_asked(session: Session, scene: Scene) -> None:
    cohort = scene.cohort(entry=Entry.APPROVAL, capacity=2)
    learners = scene.learners(3)
    for at, one in enumerate(learners):
        moment = NOW + timedelta(minutes=at)
        service.ask(session, cohort.id, one.id, giving=by(one, moment))
    service.change(session, cohort.id, Terms("Spring", Entry.OPEN, 2), giving=GIVING)
    service.fill(session, cohort.id, now=NOW)
    assert scene.seated(cohort) == ["Learner 0", "Learner 1"]
    assert scene.waiting(cohort) == [learners[2].id]
