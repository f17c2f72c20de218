"""A sentence that holds or does not."""

from typing import ClassVar

from academy.authoring.forms.questions.fields import Fields, Reader
from academy.authoring.forms.questions.kind import QuestionForm
from academy.content.model import Question
from academy.content.questions.kind import Common
from academy.content.questions.true_false import TrueFalse
from academy.web.i18n import _l

_TRUE, _FALSE = "true", "false"


class TrueFalseForm(QuestionForm[TrueFalse]):
    """Whether the sentence is true."""

    name: ClassVar[str] = "true-false"
    label: ClassVar[str] = _l("True or false")
    model: ClassVar[type[Question]] = TrueFalse
    starts: ClassVar[Fields] = {"answer": (_TRUE,)}

    def read(self, common: Common, fields: Reader) -> TrueFalse:
        """Return the question that the fields hold."""
        return TrueFalse(**common, answer=fields.word("answer") != _FALSE)

    def fill(self, question: TrueFalse) -> Fields:
        """Return the fields of a question."""
        return {"answer": [_TRUE if question.answer else _FALSE]}
