"""A word or two, in any of several ways to say it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import ClassVar

from academy.content import bounds
from academy.content.changes import Change, Thing, texts_change
from academy.content.codes import FaultCode
from academy.content.model import Question
from academy.content.questions.kind import Common, Found, Plain, QuestionKind
from academy.content.questions.parts import given, number_text
from academy.content.questions.words import OwnWords, Speaker
from academy.content.segment_kinds import SegmentKind
from academy.content.source import Source
from academy.kernel.text import fold

BAR = "|"
"""Parts the words in the translation of one accepted word."""


@dataclass(frozen=True, slots=True)
class GradedText:
    """Another answer that earns a share of the marks, and what is said to whoever gives it.

    `case` says that capitals matter.
    """

    text: str
    share: Fraction
    feedback: str = ""
    case: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ShortText(Question):
    """A word or two, compared folded; `accept` is in the source language.

    `answers` are asked first, in their order: the first that is the same counts.
    """

    accept: tuple[str, ...]
    answers: tuple[GradedText, ...] = ()


class ShortTextKind(QuestionKind[ShortText]):
    """The words that count as right."""

    name: ClassVar[str] = "short-text"
    model: ClassVar[type[Question]] = ShortText

    def read(self, source: Source, common: Common) -> ShortText:
        """Return the question."""
        words = read_words(source, "accept")
        answers = tuple(map(_graded, source.records("answers", 0))) if "answers" in source else ()
        return ShortText(**common, accept=words, answers=answers)

    def plain(self, question: ShortText) -> Plain:
        """Return the words."""
        answers = {"answers": [_plain(each) for each in question.answers]}
        return {"accept": list(question.accept), **(answers if question.answers else {})}

    def key(self, question: ShortText) -> object:
        """Return which words earn how much."""
        further = tuple((each.text, each.share, each.case) for each in question.answers)
        return frozenset(fold(word) for word in question.accept), further

    def right(self, question: ShortText) -> dict[object, str]:
        """Return the words."""
        return {fold(word): word for word in question.accept}

    def texts(self, question: ShortText) -> Found:
        """Yield the words, and what is said of further ones."""
        yield from ((word, SegmentKind.ACCEPT) for word in question.accept)
        for answer in question.answers:
            yield answer.text, SegmentKind.ACCEPT
            yield answer.feedback, SegmentKind.FEEDBACK

    def words(self, question: ShortText, speaker: Speaker) -> OwnWords:
        """Return what is said of the further answers: `answers`, by place."""
        said = (
            speaker.choice(str(place), each.text, each.feedback)
            for place, each in enumerate(question.answers)
        )
        return OwnWords(groups={"answers": tuple(said)})

    def changes(self, old: ShortText, new: ShortText) -> Iterator[Change]:
        """Yield how words changed that are the same to whoever marks them."""
        if self.right(old).keys() == self.right(new).keys():
            yield from texts_change(Thing.ACCEPTED, old.accept, new.accept)


def read_words(source: Source, key: str) -> tuple[str, ...]:
    """Return a list of words that count as right, each in one way only."""
    words = source.texts(key, bounds.WORD)
    if key in source and not words:
        source.fault(FaultCode.TOO_FEW, key, key=key, limit="1")
    _check_words(source, key, words)
    return words


def _check_words(source: Source, key: str, words: Sequence[str]) -> None:
    seen: set[str] = set()
    for word in words:
        if BAR in word:
            source.fault(FaultCode.BAR_IN_WORD, key, word=word)
        elif not fold(word) or fold(word) in seen:
            source.fault(FaultCode.SAME_WORD, key, word=word)
        seen.add(fold(word))


def _graded(source: Source) -> GradedText:
    answer = GradedText(
        source.text("text", bounds.WORD),
        source.number("share"),
        source.text("feedback", optional=True),
        source.flag("case", default=False),
    )
    if BAR in answer.text:
        source.fault(FaultCode.BAR_IN_WORD, "text", word=answer.text)
    if not 0 <= answer.share <= 1:
        source.fault(FaultCode.OUT_OF_RANGE, "share", key="share", low="0", high="1")
    source.end()
    return answer


def _plain(answer: GradedText) -> Plain:
    return {
        "text": answer.text,
        "share": number_text(answer.share),
        **given("feedback", answer.feedback),
        **({"case": True} if answer.case else {}),
    }
