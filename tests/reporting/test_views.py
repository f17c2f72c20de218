"""Pages of reports."""

import json
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from academy.accounts.models import Membership
from academy.authoring import service as authoring
from academy.db.audit import AuditEvent
from academy.kernel.actor import Actor, Role
from academy.reporting.queries.learners import PAGE
from academy.reporting.rules import COLUMNS
from tests.browserless import Page, Visitor
from tests.builders import publish
from tests.cast import NOW, Cast, add_user
from tests.conftest import CountQueries
from tests.reporting.seats import Seats

REPORT = "/en/admin/reports/completions"
LEARNERS = "/en/teach/courses/clean-water/learners"


def body(page: Page) -> list[str]:
    return [cell.text for cell in page.all("td")]


def facts(page: Page) -> dict[str, str]:
    return dict(
        zip(
            (each.text for each in page.all("dt")),
            (each.text for each in page.all("dd")),
            strict=True,
        )
    )


@pytest.fixture
def as_suda(app: Flask, session: Session, seats: Seats) -> Visitor:
    """Suda administers the Hub, and nothing else."""
    hub = seats.organisation("Hub")
    user = add_user(session, "Suda", country="TH")
    session.add(Membership(user_id=user.id, organisation_id=hub, role="admin"))
    session.commit()
    return Visitor(app).signed_in(Actor(id=user.id, name="Suda"))


def test_the_report_shows_numbers_charts_and_rows(as_mali: Visitor, seats: Seats) -> None:
    seats.add("Noy", status="completed", done=(4, 4), score=90)
    seats.add("Dao", country=None)
    page = as_mali.get(REPORT)
    assert page.heading == "Completions"
    assert facts(page) == {
        "Enrolments in all": "2",
        "Enrolled": "1",
        "In progress": "0",
        "Completed": "1",
        "Withdrawn": "0",
    }
    assert {svg.attributes["role"] for svg in page.all("svg")} == {"img"}
    assert len(page.all("svg")) == 2
    assert [each.text for each in page.all("th", translate="no")] == list(COLUMNS)
    assert "Noy" in body(page)
    assert "Jan 2026" in page.text
    assert "Not told" in page.text
    assert "The report has 2 rows." in page.text


def test_a_report_of_nothing_says_so(as_mali: Visitor) -> None:
    page = as_mali.get(REPORT)
    assert "No enrolment matches these filters." in page.text
    assert not page.all("svg")


def test_filters_narrow_the_page_and_its_downloads(as_mali: Visitor, seats: Seats) -> None:
    seats.add("Noy", country="LA")
    seats.add("Mai", country="VN")
    page = as_mali.get(f"{REPORT}?country=VN&status=enrolled&course=")
    assert "Mai" in body(page)
    assert "Noy" not in body(page)
    addresses = [link.attributes["href"] for link in page.all("a") if "download" in link.attributes]
    assert addresses == [
        f"{REPORT}.{kind}?country=VN&status=enrolled" for kind in ("csv", "xlsx", "jsonl")
    ]
    assert as_mali.client.get(addresses[0]).text.count("\r\n") == 2


@pytest.mark.parametrize(
    "query",
    [
        "enrolled_from=yesterday",
        "enrolled_to=2026-02-30",
        "completed_from=99999-01-01",
        "completed_to=%00",
        "status=gone",
        "country=XX",
        "organisation=7",
        "course=none",
        "language=xx",
    ],
)
def test_a_filter_that_makes_no_sense_is_told_at_its_field(as_mali: Visitor, query: str) -> None:
    page = as_mali.get(f"{REPORT}?{query}")
    name = query.partition("=")[0]
    assert page.one("p", id=f"{name}-error").text
    assert not page.all("a", download="")
    answer = as_mali.client.get(f"{REPORT}.csv?{query}")
    assert answer.status_code == 302
    assert answer.location.startswith(f"{REPORT}?{name}=")


def test_the_last_day_there_is_can_be_asked_for(as_mali: Visitor, seats: Seats) -> None:
    seats.add("Noy")
    assert "Noy" in body(as_mali.get(f"{REPORT}?enrolled_to=9999-12-31&enrolled_from=0001-01-01"))


