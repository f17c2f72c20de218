"""A table: for each row one column, or several, to be ticked."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import ClassVar

from academy.content import bounds
from academy.content.changes import Change, Thing, flag, value_change
from academy.content.codes import FaultCode
from academy.content.model import Entry, Marking, Question
from academy.content.questions.kind import Common, Found, Plain, QuestionKind
from academy.content.questions.parts import (
    check_texts,
    entry_plain,
    parts_change,
    read_entries,
    spoken,
)
from academy.content.questions.words import OwnWords, Speaker
from academy.content.segment_kinds import SegmentKind
from academy.content.source import Source, unique_id

COLUMNS = "columns"
"""The name of the group of words that holds the columns."""


@dataclass(frozen=True, slots=True)
class Row:
    """A row and the ids of the columns that are right in it."""

    id: str
    text: str
    columns: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Matrix(Question):
    """Rows and columns; `several` says that more than one column may be ticked in a row."""

    marking: Marking = Marking.PARTIAL_WITHOUT_PENALTY
    rows: tuple[Row, ...]
    columns: tuple[Entry, ...]
    several: bool = False


class MatrixKind(QuestionKind[Matrix]):
    """The rows, each with what is right in it, and the columns."""

    name: ClassVar[str] = "matrix"
    model: ClassVar[type[Question]] = Matrix
    markings: ClassVar[tuple[Marking, ...]] = (
        Marking.PARTIAL_WITHOUT_PENALTY,
        Marking.ALL_OR_NOTHING,
        Marking.PARTIAL,
        Marking.NEGATIVE,
    )

    def read(self, source: Source, common: Common) -> Matrix:
        """Return the question."""
        columns = read_entries(source, COLUMNS)
        several = source.flag("several", default=False)
        known = [column.id for column in columns]
        rows = _read_rows(source, known, several=several)
        if several and rows and not any(row.columns for row in rows):
            source.fault(FaultCode.NO_RIGHT_COLUMN, "rows", question=common["id"])
        return Matrix(**common, rows=rows, columns=columns, several=several)

    def plain(self, question: Matrix) -> Plain:
        """Return the columns and the rows."""
        return {
            **({"several": True} if question.several else {}),
            COLUMNS: [entry_plain(column) for column in question.columns],
            "rows": [_row_plain(row) for row in question.rows],
        }

    def key(self, question: Matrix) -> object:
        """Return what is right in each row, and what else could be ticked."""
        rows = frozenset((row.id, frozenset(row.columns)) for row in question.rows)
        return rows, frozenset(column.id for column in question.columns), question.several

    def right(self, question: Matrix) -> dict[object, str]:
        """Return what is right in each row."""
        columns = {column.id: column.text for column in question.columns}
        return {
            (row.id, column): f"{row.text} → {columns.get(column, column)}"
            for row in question.rows
            for column in row.columns
        }

    def texts(self, question: Matrix) -> Found:
        """Yield the rows and the columns."""
        yield from ((row.text, SegmentKind.PROMPT) for row in question.rows)
        yield from ((column.text, SegmentKind.OPTION) for column in question.columns)

    def words(self, question: Matrix, speaker: Speaker) -> OwnWords:
        """Return the rows, which may be shuffled, and the columns, which stand as written."""
        columns = spoken(question.columns, speaker)
        return OwnWords(choices=spoken(question.rows, speaker), groups={COLUMNS: columns})

    def changes(self, old: Matrix, new: Matrix) -> Iterator[Change]:
        """Yield how the rows and the columns changed, and how many may be ticked."""
        yield from parts_change(Thing.ROW, old.rows, new.rows)
        yield from parts_change(Thing.COLUMN, old.columns, new.columns)
        before = {row.id: row.columns for row in old.rows}
        for row in new.rows:
            was = before.get(row.id, ())
            if {*was} == {*row.columns}:  # else it is the key that changed
                yield from value_change(Thing.ROW, was, row.columns)
        yield from value_change(Thing.SEVERAL, flag(old.several), flag(new.several))


def in_order(chosen: Sequence[str], known: Sequence[str]) -> tuple[str, ...]:
    """Return ids once each, those that are known first and in their order."""
    others = (each for each in dict.fromkeys(chosen) if each not in known)
    return (*(each for each in dict.fromkeys(known) if each in chosen), *others)


def _read_rows(source: Source, known: Sequence[str], *, several: bool) -> tuple[Row, ...]:
    own: dict[str, int] = {}
    rows: list[Row] = []
    for each in source.records("rows"):
        columns = each.texts(COLUMNS, bounds.WORD, optional=True)
        row = Row(unique_id(each, own), each.text("text"), in_order(columns, known))
        each.end()
        for column in row.columns:
            if column not in known:
                listed = ", ".join(known)
                each.fault(FaultCode.UNKNOWN_COLUMN, COLUMNS, column=column, columns=listed)
        if not several and len(row.columns) != 1:
            each.fault(FaultCode.NOT_ONE_COLUMN, COLUMNS, row=row.id, count=str(len(row.columns)))
        rows.append(row)
    check_texts(source, "rows", rows)
    return tuple(rows)


def _row_plain(row: Row) -> Plain:
    columns = {COLUMNS: list(row.columns)} if row.columns else {}
    return {"id": row.id, "text": row.text, **columns}
