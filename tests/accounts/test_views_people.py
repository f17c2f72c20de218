"""Pages about people, as administrators of several organisations meet them."""

from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy import select

from academy.accounts import queries, service
from academy.accounts.models import User, UserPast
from academy.db.audit import AuditEvent
from academy.kernel.actor import Role
from academy.kernel.ids import uuid7
from tests.accounts.conftest import Letters
from tests.accounts.region import Region
from tests.browserless import Page, Visitor
from tests.cast import NOW, PASSWORD
from tests.conftest import CountQueries

LIST = "/en/admin/people"


def names(page: Page) -> set[str]:
    return {
        box.attributes["aria-label"][5:]
        for box in page.all("input", type="checkbox", name_="person")
    }


def address(person: UUID, act: str = "") -> str:
    return f"{LIST}/{person}{'/' if act else ''}{act}"


def test_each_administrator_sees_the_people_of_their_own_tree(region: Region) -> None:
    assert names(region.as_(region.vanh).get(LIST)) == {"Boun", "Noi", "Vanh"}
    assert names(region.as_(region.keo).get(LIST)) == {"Boun", "Keo", "Noi", "Vanh"}
    assert names(region.as_(region.mali).get(LIST)) >= {"Boun", "Dao", "Keo", "Mali", "Noi"}


def test_nothing_is_told_of_organisations_beyond_reach(region: Region) -> None:
    assert "Thai partners" not in region.as_(region.keo).get(LIST).text
    page = region.as_(region.keo).get(address(region.boun))
    assert "Thai partners" not in page.text
    assert "also belongs to organisations that you do not administer" in page.text


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("text=NOI", {"Noi"}),
        ("text=region.example", {"Boun", "Dao", "Keo", "Vanh"}),
        ("text=ou bo", {"Boun"}),
        ("text=%25", set()),
        ("role=admin", {"Keo", "Mali", "Vanh"}),
        ("status=deactivated", set()),
        ("country=SG", {"Mali"}),
        ("country=XX", {"Boun", "Dao", "Keo", "Mali", "Noi", "Vanh"}),
    ],
)
def test_people_are_found_by_what_is_asked(region: Region, query: str, found: set[str]) -> None:
    assert names(region.as_(region.mali).get(f"{LIST}?{query}")) == found


def test_an_organisation_is_asked_for_with_those_below_or_alone(region: Region) -> None:
    mali = region.as_(region.mali)
    place = f"{LIST}?organisation={region.laos}"
    assert names(mali.get(place)) == {"Boun", "Keo", "Noi", "Vanh"}
    assert names(mali.get(f"{place}&alone=y")) == {"Keo"}


def test_a_foreign_organisation_is_not_on_the_list_to_choose(region: Region) -> None:
    page = region.as_(region.keo).get(f"{LIST}?organisation={region.thailand}")
    assert names(page) == {"Boun", "Keo", "Noi", "Vanh"}


@pytest.mark.parametrize("name", ["ພອນ ສີດາ", "សុខ សុភា", "王小明", "பிரியா", "မောင်မောင်"])
def test_names_in_any_script_are_found_by_a_part(region: Region, name: str) -> None:
    person = service.register(
        region.session,
        service.Newcomer("someone", "!", name, "en"),
        terms=None,
        now=NOW,
    )
    region.session.commit()
    page = region.as_(region.mali).get(f"{LIST}?text={name[1:4]}")
    assert page.one("a", href=f"/en/admin/people/{person.id}").text == name


def test_long_lists_are_turned_page_by_page_and_nobody_is_left_out(region: Region) -> None:
    made = {f"Person {number:03}" for number in range(120)}
    for name in made:
        region.person(name, (Role.LEARNER, region.hub))
    vanh = region.as_(region.vanh)
    page, seen = vanh.get(LIST), list[str]()
    assert "123 people" in page.text
    while True:
        seen += sorted(names(page))
        more = [link for link in page.all("a") if link.text == "More people"]
        if not more:
            break
        page = vanh.get(more[0].attributes["href"])
    assert seen == sorted(made | {"Boun", "Noi", "Vanh"})


def test_a_list_takes_as_many_queries_for_three_as_for_many(
    region: Region, count_queries: CountQueries
) -> None:
    vanh = region.as_(region.vanh)
    with count_queries() as few:
        vanh.get(LIST)
    for number in range(45):
        region.person(f"Person {number}", (Role.LEARNER, region.hub))
    with count_queries() as many:
        vanh.get(LIST)
    assert len(few) == len(many)


