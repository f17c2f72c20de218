"""What the reports read."""

import csv
import io
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import fields
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import Connection, event
from sqlalchemy.orm import Session

from academy.accounts import queries as people
from academy.accounts.models import Organisation
from academy.accounts.queries import ACADEMY
from academy.kernel.text import harmless
from academy.reporting import queries
from academy.reporting.policy import EVERYTHING, Scope
from academy.reporting.queries import Share, Sought, figures
from academy.reporting.queries.cells import Dress
from academy.reporting.queries.report import first_keys, rows
from academy.reporting.rules import CHOICE, Filters, Report
from tests.builders import publish, reworded
from tests.cast import NOW
from tests.conftest import CountQueries
from tests.reporting.seats import FIRST, Seats

HOSTILE = (
    "=cmd|' /C calc'!A0", "+1", "-2+3", "@SUM(1)", "\t=1", "\r=1", "  =1", "' \"=1", "＝1", "＋1",
    "－1", "＠x", "Noy;=1", "Noy; =1", "a\nb", "a\r\n=b", 'say "hi"', "comma, here", "100% ນ້ອຍ",
    "back\\slash", "\\.", "'", '"', "%s %(x)s", "\u3000=1", "\ufeff=1", "ၾမန္မာ", "; -", "a;",
)  # fmt: skip


ALL = Report()
ONE = Scope(frozenset({UUID(int=1)}))


def report(session: Session, asked: Report = ALL, scope: Scope = EVERYTHING) -> Any:
    return [
        dict(zip(asked.columns, row, strict=True))
        for batch in queries.batches(session, scope, asked)
        for row in batch
    ]


def names(session: Session, scope: Scope = EVERYTHING, **filters: Any) -> list[str]:
    return [row["learner_name"] for row in report(session, Report(Filters(**filters)), scope)]


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
    assert queries.summary(session, EVERYTHING, ALL).seats == 0


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
    assert queries.count(session, EVERYTHING, Report(Filters(**filters))) == len(found)
    assert queries.summary(session, EVERYTHING, Report(Filters(**filters))).seats == len(found)


def test_the_organisation_can_be_asked_for(session: Session, mixed: Seats) -> None:
    assert names(session, organisation=mixed.organisation("Hub")) == ["A", "B", "E"]


def test_a_scope_hides_what_is_outside_it(session: Session, mixed: Seats) -> None:
    hub, shop = mixed.organisation("Hub"), mixed.organisation("Shop")
    assert names(session, Scope(frozenset({shop}))) == ["C"]
    assert names(session, Scope(frozenset({hub, shop}))) == ["A", "B", "C", "E"]
    assert names(session, Scope(frozenset({shop})), organisation=hub) == []
    assert names(session, Scope(frozenset())) == []
    assert queries.summary(session, Scope(frozenset({shop})), ALL).seats == 1
    assert queries.count(session, Scope(frozenset({hub})), ALL) == 3


@pytest.mark.usefixtures("mixed")
def test_the_summary_counts_by_status_month_country_and_course(session: Session) -> None:
    summary = queries.summary(session, EVERYTHING, ALL)
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
    sent = b"".join(queries.as_csv(session, EVERYTHING, ALL))
    plain = io.StringIO(newline="")
    csv.writer(plain).writerows(
        [harmless(cell) if isinstance(cell, str) else cell for cell in row]
        for batch in queries.batches(session, EVERYTHING, ALL)
        for row in batch
    )
    assert sent.decode() == plain.getvalue()


def test_the_first_rows_are_the_report_s_first(session: Session, seats: Seats) -> None:
    for name in "ABC":
        seats.add(name)
    first = queries.first_rows(session, EVERYTHING, ALL, limit=2)
    assert [row[2] for row in first] == ["A", "B"]


@contextmanager
def explained(connection: Connection, how: str) -> Iterator[None]:
    """Have the database say how it would answer, instead of answering."""

    def ask(*sent: Any) -> tuple[str, Any]:
        return f"{how} {sent[2]}", sent[3]

    event.listen(connection, "before_cursor_execute", ask, retval=True)
    yield
    event.remove(connection, "before_cursor_execute", ask)


SORTED = re.compile(r"FOR ORDER BY|(?<!Incremental )Sort  \(")
"""How a plan says that everything is sorted; seats of one moment may be put in order."""
QUESTIONS = {
    "all": (EVERYTHING, Filters()),
    "course": (EVERYTHING, Filters(course="clean-water")),
    "cohort": (EVERYTHING, Filters(cohort=UUID(int=1))),
    "country": (EVERYTHING, Filters(country="LA")),
    "organisation": (EVERYTHING, Filters(organisation=UUID(int=1))),
    "language": (EVERYTHING, Filters(language="lo")),
    "status": (EVERYTHING, Filters(status="completed")),
    "enrolled": (EVERYTHING, Filters(enrolled_from=FIRST.date(), enrolled_to=FIRST.date())),
    "completed": (EVERYTHING, Filters(completed_from=FIRST.date(), completed_to=FIRST.date())),
    "score": (EVERYTHING, Filters(score_from=50, score_to=90)),
    "scope": (ONE, Filters()),
}


def plan_of(session: Session, statement: Any) -> list[str]:
    """Have the database say how it would answer; PostgreSQL has to believe that there are many."""
    connection = session.connection()
    is_sqlite = connection.dialect.name == "sqlite"
    if not is_sqlite:
        for way in ("seqscan", "bitmapscan", "sort"):
            connection.exec_driver_sql(f"SET LOCAL enable_{way} = off")
    with explained(connection, "EXPLAIN QUERY PLAN" if is_sqlite else "EXPLAIN"):
        cursor: Any = connection.execute(statement).cursor
        return [row[-1] for row in cursor.fetchall()]


