"""A calculated question as Moodle XML: its formula, and numbers that were drawn for it."""

import re
import xml.etree.ElementTree as ET
from fractions import Fraction

from academy.content.formats.losses import ItemRefused, LossCode, Losses
from academy.content.formats.moodle.calculated import RESERVED
from academy.content.formats.moodle.write_parts import add, add_text, note_number, number_text
from academy.content.formats.runs import to_html
from academy.content.questions.calculated import Calculated
from academy.content.questions.variables import Variable

_NAME = re.compile(r"\{([a-z0-9-]+)\}|\b([A-Za-z_][A-Za-z0-9_]*)")
_OURS_ALONE = re.compile(r"\^|\*\*|[×÷−·]|\b(sum|ln|log)\b")
_PLACES = 10
_DRAWN = 10


def calculated(element: ET.Element, question: Calculated, losses: Losses) -> None:
    """Write what only this type has; raise `ItemRefused` for a formula that Moodle cannot read."""
    if _OURS_ALONE.search(question.formula):
        raise ItemRefused(LossCode.FORMULA, what=question.formula)
    if question.feedback.partly:
        losses.add(LossCode.FEEDBACK, what="partly", value=question.feedback.partly)
    if question.feedback.wrong:
        losses.add(LossCode.FEEDBACK, what="wrong", value=question.feedback.wrong)
    add(element, "synchronize", "0")
    answer = add(element, "answer")
    answer.set("fraction", "100")
    add(answer, "text", _NAME.sub(_braced, question.formula))
    note_number(question.tolerance, losses)
    add(answer, "tolerance", number_text(question.tolerance))
    add(answer, "tolerancetype", "1" if question.relative else "2")
    add(answer, "correctanswerformat", "1")
    add(answer, "correctanswerlength", "2")
    add_text(answer, "feedback", to_html(question.feedback.right))
    if question.unit:
        unit = add(add(element, "units"), "unit")
        add(unit, "multiplier", "1")
        add(unit, "unit_name", question.unit)
    sets = add(element, "dataset_definitions")
    for variable in question.variables:
        _dataset(sets, variable, losses)


def _braced(found: re.Match[str]) -> str:
    name = found[1] or found[2]
    if found[2] in RESERVED:
        return "pi()" if found[2] == "pi" else found[2]
    return f"{{{name}}}"


def _dataset(sets: ET.Element, variable: Variable, losses: Losses) -> None:
    place = add(sets, "dataset_definition")
    add(add(place, "status"), "text", "private")
    add(add(place, "name"), "text", variable.id)
    add(place, "type", "calculated")
    add(add(place, "distribution"), "text", "uniform")
    add(add(place, "minimum"), "text", number_text(variable.low))
    add(add(place, "maximum"), "text", number_text(variable.high))
    add(add(place, "decimals"), "text", str(_decimals(variable, losses)))
    add(place, "itemcount", str(_DRAWN))
    items = add(place, "dataset_items")
    for drawn in range(_DRAWN):
        item = add(items, "dataset_item")
        add(item, "number", str(drawn + 1))
        value = variable.at((drawn * (variable.count - 1)) // (_DRAWN - 1))
        add(item, "value", number_text(value))


def _decimals(variable: Variable, losses: Losses) -> int:
    for places in range(_PLACES + 1):
        if variable.step == Fraction(1, 10**places):
            return places
    losses.add(LossCode.FIELD, what=f"step {variable.id}", value=str(variable.step))
    return 0
