"""One gap of a passage, as its author fills it in."""

from fractions import Fraction
from typing import Any

from academy.authoring.forms.questions.every_question import fill_lines, read_lines, word_of
from academy.authoring.forms.questions.fields import Fields, Reader
from academy.authoring.forms.questions.graded import (
    fill_graded_numbers,
    fill_graded_texts,
    fill_share,
    listed,
    read_graded_numbers,
    read_graded_texts,
    read_share,
)
from academy.authoring.forms.questions.parts import CORRECT
from academy.authoring.rules.typed import write_exact
from academy.content.model import Option
from academy.content.questions.gaps import AnyGap, ChoiceGap, GapKind, NumberGap, TextGap

INNER = ("gaps.*.options", "gaps.*.answers")
"""The lists inside the gaps."""

_FRESH = ("a", "b")
"""The options that a gap begins with."""

_NONE = Fraction(0)


def read_gap(fields: Reader, gap: str, usual: GapKind) -> AnyGap:
    """Return a gap; `usual` is how it is filled where it was just added and has no fields yet."""
    kind = word_of(fields.word("kind"), tuple(GapKind), usual)
    own: dict[str, Any] = {"id": gap, "weight": fields.whole("weight", 1)}
    match kind:
        case GapKind.CHOICE:
            ids = fields.ids("options") if fields.has("kind") else _FRESH
            right = fields.chosen(CORRECT)
            options = (_option(fields.within("options", each), each, right) for each in ids)
            return ChoiceGap(**own, options=tuple(options))
        case GapKind.TEXT:
            accept, graded = read_lines(fields, "accept"), read_graded_texts(fields)
            return TextGap(**own, accept=accept, answers=graded)
        case _:
            answer = fields.exact("answer", blank=_NONE)
            tolerance = fields.exact("tolerance", blank=_NONE)
            near = read_graded_numbers(fields)
            return NumberGap(**own, answer=answer, tolerance=tolerance, answers=near)


def fill_gap(gap: AnyGap) -> Fields:
    """Return the fields that `read_gap` reads as this very gap."""
    common = {"kind": [gap.kind.value], "weight": [str(gap.weight)]}
    match gap:
        case ChoiceGap():
            right = [option.id for option in gap.options if option.correct]
            options = ((option.id, _option_fields(option)) for option in gap.options)
            return {**common, CORRECT: right, **listed("options", options)}
        case TextGap():
            accept = [fill_lines(gap.accept)]
            return {**common, "accept": accept, **fill_graded_texts(gap.answers)}
        case _:
            return {
                **common,
                "answer": [write_exact(gap.answer)],
                "tolerance": [write_exact(gap.tolerance)],
                **fill_graded_numbers(gap.answers),
            }


def _option(fields: Reader, option: str, right: frozenset[str]) -> Option:
    return Option(
        id=option,
        text=fields.text("text"),
        correct=option in right,
        feedback=fields.text("feedback"),
        weight=read_share(fields),
    )


def _option_fields(option: Option) -> Fields:
    said = {"text": [option.text], "feedback": [option.feedback]}
    return {**said, "share": fill_share(option.weight)}
