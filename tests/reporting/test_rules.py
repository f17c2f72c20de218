"""The shape of the report, of its files and of their manifests."""

import csv
import io
import json
from datetime import UTC, date, datetime
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from academy.db.export import csv_block
from academy.kernel.text import harmless
from academy.reporting.messages import DEFINITIONS
from academy.reporting.rules import (
    AT_ONCE,
    BYTE_ORDER_MARK,
    CHOICE,
    COLUMNS,
    Filters,
    Format,
    Kind,
    Report,
    column,
    csv_header,
    is_over,
    is_sent_at_once,
    json_lines,
    known_columns,
    months_between,
)
from academy.reporting.rules.manifest import Contents, asked_for, digest_of, manifest
from academy.reporting.rules.runs import Run, file_name, run_from_json, run_to_json

RISKY = "=+-@\t\r\n＝＋－＠"


def test_the_columns_are_those_that_others_read_by_machine() -> None:
    assert ",".join(COLUMNS) == (
        "enrolment_id,learner_id,learner_name,email,country,organisation,cohort,course_id,"
        "course_title,revision,language,enrolled_at,started_at,last_activity_at,units_completed,"
        "units_total,progress_percent,score_percent,status,completed_at,certificate_id"
    )


def test_the_header_may_carry_a_byte_order_mark() -> None:
    plain = csv_header(COLUMNS, mark=False)
    assert plain.startswith(b"enrolment_id,learner_id,")
    assert csv_header(COLUMNS, mark=True) == BYTE_ORDER_MARK + plain
    assert plain.endswith(b",certificate_id\r\n")
    assert csv_header(("status", "email"), mark=False) == b"status,email\r\n"


def test_a_line_of_json_holds_texts_as_they_are() -> None:
    row = ["=1+1", *[None] * 19, 'ນ້ອຍ "Noy"\n']
    (line,) = json_lines(COLUMNS, [row]).decode().splitlines()
    assert json.loads(line) == dict(zip(COLUMNS, row, strict=True))
    assert "ນ້ອຍ" in line


def test_every_format_says_what_it_is() -> None:
    kinds = {format_: format_.kind.split(";")[0].split("/")[0] for format_ in Format}
    assert kinds == dict.fromkeys(Format, "application") | {Format.CSV: "text"}


def test_a_summary_alone_has_no_rows() -> None:
    assert [format_ for format_ in Format if not format_.has_rows] == [Format.PDF]


def test_every_column_has_a_kind_and_a_definition_in_words() -> None:
    assert CHOICE[: len(COLUMNS)] == COLUMNS
    assert {column(name).kind for name in CHOICE} == set(Kind)
    assert tuple(DEFINITIONS) == CHOICE


def test_unknown_columns_are_left_out_and_none_means_the_usual() -> None:
    assert known_columns(["status", "gone", "email", "status"]) == ("status", "email")
    assert known_columns(["gone"]) == COLUMNS


def test_a_day_is_over_when_the_next_begins_in_utc() -> None:
    report = Report(as_of=date(2026, 1, 31))
    assert report.ends_at == datetime(2026, 2, 1, tzinfo=UTC)
    assert Report().ends_at is None
    assert not is_over(date(2026, 1, 31), datetime(2026, 1, 31, 23, 59, tzinfo=UTC))
    assert is_over(date(2026, 1, 31), datetime(2026, 2, 1, tzinfo=UTC))


@pytest.mark.parametrize(
    ("report", "format_", "rows", "sent"),
    [
        (Report(), Format.CSV, AT_ONCE, True),
        (Report(), Format.CSV, AT_ONCE + 1, False),
        (Report(), Format.PDF, 1, False),
        (Report(as_of=date(2026, 1, 31)), Format.CSV, 1, False),
    ],
)
def test_small_reports_of_now_are_sent_at_once(
    report: Report, format_: Format, rows: int, *, sent: bool
) -> None:
    assert is_sent_at_once(report, format_, rows=rows) is sent


RUN = Run(
    Report(
        Filters(country="LA", organisation=UUID(int=7), score_from=50, below=False),
        ("status", "email"),
        date(2026, 1, 31),
    ),
    Format.CSV,
    "lo",
    mark=True,
    saved=UUID(int=8),
)


