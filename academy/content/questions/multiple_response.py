"""Every right option of several."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from academy.content.changes import Change
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
class MultipleResponse(Question):
    """One option or more are right."""

    marking: Marking = Marking.PARTIAL
    options: tuple[Option, ...]


class MultipleResponseKind(QuestionKind[MultipleResponse]):
    """Options, any of which are right."""

    name: ClassVar[str] = "multiple-response"
    model: ClassVar[type[Question]] = MultipleResponse
    markings: ClassVar[tuple[Marking, ...]] = (
        Marking.PARTIAL,
        Marking.ALL_OR_NOTHING,
        Marking.PARTIAL_WITHOUT_PENALTY,
        Marking.NEGATIVE,
        Marking.WEIGHTS,
    )
    names_marking: ClassVar[bool] = True

    def read(self, source: Source, common: Common) -> MultipleResponse:
        """Return the question."""
        options = read_options(source, common["id"], common["marking"])
        return MultipleResponse(**common, options=options)

    def plain(self, question: MultipleResponse) -> Plain:
        """Return the options."""
        return {"options": [option_plain(each, question.marking) for each in question.options]}

    def key(self, question: MultipleResponse) -> object:
        """Return which options are right, and what each is worth."""
        return frozenset((each.id, each.correct, each.weight) for each in question.options)

    def right(self, question: MultipleResponse) -> dict[object, str]:
        """Return the right options."""
        return {option.id: option.text for option in question.options if option.correct}

    def texts(self, question: MultipleResponse) -> Found:
        """Yield the options' texts."""
        return option_texts(question.options)

    def words(self, question: MultipleResponse, speaker: Speaker) -> OwnWords:
        """Return the options' words."""
        options = question.options
        return OwnWords(
            tuple(speaker.choice(each.id, each.text, each.feedback) for each in options)
        )

    def changes(self, old: MultipleResponse, new: MultipleResponse) -> Iterator[Change]:
        """Yield how the options changed."""
        return options_change(old.options, new.options)
