"""What the reports read."""

import csv
import io
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import fields
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import Connection, event
from sqlalchemy.orm import Session

from academy.accounts.service import ACADEMY
from academy.kernel.text import harmless
from academy.reporting import queries
from academy.reporting.policy import EVERYTHING, Scope
from academy.reporting.queries import Filters, Share, Sought
from academy.reporting.queries.report import rows
from academy.reporting.rules import COLUMNS
from tests.builders import publish, reworded
from tests.cast import NOW
from tests.conftest import CountQueries
from tests.reporting.seats import FIRST, Seats

HOSTILE = (
    "=cmd|' /C calc'!A0", "+1", "-2+3", "@SUM(1)", "\t=1", "\r=1", "  =1", "' \"=1", "＝1", "＋1",
    "－1", "＠x", "Noy;=1", "Noy; =1", "a\nb", "a\r\n=b", 'say "hi"', "comma, here", "100% ນ້ອຍ",
    "back\\slash", "\\.", "'", '"', "%s %(x)s", "\u3000=1", "\ufeff=1", "ၾမန္မာ", "; -", "a;",
)  # fmt: skip


def report(session: Session, filters: Filters | None = None, scope: Scope = EVERYTHING) -> Any:
    return [
        dict(zip(COLUMNS, row, strict=True))
        for row in queries.stream(session, scope, filters or Filters())
    ]


def names(session: Session, scope: Scope = EVERYTHING, **filters: Any) -> list[str]:
    return [row["learner_name"] for row in report(session, Filters(**filters), scope)]


def test_a_row_has_every_column(session: Session, seats: Seats) -> None:
    hub = seats.organisation("Mekong Hub")
    seat = seats.add(
        "Noy", status="completed", done=(3, 4), score=88, organisation_id=hub,
        cohort_id=seats.cohort("November"), started_at=FIRST, last_activity_at=NOW,
        completed_at=datetime(2026, 2, 1, tzinfo=UTC),
    )  # fmt: skip
    seats.certify(seat, "7KQ2-9XWM-3FTB")
    (row,) = report(session)
    assert row == {
        "enrolment_id": str(seat),
        "learner_id": row["learner_id"],
        "learner_name": "Noy",
        "email": "learner1@example.org",
        "country": "LA",
        "organisation": "Mekong Hub",
        "cohort": "November",
        "course_id": "clean-water",
        "course_title": "Clean water",
        "revision": "1.1",
        "language": "lo",
        "enrolled_at": "2026-01-10T09:31:15Z",
        "started_at": "2026-01-10T09:30:15Z",
        "last_activity_at": "2026-11-23T08:30:00Z",
        "units_completed": 3,
        "units_total": 4,
        "progress_percent": 75,
        "score_percent": 88,
        "status": "completed",
        "completed_at": "2026-02-01T00:00:00Z",
        "certificate_id": "7KQ2-9XWM-3FTB",
    }
    assert str(UUID(row["learner_id"])) == row["learner_id"]


def test_a_seat_nobody_has_begun_counts_the_units_of_its_edition(
    session: Session, seats: Seats
) -> None:
    seats.add()
    (row,) = report(session)
    assert (row["units_completed"], row["units_total"], row["progress_percent"]) == (0, 4, 0)
    assert row["score_percent"] is row["certificate_id"] is row["organisation"] is None


def test_the_revision_is_the_newest_of_the_seat_s_edition(session: Session, seats: Seats) -> None:
    seats.add()
    publish(session, reworded())
    assert [row["revision"] for row in report(session)] == ["1.2"]


def test_rows_come_by_the_moment_of_enrolment(session: Session, seats: Seats) -> None:
    seats.add("Late", enrolled_at=FIRST + timedelta(days=2))
    seats.add("Early", enrolled_at=FIRST)
    assert names(session) == ["Early", "Late"]


def test_a_report_of_nothing_is_empty(session: Session) -> None:
    assert report(session) == []
    assert queries.summary(session, EVERYTHING, Filters()).seats == 0


