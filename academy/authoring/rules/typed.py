"""What an author types into a field: a text, a whole number, or an exact one."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction

from academy.assessment.rules.numbers import (
    MOST_LETTERS,
    TwoReadings,
    Unread,
    read_number,
    write_number,
)
from academy.content.questions.parts import number_text
from academy.content.text import clean, hidden_mark

_WHOLE = re.compile(r"[+-]?\d{1,9}")
_SHARE = re.compile(r"[+-]?\d{1,90}/0*[1-9]\d{0,89}")
_MOST_DIGITS = 30


class ProblemCode(StrEnum):
    """Why what was typed is not what its field holds."""

    NOT_WHOLE = "not-whole"
    NOT_A_NUMBER = "not-a-number"
    TWO_READINGS = "two-readings"
    TOO_LARGE = "too-large"
    HIDDEN_MARK = "hidden-mark"


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with what was typed, and the values its sentence needs."""

    code: ProblemCode
    values: Mapping[str, str] = field(default_factory=dict[str, str])


def read_text(typed: str) -> str | Problem:
    """Return a text as a course keeps it."""
    text = clean(typed.replace("\r\n", "\n"))
    mark = hidden_mark(text)
    return Problem(ProblemCode.HIDDEN_MARK, {"mark": mark}) if mark else text


def read_whole(typed: str) -> int | Problem:
    """Return a whole number, in the digits of any script."""
    text = typed.strip()
    return int(text) if _WHOLE.fullmatch(text) else Problem(ProblemCode.NOT_WHOLE)


def read_exact(typed: str) -> Fraction | Problem:
    """Return a number as any country writes it, or as a fraction such as `1/3`."""
    text = typed.strip()
    if _SHARE.fullmatch(text):
        return Fraction(text)
    number = read_number(text, only_whole=False)
    match number:
        case Unread.TOO_LONG:
            return Problem(ProblemCode.TOO_LARGE)
        case Unread():
            return Problem(ProblemCode.NOT_A_NUMBER)
        case TwoReadings():
            values = {"typed": text, "thousands": number.thousands, "decimal": number.decimal}
            return Problem(ProblemCode.TWO_READINGS, values)
        case _:
            return number if _fits(number) else Problem(ProblemCode.TOO_LARGE)


def write_exact(number: Fraction) -> str:
    """Return a number so that `read_exact` reads this very one."""
    text = write_number(number)
    is_read = len(text) <= MOST_LETTERS and _fits(number) and Fraction(text) == number
    return text if is_read else f"{number.numerator}/{number.denominator}"


def _fits(number: Fraction) -> bool:
    """Tell whether a course's files have room for a number."""
    return all(len(digits) <= _MOST_DIGITS for digits in re.findall(r"\d+", number_text(number)))
