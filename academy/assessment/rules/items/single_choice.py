"""One option of several: all or nothing."""

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
from academy.content.model import SingleChoice


class SingleChoiceKind(Kind[SingleChoice, str]):
    """The answer is the chosen option's id."""

    name: ClassVar[str] = "single-choice"

    def choices(self, question: SingleChoice) -> tuple[str, ...]:
        """Return the options' ids."""
        return tuple(option.id for option in question.options)

    def parse(
        self, question: SingleChoice, fields: Fields, order: Sequence[str]
    ) -> str | InputFault | None:
        """Read which option was chosen."""
        del question
        value = value_of(fields)
        if not value:
            return None
        return place(value, order) or InputFault(FaultCode.NOT_OFFERED)

    def fill(self, question: SingleChoice, answer: str, order: Sequence[str]) -> Fields:
        """Choose the option."""
        del question
        return {"": (place_of(answer, order),)}

    def share(self, question: SingleChoice, answer: str) -> Fraction:
        """Give everything for the right option."""
        return Fraction(answer == self.key(question))

    def key(self, question: SingleChoice) -> str:
        """Return the right option."""
        return next(option.id for option in question.options if option.correct)
