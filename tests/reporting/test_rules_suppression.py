"""Small numbers stay blank, and nobody works them out."""

from collections.abc import Iterable, Sequence
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from academy.reporting.rules.suppression import POSSIBLE, SMALL, Cell, Table, blanks, could_be

Row = tuple[int, int]
Shown = int | None

few = st.integers(0, 7)
tables = st.lists(st.tuples(few, few), min_size=1, max_size=4)
large = st.lists(
    st.tuples(st.integers(0, 40) | st.just(0), st.integers(0, 300) | few), min_size=2, max_size=12
)


def shown(table: Table, hidden: Iterable[Cell]) -> list[list[Shown]]:
    """The table as it is published."""
    blank = set(hidden)
    return [
        [None if (row, column) in blank else number for column, number in enumerate(counts)]
        for row, counts in enumerate(table.counts)
    ]


def possible_rows(said: Sequence[Shown], least: Sequence[int], most: int) -> set[Row]:
    """Every pair that a row of two numbers and their total could be, if it says so much."""
    first, second, both = said
    ones = range(max(1, least[0]), most + 1) if first is None else (first,)
    found = set[Row]()
    for one in ones:
        if second is not None:
            others: Iterable[int] = (second,)
        elif both is not None:
            others = (both - one,)
        else:
            others = range(max(1, least[1]), most + 1)
        for other in others:
            is_large = second is not None or other >= max(1, least[1])
            if is_large and (both is None or one + other == both):
                if both is None and one + other < max(1, least[2]):
                    continue
                found.add((one, other))
    return found


def worked_out(table: Table, hidden: Iterable[Cell], known: Table | None = None) -> dict[Cell, int]:
    """How many values each blank number could have, for somebody who tries every table there is.

    Knows nothing of how blanks are chosen but that nothing is never blank.
    """
    page = shown(table, hidden)
    body, (total_first, total_second, _) = page[:-1], page[-1]
    assert total_first is not None
    assert total_second is not None
    zero = (0, 0, 0)
    choices = [
        possible_rows(row, known.counts[place] if known else zero, total_first + total_second)
        for place, row in enumerate(body)
    ]
    ahead = [{(0, 0)}]
    for rows in choices:
        ahead.append({(a + c, b + d) for a, b in ahead[-1] for c, d in rows
                      if a + c <= total_first and b + d <= total_second})  # fmt: skip
    behind = {(total_first, total_second)}
    found: dict[Cell, int] = {}
    for place in reversed(range(len(body))):
        live = {
            (c, d) for c, d in choices[place]
            if any((a - c, b - d) in ahead[place] for a, b in behind)
        }  # fmt: skip
        behind = {(a - c, b - d) for a, b in behind for c, d in live} & ahead[place]
        for column, values in enumerate(
            ({c for c, _ in live}, {d for _, d in live}, {c + d for c, d in live})
        ):
            if body[place][column] is None:
                found[place, column] = len(values)
    return found


def small(number: int) -> bool:
    return 0 < number < SMALL


@given(tables)
@settings(max_examples=80, deadline=None)
def test_nobody_works_a_blank_number_out_by_trying_every_table(rows: list[Row]) -> None:
    table = Table.of(rows)
    hidden = blanks(table)
    if hidden is None:
        return
    assert all(cell in hidden for cell in table.cells if small(table.at(cell)))
    assert all(values >= POSSIBLE for values in worked_out(table, hidden).values())


@given(large)
@settings(max_examples=80, deadline=None)
def test_the_least_and_the_most_are_far_enough_apart_in_a_large_table(rows: list[Row]) -> None:
    table = Table.of(rows)
    hidden = blanks(table)
    for cell in hidden or ():
        least, most = could_be(table, hidden or (), cell)
        assert 1 <= least <= table.at(cell) <= most
        assert most - least + 1 >= POSSIBLE


@given(tables)
@settings(max_examples=80, deadline=None)
def test_the_reckoned_range_is_what_trying_every_table_finds(rows: list[Row]) -> None:
    table = Table.of(rows)
    hidden = blanks(table)
    if hidden is None:
        return
    tried = worked_out(table, hidden)
    assert set(tried) == hidden
    for cell, values in tried.items():
        least, most = could_be(table, hidden, cell)
        assert min(most, 10**6) - least + 1 >= values