@pytest.mark.parametrize("act", ["", "edit"])
def test_there_is_nobody_beyond_reach(region: Region, act: str) -> None:
    assert region.as_(region.keo).get(address(region.dao, act), status=404)
    assert region.as_(region.keo).get(address(region.mali, act), status=404)
    assert region.as_(region.keo).get(address(uuid7(NOW), act), status=404)


@pytest.mark.parametrize("act", ["deactivate", "reactivate", "reset", "card", "edit"])
@pytest.mark.parametrize(("who", "status"), [("dao", 404), ("mali", 404), ("boun", 403)])
def test_nothing_is_done_to_a_person_who_is_not_wholly_within_reach(
    region: Region, *, act: str, who: str, status: int
) -> None:
    key: UUID = getattr(region, who)
    before = (region.user(key).stamp, region.user(key).is_active, region.user(key).name)
    answer = region.as_(region.keo).post(address(key, act), seen_on=LIST, name="Other")
    assert answer.status_code == status
    user = region.user(key)
    assert (user.stamp, user.is_active, user.name) == before


def test_a_person_is_added_by_address_and_chooses_a_password(
    region: Region, letters: Letters, visitor: Visitor
) -> None:
    answer = region.as_(region.keo).post(
        f"{LIST}/new",
        name="Somchai",
        login="Somchai@Example.org",
        organisation=str(region.hub),
        role="learner",
        country="LA",
        locale="en",
    )
    key = queries.find_by_login(region.session, "somchai@example.org")
    assert key is not None
    assert answer.location == f"/en/admin/people/{key.id}"
    assert region.roles(key.id) == {("learner", region.hub)}
    letter = letters.only()
    assert (letter["To"], letter["Subject"]) == ("somchai@example.org", "Choose your password")
    link = next(word for word in letter.get_content().split() if word.startswith("https://"))
    path = link.removeprefix("https://academy.example")
    assert visitor.post(path, password=PASSWORD).status_code == 302
    recorded = set(region.session.scalars(select(AuditEvent.action)))
    assert {"person.added", "role.granted"} <= recorded


def test_whoever_has_no_way_in_gets_a_user_name_proposed(region: Region) -> None:
    keo = region.as_(region.keo)
    about = {"organisation": str(region.hub), "role": "learner", "country": "LA", "locale": "lo"}
    answer = keo.post(f"{LIST}/new", name="Noi", login="", **about)
    page = Page(answer.text)
    assert answer.status_code == 422
    assert "We propose a user name." in page.text
    proposed = page.one("input", name_="login").attributes["value"]
    assert proposed == "noi2"
    assert keo.post(f"{LIST}/new", name="Noi", login=proposed, **about).status_code == 302
    again = keo.post(f"{LIST}/new", name="Noi", login=proposed, **about)
    assert "Somebody has this user name already" in again.text
    page = Page(keo.post(f"{LIST}/new", name="ນ້ອຍ", login="", **about).text)
    assert page.one("input", name_="login").attributes["value"].startswith("la-")


def test_nobody_is_added_to_a_foreign_or_a_closed_organisation(region: Region) -> None:
    keo = region.as_(region.keo)
    about = {"name": "Lek", "login": "lek", "role": "learner", "country": "", "locale": "en"}
    region.at(region.ministry).is_active = False
    region.session.commit()
    for place in (region.thailand, region.academy, region.ministry):
        answer = keo.post(f"{LIST}/new", organisation=str(place), **about)
        assert answer.status_code == 422
    assert queries.find_by_login(region.session, "lek") is None


def test_an_address_that_somebody_has_is_said_to_be_taken(region: Region) -> None:
    about = {"role": "learner", "country": "", "locale": "en", "organisation": str(region.hub)}
    answer = region.as_(region.keo).post(
        f"{LIST}/new", name="Dao", login="dao@region.example", **about
    )
    assert "Somebody has an account with this e-mail address already." in answer.text


