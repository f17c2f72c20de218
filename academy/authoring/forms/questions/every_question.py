"""What every question has, as its author fills it in."""

from collections.abc import Sequence
from enum import StrEnum
from fractions import Fraction
from typing import Any, TypeVar

from academy.authoring.forms.questions.fields import Fields, Reader, joined
from academy.authoring.forms.questions.kind import QuestionForm
from academy.authoring.rules.typed import write_exact
from academy.content.bounds import PARTS, PERCENT
from academy.content.model import Difficulty, Feedback, Question
from academy.content.questions.kind import Common
from academy.content.text import clean

Word = TypeVar("Word", bound=StrEnum)

_FEEDBACK = ("right", "wrong", "partly", "general")


def read_common(reader: Reader, question_id: str, kind: QuestionForm[Any]) -> Common:
    """Return what the fields of a question hold that every question has."""
    said = reader.within("feedback")
    return Common(
        id=question_id,
        marks=reader.exact("marks") if reader.has("marks") else Fraction(1),
        text=reader.text("text"),
        feedback=Feedback(*(said.text(name) for name in _FEEDBACK)),
        marking=word_of(reader.word("marking"), kind.markings, kind.markings[0]),
        outcome=reader.id("outcome"),
        difficulty=word_of(reader.word("difficulty"), tuple(Difficulty), Difficulty.UNSAID),
        hints=read_lines(reader, "hints"),
        penalty=reader.exact("penalty", blank=Fraction(0)) / PERCENT,
    )


def fill_common(question: Question) -> Fields:
    """Return the fields that `read_common` reads as this very question."""
    feedback = question.feedback
    return {
        "marks": [write_exact(question.marks)],
        "text": [question.text],
        "marking": [question.marking.value],
        "outcome": [question.outcome],
        "difficulty": [question.difficulty.value],
        "hints": [fill_lines(question.hints)],
        "penalty": [write_exact(PERCENT * question.penalty)],
        **{joined("feedback", name): [getattr(feedback, name)] for name in _FEEDBACK},
    }


def word_of(word: str, known: Sequence[Word], usual: Word) -> Word:
    """Return one of a few words that a form offers, or the usual one."""
    return next((each for each in known if each == word), usual)


def read_lines(reader: Reader, name: str) -> tuple[str, ...]:
    """Return texts that stand each on a line of its own."""
    lines = (clean(line) for line in reader.text(name).split("\n"))
    return tuple(line for line in lines if line)[:PARTS]


def fill_lines(texts: Sequence[str]) -> str:
    """Return the lines that hold these texts; a line break inside one never mattered."""
    return "\n".join(text.replace("\n", " ") for text in texts)
