"""A quiz as its makers see it: every question with its key."""

from dataclasses import dataclass

from academy.assessment.rules.keys import quiz_with_keys
from academy.assessment.rules.paper import lay_out
from academy.assessment.rules.shown import Told, told
from academy.content.model import Package
from academy.content.quiz_texts import MediaUrl, Text, quiz_texts

_SEED = 0


@dataclass(frozen=True, slots=True)
class ShownQuiz:
    """A quiz; its questions hold their keys, which may still make no sense.

    `attempts` 0 means as many as one likes.

    `asked` is how many of its questions an attempt asks. Numbers that are drawn are one example.
    """

    title: Text
    intro: Text
    pass_mark: int
    attempts: int
    asked: int
    questions: tuple[Told, ...]


def shown_quiz(package: Package, unit_id: str, language: str, *, media_url: MediaUrl) -> ShownQuiz:
    """Return a quiz in a language; raise `KeyError` where there is no such quiz."""
    quiz = package.quizzes[unit_id]
    words = quiz_texts(
        package,
        unit_id,
        language,
        unit_url=lambda unit: f"../{unit}/",
        media_url=media_url,
    )
    every = [question.id for question in quiz.questions]
    keyed = quiz_with_keys(package, unit_id, language)
    paper = sorted(lay_out(keyed, _SEED, every), key=lambda slot: every.index(slot.question.id))
    return ShownQuiz(
        title=words.title,
        intro=words.intro,
        pass_mark=quiz.pass_mark,
        attempts=quiz.attempts,
        asked=quiz.asked,
        questions=tuple(told(tuple(paper), words, {}, marks={})),
    )
