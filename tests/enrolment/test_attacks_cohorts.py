"""What somebody may try to come into a cohort, or to bring others into one, that should not be."""

from datetime import timedelta
from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from academy.accounts.models import Membership, Organisation
from academy.administration.rules.erasing import Cause
from academy.administration.service import erasing
from academy.administration.service.erasing import EraseOrder
from academy.enrolment import queries, service
from academy.enrolment.rules import CohortRefused, Entry, Limits, Terms
from academy.enrolment.service import Founding, Giving
from academy.kernel.actor import Role
from academy.kernel.refusal import Refusal
from tests.browserless import Visitor
from tests.cast import NOW
from tests.enrolment.scene import COURSE, GIVING, Scene, by

LATER = NOW + timedelta(days=2)


def close(session: Session, place: UUID) -> None:
    session.get_one(Organisation, place).is_active = False
    session.commit()


def roles(session: Session, user: UUID) -> list[UUID]:
    session.expire_all()
    return [one.organisation_id for one in session.query(Membership).filter_by(user_id=user)]


def test_nobody_joins_a_closed_organisation_by_way_of_its_cohort(
    scene: Scene, session: Session
) -> None:
    cohort, noi = scene.cohort(), scene.person("Nok")
    code = service.invite(session, cohort, giving=GIVING, limits=Limits(None, None))
    session.commit()
    close(session, scene.school)
    with pytest.raises(Refusal) as asked:
        service.ask(session, cohort.id, noi.id, giving=by(noi))
    assert asked.value.reason is CohortRefused.NOT_OPEN
    with pytest.raises(Refusal) as joined:
        service.join(session, code, noi.id, giving=by(noi))
    assert joined.value.reason is CohortRefused.NOT_OPEN
    assert roles(session, noi.id) == []


def test_no_cohort_begins_in_a_closed_organisation(scene: Scene, session: Session) -> None:
    close(session, scene.school)
    founding = Founding(COURSE, scene.school, Terms("Late", Entry.OPEN))
    with pytest.raises(Refusal):
        service.found(session, founding, giving=GIVING)


def test_nobody_waits_their_way_into_a_closed_organisation(scene: Scene, session: Session) -> None:
    cohort = scene.cohort(capacity=1)
    first, second = scene.learners(2)
    for one in (first, second):
        service.give_seat(session, cohort.id, one.id, giving=by(one))
    close(session, scene.school)
    service.withdraw(session, actor=first, course_id=COURSE, now=LATER)
    service.fill(session, cohort.id, now=LATER)
    session.commit()
    assert scene.seated(scene.again(cohort.id)) == []
    assert scene.waiting(cohort) == [second.id]


def test_the_page_of_a_closed_organisations_cohort_says_so(
    app: Flask, scene: Scene, session: Session
) -> None:
    cohort, nok = scene.cohort(), scene.person("Nok")
    code = service.invite(session, cohort, giving=GIVING, limits=Limits(None, None))
    session.commit()
    close(session, scene.school)
    page = Visitor(app).signed_in(nok).get(f"/en/join/{code}")
    assert "Nobody can join this cohort" in page.text


def test_whoever_is_erased_holds_no_seat_that_others_wait_for(
    scene: Scene, session: Session
) -> None:
    cohort = scene.cohort(capacity=1)
    first, second = scene.learners(2)
    for one in (first, second):
        service.give_seat(session, cohort.id, one.id, giving=by(one))
    session.commit()
    erasing.erase(session, EraseOrder(first.id, Cause.OWN, by=first.id), now=LATER)
    service.fill(session, cohort.id, now=LATER)
    session.commit()
    seat = queries.find_seat(session, second.id, COURSE)
    assert seat is not None
    assert seat.cohort_id == cohort.id


def test_an_administrators_list_does_not_pull_the_academys_own_into_an_organisation(
    app: Flask, scene: Scene, session: Session
) -> None:
    """Who joined by themselves is seen there, and still belongs to others as well."""
    cohort = scene.cohort()
    boss = scene.person("Boss", Role.ADMIN, scene.stranger)
    service.ask(session, cohort.id, boss.id, giving=Giving(boss.id, NOW, "en"))
    session.commit()
    head = scene.person("Head", Role.ADMIN, scene.ministry)
    page = Visitor(app).signed_in(head)
    token = page.token(f"/en/admin/people/{head.id}/edit")
    for act in ("deactivate", "reset", "card"):
        answer = page.client.post(f"/en/admin/people/{boss.id}/{act}", data={"csrf_token": token})
        assert answer.status_code == 403
    assert (
        page.client.post(
            f"/en/admin/people/{boss.id}/roles/remove",
            data={"csrf_token": token, "role": "admin", "organisation": str(scene.stranger)},
        ).status_code
        == 404
    )
