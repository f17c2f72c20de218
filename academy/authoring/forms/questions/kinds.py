"""Every question type an author may add: a later one is one more file and one more line here."""

from collections.abc import Mapping
from typing import Any

from academy.authoring.forms.questions.calculated import CalculatedForm
from academy.authoring.forms.questions.categorise import CategoriseForm
from academy.authoring.forms.questions.cloze import ClozeForm
from academy.authoring.forms.questions.file_upload import FileUploadForm
from academy.authoring.forms.questions.free_text import FreeTextForm
from academy.authoring.forms.questions.hotspot import HotspotForm
from academy.authoring.forms.questions.kind import QuestionForm
from academy.authoring.forms.questions.matching import MatchingForm
from academy.authoring.forms.questions.matrix import MatrixForm
from academy.authoring.forms.questions.multiple_response import MultipleResponseForm
from academy.authoring.forms.questions.numeric import NumericForm
from academy.authoring.forms.questions.ordering import OrderingForm
from academy.authoring.forms.questions.quantity import QuantityForm
from academy.authoring.forms.questions.short_text import ShortTextForm
from academy.authoring.forms.questions.single_choice import SingleChoiceForm
from academy.authoring.forms.questions.true_false import TrueFalseForm
from academy.content.model import Question

_ALL: tuple[QuestionForm[Any], ...] = (
    SingleChoiceForm(),
    MultipleResponseForm(),
    TrueFalseForm(),
    NumericForm(),
    ShortTextForm(),
    MatchingForm(),
    OrderingForm(),
    ClozeForm(),
    MatrixForm(),
    CategoriseForm(),
    QuantityForm(),
    CalculatedForm(),
    HotspotForm(),
    FreeTextForm(),
    FileUploadForm(),
)

KINDS: Mapping[str, QuestionForm[Any]] = {kind.name: kind for kind in _ALL}
"""By name, in the order in which they are offered."""

_BY_MODEL = {kind.model: kind for kind in _ALL}


def form_of(question: Question) -> QuestionForm[Any]:
    """Return the type of a question."""
    return _BY_MODEL[type(question)]
