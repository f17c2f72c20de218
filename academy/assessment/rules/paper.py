"""The paper in front of a learner: the questions of one attempt and their choices, in its order."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from academy.assessment.rules.items.kind import Answer, Fields, InputFault, Kind
from academy.assessment.rules.items.kinds import kind_of
from academy.assessment.rules.shuffling import disordered, shuffled
from academy.content.model import AnyQuestion, Quiz

_DRAW = "the draw"
"""The label of the drawing; no question has it, because no id has a space."""


@dataclass(frozen=True, slots=True)
class Slot:
    """One place on the paper, from 1, with its question and the ids of its choices as shown."""

    place: int
    question: AnyQuestion
    order: tuple[str, ...]

    @property
    def kind(self) -> Kind[Any, Any]:
        """The question's type."""
        return kind_of(self.question)

    def parse(self, fields: Fields) -> Answer | InputFault | None:
        """Read what stands in the question's fields; see `Kind.parse`."""
        return self.kind.parse(self.question, fields, self.order)

    def fill(self, answer: Answer | None) -> Fields:
        """Return the question's fields as they stand with this answer; blank without one."""
        return {} if answer is None else self.kind.fill(self.question, answer, self.order)


def drawn(quiz: Quiz, seed: int) -> Quiz:
    """Return the quiz with the questions that the seed of an attempt draws, as they are written.

    Its marks and its grade are those of the attempt.
    """
    taken = {each.id for each in shuffled(quiz.questions, seed, _DRAW)[: quiz.asked]}
    return replace(quiz, questions=tuple(each for each in quiz.questions if each.id in taken))


def lay_out(quiz: Quiz, seed: int) -> tuple[Slot, ...]:
    """Return the paper that the seed of an attempt makes of a quiz."""
    asked = drawn(quiz, seed).questions
    questions = shuffled(asked, seed, "questions") if quiz.shuffle else asked
    return tuple(
        Slot(place, question, _order(question, quiz, seed))
        for place, question in enumerate(questions, start=1)
    )


def unanswered(paper: tuple[Slot, ...], answers: Mapping[str, Answer]) -> tuple[Slot, ...]:
    """Return the places that have no answer."""
    return tuple(slot for slot in paper if slot.question.id not in answers)


def _order(question: AnyQuestion, quiz: Quiz, seed: int) -> tuple[str, ...]:
    kind = kind_of(question)
    written = kind.choices(question)
    if kind.is_always_shuffled:
        return disordered(written, seed, question.id)
    return shuffled(written, seed, question.id) if quiz.shuffle else written
