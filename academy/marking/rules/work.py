"""What people have to mark in the quizzes of a course."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from academy.assessment.rules.corrections import Corrected, corrected, full_marks
from academy.assessment.rules.items.kinds import kind_of
from academy.content.model import Question, Quiz
from academy.content.questions.by_people import ByPeople
from academy.content.questions.rubrics import Criterion


@dataclass(frozen=True, slots=True)
class Work:
    """The questions of a quiz that people mark, by id, each as it was last written.

    `twice` are the revisions whose answers two people mark.
    """

    unit_id: str
    questions: Mapping[str, Question] = field(default_factory=dict[str, Question])
    twice: frozenset[UUID] = frozenset()
    peers: int = 0

    def markers(self, revision_id: UUID) -> int:
        """Return how many people mark an answer that was given on a revision."""
        return 2 if revision_id in self.twice else 1


def work_at(
    unit_id: str, quizzes: Sequence[tuple[UUID, Quiz]], corrections: Sequence[Corrected]
) -> Work:
    """Return what is to be marked in a quiz, whose revisions come oldest first.

    What was corrected so that nobody has to look at it any more is no work.
    """
    questions: dict[str, Question] = {}
    for _, quiz in quizzes:
        questions |= {question.id: question for question in for_people(quiz, corrections)}
    twice = frozenset(key for key, quiz in quizzes if quiz.conduct.markers > 1)
    peers = quizzes[-1][1].conduct.peers if quizzes else 0
    return Work(unit_id, questions, twice, peers)


def for_people(quiz: Quiz, corrections: Sequence[Corrected] = ()) -> Iterable[Question]:
    """Yield the questions of a quiz that people mark."""
    right_for_all = full_marks(quiz, corrections)
    for question in corrected(quiz, corrections).questions:
        if kind_of(question).is_marked_by_people and question.id not in right_for_all:
            yield question


def rubric_of(question: Question) -> tuple[Criterion, ...]:
    """Return what a question is marked by; nothing where markers give marks as they see fit."""
    return question.rubric if isinstance(question, ByPeople) else ()


def worth(question: Question) -> Mapping[str, Mapping[str, int]]:
    """Return the points of each level, by criterion."""
    return {
        criterion.id: {level.id: level.points for level in criterion.levels}
        for criterion in rubric_of(question)
    }
