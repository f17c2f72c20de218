"""What holds for every type whose answers have parts, to be asked of samples and of drawn ones."""

from dataclasses import replace
from typing import Any

from academy.assessment.rules.items.kinds import kind_of
from academy.assessment.rules.marking import RULES
from academy.content.model import Question


def is_read_as_it_was_filled_in(question: Question, answer: Any, order: list[str]) -> bool:
    """Whether the fields that hold an answer are read as this very answer."""
    kind = kind_of(question)
    return bool(kind.parse(question, kind.fill(question, answer, order), order) == answer)


def earns_within_bounds(question: Question, answer: Any) -> bool:
    """Whether no rule gives more than everything or takes more than everything."""
    return all(
        -1 <= kind_of(question).share(replace(question, marking=rule), answer) <= 1
        for rule in RULES
    )


def never_earns_less(question: Question, answer: Any, better: Any) -> bool:
    """Whether a better answer earns at least as much, by every rule."""
    kind = kind_of(question)
    return all(
        kind.share(replace(question, marking=rule), answer)
        <= kind.share(replace(question, marking=rule), better)
        for rule in RULES
    )
