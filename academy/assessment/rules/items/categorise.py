"""Items to be put into groups."""

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
from academy.content.questions.categorise import Categorise

NOWHERE = "0"
"""The value of a field that says: into none of the groups."""


class CategoriseKind(Kind[Categorise, dict[str, str]]):
    """The answer is the group's id for each item that was put somewhere; empty for none of them.

    Items are shuffled, and have a field each, named by where the reader sees them. Groups stand as
    they are written. That an item belongs to none of them is on offer only where it is so.
    """

    name: ClassVar[str] = "categorise"
    script: ClassVar[str] = "categorise.js"

    def choices(self, question: Categorise) -> tuple[str, ...]:
        """Return the items' ids."""
        return tuple(item.id for item in question.items)

    def parse(
        self, question: Categorise, fields: Fields, order: Sequence[str]
    ) -> dict[str, str] | InputFault | None:
        """Read the group of each item; an item may wait."""
        groups = _groups(question)
        put: dict[str, str] = {}
        for number, item in enumerate(order, start=1):
            value = value_of(fields, str(number))
            if not value:
                continue
            chosen = "" if question.has_strays and value == NOWHERE else place(value, groups)
            if chosen is None:
                return InputFault(FaultCode.NOT_OFFERED)
            put[item] = chosen
        return put or None

    def fill(self, question: Categorise, answer: dict[str, str], order: Sequence[str]) -> Fields:
        """Choose the groups."""
        groups = _groups(question)
        return {
            str(number): (place_of(answer[item], groups) if answer[item] else NOWHERE,)
            for number, item in enumerate(order, start=1)
            if item in answer
        }

    def share(self, question: Categorise, answer: dict[str, str]) -> Fraction:
        """Mark the items; a wrong one of n places costs 1 ÷ (n - 1) of it under `negative`."""
        right = sum(answer.get(item.id) == item.group for item in question.items)
        places = len(question.groups) + question.has_strays
        tally = Tally(
            right=Fraction(right, len(question.items)),
            wrong=Fraction(len(answer) - right, len(question.items)),
            chance=Fraction(1, max(1, places - 1)),
        )
        return marked(question.marking, tally)

    def key(self, question: Categorise) -> dict[str, str]:
        """Return the group of each item."""
        return {item.id: item.group for item in question.items}

    def taken(self, question: Categorise, answer: dict[str, str]) -> tuple[str, ...]:
        """Return where each item was put, with nothing behind the colon for none of the groups."""
        del question
        return tuple(f"{item}:{group}" for item, group in answer.items())

    def offered(self, question: Categorise) -> Mapping[str, bool]:
        """Return every place for every item."""
        places = (*_groups(question), *([""] if question.has_strays else []))
        return {
            f"{item.id}:{group}": item.group == group for item in question.items for group in places
        }


def _groups(question: Categorise) -> tuple[str, ...]:
    return tuple(group.id for group in question.groups)
