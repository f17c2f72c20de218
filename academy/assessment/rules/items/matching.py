"""Prompts, each with the option that belongs to it."""

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
from academy.content.model import Matching


class MatchingKind(Kind[Matching, dict[str, str]]):
    """The answer is the chosen option's id for each prompt that has one.

    Prompts keep their written order and have a field each (`"1"`, `"2"`, …); what is shuffled is
    the options.
    """

    name: ClassVar[str] = "matching"

    def choices(self, question: Matching) -> tuple[str, ...]:
        """Return the options' ids."""
        return tuple(option.id for option in question.options)

    def parse(
        self, question: Matching, fields: Fields, order: Sequence[str]
    ) -> dict[str, str] | InputFault | None:
        """Read the option chosen for each prompt; a prompt may wait."""
        pairs: dict[str, str] = {}
        for number, prompt in enumerate(question.prompts, start=1):
            value = value_of(fields, str(number))
            chosen = place(value, order)
            if value and chosen is None:
                return InputFault(FaultCode.NOT_OFFERED)
            if chosen is not None:
                pairs[prompt.id] = chosen
        return pairs or None

    def fill(self, question: Matching, answer: dict[str, str], order: Sequence[str]) -> Fields:
        """Choose the options."""
        return {
            str(number): (place_of(answer[prompt.id], order),)
            for number, prompt in enumerate(question.prompts, start=1)
            if prompt.id in answer
        }

    def share(self, question: Matching, answer: dict[str, str]) -> Fraction:
        """Give the share of right pairs."""
        right = sum(answer.get(prompt.id) == prompt.option for prompt in question.prompts)
        return Fraction(right, len(question.prompts))

    def key(self, question: Matching) -> dict[str, str]:
        """Return the right pairs."""
        return {prompt.id: prompt.option for prompt in question.prompts}
