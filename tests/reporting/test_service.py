"""The report as a file."""

import io
import json
from typing import Any
from zipfile import ZipFile

import openpyxl
import pytest
from sqlalchemy.orm import Session

from academy.db.audit import AuditEvent
from academy.reporting import service
from academy.reporting.policy import EVERYTHING
from academy.reporting.queries import Filters
from academy.reporting.rules import BYTE_ORDER_MARK, COLUMNS, Format
from tests.cast import NOW
from tests.reporting.seats import Seats


def exported(session: Session, format_: Format, **options: Any) -> bytes:
    return b"".join(
        service.export(session, scope=EVERYTHING, filters=Filters(), format_=format_, **options)
    )


def sheets(data: bytes) -> list[list[tuple[Any, ...]]]:
    book = openpyxl.load_workbook(io.BytesIO(data))
    assert all(sheet.freeze_panes == "A2" for sheet in book)
    return [list(sheet.iter_rows(values_only=True)) for sheet in book]


def test_csv_has_a_header_and_a_line_for_each_seat(session: Session, seats: Seats) -> None:
    seats.add("ນ້ອຍ")
    lines = exported(session, Format.CSV).decode().split("\r\n")
    assert lines[0] == ",".join(COLUMNS)
    assert "ນ້ອຍ" in lines[1]
    assert lines[2:] == [""]


def test_csv_may_begin_with_a_byte_order_mark(session: Session, seats: Seats) -> None:
    seats.add()
    assert exported(session, Format.CSV, mark=True) == BYTE_ORDER_MARK + exported(
        session, Format.CSV
    )


def test_a_workbook_reads_back_with_numbers_as_numbers(session: Session, seats: Seats) -> None:
    seats.add("=HYPERLINK(1)", done=(2, 4), score=66)
    ((header, row),) = sheets(exported(session, Format.XLSX))
    assert header == COLUMNS
    values = dict(zip(COLUMNS, row, strict=True))
    assert values["learner_name"] == "'=HYPERLINK(1)"
    assert values["progress_percent"] == 50
    assert values["score_percent"] == 66
    assert values["units_total"] == 4
    assert values["cohort"] is None
    assert values["revision"] == "1.1"


def test_a_workbook_holds_no_formula_and_no_link(session: Session, seats: Seats) -> None:
    seats.add("=1+1")
    seats.add("https://example.org")
    with ZipFile(io.BytesIO(exported(session, Format.XLSX))) as book:
        sheet = book.read("xl/worksheets/sheet1.xml").decode()
    assert "<f>" not in sheet
    assert "hyperlink" not in sheet


def test_json_lines_keep_texts_as_they_were_written(session: Session, seats: Seats) -> None:
    seats.add("=1+1")
    (line,) = exported(session, Format.JSONL).decode().splitlines()
    row = json.loads(line)
    assert tuple(row) == COLUMNS
    assert row["learner_name"] == "=1+1"
    assert row["cohort"] is None
    assert row["units_completed"] == 0


@pytest.mark.parametrize("format_", Format)
def test_every_format_tells_the_same(session: Session, seats: Seats, format_: Format) -> None:
    seats.add("Noy", done=(1, 4), score=50)
    plain = [str(value or "") for value in json.loads(exported(session, Format.JSONL)).values()]
    sent = exported(session, format_)
    if format_ is Format.CSV:
        found = sent.decode().splitlines()[1].split(",")
    elif format_ is Format.XLSX:
        found = [str(value or "") for value in sheets(sent)[0][1]]
    else:
        found = plain
    assert found == plain


def test_who_took_what_is_written_down(session: Session, seats: Seats) -> None:
    seats.add(status="withdrawn")
    seats.add()
    service.note_export(
        session,
        actor_id=None,
        scope=EVERYTHING,
        filters=Filters(status="enrolled", country="LA"),
        format_=Format.XLSX,
        now=NOW,
    )
    event = session.query(AuditEvent).filter_by(action="report.exported").one()
    assert event.subject == "report:completions"
    assert event.details == {"format": "xlsx", "rows": 1, "status": "enrolled", "country": "LA"}
