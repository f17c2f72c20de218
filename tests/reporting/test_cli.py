"""`flask reports`."""

import json
from collections.abc import Callable
from pathlib import Path

import pyarrow.parquet as pq
import pypdf
import pytest
from click.testing import Result
from flask import Flask
from sqlalchemy.orm import Session

from academy.accounts.models import Membership, Organisation
from academy.kernel.clock import now as clock
from academy.reporting import service
from academy.reporting.rules import Filters, Report
from academy.reporting.rules.saved import Named
from tests.browserless import Visitor
from tests.cast import Cast
from tests.reporting.seats import Seats

REPORT = "/en/admin/reports/completions"
Command = Callable[..., Result]


@pytest.fixture
def reports(app: Flask) -> Command:
    """Run a command about reports."""

    def run(*words: str) -> Result:
        return app.test_cli_runner().invoke(args=["reports", *words])

    return run


@pytest.mark.parametrize("kind", ["csv", "jsonl"])
def test_the_command_writes_what_the_page_sends(  # noqa: PLR0917 – fixtures
    reports: Command, as_mali: Visitor, seats: Seats, tmp_path: Path, kind: str
) -> None:
    seats.add("=Noy", country="LA", organisation_id=seats.organisation("Hub"))
    seats.add("Mai", country="VN")
    out = tmp_path / f"report.{kind}"
    asked = ["completions", "--format", kind, "--from", "2026-01-01", "--to", "2026-12-31"]
    answer = reports(*asked, "--out", str(out), "--country", "LA", "--organisation", "Hub")
    assert answer.exit_code == 0, answer.output
    web = as_mali.client.get(
        f"{REPORT}.{kind}?country=LA&organisation={seats.organisation('Hub')}"
        "&enrolled_from=2026-01-01&enrolled_to=2026-12-31"
    )
    assert out.read_bytes() == web.data
    assert reports(*asked, "--out", "-", "--status", "enrolled").stdout_bytes == (
        as_mali.client.get(f"{REPORT}.{kind}").data
    )


@pytest.mark.usefixtures("seats")
def test_the_command_says_what_there_is_not(reports: Command) -> None:
    wrong = {
        "--course": "none", "--organisation": "None", "--country": "XX", "--cohort": "None",
        "--columns": "status,none", "--score-to": "101", "--as-of": f"{clock():%Y-%m-%d}",
    }  # fmt: skip
    for option, value in wrong.items():
        answer = reports("completions", "--out", "-", option, value)
        assert answer.exit_code == 2
        assert option in answer.stderr
    answer = reports("completions", "--out", "-", "--course", "clean-water", "--bom")
    assert answer.stdout_bytes.startswith("\ufeffenrolment_id".encode())


def test_columns_scores_and_cohorts_can_be_chosen(reports: Command, seats: Seats) -> None:
    seats.add("Noy", cohort_id=seats.cohort("May"), done=(1, 4), score=70)
    seats.add("Mai", cohort_id=seats.cohort("June"), done=(1, 4), score=80)
    asked = ["completions", "--out", "-", "--columns", "learner_name, score_percent"]
    assert reports(*asked, "--cohort", "May").stdout == "learner_name,score_percent\nNoy,70\n"
    scored = reports(*asked, "--score-from", "71", "--score-to", "80")
    assert scored.stdout == "learner_name,score_percent\nMai,80\n"


def test_a_name_that_means_several_cohorts_is_asked_about(reports: Command, seats: Seats) -> None:
    first = seats.cohort("May")
    second = seats.cohort("May")
    answer = reports("completions", "--out", "-", "--cohort", "May")
    assert answer.exit_code == 2
    assert str(first) in answer.stderr
    assert str(second) in answer.stderr
    assert reports("completions", "--out", "-", "--cohort", str(first)).exit_code == 0


def test_an_organisation_counts_with_those_below_unless_alone(
    reports: Command, seats: Seats, session: Session
) -> None:
    state, hub = seats.organisation("State"), seats.organisation("Hub")
    session.get_one(Organisation, hub).parent_id = state
    seats.add("Noy", organisation_id=state)
    seats.add("Mai", organisation_id=hub)
    asked = [
        "completions", "--out", "-", "--columns", "learner_name", "--organisation", "State",
    ]  # fmt: skip
    assert reports(*asked).stdout.split() == ["learner_name", "Noy", "Mai"]
    assert reports(*asked, "--only-this").stdout.split() == ["learner_name", "Noy"]


