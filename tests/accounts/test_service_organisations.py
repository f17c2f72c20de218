"""The tree when several people move at once."""

from pathlib import Path
from uuid import UUID

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from academy.accounts import queries, service
from academy.accounts.models import Organisation
from academy.accounts.queries import ACADEMY
from academy.accounts.rules import Kind, OrganisationRefused
from academy.accounts.service import By, OrganisationFacts
from academy.db.transaction import ENGINE
from tests.at_once import House, Use, application
from tests.cast import NOW

BY = By(None, NOW)


@pytest.fixture
def house(empty_database_url: str, tmp_path: Path) -> House:
    return House(application(empty_database_url, tmp_path))


def test_two_who_move_at_once_make_no_ring(house: House) -> None:
    def build(session: Session) -> list[UUID]:
        top = service.add_organisation(session, ACADEMY, now=NOW)
        facts = [OrganisationFacts(name, Kind.HUB, None) for name in ("One", "Two")]
        return [service.add_below(session, top, fact, by=BY) for fact in facts]

    one, two = house.work(build)

    def move(what: UUID, to: UUID) -> Use:
        def use(session: Session) -> None:
            queries.hold_tree(session)
            service.move_organisation(session, what, to, by=BY)

        return use

    said = house.all_at_once(move(one, two), move(two, one))
    assert sorted(map(str, said)) == sorted(["None", str(OrganisationRefused.BELOW_ITSELF)])
    parents = house.work(queries.lines)
    assert (parents[one] == two) != (parents[two] == one)
    house.app.extensions[ENGINE].dispose()


def test_two_who_take_one_name_at_once_are_told(house: House) -> None:
    top = house.work(lambda session: service.add_organisation(session, ACADEMY, now=NOW))

    def add(session: Session) -> None:
        service.add_below(session, top, OrganisationFacts("One", Kind.HUB, None), by=BY)

    said = house.all_at_once(add, add)
    assert sorted(map(str, said)) == sorted(
        ["None", str(OrganisationRefused.ORGANISATION_NAME_TAKEN)]
    )
    kept = house.work(lambda session: session.scalars(select(Organisation.name)).all())
    assert sorted(kept) == [ACADEMY, "One"]
    house.app.extensions[ENGINE].dispose()
