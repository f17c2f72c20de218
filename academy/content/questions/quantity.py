"""A number with its unit, to as many significant figures as are asked for."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import ClassVar

from academy.content import bounds
from academy.content.changes import Change, Thing
from academy.content.codes import FaultCode
from academy.content.figures import in_figures
from academy.content.model import Question
from academy.content.questions.kind import Common, Found, Plain, QuestionKind
from academy.content.questions.parts import (
    check_texts,
    number_text,
    parts_change,
    tolerance_text,
)
from academy.content.questions.words import Choice, OwnWords, Speaker
from academy.content.segment_kinds import SegmentKind
from academy.content.source import Source, unique_id

UNITS = "units"
"""The name of the group of words that holds the units, as they are written."""

_ONE = Fraction(1)


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit to choose: one of it is `factor` of the first one."""

    id: str
    text: str
    factor: Fraction


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity(Question):
    """A number in the first of the units; the same amount in another one is right as well.

    `tolerance` is an amount of the first unit or, where it is `relative`, a share of the answer.
    `figures` is how many significant figures have to be given; 0 is any number of them. What is
    right but for the figures earns the share `figures_share`.
    """

    answer: Fraction
    tolerance: Fraction = Fraction(0)
    relative: bool = False
    units: tuple[Unit, ...] = ()
    figures: int = 0
    figures_share: Fraction = Fraction(0)

    def factor(self, unit_id: str) -> Fraction:
        """Return how much of the first unit one of another is; 1 as long as that makes no sense."""
        factors = {unit.id: unit.factor for unit in self.units}
        first = next(iter(factors.values()), _ONE)
        return (factors.get(unit_id, first) / first if first else _ONE) or _ONE


class QuantityKind(QuestionKind[Quantity]):
    """The number, its tolerance, its units and its figures."""

    name: ClassVar[str] = "quantity"
    model: ClassVar[type[Question]] = Quantity

    def read(self, source: Source, common: Common) -> Quantity:
        """Return the question."""
        tolerance = source.number("tolerance", Fraction(0))
        if tolerance < 0:
            source.fault(FaultCode.BELOW_ZERO, "tolerance", key="tolerance")
        share = source.number("figures_share", Fraction(0))
        if not 0 <= share <= 1:
            detail = {"key": "figures_share", "low": "0", "high": "1"}
            source.fault(FaultCode.OUT_OF_RANGE, "figures_share", **detail)
        return Quantity(
            **common,
            answer=source.number("answer"),
            tolerance=tolerance,
            relative=source.flag("relative", default=False),
            units=_units(source) if UNITS in source else (),
            figures=source.whole("figures", 1, bounds.FIGURES, default=0),
            figures_share=share,
        )

    def plain(self, question: Quantity) -> Plain:
        """Return the number and what it may be given in."""
        share = {"figures_share": number_text(question.figures_share)}
        return {
            "answer": number_text(question.answer),
            "tolerance": number_text(question.tolerance),
            **({"relative": True} if question.relative else {}),
            **({UNITS: [_plain(unit) for unit in question.units]} if question.units else {}),
            **({"figures": question.figures} if question.figures else {}),
            **(share if question.figures_share else {}),
        }

    def key(self, question: Quantity) -> object:
        """Return which numbers earn how much, in which unit."""
        units = tuple((unit.id, unit.factor) for unit in question.units)
        tolerance = question.tolerance, question.relative
        return question.answer, tolerance, units, question.figures, question.figures_share

    def right(self, question: Quantity) -> dict[object, str]:
        """Return the number in each unit and, where there is one, its tolerance."""
        asked = question.answer, question.figures, question.figures_share
        right: dict[object, str] = {
            (*asked, unit.id, unit.factor): f"{_text(question, unit)} {unit.text}"
            for unit in question.units
        }
        if not question.units:
            right[asked] = _text(question)
        if question.tolerance or question.relative:
            text = tolerance_text(question.tolerance, relative=question.relative)
            right["tolerance", question.tolerance, question.relative] = text
        return right

    def texts(self, question: Quantity) -> Found:
        """Yield the units."""
        return ((unit.text, SegmentKind.LABEL) for unit in question.units)

    def words(self, question: Quantity, speaker: Speaker) -> OwnWords:
        """Return the units."""
        units = (Choice(unit.id, speaker.plain(unit.text)) for unit in question.units)
        return OwnWords(groups={UNITS: tuple(units)})

    def changes(self, old: Quantity, new: Quantity) -> Iterator[Change]:
        """Yield how the units changed."""
        return parts_change(Thing.UNIT_OF_MEASURE, old.units, new.units)


def _units(source: Source) -> tuple[Unit, ...]:
    own: dict[str, int] = {}
    units: list[Unit] = []
    for each in source.records(UNITS, 0):
        unit = Unit(
            unique_id(each, own), each.text("text", bounds.WORD), each.number("factor", _ONE)
        )
        if unit.factor <= 0:
            each.fault(FaultCode.NOT_ABOVE_ZERO, "factor", key="factor")
        each.end()
        units.append(unit)
    check_texts(source, UNITS, units)
    return tuple(units)


def _text(question: Quantity, unit: Unit | None = None) -> str:
    amount = question.answer / question.factor(unit.id if unit else "")
    return in_figures(amount, question.figures) if question.figures else number_text(amount)


def _plain(unit: Unit) -> Plain:
    factor = {} if unit.factor == 1 else {"factor": number_text(unit.factor)}
    return {"id": unit.id, "text": unit.text, **factor}
