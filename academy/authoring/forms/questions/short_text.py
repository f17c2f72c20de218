"""A word or two, in any of several ways to say it."""

from typing import ClassVar

from academy.authoring.forms.questions.fields import Fields, Reader
from academy.authoring.forms.questions.kind import Common, QuestionForm
from academy.content.bounds import PARTS
from academy.content.model import Question, ShortText
from academy.content.text import clean
from academy.web.i18n import _l


class ShortTextForm(QuestionForm[ShortText]):
    """The words that count as right, each on a line of its own."""

    name: ClassVar[str] = "short-text"
    label: ClassVar[str] = _l("A word or two")
    model: ClassVar[type[Question]] = ShortText
    starts: ClassVar[Fields] = {"accept": ("",)}

    def read(self, common: Common, fields: Reader) -> ShortText:
        """Return the question that the fields hold."""
        lines = (clean(line) for line in fields.text("accept").split("\n"))
        return ShortText(**common, accept=tuple(line for line in lines if line)[:PARTS])

    def fill(self, question: ShortText) -> Fields:
        """Return the fields of a question; a line break inside a word never mattered."""
        return {"accept": ["\n".join(word.replace("\n", " ") for word in question.accept)]}
