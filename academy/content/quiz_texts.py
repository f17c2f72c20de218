"""The words of a quiz in a language: HTML to show, each piece with the language it is really in."""

from dataclasses import dataclass
from html import escape

from academy.content.catalogues import localised
from academy.content.inline import UnitUrl, as_is, render_inline
from academy.content.model import (
    AnyQuestion,
    Entry,
    Matching,
    MultipleResponse,
    Numeric,
    Option,
    Ordering,
    Package,
    Prompt,
    ShortText,
    SingleChoice,
)
from academy.content.quiz_file import BAR
from academy.kernel.text import fold


@dataclass(frozen=True, slots=True)
class Text:
    """HTML, safe to put into a page, and its language. Empty where the course says nothing."""

    html: str
    lang: str

    def __bool__(self) -> bool:
        return bool(self.html)


@dataclass(frozen=True, slots=True)
class Choice:
    """An option, a prompt, or an item to put in order, by its id."""

    id: str
    text: Text
    feedback: Text


@dataclass(frozen=True, slots=True)
class LocalisedQuestion:
    """The words of a question. Keys and marks are not here: ask the quiz itself.

    `choices` are the options of a choice or a matching, or the items of an ordering.
    """

    id: str
    text: Text
    unit: Text
    prompts: tuple[Choice, ...]
    choices: tuple[Choice, ...]
    right: Text
    wrong: Text


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
    package: Package, unit_id: str, language: str, *, unit_url: UnitUrl = as_is
) -> LocalisedQuiz:
    """Return the words of a quiz in a language."""
    quiz = package.quizzes[unit_id]
    speaker = _Speaker(package, unit_id, language, unit_url)
    return LocalisedQuiz(
        title=speaker.plain(quiz.title),
        intro=speaker.say(quiz.intro),
        questions=tuple(speaker.question(question) for question in quiz.questions),
    )


def accepted_words(package: Package, unit_id: str, question: ShortText) -> tuple[str, ...]:
    """Return what counts as right, in every language: learners answer in more than the page's."""
    words = list(question.accept)
    for language in sorted(package.catalogues):
        for source in question.accept:
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

    def say(self, source: str) -> Text:
        """Return a text that is inline Markdown."""
        found = localised(self.package, self.language, self.unit, source)
        return Text(render_inline(found.text, self.unit_url), found.lang)

    def plain(self, source: str) -> Text:
        """Return a text that has no Markdown."""
        found = localised(self.package, self.language, self.unit, source)
        return Text(escape(found.text), found.lang)

    def question(self, question: AnyQuestion) -> LocalisedQuestion:
        """Return a question's words."""
        prompts, choices = _parts(question)
        return LocalisedQuestion(
            id=question.id,
            text=self.say(question.text),
            unit=self.plain(question.unit if isinstance(question, Numeric) else ""),
            prompts=tuple(self.choice(prompt) for prompt in prompts),
            choices=tuple(self.choice(choice) for choice in choices),
            right=self.say(question.feedback.right),
            wrong=self.say(question.feedback.wrong),
        )

    def choice(self, part: Option | Prompt | Entry) -> Choice:
        """Return the words of a part."""
        feedback = part.feedback if isinstance(part, Option) else ""
        return Choice(part.id, self.say(part.text), self.say(feedback))


def _parts(
    question: AnyQuestion,
) -> tuple[tuple[Prompt, ...], tuple[Option, ...] | tuple[Entry, ...]]:
    match question:
        case SingleChoice() | MultipleResponse():
            return (), question.options
        case Matching():
            return question.prompts, question.options
        case Ordering():
            return (), question.items
        case _:
            return (), ()
