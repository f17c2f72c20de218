"""The gradebook as a file, out and in again."""

import csv
import io
from fractions import Fraction
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import openpyxl
import pytest
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from academy.accounts.models import User
from academy.assessment import queries
from academy.assessment.service import Hand, Setting, set_score
from academy.db.audit import AuditEvent
from academy.enrolment.queries import Seat
from academy.learning.models import QuizBest
from tests.assessment.regraded import HALF, LATER, LOOK
from tests.assessment.regraded import attempt as submit
from tests.authoring.staff import assign
from tests.browserless import Page, Visitor
from tests.builders import enrol, publish
from tests.cast import Cast

GRADES = "/en/teach/courses/clean-water/grades"
FILES = f"{GRADES}/files"
TREAT = "treat-check"
HEADER = [
    "enrolment_id",
    "learner_name",
    "learner_country",
    "enrolment_status",
    "cohort_name",
    LOOK,
    TREAT,
    "mean_percent",
    "change_reason",
]


@pytest.fixture
def seat(session: Session, cast: Cast) -> Seat:
    """Noi's seat in a course that Som teaches; she has half of the first quiz."""
    publish(session)
    assign(session, cast.som)
    seat = enrol(session, cast.noi)
    submit(session, seat, HALF)
    return seat


def rows(answer: TestResponse) -> list[list[str]]:
    return list(csv.reader(io.StringIO(answer.data.decode("utf-8-sig"))))


def as_csv(*lines: list[Any]) -> bytes:
    page = io.StringIO()
    csv.writer(page).writerows([HEADER, *lines])
    return page.getvalue().encode()


def line(seat: Seat, look: Any = "", treat: Any = "", *, reason: str = "") -> list[Any]:
    return [str(seat.id), "Noi", "LA", "in_progress", "", look, treat, "", reason]


def send(visitor: Visitor, data: bytes) -> TestResponse:
    fields = {"csrf_token": visitor.token(FILES), "file": (io.BytesIO(data), "grades.csv")}
    return visitor.client.post(FILES, data=fields)


def seal(visitor: Visitor, plan: str) -> str:
    hidden = visitor.get(plan).all("input", type="hidden")
    return next(one.attributes["value"] for one in hidden if one.attributes["name"] == "seen")


def apply(visitor: Visitor, plan: str) -> TestResponse:
    seen = seal(visitor, plan)
    return visitor.post(plan, seen=seen)


def test_the_gradebook_leaves_as_csv(session: Session, seat: Seat, as_som: Visitor) -> None:
    answer = as_som.client.get(f"{GRADES}.csv")

    assert answer.content_type == "text/csv; charset=utf-8"
    assert rows(answer) == [
        HEADER,
        [str(seat.id), "Noi", "LA", "in_progress", "", "50", "", "50", ""],
    ]
    event = session.query(AuditEvent).filter_by(action="grades.exported").one()
    assert event.details == {"format": "csv", "rows": 1}


def test_the_gradebook_leaves_as_a_workbook(seat: Seat, as_som: Visitor) -> None:
    answer = as_som.client.get(f"{GRADES}.xlsx")
    header, row = openpyxl.load_workbook(io.BytesIO(answer.data)).active.iter_rows(values_only=True)

    assert list(header) == HEADER
    assert row == (str(seat.id), "Noi", "LA", "in_progress", None, 50, None, 50, None)


@pytest.mark.usefixtures("seat")
def test_a_file_has_those_who_were_asked_for(as_som: Visitor) -> None:
    assert len(rows(as_som.client.get(f"{GRADES}.csv?name=nobody"))) == 1


@pytest.mark.usefixtures("seat")
def test_names_are_harmless_in_a_file(session: Session, as_som: Visitor) -> None:
    session.query(User).filter_by(name="Noi").update({"name": "=cmd()"})
    session.commit()

    assert rows(as_som.client.get(f"{GRADES}.csv"))[1][1] == "'=cmd()"


def test_a_file_is_shown_before_anything_is_set(
    session: Session, seat: Seat, as_som: Visitor
) -> None:
    answer = send(as_som, as_csv(line(seat, 80, reason="Heard again.")))
    assert answer.status_code == 303
    page = as_som.get(answer.location or "")

    assert "1 score changes" in page.text
    assert "50 percent" in page.text
    assert "80 percent" in page.text
    assert "Heard again." in page.text
    assert queries.scores_set(session, seat.id, LOOK) == ()