@pytest.fixture
def mixed(seats: Seats) -> Seats:
    hub, shop = seats.organisation("Hub"), seats.organisation("Shop")
    day = timedelta(days=1)
    seats.add("A", country="LA", language="lo", organisation_id=hub, enrolled_at=FIRST)
    seats.add("B", country="TH", language="th", organisation_id=hub, enrolled_at=FIRST + day)
    seats.add(
        "C", country="LA", language="en", organisation_id=shop, status="completed",
        enrolled_at=FIRST + 2 * day, completed_at=FIRST + 30 * day,
    )  # fmt: skip
    seats.add("D", country=None, language="lo", status="withdrawn", enrolled_at=FIRST + 3 * day)
    other = publish(seats.session, id="dry-land", title="Dry land")
    seats.add(
        "E", course=other, country="TH", organisation_id=hub, status="completed",
        enrolled_at=FIRST + 4 * day, completed_at=FIRST + 90 * day,
    )  # fmt: skip
    return seats


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        ({}, "ABCDE"),
        ({"course": "clean-water"}, "ABCD"),
        ({"course": "dry-land"}, "E"),
        ({"country": "LA"}, "AC"),
        ({"country": "VN"}, ""),
        ({"language": "lo"}, "ADE"),
        ({"status": "completed"}, "CE"),
        ({"enrolled_from": FIRST.date() + timedelta(days=2)}, "CDE"),
        ({"enrolled_to": FIRST.date() + timedelta(days=2)}, "ABC"),
        ({"enrolled_to": date.max}, "ABCDE"),
        ({"enrolled_from": FIRST.date(), "enrolled_to": FIRST.date()}, "A"),
        ({"completed_from": date(2026, 3, 1)}, "E"),
        ({"completed_to": date(2026, 3, 1)}, "C"),
        ({"country": "TH", "status": "completed"}, "E"),
        ({"country": "LA", "language": "lo", "course": "clean-water"}, "A"),
        ({"status": "completed", "country": "LA", "completed_from": date(2026, 3, 1)}, ""),
    ],
    ids=str,
)  # fmt: skip
@pytest.mark.usefixtures("mixed")
def test_filters_combine(session: Session, filters: Any, found: str) -> None:
    assert "".join(names(session, **filters)) == found
    assert queries.count(session, EVERYTHING, Filters(**filters)) == len(found)
    assert queries.summary(session, EVERYTHING, Filters(**filters)).seats == len(found)


def test_the_organisation_can_be_asked_for(session: Session, mixed: Seats) -> None:
    assert names(session, organisation=mixed.organisation("Hub")) == ["A", "B", "E"]


def test_a_scope_hides_what_is_outside_it(session: Session, mixed: Seats) -> None:
    hub, shop = mixed.organisation("Hub"), mixed.organisation("Shop")
    assert names(session, Scope(frozenset({shop}))) == ["C"]
    assert names(session, Scope(frozenset({hub, shop}))) == ["A", "B", "C", "E"]
    assert names(session, Scope(frozenset({shop})), organisation=hub) == []
    assert names(session, Scope(frozenset())) == []
    assert queries.summary(session, Scope(frozenset({shop})), Filters()).seats == 1
    assert queries.count(session, Scope(frozenset({hub})), Filters()) == 3


@pytest.mark.usefixtures("mixed")
def test_the_summary_counts_by_status_month_country_and_course(session: Session) -> None:
    summary = queries.summary(session, EVERYTHING, Filters())
    assert summary.statuses == {"enrolled": 2, "completed": 2, "withdrawn": 1}
    assert summary.months == {"2026-02": 1, "2026-04": 1}
    assert summary.countries == {"": Share(1, 0), "LA": Share(2, 1), "TH": Share(2, 1)}
    assert summary.courses == {"clean-water": Share(4, 1), "dry-land": Share(1, 1)}
    assert summary.seats == 5


def test_the_csv_is_the_same_as_the_plain_rows_made_harmless(
    session: Session, seats: Seats
) -> None:
    for name in HOSTILE:
        seats.add(name, organisation_id=seats.organisation(f"{name} House"))
    seats.add("Plain", done=(1, 4), score=0)
    sent = b"".join(queries.as_csv(session, EVERYTHING, Filters()))
    plain = io.StringIO(newline="")
    csv.writer(plain).writerows(
        [harmless(cell) if isinstance(cell, str) else cell for cell in row]
        for row in queries.stream(session, EVERYTHING, Filters())
    )
    assert sent.decode() == plain.getvalue()


def test_the_first_rows_are_the_report_s_first(session: Session, seats: Seats) -> None:
    for name in "ABC":
        seats.add(name)
    first = queries.first_rows(session, EVERYTHING, Filters(), limit=2)
    assert [row[2] for row in first] == ["A", "B"]


@contextmanager
def explained(connection: Connection, how: str) -> Iterator[None]:
    """Have the database say how it would answer, instead of answering."""

    def ask(*sent: Any) -> tuple[str, Any]:
        return f"{how} {sent[2]}", sent[3]

    event.listen(connection, "before_cursor_execute", ask, retval=True)
    yield
    event.remove(connection, "before_cursor_execute", ask)


@pytest.mark.parametrize(
    ("scope", "filters", "index"),
    [
        (EVERYTHING, Filters(), "ix_enrolment_enrolled_at"),
        (EVERYTHING, Filters(country="LA"), "ix_enrolment_enrolled_at"),
        (EVERYTHING, Filters(course="clean-water"), "ix_enrolment_course_id_enrolled_at"),
        (Scope(frozenset({UUID(int=1)})), Filters(), "ix_enrolment_organisation_id_enrolled_at"),
    ],
    ids=["all", "country", "course", "organisation"],
)
def test_an_index_hands_out_the_seats_in_order(  # noqa: PLR0917 – fixtures
    session: Session, seats: Seats, scope: Scope, filters: Filters, index: str
) -> None:
    seats.add()
    connection = session.connection()
    is_sqlite = connection.dialect.name == "sqlite"
    if not is_sqlite:
        connection.exec_driver_sql("SET LOCAL enable_seqscan = off")
        connection.exec_driver_sql("SET LOCAL enable_bitmapscan = off")
        connection.exec_driver_sql("SET LOCAL enable_sort = off")
    statement = rows(session, scope, filters, harmless=True)
    with explained(connection, "EXPLAIN QUERY PLAN" if is_sqlite else "EXPLAIN"):
        plan = "\n".join(row[-1] for row in connection.execute(statement))
    # Which of the three PostgreSQL takes is its statistics' business; that it takes one is ours.
    assert (index if is_sqlite else "enrolled_at on enrolment") in plan
    assert "TEMP B-TREE FOR ORDER BY" not in plan
    scanned = {line.split()[1] for line in plan.splitlines() if line.startswith("SCAN ")}
    assert scanned <= {"enrolment", "editions", "CONSTANT"}


