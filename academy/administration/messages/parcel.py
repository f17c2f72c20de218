"""Everything about a person, as a page that they can read: it stands alone and prints well."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from markupsafe import Markup, escape

from academy.administration.messages.parcel_words import column_words, page_words, section_words
from academy.administration.service.gathering import Gathered
from academy.db.personal import Row
from academy.kernel.languages import Language
from academy.web.i18n import date_text

_MOMENT = re.compile(r"(\d{4}-\d\d-\d\d)T(\d\d:\d\d)(?::\d\d(?:\.\d+)?)?\+00:00")
_WIDEST = 6
"""Columns that fit beside each other on a page of paper."""
_STYLE = (
    "body{font:1rem/1.6 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;"
    "color:#17212b;background:#fff}"
    "h2{margin-top:2.5rem;border-bottom:2px solid #17212b}"
    "table{border-collapse:collapse;width:100%;font-size:.875rem;margin-block:1rem}"
    "th,td{border:1px solid #99a3ad;padding:.3rem .5rem;text-align:start;vertical-align:top}"
    "td{overflow-wrap:anywhere}"
    "th{background:#eef1f4;min-width:6rem}"
    ".table{overflow-x:auto}"
    "@media print{body{margin:0;max-width:none}.table{overflow:visible}tr{break-inside:avoid}}"
)


def readable(gathered: Gathered, language: Language) -> str:
    """Return the page, in a language. It has no script and asks for nothing from anywhere."""
    words = page_words(language)
    made = date_text(gathered.made_at, language=language)
    body = Markup("").join(_body(gathered, language, words))
    page = Markup(
        '<!doctype html>\n<html lang="{lang}" dir="ltr"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        "<title>{title}</title><style>{style}</style></head>"
        "<body><h1>{title}</h1><p>{intro}</p><p>{made}</p>{body}</body></html>\n"
    )
    return page.format(
        lang=language.tag,
        title=words["title"],
        style=Markup(_STYLE),  # noqa: S704 - written here
        intro=words["intro"],
        made=words["made"] % {"day": made},
        body=body,
    )


def _body(gathered: Gathered, language: Language, words: Mapping[str, str]) -> Iterator[Markup]:
    titles, columns = section_words(language), column_words(language)
    for sections in gathered.sections.values():
        for name, rows in sections.items():
            if rows:
                yield _heading(titles.get(name, name))
                yield _table(rows, columns, words)
    listed = [(file.name, gathered.path_of(file)) for file in gathered.files]
    if listed:
        yield _heading(words["files"])
        yield _links(listed)
    numbers = [
        (one.public_id, f"certificates/{one.public_id}.pdf")
        for one in gathered.certificates
        if one.revoked_at is None
    ]
    if numbers:
        yield _heading(words["certificates"])
        yield _links(numbers)


def _heading(text: str) -> Markup:
    return Markup("<h2>{}</h2>").format(text)


def _links(listed: Sequence[tuple[str, str]]) -> Markup:
    items = (Markup('<li><a href="{1}">{0}</a></li>').format(*one) for one in listed)
    return Markup("<ul>{}</ul>").format(Markup("").join(items))


def _table(rows: Sequence[Row], columns: Mapping[str, str], words: Mapping[str, str]) -> Markup:
    """Return rows below each other; those with much to tell stand each for itself."""
    names = [name for name in rows[0] if any(row[name] is not None for row in rows)]
    if len(names) > _WIDEST:
        return Markup("").join(_alone(row, columns, words) for row in rows)
    head = _cells("th", (columns.get(name, name) for name in names))
    lines = [_cells("td", (_text(row[name], words) for name in names)) for row in rows]
    return _framed([head, *lines])


def _alone(row: Row, columns: Mapping[str, str], words: Mapping[str, str]) -> Markup:
    told = ((columns.get(name, name), value) for name, value in row.items() if value is not None)
    return _framed(
        [_cells("th", [name]) + _cells("td", [_text(value, words)]) for name, value in told]
    )


def _framed(lines: Iterable[Markup]) -> Markup:
    body = Markup("").join(Markup("<tr>{}</tr>").format(line) for line in lines)
    return Markup('<div class="table"><table><tbody>{}</tbody></table></div>').format(body)


def _cells(tag: str, texts: Iterable[str]) -> Markup:
    return Markup("").join(
        Markup("<{0}>{1}</{0}>").format(Markup(tag), escape(text))  # noqa: S704 - a tag's name
        for text in texts
    )


def _text(value: Any, words: Mapping[str, str]) -> str:
    """Return a value as it is read: moments are in UTC, as everywhere in reports."""
    if value is None:
        return "–"
    if isinstance(value, bool):
        return words["yes"] if value else words["no"]
    if isinstance(value, str):
        return _MOMENT.sub(r"\1 \2 UTC", value)
    if isinstance(value, int):
        return str(value)
    return json.dumps(value, ensure_ascii=False)
