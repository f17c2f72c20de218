"""Files of fates, and the rows of people that they are about."""

from collections.abc import Sequence

import pytest

from academy.files.outcomes import first_rows, outcomes, people_rows, put_outcomes, read_file
from academy.files.tables import Reading, TableFault, TableRefused
from academy.kernel.fates import Fate, Fault, Outcome
from tests.builders import Shelf

CSV = Reading("utf-8", ",")


def fates(kinds: Sequence[Fate]) -> list[Outcome]:
    return [
        Outcome(row, fate, {"name": "ນ້ອຍ"}, faults=(Fault("name", "code", "x"),))
        for row, fate in enumerate(kinds, start=2)
    ]


def test_rows_without_anything_are_passed_over_and_keep_their_numbers() -> None:
    data = b"name,email\n\nSok,sok@example.org\n,\nDara,\n"
    found = list(people_rows(data, CSV, has_header=True))
    assert found == [(3, ["Sok", "sok@example.org"]), (5, ["Dara", ""])]


@pytest.mark.parametrize(
    ("data", "has_header", "fault"),
    [
        (b"", True, TableFault.NO_ROWS),
        (b"\n,,\n", False, TableFault.NO_ROWS),
        (b"name,email\n,\n", True, TableFault.HEADER_ONLY),
    ],
)
def test_a_file_without_people_is_refused(
    data: bytes, *, has_header: bool, fault: TableFault
) -> None:
    with pytest.raises(TableRefused) as refused:
        list(people_rows(data, CSV, has_header=has_header))
    assert refused.value.fault is fault


def test_a_file_without_rows_has_no_beginning() -> None:
    with pytest.raises(TableRefused):
        first_rows(b"\n\n", CSV, 3)


def test_a_file_is_read_with_its_header_or_without() -> None:
    told = read_file(b"name,email\nSok,sok@example.org\n")
    assert (told.header, told.sample) == (["name", "email"], [["Sok", "sok@example.org"]])
    bare = read_file("José;jose@example.org\n".encode("cp1252"), "cp1252")
    assert (bare.header, bare.sample) == ([], [["José", "jose@example.org"]])
    assert [number for number, _ in bare.rows] == [1]


def test_fates_are_counted_and_read_back_in_their_order() -> None:
    shelf, told = Shelf(), fates([Fate.NEW, Fate.REFUSED, Fate.NEW, Fate.UNCHANGED] * 400)
    name, counts = put_outcomes(shelf, told, ".made")

    assert counts == {"new": 800, "refused": 400, "unchanged": 400}
    assert list(outcomes(shelf, name)) == told
    refused = list(outcomes(shelf, name, among=frozenset({Fate.REFUSED}), skip=398))
    assert [one.row for one in refused] == [1595, 1599]


def test_a_name_that_begins_like_another_fate_is_none() -> None:
    name, _ = put_outcomes(Shelf(), fates([Fate.NEW]), ".made")
    shelf = Shelf()
    name, _ = put_outcomes(shelf, fates([Fate.UNCHANGED, Fate.CHANGED]), ".made")
    assert [one.row for one in outcomes(shelf, name, among=frozenset({Fate.CHANGED}))] == [3]
