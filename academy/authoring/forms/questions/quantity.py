"""A number with its unit, to so many significant figures."""

from collections.abc import Sequence
from fractions import Fraction
from typing import ClassVar

from academy.authoring.forms.questions.fields import Fields, Reader, joined
from academy.authoring.forms.questions.kind import QuestionForm
from academy.authoring.forms.questions.parts import fill_tolerance, read_tolerance
from academy.authoring.rules.typed import write_exact
from academy.content.bounds import PERCENT
from academy.content.model import Question
from academy.content.questions.kind import Common
from academy.content.questions.quantity import UNITS, Quantity, Unit
from academy.web.i18n import _l


class QuantityForm(QuestionForm[Quantity]):
    """The number, its tolerance, its units and its figures."""

    name: ClassVar[str] = "quantity"
    label: ClassVar[str] = _l("A number with its unit")
    model: ClassVar[type[Question]] = Quantity
    starts: ClassVar[Fields] = {"answer": ("0",), "tolerance": ("0",), UNITS: ("a",)}

    def read(self, common: Common, fields: Reader) -> Quantity:
        """Return the question that the fields hold."""
        tolerance, relative = read_tolerance(fields)
        return Quantity(
            **common,
            answer=fields.exact("answer"),
            tolerance=tolerance,
            relative=relative,
            units=tuple(_unit(fields.within(UNITS, each), each) for each in fields.ids(UNITS)),
            figures=fields.whole("figures", 0, blank=0),
            figures_share=fields.exact("figures_share", blank=Fraction(0)) / PERCENT,
        )

    def fill(self, question: Quantity) -> Fields:
        """Return the fields of a question."""
        filled: dict[str, Sequence[str]] = {
            "answer": [write_exact(question.answer)],
            **fill_tolerance(question.tolerance, relative=question.relative),
            UNITS: [unit.id for unit in question.units],
            "figures": [str(question.figures)],
            "figures_share": [write_exact(PERCENT * question.figures_share)],
        }
        for unit in question.units:
            filled[joined(UNITS, unit.id, "text")] = [unit.text]
            filled[joined(UNITS, unit.id, "factor")] = [write_exact(unit.factor)]
        return filled


def _unit(fields: Reader, unit_id: str) -> Unit:
    return Unit(unit_id, fields.text("text"), fields.exact("factor", blank=Fraction(1)))
