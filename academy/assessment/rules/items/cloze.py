"""A passage with gaps: each is marked as a question of its own, and they share the marks."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from typing import Any, ClassVar

from academy.assessment.rules.items.kind import (
    FaultCode,
    Fields,
    InputFault,
    Kind,
    Words,
    place,
    place_of,
    value_of,
)
from academy.assessment.rules.items.numeric import NumericKind
from academy.assessment.rules.items.short_text import ShortTextKind
from academy.assessment.rules.marking import Tally, marked
from academy.content.model import Option
from academy.content.questions.cloze import Cloze, option_id
from academy.content.questions.gaps import AnyGap, ChoiceGap, GapKind, TextGap

_NONE, _ALL = Fraction(0), Fraction(1)
_WORD, _NUMBER = ShortTextKind(), NumericKind()
_TYPED: Mapping[GapKind, Kind[Any, str]] = {GapKind.TEXT: _WORD, GapKind.NUMBER: _NUMBER}


class ClozeKind(Kind[Cloze, dict[str, str]]):
    """The answer is what stands in each gap that is filled: an option's id, a word or a number.

    Gaps have a field each, in the order in which they are written (`"1"`, `"2"`, …), wherever they
    stand in the passage. The options of all gaps are shuffled in one row: a gap offers its own.
    """

    name: ClassVar[str] = "cloze"

    def choices(self, question: Cloze) -> tuple[str, ...]:
        """Return the options of all gaps, as `gap:option`."""
        return tuple(
            option_id(gap.id, option.id) for gap in question.gaps for option in _options(gap)
        )

    def accepting(self, question: Cloze, words: Words) -> Cloze:
        """Return the question with the words of every language."""
        return replace(question, gaps=tuple(_accepting(gap, words) for gap in question.gaps))

    def parse(
        self, question: Cloze, fields: Fields, order: Sequence[str]
    ) -> dict[str, str] | InputFault | None:
        """Read the gaps; a gap may wait. A fault names the field that it is of."""
        filled: dict[str, str] = {}
        for number, gap in enumerate(question.gaps, start=1):
            value = value_of(fields, str(number))
            answer = _parse(gap, value, order) if value else None
            if isinstance(answer, InputFault):
                return replace(answer, values={**answer.values, "part": str(number)})
            if answer is not None:
                filled[gap.id] = answer
        return filled or None

    def fill(self, question: Cloze, answer: dict[str, str], order: Sequence[str]) -> Fields:
        """Fill the gaps."""
        return {
            str(number): (_fill(gap, answer[gap.id], order),)
            for number, gap in enumerate(question.gaps, start=1)
            if gap.id in answer
        }

    def share(self, question: Cloze, answer: dict[str, str]) -> Fraction:
        """Mark the gaps by their weights; what is partly right is that part of its gap.

        Under `negative`, a wrong one of n options costs 1 ÷ (n - 1) of its gap. A wrong word or
        number costs nothing: nobody gets one right by guessing.
        """
        total = sum(gap.weight for gap in question.gaps)
        right = wrong = cost = _NONE
        for gap in question.gaps:
            if gap.id not in answer:
                continue
            part = Fraction(gap.weight, total)
            share = _share(gap, answer[gap.id])
            right += part * share
            if not share:
                wrong += part
                cost += part * _chance(gap)
        chance = cost / wrong if wrong else _ALL
        return marked(question.marking, Tally(right, wrong, chance=chance))

    def remarks(self, question: Cloze, answer: dict[str, str]) -> tuple[tuple[str, str], ...]:
        """Return the places of the further answers that were typed, each in its gap's own group."""
        return tuple(
            (gap.id, place)
            for gap in question.gaps
            if gap.id in answer and not isinstance(gap, ChoiceGap)
            for _, place in _TYPED[gap.kind].remarks(gap.question, answer[gap.id])
        )

    def key(self, question: Cloze) -> dict[str, str]:
        """Return what is right in each gap; a draft may not say."""
        return {gap.id: key for gap in question.gaps if (key := _key(gap))}

    def taken(self, question: Cloze, answer: dict[str, str]) -> tuple[str, ...]:
        """Return the chosen options; nobody offered what was typed."""
        return tuple(
            option_id(gap.id, answer[gap.id])
            for gap in question.gaps
            if gap.id in answer and isinstance(gap, ChoiceGap)
        )

    def offered(self, question: Cloze) -> Mapping[str, bool]:
        """Return the options of all gaps."""
        return {
            option_id(gap.id, option.id): option.correct
            for gap in question.gaps
            for option in _options(gap)
        }


def _options(gap: AnyGap) -> tuple[Option, ...]:
    return gap.options if isinstance(gap, ChoiceGap) else ()


def _accepting(gap: AnyGap, words: Words) -> AnyGap:
    if not isinstance(gap, TextGap):
        return gap
    every = _WORD.accepting(gap.question, words)
    return replace(gap, accept=every.accept, answers=every.answers)


def _parse(gap: AnyGap, value: str, order: Sequence[str]) -> str | InputFault | None:
    if not isinstance(gap, ChoiceGap):
        return _TYPED[gap.kind].parse(gap.question, {"": (value,)}, ())
    chosen = place(value, order) or ""
    own, _, option = chosen.partition(":")
    return option if own == gap.id else InputFault(FaultCode.NOT_OFFERED)


def _fill(gap: AnyGap, answer: str, order: Sequence[str]) -> str:
    return place_of(option_id(gap.id, answer), order) if isinstance(gap, ChoiceGap) else answer


def _share(gap: AnyGap, answer: str) -> Fraction:
    if not isinstance(gap, ChoiceGap):
        return _TYPED[gap.kind].share(gap.question, answer)
    chosen = next((option for option in gap.options if option.id == answer), None)
    if chosen is None:
        return _NONE
    return _ALL if chosen.correct else chosen.weight


def _chance(gap: AnyGap) -> Fraction:
    """Return what a wrong answer costs of its gap, where it costs something."""
    return Fraction(1, max(1, len(gap.options) - 1)) if isinstance(gap, ChoiceGap) else _NONE


def _key(gap: AnyGap) -> str:
    if not isinstance(gap, ChoiceGap):
        return _TYPED[gap.kind].key(gap.question)
    return next((option.id for option in gap.options if option.correct), "")
