"""Pages of organisations, as administrators above, inside, below and beside meet them."""

from uuid import UUID

import pytest
from sqlalchemy import select

from academy.accounts.models import Organisation, OrganisationPast
from academy.db.audit import AuditEvent
from academy.kernel.actor import Role
from academy.kernel.ids import uuid7
from tests.accounts.region import Region
from tests.browserless import Page
from tests.cast import NOW
from tests.conftest import CountQueries

TREE = "/en/admin/organisations"


def address(place: UUID, act: str = "") -> str:
    return f"{TREE}/{place}{'/' if act else ''}{act}"


def names(page: Page) -> list[str]:
    return [head.text for head in page.all("th", scope="row")]


def details(place: str) -> dict[str, str]:
    return {"name": place, "kind": "university", "country": "LA"}


def test_each_administrator_sees_their_own_tree(region: Region) -> None:
    assert names(region.as_(region.vanh).get(TREE)) == ["Pakse hub"]
    assert names(region.as_(region.keo).get(TREE)) == ["Lao PDR", "Ministry of Labour", "Pakse hub"]
    academy = "China-ASEAN Digital Academy"
    assert names(region.as_(region.mali).get(TREE))[0] == academy
    assert "Thai partners" in names(region.as_(region.mali).get(TREE))


def test_an_organisation_shows_its_people_and_what_is_below(region: Region) -> None:
    keo = region.as_(region.keo)
    page = keo.get(address(region.hub))
    assert page.heading == "Pakse hub"
    assert "3 people" in page.text
    assert "1 person" in keo.get(f"{address(region.hub)}?role=admin").text
    assert "3 people" in keo.get(f"{address(region.hub)}?role=owner").text
    assert page.all("a", href=address(region.ministry))
    assert keo.get(address(region.laos)).all("a", href=address(region.hub))


def test_many_members_are_turned_page_by_page(region: Region) -> None:
    for number in range(60):
        region.person(f"Person {number:02}", (Role.INSTRUCTOR, region.hub))
    vanh = region.as_(region.vanh)
    page = vanh.get(f"{address(region.hub)}?role=instructor")
    (more,) = [link for link in page.all("a") if link.text == "More people"]
    rest = vanh.get(more.attributes["href"])
    assert "Person 59" in rest.text
    assert "Person 49" not in rest.text


def test_the_pages_take_as_many_queries_for_few_as_for_many(
    region: Region, count_queries: CountQueries
) -> None:
    keo = region.as_(region.keo)
    with count_queries() as few:
        keo.get(TREE)
        keo.get(address(region.laos))
    for number in range(30):
        place = region.place(f"Place {number}", region.laos)
        region.person(f"Person {number}", (Role.LEARNER, place), (Role.LEARNER, region.laos))
    with count_queries() as many:
        keo.get(TREE)
        keo.get(address(region.laos))
    assert len(few) == len(many)


@pytest.mark.parametrize("act", ["", "new"])
@pytest.mark.parametrize("place", ["thailand", "academy"])
def test_there_is_no_organisation_beyond_reach(region: Region, act: str, place: str) -> None:
    region.as_(region.keo).get(address(getattr(region, place), act), status=404)
    region.as_(region.keo).get(address(uuid7(NOW), act), status=404)


@pytest.mark.parametrize("act", ["", "new", "move", "close", "open", "cards"])
@pytest.mark.parametrize("place", ["thailand", "academy"])
def test_nothing_is_done_to_an_organisation_beyond_reach(
    region: Region, act: str, place: str
) -> None:
    key: UUID = getattr(region, place)
    sent = {**details("Ours"), "to": str(region.laos)}
    answer = region.as_(region.keo).post(address(key, act), seen_on=TREE, **sent)
    assert answer.status_code == 404
    assert region.at(key).is_active
    assert region.session.scalars(select(Organisation.name).filter_by(name="Ours")).all() == []


def test_an_organisation_is_added_below(region: Region) -> None:
    keo = region.as_(region.keo)
    answer = keo.post(address(region.hub, "new"), **details("Southern campus"))
    made = region.session.scalars(select(Organisation).filter_by(name="Southern campus")).one()
    assert answer.location == address(made.id)
    assert (made.parent_id, made.kind, made.country) == (region.hub, "university", "LA")
    assert keo.get(address(made.id)).heading == "Southern campus"
    event = region.session.scalars(select(AuditEvent)).one()
    assert (event.action, event.organisation_id) == ("organisation.added", made.id)
    again = keo.post(address(region.hub, "new"), **details("Southern campus"))
    assert again.status_code == 422
    assert "has this name already" in again.text


@pytest.mark.parametrize("name", ["", "–", "x" * 201])
@pytest.mark.parametrize("act", ["", "new"])
def test_an_organisation_needs_a_name(region: Region, name: str, act: str) -> None:
    answer = region.as_(region.keo).post(
        address(region.hub, act), seen_on=address(region.hub), **details(name)
    )
    assert answer.status_code == 422
    assert region.at(region.hub).name == "Pakse hub"


