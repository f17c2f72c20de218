"""Country facts: one for each country and kind, dated, with where it was read."""

# ruff: noqa: PLR0917 - a row of a table of mistakes is one line

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from academy.content.fact_table import (
    FactTable,
    arrival,
    fact_version,
    in_order,
    place_of,
)
from academy.content.facts_file import write_facts
from academy.content.faults import FaultCode, PackageRefused
from academy.content.model import Fact, FactKind
from academy.content.reader import read_facts
from academy.kernel.countries import COUNTRIES
from tests.content.kept_texts import some

OURS = Path(__file__).parents[2] / "courses" / "facts.yaml"

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


def test_a_table_may_be_empty() -> None:
    assert read_facts(b"facts: []\n") == read_facts(write_facts([])) == ()


days = st.dates(date(2020, 1, 1), date(2090, 1, 1))
facts = st.builds(
    lambda country, kind, texts, checked, days: Fact(
        country, kind, texts[0], texts[1], texts[2], checked, checked + timedelta(days=days)
    ),
    st.sampled_from(COUNTRIES),
    st.sampled_from(FactKind),
    st.tuples(some, st.one_of(st.just(""), some.map(lambda text: f"https://{text}")), some),
    days,
    st.integers(1, 2_000),
)
tables = st.lists(facts, max_size=12, unique_by=place_of)


@given(tables)
def test_facts_survive_the_way_through_a_file(table: list[Fact]) -> None:
    assert list(read_facts(write_facts(table))) == table


def test_a_day_that_facts_share_is_written_with_each() -> None:
    table = [SCAM, replace(SCAM, country="LA")]
    assert write_facts(table).count(b"checked: 2026-11-23") == 2
    assert list(read_facts(write_facts(table))) == table


def test_the_facts_that_come_with_the_academy_are_kept_in_order() -> None:
    ours = read_facts(OURS.read_bytes())
    assert in_order(ours) == ours == read_facts(write_facts(ours))


(SCAM,) = read_facts(FACT.encode())
LATER = replace(SCAM, text="Call 117.", checked=date(2026, 12, 1))


def table_of(*listed: Fact, removed: tuple[Fact, ...] = ()) -> FactTable:
    return FactTable(
        {place_of(fact): fact for fact in listed}, {place_of(fact): fact for fact in removed}
    )


def test_what_was_checked_later_takes_the_place_of_what_was_checked_before() -> None:
    (change,) = arrival(table_of(SCAM), [LATER]).changes
    assert (change.before, change.after) == (SCAM, LATER)


@pytest.mark.parametrize("own", [LATER, replace(SCAM, text="Mended on the same day.")])
def test_a_file_that_is_no_newer_changes_nothing_and_that_is_told(own: Fact) -> None:
    arrived = arrival(table_of(own), [SCAM])
    assert arrived.changes == ()
    assert [(each.before, each.after) for each in arrived.kept] == [(own, SCAM)]


def test_what_was_taken_out_comes_back_only_when_it_was_checked_again() -> None:
    table = table_of(removed=(SCAM,))
    assert [each.after for each in arrival(table, [SCAM]).kept] == [SCAM]
    assert [each.after for each in arrival(table, [LATER]).changes] == [LATER]


@given(tables)
def test_the_same_file_twice_is_once(sent: list[Fact]) -> None:
    first = arrival(FactTable(), sent)
    assert [change.after for change in first.changes] == sent
    assert arrival(table_of(*sent), sent) == arrival(FactTable(), [])


@given(tables, tables)
def test_no_fact_gives_way_to_an_older_one(own: list[Fact], sent: list[Fact]) -> None:
    arrived = arrival(table_of(*own), sent)
    assert all(
        change.before is None or change.before.checked < change.after.checked
        for change in arrived.changes
    )
    told = {place_of(each.after) for each in (*arrived.changes, *arrived.kept)}
    assert told == {place_of(fact) for fact in sent if fact not in own}


def test_every_part_of_a_fact_counts_for_what_it_is_known_by() -> None:
    day = timedelta(days=1)
    others = [
        replace(SCAM, text="Call."),
        replace(SCAM, url=""),
        replace(SCAM, source="b"),
        replace(SCAM, checked=SCAM.checked - day),
        replace(SCAM, review_by=SCAM.review_by + day),
    ]
    assert len({fact_version(fact) for fact in (None, SCAM, *others)}) == 7
    assert table_of(SCAM).version != table_of(removed=(SCAM,)).version
