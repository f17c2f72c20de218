"""Moodle's questions with one field or one list of answers."""

from collections.abc import Sequence
from fractions import Fraction

from academy.content.formats.build import Answer, choice_question, numeric, short_text
from academy.content.formats.losses import ItemRefused, LossCode
from academy.content.formats.moodle.source import Fields, Source
from academy.content.formats.moodle.units import quantity
from academy.content.formats.numbers import number
from academy.content.formats.wildcards import without_wildcards
from academy.content.model import Question
from academy.content.questions.true_false import TrueFalse

_NO = frozenset({"false", "0", ""})
_UNIT_NONE = "3"


def multichoice(source: Source) -> Question:
    """Return one or several right options."""
    single = source.fields.value("single", "true") not in _NO
    if source.fields["type"] == "multichoiceset":
        source.losses.add(LossCode.MARKING, what="multichoiceset")
        single = False
    return choice_question(source.head, source.answers(), source.losses, single=single)


def true_false(source: Source) -> Question:
    """Return a sentence that holds or does not."""
    said: dict[bool, tuple[Fraction, str]] = {}
    for place, answer in enumerate(source.answers()):
        word = answer.text.lower()
        truth = word == "true" if word in {"true", "false"} else not place
        said[truth] = (answer.share, answer.feedback)
    nothing = (Fraction(0), "")
    true, false = said.get(True, nothing), said.get(False, nothing)
    if (true[0] == 1) == (false[0] == 1):
        raise ItemRefused(LossCode.NO_KEY)
    holds = true[0] == 1
    right, wrong = (true, false) if holds else (false, true)
    if wrong[0]:
        source.losses.add(LossCode.SHARE, what="wrong", value=str(wrong[0]))
    source.head.say(right=right[1], wrong=wrong[1])
    return TrueFalse(**source.head.common(source.losses), answer=holds)


def short_answer(source: Source) -> Question:
    """Return a word or two."""
    case = source.fields.value("usecase", "0") not in _NO
    answers = [
        Answer(each.text, each.share, each.feedback, case=case)
        for each in source.answers(plain=True)
    ]
    return short_text(
        source.head, without_wildcards(source.head, answers, source.losses), source.losses
    )


def numerical(source: Source) -> Question:
    """Return a number, with its units where there are some."""
    answers = numbers(source, source.answers(plain=True))
    fields = source.fields
    place = fields.one("units")
    units = place.all("unit") if place is not None else []
    shows = fields.value("showunits", "0" if units else _UNIT_NONE)
    graded = fields.value("unitgradingtype", "0")
    penalty = fields.value("unitpenalty")
    _instructions(source)
    if not units or shows == _UNIT_NONE:
        for unit in units:
            source.losses.add(LossCode.UNIT, what=unit.value("unit_name"))
        return numeric(source.head, answers, source.losses)
    if graded == "0" and len(units) == 1 and number(units[0].value("multiplier", "1")) == 1:
        return numeric(source.head, answers, source.losses, unit=units[0].value("unit_name"))
    if penalty and number(penalty) != 1:
        source.losses.add(LossCode.SETTING, what="unitpenalty", value=penalty)
    return quantity(source, answers, _factors(source, units))


def _instructions(source: Source) -> None:
    place = source.fields.one("instructions")
    if place is not None and place.content:
        source.losses.add(LossCode.FIELD, what="instructions", value=place.content)


def _factors(source: Source, units: Sequence[Fields]) -> list[tuple[str, Fraction]]:
    """Return each unit, and how many of it are one of the unit that answers are in."""
    return [
        (unit.value("unit_name"), source.number(unit.value("multiplier", "1"), "multiplier"))
        for unit in units
    ]


def numbers(source: Source, answers: Sequence[Answer]) -> list[Answer]:
    """Return the answers that are numbers. `*` says what any other answer hears."""
    found: list[Answer] = []
    for answer in answers:
        value = number(answer.text.replace(",", "."))
        if answer.text in {"*", ""}:
            if answer.share:
                source.losses.add(LossCode.WILDCARD, what=f"* {answer.share}")
            source.head.say(wrong=answer.feedback)
        elif value is None:
            source.losses.add(LossCode.ANSWER, what=answer.text)
        else:
            found.append(
                Answer(str(value), answer.share, answer.feedback, tolerance=answer.tolerance)
            )
    return found
