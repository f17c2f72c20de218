"""A table: one column to be ticked in each row, or several."""

from collections.abc import Collection, Mapping, Sequence
from fractions import Fraction
from typing import ClassVar

from academy.assessment.rules.items.kind import (
    FaultCode,
    Fields,
    InputFault,
    Kind,
    place,
    place_of,
)
from academy.assessment.rules.marking import Tally, marked
from academy.content.questions.matrix import Matrix


class MatrixKind(Kind[Matrix, dict[str, list[str]]]):
    """The answer is the ids of the ticked columns for each row in which something is ticked.

    Rows are shuffled, and have a field each, named by where the reader sees them. Columns stand as
    they are written: often they are steps, from never to always.
    """

    name: ClassVar[str] = "matrix"

    def choices(self, question: Matrix) -> tuple[str, ...]:
        """Return the rows' ids."""
        return tuple(row.id for row in question.rows)

    def parse(
        self, question: Matrix, fields: Fields, order: Sequence[str]
    ) -> dict[str, list[str]] | InputFault | None:
        """Read what is ticked in each row; a row may wait."""
        columns = _columns(question)
        ticked: dict[str, list[str]] = {}
        for number, row in enumerate(order, start=1):
            values = [value for value in fields.get(str(number), ()) if value]
            chosen = {place(value, columns) for value in values}
            if None in chosen or (len(chosen) > 1 and not question.several):
                return InputFault(FaultCode.NOT_OFFERED)
            if chosen:
                ticked[row] = [column for column in columns if column in chosen]
        return ticked or None

    def fill(self, question: Matrix, answer: dict[str, list[str]], order: Sequence[str]) -> Fields:
        """Tick the columns."""
        columns = _columns(question)
        return {
            str(number): tuple(place_of(column, columns) for column in answer[row])
            for number, row in enumerate(order, start=1)
            if row in answer
        }

    def share(self, question: Matrix, answer: dict[str, list[str]]) -> Fraction:
        """Mark the ticks, each as a share of those that are right.

        Where several may be ticked, a wrong tick takes away a right one of its row under any rule:
        ticking everything never earns everything. Where one may be, a wrong one of n columns costs
        1 ÷ (n - 1) of its row under `negative`.
        """
        total = sum(len(row.columns) for row in question.rows)
        net = [_net(row.columns, answer.get(row.id, ())) for row in question.rows]
        others = 1 if question.several else max(1, len(question.columns) - 1)
        tally = Tally(
            right=Fraction(sum(each for each in net if each > 0), total),
            wrong=Fraction(-sum(each for each in net if each < 0), total),
            chance=Fraction(1, others),
        )
        return marked(question.marking, tally)

    def key(self, question: Matrix) -> dict[str, list[str]]:
        """Return what is right in each row."""
        return {row.id: list(row.columns) for row in question.rows if row.columns}

    def taken(self, question: Matrix, answer: dict[str, list[str]]) -> tuple[str, ...]:
        """Return the ticks."""
        del question
        return tuple(f"{row}:{column}" for row, ticked in answer.items() for column in ticked)

    def offered(self, question: Matrix) -> Mapping[str, bool]:
        """Return every tick there could be."""
        return {
            f"{row.id}:{column.id}": column.id in row.columns
            for row in question.rows
            for column in question.columns
        }


def _columns(question: Matrix) -> tuple[str, ...]:
    return tuple(column.id for column in question.columns)


def _net(right: Collection[str], ticked: Collection[str]) -> int:
    """Return how many more of the ticks in a row are right than wrong."""
    return sum(1 if column in right else -1 for column in ticked)