def test_a_report_takes_the_same_queries_for_three_rows_and_thirty(
    session: Session, seats: Seats, count_queries: CountQueries
) -> None:
    def ask() -> int:
        session.commit()
        with count_queries() as sent:
            report(session)
            queries.summary(session, EVERYTHING, Filters())
            queries.learners_of(session, EVERYTHING, "clean-water", sought=Sought())
        return len(sent)

    for _ in range(3):
        seats.add(done=(1, 4))
    ask()
    few = ask()
    for _ in range(27):
        seats.score(seats.add(done=(1, 4)), look_check=80)
    assert ask() == few


def test_learners_come_newest_first_with_their_scores(session: Session, seats: Seats) -> None:
    seats.add("Old")
    seats.score(seats.add("New", done=(2, 4)), look_check=90, treat_check=70)
    other = publish(session, id="dry-land")
    seats.add("Elsewhere", course=other)
    page = queries.learners_of(session, EVERYTHING, "clean-water", sought=Sought())
    assert [learner.name for learner in page.learners] == ["New", "Old"]
    assert page.learners[0].scores == {"look-check": 90, "treat-check": 70}
    assert (page.learners[0].units_done, page.learners[0].units_total) == (2, 4)
    assert (page.learners[1].units_done, page.learners[1].units_total) == (0, None)
    assert (page.total, page.next) == (2, None)


def test_learners_are_found_by_name_and_status_and_scope(session: Session, seats: Seats) -> None:
    hub = seats.organisation("Hub")
    seats.add("Ana Gusmão", status="completed")
    seats.add("Mariana", organisation_id=hub)
    seats.add("Noy 100%")

    def found(scope: Scope = EVERYTHING, **sought: Any) -> list[str]:
        page = queries.learners_of(session, scope, "clean-water", sought=Sought(**sought))
        assert page.total == len(page.learners)
        return [learner.name for learner in page.learners]

    assert found(name="ANA") == ["Mariana", "Ana Gusmão"]
    assert found(name="%") == ["Noy 100%"]
    assert found(name="ana", status="completed") == ["Ana Gusmão"]
    assert found(Scope(frozenset({hub}))) == ["Mariana"]


def test_learners_come_in_pages(session: Session, seats: Seats) -> None:
    for number in range(queries.learners.PAGE + 2):
        # Some were enrolled at the same moment: the key decides between them.
        seats.add(f"N{number}", enrolled_at=FIRST + timedelta(minutes=number // 3))
    first = queries.learners_of(session, EVERYTHING, "clean-water", sought=Sought())
    rest = queries.learners_of(session, EVERYTHING, "clean-water", sought=Sought(after=first.next))
    seen = [learner.enrolment_id for learner in (*first.learners, *rest.learners)]
    assert len(first.learners) == queries.learners.PAGE
    assert len(seen) == len(set(seen)) == queries.learners.PAGE + 2
    assert rest.next is None
    assert first.total == rest.total == queries.learners.PAGE + 2


def test_a_page_after_nobody_is_empty(session: Session, seats: Seats) -> None:
    seats.add()
    page = queries.learners_of(session, EVERYTHING, "clean-water", sought=Sought(after=UUID(int=7)))
    assert list(page.learners) == []


def test_the_academy_itself_is_the_root(session: Session, seats: Seats) -> None:
    academy = seats.organisation(ACADEMY, country=None)
    seats.organisation("Hub")
    seats.organisation("A university that said nothing of where it is", country=None)
    assert queries.roots(session) == {academy}


def test_the_choices_are_those_of_the_scope(session: Session, seats: Seats) -> None:
    hub, shop = seats.organisation("Hub"), seats.organisation("Shop")
    assert queries.organisations(session, EVERYTHING) == {hub: "Hub", shop: "Shop"}
    assert queries.organisations(session, Scope(frozenset({shop}))) == {shop: "Shop"}
    assert queries.courses(session) == {"clean-water": "Clean water"}
    assert queries.organisation_named(session, "Hub") == hub
    assert queries.organisation_named(session, str(hub)) == hub
    assert queries.organisation_named(session, "House") is None


def test_every_filter_is_tried_above() -> None:
    assert {field.name for field in fields(Filters)} == {
        "course", "country", "organisation", "language", "status", "enrolled_from", "enrolled_to",
        "completed_from", "completed_to",
    }  # fmt: skip
