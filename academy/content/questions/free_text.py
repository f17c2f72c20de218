"""A text that people mark."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from academy.content import bounds
from academy.content.changes import Change, Thing, text_change, value_change
from academy.content.model import Question
from academy.content.questions.by_people import ByPeople, ByPeopleKind, for_people
from academy.content.questions.kind import Common, Plain
from academy.content.questions.rubrics import read_rubric, rubric_changes
from academy.content.source import Source


@dataclass(frozen=True, slots=True, kw_only=True)
class FreeText(ByPeople):
    """A text of so many words, or characters where a script has no spaces; 0 is no limit."""

    words_least: int = 0
    words_most: int = 0


class FreeTextKind(ByPeopleKind[FreeText]):
    """How long the text should be, and what it is marked by."""

    name: ClassVar[str] = "free-text"
    model: ClassVar[type[Question]] = FreeText

    def read(self, source: Source, common: Common) -> FreeText:
        """Return the question."""
        least = source.whole("words_least", 1, bounds.WORDS, default=0)
        return FreeText(
            **common,
            words_least=least,
            words_most=source.whole("words_most", max(1, least), bounds.WORDS, default=0),
            rubric=read_rubric(source),
            notes=source.text("notes", optional=True),
        )

    def plain(self, question: FreeText) -> Plain:
        """Return the limits that there are, the rubric and the notes."""
        return {
            **({"words_least": question.words_least} if question.words_least else {}),
            **({"words_most": question.words_most} if question.words_most else {}),
            **for_people(question),
        }

    def changes(self, old: FreeText, new: FreeText) -> Iterator[Change]:
        """Yield how limits, rubric and notes changed."""
        yield from value_change(Thing.ANSWER_LIMITS, _limits(old), _limits(new))
        yield from rubric_changes(old.rubric, new.rubric)
        yield from text_change(Thing.MARKERS_NOTES, old.notes, new.notes)


def _limits(question: FreeText) -> list[str]:
    least = [f"≥ {question.words_least}"] if question.words_least else []
    return [*least, f"≤ {question.words_most}"] if question.words_most else least
