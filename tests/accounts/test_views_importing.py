"""A file of people, from its sending to what came of it."""

import io
from pathlib import Path

import openpyxl
import pytest
from flask import Flask
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from academy.accounts.models import Organisation, User
from academy.jobs.ledger import Job
from tests.accounts.importing import add_administrator, add_place
from tests.browserless import Page, Visitor
from tests.cast import Cast

SAMPLES = Path(__file__).parents[1] / "data" / "imports"
FILE = (
    "Họ và tên,Email,Quốc gia,Ghi chú\r\n"
    "Nguyễn Văn An,an@example.org,Việt Nam,x\r\n"
    "Đặng Thị Ngọc,,VN,y\r\n"
    "Trần Bình,không phải địa chỉ,Vietnam,z\r\n"
)


@pytest.fixture
def hanoi(session: Session, cast: Cast) -> Organisation:
    return add_place(session, "Hanoi Hub", cast.academy())


@pytest.fixture
def as_linh(app: Flask, session: Session, hanoi: Organisation) -> Visitor:
    return Visitor(app).signed_in(add_administrator(session, hanoi))


class Desk:
    """An administrator with a file of people."""

    def __init__(self, visitor: Visitor, home: Organisation) -> None:
        self.visitor, self.home = visitor, home

    def send(self, data: bytes | str, name: str = "people.csv") -> str:
        """Send the file, and return where its columns are asked for."""
        page = "/en/admin/people/import"
        raw = data.encode() if isinstance(data, str) else data
        fields = {"csrf_token": self.visitor.token(page), "file": (io.BytesIO(raw), name)}
        answer = self.visitor.client.post(page, data=fields)
        assert answer.status_code == 303, answer.text
        return self.onward(answer.location)

    def onward(self, job: str) -> str:
        """Return where the page of a job that is done leads."""
        answer = self.visitor.client.get(job)
        assert answer.status_code == 302, answer.text
        return answer.location

    def check(self, columns: str, **changed: str) -> str:
        """Have the rows judged with the columns as they were guessed; return their page."""
        page = self.visitor.get(columns)
        chosen = {**asked(page), "home": str(self.home.id), **changed}
        answer = self.visitor.post(columns, **chosen)
        assert answer.status_code == 303, answer.text
        return self.onward(answer.location)

    def take(self, rows: str, how: str = "good", **more: str) -> Page:
        answer = self.visitor.post(rows, how=how, **more)
        assert answer.status_code == 303, answer.text
        return self.visitor.get(self.onward(answer.location))


def asked(page: Page) -> dict[str, str]:
    """Return what the form of columns would send as it stands."""
    fields: dict[str, str] = {}
    current = ""
    for tag, own, _ in page.elements:
        if tag == "input" and own.get("type") == "hidden" and own["name"] != "csrf_token":
            fields[own["name"]] = own["value"]
        if tag == "select":
            current = own["name"]
        if tag == "option" and "selected" in own and current.startswith("column-"):
            fields[current] = own["value"]
    return fields


def counts(page: Page) -> dict[str, str]:
    """Return what came of the rows, as the page tells it."""
    return dict(
        zip(
            (one.text for one in page.all("th", scope="row")),
            (one.text for one in page.all("td", class_="number")),
            strict=True,
        )
    )


@pytest.fixture
def desk(as_linh: Visitor, hanoi: Organisation) -> Desk:
    return Desk(as_linh, hanoi)


def test_a_file_is_read_shown_and_taken_in(desk: Desk, session: Session) -> None:
    columns = desk.send(FILE)
    assert {"column-0": "name", "column-1": "email", "column-2": "country"}.items() <= asked(
        desk.visitor.get(columns)
    ).items()
    rows = desk.check(columns)
    page = desk.visitor.get(rows)
    assert "New 2" in page.text
    assert "Refused 1" in page.text
    assert "E-mail address: This is not an e-mail address." in page.text
    assert not session.scalars(select(User).where(User.country == "VN", User.name != "Linh")).all()

    done = desk.take(rows)

    assert counts(done) == {"New": "2", "Rows left out": "1"}
    taken = session.scalars(select(User).where(User.country == "VN").order_by(User.name)).all()
    assert [one.name for one in taken] == ["Linh", "Nguyễn Văn An", "Đặng Thị Ngọc"]
    assert taken[2].username
    assert taken[2].username.startswith("dang.thi.ngoc.")
    assert all(one.password_hash == "!" for one in taken)


