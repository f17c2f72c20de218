"""Items to put in order, listed in the right one."""

from typing import ClassVar

from academy.authoring.forms.questions.fields import Fields, Reader
from academy.authoring.forms.questions.kind import QuestionForm
from academy.authoring.forms.questions.parts import fill_entries, read_entries
from academy.content.model import Question
from academy.content.questions.kind import Common
from academy.content.questions.ordering import Ordering
from academy.web.i18n import _l


class OrderingForm(QuestionForm[Ordering]):
    """The items."""

    name: ClassVar[str] = "ordering"
    label: ClassVar[str] = _l("Put in order")
    model: ClassVar[type[Question]] = Ordering
    starts: ClassVar[Fields] = {"items": ("a", "b", "c")}

    def read(self, common: Common, fields: Reader) -> Ordering:
        """Return the question that the fields hold."""
        return Ordering(**common, items=read_entries(fields, "items"))

    def fill(self, question: Ordering) -> Fields:
        """Return the fields of a question."""
        return fill_entries("items", question.items)
