"""Moodle's calculated questions: a formula, and the ranges its numbers are drawn from."""

import re
from collections.abc import Mapping
from fractions import Fraction

from academy.content.formats.build import Answer
from academy.content.formats.losses import ItemRefused, LossCode
from academy.content.formats.moodle.source import Fields, Source
from academy.content.formats.numbers import number
from academy.content.formats.texts import Ids
from academy.content.formulas import FormulaRefused, read_formula
from academy.content.functions import CONSTANTS, FUNCTIONS
from academy.content.model import Question
from academy.content.questions.calculated import Calculated, Variable

_NAME = re.compile(r"\{([A-Za-z][A-Za-z0-9 _-]{0,60})\}")
_PI = re.compile(r"\bpi\s*\(\s*\)")
_PLAIN = re.compile(r"[a-z][a-z0-9]*")
RESERVED = frozenset({*FUNCTIONS, *CONSTANTS})
"""Names that mean something else in a formula."""
_RELATIVE, _NOMINAL = "1", "2"


def calculated(source: Source) -> Question:
    """Return a question whose numbers are drawn."""
    fields = source.fields
    place = fields.one("dataset_definitions")
    sets = place.all("dataset_definition") if place is not None else []
    ids = Ids()
    names = {each.value("name"): ids.of(each.value("name"), "x") for each in sets}
    variables = tuple(_variable(source, each, names[each.value("name")]) for each in sets)
    source.head.text = _renamed(source.head.text, names)
    if "{=" in source.head.text:
        source.losses.add(LossCode.FORMULA, what=source.head.text)
    places = fields.all("answer")
    answers = [_answer(source, each) for each in places]
    right = next((each for each in answers if each[0].share == 1), None)
    if right is None or not variables:
        raise ItemRefused(LossCode.NO_KEY)
    answer, relative = right
    for other, _ in answers:
        if other is not answer:
            source.losses.add(LossCode.ANSWER, what=other.text)
    source.head.say(right=answer.feedback)
    unit = _unit(source)
    return Calculated(
        **source.head.common(source.losses),
        formula=_formula(answer.text, names),
        variables=variables,
        tolerance=answer.tolerance,
        relative=relative,
        unit=unit,
    )


def _answer(source: Source, place: Fields) -> tuple[Answer, bool]:
    """Return an answer, and whether its tolerance is a share of it."""
    kind = place.value("tolerancetype", _RELATIVE)
    if kind not in {_RELATIVE, _NOMINAL}:
        source.losses.add(LossCode.MARKING, what=f"tolerancetype {kind}")
    for name in ("correctanswerformat", "correctanswerlength"):
        source.losses.add(LossCode.SETTING, what=name, value=place.value(name))
    worth = source.number(place["fraction"] or "0", "fraction") / 100
    tolerance = source.number(place.value("tolerance") or "0", "tolerance")
    feedback = source.markdown(place.one("feedback"))
    place.asked |= {"text"}
    place.rest(source.losses)
    return Answer(place.content, worth, feedback, tolerance=tolerance), kind != _NOMINAL


def _variable(source: Source, place: Fields, known: str) -> Variable:
    """Return the range of a number; that only some numbers of it were drawn is not kept."""
    name = place.value("name")
    low = source.number(place.value("minimum"), name)
    high = source.number(place.value("maximum"), name)
    decimals = number(place.value("decimals", "0")) or Fraction(0)
    if not 0 <= decimals <= 10 or decimals.denominator != 1 or low > high:  # noqa: PLR2004 - digits
        raise ItemRefused(LossCode.NOT_A_NUMBER, what=name)
    step = Fraction(1, 10 ** int(decimals))
    spread = place.value("distribution")
    if spread not in {"", "uniform"}:
        source.losses.add(LossCode.SETTING, what="distribution", value=spread)
    if place.one("dataset_items") is not None:
        source.losses.add(LossCode.FIELD, what=f"dataset_items {name}")
    place.asked |= {"status", "type", "itemcount", "number_of_items"}
    place.rest(source.losses)
    return Variable(known, low, high, step)


def _unit(source: Source) -> str:
    place = source.fields.one("units")
    units = place.all("unit") if place is not None else []
    for unit in units[1:]:
        source.losses.add(LossCode.UNIT, what=unit.value("unit_name"))
    for name in ("unitgradingtype", "unitpenalty", "showunits", "single"):
        source.fields.value(name)
    return source.texts.words(units[0].value("unit_name")) if units else ""


def _renamed(text: str, names: Mapping[str, str]) -> str:
    """Return a text whose variables have our names."""
    return _NAME.sub(lambda found: f"{{{names.get(found[1], found[1])}}}", text)


def _formula(text: str, names: Mapping[str, str]) -> str:
    """Return a formula that is read here; raise `ItemRefused` where it is none."""
    plain = _PI.sub("pi", text)
    found = _NAME.sub(lambda name: _variable_name(names.get(name[1], name[1])), plain)
    try:
        used = read_formula(found).names
    except FormulaRefused as refused:
        raise ItemRefused(LossCode.FORMULA, what=f"{text} {refused.reason}") from None
    if not used <= {*names.values(), *CONSTANTS}:
        raise ItemRefused(LossCode.FORMULA, what=text)
    return found


def _variable_name(name: str) -> str:
    """Return a variable as formulas have it: in braces where the name is not a plain word."""
    return name if _PLAIN.fullmatch(name) and name not in RESERVED else f"{{{name}}}"