@pytest.mark.parametrize(
    ("kind", "media"),
    [
        ("csv", "text/csv"),
        ("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        ("jsonl", "application/jsonl"),
    ],
)
def test_the_report_is_a_file_to_keep(  # noqa: PLR0917 – fixtures
    as_mali: Visitor, seats: Seats, session: Session, kind: str, media: str
) -> None:
    seats.add("Noy")
    answer = as_mali.client.get(f"{REPORT}.{kind}")
    assert answer.status_code == 200
    assert answer.mimetype == media
    assert answer.headers["Content-Disposition"] == f'attachment; filename="completions.{kind}"'
    assert answer.data
    event = session.query(AuditEvent).filter_by(action="report.exported").one()
    assert (event.details["format"], event.details["rows"]) == (kind, 1)
    assert event.actor_id is not None


def test_a_byte_order_mark_can_be_asked_for(as_mali: Visitor, seats: Seats) -> None:
    seats.add()
    plain = as_mali.client.get(f"{REPORT}.csv").data
    assert as_mali.client.get(f"{REPORT}.csv?bom=1").data == "\ufeff".encode() + plain


def test_an_administrator_sees_only_their_own_organisation(as_suda: Visitor, seats: Seats) -> None:
    seats.add("Noy", organisation_id=seats.organisation("Hub"))
    seats.add("Mai", organisation_id=seats.organisation("Shop"))
    seats.add("Nobody's")
    page = as_suda.get(REPORT)
    assert facts(page)["Enrolments in all"] == "1"
    assert [choice.text for choice in page.all("option") if choice.text in {"Hub", "Shop"}] == [
        "Hub"
    ]
    rows = as_suda.client.get(f"{REPORT}.jsonl").text.splitlines()
    assert [json.loads(row)["learner_name"] for row in rows] == ["Noy"]
    other = seats.organisation("Shop")
    assert as_suda.client.get(f"{REPORT}.csv?organisation={other}").status_code == 302


def test_nobody_else_gets_a_report(as_som: Visitor, as_noi: Visitor, visitor: Visitor) -> None:
    for kind in ("", ".csv", ".xlsx", ".jsonl"):
        assert as_som.client.get(REPORT + kind).status_code == 403
        assert as_noi.client.get(REPORT + kind).status_code == 403
        assert visitor.client.get(REPORT + kind).status_code == 302


@pytest.mark.parametrize("language", ["km", "my", "ta", "zh-Hans"])
def test_the_report_is_a_good_page_in_other_scripts(
    as_mali: Visitor, seats: Seats, language: str
) -> None:
    seats.add(status="completed")
    assert as_mali.get(REPORT.replace("/en/", f"/{language}/")).heading


def test_the_pages_take_the_same_queries_for_three_rows_and_thirty(
    as_mali: Visitor, seats: Seats, count_queries: CountQueries
) -> None:
    def asked(path: str) -> int:
        with count_queries() as sent:
            as_mali.get(path)
        return len(sent)

    for _ in range(3):
        seats.add(status="completed")
    few = [asked(REPORT), asked(REPORT), asked(LEARNERS), asked(LEARNERS)]
    for _ in range(27):
        seats.score(seats.add(country="VN"), look_check=50)
    assert [asked(REPORT), asked(LEARNERS)] == [few[1], few[3]]


@pytest.fixture
def taught(session: Session, cast: Cast, seats: Seats) -> Seats:
    """Som teaches the course."""
    authoring.assign(
        session,
        course_id="clean-water",
        user_id=cast.som.id,
        role=Role.INSTRUCTOR,
        by=None,
        now=NOW,
    )
    session.commit()
    return seats


def test_an_instructor_sees_how_far_everybody_is(as_som: Visitor, taught: Seats) -> None:
    taught.score(
        taught.add("Noy", status="in_progress", done=(2, 4), last_activity_at=NOW), look_check=85
    )
    taught.add("<b>Dao</b>", country=None)
    page = as_som.get(LEARNERS)
    assert page.heading == "Learners"
    assert [row.text for row in page.all("th", scope="row")] == ["<b>Dao</b>", "Noy"]
    cells = body(page)
    assert cells[:6] == ["–", "Enrolled", "0 / 4", "–", "–", "–"]
    assert cells[6:] == ["Laos", "In progress", "2 / 4", "85%", "–", "Nov 23, 2026"]
    assert "2 learners" in page.text


def test_learners_can_be_looked_for(as_som: Visitor, taught: Seats) -> None:
    taught.add("Noy", status="completed")
    taught.add("Dao")
    assert "Dao" not in as_som.get(f"{LEARNERS}?name=no&status=completed").text
    assert "1 learner" in as_som.get(f"{LEARNERS}?name=DAO").text
    assert "0 learners" in as_som.get(f"{LEARNERS}?name=x").text
    assert "2 learners" in as_som.get(f"{LEARNERS}?status=gone&after=nobody").text


def test_more_learners_are_on_the_next_page(as_som: Visitor, taught: Seats) -> None:
    for number in range(PAGE + 1):
        taught.add(f"N {number}")
    first = as_som.get(f"{LEARNERS}?name=N")
    (more,) = [link for link in first.all("a") if link.text == "More learners"]
    second = as_som.get(more.attributes["href"])
    assert [row.text for row in second.all("th", scope="row")] == ["N 0"]
    assert not [link for link in second.all("a") if link.text == "More learners"]


def test_a_stranger_to_the_course_finds_no_page(as_som: Visitor, seats: Seats) -> None:
    seats.add("Noy")
    publish(seats.session, id="dry-land")
    as_som.get(LEARNERS, status=404)
    as_som.get("/en/teach/courses/no-such/learners", status=404)


def test_an_administrator_sees_their_own_learners_of_a_course(
    as_suda: Visitor, as_mali: Visitor, seats: Seats
) -> None:
    seats.add("Noy", organisation_id=seats.organisation("Hub"))
    seats.add("Mai")
    assert [row.text for row in as_suda.get(LEARNERS).all("th", scope="row")] == ["Noy"]
    assert "2 learners" in as_mali.get(LEARNERS).text


@pytest.mark.parametrize("kind", ["csv", "jsonl"])
def test_the_command_writes_what_the_page_sends(  # noqa: PLR0917 – fixtures
    app: Flask, as_mali: Visitor, seats: Seats, tmp_path: Path, kind: str
) -> None:
    seats.add("=Noy", country="LA", organisation_id=seats.organisation("Hub"))
    seats.add("Mai", country="VN")
    out = tmp_path / f"report.{kind}"
    run = app.test_cli_runner().invoke
    asked = [
        "reports",
        "completions",
        "--format",
        kind,
        "--from",
        "2026-01-01",
        "--to",
        "2026-12-31",
    ]
    answer = run(args=[*asked, "--out", str(out), "--country", "LA", "--organisation", "Hub"])
    assert answer.exit_code == 0, answer.output
    web = as_mali.client.get(
        f"{REPORT}.{kind}?country=LA&organisation={seats.organisation('Hub')}"
        "&enrolled_from=2026-01-01&enrolled_to=2026-12-31"
    )
    assert out.read_bytes() == web.data
    assert run(args=[*asked, "--out", "-", "--status", "enrolled"]).stdout_bytes == (
        as_mali.client.get(f"{REPORT}.{kind}").data
    )


@pytest.mark.usefixtures("seats")
def test_the_command_says_what_there_is_not(app: Flask) -> None:
    run = app.test_cli_runner().invoke
    for option, value in (("--course", "none"), ("--organisation", "None"), ("--country", "XX")):
        answer = run(args=["reports", "completions", "--out", "-", option, value])
        assert answer.exit_code == 2
        assert option in answer.stderr
    course = ["--course", "clean-water", "--bom"]
    answer = run(args=["reports", "completions", "--out", "-", *course])
    assert answer.stdout_bytes.startswith("\ufeffenrolment_id".encode())
