"""The gaps of a passage, each of which asks what a question of another type asks."""

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import Any, ClassVar

from academy.content import bounds
from academy.content.codes import FaultCode
from academy.content.model import Feedback, Option
from academy.content.questions.kind import Common, Plain, QuestionKind
from academy.content.questions.numeric import GradedNumber, Numeric, NumericKind
from academy.content.questions.parts import check_texts, given, number_text
from academy.content.questions.short_text import GradedText, ShortText, ShortTextKind
from academy.content.questions.single_choice import SingleChoice, SingleChoiceKind
from academy.content.source import Source, unique_id


class GapKind(StrEnum):
    """How a gap is filled."""

    CHOICE = "choice"
    TEXT = "text"
    NUMBER = "number"


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """One gap; in the passage it stands as `[[id]]`. `weight` is its part of the marks."""

    id: str
    weight: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class ChoiceGap(Gap):
    """A gap to choose for: what is right earns all of it, others may earn a share (`weight`)."""

    kind: ClassVar[GapKind] = GapKind.CHOICE
    options: tuple[Option, ...]

    @property
    def question(self) -> SingleChoice:
        """The gap as a question of its own."""
        return SingleChoice(**_bare(self), options=self.options)


@dataclass(frozen=True, slots=True, kw_only=True)
class TextGap(Gap):
    """A gap to write a word into; see `ShortText`."""

    kind: ClassVar[GapKind] = GapKind.TEXT
    accept: tuple[str, ...]
    answers: tuple[GradedText, ...] = ()

    @property
    def question(self) -> ShortText:
        """The gap as a question of its own."""
        return ShortText(**_bare(self), accept=self.accept, answers=self.answers)


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberGap(Gap):
    """A gap to write a number into; see `Numeric`."""

    kind: ClassVar[GapKind] = GapKind.NUMBER
    answer: Fraction
    tolerance: Fraction = Fraction(0)
    answers: tuple[GradedNumber, ...] = ()

    @property
    def question(self) -> Numeric:
        """The gap as a question of its own."""
        return Numeric(
            **_bare(self), answer=self.answer, tolerance=self.tolerance, answers=self.answers
        )


AnyGap = ChoiceGap | TextGap | NumberGap


_CHOICE, _TEXT, _NUMBER = SingleChoiceKind(), ShortTextKind(), NumericKind()
ASKED: dict[GapKind, QuestionKind[Any]] = {
    GapKind.CHOICE: _CHOICE,
    GapKind.TEXT: _TEXT,
    GapKind.NUMBER: _NUMBER,
}
"""What knows about such a question; see `Gap`."""


def read_gap(source: Source, common: Common, own: dict[str, int]) -> AnyGap:
    """Return a gap; `own` are the ids so far."""
    name, kind = unique_id(source, own), source.word("kind", GapKind)
    weight = source.whole("weight", 1, bounds.MARKS, default=1)
    gap: AnyGap
    match kind:
        case GapKind.CHOICE:
            gap = ChoiceGap(id=name, weight=weight, options=_read_options(source, name))
        case GapKind.TEXT:
            word = _TEXT.read(source, common)
            gap = TextGap(id=name, weight=weight, accept=word.accept, answers=word.answers)
        case _:
            number = _NUMBER.read(source, common)
            answer, tolerance = number.answer, number.tolerance
            gap = NumberGap(
                id=name, weight=weight, answer=answer, tolerance=tolerance, answers=number.answers
            )
            if number.unit:  # the passage says it
                source.fault(FaultCode.UNKNOWN_KEY, "unit", key="unit")
    source.end()
    return gap


def _read_options(source: Source, gap: str) -> tuple[Option, ...]:
    own: dict[str, int] = {}
    options = tuple(_option(each, own) for each in source.records("options", at_least=2))
    if options and not any(option.correct for option in options):
        source.fault(FaultCode.NO_RIGHT_OPTION, "options", question=gap)
    check_texts(source, "options", options)
    return options


def _option(source: Source, own: dict[str, int]) -> Option:
    option = Option(
        id=unique_id(source, own),
        text=source.text("text"),
        correct=source.flag("correct", default=False),
        feedback=source.text("feedback", optional=True),
        weight=source.number("share", Fraction(0)),
    )
    if not 0 <= option.weight <= 1:
        source.fault(FaultCode.OUT_OF_RANGE, "share", key="share", low="0", high="1")
    source.end()
    return option


def gap_plain(gap: AnyGap) -> Plain:
    """Return a gap as a quiz file has it."""
    weight = {"weight": gap.weight} if gap.weight != 1 else {}
    own = (
        {"options": [_option_plain(option) for option in gap.options]}
        if isinstance(gap, ChoiceGap)
        else ASKED[gap.kind].plain(gap.question)
    )
    return {"id": gap.id, "kind": gap.kind.value, **weight, **own}


def _option_plain(option: Option) -> Plain:
    return {
        "id": option.id,
        "text": option.text,
        **({"correct": True} if option.correct else {}),
        **({"share": number_text(option.weight)} if option.weight else {}),
        **given("feedback", option.feedback),
    }


def _bare(gap: Gap) -> dict[str, Any]:
    """Return what a question has besides what is asked; of a gap none of it is ever asked for."""
    return {"id": gap.id, "marks": Fraction(1), "text": "", "feedback": Feedback("", "")}
