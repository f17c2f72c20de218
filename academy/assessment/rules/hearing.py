"""What a learner hears of an answer before the attempt is over, where the quiz tells at once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from academy.assessment.rules.grading import Effort, marks_of
from academy.assessment.rules.items.kind import Answer
from academy.assessment.rules.paper import Slot
from academy.assessment.rules.shown import Told, told
from academy.content.model import Mode, Quiz
from academy.content.quiz_texts import LocalisedQuiz


@dataclass(frozen=True, slots=True)
class Checked:
    """The answer to a question that was checked last, and whether it still is the answer."""

    question_id: str
    answer: Answer
    is_current: bool


@dataclass(frozen=True, slots=True)
class Heard:
    """What came of a check. `is_settled` says that no other answer is taken any more."""

    told: Told
    is_settled: bool


def heard(
    quiz: Quiz,
    paper: Sequence[Slot],
    words: LocalisedQuiz,
    *,
    checks: Mapping[str, Checked],
    efforts: Mapping[str, Effort],
) -> Mapping[int, Heard]:
    """Return, by place, what a learner has heard; `quiz` is that of the attempt, with its keys.

    The right answer is part of it only once no other answer is taken. Where another try is allowed,
    an answer that changed after it was checked is not spoken of.
    """
    found: dict[int, Heard] = {}
    if quiz.conduct.mode is Mode.DEFERRED:
        return found
    for slot in paper:
        check = checks.get(slot.question.id)
        if check is None:
            continue
        question = quiz.question(slot.question.id)
        effort = efforts.get(question.id, Effort())
        marks = marks_of(quiz, question, check.answer, effort=effort)
        is_right = slot.kind.share(question, check.answer) >= 1
        is_settled = quiz.conduct.mode is Mode.IMMEDIATE or (is_right and check.is_current)
        if is_settled or check.is_current:
            (one,) = told(
                (slot,),
                words,
                {question.id: check.answer},
                marks={question.id: marks},
                marked=quiz,
                shows_key=is_settled,
            )
            found[slot.place] = Heard(one, is_settled)
    return found
