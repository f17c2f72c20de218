"""A quiz as its makers see it: every question with its key."""

from dataclasses import dataclass, replace
from enum import StrEnum

from academy.content.model import (
    AnyQuestion,
    Matching,
    MultipleResponse,
    Numeric,
    Ordering,
    Package,
    ShortText,
    SingleChoice,
    TrueFalse,
)
from academy.content.render import LocalisedQuestion, Text, accepted_words, quiz_texts
from academy.content.writer import number_text

_NOTHING = Text("", "")


class Kind(StrEnum):
    """A type of question, as package files call it."""

    SINGLE_CHOICE = "single-choice"
    MULTIPLE_RESPONSE = "multiple-response"
    TRUE_FALSE = "true-false"
    NUMERIC = "numeric"
    SHORT_TEXT = "short-text"
    MATCHING = "matching"
    ORDERING = "ordering"


@dataclass(frozen=True, slots=True)
class Line:
    """One option: right or not, and what is said to whoever chose it."""

    text: Text
    is_right: bool
    feedback: Text


@dataclass(frozen=True, slots=True)
class ShownQuestion:
    """A question with its key; only the part that its kind has is filled.

    `pairs` are prompts with the options that belong to them (an empty text where a draft has none
    yet), `order` is the right order, `accepted` are words that count in any language, `number` with
    `tolerance` is the answer of a numeric.
    """

    kind: Kind
    marks: int
    words: LocalisedQuestion
    lines: tuple[Line, ...] = ()
    pairs: tuple[tuple[Text, Text], ...] = ()
    order: tuple[Text, ...] = ()
    accepted: tuple[str, ...] = ()
    number: str = ""
    tolerance: str = ""
    truth: bool | None = None


@dataclass(frozen=True, slots=True)
class ShownQuiz:
    """A quiz with its keys. `attempts` 0 means as many as one likes.

    `asked` is how many of its questions an attempt asks.
    """

    title: Text
    intro: Text
    pass_mark: int
    attempts: int
    asked: int
    questions: tuple[ShownQuestion, ...]


def shown_quiz(package: Package, unit_id: str, language: str) -> ShownQuiz:
    """Return a quiz in a language; raise `KeyError` where there is no such quiz."""
    quiz = package.quizzes[unit_id]
    words = quiz_texts(package, unit_id, language, unit_url=lambda unit: f"../{unit}/")
    return ShownQuiz(
        title=words.title,
        intro=words.intro,
        pass_mark=quiz.pass_mark,
        attempts=quiz.attempts,
        asked=quiz.asked,
        questions=tuple(
            _shown(package, unit_id, question, words=words.question(question.id))
            for question in quiz.questions
        ),
    )


def _shown(
    package: Package, unit_id: str, question: AnyQuestion, *, words: LocalisedQuestion
) -> ShownQuestion:
    shown = ShownQuestion(Kind.SHORT_TEXT, question.marks, words)
    match question:
        case SingleChoice():
            return replace(shown, kind=Kind.SINGLE_CHOICE, lines=_lines(question, words))
        case MultipleResponse():
            return replace(shown, kind=Kind.MULTIPLE_RESPONSE, lines=_lines(question, words))
        case ShortText():
            return replace(shown, accepted=accepted_words(package, unit_id, question))
        case _:
            return _shown_larger(shown, question)


def _shown_larger(
    shown: ShownQuestion, question: TrueFalse | Numeric | Matching | Ordering
) -> ShownQuestion:
    texts = {choice.id: choice.text for choice in shown.words.choices}
    match question:
        case TrueFalse():
            return replace(shown, kind=Kind.TRUE_FALSE, truth=question.answer)
        case Numeric():
            number, tolerance = number_text(question.answer), number_text(question.tolerance)
            return replace(shown, kind=Kind.NUMERIC, number=number, tolerance=tolerance)
        case Matching():
            prompts = {prompt.id: prompt.text for prompt in shown.words.prompts}
            pairs = tuple(
                (prompts[each.id], texts.get(each.option, _NOTHING)) for each in question.prompts
            )
            return replace(shown, kind=Kind.MATCHING, pairs=pairs)
        case _:  # an ordering
            order = tuple(texts[item.id] for item in question.items)
            return replace(shown, kind=Kind.ORDERING, order=order)


def _lines(question: SingleChoice | MultipleResponse, words: LocalisedQuestion) -> tuple[Line, ...]:
    return tuple(
        Line(choice.text, option.correct, choice.feedback)
        for option, choice in zip(question.options, words.choices, strict=True)
    )
