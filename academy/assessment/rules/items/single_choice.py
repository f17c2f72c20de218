"""One option of several."""

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
from academy.content.questions.single_choice import SingleChoice


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
        """Mark the chosen option; a wrong one of n costs 1 ÷ (n - 1) under `negative`."""
        chosen = {option.id: option for option in question.options}.get(answer)
        is_right = chosen is not None and chosen.correct
        tally = Tally(
            right=Fraction(is_right),
            wrong=Fraction(not is_right),
            weighed=chosen.weight if chosen else Fraction(0),
            chance=Fraction(1, max(1, len(question.options) - 1)),
        )
        return marked(question.marking, tally)

    def key(self, question: SingleChoice) -> str:
        """Return the right option: the best of them, where several earn something."""
        right = [option for option in question.options if option.correct]
        return max(right, key=lambda option: option.weight).id

    def taken(self, question: SingleChoice, answer: str) -> tuple[str, ...]:
        """Return the chosen option."""
        del question
        return (answer,)

    def offered(self, question: SingleChoice) -> Mapping[str, bool]:
        """Return the options."""
        return {option.id: option.correct for option in question.options}
