"""Every right option of several."""

from collections.abc import Sequence
from typing import ClassVar

from academy.authoring.forms.questions.fields import Fields, Reader
from academy.authoring.forms.questions.kind import QuestionForm
from academy.authoring.forms.questions.parts import fill_options, read_options
from academy.content.model import Question
from academy.content.questions.kind import Common
from academy.content.questions.multiple_response import MultipleResponse
from academy.web.i18n import _l


class MultipleResponseForm(QuestionForm[MultipleResponse]):
    """Options, any of which are marked, and how they are marked."""

    name: ClassVar[str] = "multiple-response"
    label: ClassVar[str] = _l("Several answers may be right")
    model: ClassVar[type[Question]] = MultipleResponse
    starts: ClassVar[Fields] = {"options": ("a", "b", "c")}
    turns_into: ClassVar[Sequence[str]] = ("single-choice",)

    def read(self, common: Common, fields: Reader) -> MultipleResponse:
        """Return the question that the fields hold."""
        return MultipleResponse(**common, options=read_options(fields, common["marking"]))

    def fill(self, question: MultipleResponse) -> Fields:
        """Return the fields of a question."""
        return fill_options(question.options)
