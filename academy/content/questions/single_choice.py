"""One right option of several."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from academy.content.changes import Change
from academy.content.codes import FaultCode
from academy.content.model import Marking, Option, Question
from academy.content.questions.kind import Common, Found, Plain, QuestionKind
from academy.content.questions.parts import (
    option_plain,
    option_texts,
    options_change,
    read_options,
)
from academy.content.questions.words import OwnWords, Speaker
from academy.content.source import Source


@dataclass(frozen=True, slots=True, kw_only=True)
class SingleChoice(Question):
    """Exactly one option is right; with weights, the best of those that earn something."""

    options: tuple[Option, ...]


class SingleChoiceKind(QuestionKind[SingleChoice]):
    """Options, one of which is right."""

    name: ClassVar[str] = "single-choice"
    model: ClassVar[type[Question]] = SingleChoice
    markings: ClassVar[tuple[Marking, ...]] = (
        Marking.ALL_OR_NOTHING,
        Marking.NEGATIVE,
        Marking.WEIGHTS,
    )

    def read(self, source: Source, common: Common) -> SingleChoice:
        """Return the question."""
        marking = common["marking"]
        options = read_options(source, common["id"], marking)
        right = sum(option.correct for option in options)
        if right > 1 and marking is not Marking.WEIGHTS:
            detail = {"question": common["id"], "count": str(right)}
            source.fault(FaultCode.TWO_RIGHT_OPTIONS, "options", **detail)
        return SingleChoice(**common, options=options)

    def plain(self, question: SingleChoice) -> Plain:
        """Return the options."""
        return {"options": [option_plain(each, question.marking) for each in question.options]}

    def key(self, question: SingleChoice) -> object:
        """Return which options are right, and what each is worth."""
        return frozenset((each.id, each.correct, each.weight) for each in question.options)

    def right(self, question: SingleChoice) -> dict[object, str]:
        """Return the right options."""
        return {option.id: option.text for option in question.options if option.correct}

    def texts(self, question: SingleChoice) -> Found:
        """Yield the options' texts."""
        return option_texts(question.options)

    def words(self, question: SingleChoice, speaker: Speaker) -> OwnWords:
        """Return the options' words."""
        options = question.options
        return OwnWords(
            tuple(speaker.choice(each.id, each.text, each.feedback) for each in options)
        )

    def changes(self, old: SingleChoice, new: SingleChoice) -> Iterator[Change]:
        """Yield how the options changed."""
        return options_change(old.options, new.options)
