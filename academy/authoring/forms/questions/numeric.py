"""A number, and how far an answer may be away from it."""

from fractions import Fraction
from typing import ClassVar

from academy.authoring.forms.questions.fields import Fields, Reader
from academy.authoring.forms.questions.graded import fill_graded_numbers, read_graded_numbers
from academy.authoring.forms.questions.kind import QuestionForm
from academy.authoring.rules.typed import write_exact
from academy.content.model import Question
from academy.content.questions.kind import Common
from academy.content.questions.numeric import Numeric
from academy.web.i18n import _l


class NumericForm(QuestionForm[Numeric]):
    """The number, its tolerance and its unit."""

    name: ClassVar[str] = "numeric"
    label: ClassVar[str] = _l("A number")
    model: ClassVar[type[Question]] = Numeric
    starts: ClassVar[Fields] = {"answer": ("0",), "tolerance": ("0",), "unit": ("",), "answers": ()}

    def read(self, common: Common, fields: Reader) -> Numeric:
        """Return the question that the fields hold."""
        return Numeric(
            **common,
            answer=fields.exact("answer"),
            tolerance=fields.exact("tolerance", blank=Fraction(0)),
            unit=fields.text("unit"),
            answers=read_graded_numbers(fields),
        )

    def fill(self, question: Numeric) -> Fields:
        """Return the fields of a question."""
        return {
            "answer": [write_exact(question.answer)],
            "tolerance": [write_exact(question.tolerance)],
            "unit": [question.unit],
            **fill_graded_numbers(question.answers),
        }
