from datetime import timedelta

import pytest
from sqlalchemy import update
from sqlalchemy.orm import Session

from academy.accounts.models import Membership, Organisation
from academy.accounts.queries import ACADEMY
from academy.credentials import queries
from academy.credentials.models import Credential
from academy.credentials.rules import Standing
from academy.kernel.ids import uuid7
from tests.builders import publish
from tests.cast import NOW, Cast
from tests.credentials.made import UNKNOWN, earn


@pytest.fixture(autouse=True)
def noise(session: Session, cast: Cast) -> None:
    publish(session)
    publish(session, id="clean-hands", title="Clean hands")
    earn(session, cast.dao)


def test_a_certificate_is_found_by_its_number_and_by_its_seat(session: Session, cast: Cast) -> None:
    made = earn(session, cast.noi)
    assert queries.find_by_public_id(session, made.public_id) == made
    assert queries.of_enrolment(session, made.enrolment_id) == made
    assert queries.find_by_public_id(session, UNKNOWN) is None
    assert queries.of_enrolment(session, uuid7(NOW)) is None


def test_a_learner_has_their_own_certificates_the_newest_first(
    session: Session, cast: Cast
) -> None:
    older, newer = earn(session, cast.noi), earn(session, cast.noi, "clean-hands")
    session.execute(
        update(Credential)
        .where(Credential.id == newer.id)
        .values(completed_at=NOW + timedelta(days=1))
    )
    found = queries.of_learner(session, cast.noi.id)
    assert [one.public_id for one in found] == [newer.public_id, older.public_id]
    assert queries.of_learner(session, cast.som.id) == []


def test_days_are_days_in_utc(session: Session, cast: Cast) -> None:
    made = earn(session, cast.noi)
    assert (made.completed_on, made.issued_on, made.revoked_on) == (NOW.date(), NOW.date(), None)
    assert made.standing is Standing.GENUINE


def test_the_academy_and_where_the_holder_learns_answer_for_them(
    session: Session, cast: Cast
) -> None:
    academy = Organisation(id=uuid7(NOW), name=ACADEMY, country=None, parent_id=None)
    hub = Organisation(id=uuid7(NOW), name="A hub", country="LA", parent_id=academy.id)
    session.add_all([academy, hub])
    session.flush()
    session.add(Membership(user_id=cast.noi.id, organisation_id=hub.id, role="learner"))
    noi, som = earn(session, cast.noi), earn(session, cast.som)
    assert queries.holding_of(session, noi).organisations == {academy.id, hub.id}
    assert queries.holding_of(session, som).organisations == {academy.id}
    assert queries.holding_of(session, som).learner_id == cast.som.id
