"""Significant figures, counted and written."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from academy.content.figures import figures_of, in_figures
from tests.content.letters import fractions


@pytest.mark.parametrize(
    ("written", "least", "most"),
    [
        ("1.40", 3, 3),
        ("1400", 2, 4),
        ("1400.0", 5, 5),
        ("1.4e3", 2, 2),
        ("1.400e0", 4, 4),
        ("140e1", 2, 3),
        ("0.0120", 3, 3),
        ("-7", 1, 1),
        ("0", 0, 1),
        ("0.00", 3, 3),
    ],
)
def test_figures_are_counted(written: str, least: int, most: int) -> None:
    assert figures_of(written) == range(least, most + 1)


@pytest.mark.parametrize(
    ("number", "figures", "written"),
    [
        ("7/5", 3, "1.40"),
        ("1400", 2, "1.4e3"),
        ("1400", 4, "1.400e3"),
        ("1432", 4, "1432"),
        ("1432", 5, "1432.0"),
        ("-1/3", 2, "-0.33"),
        ("9.96", 2, "1.0e1"),
        ("99.96", 3, "1.00e2"),
        ("0.0001", 1, "0.0001"),
        ("0.0000001", 2, "1.0e-7"),
        ("2000000", 1, "2e6"),
        ("0", 1, "0"),
        ("0", 3, "0.00"),
        ("2.5", 1, "3"),
    ],
)
def test_a_number_is_written_in_so_many_figures(number: str, figures: int, written: str) -> None:
    assert in_figures(Fraction(number), figures) == written


@given(fractions.filter(bool), st.integers(1, 12))
def test_what_is_written_has_its_figures_and_is_near(number: Fraction, figures: int) -> None:
    written = in_figures(number, figures)

    assert figures_of(written) == range(figures, figures + 1)
    assert abs(Fraction(written) - number) * 2 * 10 ** (figures - 1) <= abs(number)
