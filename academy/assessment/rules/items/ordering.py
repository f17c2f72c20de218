"""Items to be put in order."""

from collections.abc import Sequence
from fractions import Fraction
from typing import ClassVar

from academy.assessment.rules.items.kind import FaultCode, Fields, InputFault, Kind, value_of
from academy.assessment.rules.marking import Tally, marked
from academy.content.questions.ordering import Ordering


class OrderingKind(Kind[Ordering, dict[str, int]]):
    """The answer is the place, from 1, of each item that was given one.

    Each item has a field of its own, named by where the reader sees it, that holds its place.
    """

    name: ClassVar[str] = "ordering"
    is_always_shuffled: ClassVar[bool] = True

    def choices(self, question: Ordering) -> tuple[str, ...]:
        """Return the items' ids."""
        return tuple(item.id for item in question.items)

    def parse(
        self, question: Ordering, fields: Fields, order: Sequence[str]
    ) -> dict[str, int] | InputFault | None:
        """Read the place of each item; an item may wait, but no two may share a place."""
        del question
        known = {str(number): number for number in range(1, len(order) + 1)}
        places: dict[str, int] = {}
        for number, item in enumerate(order, start=1):
            value = value_of(fields, str(number))
            if not value:
                continue
            if value not in known:
                return InputFault(FaultCode.NOT_OFFERED)
            if known[value] in places.values():
                return InputFault(FaultCode.SAME_PLACE, {"place": value})
            places[item] = known[value]
        return places or None

    def fill(self, question: Ordering, answer: dict[str, int], order: Sequence[str]) -> Fields:
        """Choose the places."""
        del question
        return {
            str(number): (str(answer[item]),)
            for number, item in enumerate(order, start=1)
            if item in answer
        }

    def share(self, question: Ordering, answer: dict[str, int]) -> Fraction:
        """Mark the items that stand in their right place."""
        right = self.key(question)
        there = sum(answer.get(item) == where for item, where in right.items())
        tally = Tally(Fraction(there, len(right)), Fraction(len(answer) - there, len(right)))
        return marked(question.marking, tally)

    def key(self, question: Ordering) -> dict[str, int]:
        """Return the order in which the question is written."""
        return {item.id: number for number, item in enumerate(question.items, start=1)}
