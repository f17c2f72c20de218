"""A number, worked out from numbers that the seed of the attempt has drawn."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from html import escape
from typing import ClassVar

from academy.assessment.rules.items.kind import Fields, InputFault, Kind, value_of
from academy.assessment.rules.items.typed_number import is_near, parsed, tolerated
from academy.assessment.rules.numbers import write_number
from academy.content.questions.calculated import Calculated
from academy.content.questions.variables import drawn_values, filled_in
from academy.content.quiz_texts import LocalisedQuestion, Text


class CalculatedKind(Kind[Calculated, str]):
    """The answer is the number in digits, as `rules.numbers.write_number` writes it.

    So are the numbers in the texts: with the digits of no language in particular, and the same for
    the same seed, whatever language a learner reads. As long as a formula says nothing, no answer
    is right.
    """

    name: ClassVar[str] = "calculated"

    def realised(self, question: Calculated, seed: int) -> Calculated:
        """Return the question with the numbers that the seed draws."""
        return replace(question, values=drawn_values(question.variables, seed))

    def spoken(self, question: Calculated, words: LocalisedQuestion) -> LocalisedQuestion:
        """Return the words with the numbers in them."""
        written = {name: escape(write_number(n)) for name, n in question.numbers.items()}
        return replace(
            words,
            text=_filled(words.text, written),
            right=_filled(words.right, written),
            wrong=_filled(words.wrong, written),
            partly=_filled(words.partly, written),
            general=_filled(words.general, written),
            hints=tuple(_filled(hint, written) for hint in words.hints),
        )

    def parse(
        self, question: Calculated, fields: Fields, order: Sequence[str]
    ) -> str | InputFault | None:
        """Read the number that was typed."""
        del order
        return parsed(value_of(fields), only_whole=_is_whole(question))

    def fill(self, question: Calculated, answer: str, order: Sequence[str]) -> Fields:
        """Type the number."""
        del question, order
        return {"": (answer,)}

    def share(self, question: Calculated, answer: str) -> Fraction:
        """Give everything for a number that is near enough."""
        value = question.value
        return Fraction(value is not None and is_near(Fraction(answer), value, _away(question)))

    def key(self, question: Calculated) -> str:
        """Return what the formula comes to."""
        return write_number(question.value or Fraction(0))


def _filled(text: Text, written: Mapping[str, str]) -> Text:
    return Text(filled_in(text.html, written), text.lang)


def _away(question: Calculated) -> Fraction:
    value = question.value or Fraction(0)
    return tolerated(value, question.tolerance, relative=question.relative)


def _is_whole(question: Calculated) -> bool:
    """Tell whether only whole numbers can be meant."""
    value = question.value or Fraction(0)
    return value.denominator == 1 and _away(question).denominator == 1
