"""The report as a file."""

import csv
import io
import json
from datetime import UTC, date, datetime
from typing import Any
from zipfile import ZipFile

import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
import pypdf
import pytest
from sqlalchemy.orm import Session

from academy.db.audit import AuditEvent
from academy.reporting import messages, queries, service
from academy.reporting.policy import EVERYTHING
from academy.reporting.rules import (
    BYTE_ORDER_MARK,
    CHOICE,
    COLUMNS,
    Filters,
    Format,
    Kind,
    Report,
    column,
)
from academy.reporting.rules.runs import Run
from academy.reporting.service import Making
from tests.cast import NOW
from tests.credentials.samples import SAMPLES
from tests.reporting.seats import FIRST, Seats

TABLES = [format_ for format_ in Format if format_.has_rows]
NAMES = sorted({sample.name for sample in SAMPLES.values()})


def exported(
    session: Session, format_: Format, report: Report | None = None, **options: Any
) -> bytes:
    return b"".join(
        service.export(
            session, scope=EVERYTHING, report=report or Report(), format_=format_, **options
        )
    )


def sheets(data: bytes) -> list[list[tuple[Any, ...]]]:
    book = openpyxl.load_workbook(io.BytesIO(data))
    assert all(sheet.freeze_panes == "A2" for sheet in book)
    return [list(sheet.iter_rows(values_only=True)) for sheet in book]


def read(format_: Format, data: bytes) -> list[dict[str, Any]]:
    """Read a file as others do: CSV and JSON by Python, XLSX by openpyxl, Parquet by Arrow."""
    if format_ is Format.CSV:
        return list(csv.DictReader(io.StringIO(data.decode(), newline="")))
    if format_ is Format.JSONL:
        return [json.loads(line) for line in data.decode().splitlines()]
    if format_ is Format.XLSX:
        header, *rows = sheets(data)[0]
        return [dict(zip(header, row, strict=True)) for row in rows]
    return pq.read_table(io.BytesIO(data)).to_pylist()


def as_text(value: Any) -> str:
    """Write a value as CSV has it, whichever file it was read from."""
    if isinstance(value, datetime):
        return value.replace(tzinfo=None).isoformat(timespec="seconds") + "Z"
    return "" if value is None else str(value)


def making_of(session: Session, run: Run) -> Making:
    called = queries.names_in(session, EVERYTHING, run.report)
    words = messages.words_for(run, called, made_at=NOW)
    return Making(session, EVERYTHING, run, words=words, made_at=NOW)


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


def test_a_workbook_has_numbers_and_moments_as_such(session: Session, seats: Seats) -> None:
    seats.add("=HYPERLINK(1)", done=(2, 4), score=66, enrolled_at=FIRST, started_at=FIRST)
    ((header, row),) = sheets(exported(session, Format.XLSX))
    assert header == COLUMNS
    values = dict(zip(COLUMNS, row, strict=True))
    assert values["learner_name"] == "'=HYPERLINK(1)"
    assert values["progress_percent"] == 50
    assert values["score_percent"] == 66
    assert values["units_total"] == 4
    assert values["cohort"] is None
    assert values["revision"] == "1.1"
    assert values["enrolled_at"] == FIRST.replace(tzinfo=None)
    assert values["completed_at"] is None


def test_a_workbook_holds_no_formula_and_no_link(session: Session, seats: Seats) -> None:
    seats.add("=1+1")
    seats.add("https://example.org")
    with ZipFile(io.BytesIO(exported(session, Format.XLSX))) as book:
        sheet = book.read("xl/worksheets/sheet1.xml").decode()
    assert "<f>" not in sheet
    assert "hyperlink" not in sheet


@pytest.mark.parametrize("format_", [Format.JSONL, Format.PARQUET])
def test_what_no_program_runs_keeps_texts_as_they_were_written(
    session: Session, seats: Seats, format_: Format
) -> None:
    seats.add("=1+1")
    (row,) = read(format_, exported(session, format_))
    assert tuple(row) == COLUMNS
    assert row["learner_name"] == "=1+1"
    assert row["cohort"] is None
    assert row["units_completed"] == 0


def test_parquet_has_a_type_for_every_column(session: Session, seats: Seats) -> None:
    seats.add("Noy", enrolled_at=FIRST)
    data = exported(session, Format.PARQUET, Report(columns=CHOICE))
    kinds = {
        Kind.TEXT: pa.string(),
        Kind.NUMBER: pa.int32(),
        Kind.MOMENT: pa.timestamp("ms", tz="UTC"),
    }
    schema = pq.read_schema(io.BytesIO(data))
    assert {field.name: field.type for field in schema} == {
        name: kinds[column(name).kind] for name in CHOICE
    }
    (row,) = read(Format.PARQUET, data)
    assert row["enrolled_at"] == FIRST


@pytest.mark.parametrize("format_", TABLES)
def test_names_of_all_scripts_are_whole_in_every_file(
    session: Session, seats: Seats, format_: Format
) -> None:
    for name in NAMES:
        seats.add(name)
    found = [row["learner_name"] for row in read(format_, exported(session, format_))]
    assert found == NAMES


