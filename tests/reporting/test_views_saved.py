"""Saved reports: who sees them, who changes them, and what they show."""

import re
from uuid import UUID

import pytest
from sqlalchemy.orm import Session

from academy.db.audit import AuditEvent
from academy.reporting.models import SavedReport
from academy.reporting.rules import Filters, Report
from academy.reporting.rules.saved import MOST_SAVED, from_json
from tests.browserless import Page, Visitor
from tests.cast import NOW, Cast
from tests.conftest import CountQueries
from tests.reporting.region import Region
from tests.reporting.seats import Seats

REPORT = "/en/admin/reports/completions"
SAVED = "/en/admin/reports/saved"

pytestmark = pytest.mark.usefixtures("seats")


def save(
    visitor: Visitor, name: str = "Mine", *, query: str = "", shared_with: UUID | None = None
) -> str:
    """Save a report as a page does; return its address."""
    fields = {"name": name, "query": query, "shared_with": str(shared_with or "")}
    answer = visitor.post(f"{SAVED}/new", seen_on=f"{SAVED}/new?{query}", **fields)
    assert answer.status_code == 303, answer.text
    return answer.location


def hidden(page: Page, name: str) -> str:
    (found,) = {each.attributes["value"] for each in page.all("input", name_=name)}
    return found


def link(page: Page, words: str) -> str:
    (found,) = [each for each in page.all("a") if each.text == words]
    return found.attributes["href"]


def stored(session: Session, name: str) -> SavedReport:
    session.expire_all()
    return session.query(SavedReport).filter_by(name=name).one()


def listed(visitor: Visitor) -> list[str]:
    return [each.text for each in visitor.get(SAVED).all("h3")]


def test_what_was_asked_for_is_saved_under_a_name_and_opened_again(
    as_mali: Visitor, session: Session
) -> None:
    query = "country=LA&score_from=50&columns=email%2Ccountry&as_of=2026-01-31"
    asked_for = as_mali.get(f"{REPORT}?{query}")
    form = as_mali.get(link(asked_for, "Save under a name"))
    assert form.heading == "Save the report under a name"
    assert "Country: Laos" in form.text
    page = as_mali.get(save(as_mali, "  Laos  now ", query=query))
    assert page.heading == "Laos now"
    assert "“Laos now” is saved." in page.text
    kept = from_json(stored(session, "Laos now").definition)
    assert kept == Report(Filters(country="LA", score_from=50), ("email", "country"))
    opened = as_mali.get(link(page, "Open the report"))
    assert "This is the saved report Laos now" in opened.text
    assert "changed, not saved" not in opened.text
    assert listed(as_mali) == ["Laos now"]
    (event,) = session.query(AuditEvent).filter_by(action="report.saved")
    assert event.details == {"organisation": None}


@pytest.mark.parametrize(("name", "told"), [
    ("", "Please give it a name."),
    ("mine", "You have a report of that name already."),
    ("x" * 121, "Field cannot be longer than 120 characters."),
])  # fmt: skip
def test_a_name_that_will_not_do_is_told_and_stays_in_its_field(
    as_mali: Visitor, name: str, told: str
) -> None:
    save(as_mali, "Mine")
    query = "country=LA"
    answer = as_mali.post(f"{SAVED}/new", name=name, query=query, shared_with="")
    page = Page(answer.text)
    assert answer.status_code == 422
    assert page.one("p", id="name-error").text == told
    assert page.one("input", id="name").attributes["value"] == name
    assert hidden(page, "query") == query


def test_two_people_may_use_one_name(as_mali: Visitor, as_hub: Visitor) -> None:
    save(as_mali, "Mine")
    save(as_hub, "Mine")
    assert listed(as_mali) == listed(as_hub) == ["Mine"]


def test_a_report_that_makes_no_sense_is_not_saved(as_mali: Visitor) -> None:
    wrong = "score_from=101"
    assert as_mali.client.get(f"{SAVED}/new?{wrong}").location == f"{REPORT}?{wrong}"
    answer = as_mali.post(f"{SAVED}/new", name="X", query=wrong, shared_with="")
    assert answer.location == f"{REPORT}?{wrong}"


def test_nobody_keeps_reports_without_end(as_mali: Visitor, session: Session, cast: Cast) -> None:
    for number in range(MOST_SAVED):
        session.add(
            SavedReport(
                id=UUID(int=number), owner_id=cast.mali.id, organisation_id=None,
                name=f"Report {number}", definition={"filters": {}, "columns": []},
                created_at=NOW, changed_at=NOW,
            )
        )  # fmt: skip
    session.commit()
    answer = as_mali.post(f"{SAVED}/new", name="One more", query="", shared_with="")
    assert answer.status_code == 422
    assert "Remove one of them first." in answer.text


