"""What counts as right, whatever language it is said in."""

from dataclasses import replace

from academy.assessment.rules.items.kinds import kind_of
from academy.content.catalogues import translate
from academy.content.model import Package, Quiz
from academy.content.questions.short_text import BAR
from academy.content.quiz_texts import accepted_words


def quiz_with_keys(package: Package, unit_id: str, language: str | None = None) -> Quiz:
    """Return a quiz whose questions accept their words in every language there is.

    The words of `language` come first: they are what a reader of it is shown as the right answer.
    """
    quiz = package.quizzes[unit_id]

    def every_word(accept: tuple[str, ...]) -> tuple[str, ...]:
        texts = [translate(package, language or "", unit_id, word) or "" for word in accept]
        own = (word.strip() for text in texts for word in text.split(BAR))
        return (*filter(None, own), *accepted_words(package, unit_id, accept))

    questions = (kind_of(one).accepting(one, every_word) for one in quiz.questions)
    return replace(quiz, questions=tuple(questions))