@pytest.mark.parametrize("format_", TABLES)
def test_every_format_tells_the_same(session: Session, seats: Seats, format_: Format) -> None:
    seats.add("Noy", done=(1, 4), score=50, status="completed", started_at=FIRST)
    seats.add("Mai", country=None, organisation_id=seats.organisation("Hub"))
    report = Report(columns=tuple(reversed(CHOICE)))
    plain = read(Format.JSONL, exported(session, Format.JSONL, report))
    found = read(format_, exported(session, format_, report))
    assert [tuple(row) for row in found] == [report.columns] * 2
    assert [[as_text(cell) for cell in row.values()] for row in found] == [
        [as_text(cell) for cell in row.values()] for row in plain
    ]


@pytest.mark.parametrize("format_", TABLES)
def test_a_report_of_nothing_is_a_file_all_the_same(session: Session, format_: Format) -> None:
    assert read(format_, exported(session, format_)) == []


def test_how_far_it_is_is_told_by_rows(session: Session, seats: Seats) -> None:
    for _ in range(3):
        seats.add()
    for format_ in TABLES:
        told: list[int] = []
        exported(session, format_, tell=told.append)
        assert told[-1] == 3


@pytest.mark.parametrize("format_", Format)
def test_a_manifest_fits_its_file(seats: Seats, format_: Format, tmp_path: Any) -> None:
    seats.add("Noy\nSok", status="completed")
    seats.add("Mai")
    making = making_of(seats.session, Run(Report(), format_, "en"))
    path, told = tmp_path / "report", list[tuple[int, int]]()
    path.write_bytes(b"".join(making.blocks(lambda *sizes: told.append(sizes))))
    manifest = making.manifest()
    assert manifest["bytes"] == path.stat().st_size
    assert manifest["rows"] == 2
    assert manifest["statuses"] == {
        "enrolled": 1, "in_progress": 0, "completed": 1, "withdrawn": 0,
    }  # fmt: skip
    assert manifest["made_at"] == "2026-11-23T08:30:00Z"
    assert manifest["schema"].isdigit()
    assert [each["name"] for each in manifest["columns"]] == (
        list(COLUMNS) if format_.has_rows else []
    )
    verdict = service.verified(path, manifest)
    assert verdict.is_good
    assert verdict.rows == (2 if format_.has_rows else None)
    assert told[-1:] == ([(2, 2)] if format_.has_rows else [])


@pytest.mark.parametrize("format_", Format)
def test_a_file_that_was_changed_is_found_out(seats: Seats, format_: Format, tmp_path: Any) -> None:
    seats.add("Noy")
    making = making_of(seats.session, Run(Report(), format_, "en"))
    path = tmp_path / "report"
    path.write_bytes(b"".join(making.blocks()))
    manifest = making.manifest()
    short = service.verified(path, {**manifest, "rows": 2})
    assert short.is_good is not format_.has_rows
    path.write_bytes(path.read_bytes() + b"\n")
    assert not service.verified(path, manifest).is_same


def test_a_workbook_of_several_sheets_is_counted_without_their_headers(
    seats: Seats, tmp_path: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("academy.files.spreadsheet._ROWS_A_SHEET", 2)
    monkeypatch.setattr("academy.reporting.service.verify._PIECE", 7)
    for _ in range(5):
        seats.add("<row r='1'>")
    making = making_of(seats.session, Run(Report(), Format.XLSX, "en"))
    path = tmp_path / "report"
    path.write_bytes(b"".join(making.blocks()))
    assert service.verified(path, making.manifest()).rows == 5


def test_a_summary_on_paper_has_figures_filters_and_a_digest(
    session: Session, seats: Seats
) -> None:
    seats.add("Noy", status="completed", organisation_id=seats.organisation("Hub ✓😀"))
    report = Report(Filters(organisation=seats.organisation("Hub ✓😀"), country="LA"))
    (paper,) = making_of(session, Run(report, Format.PDF, "en")).blocks()
    document = pypdf.PdfReader(io.BytesIO(paper))
    words = " ".join("".join(page.extract_text() for page in document.pages).split())
    assert len(document.pages) <= 2
    for told in ("Completions", "Hub", "Laos", "Clean water", "Jan 2026", "SHA-256"):
        assert told in words
    assert document.metadata is not None
    assert document.metadata.title == "Completions"


def test_a_summary_as_of_a_day_bears_its_date_whenever_it_is_made(
    session: Session, seats: Seats
) -> None:
    seats.add("Noy", status="completed")
    run = Run(Report(as_of=date(2026, 6, 1)), Format.PDF, "lo")
    (first,) = making_of(session, run).blocks()
    (second,) = making_of(session, run).blocks()
    assert first == second
    about = pypdf.PdfReader(io.BytesIO(first)).metadata
    assert about is not None
    assert about.creation_date == datetime(2026, 6, 2, tzinfo=UTC)


def test_who_took_what_is_written_down(session: Session, seats: Seats) -> None:
    seats.add(status="withdrawn")
    seats.add()
    service.note_export(
        session,
        actor_id=None,
        scope=EVERYTHING,
        report=Report(Filters(status="enrolled", country="LA"), as_of=date(2026, 6, 1)),
        format_=Format.XLSX,
        now=NOW,
    )
    event = session.query(AuditEvent).filter_by(action="report.exported").one()
    assert event.subject == "report:completions"
    assert event.details == {
        "format": "xlsx", "rows": 1, "status": "enrolled", "country": "LA", "as_of": "2026-06-01",
    }  # fmt: skip
