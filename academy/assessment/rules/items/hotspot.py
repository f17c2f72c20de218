"""Places to find on a picture."""

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
from academy.content.questions.hotspot import Hotspot


class HotspotKind(Kind[Hotspot, list[str]]):
    """The answer is the chosen spots' ids, in the order in which the page numbers them.

    Places are numbered by where they lie on the picture and never shuffled: see `Hotspot.places`.
    """

    name: ClassVar[str] = "hotspot"
    script: ClassVar[str] = "hotspot.js"

    def parse(
        self, question: Hotspot, fields: Fields, order: Sequence[str]
    ) -> list[str] | InputFault | None:
        """Read which places were chosen."""
        del order
        spots = _spots(question)
        chosen = {place(value, spots) for value in fields.get("", ()) if value}
        if None in chosen or (len(chosen) > 1 and not question.several):
            return InputFault(FaultCode.NOT_OFFERED)
        return [spot for spot in spots if spot in chosen] or None

    def fill(self, question: Hotspot, answer: list[str], order: Sequence[str]) -> Fields:
        """Choose the places."""
        del order
        spots = _spots(question)
        return {"": tuple(place_of(spot, spots) for spot in answer)}

    def share(self, question: Hotspot, answer: list[str]) -> Fraction:
        """Mark right and wrong places, each as a share of the right ones.

        Where one is to be chosen of n, a wrong one costs 1 ÷ (n - 1) under `negative`.
        """
        right, chosen = frozenset(self.key(question)), frozenset(answer)
        all_right = max(1, len(right))
        others = 1 if question.several else max(1, len(question.spots) - 1)
        tally = Tally(
            right=Fraction(len(chosen & right), all_right),
            wrong=Fraction(len(chosen - right), all_right),
            chance=Fraction(1, others),
        )
        return marked(question.marking, tally)

    def key(self, question: Hotspot) -> list[str]:
        """Return the right places."""
        return [spot.id for spot in question.places if spot.correct]

    def taken(self, question: Hotspot, answer: list[str]) -> tuple[str, ...]:
        """Return the chosen places."""
        del question
        return tuple(answer)

    def offered(self, question: Hotspot) -> Mapping[str, bool]:
        """Return the places."""
        return {spot.id: spot.correct for spot in question.spots}


def _spots(question: Hotspot) -> tuple[str, ...]:
    return tuple(spot.id for spot in question.places)
