"""A table: for each row one column to tick, or several."""

from collections.abc import Sequence
from typing import ClassVar

from academy.authoring.forms.questions.fields import Fields, Reader, joined
from academy.authoring.forms.questions.kind import QuestionForm
from academy.authoring.forms.questions.parts import fill_entries, read_entries
from academy.content.model import Entry, Question
from academy.content.questions.kind import Common
from academy.content.questions.matrix import Matrix, Row
from academy.web.i18n import _l

_SHOWN = "1"


class MatrixForm(QuestionForm[Matrix]):
    """Rows, each with the columns that are right in it, and the columns."""

    name: ClassVar[str] = "matrix"
    label: ClassVar[str] = _l("Table to tick")
    model: ClassVar[type[Question]] = Matrix
    starts: ClassVar[Fields] = {"columns": ("a", "b"), "rows": ("a", "b")}

    def read(self, common: Common, fields: Reader) -> Matrix:
        """Return the question that the fields hold."""
        columns = read_entries(fields, "columns")
        known = [column.id for column in columns]
        rows = tuple(_row(each, fields.within("rows", each), known) for each in fields.ids("rows"))
        return Matrix(**common, rows=rows, columns=columns, several=fields.flag("several"))

    def fill(self, question: Matrix) -> Fields:
        """Return the fields of a question."""
        ticked: dict[str, Sequence[str]] = {
            joined("rows", row.id, "columns"): row.columns for row in question.rows
        }
        return {
            "several": [_SHOWN] if question.several else [],
            **fill_entries("columns", question.columns),
            **fill_entries("rows", (Entry(row.id, row.text) for row in question.rows)),
            **ticked,
        }


def _row(row: str, fields: Reader, known: Sequence[str]) -> Row:
    """Return a row; of a column that was taken out, no row says anything any more."""
    ticked = fields.chosen("columns")
    return Row(row, fields.text("text"), tuple(each for each in known if each in ticked))