@pytest.mark.parametrize("kind", ["csv", "xlsx", "jsonl", "parquet", "pdf"])
def test_a_file_is_verified_by_its_manifest(  # noqa: PLR0917 – fixtures
    reports: Command, seats: Seats, tmp_path: Path, kind: str
) -> None:
    seats.add("Noy")
    out, beside = tmp_path / "report", tmp_path / "manifest.json"
    written = reports(
        "completions", "--format", kind, "--out", str(out), "--manifest", str(beside),
        "--as-of", "2026-06-01", "--words", "pt",
    )  # fmt: skip
    assert written.exit_code == 0, written.output
    manifest = json.loads(beside.read_text(encoding="utf-8"))
    assert (manifest["language"], manifest["as_of"], manifest["rows"]) == ("pt", "2026-06-01", 1)
    answer = reports("verify", str(out), "--manifest", str(beside))
    assert answer.exit_code == 0, answer.output
    assert manifest["sha256"] in answer.stdout
    out.write_bytes(out.read_bytes() + b" ")
    changed = reports("verify", str(out), "--manifest", str(beside))
    assert changed.exit_code == 1
    assert "the file was changed" in changed.stderr


def test_a_file_with_too_few_rows_is_not_verified(
    reports: Command, seats: Seats, tmp_path: Path
) -> None:
    seats.add("Noy")
    out, beside = tmp_path / "report", tmp_path / "manifest.json"
    reports("completions", "--out", str(out), "--manifest", str(beside))
    told = json.loads(beside.read_text(encoding="utf-8"))
    beside.write_text(json.dumps({**told, "rows": 2}), encoding="utf-8")
    answer = reports("verify", str(out), "--manifest", str(beside))
    assert answer.exit_code == 1
    assert "the file has 1 rows, not 2" in answer.stderr


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"sha256": 7, "format": "csv"}'])
def test_what_is_no_manifest_is_said(reports: Command, tmp_path: Path, text: str) -> None:
    beside = tmp_path / "manifest.json"
    beside.write_text(text, encoding="utf-8")
    answer = reports("verify", str(beside), "--manifest", str(beside))
    assert answer.exit_code == 1


@pytest.fixture
def saved(session: Session, cast: Cast, seats: Seats) -> str:
    """A report that Mali saved."""
    seats.add("Noy", country="LA")
    seats.add("Mai", country="VN")
    named = Named("Lao learners", Report(Filters(country="LA"), ("learner_name",)))
    key = service.save(session, named, owner_id=cast.mali.id, now=clock())
    session.commit()
    return str(key)


def test_saved_reports_are_listed_and_written(reports: Command, saved: str, tmp_path: Path) -> None:
    assert reports("list").stdout == f"{saved}\tLao learners\tMali\t\n"
    out = tmp_path / "report"
    for name in ("Lao learners", saved):
        answer = reports("run", name, "--out", str(out), "--format", "parquet")
        assert answer.exit_code == 0, answer.output
        assert pq.read_table(out).to_pylist() == [{"learner_name": "Noy"}]
    dated = reports("run", saved, "--out", str(out), "--as-of", "2026-06-01")
    assert dated.exit_code == 0
    assert out.read_text() == "learner_name\nNoy\n"


def test_a_saved_report_reaches_no_further_than_its_owner(  # noqa: PLR0917 – fixtures
    reports: Command, saved: str, session: Session, cast: Cast, tmp_path: Path
) -> None:  # fmt: skip
    session.query(Membership).filter_by(user_id=cast.mali.id).delete()
    session.commit()
    answer = reports("run", saved, "--out", str(tmp_path / "report"))
    assert answer.exit_code == 1
    assert "does not administer anything any more" in answer.stderr


def test_a_saved_report_has_to_be_named_clearly(  # noqa: PLR0917 – fixtures
    reports: Command, saved: str, session: Session, cast: Cast, tmp_path: Path
) -> None:  # fmt: skip
    out = ["--out", str(tmp_path / "report")]
    assert reports("run", "None", *out).exit_code == 2
    assert reports("run", saved, *out, "--as-of", f"{clock():%Y-%m-%d}").exit_code == 2
    service.save(session, Named("Lao learners", Report()), owner_id=cast.som.id, now=clock())
    session.commit()
    answer = reports("run", "Lao learners", *out)
    assert answer.exit_code == 2
    assert saved in answer.stderr


def test_a_summary_from_the_command_speaks_the_language_that_was_asked_for(
    reports: Command, seats: Seats, tmp_path: Path
) -> None:
    seats.add("Mai", country="VN")
    out = tmp_path / "report.pdf"
    answer = reports("completions", "--format", "pdf", "--words", "vi", "--out", str(out))
    assert answer.exit_code == 0, answer.output
    told = pypdf.PdfReader(out).pages[0].extract_text()
    assert "Việt Nam" in told
    assert "By country" not in told