def test_what_is_said_of_a_person_changes_and_the_past_is_kept(region: Region) -> None:
    yesterday = NOW - timedelta(days=1)
    keo = region.as_(region.keo)
    page = keo.get(address(region.noi, "edit"))
    assert page.one("input", name_="username").attributes["value"] == "noi"
    answer = keo.post(
        address(region.noi, "edit"),
        name="Noi Vongsa",
        latin_name="",
        email="Noi@Hub.example",
        username="noi",
        locale="lo",
        country="LA",
        time_zone="",
    )
    assert answer.status_code == 302
    user = region.user(region.noi)
    assert (user.name, user.email, user.time_zone) == (
        "Noi Vongsa",
        "noi@hub.example",
        "Asia/Vientiane",
    )
    assert "noi@hub.example" in user.searched
    (past,) = region.session.scalars(select(UserPast))
    assert past.name == "Noi"
    assert past.until > yesterday.date()
    event = region.session.scalars(select(AuditEvent)).one()
    assert (event.action, event.actor_id) == ("person.changed", region.keo)
    assert event.organisation_id == region.hub


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"email": "", "username": ""}, "needs an e-mail address or a user name"),
        ({"email": "dao@region.example"}, "Somebody has an account with this e-mail address"),
        ({"username": "x"}, "A user name has 2 to 64 letters"),
        ({"email": "x@"}, "This is not an e-mail address"),
        ({"name": "1"}, "with letters of any script"),
    ],
)
def test_what_cannot_be_said_of_a_person_is_explained(
    region: Region, changes: dict[str, str], said: str
) -> None:
    about = {"name": "Noi", "username": "noi", "email": "", "locale": "en"}
    sent = {**about, "country": "", "time_zone": "", "latin_name": "", **changes}
    answer = region.as_(region.keo).post(address(region.noi, "edit"), **sent)
    assert answer.status_code == 422
    assert said in Page(answer.text).text
    assert region.user(region.noi).username == "noi"


def test_a_new_address_ends_what_was_sent_to_the_old_one(region: Region) -> None:
    sent = {"name": "Vanh", "username": "", "locale": "en", "country": "", "time_zone": ""}
    region.as_(region.keo).post(
        address(region.vanh, "edit"), email="vanh@hub.example", latin_name="", **sent
    )
    assert region.user(region.vanh).stamp != "stamp"


def test_roles_are_given_and_taken_away_within_reach(region: Region) -> None:
    keo = region.as_(region.keo)
    role = {"role": "instructor", "organisation": str(region.ministry)}
    for _ in range(2):
        answer = keo.post(address(region.boun, "roles"), seen_on=address(region.boun), **role)
        assert answer.location == address(region.boun)
    assert ("instructor", region.ministry) in region.roles(region.boun)
    assert "Ministry of Labour" in keo.get(address(region.boun)).text
    for _ in range(2):
        keo.post(address(region.boun, "roles/remove"), seen_on=address(region.boun), **role)
    assert ("instructor", region.ministry) not in region.roles(region.boun)
    events = region.session.scalars(select(AuditEvent.action)).all()
    assert sorted(events) == ["role.granted", "role.taken"]


@pytest.mark.parametrize("act", ["roles", "roles/remove"])
@pytest.mark.parametrize("place", ["thailand", "academy"])
def test_nobody_gives_or_takes_roles_beyond_their_reach(
    region: Region, act: str, place: str
) -> None:
    for person in (region.keo, region.boun):
        before = region.roles(person)
        answer = region.as_(region.keo).post(
            address(person, act),
            seen_on=address(person),
            role="admin" if act == "roles" else "learner",
            organisation=str(getattr(region, place)),
        )
        assert answer.status_code == 404
        assert region.roles(person) == before


@pytest.mark.parametrize("place", ["ministry", "laos"])
def test_an_administrator_below_cannot_become_one_above(region: Region, place: str) -> None:
    vanh = region.as_(region.vanh)
    answer = vanh.post(
        address(region.vanh, "roles"),
        seen_on=address(region.vanh),
        role="admin",
        organisation=str(getattr(region, place)),
    )
    assert answer.status_code == 404
    assert region.roles(region.vanh) == {("admin", region.hub)}


def test_nobody_takes_their_own_last_role_of_administrator(region: Region) -> None:
    keo = region.as_(region.keo)
    role = {"role": "admin", "organisation": str(region.laos)}
    keo.post(address(region.keo, "roles/remove"), seen_on=address(region.keo), **role)
    assert "the last organisation that you administer" in keo.get(address(region.keo)).text
    assert region.roles(region.keo) == {("admin", region.laos)}


def test_whoever_is_taken_out_of_the_last_organisation_is_seen_no_more(region: Region) -> None:
    vanh = region.as_(region.vanh)
    role = {"role": "learner", "organisation": str(region.hub)}
    answer = vanh.post(address(region.noi, "roles/remove"), seen_on=address(region.noi), **role)
    assert answer.location == LIST
    vanh.get(address(region.noi), status=404)


@pytest.mark.parametrize("sent", [{"role": "owner"}, {}, {"role": "learner"}])
def test_a_role_that_makes_no_sense_is_refused(region: Region, sent: dict[str, str]) -> None:
    answer = region.as_(region.keo).post(address(region.noi, "roles"), seen_on=LIST, **sent)
    assert answer.status_code in {400, 404}


