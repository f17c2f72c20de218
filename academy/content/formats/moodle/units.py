"""Numbers with units."""

from collections.abc import Sequence
from fractions import Fraction

from academy.content.formats.build import Answer, graded_numbers
from academy.content.formats.losses import ItemRefused, LossCode
from academy.content.formats.moodle.source import Source
from academy.content.formats.texts import Ids
from academy.content.questions.quantity import Quantity, Unit


def quantity(
    source: Source, answers: Sequence[Answer], units: Sequence[tuple[str, Fraction]]
) -> Quantity:
    """Return a number in any of the units; of each its name and how many of it are one."""
    right, further = graded_numbers(answers, source.losses)
    for each in further:
        source.losses.add(LossCode.ANSWER, what=str(each.answer))
    if any(not name or many <= 0 for name, many in units):
        raise ItemRefused(LossCode.UNIT, what=", ".join(name for name, _ in units))
    ordered = sorted(units, key=lambda unit: unit[1] != 1)
    first = ordered[0][1]
    ids = Ids()
    source.head.say(right=right.feedback)
    return Quantity(
        **source.head.common(source.losses),
        answer=right.answer * first,
        tolerance=right.tolerance * first,
        units=tuple(
            Unit(ids.of(name, "unit"), source.texts.words(name), first / many)
            for name, many in ordered
        ),
    )
