"""`flask questions`: reading a file, and grading responses, from the command line."""

# ruff: noqa: E501 - what is written as one line is read as one

import json
from pathlib import Path

from click.testing import CliRunner, Result

from academy.assessment.cli import questions

SAMPLES = Path(__file__).parents[1] / "data" / "questions"


def run(*arguments: object) -> Result:
    return CliRunner().invoke(questions, [str(each) for each in arguments])


def test_a_file_is_read_for_programs() -> None:
    result = run("read", SAMPLES / "water.gift.txt", "--json")
    found = json.loads(result.output)
    assert result.exit_code == 0
    assert (found["format"], found["counts"]["read"]) == ("gift", 11)


def test_a_file_is_read_for_people() -> None:
    result = run("read", SAMPLES / "package-qti-2" / "items" / "b.xml", "--format", "qti-2")
    assert "Which are wet?: matrix, marks 1" in result.output
    gift = run("read", SAMPLES / "water.gift.txt").output
    assert "Broken: left out, code syntax, what { }" in gift
    assert "  lost code tag, what history" in gift


def test_a_file_that_does_not_come_in_says_why() -> None:
    result = run("read", SAMPLES / "README.md", "--json")
    assert (result.exit_code, json.loads(result.output)) == (1, {"fault": {"code": "unknown-format"}})  # fmt: skip
    assert run("read", SAMPLES / "README.md").exit_code == 1


def graded(tmp_path: Path, item: str, *lines: str) -> list[dict[str, object]]:
    (tmp_path / "item.yaml").write_text(item, "utf-8")
    (tmp_path / "responses.jsonl").write_text("\n".join(lines), "utf-8")
    result = run("grade", tmp_path / "item.yaml", "--responses", tmp_path / "responses.jsonl", "--json")  # fmt: skip
    assert result.exit_code == 0, result.output
    return [json.loads(line) for line in result.output.splitlines()]


TRUTH = "id: a\ntype: true-false\nmarks: 3\ntext: Water is wet.\nanswer: true\n"


def test_responses_are_graded(tmp_path: Path) -> None:
    lines = ['{"id": "r1", "response": true}', "", '{"response": false}', "{", "[]"]
    first, second, third, fourth = graded(tmp_path, TRUTH, *lines)
    assert first == {"id": "r1", "marks": 3, "available": 3, "share": 1, "fault": None}
    assert (second["id"], second["marks"]) == ("3", 0)
    assert (third["fault"], fourth["fault"]) == ("not-json", "not-json")


def test_what_was_read_can_be_graded(tmp_path: Path) -> None:
    found = json.loads(run("read", SAMPLES / "water.moodle.xml", "--json").output)
    rain = next(item for item in found["items"] if item["name"] == "Rain")
    line = '{"id": "r", "response": "20", "values": {"a": 2, "b": 10}}'
    assert graded(tmp_path, json.dumps(rain["question"]), line)[0]["share"] == 1
    plain = run("grade", tmp_path / "item.yaml", "--responses", tmp_path / "responses.jsonl")
    assert plain.output == "id r, marks 1, available 1, share 1, fault None\n"


def test_an_item_around_the_question_is_taken_too(tmp_path: Path) -> None:
    inner = "".join(f"  {line}\n" for line in TRUTH.splitlines())
    assert graded(tmp_path, f"question:\n{inner}", '{"response": true}')[0]["share"] == 1


def test_an_item_that_is_none_is_refused(tmp_path: Path) -> None:
    (tmp_path / "r.jsonl").write_text("", "utf-8")
    for item in ("- a", "id: a\ntype: other\n", TRUTH + "novel: 1\n"):
        (tmp_path / "item.yaml").write_text(item, "utf-8")
        assert run("grade", tmp_path / "item.yaml", "--responses", tmp_path / "r.jsonl").exit_code == 1  # fmt: skip
