"""A sentence that holds or does not."""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import ClassVar

from academy.assessment.rules.items.kind import FaultCode, Fields, InputFault, Kind, value_of
from academy.assessment.rules.marking import Tally, marked
from academy.content.questions.true_false import TrueFalse

_VALUES = {"1": True, "2": False}
_NAMES = {held: name for name, held in _VALUES.items()}
_SAID = {True: "true", False: "false"}


class TrueFalseKind(Kind[TrueFalse, bool]):
    """The answer is whether the sentence is said to hold. "True" always stands first."""

    name: ClassVar[str] = "true-false"

    def parse(
        self, question: TrueFalse, fields: Fields, order: Sequence[str]
    ) -> bool | InputFault | None:
        """Read which of the two was chosen."""
        del question, order
        value = value_of(fields)
        if not value:
            return None
        return _VALUES[value] if value in _VALUES else InputFault(FaultCode.NOT_OFFERED)

    def fill(self, question: TrueFalse, answer: bool, order: Sequence[str]) -> Fields:  # noqa: FBT001
        """Choose one of the two."""
        del question, order
        return {"": (_NAMES[answer],)}

    def share(self, question: TrueFalse, answer: bool) -> Fraction:  # noqa: FBT001
        """Mark what was said; being wrong costs everything under `negative`."""
        is_right = answer is question.answer
        return marked(question.marking, Tally(Fraction(is_right), Fraction(not is_right)))

    def key(self, question: TrueFalse) -> bool:
        """Return what is so."""
        return question.answer

    def taken(self, question: TrueFalse, answer: bool) -> tuple[str, ...]:  # noqa: FBT001
        """Return what was said."""
        del question
        return (_SAID[answer],)

    def offered(self, question: TrueFalse) -> Mapping[str, bool]:
        """Return both."""
        return {said: held is question.answer for held, said in _SAID.items()}