def test_a_deactivated_account_is_left_at_once_and_can_come_back(region: Region) -> None:
    vanh, keo = region.as_(region.vanh), region.as_(region.keo)
    assert keo.post(address(region.vanh, "deactivate"), seen_on=LIST).status_code == 302
    assert vanh.client.get(LIST).status_code == 302
    page = keo.get(f"{LIST}?status=deactivated")
    assert names(page) == {"Vanh"}
    assert "This account is deactivated" in keo.get(address(region.vanh)).text
    answer = keo.post(address(region.vanh, "reset"), seen_on=LIST)
    assert answer.status_code == 302
    assert "Reactivate it first" in keo.get(address(region.vanh)).text
    keo.post(address(region.vanh, "reactivate"), seen_on=LIST)
    assert region.user(region.vanh).is_active


@pytest.mark.parametrize("act", ["deactivate", "reset"])
def test_nobody_shuts_themselves_out(region: Region, act: str) -> None:
    mali = region.as_(region.mali)
    mali.post(address(region.mali, act), seen_on=LIST)
    assert "This cannot be done to your own account." in mali.get(LIST).text
    assert region.user(region.mali).is_active


def test_access_is_reset_by_a_letter(region: Region, letters: Letters) -> None:
    keo = region.as_(region.keo)
    region.user(region.vanh).password_hash = service.hash_password(PASSWORD)
    region.session.commit()
    assert keo.post(address(region.vanh, "reset"), seen_on=LIST).status_code == 302
    assert letters.only()["To"] == "vanh@region.example"
    assert region.user(region.vanh).password_hash == "!"
    assert region.user(region.vanh).stamp != "stamp"


def test_an_account_that_awaits_a_guardian_is_not_simply_opened(region: Region) -> None:
    user = region.user(region.noi)
    user.is_active, user.guardian_email = False, ""
    region.session.commit()
    keo = region.as_(region.keo)
    keo.post(address(region.noi, "reactivate"), seen_on=LIST)
    assert "has not agreed to this account yet" in keo.get(address(region.noi)).text
    assert not region.user(region.noi).is_active


def test_who_takes_a_user_name_a_moment_later_is_told(
    region: Region, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(queries, "find_by_login", lambda *_: None)
    about = {"name": "Boun", "email": "", "locale": "en", "country": "", "latin_name": ""}
    answer = region.as_(region.mali).post(
        address(region.boun, "edit"), username="noi", time_zone="", **about
    )
    assert "Somebody has this user name already" in answer.text


def test_a_merged_account_leads_to_the_other(region: Region) -> None:
    region.user(region.noi).merged_into_id = region.boun
    region.session.commit()
    mali = region.as_(region.mali)
    page = mali.get(address(region.noi))
    assert page.all("a", href=address(region.boun))
    assert "Noi" not in names(mali.get(LIST))
    mali.post(address(region.noi, "deactivate"), seen_on=LIST)
    assert "merged into another" in mali.get(LIST).text
    role = {"role": "admin", "organisation": str(region.hub)}
    mali.post(address(region.noi, "roles"), seen_on=LIST, **role)
    assert region.roles(region.noi) == {("learner", region.hub)}
    assert region.user(region.noi).is_active


def test_an_erased_person_is_nobody(region: Region) -> None:
    region.user(region.noi).erased_at = NOW
    region.session.commit()
    mali = region.as_(region.mali)
    mali.get(address(region.noi), status=404)
    assert "Noi" not in names(mali.get(LIST))


def test_a_persons_page_tells_what_was_agreed_and_done_within_reach(region: Region) -> None:
    newcomer = service.Newcomer("lek", "!", "Lek", "en")
    user = service.register(region.session, newcomer, terms="2026-11", now=NOW)
    by = service.By(region.mali, NOW)
    for place in (region.hub, region.thailand):
        service.give_role(
            region.session, user=user.id, role=Role.LEARNER, organisation=place, by=by
        )
    region.session.commit()
    theirs = region.as_(region.mali).get(address(user.id)).text
    ours = region.as_(region.keo).get(address(user.id)).text
    assert "Terms of use 2026-11: given on November 23, 2026." in ours
    assert theirs.count("Was given a role · Mali") == 2
    assert ours.count("Was given a role · Mali") == 1


def test_users_who_cannot_administer_get_nowhere(region: Region) -> None:
    noi = region.as_(region.noi)
    assert noi.get(LIST, status=403)
    assert noi.client.post(address(region.noi, "roles")).status_code == 400
    assert region.session.scalars(select(User.id).where(User.id == region.noi)).one()