def test_what_an_organisation_was_called_is_kept_for_reports(region: Region) -> None:
    vanh = region.as_(region.vanh)
    page = vanh.get(address(region.hub))
    assert page.one("input", name_="name").attributes["value"] == "Pakse hub"
    for _ in range(2):
        vanh.post(address(region.hub), **details("Champasak hub"))
    hub = region.at(region.hub)
    assert (hub.name, hub.kind, hub.country) == ("Champasak hub", "university", "LA")
    (past,) = region.session.scalars(select(OrganisationPast))
    assert (past.id, past.name) == (region.hub, "Pakse hub")
    assert region.session.scalars(select(AuditEvent.action)).all() == ["organisation.changed"]


def test_an_organisation_moves_with_all_below_it(region: Region) -> None:
    mali = region.as_(region.mali)
    page = mali.get(address(region.ministry))
    offered = {one.attributes["value"] for one in page.all("option")}
    assert {str(region.thailand), str(region.academy)} <= offered
    assert str(region.hub) not in offered
    mali.post(
        address(region.ministry, "move"),
        seen_on=address(region.ministry),
        to=str(region.thailand),
    )
    assert region.at(region.ministry).parent_id == region.thailand
    region.as_(region.keo).get(address(region.hub), status=404)
    region.as_(region.vanh).get(address(region.hub))


def test_an_organisation_never_stands_below_itself(region: Region) -> None:
    keo = region.as_(region.keo)
    for to in (region.hub, region.ministry):
        keo.post(address(region.ministry, "move"), seen_on=address(region.ministry), to=str(to))
        assert "cannot stand below itself" in keo.get(TREE).text
        assert region.at(region.ministry).parent_id == region.laos


@pytest.mark.parametrize("to", ["thailand", "academy"])
def test_nothing_is_moved_out_of_reach(region: Region, to: str) -> None:
    answer = region.as_(region.keo).post(
        address(region.ministry, "move"),
        seen_on=address(region.ministry),
        to=str(getattr(region, to)),
    )
    assert answer.status_code == 404
    assert region.at(region.ministry).parent_id == region.laos


def test_nothing_is_moved_into_ones_reach_from_outside(region: Region) -> None:
    answer = region.as_(region.keo).post(
        address(region.thailand, "move"), seen_on=TREE, to=str(region.laos)
    )
    assert answer.status_code == 404
    assert region.at(region.thailand).parent_id == region.academy


@pytest.mark.parametrize("act", ["move", "close", "open"])
def test_the_top_of_ones_own_reach_is_not_ones_own_to_move_or_close(
    region: Region, act: str
) -> None:
    keo = region.as_(region.keo)
    answer = keo.post(
        address(region.laos, act), seen_on=address(region.laos), to=str(region.ministry)
    )
    assert answer.status_code == 403
    assert region.at(region.laos).is_active
    assert region.at(region.laos).parent_id == region.academy
    assert not keo.get(address(region.laos)).all("select", name_="to")


@pytest.mark.parametrize("act", ["", "move", "close"])
def test_the_academy_itself_stays_as_it_is(region: Region, act: str) -> None:
    mali = region.as_(region.mali)
    sent = {**details("Ours"), "to": str(region.laos)}
    answer = mali.post(address(region.academy, act), seen_on=TREE, **sent)
    page = Page(answer.text) if answer.status_code == 422 else mali.get(TREE)
    assert act == "" or "The Academy itself cannot be changed, moved or closed." in page.text
    academy = region.at(region.academy)
    assert (academy.name, academy.is_active) == ("China-ASEAN Digital Academy", True)
    assert academy.parent_id is None


def test_an_organisation_is_closed_from_below_and_opened_from_above(region: Region) -> None:
    keo = region.as_(region.keo)

    def do(place: UUID, act: str) -> str:
        keo.post(address(place, act), seen_on=TREE)
        return keo.get(TREE).text

    assert "There are organisations below this one that are open." in do(region.ministry, "close")
    do(region.hub, "close")
    do(region.ministry, "close")
    assert not region.at(region.ministry).is_active
    assert "The organisation above is closed." in do(region.hub, "open")
    sent = details("Southern campus")
    assert keo.post(address(region.ministry, "new"), **sent).status_code == 422
    do(region.ministry, "open")
    do(region.hub, "open")
    assert region.at(region.hub).is_active
    actions = region.session.scalars(select(AuditEvent.action)).all()
    assert sorted(actions) == ["organisation.closed"] * 2 + ["organisation.opened"] * 2


def test_nobody_gets_a_role_in_a_closed_organisation(region: Region) -> None:
    keo = region.as_(region.keo)
    keo.post(address(region.hub, "close"), seen_on=TREE)
    person = f"/en/admin/people/{region.vanh}"
    keo.post(f"{person}/roles", seen_on=person, role="learner", organisation=str(region.hub))
    assert "nobody can be added to it" in keo.get(person).text
    assert region.roles(region.vanh) == {("admin", region.hub)}
    assert "This organisation is closed" in keo.get(address(region.hub)).text
