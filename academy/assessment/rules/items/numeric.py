"""A number, typed: right when it is near enough."""

from collections.abc import Sequence
from fractions import Fraction
from typing import ClassVar

from academy.assessment.rules.items.kind import FaultCode, Fields, InputFault, Kind, value_of
from academy.assessment.rules.numbers import (
    MOST_LETTERS,
    TwoReadings,
    Unread,
    read_number,
    write_number,
)
from academy.content.model import Numeric

_UNREAD = {
    Unread.TOO_LONG: InputFault(FaultCode.TOO_LONG, {"most": str(MOST_LETTERS)}),
    Unread.NOT_A_NUMBER: InputFault(FaultCode.NOT_A_NUMBER),
}


class NumericKind(Kind[Numeric, str]):
    """The answer is the number in digits, as `rules.numbers.write_number` writes it."""

    name: ClassVar[str] = "numeric"

    def parse(
        self, question: Numeric, fields: Fields, order: Sequence[str]
    ) -> str | InputFault | None:
        """Read the number that was typed."""
        del order
        typed = value_of(fields)
        if not typed:
            return None
        number = read_number(typed, only_whole=_is_whole(question))
        if isinstance(number, Unread):
            return _UNREAD[number]
        if isinstance(number, TwoReadings):
            return InputFault(
                FaultCode.TWO_READINGS,
                {"typed": typed, "thousands": number.thousands, "decimal": number.decimal},
            )
        return write_number(number)

    def fill(self, question: Numeric, answer: str, order: Sequence[str]) -> Fields:
        """Type the number."""
        del question, order
        return {"": (answer,)}

    def share(self, question: Numeric, answer: str) -> Fraction:
        """Give everything for a number at most the tolerance away."""
        return Fraction(abs(Fraction(answer) - question.answer) <= question.tolerance)

    def key(self, question: Numeric) -> str:
        """Return the number itself."""
        return write_number(question.answer)


def _is_whole(question: Numeric) -> bool:
    """Tell whether only whole numbers can be meant: the key and what it tolerates are whole."""
    return question.answer.denominator == 1 and question.tolerance.denominator == 1
