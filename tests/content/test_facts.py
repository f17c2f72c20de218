"""Country facts: one for each country and kind, dated, with where it was read."""

# ruff: noqa: PLR0917 - a row of a table of mistakes is one line

from datetime import date

import pytest

from academy.content.faults import FaultCode, PackageRefused
from academy.content.model import FactKind
from academy.content.reader import read_facts

FACT = """\
facts:
  - country: KH
    kind: report-scam
    text: Call 1288.
    url: https://example.org/
    source: example.org
    checked: 2026-11-23
    review_by: 2027-05-23
"""


def told(text: str) -> list[tuple[int, FaultCode]]:
    with pytest.raises(PackageRefused) as refused:
        read_facts(text.encode())
    return [(fault.line, fault.code) for fault in refused.value.faults]


def test_a_fact_is_read() -> None:
    (fact,) = read_facts(FACT.encode())
    assert (fact.country, fact.kind, fact.url) == (
        "KH",
        FactKind.REPORT_SCAM,
        "https://example.org/",
    )
    assert (fact.checked, fact.review_by) == (date(2026, 11, 23), date(2027, 5, 23))


def test_an_address_is_optional() -> None:
    (fact,) = read_facts(FACT.replace("    url: https://example.org/\n", "").encode())
    assert fact.url == ""


@pytest.mark.parametrize(
    ("old", "new", "line", "code"),
    [
        ("country: KH", "country: FR", 2, FaultCode.UNKNOWN_COUNTRY),
        ("https://example.org/", "http://example.org/", 5, FaultCode.BAD_LINK),
        ("2026-11-23", "yesterday", 7, FaultCode.NOT_A_DATE),
        ("2027-05-23", "2026-05-23", 8, FaultCode.DATES_REVERSED),
        ("    checked: 2026-11-23\n", "", 2, FaultCode.MISSING_KEY),
        ("report-scam", "weather", 3, FaultCode.NOT_A_CHOICE),
    ],
)
def test_a_mistake_in_a_fact_is_told(old: str, new: str, line: int, code: FaultCode) -> None:
    assert told(FACT.replace(old, new)) == [(line, code)]


def test_two_facts_of_a_kind_for_a_country_are_told() -> None:
    assert told(FACT + FACT.removeprefix("facts:\n")) == [(9, FaultCode.DUPLICATE_FACT)]


def test_a_table_that_is_none_is_told() -> None:
    assert told("- KH\n") == [(1, FaultCode.WRONG_SHAPE)]
