"""Where a command writes what it makes."""

from pathlib import Path

import pytest

from academy.files.output import opened


def test_a_name_is_a_file(tmp_path: Path) -> None:
    out = tmp_path / "made.csv"
    with opened(str(out)) as file:
        file.write(b"made")
    assert out.read_bytes() == b"made"


def test_a_dash_is_standard_output_and_stays_open(
    capfdbinary: pytest.CaptureFixture[bytes],
) -> None:
    with opened("-") as file:
        file.write(b"made")
    assert not file.closed
    assert capfdbinary.readouterr().out == b"made"
