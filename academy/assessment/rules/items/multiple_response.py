"""Every right option of several."""

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
)
from academy.content.model import Marking, MultipleResponse


class MultipleResponseKind(Kind[MultipleResponse, list[str]]):
    """The answer is the chosen options' ids, in the order in which the question is written."""

    name: ClassVar[str] = "multiple-response"

    def choices(self, question: MultipleResponse) -> tuple[str, ...]:
        """Return the options' ids."""
        return tuple(option.id for option in question.options)

    def parse(
        self, question: MultipleResponse, fields: Fields, order: Sequence[str]
    ) -> list[str] | InputFault | None:
        """Read which options were ticked."""
        ticked = {place(value, order) for value in fields.get("", ()) if value}
        if None in ticked:
            return InputFault(FaultCode.NOT_OFFERED)
        return [chosen for chosen in self.choices(question) if chosen in ticked] or None

    def fill(self, question: MultipleResponse, answer: list[str], order: Sequence[str]) -> Fields:
        """Tick the options."""
        del question
        return {"": tuple(place_of(chosen, order) for chosen in answer)}

    def share(self, question: MultipleResponse, answer: list[str]) -> Fraction:
        """Give everything for the right options alone, or what they are worth less the wrong ones.

        Partial marking: (right chosen - wrong chosen) ÷ right, never below 0.
        """
        right, chosen = frozenset(self.key(question)), frozenset(answer)
        if question.marking is Marking.ALL_OR_NOTHING:
            return Fraction(chosen == right)
        return max(Fraction(0), Fraction(len(chosen & right) - len(chosen - right), len(right)))

    def key(self, question: MultipleResponse) -> list[str]:
        """Return the right options."""
        return [option.id for option in question.options if option.correct]
