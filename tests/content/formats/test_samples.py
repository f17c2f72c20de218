"""Files of our own in every format: what is read of each, kept with loss, refused."""

from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from academy.content.formats.door import read
from academy.content.formats.values import Format, Reading

SAMPLES = Path(__file__).parents[2] / "data" / "questions"

EXPECTED = {
    "package-qti-2": (Format.QTI_2, 2, 1, 1),
    "package-qti-3": (Format.QTI_3, 1, 0, 0),
    "qti-2/choice-with-feedback.xml": (Format.QTI_2, 1, 1, 0),
    "qti-2/drawing.xml": (Format.QTI_2, 0, 0, 1),
    "qti-2/number.xml": (Format.QTI_2, 1, 0, 0),
    "qti-3/several-gaps.xml": (Format.QTI_3, 1, 1, 0),
    "qti-3/slider.xml": (Format.QTI_3, 1, 1, 0),
    "water.aiken.txt": (Format.AIKEN, 2, 0, 1),
    "water.gift.txt": (Format.GIFT, 11, 1, 3),
    "water.moodle.xml": (Format.MOODLE_XML, 15, 10, 3),
}
"""Of each file: its format, the items read, of these those with a loss, those refused."""


def sample(name: str) -> Reading:
    path = SAMPLES / name
    return read(zipped(path) if path.is_dir() else path.read_bytes(), path.name)


def zipped(folder: Path) -> bytes:
    target = BytesIO()
    with ZipFile(target, "w", ZIP_DEFLATED) as archive:
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                archive.write(path, path.relative_to(folder).as_posix())
    return target.getvalue()


def test_every_sample_is_read_and_counted(capsys: pytest.CaptureFixture[str]) -> None:
    found: dict[str, tuple[Format, int, int, int]] = {}
    for name in EXPECTED:
        reading = sample(name)
        lossy = sum(bool(item.losses) for item in reading.items)
        found[name] = (reading.format, len(reading.items), lossy, len(reading.refused))
    with capsys.disabled():
        print("\n" + table(found))  # noqa: T201 - this table is what the test shows
    assert found == EXPECTED


def table(found: dict[str, tuple[Format, int, int, int]]) -> str:
    heads = ("format", "file", "read", "with loss", "refused")
    rows = [(form.value, name, *map(str, counts)) for name, (form, *counts) in found.items()]
    return "\n".join(
        f"{row[0]:<11}{row[1]:<34}{row[2]:>6}{row[3]:>11}{row[4]:>9}" for row in [heads, *rows]
    )


def test_no_sample_is_left_out() -> None:
    files = {path.relative_to(SAMPLES).as_posix() for path in SAMPLES.rglob("*") if path.is_file()}
    known = {name for name in files if any(name.startswith(each) for each in EXPECTED)}
    assert files - known == {"README.md"}


def test_what_follows_an_answer_is_told() -> None:
    reading = read(b"Q\nA) a\nB) b\nANSWER: A. Because\n", "f")
    assert [loss.code for loss in reading.items[0].losses] == ["stray-text"]


def test_options_without_an_answer_end_where_the_next_question_begins() -> None:
    reading = read(b"Q1\nA) a\nB) b\nQ2\nA) a\nB) b\nANSWER: B\n", "f")
    assert [item.name for item in reading.items] == ["Q2"]
    assert [item.name for item in reading.refused] == ["Q1"]
