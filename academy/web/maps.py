"""A map of the region as SVG: one tile for each country, all of one size.

Tiles stand about as the countries lie. No border is drawn, so nobody's is. A page always shows the
same numbers in a table beside the map.
"""

from collections.abc import Iterator, Mapping
from unicodedata import category

from markupsafe import Markup

from academy.kernel.countries import COUNTRIES
from academy.web.i18n import country_name, number_text

_PLACES: Mapping[str, tuple[int, int]] = {
    "CN": (2, 0),
    "MM": (0, 1), "LA": (1, 1), "VN": (2, 1),
    "TH": (0, 2), "KH": (1, 2), "PH": (3, 2),
    "MY": (0, 3), "SG": (1, 3), "BN": (2, 3),
    "ID": (1, 4), "TL": (3, 4),
}  # fmt: skip
"""Column and row of every country."""
_STEPS = 4
_TILE, _TALL, _GAP = 97, 80, 4
_WIDTH = 400
_LETTERS, _WIDE_LETTERS = 13, 8
"""So many letters of a name fit beside each other: of the Latin script, and of wider ones."""
_LAST_LATIN = "\u024f"


def tile_map(
    key: str, title: str, values: Mapping[str, int | None], *, description: str = ""
) -> Markup:
    """Return the map: each tile says its country and its number, and has its shade of colour.

    A country without a number is 0; `None` is one that may not be told, and stays blank. `key` is
    the map's name in the page's ids.
    """
    most = max(values.get(code) or 0 for code in COUNTRIES)
    tiles = (_tile(code, values.get(code, 0), most=most) for code in COUNTRIES)
    rows = 1 + max(row for _, row in _PLACES.values())
    ids = f"{key}-title {key}-desc" if description else f"{key}-title"
    told = Markup('<desc id="{}-desc">{}</desc>').format(key, description) if description else ""
    return Markup(
        '<svg class="chart map" viewBox="0 0 {} {}" role="img" aria-labelledby="{}">'
        '<title id="{}-title">{}</title>{}{}</svg>'
    ).format(_WIDTH, rows * (_TALL + _GAP), ids, key, title, told, Markup("").join(tiles))


def shade(value: int | None, most: int) -> int:
    """Return how strong a number's colour is: 0 for none, then 1 to 4 by quarters of `most`."""
    return -(-value * _STEPS // most) if value and most else 0


def _tile(code: str, value: int | None, *, most: int) -> Markup:
    column, row = _PLACES[code]
    left, top = column * (_TILE + _GAP), row * (_TALL + _GAP)
    middle = left + _TILE / 2
    number = "–" if value is None else number_text(value)
    return Markup(
        '<g><rect class="tile s{}" x="{}" y="{}" width="{}" height="{}" rx="6"></rect>{}'
        '<text class="most" x="{}" y="{}" text-anchor="middle">{}</text></g>'
    ).format(
        shade(value, most), left + 1, top + 1, _TILE - 2, _TALL - 2,
        Markup("").join(_name(code, middle, top)), middle, top + _TALL - 12, number,
    )  # fmt: skip


def _name(code: str, middle: float, top: int) -> Iterator[Markup]:
    """Yield the name in one line, or in two where it is long and has a place to part it."""
    for place, line in enumerate(_lines(country_name(code))):
        yield Markup('<text{} x="{}" y="{}" text-anchor="middle">{}</text>').format(
            Markup(' class="long"') if _is_wide(line) else "", middle, top + 22 + place * 17, line
        )


def _lines(name: str) -> list[str]:
    if _is_wide(name) or len(name) > _LETTERS:
        for gap in (" ", "-"):
            first, found, rest = name.partition(gap)
            if found:
                return [(first + gap).rstrip(), rest]
    return [name]


def _is_wide(text: str) -> bool:
    """Tell whether letters of a script that takes more room than Latin are too many for a line."""
    letters = sum(category(letter) != "Mn" for letter in text)
    return text[0] > _LAST_LATIN and letters > _WIDE_LETTERS
