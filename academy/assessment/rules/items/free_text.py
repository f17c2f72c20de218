"""A text that people mark."""

import unicodedata
from collections.abc import Sequence
from fractions import Fraction
from typing import ClassVar

from academy.assessment.rules.items.kind import FaultCode, Fields, InputFault, Kind
from academy.assessment.rules.lengths import length_of
from academy.content import bounds
from academy.content.questions.free_text import FreeText
from academy.kernel.text import normal

MOST_LETTERS = 4 * bounds.TEXT
_KEPT = frozenset("\n\t")
_CONTROLS = frozenset({"Cc", "Cs"})


class FreeTextKind(Kind[FreeText, str]):
    """The answer is the text, whole, with its lines.

    How many words are asked for is advice: a text that is shorter or longer is told so, and kept.
    Nobody loses what they wrote to a rule that a person can apply with more sense.
    """

    name: ClassVar[str] = "free-text"
    is_marked_by_people: ClassVar[bool] = True
    script: ClassVar[str] = "free-text.js"

    def parse(
        self, question: FreeText, fields: Fields, order: Sequence[str]
    ) -> str | InputFault | None:
        """Read the text."""
        del question, order
        text = _kept(next(iter(fields.get("", ())), ""))
        if len(text) > MOST_LETTERS:
            return InputFault(FaultCode.TOO_LONG, {"most": str(MOST_LETTERS)})
        return text if text.strip() else None

    def fill(self, question: FreeText, answer: str, order: Sequence[str]) -> Fields:
        """Write it again. `count` is how long it is: in `characters`, where that is there."""
        del question, order
        length = length_of(answer)
        unit = {"characters": ("1",)} if length.is_characters else {}
        return {"": (answer,), "count": (str(length.count),), **unit}

    def share(self, question: FreeText, answer: str) -> Fraction:
        """Give nothing: people have not marked it yet."""
        del question, answer
        return Fraction(0)

    def key(self, question: FreeText) -> str:
        """Return no text: no program knows one that earns everything."""
        del question
        return ""


def _kept(typed: str) -> str:
    """Return a text as it is kept: NFC, line feeds, and no control marks, which no store takes."""
    lines = typed.replace("\r\n", "\n").replace("\r", "\n")
    letters = (
        letter
        for letter in lines
        if letter in _KEPT or unicodedata.category(letter) not in _CONTROLS
    )
    return normal(normal("".join(letters)))
