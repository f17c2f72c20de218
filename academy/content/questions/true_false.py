"""A sentence that holds or does not."""

from dataclasses import dataclass
from typing import ClassVar

from academy.content.changes import flag
from academy.content.model import Marking, Question
from academy.content.questions.kind import Common, Plain, QuestionKind
from academy.content.source import Source


@dataclass(frozen=True, slots=True, kw_only=True)
class TrueFalse(Question):
    """A sentence that holds or does not."""

    answer: bool


class TrueFalseKind(QuestionKind[TrueFalse]):
    """Whether the sentence holds."""

    name: ClassVar[str] = "true-false"
    model: ClassVar[type[Question]] = TrueFalse
    markings: ClassVar[tuple[Marking, ...]] = (Marking.ALL_OR_NOTHING, Marking.NEGATIVE)

    def read(self, source: Source, common: Common) -> TrueFalse:
        """Return the question."""
        return TrueFalse(**common, answer=source.flag("answer"))

    def plain(self, question: TrueFalse) -> Plain:
        """Return what is so."""
        return {"answer": question.answer}

    def key(self, question: TrueFalse) -> object:
        """Return what is so."""
        return question.answer

    def right(self, question: TrueFalse) -> dict[object, str]:
        """Return what is so."""
        return {question.answer: flag(question.answer)[0]}
