"""Saying by a few ticks what is right, where a question has choices or is true or false."""

from collections.abc import Collection
from dataclasses import dataclass, replace

from academy.content.model import Marking, Question
from academy.content.questions.multiple_response import MultipleResponse
from academy.content.questions.single_choice import SingleChoice
from academy.content.questions.true_false import TrueFalse

TRUE, FALSE = "true", "false"


@dataclass(frozen=True, slots=True)
class Ticks:
    """What may be ticked as right, and what is: ids with texts, which true and false have not.

    `is_one` says that exactly one of them is.
    """

    choices: tuple[tuple[str, str], ...]
    right: frozenset[str]
    is_one: bool


def ticks(question: Question) -> Ticks | None:
    """Return what may be ticked, or `None` where a key is more than ticks."""
    match question:
        case TrueFalse():
            choices = ((TRUE, ""), (FALSE, ""))
            return Ticks(choices, frozenset({TRUE if question.answer else FALSE}), is_one=True)
        case SingleChoice() | MultipleResponse() if question.marking is not Marking.WEIGHTS:
            return Ticks(
                tuple((option.id, option.text) for option in question.options),
                frozenset(option.id for option in question.options if option.correct),
                is_one=isinstance(question, SingleChoice),
            )
        case _:
            return None


def rekeyed(question: Question, right: Collection[str]) -> Question | None:
    """Return the question with other right answers, or `None` where these are none."""
    known = ticks(question)
    offered = {key for key, _ in known.choices} if known else set[str]()
    chosen = offered & set(right)
    if known is None or not chosen or (known.is_one and len(chosen) > 1):
        return None
    match question:
        case TrueFalse():
            return replace(question, answer=chosen == {TRUE})
        case SingleChoice() | MultipleResponse():
            options = (replace(one, correct=one.id in chosen) for one in question.options)
            return replace(question, options=tuple(options))
        case _:  # pragma: no cover - what has ticks is one of these
            return None
