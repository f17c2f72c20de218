"""A report's figures on paper: one or two pages, in the reader's language."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from academy.files.typesetting import (
    AS_PDF,
    NotDrawn,
    compile_template,
    drawn,
    families_for,
)
from academy.kernel.text import tidy

_TEMPLATE = (Path(__file__).parents[1] / "templates" / "reporting" / "summary.typ").read_bytes()

Row = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """Figures under a heading: the first cell of a row is what they are of."""

    heading: str
    columns: Row
    rows: Sequence[Row]


@dataclass(frozen=True, slots=True)
class Paper:
    """All that stands on it, from top to bottom; `lang` is a BCP 47 tag."""

    lang: str
    title: str
    issuer: str
    about: Sequence[tuple[str, str]]
    tables: Sequence[Table]
    foot: str


def print_paper(paper: Paper, *, at: datetime) -> bytes:
    """Return it as PDF/A-3a and PDF/UA-1, dated `at`; the same paper gives the same bytes.

    A letter that no font has is left out, or a geta mark stands for it.
    """
    try:
        return _printed(paper, at)
    except NotDrawn:
        return _printed(_drawable(paper), at)


def _printed(paper: Paper, at: datetime) -> bytes:
    text = _Setting(paper.lang).text
    told: dict[str, Any] = {
        "lang": paper.lang,
        "title": text(paper.title),
        "issuer": text(paper.issuer),
        "about": [[text(part) for part in each] for each in paper.about],
        "tables": [
            {
                "heading": text(each.heading),
                "columns": [text(cell) for cell in each.columns],
                "rows": [[text(cell) for cell in row] for row in each.rows],
            }
            for each in paper.tables
        ],
        "foot": text(paper.foot),
        "families": families_for("", paper.lang),
    }
    return compile_template(_TEMPLATE, {"paper": told}, timestamp=int(at.timestamp()), **AS_PDF)


class _Setting:
    """How texts are set in a language."""

    def __init__(self, lang: str) -> None:
        self._lang = lang

    def text(self, written: str) -> dict[str, Any]:
        tidied = tidy(written)
        return {"text": tidied, "families": families_for(tidied, self._lang)}


def _drawable(paper: Paper) -> Paper:
    return replace(
        paper,
        title=_shown(paper.title),
        about=[(_shown(label), _shown(value)) for label, value in paper.about],
        tables=[
            Table(_shown(each.heading), _row(each.columns), [_row(row) for row in each.rows])
            for each in paper.tables
        ],
        foot=_shown(paper.foot),
    )


def _row(row: Row) -> Row:
    return tuple(_shown(cell) for cell in row)


def _shown(text: str) -> str:
    return drawn(text) if text else text
