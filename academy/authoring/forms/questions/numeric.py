"""A number, and how far an answer may be away from it."""

from fractions import Fraction
from typing import ClassVar

from academy.authoring.forms.questions.fields import Fields, Reader
from academy.authoring.forms.questions.kind import Common, QuestionForm
from academy.authoring.rules.typed import write_exact
from academy.content.model import Numeric, Question
from academy.web.i18n import _l


class NumericForm(QuestionForm[Numeric]):
    """The number, its tolerance and its unit."""

    name: ClassVar[str] = "numeric"
    label: ClassVar[str] = _l("A number")
    model: ClassVar[type[Question]] = Numeric
    starts: ClassVar[Fields] = {"answer": ("0",), "tolerance": ("0",), "unit": ("",)}

    def read(self, common: Common, fields: Reader) -> Numeric:
        """Return the question that the fields hold."""
        return Numeric(
            **common,
            answer=fields.exact("answer"),
            tolerance=fields.exact("tolerance", blank=Fraction(0)),
            unit=fields.text("unit"),
        )

    def fill(self, question: Numeric) -> Fields:
        """Return the fields of a question."""
        return {
            "answer": [write_exact(question.answer)],
            "tolerance": [write_exact(question.tolerance)],
            "unit": [question.unit],
        }
