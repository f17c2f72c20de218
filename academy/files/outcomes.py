"""Files of fates: what becomes of each row of a table, one line a row, in the order of the rows.

However long such a file is, one piece of it is held at a time.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import TypeVar

from academy.files.delimited import guess_delimiter
from academy.files.store import Store
from academy.files.tables import Reading, TableFault, TableRefused, how_to_read, table_rows
from academy.kernel.columns import is_header
from academy.kernel.fates import Fate, Outcome, outcome_of

T = TypeVar("T")
Row = tuple[int, list[str]]
"""The number of a row in its file, from 1, and its cells."""
Judge = Callable[[Sequence[Row]], list[Outcome]]

AT_ONCE = 500
"""How many rows are looked up and written together."""
_SAMPLE = 200


@dataclass(frozen=True, slots=True)
class FileRead:
    """A file of people as it is read: its header, some of its rows, and then all of them."""

    header: list[str]
    sample: list[list[str]]
    rows: Iterator[Row]


def read_file(data: bytes, encoding: str | None = None) -> FileRead:
    """Return a file as it is to be read, in an encoding or in that which it seems to be in.

    Raise `TableRefused`.
    """
    how = how_to_read(data)
    if encoding and not how.is_workbook:
        how = Reading(encoding, guess_delimiter(data, encoding))
    first = first_rows(data, how, _SAMPLE)
    has_header = is_header(first[0])
    return FileRead(
        header=first[0] if has_header else [],
        sample=first[1:] if has_header else first,
        rows=people_rows(data, how, has_header=has_header),
    )


def people_rows(data: bytes, how: Reading, *, has_header: bool) -> Iterator[Row]:
    """Yield the rows of a file that say something; raise `TableRefused`, also where none does."""
    begun, found = False, False
    for number, cells in enumerate(table_rows(data, how), start=1):
        if not any(cells):
            continue
        if has_header and not begun:
            begun = True
            continue
        begun = found = True
        yield number, cells
    if not found:
        raise TableRefused(TableFault.HEADER_ONLY if begun else TableFault.NO_ROWS)


def first_rows(data: bytes, how: Reading, most: int) -> list[list[str]]:
    """Return the first rows of a file that say something; raise `TableRefused` where none does."""
    rows = list(islice((row for row in table_rows(data, how) if any(row)), most))
    if not rows:
        raise TableRefused(TableFault.NO_ROWS)
    return rows


def in_batches(values: Iterable[T], size: int = AT_ONCE) -> Iterator[list[T]]:
    """Yield the values some hundreds at a time."""
    left = iter(values)
    while batch := list(islice(left, size)):
        yield batch


def put_outcomes(
    store: Store, outcomes: Iterable[Outcome], suffix: str
) -> tuple[str, Counter[str]]:
    """Keep the fates of rows as a file; return its name and how many rows have which fate."""
    counts = Counter[str]()

    def blocks() -> Iterator[bytes]:
        for batch in in_batches(outcomes):
            counts.update(one.fate.value for one in batch)
            yield b"".join(one.line() for one in batch)

    return store.put_blocks(blocks(), suffix), counts


def outcomes(
    store: Store, name: str, *, among: frozenset[Fate] | None = None, skip: int = 0
) -> Iterator[Outcome]:
    """Yield the fates that a file tells, or those of some kinds, behind the first `skip` of them.

    Raise `NotStored` where there is no such file.
    """
    begins = tuple(f"{fate.value} ".encode() for fate in among) if among else (b"",)
    chosen = (line for line in _lines(store.blocks(name)) if line.startswith(begins))
    return (outcome_of(line) for line in islice(chosen, skip, None))


def _lines(blocks: Iterator[bytes]) -> Iterator[bytes]:
    rest = b""
    for block in blocks:
        *lines, rest = (rest + block).split(b"\n")
        yield from lines
