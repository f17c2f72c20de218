"""A number, typed: right when it is near enough."""

from collections.abc import Sequence
from fractions import Fraction
from typing import ClassVar

from academy.assessment.rules.items.kind import Fields, InputFault, Kind, value_of
from academy.assessment.rules.items.typed_number import is_near, parsed
from academy.assessment.rules.numbers import write_number
from academy.content.questions.numeric import GradedNumber, Numeric


class NumericKind(Kind[Numeric, str]):
    """The answer is the number in digits, as `rules.numbers.write_number` writes it."""

    name: ClassVar[str] = "numeric"

    def parse(
        self, question: Numeric, fields: Fields, order: Sequence[str]
    ) -> str | InputFault | None:
        """Read the number that was typed."""
        del order
        return parsed(value_of(fields), only_whole=_is_whole(question))

    def fill(self, question: Numeric, answer: str, order: Sequence[str]) -> Fields:
        """Type the number."""
        del question, order
        return {"": (answer,)}

    def share(self, question: Numeric, answer: str) -> Fraction:
        """Give everything for a number at most the tolerance away, or what a further one earns."""
        number = Fraction(answer)
        if is_near(number, question.answer, question.tolerance):
            return Fraction(1)
        found = graded_number(question.answers, number)
        return found.share if found else Fraction(0)

    def remarks(self, question: Numeric, answer: str) -> tuple[tuple[str, str], ...]:
        """Return the place of the further number that it is near enough to, if it is not right."""
        number = Fraction(answer)
        found = graded_number(question.answers, number)
        if found is None or is_near(number, question.answer, question.tolerance):
            return ()
        return (("answers", str(question.answers.index(found))),)

    def key(self, question: Numeric) -> str:
        """Return the number itself."""
        return write_number(question.answer)


def graded_number(answers: Sequence[GradedNumber], number: Fraction) -> GradedNumber | None:
    """Return the first of several numbers that this one is near enough to."""
    near = (each for each in answers if is_near(number, each.answer, each.tolerance))
    return next(near, None)


def _is_whole(question: Numeric) -> bool:
    """Tell whether only whole numbers can be meant: the keys and what they tolerate are whole."""
    numbers = (question, *question.answers)
    return all(each.answer.denominator == each.tolerance.denominator == 1 for each in numbers)
