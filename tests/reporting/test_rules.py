"""The shape of the report, and whose rows may be seen."""

import csv
import io
import json
from datetime import date
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from academy.db.export import csv_block
from academy.kernel.actor import Actor, Role
from academy.kernel.text import harmless
from academy.reporting.policy import EVERYTHING, Scope, learners_scope, report_scope
from academy.reporting.rules import (
    BYTE_ORDER_MARK,
    COLUMNS,
    Format,
    csv_header,
    json_lines,
    months_between,
)

HOUSE, SCHOOL, SHOP = uuid4(), uuid4(), uuid4()
RISKY = "=+-@\t\r\n＝＋－＠"


def actor(*scopes: tuple[Role, UUID]) -> Actor:
    return Actor(id=uuid4(), name="Mali", scopes=frozenset(scopes))


def test_the_columns_are_those_that_others_read_by_machine() -> None:
    assert ",".join(COLUMNS) == (
        "enrolment_id,learner_id,learner_name,email,country,organisation,cohort,course_id,"
        "course_title,revision,language,enrolled_at,started_at,last_activity_at,units_completed,"
        "units_total,progress_percent,score_percent,status,completed_at,certificate_id"
    )


def test_the_header_may_carry_a_byte_order_mark() -> None:
    assert csv_header(mark=False).startswith(b"enrolment_id,learner_id,")
    assert csv_header(mark=True) == BYTE_ORDER_MARK + csv_header(mark=False)
    assert csv_header(mark=False).endswith(b",certificate_id\r\n")


def test_a_line_of_json_holds_texts_as_they_are() -> None:
    row = ["=1+1", *[None] * 19, 'ນ້ອຍ "Noy"\n']
    (line,) = json_lines([row]).decode().splitlines()
    assert json.loads(line) == dict(zip(COLUMNS, row, strict=True))
    assert "ນ້ອຍ" in line


def test_every_format_says_what_it_is() -> None:
    assert [format_.kind.split(";")[0].split("/")[0] for format_ in Format] == [
        "text",
        "application",
        "application",
    ]


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


def test_an_administrator_sees_the_rows_of_their_organisations() -> None:
    mali = actor((Role.ADMIN, SCHOOL), (Role.INSTRUCTOR, SHOP))
    scope = report_scope(mali, {HOUSE})
    assert scope == Scope(frozenset({SCHOOL}))
    assert scope.holds(SCHOOL)
    assert not scope.holds(SHOP)


def test_an_administrator_of_the_academy_itself_sees_everything() -> None:
    scope = report_scope(actor((Role.ADMIN, HOUSE), (Role.ADMIN, SCHOOL)), {HOUSE})
    assert scope == EVERYTHING
    assert scope.holds(SHOP)


def test_who_only_teaches_in_the_academy_sees_no_report() -> None:
    assert report_scope(actor((Role.INSTRUCTOR, HOUSE)), {HOUSE}) == Scope(frozenset())


def test_who_teaches_a_course_sees_all_its_learners() -> None:
    assert learners_scope(actor(), {HOUSE}, teaches=True) == EVERYTHING


def test_an_administrator_sees_their_own_learners_of_a_course_and_a_stranger_none() -> None:
    assert learners_scope(actor((Role.ADMIN, SHOP)), {HOUSE}, teaches=False) == Scope(
        frozenset({SHOP})
    )
    assert learners_scope(actor((Role.INSTRUCTOR, HOUSE)), {HOUSE}, teaches=False) is None
