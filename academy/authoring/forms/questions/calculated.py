"""A question with numbers that are drawn, and a formula for its answer."""

from collections.abc import Sequence
from fractions import Fraction
from typing import ClassVar

from academy.authoring.forms.questions.fields import Fields, Reader, joined
from academy.authoring.forms.questions.kind import QuestionForm
from academy.authoring.forms.questions.parts import fill_tolerance, read_tolerance
from academy.authoring.rules.typed import write_exact
from academy.content.model import Question
from academy.content.questions.calculated import Calculated
from academy.content.questions.kind import Common
from academy.content.questions.variables import Variable
from academy.web.i18n import _l

_LOW, _HIGH, _STEP = Fraction(1), Fraction(10), Fraction(1)
"""What a variable is drawn from until its author says so."""


class CalculatedForm(QuestionForm[Calculated]):
    """The formula, its variables, its tolerance and its unit."""

    name: ClassVar[str] = "calculated"
    label: ClassVar[str] = _l("A number worked out from numbers that are drawn")
    model: ClassVar[type[Question]] = Calculated
    starts: ClassVar[Fields] = {
        "formula": ("",),
        "variables": ("a", "b"),
        "tolerance": ("0",),
        "unit": ("",),
    }

    def read(self, common: Common, fields: Reader) -> Calculated:
        """Return the question that the fields hold."""
        tolerance, relative = read_tolerance(fields)
        return Calculated(
            **common,
            formula=fields.text("formula"),
            variables=tuple(
                _variable(fields.within("variables", each), each)
                for each in fields.ids("variables")
            ),
            tolerance=tolerance,
            relative=relative,
            unit=fields.text("unit"),
        )

    def fill(self, question: Calculated) -> Fields:
        """Return the fields of a question."""
        filled: dict[str, Sequence[str]] = {
            "formula": [question.formula],
            "variables": [variable.id for variable in question.variables],
            **fill_tolerance(question.tolerance, relative=question.relative),
            "unit": [question.unit],
        }
        for variable in question.variables:
            for name in ("low", "high", "step"):
                number = write_exact(getattr(variable, name))
                filled[joined("variables", variable.id, name)] = [number]
        return filled


def _variable(fields: Reader, variable_id: str) -> Variable:
    return Variable(
        variable_id,
        fields.exact("low", blank=_LOW),
        fields.exact("high", blank=_HIGH),
        fields.exact("step", blank=_STEP),
    )
