"""What the types have in common that people mark: a rubric, and notes for whoever marks."""

from dataclasses import dataclass
from typing import TypeVar

from academy.content.model import Question
from academy.content.questions.kind import Found, Plain, QuestionKind
from academy.content.questions.parts import given
from academy.content.questions.rubrics import (
    Criterion,
    rubric_key,
    rubric_plain,
    rubric_right,
    rubric_texts,
    rubric_words,
)
from academy.content.questions.words import OwnWords, Speaker


@dataclass(frozen=True, slots=True, kw_only=True)
class ByPeople(Question):
    """A question that people mark by its `rubric`; without one, they give marks as they see fit.

    `notes` are for markers, as they were written.
    """

    rubric: tuple[Criterion, ...] = ()
    notes: str = ""


P = TypeVar("P", bound=ByPeople)


class ByPeopleKind(QuestionKind[P]):
    """Its rubric decides the marks; what else is asked for is advice, or decides what may come."""

    def key(self, question: P) -> object:
        """Return what the rubric gives."""
        return rubric_key(question.rubric)

    def right(self, question: P) -> dict[object, str]:
        """Return what each level of the rubric is worth."""
        return rubric_right(question.rubric)

    def texts(self, question: P) -> Found:
        """Yield the rubric's texts; the notes are not translated."""
        return rubric_texts(question.rubric)

    def words(self, question: P, speaker: Speaker) -> OwnWords:
        """Return the rubric's words in `groups`; see `rubric_words`."""
        return OwnWords(groups=rubric_words(question.rubric, speaker))


def for_people(question: ByPeople) -> Plain:
    """Return the rubric and the notes, as a quiz file writes them."""
    return {**rubric_plain(question.rubric), **given("notes", question.notes)}
