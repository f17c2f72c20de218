"""What counts as right, whatever language it is said in."""

from dataclasses import replace

from academy.content.catalogues import translate
from academy.content.model import AnyQuestion, Package, Quiz, ShortText
from academy.content.quiz_file import BAR
from academy.content.quiz_texts import accepted_words


def quiz_with_keys(package: Package, unit_id: str, language: str | None = None) -> Quiz:
    """Return a quiz whose short-text questions accept their words in every language there is.

    The words of `language` come first: they are what a reader of it is shown as the right answer.
    """
    quiz = package.quizzes[unit_id]
    questions = (_with_every_word(one, package, unit_id, first=language) for one in quiz.questions)
    return replace(quiz, questions=tuple(questions))


def _with_every_word(
    question: AnyQuestion, package: Package, unit_id: str, *, first: str | None
) -> AnyQuestion:
    if not isinstance(question, ShortText):
        return question
    texts = [translate(package, first or "", unit_id, word) or "" for word in question.accept]
    own = [word.strip() for text in texts for word in text.split(BAR)]
    words = accepted_words(package, unit_id, question)
    return replace(question, accept=(*filter(None, own), *words))