def test_the_same_file_twice_changes_nothing(desk: Desk) -> None:
    desk.take(desk.check(desk.send(FILE)))
    page = desk.visitor.get(desk.check(desk.send(FILE)))
    assert "Unchanged 2" in page.text
    assert "There is nothing to take in." in page.text


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("picture.csv", "This is a picture"),
        ("document.csv", "This is a PDF"),
        ("old.xls", "Save it again as XLSX."),
        ("locked.xlsx", "locked with a password"),
        ("mixed.csv", "Parts of this file are in one encoding"),
        ("open-quote.csv", "Look at line 3."),
        ("empty.csv", "Choose a file first."),
    ],
)
def test_what_is_no_table_is_said_where_it_was_sent(
    as_linh: Visitor, session: Session, *, name: str, words: str
) -> None:
    page = "/en/admin/people/import"
    file = (io.BytesIO((SAMPLES / name).read_bytes()), name)
    fields = {"csrf_token": as_linh.token(page), "file": file}
    answer = as_linh.client.post(page, data=fields)
    assert answer.status_code == 422
    assert words in Page(answer.text).text
    assert not session.scalars(select(Job.id)).all()


def test_what_shows_only_further_down_is_said_when_the_file_was_looked_through(desk: Desk) -> None:
    far = "name,email\n" + "Sok,\n" * 9_000 + '"Dara,\n'
    page = desk.visitor.get(desk.send(far), status=422)
    assert "Look at line 9,002." in page.text
    header = desk.visitor.get(desk.send((SAMPLES / "header-only.csv").read_bytes()), status=422)
    assert "There is nothing in this file below its first row." in header.text


@pytest.mark.parametrize(
    "name",
    [
        "utf-8",
        "utf-16",
        "gb18030",
        "big5",
        "windows-874",
        "windows-1258",
        "windows-1252",
        "workbook",
    ],
)
def test_files_of_every_country_are_taken_in(desk: Desk, session: Session, name: str) -> None:
    [path] = SAMPLES.glob(f"{name}.*")
    columns = desk.send(path.read_bytes(), path.name)
    guessed = asked(desk.visitor.get(columns))
    assert [guessed[f"column-{n}"] for n in range(4)] == ["name", "email", "country", "language"]
    done = desk.take(desk.check(columns))
    assert counts(done) == {"New": "2"}
    taken = session.scalars(select(User).where(User.name != "Linh")).all()
    assert len(taken) == 2
    assert all(one.country and one.locale != "en" for one in taken)


def test_how_a_file_is_read_can_be_changed(desk: Desk) -> None:
    columns = desk.send("name;email\nJosé|a;jose@example.org\n".encode("cp1252"))
    page = desk.visitor.get(f"{columns}?encoding=cp1258&delimiter=%7C&header=no")
    assert page.one("select", id="encoding")
    chosen = asked(page)
    assert (chosen["encoding"], chosen["delimiter"], chosen["header"]) == ("cp1258", "|", "no")
    wrong = desk.visitor.get(f"{columns}?encoding=utf-8")
    assert "not in the encoding that was chosen" in wrong.text
    assert asked(wrong)["encoding"] == "cp1252"
    odd = asked(desk.visitor.get(f"{columns}?encoding=rot13&delimiter=x"))
    assert (odd["encoding"], odd["delimiter"]) == ("cp1252", ";")


def test_rows_that_cannot_be_read_as_was_said_lead_back(desk: Desk) -> None:
    columns = desk.send("name,email\nJosé,\n".encode("cp1252"))
    chosen = {**asked(desk.visitor.get(columns)), "home": str(desk.home.id)}
    answer = desk.visitor.post(columns, **{**chosen, "encoding": "utf-8"})
    assert answer.status_code == 422
    assert "not in the encoding that was chosen" in Page(answer.text).text

    columns = desk.send("name;email\n" + "Sok;\n" * 300 + 'Dara,"x;\n')
    answer = desk.visitor.client.get(desk.check(columns, delimiter=","))
    assert answer.status_code == 303
    assert "Look at line 302." in desk.visitor.get(answer.location).text


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"column-0": ""}, "Say which column has the names."),
        ({"home": ""}, "Choose the organisation that people belong to"),
        ({"home": "9c0f4f9e-7d5a-4a57-9d1c-6f5f7f0b7c11"}, "Choose the organisation"),
    ],
)
def test_what_is_missing_is_asked_for(desk: Desk, changed: dict[str, str], words: str) -> None:
    columns = desk.send(FILE)
    chosen = {**asked(desk.visitor.get(columns)), "home": str(desk.home.id), **changed}
    answer = desk.visitor.post(columns, **chosen)
    assert answer.status_code == 422
    assert words in Page(answer.text).text


def test_a_header_that_stands_twice_is_marked(desk: Desk) -> None:
    page = desk.visitor.get(desk.send("Name,Email,e-mail\nSok,sok@example.org,\n"))
    assert page.text.count("Twice in the file") == 2


