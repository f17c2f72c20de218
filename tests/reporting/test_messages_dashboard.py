"""The dashboard says what changed with a sign and in words, and never by colour alone."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from flask import Flask

from academy.kernel.ids import uuid7
from academy.reporting.messages import dashboard as words
from academy.reporting.messages.dashboard import Names
from academy.reporting.messages.dashboard_changes import change_text, lines_of
from academy.reporting.queries.dashboard import Counts, Figures, Pair, Tally
from academy.reporting.rules.durations import Spread
from academy.reporting.rules.periods import Period, Quarter
from tests.cast import NOW

WEEK = Period(date(2026, 11, 17), date(2026, 11, 23))


@pytest.fixture(autouse=True)
def _in_a_request(bare_app: Flask) -> Iterator[None]:
    with bare_app.test_request_context("/en/"):
        yield


def figures(total: Pair, *spreads: Spread | None, places: int = 0) -> Figures:
    organisations = {
        uuid7(NOW + timedelta(days=place)): Pair(Tally(place + 1)) for place in range(places)
    }
    return Figures(
        WEEK,
        WEEK.before(),
        Counts(total, {}, {}, {"xx": Pair(Tally(1))}, {**organisations}),
        [],
        (1, 2),
        (spreads[0], spreads[1]),
    )


@pytest.mark.parametrize(
    ("now", "then", "said"),
    [
        (5, 5, "No change"),
        (0, 0, "No change"),
        (1250, 1000, "+250 (25% more)"),
        (3, 4, "−1 (25% fewer)"),
        (7, 0, "+7 (there were none)"),
        (0, 2000, "−2,000 (100% fewer)"),
    ],
)
def test_a_number_changed_by_so_many_and_so_much_of_what_it_was(
    now: int, then: int, said: str
) -> None:
    assert change_text(now, then) == said


@pytest.mark.parametrize(
    ("now", "then", "said"),
    [
        (Tally(10, 0, 5), Tally(10, 0, 4), "+10 percentage points"),
        (Tally(100, 0, 51), Tally(100, 0, 50), "+1 percentage point"),
        (Tally(100, 0, 49), Tally(100, 0, 50), "−1 percentage point"),
        (Tally(10, 0, 5), Tally(2, 0, 1), "No change"),
        (Tally(10, 0, 5), Tally(), "–"),
    ],
)
def test_a_rate_changed_by_percentage_points(now: Tally, then: Tally, said: str) -> None:
    found = {line.name: line.change for line in lines_of(figures(Pair(now, then), None, None))}
    assert found["Completion rate"] == said


@pytest.mark.parametrize(
    ("now", "then", "said"),
    [(9, 8, "+1 day"), (9, 5, "+4 days"), (5, 9, "−4 days"), (5, 6, "−1 day"), (5, 5, "No change")],
)
def test_times_changed_by_days(now: int, then: int, said: str) -> None:
    spreads = (Spread(3, now, now, now), Spread(3, then, then, then))
    *_others, median, _third = lines_of(figures(Pair(), *spreads))
    assert (median.now, median.then, median.change) == (str(now), str(then), said)


def test_few_organisations_have_bars_and_rows_and_the_others_one_row() -> None:
    found = figures(Pair(), None, None, places=40)
    names = Names({}, {key: f"Place {key}" for key in found.counts.organisations if key})
    board = words.board(found, names)
    (block,) = [one for one in board.blocks if one.kind.key == "by-organisation"]
    assert len(block.rows) == 31
    assert block.rows[-1] == ("All others", Pair(Tally(sum(range(1, 11)))))
    assert block.rows[0][1] == Pair(Tally(40))
    assert block.chart.count('class="bar"') == 12 + 1  # and one in the legend


def test_an_organisation_or_a_language_nobody_knows_has_a_name_all_the_same() -> None:
    found = figures(Pair(), None, None, places=1)
    board = words.board(found, Names({}, {}))
    rows = {block.kind.key: [name for name, _ in block.rows] for block in board.blocks}
    assert rows["by-organisation"] == ["No organisation"]
    assert rows["by-language"] == ["xx"]
    assert rows["by-country"] == []


def test_periods_are_told_by_their_days() -> None:
    assert words.period_text(WEEK) == "Nov 17, 2026 – Nov 23, 2026"
    assert words.period_text(Period(WEEK.last, WEEK.last)) == "Nov 23, 2026"
    assert words.quarter_text(Quarter(2026, 3)) == "Jul 2026 – Sep 2026"
