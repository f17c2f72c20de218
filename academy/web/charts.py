"""Charts as SVG, made on the server. A page always shows the same numbers in a table beside them.

A chart has no width of its own: it scales with the page, and its colours are the stylesheet's.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import count, groupby

from markupsafe import Markup

from academy.web.i18n import number_text, percent_text

Points = Sequence[tuple[str, float]]
"""Label and value, in the order in which they are drawn. Values are never negative."""

Curve = tuple[str, Sequence[float | None]]
"""A name and the shares, from 0 to 1, that it has at each place; nothing where none is known."""

Pair = tuple[str, float, float]
"""A label and two values to be compared."""

_WIDTH = 400
_ROW = 40
_BAR = 14
_LONGEST_LABEL = 44
_FLOOR = 190
_CEILING = 16
_LEFT, _RIGHT = 48, 388
_LABELS_BELOW = 6
_STEPS = (1, 2, 5)
_ENTRY = 22
_PAIR = 64
_NUMBER = 60
_SIDES = ("bar", "hollow")
_QUARTERS = (0, 25, 50, 75, 100)
_DASHES = ("none", "7 4", "2 4", "11 4 2 4", "5 2 1 2 1 2")
_MARKS = (
    "M-4 0a4 4 0 1 0 8 0a4 4 0 1 0-8 0",
    "M-4-4h8v8h-8z",
    "M0-5L5 4H-5z",
    "M0-5.5L5.5 0 0 5.5-5.5 0z",
)
"""A disc, a square, a triangle, a diamond: five dashes and four marks tell twenty lines apart."""


def bar_chart(key: str, title: str, points: Points, *, description: str = "") -> Markup:
    """Return lying bars, each under its label; nothing where there are no points.

    `key` is the chart's name in the page's ids. `title` and `description` are what a screen reader
    says.
    """
    if not points:
        return Markup()
    most = max(value for _, value in points) or 1
    rows = (_bar(place, label, value, most=most) for place, (label, value) in enumerate(points))
    return _frame(key, (title, description), len(points) * _ROW + 4, parts=rows)


def line_chart(key: str, title: str, points: Points, *, description: str = "") -> Markup:
    """Return a line over time, with marks at round numbers; nothing where there are no points."""
    if not points:
        return Markup()
    ticks = nice_ticks(max(value for _, value in points))
    parts = (*_scale(ticks), *_months(points), *_line(points, ticks[-1]))
    return _frame(key, (title, description), _FLOOR + 30, parts=parts)


def curves_chart(
    key: str, title: str, curves: Sequence[Curve], *, places: Sequence[str], description: str = ""
) -> Markup:
    """Return the shares of several things at the same places, each a line; nothing without any.

    Each line has a dash and a mark of its own, which the legend below shows beside its name: no
    colour has to be told from another. A line has a gap where nothing is known.
    """
    if not places or not curves:
        return Markup()
    spots = [(label, 0.0) for label in places]
    parts = [*_percents(), *_months(spots)]
    for number, (name, shares) in enumerate(curves):
        parts += [*_curve(number, shares), *_entry(number, name)]
    height = _FLOOR + 36 + len(curves) * _ENTRY
    return _frame(key, (title, description), height, parts=parts)


def paired_bars(
    key: str, title: str, pairs: Sequence[Pair], *, sides: tuple[str, str], description: str = ""
) -> Markup:
    """Return two lying bars for each label, one full and one hollow; nothing without any.

    `sides` says what a full bar is and what a hollow one, in the legend below.
    """
    if not pairs:
        return Markup()
    most = max(value for _, *values in pairs for value in values) or 1
    parts = [
        *(_pair(place, pair, most=most) for place, pair in enumerate(pairs)),
        *_sides(len(pairs) * _PAIR + 12, sides),
    ]
    return _frame(key, (title, description), len(pairs) * _PAIR + 20 + 2 * _ENTRY, parts=parts)


def steps_chart(key: str, title: str, points: Points, *, description: str = "") -> Markup:
    """Return lying bars that are each a part of the first, which is the whole."""
    if not points:
        return Markup()
    whole = max(points[0][1], 1)
    rows = (_step(place, label, value, whole=whole) for place, (label, value) in enumerate(points))
    return _frame(key, (title, description), len(points) * _ROW + 4, parts=rows)


def nice_ticks(highest: float) -> list[int]:
    """Return 0 and two to five round whole numbers above it, the last not under `highest`."""
    steps = (factor * 10**power for power in count() for factor in _STEPS)
    step = next(step for step in steps if step * 5 >= highest)
    return [step * place for place in range(max(2, -int(-highest // step)) + 1)]


def _frame(key: str, said: tuple[str, str], height: int, *, parts: Iterable[Markup]) -> Markup:
    title, description = said
    ids = f"{key}-title {key}-desc" if description else f"{key}-title"
    told = Markup('<desc id="{}-desc">{}</desc>').format(key, description) if description else ""
    return Markup(
        '<svg class="chart" viewBox="0 0 {} {}" role="img" aria-labelledby="{}">'
        '<title id="{}-title">{}</title>{}{}</svg>'
    ).format(_WIDTH, height, ids, key, title, told, Markup("").join(parts))


def _bar(place: int, label: str, value: float, *, most: float) -> Markup:
    top = place * _ROW
    return Markup(
        '<text x="0" y="{}">{}</text><text x="{}" y="{}" text-anchor="end">{}</text>'
        '<rect class="bar" x="0" y="{}" width="{}" height="{}" rx="2"></rect>'
    ).format(
        top + 16, _shortened(label), _WIDTH, top + 16, number_text(value),
        top + 22, round(value / most * _WIDTH, 1), _BAR,
    )  # fmt: skip


def _pair(place: int, pair: Pair, *, most: float) -> Markup:
    label, *values = pair
    top = place * _PAIR
    bars = (
        _side(top + 22 + number * 18, value / most, number=number, value=value)
        for number, value in enumerate(values)
    )
    return Markup('<text x="0" y="{}">{}</text>{}').format(
        top + 16, _shortened(label), Markup("").join(bars)
    )


def _side(top: int, share: float, *, number: int, value: float) -> Markup:
    """Draw one of two bars, which leaves room for its number."""
    width = round(share * (_WIDTH - _NUMBER), 1)
    return Markup(
        '<rect class="{}" x="1" y="{}" width="{}" height="{}" rx="2"></rect>'
        '<text x="{}" y="{}">{}</text>'
    ).format(
        _SIDES[number], top, width, _BAR, round(width + 7, 1), top + 11, number_text(value)
    )  # fmt: skip


def _sides(top: int, sides: Sequence[str]) -> Iterator[Markup]:
    for number, words in enumerate(sides):
        yield Markup(
            '<rect class="{}" x="1" y="{}" width="28" height="{}" rx="2"></rect>'
            '<text x="38" y="{}">{}</text>'
        ).format(
            _SIDES[number], top + number * _ENTRY, _BAR, top + number * _ENTRY + 11,
            _shortened(words),
        )  # fmt: skip


def _step(place: int, label: str, value: float, *, whole: float) -> Markup:
    top, share = place * _ROW, value / whole
    return Markup(
        '<text x="0" y="{}">{}</text><text x="{}" y="{}" text-anchor="end">{} · {}</text>'
        '<rect class="hollow" x="1" y="{}" width="{}" height="{}" rx="2"></rect>'
        '<rect class="bar" x="1" y="{}" width="{}" height="{}" rx="2"></rect>'
    ).format(
        top + 16, _shortened(label), _WIDTH, top + 16, number_text(value),
        percent_text(100 * share), top + 22, _WIDTH - 2, _BAR,
        top + 22, round(share * (_WIDTH - 2), 1), _BAR,
    )  # fmt: skip


def _shortened(label: str) -> str:
    if len(label) <= _LONGEST_LABEL:
        return label
    return label[: _LONGEST_LABEL - 1].rstrip() + "…"


def _scale(ticks: Sequence[int]) -> Iterator[Markup]:
    for tick in ticks:
        yield _rule(_height(tick, ticks[-1]), number_text(tick))


def _rule(height: float, words: str) -> Markup:
    return Markup(
        '<line class="axis" x1="{}" x2="{}" y1="{}" y2="{}"></line>'
        '<text x="{}" y="{}" text-anchor="end">{}</text>'
    ).format(_LEFT, _RIGHT, height, height, _LEFT - 6, height + 4, words)


def _percents() -> Iterator[Markup]:
    for percent in _QUARTERS:
        yield _rule(_height(percent, _QUARTERS[-1]), percent_text(percent))


def _curve(number: int, shares: Sequence[float | None]) -> Iterator[Markup]:
    """Draw one line: a piece for every run of places that are known, and a mark at each."""
    spots = [
        None if share is None else (_across(place, len(shares)), _height(share, 1))
        for place, share in enumerate(shares)
    ]
    for is_known, run in groupby(spots, key=bool):
        path = " ".join(f"{spot[0]},{spot[1]}" for spot in run if spot)
        if is_known:
            yield Markup(
                '<polyline class="line" stroke-dasharray="{}" points="{}"></polyline>'
            ).format(_DASHES[number % len(_DASHES)], path)
    yield from (_mark(number, *spot) for spot in spots if spot)


def _entry(number: int, name: str) -> Iterator[Markup]:
    """Say, below the chart, which line this is."""
    middle = _FLOOR + 44 + number * _ENTRY
    yield Markup(
        '<line class="line" stroke-dasharray="{}" x1="{}" x2="{}" y1="{}" y2="{}"></line>'
        '<text x="{}" y="{}">{}</text>'
    ).format(
        _DASHES[number % len(_DASHES)], _LEFT, _LEFT + 44, middle, middle,
        _LEFT + 54, middle + 4, _shortened(name),
    )  # fmt: skip
    yield _mark(number, _LEFT + 22, middle)


def _mark(number: int, across: float, height: float) -> Markup:
    return Markup('<path class="bar" transform="translate({} {})" d="{}"></path>').format(
        across, height, _MARKS[number % len(_MARKS)]
    )


def _months(points: Points) -> Iterator[Markup]:
    """Label some points below: the first, the last, and a few between, so that none touch."""
    between = -(-len(points) // _LABELS_BELOW)
    for place, (label, _) in enumerate(points):
        if place % between == 0:
            yield Markup('<text x="{}" y="{}" text-anchor="middle">{}</text>').format(
                _across(place, len(points)), _FLOOR + 22, label
            )


def _line(points: Points, top: int) -> Iterator[Markup]:
    spots = [
        (_across(place, len(points)), _height(value, top))
        for place, (_, value) in enumerate(points)
    ]
    path = " ".join(f"{x},{y}" for x, y in spots)
    yield Markup('<polyline class="line" points="{}"></polyline>').format(path)
    for x, y in spots:
        yield Markup('<circle class="bar" cx="{}" cy="{}" r="3"></circle>').format(x, y)


def _across(place: int, number: int) -> float:
    """Return how far right a point stands; a single one stands in the middle."""
    share = place / (number - 1) if number > 1 else 0.5
    return round(_LEFT + 24 + share * (_RIGHT - _LEFT - 48), 1)


def _height(value: float, top: int) -> float:
    return round(_FLOOR - value / top * (_FLOOR - _CEILING), 1)