def test_a_report_is_seen_where_it_is_shared_and_above_and_nowhere_else(
    *, as_hub: Visitor, as_ministry: Visitor, as_company: Visitor, as_mali: Visitor, region: Region
) -> None:
    at = save(as_hub, "Of the hub", shared_with=region.hub)
    hidden_one = save(as_hub, "My own")
    assert listed(as_hub) == ["My own", "Of the hub"]
    assert listed(as_ministry) == listed(as_mali) == ["Of the hub"]
    assert listed(as_company) == []
    assert "Saved by Suda" in as_ministry.get(SAVED).text
    page = as_ministry.get(at)
    assert "the administrators of Hub and above" in page.text
    assert "Name and readers" not in page.text
    assert "Remove this report" not in page.text
    as_company.get(at, status=404)
    for stranger in (as_company, as_ministry, as_mali):
        stranger.get(hidden_one, status=404)
    saved_id = at.rpartition("/")[2]
    assert "This is the saved report" not in as_company.get(f"{REPORT}?saved={saved_id}").text


def test_what_is_shared_at_a_ministry_is_not_seen_below_it(
    as_hub: Visitor, as_ministry: Visitor, region: Region
) -> None:
    at = save(as_ministry, "Of the ministry", shared_with=region.ministry)
    as_hub.get(at, status=404)
    assert listed(as_hub) == []


def test_nobody_shares_beyond_their_reach(as_hub: Visitor, region: Region) -> None:
    fields = {"name": "X", "query": "", "shared_with": str(region.ministry)}
    answer = as_hub.post(f"{SAVED}/new", **fields)
    assert answer.status_code == 422
    assert Page(answer.text).one("p", id="shared_with-error").text
    offered = [each.text for each in Page(answer.text).all("option")]
    assert offered == ["Nobody else", "Hub"]


def test_sharing_shows_nobody_more_than_their_own_reach(
    *, as_hub: Visitor, as_ministry: Visitor, region: Region, seats: Seats
) -> None:
    seats.add("Noy", organisation_id=region.hub)
    seats.add("Mai", organisation_id=region.ministry)
    about_all = save(as_ministry, "All of us", shared_with=region.hub)
    about_ministry = save(
        as_ministry, "The ministry", query=f"organisation={region.ministry}", shared_with=region.hub
    )
    opened = as_hub.get(link(as_hub.get(about_all), "Open the report"))
    assert "Noy" in opened.text
    assert "Mai" not in opened.text
    page = as_hub.get(about_ministry)
    assert "it shows you nothing" in page.text
    assert "an organisation beyond your reach" in page.text
    beyond = as_hub.get(link(page, "Open the report"))
    assert "beyond your reach: nothing is shown" in beyond.one("p", id="organisation-error").text
    assert "Noy" not in beyond.text
    assert not beyond.all("td")


def test_a_cohort_beyond_reach_shows_nothing_and_says_so(
    *, as_hub: Visitor, as_mali: Visitor, region: Region, seats: Seats
) -> None:
    cohort = seats.cohort("Evening")
    seats.add("Noy", organisation_id=region.hub, cohort_id=cohort)
    at = save(as_mali, "Evening", query=f"cohort={cohort}", shared_with=region.hub)
    assert "Evening (Clean water)" in as_mali.get(at).text
    page = as_hub.get(at)
    assert "a cohort beyond your reach" in page.text
    assert not as_hub.get(link(page, "Open the report")).all("td")


def test_an_owner_gives_a_report_another_name_and_other_readers(
    *, as_ministry: Visitor, as_hub: Visitor, region: Region, session: Session
) -> None:
    at = save(as_ministry, "Old", query="country=LA")
    base = hidden(as_ministry.get(at), "base")
    answer = as_ministry.post(at, name="New", shared_with=str(region.hub), base=base)
    assert answer.status_code == 303
    assert listed(as_hub) == ["New"]
    assert from_json(stored(session, "New").definition).filters == Filters(country="LA")
    (event,) = session.query(AuditEvent).filter_by(action="report.changed")
    assert event.organisation_id == region.hub
    again = as_ministry.post(at, name="", shared_with="", base=base)
    assert again.status_code == 422
    assert Page(again.text).heading == "New"


def test_a_second_window_is_told_that_the_first_has_changed_the_name(as_mali: Visitor) -> None:
    at = save(as_mali, "Mine")
    base = hidden(as_mali.get(at), "base")
    assert as_mali.post(at, name="First", shared_with="", base=base).status_code == 303
    answer = as_mali.post(at, name="Second", shared_with="", base=base)
    page = Page(answer.text)
    assert answer.status_code == 409
    assert page.heading == "First"
    assert "changed in the meantime" in page.one("div", role="alert").text
    assert page.one("input", id="name").attributes["value"] == "Second"
    final = as_mali.post(at, name="Second", shared_with="", base=hidden(page, "base"))
    assert final.status_code == 303
    assert listed(as_mali) == ["Second"]


def test_another_report_of_that_name_is_in_the_way(as_mali: Visitor) -> None:
    save(as_mali, "Taken")
    at = save(as_mali, "Mine")
    fields = {"shared_with": "", "base": hidden(as_mali.get(at), "base")}
    answer = as_mali.post(at, name="TAKEN", **fields)
    assert answer.status_code == 422
    assert Page(answer.text).one("p", id="name-error").text
    assert as_mali.post(at, name="MINE", **fields).status_code == 303


