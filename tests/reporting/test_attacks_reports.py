"""What somebody may try to read in reports beyond their reach: old files, moves, and sums."""

from datetime import datetime, timedelta
from pathlib import Path
from uuid import UUID

from flask import Flask
from sqlalchemy.orm import Session

from academy.accounts.models import Membership, Organisation
from academy.accounts.service import By
from academy.accounts.service.places import move_organisation
from academy.db.transaction import atomic
from academy.kernel.clock import now as clock
from academy.reporting import service
from academy.reporting.handlers import make_scheduled_reports, tell_of_scheduled_reports
from academy.reporting.queries import dashboard_region
from academy.reporting.rules import Filters, Format, Report
from academy.reporting.rules.periods import Quarter
from academy.reporting.rules.runs import Run
from tests.browserless import Visitor
from tests.cast import NOW
from tests.reporting.region import Region
from tests.reporting.seats import Seats
from tests.reporting.test_schedules import Postbox, make_due, subscribe
from tests.reporting.test_views_saved import save

RUNS = "/en/admin/reports/runs"


def made(app: Flask, owner: UUID, run: Run) -> UUID:
    with app.app_context(), atomic() as session:
        return service.ask_run(session, run, owner_id=owner, now=clock())


def statuses(visitor: Visitor, job: UUID) -> list[int]:
    return [visitor.client.get(f"{RUNS}/{job}/{end}").status_code for end in ("file", "manifest")]


def test_a_file_is_kept_back_once_an_organisation_in_it_moved_away(  # noqa: PLR0917 – fixtures
    app: Flask, session: Session, region: Region, as_ministry: Visitor, seats: Seats
) -> None:
    seats.add("Secret", organisation_id=region.hub)
    keo = region.person("Keo").id
    job = made(app, keo, Run(Report(Filters()), Format.CSV, "en"))
    assert statuses(as_ministry, job) == [200, 200]
    move_organisation(session, region.hub, region.company, by=By(None, NOW))
    session.commit()
    assert statuses(as_ministry, job) == [403, 403]


def test_a_file_about_what_stayed_is_still_given_out(  # noqa: PLR0917 – fixtures
    app: Flask, session: Session, region: Region, as_ministry: Visitor, seats: Seats
) -> None:
    seats.add("Noy", organisation_id=region.ministry)
    keo = region.person("Keo").id
    alone = Filters(organisation=region.ministry, below=False)
    job = made(app, keo, Run(Report(alone), Format.CSV, "en"))
    move_organisation(session, region.hub, region.company, by=By(None, NOW))
    session.commit()
    assert statuses(as_ministry, job) == [200, 200]


def test_a_file_of_a_day_when_another_organisation_was_below_is_kept_back_too(  # noqa: PLR0917 – fixtures
    app: Flask, session: Session, region: Region, as_ministry: Visitor, seats: Seats
) -> None:
    seats.add("Secret", organisation_id=region.hub)
    keo = region.person("Keo").id
    day = clock().date() - timedelta(days=1)
    below = Filters(organisation=region.ministry)
    job = made(app, keo, Run(Report(below, as_of=day), Format.CSV, "en"))
    session.get_one(Organisation, region.hub).parent_id = region.company
    session.commit()
    assert statuses(as_ministry, job) == [403, 403]


def test_who_administers_one_closed_organisation_still_takes_its_report_away(  # noqa: PLR0917 – fixtures
    app: Flask, session: Session, region: Region, as_hub: Visitor, seats: Seats
) -> None:
    seats.add("Noy", organisation_id=region.hub)
    session.get_one(Organisation, region.hub).is_active = False
    session.commit()
    job = made(app, region.person("Suda").id, Run(Report(Filters()), Format.CSV, "en"))
    assert b"Noy" in as_hub.client.get(f"{RUNS}/{job}/file").data
    for page in ("/en/admin/reports/completions", "/en/admin/people", "/en/admin/cohorts"):
        as_hub.get(page)


def test_whoever_administers_two_organisations_cannot_take_both_off(
    session: Session, region: Region, seats: Seats
) -> None:
    """Of eleven seats in Laos they know ten; the eleventh is somebody."""
    both = region.person("Both").id
    for place in (region.hub, region.company):
        session.add(Membership(user_id=both, organisation_id=place, role="admin"))
    when = datetime.fromisoformat("2026-02-03T09:00:00+00:00")
    places = [*[region.hub] * 5, *[region.company] * 5, region.ministry]
    for at, place in enumerate(places):
        seats.add(organisation_id=place, country="LA", enrolled_at=when + timedelta(minutes=at))
    for at in range(40):
        seats.add(
            organisation_id=None, country="VN", enrolled_at=when + timedelta(hours=1, minutes=at)
        )
    told = dashboard_region.region(session, Quarter(2026, 1).period, "country")
    assert told is None or told.lines["LA"][2] is None


def test_who_administers_no_more_gets_no_letter_about_a_report_that_was_made_before(
    *, app: Flask, session: Session, region: Region, as_hub: Visitor, seats: Seats, home: Path
) -> None:
    seats.add("Noy", organisation_id=region.hub)
    subscribe(as_hub, save(as_hub, "Mine"))
    make_due(session)
    with app.app_context():
        make_scheduled_reports()
    region.administers_no_more("Suda")
    postbox = Postbox(home / "mail")
    with app.app_context():
        tell_of_scheduled_reports()
    assert postbox.letters() == []
