"""What the dashboard says: numbers in words, what changed, and its charts."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar
from uuid import UUID

from markupsafe import Markup

from academy.catalogue.queries import Outline
from academy.kernel.languages import find_language
from academy.reporting.messages.dashboard_changes import Line, lines_of
from academy.reporting.queries.dashboard import Counts, Figures, Pair, Tally
from academy.reporting.queries.dashboard_region import RegionTable
from academy.reporting.rules.funnel import Funnel
from academy.reporting.rules.periods import (
    Grain,
    Period,
    PeriodRefused,
    Quarter,
    grain_of,
    is_whole_month,
)
from academy.web.charts import bar_chart, line_chart, paired_bars, steps_chart
from academy.web.i18n import _, _l, country_name, date_text, month_text
from academy.web.maps import tile_map

K = TypeVar("K")

REFUSALS: dict[PeriodRefused, str] = {
    PeriodRefused.INCOMPLETE: _l("Choose the first day and the last day of the period."),
    PeriodRefused.BACKWARDS: _l("The last day is before the first."),
    PeriodRefused.TOO_LONG: _l("Choose a period of at most three years."),
}
_ROWS, _BARS = 30, 12


@dataclass(frozen=True, slots=True)
class Kind:
    """One thing that seats are told apart by, and how many there are of each."""

    key: str
    title: str
    head: str
    chart_title: str
    pairs: Mapping[str, Pair]
    map: Markup | None = None


@dataclass(frozen=True, slots=True)
class Block:
    """Seats told apart by one thing: a table of two periods, and its chart."""

    kind: Kind
    rows: Sequence[tuple[str, Pair]]
    chart: Markup


@dataclass(frozen=True, slots=True)
class Board:
    """The dashboard in words."""

    period: str
    then: str
    lines: Sequence[Line]
    pieces: Sequence[tuple[str, Tally]]
    charts: Sequence[tuple[str, Markup]]
    blocks: Sequence[Block]


@dataclass(frozen=True, slots=True)
class Told:
    """The region in words: each row is completed, not completed, and all; `None` is blank."""

    head: str
    rows: Sequence[tuple[str, Sequence[int | None]]]
    total: Sequence[int]
    chart: Markup
    has_blanks: bool


@dataclass(frozen=True, slots=True)
class Names:
    """What courses are called, and which branch of the tree each organisation belongs to."""

    courses: Mapping[str, str]
    branches: Mapping[UUID, str]


def board(figures: Figures, names: Names) -> Board:
    """Say the figures in the reader's words."""
    sides = (period_text(figures.period), period_text(figures.then))
    return Board(
        period=sides[0],
        then=sides[1],
        lines=lines_of(figures),
        pieces=[(_piece_text(piece), tally) for piece, tally in figures.pieces],
        charts=_over_time(figures),
        blocks=list(_blocks(figures, names, sides)),
    )


def period_text(period: Period) -> str:
    """Return the days of a period."""
    first, last = (date_text(day, "medium") for day in (period.first, period.last))
    return _("%(first)s – %(last)s", first=first, last=last) if first != last else first


def quarter_text(quarter: Quarter) -> str:
    """Return the months of a quarter."""
    first, last = (month_text(day) for day in (quarter.period.first, quarter.period.last))
    return _("%(first)s – %(last)s", first=first, last=last)


def way_chart(way: Funnel, outline: Outline) -> Markup:
    """Return how many seats got how far through a course."""
    titles = [unit.title.text for unit in outline.units]
    passed = [(title, float(step.passed)) for title, step in zip(titles, way.steps, strict=True)]
    points = [
        (_("Enrolled"), float(way.seats)),
        (_("Began"), float(way.begun)),
        *passed,
        (_("Completed"), float(way.completed)),
    ]
    return steps_chart("way", _("How far learners get"), points)


