"""Every question type there is: a later one is one more file and one more line here."""

from collections.abc import Mapping
from typing import Any

from academy.assessment.rules.items.kind import Kind
from academy.assessment.rules.items.matching import MatchingKind
from academy.assessment.rules.items.multiple_response import MultipleResponseKind
from academy.assessment.rules.items.numeric import NumericKind
from academy.assessment.rules.items.ordering import OrderingKind
from academy.assessment.rules.items.short_text import ShortTextKind
from academy.assessment.rules.items.single_choice import SingleChoiceKind
from academy.assessment.rules.items.true_false import TrueFalseKind
from academy.content.model import (
    Matching,
    MultipleResponse,
    Numeric,
    Ordering,
    Question,
    ShortText,
    SingleChoice,
    TrueFalse,
)

KINDS: Mapping[type[Question], Kind[Any, Any]] = {
    SingleChoice: SingleChoiceKind(),
    MultipleResponse: MultipleResponseKind(),
    TrueFalse: TrueFalseKind(),
    Numeric: NumericKind(),
    ShortText: ShortTextKind(),
    Matching: MatchingKind(),
    Ordering: OrderingKind(),
}


def kind_of(question: Question) -> Kind[Any, Any]:
    """Return the type of a question."""
    return KINDS[type(question)]
