"""Every question type there is: a later one is one more file and one more line here."""

from collections.abc import Mapping
from typing import Any

from academy.assessment.rules.items.calculated import CalculatedKind
from academy.assessment.rules.items.categorise import CategoriseKind
from academy.assessment.rules.items.cloze import ClozeKind
from academy.assessment.rules.items.file_upload import FileUploadKind
from academy.assessment.rules.items.free_text import FreeTextKind
from academy.assessment.rules.items.hotspot import HotspotKind
from academy.assessment.rules.items.kind import Kind
from academy.assessment.rules.items.matching import MatchingKind
from academy.assessment.rules.items.matrix import MatrixKind
from academy.assessment.rules.items.multiple_response import MultipleResponseKind
from academy.assessment.rules.items.numeric import NumericKind
from academy.assessment.rules.items.ordering import OrderingKind
from academy.assessment.rules.items.quantity import QuantityKind
from academy.assessment.rules.items.short_text import ShortTextKind
from academy.assessment.rules.items.single_choice import SingleChoiceKind
from academy.assessment.rules.items.true_false import TrueFalseKind
from academy.content.model import Question
from academy.content.questions.calculated import Calculated
from academy.content.questions.categorise import Categorise
from academy.content.questions.cloze import Cloze
from academy.content.questions.file_upload import FileUpload
from academy.content.questions.free_text import FreeText
from academy.content.questions.hotspot import Hotspot
from academy.content.questions.matching import Matching
from academy.content.questions.matrix import Matrix
from academy.content.questions.multiple_response import MultipleResponse
from academy.content.questions.numeric import Numeric
from academy.content.questions.ordering import Ordering
from academy.content.questions.quantity import Quantity
from academy.content.questions.short_text import ShortText
from academy.content.questions.single_choice import SingleChoice
from academy.content.questions.true_false import TrueFalse

KINDS: Mapping[type[Question], Kind[Any, Any]] = {
    SingleChoice: SingleChoiceKind(),
    MultipleResponse: MultipleResponseKind(),
    TrueFalse: TrueFalseKind(),
    Numeric: NumericKind(),
    ShortText: ShortTextKind(),
    Matching: MatchingKind(),
    Ordering: OrderingKind(),
    Cloze: ClozeKind(),
    Matrix: MatrixKind(),
    Categorise: CategoriseKind(),
    Quantity: QuantityKind(),
    Calculated: CalculatedKind(),
    Hotspot: HotspotKind(),
    FreeText: FreeTextKind(),
    FileUpload: FileUploadKind(),
}


def kind_of(question: Question) -> Kind[Any, Any]:
    """Return the type of a question."""
    return KINDS[type(question)]
