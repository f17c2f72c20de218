"""A question whose numbers differ from learner to learner, with a formula for its answer."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import ClassVar

from academy.content import bounds
from academy.content.changes import Change, How, Thing, text_change
from academy.content.codes import FaultCode
from academy.content.formulas import LONGEST, FormulaRefused, read_formula
from academy.content.model import Question
from academy.content.questions.calculated_check import Sum, check_sum
from academy.content.questions.kind import Common, Found, Plain, QuestionKind
from academy.content.questions.parts import given, number_text, tolerance_text
from academy.content.questions.variables import Variable, lowest_values
from academy.content.questions.words import OwnWords, Speaker
from academy.content.segment_kinds import SegmentKind
from academy.content.source import Source, unique_id

__all__ = ["Calculated", "CalculatedKind", "Variable"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Calculated(Question):
    """A text with variables in it; `formula` says what is right, from the same variables.

    `tolerance` is an amount or, where it is `relative`, a share of the answer. `values` are what
    the seed of an attempt has drawn; a package holds none.
    """

    formula: str
    variables: tuple[Variable, ...]
    tolerance: Fraction = Fraction(0)
    relative: bool = False
    unit: str = ""
    values: Mapping[str, Fraction] = field(default_factory=dict[str, Fraction], hash=False)

    @property
    def numbers(self) -> Mapping[str, Fraction]:
        """What each variable is: what was drawn or, before that, its lowest number."""
        return {**lowest_values(self.variables), **self.values}

    @property
    def value(self) -> Fraction | None:
        """What is right with these numbers; `None` as long as the formula says nothing."""
        try:
            return read_formula(self.formula).value(self.numbers)
        except FormulaRefused:
            return None


class CalculatedKind(QuestionKind[Calculated]):
    """The formula, its variables, its tolerance and its unit."""

    name: ClassVar[str] = "calculated"
    model: ClassVar[type[Question]] = Calculated

    def read(self, source: Source, common: Common) -> Calculated:
        """Return the question; a formula that is stored was judged before, which takes its time."""
        formula, variables = source.text("formula", LONGEST), _variables(source)
        tolerance = source.number("tolerance", Fraction(0))
        if tolerance < 0:
            source.fault(FaultCode.BELOW_ZERO, "tolerance", key="tolerance")
        if formula and source.line_of("formula"):
            check_sum(source, Sum(common["text"], formula, variables, is_exact=not tolerance))
        return Calculated(
            **common,
            formula=formula,
            variables=variables,
            tolerance=tolerance,
            relative=source.flag("relative", default=False),
            unit=source.text("unit", bounds.WORD, optional=True),
        )

    def plain(self, question: Calculated) -> Plain:
        """Return the formula, its variables, its tolerance and its unit."""
        return {
            "formula": question.formula,
            "variables": [_plain(variable) for variable in question.variables],
            "tolerance": number_text(question.tolerance),
            **({"relative": True} if question.relative else {}),
            **given("unit", question.unit),
        }

    def key(self, question: Calculated) -> object:
        """Return the formula and the numbers that are drawn for it."""
        tolerance = (question.tolerance, question.relative)
        return question.formula, frozenset(question.variables), tolerance

    def right(self, question: Calculated) -> dict[object, str]:
        """Return the formula, the numbers that are drawn and, where there is one, the tolerance."""
        right: dict[object, str] = {("formula", question.formula): question.formula}
        right |= {("variable", each): _range_text(each) for each in question.variables}
        if question.tolerance or question.relative:
            text = tolerance_text(question.tolerance, relative=question.relative)
            right["tolerance", question.tolerance, question.relative] = text
        return right

    def texts(self, question: Calculated) -> Found:
        """Yield the unit."""
        yield question.unit, SegmentKind.LABEL

    def words(self, question: Calculated, speaker: Speaker) -> OwnWords:
        """Return the unit."""
        return OwnWords(unit=speaker.plain(question.unit))

    def changes(self, old: Calculated, new: Calculated) -> Iterator[Change]:
        """Yield how the unit changed, and that variables are written in another order."""
        yield from text_change(Thing.NUMBER_UNIT, old.unit, new.unit)
        same = frozenset(old.variables) == frozenset(new.variables)
        if same and old.variables != new.variables:
            yield Change(Thing.MARKUP, How.CHANGED)


def _variables(source: Source) -> tuple[Variable, ...]:
    own: dict[str, int] = {}
    variables: list[Variable] = []
    for each in source.records("variables"):
        low, high = each.number("low"), each.number("high")
        step = each.number("step", Fraction(1))
        variables.append(Variable(unique_id(each, own), low, high, step))
        if high < low:
            each.fault(FaultCode.REVERSED_RANGE, "high")
        if step <= 0:
            each.fault(FaultCode.NOT_ABOVE_ZERO, "step", key="step")
        each.end()
    return tuple(variables)


def _plain(variable: Variable) -> Plain:
    return {
        "id": variable.id,
        "low": number_text(variable.low),
        "high": number_text(variable.high),
        **({} if variable.step == 1 else {"step": number_text(variable.step)}),
    }


def _range_text(variable: Variable) -> str:
    ends = (variable.at(place) for place in dict.fromkeys((0, variable.count - 1)))
    second = [number_text(variable.at(1))] if variable.count > 2 else []  # noqa: PLR2004 - ends
    first, *last = map(number_text, ends)
    return f"{variable.id} = {', '.join((first, *second))}{' … ' if last else ''}{''.join(last)}"
