"""Responses as programs write them, marked as answers are: docs/questions.md has the forms.

Parts of a question may be named by their ids or, where no two read the same, by their words.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any, Protocol, cast

from academy.assessment.rules.items.kind import FaultCode, InputFault
from academy.assessment.rules.items.kinds import kind_of
from academy.content.model import Question
from academy.content.questions.calculated import Calculated
from academy.content.questions.categorise import Categorise
from academy.content.questions.cloze import ChoiceGap, Cloze
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

NO_ANSWER_FORM = "not-an-answer"
BY_PEOPLE = "marked-by-people"
_TRUTHS = {"true": True, "false": False}


@dataclass(frozen=True, slots=True)
class Marked:
    """The marks of a response, of those there are; `fault` says why it is no answer."""

    marks: Fraction
    available: Fraction
    fault: str = ""

    @property
    def share(self) -> Fraction:
        """The marks as a share."""
        return self.marks / self.available


class _Refused(Exception):
    """A response that is no answer, and why."""

    def __init__(self, fault: str) -> None:
        self.fault = fault
        super().__init__(fault)


class _Part(Protocol):
    @property
    def id(self) -> str: ...

    @property
    def text(self) -> str: ...


def with_numbers(question: Question, *, seed: int, values: Mapping[str, Fraction]) -> Question:
    """Return a question as a seed, or given numbers, make it."""
    if isinstance(question, Calculated) and values:
        return replace(question, values=values)
    return cast("Question", kind_of(question).realised(question, seed))


def marked_response(question: Question, response: object) -> Marked:
    """Return the marks of one response; what is empty is no answer, and earns nothing."""
    nothing = Marked(Fraction(0), question.marks)
    if kind_of(question).is_marked_by_people:
        return replace(nothing, fault=BY_PEOPLE)
    if response is None or response in ("", [], {}):
        return nothing
    try:
        return replace(nothing, marks=question.marks * _share(question, response))
    except _Refused as refused:
        return replace(nothing, fault=refused.fault)
    except (KeyError, ValueError, TypeError, AttributeError, IndexError):
        return replace(nothing, fault=NO_ANSWER_FORM)


def _share(question: Question, response: object) -> Fraction:
    """Return what a response earns, read in the same way as a page's fields are."""
    kind = kind_of(question)
    answer = _FORMS[type(question)](question, response)
    order = kind.choices(question)
    parsed = kind.parse(question, kind.fill(question, answer, order), order)
    if isinstance(parsed, InputFault):
        raise _Refused(parsed.code.value)
    return Fraction(0) if parsed is None else kind.share(question, parsed)


def _id_of(parts: Sequence[_Part], named: object) -> str:
    """Return the id of a part, by its id or its words."""
    if any(part.id == named for part in parts):
        return str(named)
    found = [part.id for part in parts if part.text == named]
    if len(found) == 1:
        return found[0]
    raise _Refused(FaultCode.NOT_OFFERED)


def _ids(parts: Sequence[_Part], named: object) -> list[str]:
    several = cast("list[object]", named) if isinstance(named, list) else [named]
    return list(dict.fromkeys(_id_of(parts, each) for each in several))


def _mapping(response: object) -> dict[str, object]:
    """Return what is given for each part: a mapping, or pairs."""
    if isinstance(response, list):
        pairs = cast("list[list[object]]", response)
        return {str(pair[0]): pair[1] for pair in pairs}
    if isinstance(response, dict):
        return {str(key): value for key, value in cast("dict[Any, object]", response).items()}
    raise _Refused(NO_ANSWER_FORM)


def _typed(response: object) -> str:
    if isinstance(response, bool) or not isinstance(response, str | int | float):
        raise _Refused(NO_ANSWER_FORM)
    return str(response)


def _single(question: SingleChoice, response: object) -> object:
    chosen = _ids(question.options, response)
    if len(chosen) != 1:
        raise _Refused(FaultCode.NOT_OFFERED)
    return chosen[0]


def _truth(_question: TrueFalse, response: object) -> object:
    return response if isinstance(response, bool) else _TRUTHS[str(response).lower()]


def _matched(question: Matching, response: object) -> object:
    return {
        _id_of(question.prompts, prompt): _id_of(question.options, option)
        for prompt, option in _mapping(response).items()
        if option
    }


def _ordered(question: Ordering, response: object) -> object:
    if isinstance(response, dict):
        return {
            _id_of(question.items, item): place
            for item, place in _mapping(cast("object", response)).items()
        }
    return {item: place for place, item in enumerate(_ids(question.items, response), start=1)}


def _filled(question: Cloze, response: object) -> object:
    gaps = {gap.id: gap for gap in question.gaps}
    listed = cast("list[object]", response) if isinstance(response, list) else []
    by_place = bool(listed) and not isinstance(listed[0], list)
    given = dict(zip(gaps, listed, strict=True)) if by_place else _mapping(cast("object", response))
    filled: dict[str, str] = {}
    for name, value in given.items():
        gap = gaps[name]
        if value not in (None, ""):
            chosen = isinstance(gap, ChoiceGap)
            filled[name] = _id_of(gap.options, value) if chosen else _typed(value)
    return filled


def _ticked(question: Matrix, response: object) -> object:
    return {
        _id_of(question.rows, row): _ids(question.columns, columns)
        for row, columns in _mapping(response).items()
        if columns
    }


def _grouped(question: Categorise, response: object) -> object:
    return {
        _id_of(question.items, item): _id_of(question.groups, group) if group else ""
        for item, group in _mapping(response).items()
    }


def _measured(question: Quantity, response: object) -> object:
    if not isinstance(response, dict):
        one = question.units[0].id if question.units else ""
        return {"number": _typed(response), "unit": one}
    given = _mapping(cast("object", response))
    unit = given.get("unit")
    named = {"unit": _id_of(question.units, unit)} if unit else {}
    return {"number": _typed(given["number"]), **named}


_FORMS: Mapping[type[Question], Callable[[Any, object], object]] = {
    SingleChoice: _single,
    MultipleResponse: lambda question, response: _ids(question.options, response),
    TrueFalse: _truth,
    Numeric: lambda _question, response: _typed(response),
    ShortText: lambda _question, response: _typed(response),
    Calculated: lambda _question, response: _typed(response),
    Matching: _matched,
    Ordering: _ordered,
    Cloze: _filled,
    Matrix: _ticked,
    Categorise: _grouped,
    Hotspot: lambda question, response: _ids(question.spots, response),
    Quantity: _measured,
}
