"""A passage with gaps, each filled by choosing, by a word or by a number."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import ClassVar

from academy.content.changes import Change, Thing, ids_change, text_change
from academy.content.codes import FaultCode
from academy.content.markdown import parse_inline
from academy.content.model import Marking, Option, Question
from academy.content.questions.gaps import (
    ASKED,
    AnyGap,
    ChoiceGap,
    GapKind,
    NumberGap,
    TextGap,
    gap_plain,
    read_gap,
)
from academy.content.questions.kind import Common, Found, Plain, QuestionKind
from academy.content.questions.parts import number_text, options_change
from academy.content.questions.short_text import GradedText
from academy.content.questions.words import Choice, OwnWords, Speaker
from academy.content.segment_kinds import SegmentKind
from academy.content.source import Source

__all__ = ["AnyGap", "ChoiceGap", "Cloze", "ClozeKind", "GapKind", "NumberGap", "TextGap"]

MARK = re.compile(r"\[\[([a-z0-9-]+)\]\]")
"""Stands in a passage where a gap is to be, with the gap's id."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cloze(Question):
    """A passage in which every gap stands exactly once, in any order."""

    marking: Marking = Marking.PARTIAL_WITHOUT_PENALTY
    passage: str
    gaps: tuple[AnyGap, ...]


class ClozeKind(QuestionKind[Cloze]):
    """The passage and its gaps. An option is known among those of all gaps as `gap:option`."""

    name: ClassVar[str] = "cloze"
    model: ClassVar[type[Question]] = Cloze
    markings: ClassVar[tuple[Marking, ...]] = (
        Marking.PARTIAL_WITHOUT_PENALTY,
        Marking.ALL_OR_NOTHING,
        Marking.PARTIAL,
        Marking.NEGATIVE,
    )

    def read(self, source: Source, common: Common) -> Cloze:
        """Return the question."""
        own: dict[str, int] = {}
        gaps = tuple(read_gap(each, common, own) for each in source.records("gaps"))
        passage = source.text("passage")
        if passage:
            _check_marks(source, gap_marks(passage), [gap.id for gap in gaps])
        return Cloze(**common, passage=passage, gaps=gaps)

    def plain(self, question: Cloze) -> Plain:
        """Return the passage and the gaps."""
        return {"passage": question.passage, "gaps": [gap_plain(gap) for gap in question.gaps]}

    def key(self, question: Cloze) -> object:
        """Return what is right in each gap, and how much of the marks it is."""
        return frozenset(
            (gap.id, gap.weight, gap.kind, ASKED[gap.kind].key(gap.question))
            for gap in question.gaps
        )

    def right(self, question: Cloze) -> dict[object, str]:
        """Return what is right in each gap."""
        return {
            (gap.id, known): f"{gap.id}: {text}"
            for gap in question.gaps
            for known, text in ASKED[gap.kind].right(gap.question).items()
        }

    def texts(self, question: Cloze) -> Found:
        """Yield the passage, and the words of the gaps."""
        yield question.passage, SegmentKind.PASSAGE
        for gap in question.gaps:
            yield from ASKED[gap.kind].texts(gap.question)

    def words(self, question: Cloze, speaker: Speaker) -> OwnWords:
        """Return the passage, the options of all gaps, and what is said of graded answers.

        These stand in a group by the gap's id, each by its place.
        """
        options = (option for gap in question.gaps for option in _options(gap))
        said = {
            gap.id: tuple(_said(gap, speaker))
            for gap in question.gaps
            if not isinstance(gap, ChoiceGap)
        }
        return OwnWords(
            choices=tuple(speaker.choice(each.id, each.text, each.feedback) for each in options),
            passage=speaker.say(question.passage),
            groups=said,
        )

    def changes(self, old: Cloze, new: Cloze) -> Iterator[Change]:
        """Yield how the passage, the gaps, and what is said of answers changed."""
        yield from text_change(Thing.PASSAGE, old.passage, new.passage)
        gaps = [{gap.id: _told(gap) for gap in each.gaps} for each in (old, new)]
        yield from ids_change(Thing.GAP, gaps[0], gaps[1])
        options = [[one for gap in each.gaps for one in _options(gap)] for each in (old, new)]
        yield from options_change(options[0], options[1])
        before, after = _feedback(old), _feedback(new)
        for part, text in after.items():
            yield from text_change(Thing.OPTION_FEEDBACK, before.get(part, ""), text, part=part)


def gap_marks(passage: str) -> list[str]:
    """Return the ids of the gaps that stand in a passage, as often as they do.

    A gap inside a link does not stand there: nobody could fill it.
    """
    marks: list[str] = []
    links = 0
    for token in parse_inline(passage):
        links += {"link_open": 1, "link_close": -1}.get(token.type, 0)
        if not links and token.type in {"text", "code_inline"}:
            marks += MARK.findall(token.content)
    return marks


def option_id(gap: str, option: str) -> str:
    """Return the id of an option among those of all gaps: no id has a colon."""
    return f"{gap}:{option}"


def _check_marks(source: Source, marks: list[str], gaps: list[str]) -> None:
    """Note gaps that do not stand in the passage once, and what stands there and is no gap."""
    for gap in dict.fromkeys(gaps):
        if gap and marks.count(gap) != 1:
            count = str(marks.count(gap))
            source.fault(FaultCode.GAP_NOT_ONCE, "passage", gap=gap, count=count)
    for mark in sorted({*marks} - {*gaps}):
        source.fault(FaultCode.UNKNOWN_GAP, "passage", gap=mark)


def _options(gap: AnyGap) -> Iterator[Option]:
    """Yield the options of a gap, by the ids that they have among those of all gaps."""
    if isinstance(gap, ChoiceGap):
        yield from (replace(each, id=option_id(gap.id, each.id)) for each in gap.options)


def _said(gap: TextGap | NumberGap, speaker: Speaker) -> tuple[Choice, ...]:
    return ASKED[gap.kind].words(gap.question, speaker).groups["answers"]


def _told(gap: AnyGap) -> str:
    """Return all that can be answered in a gap and what it is worth, in one line."""
    match gap:
        case ChoiceGap():
            known = [_worth(each.text, each.weight) for each in gap.options]
            known += [option.text for option in gap.options if option.correct]
        case TextGap():
            known = [*gap.accept, *(_worth(_word(each), each.share) for each in gap.answers)]
        case _:
            known = [_near(gap.answer, gap.tolerance)]
            known += [
                _worth(_near(each.answer, each.tolerance), each.share) for each in gap.answers
            ]
    return f"{gap.weight} × {' | '.join(known)}"


def _worth(text: str, share: Fraction) -> str:
    return f"{text} ({number_text(share)})"


def _word(answer: GradedText) -> str:
    return f"{answer.text}, Aa" if answer.case else answer.text


def _near(number: Fraction, tolerance: Fraction) -> str:
    return f"{number_text(number)} ± {number_text(tolerance)}"


def _feedback(question: Cloze) -> dict[str, str]:
    """Return what is said of each graded answer, by its gap and its place there."""
    return {
        option_id(gap.id, str(place)): answer.feedback
        for gap in question.gaps
        if not isinstance(gap, ChoiceGap)
        for place, answer in enumerate(gap.answers, start=1)
    }
