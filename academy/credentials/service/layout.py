"""How large each line of a certificate is set. The template knows the rest."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from academy.credentials.service.sheet import Line, Sheet

WidthOf = Callable[[Line], float]
"""Measures a line's text: its width in points where it is set at ten points."""

_POINTS = 72 / 25.4
_MEASURED_AT = 10
_FULL, _COLUMN = 225.0, 205.0
_SLACK = 1.07
"""How much wider than their share lines are allowed to be, because words do not break evenly."""

_TALL = frozenset({"th", "km", "lo", "my", "ta", "vi"})
_ALONE, _PLAIN, _STACKED = 1.16, 1.0, 0.84
"""Where one language stands alone, where two do, and where one of these has marks to stack."""

_STEP, _STEPS = 0.9, 14


@dataclass(frozen=True, slots=True)
class Style:
    """A kind of line: its size in points and the space above it in millimetres, at scale 1.

    `width` in millimetres is where its lines break; `least` is how far it may shrink, as a share
    of its size, to stay on one line; `even` makes several lines alike in length.
    """

    size: float
    above: float
    tone: str = "soft"
    bold: bool = False
    width: float | None = None
    least: float = 1.0
    even: bool = False


STYLES: dict[str, Style] = {
    "issuer": Style(12.5, 2.6, "accent", bold=True),
    "issuer-below": Style(9, 0.8),
    "heading": Style(29, 0, "ink", bold=True, width=_FULL, least=0.6),
    "heading-below": Style(13, 1.4),
    "awarded": Style(12, 7.5),
    "awarded-below": Style(9.5, 0.9),
    "name": Style(36, 6.5, "accent", bold=True, width=_FULL, least=0.5),
    "latin-name": Style(15, 4, "ink", width=_FULL, least=0.5),
    "achievement": Style(12, 5),
    "achievement-below": Style(9.5, 0.9),
    "title": Style(22, 4.5, "ink", bold=True, width=_FULL, even=True),
    "title-below": Style(13, 1.6, width=_FULL, even=True),
    "statement": Style(11, 5, "ink", width=_COLUMN, even=True),
    "statement-below": Style(9, 1.6, width=_COLUMN, even=True),
    "label": Style(8.5, 0),
    "value": Style(11, 0.8, "ink", bold=True),
    "label-below": Style(7.5, 1.5),
    "value-below": Style(8.5, 0.4, "ink"),
    "check": Style(8.5, 0),
    "check-below": Style(7.5, 0.4),
    "address": Style(8.5, 1, "ink"),
    "number": Style(12.5, 1, "accent", bold=True),
}
_GAP = 5.0
"""Millimetres between the name and the wave."""


def scales(sheet: Sheet) -> Sequence[float]:
    """Return the scales to try, the likeliest first; most certificates fit at once."""
    in_two_languages = any(line.style.endswith("-below") for line in sheet.lines)
    first = _ALONE if not in_two_languages else _STACKED if sheet.lang in _TALL else _PLAIN
    return [first * _STEP**step for step in range(_STEPS)]


def placed(line: Line, scale: float, width_of: WidthOf) -> dict[str, Any]:
    """Return a line as the template takes it."""
    style = STYLES[line.style]
    size, width = style.size * scale, style.width
    if width is not None and style.least < 1:
        size *= _shrunk(line, style, room=width * _POINTS * _MEASURED_AT / size, width_of=width_of)
    if width is not None and style.even:
        width = _evened(width_of(line) * size / _MEASURED_AT / _POINTS, width)
    return {
        "style": line.style,
        "text": line.text,
        "lang": line.lang,
        "size": round(size, 2),
        "above": round(style.above * scale, 2),
        "tone": style.tone,
        "bold": style.bold,
        "width": width and round(width, 1),
    }


def arranged(sheet: Sheet, scale: float, width_of: WidthOf) -> dict[str, Any]:
    """Return all lines of a sheet as the template takes them; head and foot keep their size."""
    return {
        "gap": _GAP * scale,
        "head": [placed(line, 1, width_of) for line in sheet.head],
        "person": [placed(line, scale, width_of) for line in sheet.person],
        "course": [placed(line, scale, width_of) for line in sheet.course],
        "foot": [[placed(line, 1, width_of) for line in column] for column in sheet.foot],
    }


def _shrunk(line: Line, style: Style, *, room: float, width_of: WidthOf) -> float:
    """Return how much a line shrinks to fit its room, which is in points at ten points.

    It is never cut: at its least it takes several lines, and its longest word decides.
    """
    share = min(1.0, room / max(width_of(line), 1))
    if share >= style.least:
        return share
    longest = max(width_of(Line(line.style, word, line.lang)) for word in line.text.split())
    return min(style.least, room / max(longest, 1))


def _evened(whole: float, width: float) -> float:
    """Return the width at which a text of that whole width fills its lines alike."""
    lines = max(1, math.ceil(whole / width))
    return width if lines == 1 else min(width, whole / lines * _SLACK)