@pytest.mark.parametrize("run", [RUN, Run(Report(), Format.PDF, "en")])
def test_a_run_survives_being_stored_as_json(run: Run) -> None:
    assert run_from_json(json.loads(json.dumps(run_to_json(run)))) == run


def test_a_file_is_called_after_the_day_that_it_tells_of() -> None:
    now = datetime(2026, 5, 1, 23, tzinfo=UTC)
    assert file_name(RUN, now) == "completions-2026-01-31.csv"
    assert file_name(Run(Report(), Format.XLSX, "en"), now) == "completions-2026-05-01.xlsx"


def test_a_manifest_tells_what_a_file_holds() -> None:
    contents = Contents({"enrolled": 2, "completed": 1}, 99, "ab" * 32)
    words = {"status": "How it stands.", "email": "Where letters go."}
    made_at = datetime(2026, 5, 1, 8, 30, 15, 7, tzinfo=UTC)
    told = manifest(RUN, contents, words, schema="0004", made_at=made_at)
    assert told == {
        "report": "completions",
        "version": 1,
        "filters": {
            "country": "LA",
            "organisation": str(UUID(int=7)),
            "below": False,
            "score_from": 50,
        },
        "as_of": "2026-01-31",
        "language": "lo",
        "columns": [
            {"name": "status", "type": "text", "definition": "How it stands."},
            {"name": "email", "type": "text", "definition": "Where letters go."},
        ],
        "rows": 3,
        "statuses": {"enrolled": 2, "completed": 1},
        "format": "csv",
        "byte_order_mark": True,
        "bytes": 99,
        "sha256": "ab" * 32,
        "schema": "0004",
        "made_at": "2026-05-01T08:30:15Z",
    }


def test_a_summary_s_manifest_has_no_columns_and_its_digest_knows_no_order() -> None:
    told = asked_for(Run(Report(), Format.PDF, "en"), {"enrolled": 1}, {})
    assert told["columns"] == []
    assert told["as_of"] is None
    assert digest_of(told) == digest_of(dict(reversed(told.items())))
    assert digest_of(told) != digest_of({**told, "rows": 2})


def test_months_run_over_the_end_of_a_year() -> None:
    assert list(months_between("2025-11", "2026-02")) == [
        date(2025, 11, 1),
        date(2025, 12, 1),
        date(2026, 1, 1),
        date(2026, 2, 1),
    ]
    assert list(months_between("2026-03", "2026-03")) == [date(2026, 3, 1)]


@pytest.mark.parametrize(
    ("written", "sent"),
    [
        ("=1+1", "'=1+1"),
        ("+66 2", "'+66 2"),
        ("-", "'-"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "'\t'=1"),
        ("\r=1", "'\r'=1"),
        ("  =1", "'  =1"),
        ("'=1", "''=1"),
        ("\" '=1", "'\" '=1"),
        ("\u00a0＝1", "'\u00a0＝1"),
        ("＋1", "'＋1"),
        ("－1", "'－1"),
        ("＠x", "'＠x"),
        ("Noy;=1+1", "Noy;'=1+1"),
        ("Noy; @x", "Noy;' @x"),
        ("Noy\n-1", "Noy\n'-1"),
        ("Jean-Luc", "Jean-Luc"),
        ("a@b.c", "a@b.c"),
        ("1=1", "1=1"),
        ("'n Naam", "'n Naam"),
        ("ນ້ອຍ", "ນ້ອຍ"),
        ("", ""),
    ],
)
def test_no_text_is_run_by_a_spreadsheet(written: str, sent: str) -> None:
    assert harmless(written) == sent


@given(st.text(alphabet=f"{RISKY}ab ;'\"\u00a0\u3000"))
def test_what_is_sent_never_begins_like_a_formula_and_loses_nothing(written: str) -> None:
    sent = harmless(written)
    for cell in sent.replace("\r", ";").replace("\n", ";").replace("\t", ";").split(";"):
        assert not cell.lstrip(' "\u00a0\u3000').startswith(tuple(RISKY))
    assert sent.replace("'", "") == written.replace("'", "")


@given(st.lists(st.lists(st.text(alphabet='a,"\r\n ນ'), min_size=2, max_size=2), max_size=5))
def test_csv_reads_back_as_it_was(rows: list[list[str]]) -> None:
    assert list(csv.reader(io.StringIO(csv_block(rows).decode(), newline=""))) == rows