def told(table: RegionTable | None, by: str, courses: Mapping[str, str]) -> Told | None:
    """Say the region's numbers in the reader's words, most first, blanks last."""
    if table is None:
        return None
    rows = [(_named(by, key, courses), line) for key, line in table.lines.items()]
    rows.sort(key=lambda row: (row[1][-1] is None, -(row[1][-1] or 0), row[0]))
    points = [(name, float(seats)) for name, (*_split, seats) in rows if seats is not None]
    heads = {"country": _("Country"), "course": _("Course"), "language": _("Language")}
    values = {key: line[-1] for key, line in table.lines.items()}
    bars = bar_chart("region", _("Enrolments"), points)
    return Told(
        head=heads[by],
        rows=rows,
        total=table.total,
        chart=_map(values) if by == "country" else bars,
        has_blanks=any(number is None for _name, line in rows for number in line),
    )


def _named(by: str, key: str, courses: Mapping[str, str]) -> str:
    if by == "country":
        return _country(key)
    return courses.get(key, key) if by == "course" else _language(key)


def _piece_text(piece: Period) -> str:
    """Return a month, or the days of what is less than that."""
    return month_text(piece.first) if is_whole_month(piece) else period_text(piece)


def _over_time(figures: Figures) -> list[tuple[str, Markup]]:
    """Draw enrolments and completions, with short labels: a week is named by its first day."""
    by_month = grain_of(figures.period) is Grain.MONTH
    labelled = [
        (month_text(piece.first) if by_month else date_text(piece.first, "short"), tally)
        for piece, tally in figures.pieces
    ]
    enrolled = [(label, float(tally.enrolled)) for label, tally in labelled]
    completed = [(label, float(tally.completed)) for label, tally in labelled]
    titles = (_("Enrolments over time"), _("Completions over time"))
    return [
        (titles[0], line_chart("enrolled", titles[0], enrolled)),
        (titles[1], line_chart("completed", titles[1], completed)),
    ]


def _blocks(figures: Figures, names: Names, sides: tuple[str, str]) -> Iterator[Block]:
    """Yield what seats are told apart by, each most first, with a chart of the first of them."""
    for kind in _kinds(figures.counts, names):
        rows = sorted(
            kind.pairs.items(),
            key=lambda row: (-row[1].now.enrolled, -row[1].then.enrolled, row[0]),
        )
        bars = [(name, pair.now.enrolled, pair.then.enrolled) for name, pair in rows[:_BARS]]
        if len(rows) > _ROWS:
            others = sum((pair for _name, pair in rows[_ROWS:]), Pair())
            rows = [*rows[:_ROWS], (_("All others"), others)]
        yield Block(kind, rows, paired_bars(kind.key, kind.chart_title, bars, sides=sides))


def _kinds(counts: Counts, names: Names) -> Iterator[Kind]:
    by_country = _("Enrolments by country")
    tiles = _map({code: pair.now.enrolled for code, pair in counts.countries.items()})
    countries = {_country(code): pair for code, pair in counts.countries.items()}
    yield Kind("by-country", _("By country"), _("Country"), by_country, countries, tiles)
    by_place = _("Enrolments by organisation")
    places = _gathered(counts.organisations, lambda key: _branch(key, names.branches))
    yield Kind("by-organisation", _("By organisation"), _("Organisation"), by_place, places)
    by_language = _("Enrolments by language")
    languages = _gathered(counts.languages, _language)
    yield Kind("by-language", _("By language"), _("Language"), by_language, languages)
    by_course = _("Enrolments by course")
    courses = _gathered(counts.courses, lambda key: names.courses.get(key, key))
    yield Kind("by-course", _("By course"), _("Course"), by_course, courses)


def _gathered(pairs: Mapping[K, Pair], name: Callable[[K], str]) -> dict[str, Pair]:
    """Return the same by name: what has one name is counted together."""
    found: dict[str, Pair] = {}
    for key, pair in pairs.items():
        found[name(key)] = found.get(name(key), Pair()) + pair
    return found


def _map(values: Mapping[str, int | None]) -> Markup:
    words = _("Each tile is one country. The stronger its colour, the more enrolments it has.")
    return tile_map("map", _("Enrolments by country"), values, description=words)


def _country(code: str) -> str:
    return country_name(code) if code else _("Not told")


def _language(tag: str) -> str:
    known = find_language(tag)
    return known.name if known else tag


def _branch(organisation: UUID | None, branches: Mapping[UUID, str]) -> str:
    if organisation is None:
        return _("No organisation")
    return branches.get(organisation, _("No organisation"))
