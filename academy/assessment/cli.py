"""`flask questions`: what an importer reads, and what a response earns, from the command line."""

import json
import sys
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from typing import Any, cast

import click

from academy.assessment.rules.responses import Marked, marked_response, with_numbers
from academy.content.faults import Fault, FaultCode, Faults, sentence
from academy.content.formats.door import read
from academy.content.formats.plain import number, reading_plain
from academy.content.formats.values import Format, FormatRefused
from academy.content.model import Question
from academy.content.quiz_file import read_question
from academy.content.yaml_nodes import read_record

questions = click.Group("questions", help="Questions of other systems: read, and grade.")

_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
_FORMATS = click.Choice([each.value for each in Format])
_UNSAID = frozenset({FaultCode.EMPTY_TEXT, FaultCode.MISSING_KEY})
_FEEDBACK = frozenset({"feedback", "right", "wrong"})


@questions.command("read")
@click.argument("file", type=_FILE)
@click.option("--format", "form", type=_FORMATS, help="Seen from what is in FILE when left out.")
@click.option("--json", "as_json", is_flag=True, help="All of it, for programs.")
def read_file(file: Path, *, form: str | None, as_json: bool) -> None:
    """Say what comes of the questions in FILE: GIFT, Aiken, Moodle XML, QTI or a QTI package."""
    try:
        found = reading_plain(read(file.read_bytes(), file.name, Format(form) if form else None))
    except FormatRefused as refused:
        told = {"fault": {"code": refused.reason.value, **refused.detail}}
        click.echo(json.dumps(told) if as_json else _named(told["fault"]), err=not as_json)
        sys.exit(1)
    if as_json:
        click.echo(json.dumps(found, ensure_ascii=False, indent=2))
    else:
        for line in _lines(found):
            click.echo(line)


@questions.command("grade")
@click.argument("item", type=_FILE)
@click.option("--responses", required=True, type=_FILE, help="One JSON object a line.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
def grade(item: Path, *, responses: Path, as_json: bool) -> None:
    """Say what each of the responses earns for the question in ITEM, a YAML or JSON file."""
    question = _question(item)
    for place, line in enumerate(responses.read_text("utf-8").splitlines(), start=1):
        if not line.strip():
            continue
        name, found = _marked(question, line, place)
        told = {
            "id": name,
            "marks": number(found.marks),
            "available": number(found.available),
            "share": number(found.share),
            "fault": found.fault or None,
        }
        click.echo(json.dumps(told, ensure_ascii=False) if as_json else _named(told))


def _lines(found: dict[str, Any]) -> Iterator[str]:
    """Yield a line for each item and each loss."""
    for item in found["items"]:
        yield f"{item['name']}: {item['type']}, marks {item['marks']}"
        yield from (f"  lost {_named(loss)}" for loss in item["losses"])
    for item in found["refused"]:
        yield f"{item['name']}: left out, {_named(item['why'])}"
    yield from (f"lost {_named(loss)}" for loss in found["losses"])
    yield f"{found['format']}: {_named(found['counts'])}"


def _named(values: dict[str, Any]) -> str:
    return ", ".join(f"{name} {value}" for name, value in values.items())


def _question(path: Path) -> Question:
    """Read a question as a quiz file has it, or the item that `read` wrote around it."""
    data = path.read_bytes()
    faults = Faults()
    record = read_record(data, path.name, faults)
    if record is not None and "question" in record:
        record = record.record("question")
    question = None if record is None else read_question(record, {})
    serious = [fault for fault in faults.all if not _may_be_unsaid(fault)]
    if question is None or serious:
        message = "\n".join(f"{fault.line}: {sentence(fault)}" for fault in serious)
        raise click.ClickException(message or "there is no question")
    return question


def _may_be_unsaid(fault: Fault) -> bool:
    """Tell whether only what is said of an answer is missing: that earns no marks."""
    return fault.code in _UNSAID and fault.detail.get("key") in _FEEDBACK


def _marked(question: Question, line: str, place: int) -> tuple[str, Marked]:
    """Return the name of a response and its marks."""
    try:
        found = cast("dict[str, Any]", json.loads(line))
        values = {name: Fraction(str(value)) for name, value in found.get("values", {}).items()}
        seed, name = int(found.get("seed", 0)), str(found.get("id", place))
    except (ValueError, AttributeError, TypeError, ZeroDivisionError):
        return str(place), Marked(Fraction(0), question.marks, "not-json")
    drawn = with_numbers(question, seed=seed, values=values)
    return name, marked_response(drawn, found.get("response"))
