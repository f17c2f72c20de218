"""The paper in front of a learner: the questions of one attempt and their choices, in its order."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from types import MappingProxyType
from typing import Any

from academy.assessment.rules.items.kind import Answer, Fields, InputFault, Kind
from academy.assessment.rules.items.kinds import kind_of
from academy.assessment.rules.shuffling import disordered, shuffled
from academy.content.drawing import chosen
from academy.content.model import Draw, Question, Quiz
from academy.content.quiz_texts import LocalisedQuestion, LocalisedQuiz

_DRAW = "the draw"
"""The label of the drawing; no question has it, because no id has a space."""

_UNSEEN: Mapping[str, int] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Slot:
    """One place on the paper, from 1, with its question and the ids of its choices as shown."""

    place: int
    question: Question
    order: tuple[str, ...]

    @property
    def kind(self) -> Kind[Any, Any]:
        """The question's type."""
        return kind_of(self.question)

    def spoken(self, words: LocalisedQuiz) -> LocalisedQuestion:
        """Return the question's words."""
        return self.kind.spoken(self.question, words.question(self.question.id))

    def parse(self, fields: Fields) -> Answer | InputFault | None:
        """Read what stands in the question's fields; see `Kind.parse`."""
        return self.kind.parse(self.question, fields, self.order)

    def fill(self, answer: Answer | None) -> Fields:
        """Return the question's fields as they stand with this answer; blank without one."""
        return {} if answer is None else self.kind.fill(self.question, answer, self.order)


def draw(quiz: Quiz, seed: int, seen: Mapping[str, int] = _UNSEEN) -> tuple[str, ...]:
    """Return the ids of the questions that an attempt asks, as they are written.

    `seen` counts how often earlier attempts of the same learner have asked a question: those that
    were asked least come first, and among these the seed decides.
    """
    if quiz.asked == len(quiz.questions):
        return tuple(question.id for question in quiz.questions)
    mixed = shuffled(quiz.questions, seed, _DRAW)
    fresh = sorted(mixed, key=lambda question: seen.get(question.id, 0))
    taken = {question.id for question in chosen(quiz.draws or (Draw(quiz.draw),), fresh)}
    return tuple(question.id for question in quiz.questions if question.id in taken)


def drawn(quiz: Quiz, seed: int, asked: Collection[str] | None = None) -> Quiz:
    """Return the quiz with the questions of one attempt, as they are written, numbers drawn.

    `asked` are the questions' ids, as they were drawn when it began; without them, they are those
    that the seed draws for somebody who has seen none. Its marks and its grade are those of the
    attempt.
    """
    ids = draw(quiz, seed) if asked is None else asked
    questions = (
        kind_of(question).realised(question, question_seed(seed, question.id))
        for question in quiz.questions
        if question.id in ids
    )
    return replace(quiz, questions=tuple(questions))


def question_seed(seed: int, question_id: str) -> int:
    """Return what decides the numbers of one question: no other question's have to do with it."""
    return int.from_bytes(sha256(f"{seed}:{question_id}".encode()).digest()[:8])


def lay_out(quiz: Quiz, seed: int, asked: Collection[str] | None = None) -> tuple[Slot, ...]:
    """Return the paper that the seed of an attempt makes of a quiz; see `drawn`."""
    written = drawn(quiz, seed, asked).questions
    questions: Sequence[Question] = (
        shuffled(written, seed, "questions") if quiz.shuffle else written
    )
    return tuple(
        Slot(place, question, _order(question, quiz, seed))
        for place, question in enumerate(questions, start=1)
    )


def unanswered(paper: tuple[Slot, ...], answers: Mapping[str, Answer]) -> tuple[Slot, ...]:
    """Return the places that have no answer."""
    return tuple(slot for slot in paper if slot.question.id not in answers)


def _order(question: Question, quiz: Quiz, seed: int) -> tuple[str, ...]:
    kind = kind_of(question)
    written = kind.choices(question)
    if kind.is_always_shuffled:
        return disordered(written, seed, question.id)
    return shuffled(written, seed, question.id) if quiz.shuffle else written
