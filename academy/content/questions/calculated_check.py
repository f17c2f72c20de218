"""Whether a formula has a value for the numbers that may be drawn: told by trying some of them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import islice, product

from academy.content.codes import FaultCode
from academy.content.formulas import Formula, FormulaRefused, Reason, read_formula
from academy.content.functions import CONSTANTS
from academy.content.questions.parts import number_text
from academy.content.questions.variables import (
    Variable,
    drawn_values,
    lowest_values,
    names_in,
)
from academy.content.source import Source

_CORNERS, _ALONE, _DRAWN = 32, 100, 32
_DECIMALS = 12
"""As many as are shown of a number without end."""


@dataclass(frozen=True, slots=True)
class Sum:
    """What is to be judged of a calculated question."""

    text: str
    formula: str
    variables: tuple[Variable, ...]
    is_exact: bool
    """Whether an answer has to be exactly right."""


def check_sum(source: Source, found: Sum) -> None:
    """Note what is wrong with a formula."""
    try:
        formula = read_formula(found.formula)
    except FormulaRefused as refused:
        if refused.reason is Reason.UNKNOWN_NAME:
            _unknown(source, refused.at, found)
        elif refused.reason is Reason.UNREADABLE:
            source.fault(FaultCode.BAD_FORMULA, "formula", at=refused.at or found.formula[-20:])
        else:
            source.fault(FaultCode.DEEP_FORMULA, "formula")
        return
    known = {variable.id for variable in found.variables}
    strange = sorted(formula.names - known - CONSTANTS.keys())
    if strange:
        _unknown(source, strange[0], found)
        return
    _check_values(source, formula, found)
    for name in sorted((formula.names & known) - names_in(found.text)):
        source.fault(FaultCode.UNSHOWN_VARIABLE, "text", name=name)


def samples(variables: Sequence[Variable]) -> Iterator[Mapping[str, Fraction]]:
    """Yield numbers to try: the ends, each variable by itself, and some that seeds draw."""
    names = [variable.id for variable in variables]
    ends = ((each.at(0), each.at(each.count - 1)) for each in variables)
    for corner in islice(product(*ends), _CORNERS):
        yield dict(zip(names, corner, strict=True))
    lowest = lowest_values(variables)
    for variable in variables:
        stride = max(1, variable.count * len(names) // _ALONE)
        for place in range(0, variable.count, stride):
            yield {**lowest, variable.id: variable.at(place)}
    for seed in range(_DRAWN):
        yield drawn_values(variables, seed)


def _check_values(source: Source, formula: Formula, found: Sum) -> None:
    """Note the first numbers for which there is no value, or none that anybody could type."""
    is_endless = False
    for values in samples(found.variables):
        value = formula.value(values)
        if value is None:
            tried = ", ".join(f"{name} = {number_text(each)}" for name, each in values.items())
            source.fault(FaultCode.NO_VALUE, "formula", values=tried)
            return
        is_endless = is_endless or (value * 10**_DECIMALS).denominator != 1
    if is_endless and found.is_exact:
        source.fault(FaultCode.ENDLESS_ANSWER, "formula")


def _unknown(source: Source, name: str, found: Sum) -> None:
    known = ", ".join(variable.id for variable in found.variables)
    source.fault(FaultCode.UNKNOWN_VARIABLE, "formula", name=name, known=known)
