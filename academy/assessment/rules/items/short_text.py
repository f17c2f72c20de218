"""A word or two, typed."""

import re
import unicodedata
from collections.abc import Sequence
from fractions import Fraction
from typing import ClassVar

from academy.assessment.rules.han import simplify
from academy.assessment.rules.items.kind import FaultCode, Fields, InputFault, Kind, value_of
from academy.content.model import ShortText
from academy.kernel.text import fold, tidy

MOST_LETTERS = 200
_UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uaa60-\uaa7f"
_LOOSE_SPACE = re.compile(f"(?<=[{_UNSPACED}]) (?=[{_UNSPACED}])")


class ShortTextKind(Kind[ShortText, str]):
    """The answer is what was typed, tidied. `accept` holds the right words of every language."""

    name: ClassVar[str] = "short-text"

    def parse(
        self, question: ShortText, fields: Fields, order: Sequence[str]
    ) -> str | InputFault | None:
        """Read what was typed."""
        del question, order
        typed = tidy(tidy(value_of(fields)))  # once more: what it takes away may leave two spaces
        if len(typed) > MOST_LETTERS:
            return InputFault(FaultCode.TOO_LONG, {"most": str(MOST_LETTERS)})
        return typed or None

    def fill(self, question: ShortText, answer: str, order: Sequence[str]) -> Fields:
        """Type it again."""
        del question, order
        return {"": (answer,)}

    def share(self, question: ShortText, answer: str) -> Fraction:
        """Give everything for an accepted word, in whatever language."""
        return Fraction(comparable(answer) in {comparable(word) for word in question.accept})

    def key(self, question: ShortText) -> str:
        """Return the word that the author thought of first."""
        return question.accept[0]


def comparable(text: str) -> str:
    """Return the text without what does not make an answer wrong.

    That is: what `kernel.text.fold` takes away, simplified or traditional letters, punctuation
    around the words, and spaces between letters of scripts that part no words by them. Where
    there is nothing but punctuation, that is the answer (`@`).
    """
    words = simplify(fold(text))
    return _LOOSE_SPACE.sub("", _without_edges(words) or words)


def _without_edges(words: str) -> str:
    inner = [index for index, letter in enumerate(words) if not _is_edge(letter)]
    return words[inner[0] : inner[-1] + 1] if inner else ""


def _is_edge(letter: str) -> bool:
    return letter == " " or unicodedata.category(letter).startswith("P")
