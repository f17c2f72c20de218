"""Every question type there is: a later one is one more file and one more line here."""

from collections.abc import Mapping
from typing import Any

from academy.content.model import Question
from academy.content.questions.calculated import CalculatedKind
from academy.content.questions.categorise import CategoriseKind
from academy.content.questions.cloze import ClozeKind
from academy.content.questions.file_upload import FileUploadKind
from academy.content.questions.free_text import FreeTextKind
from academy.content.questions.hotspot import HotspotKind
from academy.content.questions.kind import QuestionKind
from academy.content.questions.matching import MatchingKind
from academy.content.questions.matrix import MatrixKind
from academy.content.questions.multiple_response import MultipleResponseKind
from academy.content.questions.numeric import NumericKind
from academy.content.questions.ordering import OrderingKind
from academy.content.questions.quantity import QuantityKind
from academy.content.questions.short_text import ShortTextKind
from academy.content.questions.single_choice import SingleChoiceKind
from academy.content.questions.true_false import TrueFalseKind

_ALL: tuple[QuestionKind[Any], ...] = (
    SingleChoiceKind(),
    MultipleResponseKind(),
    TrueFalseKind(),
    NumericKind(),
    ShortTextKind(),
    MatchingKind(),
    OrderingKind(),
    ClozeKind(),
    MatrixKind(),
    CategoriseKind(),
    QuantityKind(),
    CalculatedKind(),
    HotspotKind(),
    FreeTextKind(),
    FileUploadKind(),
)

KINDS: Mapping[str, QuestionKind[Any]] = {kind.name: kind for kind in _ALL}
"""By name."""

_BY_MODEL = {kind.model: kind for kind in _ALL}


def question_kind(question: Question) -> QuestionKind[Any]:
    """Return the type of a question."""
    return _BY_MODEL[type(question)]
