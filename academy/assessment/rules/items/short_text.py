"""A word or two, typed."""

import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import replace
from fractions import Fraction
from typing import ClassVar

from academy.assessment.rules.han import simplify
from academy.assessment.rules.items.kind import (
    FaultCode,
    Fields,
    InputFault,
    Kind,
    Words,
    value_of,
)
from academy.assessment.rules.lengths import UNSPACED
from academy.content.questions.short_text import BAR, GradedText, ShortText
from academy.kernel.text import fold, tidy

MOST_LETTERS = 200
_LOOSE_SPACE = re.compile(f"(?<=[{UNSPACED}]) (?=[{UNSPACED}])")


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

    def accepting(self, question: ShortText, words: Words) -> ShortText:
        """Return the question with the words of every language."""
        answers = tuple(
            replace(each, text=BAR.join(words((each.text,)))) for each in question.answers
        )
        return replace(question, accept=words(question.accept), answers=answers)

    def share(self, question: ShortText, answer: str) -> Fraction:
        """Give what the first answer that is the same earns, or everything for an accepted word."""
        found = graded_text(question.answers, answer)
        return found.share if found else Fraction(is_accepted(question.accept, answer))

    def remarks(self, question: ShortText, answer: str) -> tuple[tuple[str, str], ...]:
        """Return the place of the further answer that it is."""
        found = graded_text(question.answers, answer)
        return (("answers", str(question.answers.index(found))),) if found else ()

    def key(self, question: ShortText) -> str:
        """Return the word that the author thought of first."""
        full = (each.text.split(BAR)[0] for each in question.answers if each.share == 1)
        return next(iter(question.accept), None) or next(full, "")


def is_accepted(words: Sequence[str], answer: str) -> bool:
    """Tell whether an answer is one of the words, in whatever language."""
    return comparable(answer) in {comparable(word) for word in words}


def graded_text(answers: Sequence[GradedText], answer: str) -> GradedText | None:
    """Return the first of several answers that this one is the same as."""
    return next((each for each in answers if _is_same(each, answer)), None)


def _is_same(known: GradedText, answer: str) -> bool:
    same: Callable[[str], str] = tidy if known.case else comparable
    return same(answer) in {same(word) for word in known.text.split(BAR)}


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
