"""What pages share that show what a file of people would do, row by row, and have it done."""

from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum
from functools import partial
from itertools import islice
from typing import Any

from flask import Response, request, stream_with_context
from wtforms import RadioField
from wtforms.validators import InputRequired

from academy.db.export import csv_block
from academy.files import spreadsheet, workbook
from academy.files.outcomes import in_batches, outcomes
from academy.files.sending import attached
from academy.files.store import current_store
from academy.files.workbook import Column, Shape
from academy.jobs.ledger import JobFacts
from academy.kernel.fates import LEFT_OUT, Fate, Outcome
from academy.kernel.refusal import NotFound
from academy.kernel.text import harmless
from academy.web.forms import Form
from academy.web.i18n import _, _l, current_language
from academy.web.import_words import FATES, outcome_text, what_is_wrong

ALL, GOOD = "all", "good"
_PAGE = 50
_BYTE_ORDER_MARK = "\ufeff".encode()


def way_choices() -> dict[str, str]:
    """Return the two ways to take the rows of a file."""
    return {
        GOOD: _("Take the good rows and leave the others out"),
        ALL: _("All or nothing: take the file only if nothing has to be left out"),
    }


class TakeForm(Form):
    """How the rows of a file are taken."""

    how = RadioField(
        _l("If something is wrong"), [InputRequired()], choices=way_choices, default=GOOD
    )


def counts_of(facts: JobFacts) -> dict[str, int]:
    """Return how many rows have which fate."""
    return (facts.result or {})["counts"]


def rows_told(facts: JobFacts, refusals: Mapping[StrEnum, str]) -> dict[str, Any]:
    """Return what a page shows of the rows: those of the fate and page that the reader asks for."""
    fate, page = _asked_page()
    counts = counts_of(facts)
    total = counts.get(fate.value, 0) if fate else sum(counts.values())
    return {
        "counts": counts,
        "fate": fate,
        "page": page,
        "pages": -(-total // _PAGE) or 1,
        "rows": _page_of(facts, fate, page),
        "fates": FATES,
        "told": partial(outcome_text, refusals=refusals),
        "has_left": any(counts.get(one.value) for one in LEFT_OUT),
        "to_do": sum(
            counts.get(one.value, 0) for one in Fate if one.is_to_do or one is Fate.PERHAPS
        ),
    }


def take_payload(facts: JobFacts, form: TakeForm, *, with_perhaps: bool = False) -> dict[str, Any]:
    """Return what a job needs to do with the rows what was shown of them."""
    result = facts.result or {}
    return {
        **facts.payload,
        "outcome": facts.file,
        "rows": result["rows"],
        "counts": result["counts"],
        "all": form.how.data == ALL,
        "perhaps": with_perhaps,
        "language": current_language().tag,
    }


def left_file(facts: JobFacts, refusals: Mapping[StrEnum, str], *, is_csv: bool) -> Response:
    """Send the rows that are left out, each with what is wrong with it, to be mended.

    Raise `NotFound` where the job left no file of them.
    """
    if facts.file is None:
        raise NotFound
    column = what_is_wrong()
    names = [name for name in facts.payload["names"] if name != column]
    width = len(names)
    found = outcomes(current_store(), facts.file, among=LEFT_OUT)
    rows = (
        [[*_cells(one, width), outcome_text(one, refusals)] for one in batch]
        for batch in in_batches(found)
    )
    header = [*map(harmless, names), column]
    blocks = _csv(header, rows) if is_csv else _xlsx(header, rows)
    kind = "text/csv; charset=utf-8" if is_csv else workbook.MEDIA_TYPE
    answer = Response(stream_with_context(blocks), content_type=kind)
    return attached(answer, f"rows-to-mend.{'csv' if is_csv else 'xlsx'}")


def _page_of(facts: JobFacts, fate: Fate | None, page: int) -> list[Outcome]:
    """Return a page of the fates that a job found, of one kind or of all."""
    among = frozenset({fate}) if fate else None
    found = outcomes(current_store(), facts.file or "", among=among, skip=_PAGE * max(page - 1, 0))
    return list(islice(found, _PAGE))


def _asked_page() -> tuple[Fate | None, int]:
    """Return which fates the reader wants to see, and which page of them."""
    fate, page = request.args.get("fate", ""), request.args.get("page", "")
    number = int(page) if page.isdecimal() and len(page) < len("100000") else 1
    return Fate(fate) if fate in set(Fate) else None, max(number, 1)


def _cells(one: Outcome, width: int) -> list[str]:
    cells = list(one.cells[:width])
    return [*cells, *[""] * (width - len(cells))]


def _csv(header: Sequence[str], batches: Iterator[list[list[str]]]) -> Iterator[bytes]:
    yield _BYTE_ORDER_MARK + csv_block([[harmless(name) for name in header]])
    for batch in batches:
        yield csv_block([[harmless(cell) for cell in row] for row in batch])


def _xlsx(header: Sequence[str], batches: Iterator[list[list[str]]]) -> Iterator[bytes]:
    return spreadsheet.blocks(Shape("Rows", tuple(Column(name) for name in header)), batches)
