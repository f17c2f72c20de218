"""Which column of a list of people says what: by its header, else by what stands in it. Pure."""

import unicodedata
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from functools import lru_cache

from academy.kernel.column_words import HEADERS, ROLES, Field
from academy.kernel.text import fold

Test = Callable[[str], bool]

_SHORTEST_PART, _SHORTEST_ELSEWHERE = 4, 2
"""Letters of a word that is looked for within a header, in ASCII and in other scripts: shorter ones
stand in too many."""
_ENOUGH = 0.6
"""How much of a column must look like a thing for the column to be that thing."""


@lru_cache(maxsize=512)
def bare(text: str) -> str:
    """Return a word as it is compared: folded, only its letters, marks and digits."""
    return "".join(letter for letter in fold(text) if unicodedata.category(letter)[0] in "LMN")


def guess_columns(
    header: Sequence[str],
    sample: Sequence[Sequence[str]],
    *,
    tests: Mapping[Field, Test],
    wanted: Collection[Field],
) -> dict[Field, int]:
    """Return in which column each field of `wanted` stands, from 0, as far as it stands anywhere.

    A header that is just one of our words comes first, then one that contains such a word, then
    what most cells of a column are, by `tests`; and what is left with letters in it is the name.
    No column is two fields. `header` is empty where the file has none.
    """
    names = [bare(cell) for cell in header]
    found: dict[Field, int] = {}
    for candidates in (_exact(names), _within(names), _looking(sample, tests)):
        for field, column in candidates:
            if field in wanted and field not in found and column not in found.values():
                found[field] = column
    if Field.NAME in wanted and Field.NAME not in found:
        column = _name_like(sample, taken=frozenset(found.values()))
        found |= {} if column is None else {Field.NAME: column}
    return found


def is_header(first: Sequence[str]) -> bool:
    """Tell whether the first row of a file says what the columns are.

    It does unless it holds an address: no row of people is without one thing that headers lack.
    """
    known = any(bare(cell) in _words() for cell in first)
    return known or not any("@" in fold(cell) for cell in first)


def doubled(header: Sequence[str]) -> frozenset[str]:
    """Return the headers that stand above several columns, as they are compared."""
    names = [name for name in map(bare, header) if name]
    return frozenset(name for name in names if names.count(name) > 1)


def role_named(text: str) -> str | None:
    """Return the role that a word means in one of our languages, or `None`."""
    return _roles().get(bare(text))


def _exact(names: Sequence[str]) -> Iterator[tuple[Field, int]]:
    words = _words()
    for column, name in enumerate(names):
        for field in words.get(name, ()):
            yield field, column


def _within(names: Sequence[str]) -> Iterator[tuple[Field, int]]:
    """Yield the fields whose words stand within a header, those of the longest word first."""
    found = [
        (len(word), field, column)
        for column, name in enumerate(names)
        for word, fields in _words().items()
        for field in fields
        if word in name and len(word) >= (_SHORTEST_PART if word.isascii() else _SHORTEST_ELSEWHERE)
    ]
    for _, field, column in sorted(found, key=lambda each: -each[0]):
        yield field, column


def _looking(
    sample: Sequence[Sequence[str]], tests: Mapping[Field, Test]
) -> Iterator[tuple[Field, int]]:
    for field, test in tests.items():
        for column, cells in enumerate(_columns(sample)):
            if cells and sum(map(test, cells)) >= _ENOUGH * len(cells):
                yield field, column


def _name_like(sample: Sequence[Sequence[str]], *, taken: frozenset[int]) -> int | None:
    """Return the first column that reads like names: letters, no digits, hardly any twice."""
    for column, cells in enumerate(_columns(sample)):
        named = [cell for cell in cells if _is_name_like(cell)]
        if column not in taken and cells and len(set(named)) >= _ENOUGH * len(cells):
            return column
    return None


def _is_name_like(cell: str) -> bool:
    has_letters = any(unicodedata.category(letter).startswith("L") for letter in cell)
    return has_letters and "@" not in cell and not any(letter.isdigit() for letter in cell)


def _columns(sample: Sequence[Sequence[str]]) -> list[list[str]]:
    """Return the cells of each column that are not empty."""
    width = max(map(len, sample), default=0)
    return [
        [row[place] for row in sample if place < len(row) and row[place]] for place in range(width)
    ]


def _said(words: str) -> Iterator[str]:
    for line in words.split("\n"):
        for word in line.split("|"):
            if known := bare(word):
                yield known


@lru_cache(maxsize=1)
def _words() -> dict[str, tuple[Field, ...]]:
    """Return what each word may mean: a few mean two things in two languages."""
    found: dict[str, tuple[Field, ...]] = {}
    for field, words in HEADERS.items():
        for word in dict.fromkeys(_said(words)):
            found[word] = (*found.get(word, ()), field)
    return found


@lru_cache(maxsize=1)
def _roles() -> dict[str, str]:
    return {word: role for role, words in reversed(ROLES.items()) for word in _said(words)}
