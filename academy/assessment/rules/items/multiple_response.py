"""Every right option of several."""

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
)
from academy.assessment.rules.marking import Tally, marked
from academy.content.questions.multiple_response import MultipleResponse


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
        """Mark what was chosen: right and wrong options, each as a share of the right ones.

        What is weighed costs at most what the rest earns; below nothing goes `negative` alone.
        """
        right, chosen = frozenset(self.key(question)), frozenset(answer)
        weights = (option.weight for option in question.options if option.id in chosen)
        tally = Tally(
            right=Fraction(len(chosen & right), len(right)),
            wrong=Fraction(len(chosen - right), len(right)),
            weighed=max(Fraction(0), sum(weights, Fraction(0))),
        )
        return marked(question.marking, tally)

    def key(self, question: MultipleResponse) -> list[str]:
        """Return the right options."""
        return [option.id for option in question.options if option.correct]

    def taken(self, question: MultipleResponse, answer: list[str]) -> tuple[str, ...]:
        """Return the chosen options."""
        del question
        return tuple(answer)

    def offered(self, question: MultipleResponse) -> Mapping[str, bool]:
        """Return the options."""
        return {option.id: option.correct for option in question.options}