def is_sqlite(session: Session) -> bool:
    return session.connection().dialect.name == "sqlite"


@pytest.mark.parametrize("question", QUESTIONS.values(), ids=QUESTIONS)
def test_one_index_hands_out_the_rows_in_order(
    session: Session, seats: Seats, question: tuple[Scope, Filters]
) -> None:
    seats.add()
    scope, asked = question[0], Report(question[1])
    whole = plan_of(session, rows(session, scope, asked, dress=Dress(harmless=True)))
    first = plan_of(session, first_keys(session, scope, asked, limit=50))
    for plan in (whole, first):
        assert not [line for line in plan if SORTED.search(line)]
    if is_sqlite(session):
        (line,) = first
        assert "enrolment USING COVERING INDEX ix_enrolment_listed" in line
        scanned = {line.split()[1] for line in whole if line.startswith("SCAN ")}
        assert scanned <= {"enrolment", "editions", "CONSTANT"}
    else:
        assert any("Index" in line and "on enrolment" in line for line in first)


@pytest.mark.parametrize("question", QUESTIONS.values(), ids=QUESTIONS)
def test_figures_are_counted_from_an_index_alone_and_without_sorting(
    session: Session, seats: Seats, question: tuple[Scope, Filters]
) -> None:
    seats.add(status="completed")
    scope, asked = question[0], Report(question[1])
    shares = plan_of(session, figures.shares(session, scope, asked))
    months = [date(2026, 1, 1), date(2026, 2, 1)]
    by_month = plan_of(session, figures.by_month(session, scope, asked, months=months))
    if is_sqlite(session):
        line, *rest = shares
        assert "USING COVERING INDEX ix_enrolment_counted" in line
        # One status alone is no part of the order any more: its few groups are put in order.
        assert rest == (["USE TEMP B-TREE FOR GROUP BY"] if asked.filters.status else [])
        (line,) = [each for each in by_month if "enrolment" in each]
        assert "SEARCH enrolment USING COVERING INDEX ix_enrolment_completed (" in line
        assert not [each for each in by_month if "TEMP B-TREE" in each]
    else:
        assert not [each for each in shares if SORTED.search(each)]
        for plan in (shares, by_month):
            assert [each for each in plan if "Index" in each and "on enrolment" in each]


def test_a_report_takes_the_same_queries_for_three_rows_and_thirty(
    session: Session, seats: Seats, count_queries: CountQueries
) -> None:
    def ask() -> int:
        session.commit()
        with count_queries() as sent:
            report(session)
            queries.summary(session, EVERYTHING, ALL)
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
    assert people.roots(session) == {academy}


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
        "course", "cohort", "country", "organisation", "below", "language", "status",
        "enrolled_from", "enrolled_to", "completed_from", "completed_to", "score_from", "score_to",
    }  # fmt: skip


def test_an_organisation_comes_with_those_below_it_or_alone(session: Session, seats: Seats) -> None:
    state, hub, shop = (seats.organisation(name) for name in ("State", "Hub", "Shop"))
    session.get_one(Organisation, hub).parent_id = state
    session.get_one(Organisation, shop).parent_id = hub
    for name, key in {"S": state, "H": hub, "P": shop}.items():
        seats.add(name, organisation_id=key)
    assert names(session, organisation=state) == ["S", "H", "P"]
    assert names(session, organisation=hub) == ["H", "P"]
    assert names(session, organisation=hub, below=False) == ["H"]
    assert names(session, Scope(frozenset({shop})), organisation=state) == ["P"]
    (*_, row) = report(session, Report(columns=("organisation_path",)))
    assert row == {"organisation_path": "State › Hub › Shop"}


def test_cohort_and_score_can_be_asked_for(session: Session, seats: Seats) -> None:
    november = seats.cohort("November")
    seats.add("A", cohort_id=november, done=(1, 4), score=50)
    seats.add("B", done=(1, 4), score=51)
    seats.add("C", cohort_id=november)
    assert names(session, cohort=november) == ["A", "C"]
    assert names(session, cohort=november, score_from=50, score_to=50) == ["A"]
    assert names(session, score_from=51) == ["B"]
    assert names(session, score_to=50) == ["A"]
    assert names(session, score_from=0) == ["A", "B"]


def test_columns_come_as_they_were_chosen(session: Session, seats: Seats) -> None:
    seats.add("Noy", status="completed", completed_at=FIRST + timedelta(days=3, hours=5))
    chosen = ("status", "learner_name", "days_to_complete")
    assert report(session, Report(columns=chosen)) == [
        {"status": "completed", "learner_name": "Noy", "days_to_complete": 3}
    ]
    assert list(report(session, Report(columns=chosen))[0]) == list(chosen)


def test_every_column_there_is_can_be_read(session: Session, seats: Seats) -> None:
    seats.add("Noy", organisation_id=seats.organisation("Hub"), cohort_id=seats.cohort("May"))
    for as_of in (None, date(2026, 6, 1)):
        (row,) = report(session, Report(columns=CHOICE, as_of=as_of))
        assert tuple(row) == CHOICE
        assert (row["organisation_path"], row["username"], row["cohort"]) == ("Hub", None, "May")


def test_cohorts_are_found_by_name_or_key(session: Session, seats: Seats) -> None:
    november = seats.cohort("November")
    assert queries.cohorts_named(session, "November", course=None) == [november]
    assert queries.cohorts_named(session, str(november), course="clean-water") == [november]
    assert queries.cohorts_named(session, "November", course="dry-land") == []