@given(st.lists(st.tuples(st.tuples(few, few), st.tuples(few, few)), min_size=1, max_size=3))
@settings(max_examples=80, deadline=None)
def test_who_knows_their_own_people_does_not_work_the_others_out(
    pairs: list[tuple[Row, Row]],
) -> None:
    own = Table.of(mine for mine, _ in pairs)
    table = Table.of((mine[0] + other[0], mine[1] + other[1]) for mine, other in pairs)
    hidden = blanks(table, [own])
    if hidden is None:
        return
    others = {cell for cell in table.cells if small(table.at(cell) - own.at(cell))}
    assert others <= hidden
    tried = worked_out(table, hidden, own)
    assert all(tried[cell] >= POSSIBLE for cell in others)


@given(st.lists(st.tuples(few, few, few), min_size=2, max_size=3))
@settings(max_examples=60, deadline=None)
def test_wider_tables_keep_their_blanks_too(rows: list[tuple[int, int, int]]) -> None:
    table = Table.of(rows)
    hidden = blanks(table)
    for cell in hidden or ():
        least, most = could_be(table, hidden or (), cell)
        assert most - least + 1 >= POSSIBLE


@given(large)
@settings(max_examples=50, deadline=None)
def test_the_same_table_has_the_same_blanks(rows: list[Row]) -> None:
    assert blanks(Table.of(rows)) == blanks(Table.of(list(rows)))


@given(st.lists(st.tuples(st.integers(5, 99), st.integers(5, 99)), min_size=1, max_size=9))
def test_a_table_without_a_small_number_is_shown_whole(rows: list[Row]) -> None:
    assert blanks(Table.of(rows)) == frozenset()


def test_a_table_of_nobody_is_shown_whole() -> None:
    assert blanks(Table.of([(0, 0), (0, 0)])) == frozenset()
    assert blanks(Table.of([])) == frozenset()


def test_one_small_number_takes_three_others_with_it() -> None:
    table = Table.of([(3, 60), (50, 90), (20, 80), (40, 70)])
    assert blanks(table) == {(0, 0), (0, 1), (2, 0), (2, 1)}


def test_a_small_row_loses_its_total_too() -> None:
    table = Table.of([(1, 2), (20, 30), (12, 16)])
    hidden = blanks(table)
    assert hidden is not None
    assert {(0, 0), (0, 1), (0, 2)} <= hidden
    assert min(worked_out(table, hidden).values()) >= POSSIBLE


def test_nothing_is_shown_as_nothing() -> None:
    table = Table.of([(0, 3), (0, 0), (0, 30), (9, 90)])
    hidden = blanks(table)
    assert hidden is not None
    assert all(table.at(cell) for cell in hidden)


@pytest.mark.parametrize(
    "rows", [[(3, 60), (0, 0)], [(2, 3)], [(1, 4), (2, 4)], [(4, 10), (2, 10)]], ids=str
)
def test_where_no_blanks_are_enough_nothing_is_shown(rows: list[Row]) -> None:
    assert blanks(Table.of(rows)) is None


def test_where_somebody_knows_all_but_a_few_of_everybody_nothing_is_shown() -> None:
    table, own = Table.of([(30, 60), (20, 50)]), Table.of([(29, 60), (20, 50)])
    assert blanks(table, [own]) is None


def test_an_organisation_that_has_nobody_there_changes_nothing() -> None:
    rows = [(3, 60), (50, 90), (20, 80)]
    none = Table.of([(0, 0)] * 3)
    assert blanks(Table.of(rows), [none]) == blanks(Table.of(rows))


def test_a_number_that_leaves_few_beside_an_organisation_is_blank() -> None:
    table = Table.of([(30, 60), (50, 90), (20, 80)])
    own = Table.of([(28, 40), (0, 0), (0, 0)])
    hidden = blanks(table, [own])
    assert hidden is not None
    assert (0, 0) in hidden
    assert worked_out(table, hidden, own)[0, 0] >= POSSIBLE


def test_every_table_of_two_small_rows_is_safe() -> None:
    for numbers in product((0, 1, 4), repeat=4):
        table = Table.of([numbers[:2], numbers[2:], (9, 9)])
        hidden = blanks(table)
        if hidden is not None:
            assert all(values >= POSSIBLE for values in worked_out(table, hidden).values())
