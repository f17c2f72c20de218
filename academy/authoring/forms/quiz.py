"""A quiz as its authors fill it in: from the fields of one form to the model, and back."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from academy.authoring.forms.conduct import fill_conduct, fill_draws, read_conduct, read_draws
from academy.authoring.forms.questions.every_question import fill_common, read_common
from academy.authoring.forms.questions.fields import (
    QUESTIONS,
    Fields,
    Reader,
    first,
    joined,
    part_ids,
)
from academy.authoring.forms.questions.kinds import KINDS, form_of
from academy.authoring.rules.typed import Problem
from academy.content.model import Question, Quiz

_SHOWN = "1"


@dataclass(frozen=True, slots=True)
class Filled:
    """A form, read. What could not be read stays in the quiz as it was before."""

    quiz: Quiz
    problems: Mapping[str, Problem]
    fields: Fields
    """The fields as they are to be shown again: with what was typed and could not be read."""


def read_quiz(fields: Fields, before: Quiz) -> Filled:
    """Return the quiz that a form holds, whatever was sent."""
    reader = Reader(fields, fill_quiz(before))
    quiz = Quiz(
        title=reader.text("title"),
        intro=reader.text("intro"),
        pass_mark=reader.whole("pass_mark", before.pass_mark),
        attempts=reader.whole("attempts", before.attempts, blank=0),
        shuffle=reader.flag("shuffle"),
        questions=tuple(
            question
            for each in part_ids(fields, QUESTIONS)
            if (question := _question(reader.within(each), each)) is not None
        ),
        draw=reader.whole("draw", before.draw, blank=0),
        draws=read_draws(reader),
        conduct=read_conduct(reader, before.conduct),
    )
    typed = {name: [first(fields, name)] for name in reader.problems}
    return Filled(quiz, reader.problems, {**fill_quiz(quiz), **typed})


def fill_quiz(quiz: Quiz) -> Fields:
    """Return the fields that `read_quiz` reads as this very quiz."""
    filled: dict[str, Sequence[str]] = {
        "title": [quiz.title],
        "intro": [quiz.intro],
        "pass_mark": [str(quiz.pass_mark)],
        "attempts": [str(quiz.attempts)],
        "shuffle": [_SHOWN] if quiz.shuffle else [],
        "draw": [str(quiz.draw)],
        **fill_draws(quiz.draws),
        **fill_conduct(quiz.conduct),
        QUESTIONS: [question.id for question in quiz.questions],
    }
    for question in quiz.questions:
        own = _fields_of(question)
        filled.update({joined(question.id, name): held for name, held in own.items()})
    return filled


def _question(reader: Reader, question_id: str) -> Question | None:
    kind = KINDS.get(reader.word("type"))
    if kind is None:
        return None
    common = read_common(reader, question_id, kind)
    question: Question = kind.read(common, reader)
    return question


def _fields_of(question: Question) -> Fields:
    kind = form_of(question)
    return {"type": [kind.name], **fill_common(question), **kind.fill(question)}
