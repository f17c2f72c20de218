"""Charts as SVG, made on the server. A page always shows the same numbers in a table beside them.

A chart has no width of its own: it scales with the page, and its colours are the stylesheet's.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import count

from markupsafe import Markup

from academy.web.i18n import number_text

Points = Sequence[tuple[str, float]]
"""Label and value, in the order in which they are drawn. Values are never negative."""

_WIDTH = 400
_ROW = 40
_BAR = 14
_LONGEST_LABEL = 44
_FLOOR = 190
_CEILING = 16
_LEFT, _RIGHT = 48, 388
_LABELS_BELOW = 6
_STEPS = (1, 2, 5)


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


def _shortened(label: str) -> str:
    if len(label) <= _LONGEST_LABEL:
        return label
    return label[: _LONGEST_LABEL - 1].rstrip() + "…"


def _scale(ticks: Sequence[int]) -> Iterator[Markup]:
    for tick in ticks:
        height = _height(tick, ticks[-1])
        yield Markup(
            '<line class="axis" x1="{}" x2="{}" y1="{}" y2="{}"></line>'
            '<text x="{}" y="{}" text-anchor="end">{}</text>'
        ).format(_LEFT, _RIGHT, height, height, _LEFT - 6, height + 4, number_text(tick))


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
