"""Fates of rows."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from academy.kernel.fates import Fate, Fault, Outcome, RowFault, is_faulty, outcome_of

TEXT = st.text(st.characters(codec="utf-8"), max_size=20)
OUTCOMES = st.builds(
    Outcome,
    row=st.integers(1, 120_000),
    fate=st.sampled_from(Fate),
    told=st.dictionaries(TEXT, TEXT, max_size=3),
    subject=TEXT,
    changes=st.lists(TEXT, max_size=3).map(tuple),
    faults=st.lists(st.builds(Fault, TEXT, TEXT, TEXT), max_size=2).map(tuple),
    twin=st.integers(0, 9),
    cells=st.lists(TEXT, max_size=3).map(tuple),
)


@given(OUTCOMES)
def test_an_outcome_is_one_line_and_reads_back(one: Outcome) -> None:
    line = one.line()
    assert line.count(b"\n") == 1
    assert line.startswith(f"{one.fate.value} ".encode())
    assert outcome_of(line) == one


@given(OUTCOMES)
def test_a_row_is_done_or_left_out_or_needs_nothing(one: Outcome) -> None:
    said = [one.fate.is_to_do, one.fate.is_left_out, one.fate is Fate.UNCHANGED]
    assert sum(said) == 1


def test_who_is_perhaps_there_is_taken_only_if_somebody_says_so() -> None:
    one = Outcome(2, Fate.PERHAPS)
    assert not one.is_to_do(with_perhaps=False)
    assert one.is_to_do(with_perhaps=True)
    assert one.is_still(replace(one, fate=Fate.NEW))


def test_a_row_is_as_it_was_shown_or_is_not() -> None:
    shown = Outcome(2, Fate.CHANGED, subject="a", changes=("name",))
    assert shown.is_still(replace(shown, faults=(Fault("name", "x"),)))
    assert not shown.is_still(replace(shown, changes=("name", "country")))
    assert not shown.is_still(replace(shown, subject="b"))
    assert not shown.is_still(replace(shown, fate=Fate.UNCHANGED))


def test_a_row_that_was_not_taken_says_so_first() -> None:
    left = Outcome(2, Fate.NEW).left_out((Fault("email", "why"),))
    assert left.fate is Fate.REFUSED
    assert [fault.code for fault in left.faults] == [RowFault.CHANGED_MEANWHILE.value, "why"]


@pytest.mark.parametrize(
    ("counts", "with_perhaps", "faulty"),
    [
        ({"new": 3, "duplicate": 2, "unchanged": 1}, False, False),
        ({"new": 3, "refused": 1}, True, True),
        ({"new": 3, "perhaps": 1}, False, True),
        ({"new": 3, "perhaps": 1}, True, False),
    ],
)
def test_a_file_is_faulty_where_something_would_be_left_out_that_nobody_meant_to(
    counts: dict[str, int], *, with_perhaps: bool, faulty: bool
) -> None:
    assert is_faulty(counts, with_perhaps=with_perhaps) == faulty
