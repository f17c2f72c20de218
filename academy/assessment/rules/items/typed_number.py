"""A number that somebody typed, and when one is near enough: for the types that have numbers."""

from fractions import Fraction

from academy.assessment.rules.items.kind import FaultCode, InputFault
from academy.assessment.rules.numbers import (
    MOST_LETTERS,
    TwoReadings,
    Unread,
    read_number,
    write_number,
)

_UNREAD = {
    Unread.TOO_LONG: InputFault(FaultCode.TOO_LONG, {"most": str(MOST_LETTERS)}),
    Unread.NOT_A_NUMBER: InputFault(FaultCode.NOT_A_NUMBER),
}


def read_typed(typed: str, *, only_whole: bool) -> Fraction | TwoReadings | InputFault:
    """Return the number that was typed, both where it may be two, or why it is none."""
    number = read_number(typed, only_whole=only_whole)
    return _UNREAD[number] if isinstance(number, Unread) else number


def parsed(typed: str, *, only_whole: bool) -> str | InputFault | None:
    """Return the number that was typed as it is kept, why it is none, or `None` for nothing."""
    if not typed:
        return None
    number = read_typed(typed, only_whole=only_whole)
    if isinstance(number, TwoReadings):
        return two_readings(typed, number.thousands, number.decimal)
    return number if isinstance(number, InputFault) else write_number(number)


def two_readings(typed: str, thousands: str, decimal: str) -> InputFault:
    """Return what is said where nobody can know which of two numbers was meant."""
    values = {"typed": typed, "thousands": thousands, "decimal": decimal}
    return InputFault(FaultCode.TWO_READINGS, values)


def tolerated(answer: Fraction, tolerance: Fraction, *, relative: bool) -> Fraction:
    """Return how far an answer may be away from the right one, as an amount."""
    return tolerance * abs(answer) if relative else tolerance


def is_near(number: Fraction, answer: Fraction, amount: Fraction) -> bool:
    """Tell whether a number is near enough, or all that can be written of one without end."""
    return abs(number - answer) <= amount or number == Fraction(write_number(answer))
