"""One right option of several."""

from collections.abc import Sequence
from typing import ClassVar

from academy.authoring.forms.questions.fields import Fields, Reader
from academy.authoring.forms.questions.kind import QuestionForm
from academy.authoring.forms.questions.parts import fill_options, read_options
from academy.content.model import Question
from academy.content.questions.kind import Common
from academy.content.questions.single_choice import SingleChoice
from academy.web.i18n import _l


class SingleChoiceForm(QuestionForm[SingleChoice]):
    """Options, one of which is marked."""

    name: ClassVar[str] = "single-choice"
    label: ClassVar[str] = _l("One answer is right")
    model: ClassVar[type[Question]] = SingleChoice
    starts: ClassVar[Fields] = {"options": ("a", "b", "c")}
    turns_into: ClassVar[Sequence[str]] = ("multiple-response",)

    def read(self, common: Common, fields: Reader) -> SingleChoice:
        """Return the question that the fields hold."""
        return SingleChoice(**common, options=read_options(fields, common["marking"]))

    def fill(self, question: SingleChoice) -> Fields:
        """Return the fields of a question."""
        return fill_options(question.options)
