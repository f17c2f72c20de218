"""A text that people mark."""

from collections.abc import Sequence
from typing import ClassVar

from academy.authoring.forms.questions.fields import Fields, Reader
from academy.authoring.forms.questions.kind import QuestionForm
from academy.authoring.forms.questions.rubrics import INNER, fill_rubric, read_rubric
from academy.content.model import Question
from academy.content.questions.free_text import FreeText
from academy.content.questions.kind import Common
from academy.web.i18n import _l


class FreeTextForm(QuestionForm[FreeText]):
    """How long the text should be, and what it is marked by."""

    name: ClassVar[str] = "free-text"
    label: ClassVar[str] = _l("A text that people mark")
    model: ClassVar[type[Question]] = FreeText
    starts: ClassVar[Fields] = {"rubric": ()}
    inner: ClassVar[Sequence[str]] = INNER

    def read(self, common: Common, fields: Reader) -> FreeText:
        """Return the question that the fields hold."""
        return FreeText(
            **common,
            words_least=fields.whole("words_least", 0, blank=0),
            words_most=fields.whole("words_most", 0, blank=0),
            rubric=read_rubric(fields),
            notes=fields.text("notes"),
        )

    def fill(self, question: FreeText) -> Fields:
        """Return the fields of a question; no limit is a blank."""
        return {
            "words_least": [str(question.words_least or "")],
            "words_most": [str(question.words_most or "")],
            "notes": [question.notes],
            **fill_rubric(question.rubric),
        }
