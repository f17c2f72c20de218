"""Prompts, each with the option that belongs to it."""

from collections.abc import Mapping, Sequence
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
from academy.assessment.rules.marking import Tally, marked
from academy.content.questions.matching import Matching


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
        """Mark the pairs; a wrong one of n options costs 1 ÷ (n - 1) of it under `negative`."""
        right = sum(answer.get(prompt.id) == prompt.option for prompt in question.prompts)
        tally = Tally(
            right=Fraction(right, len(question.prompts)),
            wrong=Fraction(len(answer) - right, len(question.prompts)),
            chance=Fraction(1, max(1, len(question.options) - 1)),
        )
        return marked(question.marking, tally)

    def key(self, question: Matching) -> dict[str, str]:
        """Return the right pairs."""
        return {prompt.id: prompt.option for prompt in question.prompts}

    def taken(self, question: Matching, answer: dict[str, str]) -> tuple[str, ...]:
        """Return the pairs."""
        del question
        return tuple(f"{prompt}:{option}" for prompt, option in answer.items())

    def offered(self, question: Matching) -> Mapping[str, bool]:
        """Return every pair there could be."""
        return {
            f"{prompt.id}:{option.id}": prompt.option == option.id
            for prompt in question.prompts
            for option in question.options
        }
