"""The words of a quiz in a language: HTML to show, each piece with the language it is really in."""

from collections.abc import Callable
from dataclasses import dataclass
from html import escape

from academy.content.catalogues import localised
from academy.content.inline import UnitUrl, as_is, render_inline
from academy.content.model import Package, Question
from academy.content.questions.kinds import question_kind
from academy.content.questions.short_text import BAR
from academy.content.questions.words import NOTHING, Choice, OwnWords, Picture, Text
from academy.kernel.text import fold

__all__ = ["Choice", "LocalisedQuestion", "LocalisedQuiz", "Text", "accepted_words", "quiz_texts"]

MediaUrl = Callable[[str], str]

_media_as_is: MediaUrl = "media:{}".format


@dataclass(frozen=True, slots=True)
class LocalisedQuestion:
    """The words of a question. Keys and marks are not here: ask the quiz itself.

    `own` are the words that only its type has.
    """

    id: str
    text: Text
    own: OwnWords
    right: Text
    wrong: Text
    partly: Text
    general: Text
    hints: tuple[Text, ...]

    @property
    def choices(self) -> tuple[Choice, ...]:
        """What is chosen from or put in order."""
        return self.own.choices

    @property
    def prompts(self) -> tuple[Choice, ...]:
        """What something is to be found for."""
        return self.own.prompts

    @property
    def unit(self) -> Text:
        """What stands behind a number."""
        return self.own.unit


@dataclass(frozen=True, slots=True)
class LocalisedQuiz:
    """The words of a quiz, question by question, in the order of the course."""

    title: Text
    intro: Text
    questions: tuple[LocalisedQuestion, ...]

    def question(self, question_id: str) -> LocalisedQuestion:
        """Return a question's words by its id; raise `KeyError` where there is none."""
        for question in self.questions:
            if question.id == question_id:
                return question
        raise KeyError(question_id)


def quiz_texts(
    package: Package,
    unit_id: str,
    language: str,
    *,
    unit_url: UnitUrl = as_is,
    media_url: MediaUrl = _media_as_is,
) -> LocalisedQuiz:
    """Return the words of a quiz in a language."""
    quiz = package.quizzes[unit_id]
    speaker = _Speaker(package, unit_id, language, unit_url, media_url)
    return LocalisedQuiz(
        title=speaker.plain(quiz.title),
        intro=speaker.say(quiz.intro),
        questions=tuple(speaker.question(question) for question in quiz.questions),
    )


def accepted_words(package: Package, unit_id: str, accept: tuple[str, ...]) -> tuple[str, ...]:
    """Return what counts as right, in every language: learners answer in more than the page's."""
    words = list(accept)
    for language in sorted(package.catalogues):
        for source in accept:
            text = package.catalogues[language].text(unit_id, source)
            words += [word.strip() for word in (text or "").split(BAR)]
    unique: dict[str, str] = {}
    for word in filter(None, words):
        unique.setdefault(fold(word), word)
    return tuple(unique.values())


@dataclass(frozen=True, slots=True)
class _Speaker:
    """Says the texts of one unit in one language."""

    package: Package
    unit: str
    language: str
    unit_url: UnitUrl
    media_url: MediaUrl

    def say(self, source: str) -> Text:
        """Return a text that is inline Markdown."""
        if not source:
            return NOTHING
        found = localised(self.package, self.language, self.unit, source)
        return Text(render_inline(found.text, self.unit_url), found.lang)

    def plain(self, source: str) -> Text:
        """Return a text that has no Markdown."""
        if not source:
            return NOTHING
        found = localised(self.package, self.language, self.unit, source)
        return Text(escape(found.text), found.lang)

    def choice(self, part_id: str, text: str, feedback: str = "") -> Choice:
        """Return the words of a part."""
        return Choice(part_id, self.say(text), self.say(feedback))

    def picture(self, name: str, alt: str, *, width: int, height: int) -> Picture:
        """Return a picture of the course."""
        return Picture(self.media_url(name), width, height, self.plain(alt))

    def question(self, question: Question) -> LocalisedQuestion:
        """Return a question's words."""
        feedback = question.feedback
        return LocalisedQuestion(
            id=question.id,
            text=self.say(question.text),
            own=question_kind(question).words(question, self),
            right=self.say(feedback.right),
            wrong=self.say(feedback.wrong),
            partly=self.say(feedback.partly),
            general=self.say(feedback.general),
            hints=tuple(map(self.say, question.hints)),
        )
