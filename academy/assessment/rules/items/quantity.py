"""A number with its unit, to so many significant figures."""

from collections.abc import Sequence
from fractions import Fraction
from typing import ClassVar

from academy.assessment.rules.items.kind import (
    FaultCode,
    Fields,
    InputFault,
    Kind,
    place,
    place_of,
    value_of,
)
from academy.assessment.rules.items.typed_number import (
    is_near,
    read_typed,
    tolerated,
    two_readings,
)
from academy.assessment.rules.numbers import MOST_LETTERS, TwoReadings, as_typed, write_number
from academy.content.figures import figures_of, in_figures
from academy.content.questions.quantity import Quantity

NUMBER, UNIT = "number", "unit"
"""What an answer holds."""

_UNIT_FIELD = "1"
_ALL, _NONE = Fraction(1), Fraction(0)


class QuantityKind(Kind[Quantity, dict[str, str]]):
    """The answer is the number with the very digits that were typed, and the unit's id.

    Units are named by their place as they are written: they have an order of their own and are not
    shuffled. A number without its unit is no answer yet; where there is one unit, it is meant.
    """

    name: ClassVar[str] = "quantity"

    def parse(
        self, question: Quantity, fields: Fields, order: Sequence[str]
    ) -> dict[str, str] | InputFault | None:
        """Read the number and its unit."""
        del order
        typed, chosen = value_of(fields), value_of(fields, _UNIT_FIELD)
        if not typed:
            return InputFault(FaultCode.NUMBER_MISSING) if chosen else None
        unit = _unit(question, chosen)
        number = _number(question, typed)
        if isinstance(number, InputFault):
            return number
        return unit if isinstance(unit, InputFault) else {NUMBER: number, **unit}

    def fill(self, question: Quantity, answer: dict[str, str], order: Sequence[str]) -> Fields:
        """Type the number and choose the unit."""
        del order
        number = {"": (answer[NUMBER],)}
        units = _units(question)
        chosen = {_UNIT_FIELD: (place_of(answer[UNIT], units),)} if len(units) > 1 else {}
        return {**number, **chosen}

    def share(self, question: Quantity, answer: dict[str, str]) -> Fraction:
        """Give everything for the right amount; with figures that are off, the share for that.

        What comes out when the right amount is rounded to the figures that are asked for is right,
        whatever the tolerance.
        """
        number, factor = Fraction(answer[NUMBER]), question.factor(answer.get(UNIT, ""))
        away = tolerated(question.answer, question.tolerance, relative=question.relative)
        right = question.answer / factor
        rounded = question.figures and number == Fraction(in_figures(right, question.figures))
        if not rounded and not is_near(number, right, away / abs(factor)):
            return _NONE
        if question.figures and question.figures not in figures_of(answer[NUMBER]):
            return question.figures_share
        return _ALL

    def key(self, question: Quantity) -> dict[str, str]:
        """Return the number in the first unit."""
        answer, units = question.answer, _units(question)
        number = in_figures(answer, question.figures) if question.figures else write_number(answer)
        return {NUMBER: as_typed(number, Fraction(number)), **({UNIT: units[0]} if units else {})}


def _units(question: Quantity) -> tuple[str, ...]:
    return tuple(unit.id for unit in question.units)


def _unit(question: Quantity, chosen: str) -> dict[str, str] | InputFault:
    units = _units(question)
    if len(units) <= 1:
        return {UNIT: units[0]} if units else {}
    if not chosen:
        return InputFault(FaultCode.UNIT_MISSING)
    unit = place(chosen, units)
    return InputFault(FaultCode.NOT_OFFERED) if unit is None else {UNIT: unit}


def _number(question: Quantity, typed: str) -> str | InputFault:
    number = read_typed(typed, only_whole=_is_whole(question))
    if isinstance(number, TwoReadings):
        decimal = as_typed(f"{typed}e0", Fraction(number.decimal))
        return two_readings(typed, number.thousands, decimal)
    if isinstance(number, InputFault):
        return number
    kept = as_typed(typed, number)
    most = {"most": str(MOST_LETTERS)}
    return InputFault(FaultCode.TOO_LONG, most) if len(kept) > MOST_LETTERS else kept


def _is_whole(question: Quantity) -> bool:
    """Tell whether only whole numbers can be meant: there are no other units, and no figures."""
    exact = (question.answer, question.tolerance)
    is_plain = len(question.units) <= 1 and not question.figures and not question.relative
    return is_plain and all(number.denominator == 1 for number in exact)