def test_filters_are_changed_in_the_report_and_kept(as_mali: Visitor, session: Session) -> None:
    at = save(as_mali, "Mine", query="country=LA")
    key = at.rpartition("/")[2]
    page = as_mali.get(f"{REPORT}?country=VN&saved={key}")
    assert "changed, not saved" in page.text
    assert "Keep these filters and columns in “Mine”" in page.text
    fields = {
        "query": next(each.attributes["value"] for each in page.all("input", name_="query")),
        "base": hidden(page, "base"),
    }
    answer = as_mali.post(f"{at}/definition", seen_on=at, **fields)
    assert answer.location == f"{REPORT}?country=VN&saved={key}"
    assert from_json(stored(session, "Mine").definition).filters == Filters(country="VN")
    assert "changed, not saved" not in as_mali.get(answer.location).text


def test_a_second_window_is_told_that_the_first_has_changed_the_filters(
    as_mali: Visitor, session: Session
) -> None:
    at = save(as_mali, "Mine", query="country=LA")
    base = hidden(as_mali.get(at), "base")
    first = {"query": "country=VN", "base": base}
    assert as_mali.post(f"{at}/definition", seen_on=at, **first).status_code == 303
    answer = as_mali.post(f"{at}/definition", seen_on=at, query="country=TH", base=base)
    page = Page(answer.text)
    assert answer.status_code == 409
    assert [each.text for each in page.all("dd")] == ["Thailand", "Vietnam"]
    mine = {"query": hidden(page, "query"), "base": hidden(page, "base")}
    assert as_mali.post(f"{at}/definition", seen_on=at, **mine).status_code == 303
    assert from_json(stored(session, "Mine").definition).filters == Filters(country="TH")


def test_filters_that_make_no_sense_are_not_kept(as_mali: Visitor) -> None:
    at = save(as_mali, "Mine")
    answer = as_mali.post(f"{at}/definition", seen_on=at, query="country=XX", base="")
    assert answer.location == f"{REPORT}?country=XX&saved={at.rpartition('/')[2]}"


def test_a_reader_of_a_shared_report_changes_and_removes_nothing(
    as_hub: Visitor, as_ministry: Visitor, region: Region
) -> None:
    at = save(as_hub, "Of the hub", shared_with=region.hub)
    fields = {"name": "Y", "shared_with": "", "base": "", "query": ""}
    for where in (at, f"{at}/definition", f"{at}/remove"):
        assert as_ministry.post(where, seen_on=at, **fields).status_code == 403
    page = as_ministry.get(f"{REPORT}?country=VN&saved={at.rpartition('/')[2]}")
    assert "Keep these filters and columns" not in page.text


def test_an_owner_removes_a_report(as_mali: Visitor, session: Session) -> None:
    at = save(as_mali, "Mine")
    answer = as_mali.post(f"{at}/remove", seen_on=at)
    assert answer.location == SAVED
    assert "“Mine” is removed." in as_mali.get(SAVED).text
    as_mali.get(at, status=404)
    assert session.query(AuditEvent).filter_by(action="report.removed").count() == 1


def test_the_academy_removes_what_is_shared(
    as_hub: Visitor, as_mali: Visitor, region: Region
) -> None:
    at = save(as_hub, "Of the hub", shared_with=region.hub)
    assert as_mali.post(f"{at}/remove", seen_on=at).status_code == 303
    assert listed(as_hub) == []


def test_nobody_but_administrators_has_saved_reports(
    as_som: Visitor, as_noi: Visitor, visitor: Visitor
) -> None:
    for path in (SAVED, f"{SAVED}/new"):
        assert as_som.client.get(path).status_code == 403
        assert as_noi.client.get(path).status_code == 403
        assert visitor.client.get(path).status_code == 302


def test_who_is_no_administrator_any_more_opens_nothing(as_hub: Visitor, region: Region) -> None:
    at = save(as_hub, "Mine")
    region.administers_no_more("Suda")
    assert as_hub.client.get(at).status_code == 403


@pytest.mark.parametrize("language", ["km", "my", "ta", "zh-Hans"])
def test_the_pages_are_good_in_other_scripts(as_mali: Visitor, language: str) -> None:
    at = save(as_mali, "ລາຍງານ", query="country=LA&score_to=50&enrolled_from=2026-01-01")
    for path in (SAVED, f"{SAVED}/new", at):
        assert as_mali.get(path.replace("/en/", f"/{language}/")).heading
    assert re.search("ລາຍງານ", as_mali.get(SAVED).text)


def test_the_list_takes_the_same_queries_for_three_reports_and_thirty(
    as_mali: Visitor, seats: Seats, count_queries: CountQueries
) -> None:
    def asked() -> int:
        with count_queries() as sent:
            as_mali.get(SAVED)
        return len(sent)

    for number in range(3):
        save(as_mali, f"R {number}", query=f"cohort={seats.cohort(f'C {number}')}")
    few = [asked(), asked()]
    for number in range(3, 30):
        save(as_mali, f"R {number}")
    assert asked() == few[1]
