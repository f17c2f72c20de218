"""A number, and how far an answer may be away from it."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import ClassVar

from academy.content import bounds
from academy.content.changes import Change, Thing, text_change
from academy.content.codes import FaultCode
from academy.content.model import Question
from academy.content.questions.kind import Common, Found, Plain, QuestionKind
from academy.content.questions.parts import given, number_text
from academy.content.questions.words import OwnWords, Speaker
from academy.content.segment_kinds import SegmentKind
from academy.content.source import Source


@dataclass(frozen=True, slots=True)
class GradedNumber:
    """Another number that earns a share of the marks, and what is said to whoever gives it."""

    answer: Fraction
    tolerance: Fraction
    share: Fraction
    feedback: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Numeric(Question):
    """A number, right when it is at most `tolerance` away. `unit` is shown behind the field.

    `answers` are further numbers, asked in their order after the right one: the first that is near
    enough counts.
    """

    answer: Fraction
    tolerance: Fraction = Fraction(0)
    unit: str = ""
    answers: tuple[GradedNumber, ...] = ()


class NumericKind(QuestionKind[Numeric]):
    """The number, its tolerance and its unit."""

    name: ClassVar[str] = "numeric"
    model: ClassVar[type[Question]] = Numeric

    def read(self, source: Source, common: Common) -> Numeric:
        """Return the question."""
        answer, tolerance = source.number("answer"), source.number("tolerance")
        if tolerance < 0:
            source.fault(FaultCode.BELOW_ZERO, "tolerance", key="tolerance")
        unit = source.text("unit", bounds.WORD, optional=True)
        answers = tuple(map(_graded, source.records("answers", 0))) if "answers" in source else ()
        return Numeric(**common, answer=answer, tolerance=tolerance, unit=unit, answers=answers)

    def plain(self, question: Numeric) -> Plain:
        """Return the number, its tolerance and its unit."""
        answers = {"answers": [_plain(each) for each in question.answers]}
        return {
            "answer": number_text(question.answer),
            "tolerance": number_text(question.tolerance),
            **given("unit", question.unit),
            **(answers if question.answers else {}),
        }

    def key(self, question: Numeric) -> object:
        """Return which numbers earn how much."""
        further = tuple((each.answer, each.tolerance, each.share) for each in question.answers)
        return question.answer, question.tolerance, further

    def right(self, question: Numeric) -> dict[object, str]:
        """Return the number and, where there is one, how far from it still counts."""
        number: dict[object, str] = {("answer", question.answer): number_text(question.answer)}
        if not question.tolerance:
            return number
        return {**number, ("tolerance", question.tolerance): f"± {number_text(question.tolerance)}"}

    def texts(self, question: Numeric) -> Found:
        """Yield the unit, and what is said of further numbers."""
        yield question.unit, SegmentKind.LABEL
        yield from ((each.feedback, SegmentKind.FEEDBACK) for each in question.answers)

    def words(self, question: Numeric, speaker: Speaker) -> OwnWords:
        """Return the unit; what is said of the further numbers stands in `answers`, by place."""
        said = (
            speaker.choice(str(place), number_text(each.answer), each.feedback)
            for place, each in enumerate(question.answers)
        )
        return OwnWords(unit=speaker.plain(question.unit), groups={"answers": tuple(said)})

    def changes(self, old: Numeric, new: Numeric) -> Iterator[Change]:
        """Yield how the unit changed."""
        return text_change(Thing.NUMBER_UNIT, old.unit, new.unit)


def _graded(source: Source) -> GradedNumber:
    number = GradedNumber(
        source.number("answer"),
        source.number("tolerance", Fraction(0)),
        source.number("share"),
        source.text("feedback", optional=True),
    )
    if number.tolerance < 0:
        source.fault(FaultCode.BELOW_ZERO, "tolerance", key="tolerance")
    if not 0 <= number.share <= 1:
        source.fault(FaultCode.OUT_OF_RANGE, "share", key="share", low="0", high="1")
    source.end()
    return number


def _plain(number: GradedNumber) -> Plain:
    return {
        "answer": number_text(number.answer),
        "tolerance": number_text(number.tolerance),
        "share": number_text(number.share),
        **given("feedback", number.feedback),
    }
