"""Every right option of several."""

from collections.abc import Sequence
from typing import ClassVar

from academy.authoring.forms.questions.fields import Fields, Reader
from academy.authoring.forms.questions.kind import Common, QuestionForm
from academy.authoring.forms.questions.parts import fill_options, read_options
from academy.content.model import Marking, MultipleResponse, Question
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
        is_strict = fields.word("marking") == Marking.ALL_OR_NOTHING
        return MultipleResponse(
            **common,
            marking=Marking.ALL_OR_NOTHING if is_strict else Marking.PARTIAL,
            options=read_options(fields),
        )

    def fill(self, question: MultipleResponse) -> Fields:
        """Return the fields of a question."""
        return {"marking": [question.marking.value], **fill_options(question.options)}