def test_rows_are_shown_by_fate_and_by_page(desk: Desk) -> None:
    file = "name,email\n" + "".join(
        f"P {n},{n if n % 3 else 'x'}@example.org\n" for n in range(180)
    )
    rows = desk.check(desk.send(file))
    first = desk.visitor.get(rows)
    assert len(first.all("th", scope="row")) == 50
    assert "Page 1 of 4" in first.text
    last = desk.visitor.get(f"{rows}?page=4")
    assert len(last.all("th", scope="row")) == 30
    refused = desk.visitor.get(f"{rows}?fate=duplicate")
    assert {one.text for one in refused.all("span", class_="badge wait")} <= {"Twice in the file"}
    assert desk.visitor.get(f"{rows}?fate=odd&page=zero").all("th", scope="row")
    assert not desk.visitor.get(f"{rows}?page=99").all("th", scope="row")


def test_rows_to_be_mended_say_what_is_wrong_and_come_back_mended(
    desk: Desk, session: Session
) -> None:
    file = "name,email,note\nSok,sok at example,=1+1\nDara,dara@example.org,x\n"
    done = desk.check(desk.send(file))
    answer = desk.visitor.client.get(done.replace("/rows", "/left.csv"))
    assert answer.headers["Content-Disposition"].endswith('"rows-to-mend.csv"')
    text = answer.data.decode("utf-8-sig")
    assert text.splitlines()[0] == "name,email,note,To be mended"
    assert "Sok,sok at example,'=1+1,E-mail address: This is not an e-mail address." in text

    mended = desk.send(text.replace("sok at example", "sok@example.org"))
    assert "column-3" not in asked(desk.visitor.get(mended))
    desk.take(desk.check(mended))
    assert session.scalars(select(User.email).where(User.name == "Sok")).all() == [
        "sok@example.org"
    ]


def test_rows_to_be_mended_come_as_a_workbook_too(desk: Desk) -> None:
    rows = desk.check(desk.send("name,email\nSok,=1+1\n"))
    page = desk.take(rows)
    [link] = [one for one in page.all("a") if one.attributes["href"].endswith("left.xlsx")]
    data = desk.visitor.client.get(link.attributes["href"]).data
    sheet = openpyxl.load_workbook(io.BytesIO(data)).active
    assert [[cell.value for cell in row] for row in sheet.iter_rows(max_col=2)] == [
        ["name", "email"],
        ["Sok", "=1+1"],
    ]
    assert sheet["B2"].data_type == "s"


def test_all_or_nothing_waits_until_everything_is_mended(desk: Desk) -> None:
    rows = desk.check(desk.send(FILE))
    answer = desk.visitor.post(rows, how="all")
    assert answer.status_code == 422
    assert "Something would have to be left out." in Page(answer.text).text
    good = desk.check(desk.send("name,email\nSok,sok@example.org\n"))
    assert counts(desk.take(good, how="all")) == {"New": "1"}


def test_nobody_sees_the_file_of_somebody_else(desk: Desk, app: Flask, session: Session) -> None:
    rows = desk.check(desk.send(FILE))
    other = Visitor(app).signed_in(add_administrator(session, desk.home, "Minh"))
    for path in (rows, rows.replace("/rows", "/left.csv"), rows.removesuffix("/rows")):
        other.get(path, status=404)


def test_learners_and_instructors_send_no_files(as_noi: Visitor, as_som: Visitor) -> None:
    for visitor in (as_noi, as_som):
        visitor.get("/en/admin/people/import", status=403)


def test_only_organisations_within_reach_are_offered(
    desk: Desk, session: Session, cast: Cast
) -> None:
    add_place(session, "Yangon Hub", cast.academy())
    page = desk.visitor.get(desk.send(FILE))
    offered = [one.text for one in page.all("option")]
    assert "Hanoi Hub" in offered
    assert "Yangon Hub" not in offered


def test_hostile_cells_are_texts(desk: Desk) -> None:
    page = desk.visitor.get(desk.send("name,email\n<script>alert(1)</script>,x@example.org\n"))
    assert "<script>alert(1)" not in page.html
    rows = desk.visitor.get(desk.check(desk.send("name\n<b>Sok</b>\n")))
    assert not rows.all("b")


def test_a_job_that_goes_on_shows_its_own_page(desk: Desk, session: Session) -> None:
    rows = desk.check(desk.send(FILE))
    session.execute(update(Job).values(state="running"))
    session.commit()
    answer = desk.visitor.client.get(rows)
    assert answer.status_code == 303
    assert "/jobs/" in answer.location


def test_the_importers_own_organisation_is_proposed_where_no_column_names_one(desk: Desk) -> None:
    page = desk.visitor.get(desk.send(FILE))
    chosen = [one.text for one in page.all("option") if "selected" in one.attributes]
    assert "Hanoi Hub" in chosen
    named = desk.visitor.get(desk.send("name,organisation\nSok,Hanoi Hub\n"))
    chosen = [one.text for one in named.all("option") if "selected" in one.attributes]
    assert "Hanoi Hub" not in chosen