def test_a_file_is_taken_as_it_was_shown(
    session: Session, seat: Seat, cast: Cast, *, as_som: Visitor
) -> None:
    plan = send(as_som, as_csv(line(seat, 80, 90, reason="Heard again."))).location or ""
    answer = apply(as_som, plan)

    assert (answer.status_code, answer.location) == (303, GRADES)
    assert "2 scores were set." in as_som.get(GRADES).text
    (own,) = queries.scores_set(session, seat.id, LOOK)
    assert (own.percent, own.reason, own.set_by) == (80, "Heard again.", cast.som.id)
    assert session.get(QuizBest, (seat.id, TREAT)).percent == 90
    event = session.query(AuditEvent).filter_by(action="grades.imported").one()
    assert event.details == {"scores": 2}


def test_a_workbook_comes_back_as_it_left(session: Session, seat: Seat, as_som: Visitor) -> None:
    book = openpyxl.load_workbook(io.BytesIO(as_som.client.get(f"{GRADES}.xlsx").data))
    book.active["F2"] = 72.5
    book.active["I2"] = "Half a mark more"
    page = io.BytesIO()
    book.save(page)

    plan = send(as_som, page.getvalue()).location or ""
    assert apply(as_som, plan).status_code == 303
    assert queries.scores_set(session, seat.id, LOOK)[0].percent == 72.5


@pytest.mark.usefixtures("seat")
def test_the_file_that_left_changes_nothing(as_som: Visitor) -> None:
    sent = send(as_som, as_som.client.get(f"{GRADES}.csv").data)
    page = as_som.get(sent.location or "")

    assert "there is nothing to set" in page.text
    assert 'name="seen"' not in page.html


def test_a_file_with_a_fault_is_not_taken_at_all(
    session: Session, seat: Seat, as_som: Visitor
) -> None:
    plan = send(as_som, as_csv(line(seat, 80), ["x", *[""] * 8])).location or ""
    page = as_som.get(plan)

    assert "Line 2: A changed score needs a reason in the column change_reason." in page.text
    assert "Line 3: Nobody learns in this course under “x”." in page.text
    answer = as_som.post(plan, seen_on=GRADES + "/files", seen="x")
    assert answer.status_code == 409
    assert queries.scores_set(session, seat.id, LOOK) == ()


def test_where_scores_changed_meanwhile_nothing_is_set(
    session: Session, seat: Seat, cast: Cast, *, as_som: Visitor
) -> None:
    plan = send(as_som, as_csv(line(seat, 80, reason="Heard again."))).location or ""
    seen = seal(as_som, plan)
    set_score(session, Setting(seat.id, LOOK, Fraction(60), "By hand"), Hand(cast.som.id, LATER))
    session.commit()

    answer = as_som.post(plan, seen=seen)

    assert answer.status_code == 409
    assert "Scores changed since you looked at this." in answer.text
    assert len(queries.scores_set(session, seat.id, LOOK)) == 1


def bomb() -> bytes:
    page = io.BytesIO()
    with ZipFile(page, "w", ZIP_DEFLATED) as book:
        book.writestr("xl/workbook.xml", b"0" * 50_000_000)
    return page.getvalue()


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "Choose a file first."),
        (b"PK\x03\x04 no zip", "This workbook cannot be read."),
        (b"\xff\xff\xff", "This file cannot be read."),
        (bomb(), "This file is too large, or it unpacks to too much."),
    ],
)
@pytest.mark.usefixtures("seat")
def test_a_file_that_cannot_be_read_is_refused(as_som: Visitor, data: bytes, words: str) -> None:
    answer = send(as_som, data)

    assert answer.status_code == 422
    assert words in Page(answer.text).text


@pytest.mark.usefixtures("seat")
def test_a_file_of_another_kind_is_not_found(as_som: Visitor) -> None:
    as_som.get(f"{FILES}/{'0' * 64}.grades", status=404)
    as_som.get(f"{FILES}/{'0' * 64}.zip", status=404)
