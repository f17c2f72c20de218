"""The dashboard's numbers are what counting by hand finds."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import event
from sqlalchemy.orm import Session

from academy.accounts import queries as people
from academy.accounts.policy import EVERYTHING, NOTHING, Scope
from academy.enrolment.models import Enrolment
from academy.reporting.queries import dashboard, dashboard_funnel, dashboard_region
from academy.reporting.queries.dashboard import Counts, Pair, Tally, Wanted
from academy.reporting.rules.durations import spread_of
from academy.reporting.rules.funnel import Standing
from academy.reporting.rules.periods import Period, Span, period_of, pieces
from tests.conftest import CountQueries
from tests.reporting.dashboard_seats import TODAY, Crowd, active, moment, tally, took

PERIODS = [
    period_of(Span.WEEK, TODAY),
    period_of(Span.MONTH, TODAY),
    period_of(Span.YEAR, TODAY),
    Period(TODAY - timedelta(days=100), TODAY - timedelta(days=60)),
]
Kept = Callable[[Enrolment], bool]


@pytest.fixture
def crowd(session: Session) -> Crowd:
    made = Crowd(session)
    made.fill(80)
    return made


def wishes(crowd: Crowd) -> list[tuple[Wanted, Kept]]:
    own = frozenset({crowd.places["School"], crowd.places["Hub"]})
    return [
        (Wanted(EVERYTHING), lambda _: True),
        (Wanted(NOTHING), lambda _: False),
        (Wanted(Scope(own)), lambda seat: seat.organisation_id in own),
        (Wanted(EVERYTHING, country="TH"), lambda seat: seat.country == "TH"),
        (
            Wanted(Scope(own), course="clean-water", language="lo"),
            lambda seat: (
                seat.organisation_id in own
                and seat.course_id == "clean-water"
                and seat.language == "lo"
            ),
        ),
    ]


@pytest.mark.parametrize("period", PERIODS, ids=lambda period: str(period.days))
def test_every_number_is_what_counting_by_hand_finds(
    session: Session, crowd: Crowd, period: Period
) -> None:
    then = period.before()
    for wanted, keeps in wishes(crowd):
        seats = [seat for seat in crowd.seats if keeps(seat)]
        found = dashboard.look(session, wanted, period, then=then)
        assert found.counts.total == Pair(tally(seats, period), tally(seats, then))
        assert found.learners == (active(seats, period), active(seats, then))
        for spread, days in zip(found.spreads, (period, then), strict=True):
            by_hand = took(seats, days)
            assert spread == spread_of({day: by_hand.count(day) for day in by_hand})
        assert [
            (piece, one.enrolled, one.completed) for piece, one in found.pieces
        ] == [
            (piece, by_hand.enrolled, by_hand.completed)
            for piece in pieces(period)
            for by_hand in [tally(seats, piece)]
        ]  # fmt: skip


def test_seats_are_told_apart_by_course_country_language_and_organisation(
    session: Session, crowd: Crowd
) -> None:
    period = period_of(Span.QUARTER, TODAY)
    then = period.year_before()
    found = dashboard.counts(session, Wanted(EVERYTHING), period, then=then)

    def by(key: Callable[[Enrolment], object]) -> dict[object, Pair]:
        keys = {key(seat) for seat in crowd.seats}
        pairs = {
            one: Pair(
                *(tally([s for s in crowd.seats if key(s) == one], p) for p in (period, then))
            )
            for one in keys
        }
        return {one: pair for one, pair in pairs.items() if pair != Pair()}

    assert found.courses == by(lambda seat: seat.course_id)
    assert found.countries == by(lambda seat: seat.country or "")
    assert found.languages == by(lambda seat: seat.language)
    assert found.organisations == by(lambda seat: seat.organisation_id)


def test_a_period_begins_and_ends_at_midnight_in_utc(session: Session) -> None:
    crowd, day = Crowd(session), date(2026, 3, 4)
    for hours in (-1, 0, 23, 24):
        crowd.seat(moment(day, 0) + timedelta(hours=hours), completed=timedelta(0))
    session.commit()
    found = dashboard.look(session, Wanted(EVERYTHING), Period(day, day), then=Period(day, day))
    assert found.counts.total.now == Tally(2, 2, 2)
    assert found.learners == (2, 2)


def test_a_learner_of_two_courses_is_one_active_learner(session: Session) -> None:
    crowd = Crowd(session)
    learner = crowd.learner("LA")
    for course in (0, 1):
        crowd.seat(moment(TODAY), learner=learner, course=course, completed=timedelta(0))
    session.commit()
    week = period_of(Span.WEEK, TODAY)
    assert dashboard.active(session, Wanted(EVERYTHING), week, week.before()) == [1, 0]


def test_nothing_at_all_is_nothing(session: Session) -> None:
    week = period_of(Span.WEEK, TODAY)
    found = dashboard.look(session, Wanted(EVERYTHING), week, then=week.before())
    assert found.counts == Counts(Pair(), {}, {}, {}, {})
    assert found.counts.total.now.rate is None
    assert found.learners == (0, 0)
    assert found.spreads == (None, None)
    assert len(found.pieces) == 7


def test_organisations_are_counted_with_the_branch_they_are_on(
    session: Session, crowd: Crowd
) -> None:
    def branches(scope: Scope) -> dict[str, str]:
        found = dashboard.branches(people.tree(session, scope))
        return {name: found[key] for name, key in crowd.places.items() if key in found}

    ministry = people.subtree(session, crowd.places["Ministry"])
    assert branches(Scope(ministry)) == {"Ministry": "Ministry", "School": "School", "Hub": "Hub"}
    assert branches(EVERYTHING)["School"] == "Ministry"
    two = Scope(ministry | {crowd.places["Shop"]})
    assert branches(two) == {
        "Ministry": "Ministry", "School": "Ministry", "Hub": "Ministry", "Shop": "Shop",
    }  # fmt: skip
    assert dashboard.branches([]) == {}


def test_the_way_through_a_course_counts_where_seats_stand(session: Session) -> None:
    crowd = Crowd(session)
    hour = timedelta(hours=1)
    crowd.seat(moment(TODAY))
    crowd.seat(moment(TODAY), started=hour, last="look")
    crowd.seat(moment(TODAY), started=hour, last="look", place="Shop")
    crowd.seat(moment(TODAY), started=hour, last="why", withdrawn=True)
    crowd.seat(moment(TODAY), started=hour)
    crowd.seat(moment(TODAY), completed=hour, last="treat-check")
    crowd.seat(moment(TODAY), course=1, started=hour, last="why")
    session.commit()
    editions = dashboard_funnel.editions(session, "clean-water")
    assert list(editions) == [1]
    found = dashboard_funnel.standing(session, Wanted(EVERYTHING), editions[1])
    assert found == Standing(seats=6, begun=5, completed=1, last={"look": 2, "why": 1})
    shop = Wanted(Scope(frozenset({crowd.places["Shop"]})))
    assert dashboard_funnel.standing(session, shop, editions[1]) == Standing(1, 1, 0, {"look": 1})
    assert dashboard_funnel.editions(session, "none") == {}


QUARTER = Period(date(2026, 7, 1), date(2026, 9, 30))


def enrol(crowd: Crowd, number: int, **seat: object) -> None:
    for place in range(number):
        crowd.seat(moment(date(2026, 7, 1 + place % 28)), **seat)  # type: ignore[arg-type]


def test_the_region_is_counted_across_all_organisations(session: Session) -> None:
    crowd, day = Crowd(session), timedelta(days=1)
    enrol(crowd, 12, place="School", completed=day)
    enrol(crowd, 14, place="Shop")
    enrol(crowd, 10, place=None, country="TH", completed=day)
    enrol(crowd, 10, place=None, country="TH", completed=92 * day)
    crowd.seat(moment(date(2026, 10, 1)), country="VN")
    session.commit()
    found = dashboard_region.region(session, QUARTER, "country")
    assert found is not None
    assert found.lines == {"LA": [12, 14, 26], "TH": [10, 10, 20]}
    assert found.total == (22, 24, 46)
    by_course = dashboard_region.region(session, QUARTER, "course")
    assert by_course is not None
    assert by_course.lines == {"clean-water": [22, 24, 46]}
    assert dashboard_region.first_enrolment(session) == date(2026, 7, 1)


def test_few_people_of_the_region_stay_blank(session: Session) -> None:
    crowd, day = Crowd(session), timedelta(days=1)
    for country, done, left in (("LA", 3, 20), ("TH", 20, 30), ("VN", 12, 16)):
        enrol(crowd, done, country=country, completed=day, place=None)
        enrol(crowd, left, country=country, place=None)
    session.commit()
    found = dashboard_region.region(session, QUARTER, "country")
    assert found is not None
    assert found.lines == {"LA": [None, None, 23], "TH": [20, 30, 50], "VN": [None, None, 28]}


def test_who_knows_nearly_all_of_a_country_does_not_learn_of_the_rest(session: Session) -> None:
    crowd = Crowd(session)
    enrol(crowd, 20, country="LA", place="School")
    enrol(crowd, 10, country="LA", place="Hub")
    enrol(crowd, 2, country="LA", place="Shop")
    enrol(crowd, 30, country="TH", place=None)
    enrol(crowd, 40, country="VN", place=None)
    session.commit()
    found = dashboard_region.region(session, QUARTER, "country")
    assert found is not None
    assert found.lines["LA"][2] is None
    assert sum(line[2] is None for line in found.lines.values()) >= 2


def test_a_quarter_of_nobody_or_of_too_few_has_no_table(session: Session) -> None:
    crowd = Crowd(session)
    assert dashboard_region.region(session, QUARTER, "country") is None
    assert dashboard_region.first_enrolment(session) is None
    enrol(crowd, 4)
    session.commit()
    assert dashboard_region.region(session, QUARTER, "country") is None


@pytest.mark.parametrize("by", dashboard_region.DIMENSIONS)
def test_numbers_take_the_same_queries_for_few_and_for_many(
    session: Session, count_queries: CountQueries, by: str
) -> None:
    crowd = Crowd(session)
    edition = dashboard_funnel.editions(session, "clean-water")[1]

    def asked() -> int:
        session.commit()
        year = period_of(Span.YEAR, TODAY)
        with count_queries() as sent:
            dashboard.look(session, Wanted(EVERYTHING), year, then=year.before())
            dashboard_funnel.standing(session, Wanted(EVERYTHING), edition)
            dashboard_region.region(session, QUARTER, by)
        return len(sent)

    crowd.fill(3)
    few = asked()
    crowd.fill(30)
    assert asked() == few


def plans(session: Session, ask: Callable[[], object]) -> list[str]:
    """How the database reads what is asked for, statement by statement."""
    connection = session.connection()
    sent: list[tuple[str, Any]] = []

    def note(*told: Any) -> None:
        sent.append((told[2], told[3]))

    event.listen(connection, "before_cursor_execute", note)
    ask()
    event.remove(connection, "before_cursor_execute", note)
    is_sqlite = connection.dialect.name == "sqlite"
    how = "EXPLAIN QUERY PLAN" if is_sqlite else "EXPLAIN"
    return [
        "\n".join(str(row[-1]) for row in connection.exec_driver_sql(f"{how} {asked}", values))
        for asked, values in sent
    ]


def test_indexes_alone_answer_for_all_seats(session: Session, crowd: Crowd) -> None:
    year = period_of(Span.YEAR, TODAY)
    everything = Wanted(EVERYTHING)
    if session.connection().dialect.name != "sqlite":
        session.connection().exec_driver_sql("SET LOCAL enable_seqscan = off")
        (plan,) = plans(session, lambda: dashboard.spread(session, everything, year))
        assert "ix_enrolment_completed" in plan
        return
    (counted,) = plans(
        session, lambda: dashboard.counts(session, everything, year, then=year.before())
    )
    assert "COVERING INDEX ix_enrolment_counted" in counted
    assert "TEMP B-TREE" not in counted
    (drawn,) = plans(session, lambda: dashboard.over_time(session, everything, pieces(year)))
    for index, moment_of in (("listed", "enrolled_at"), ("completed", "completed_at")):
        assert f"COVERING INDEX ix_enrolment_{index} ({moment_of}>? AND {moment_of}<?)" in drawn
    (spread,) = plans(session, lambda: dashboard.spread(session, everything, year))
    assert "COVERING INDEX ix_enrolment_completed (completed_at>? AND completed_at<?)" in spread
    edition = crowd.courses[0].ref.edition_id
    for plan in plans(session, lambda: dashboard_funnel.standing(session, everything, edition)):
        assert "ix_enrolment_edition_id (edition_id=?)" in plan
        assert "SCAN" not in plan
    first, *_ = plans(session, lambda: dashboard_region.region(session, QUARTER, "country"))
    assert "COVERING INDEX ix_enrolment_listed (enrolled_at>? AND enrolled_at<?)" in first
