"""A word or two, in any of several ways to say it."""

from typing import ClassVar

from academy.authoring.forms.questions.fields import Fields, Reader
from academy.authoring.forms.questions.graded import fill_graded_texts, read_graded_texts
from academy.authoring.forms.questions.kind import QuestionForm
from academy.content.bounds import PARTS
from academy.content.model import Question
from academy.content.questions.kind import Common
from academy.content.questions.short_text import ShortText
from academy.content.text import clean
from academy.web.i18n import _l


class ShortTextForm(QuestionForm[ShortText]):
    """The words that count as right, each on a line of its own."""

    name: ClassVar[str] = "short-text"
    label: ClassVar[str] = _l("A word or two")
    model: ClassVar[type[Question]] = ShortText
    starts: ClassVar[Fields] = {"accept": ("",), "answers": ()}

    def read(self, common: Common, fields: Reader) -> ShortText:
        """Return the question that the fields hold."""
        lines = (clean(line) for line in fields.text("accept").split("\n"))
        accept = tuple(line for line in lines if line)[:PARTS]
        return ShortText(**common, accept=accept, answers=read_graded_texts(fields))

    def fill(self, question: ShortText) -> Fields:
        """Return the fields of a question; a line break inside a word never mattered."""
        words = "\n".join(word.replace("\n", " ") for word in question.accept)
        return {"accept": [words], **fill_graded_texts(question.answers)}
