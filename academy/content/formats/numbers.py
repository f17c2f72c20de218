"""Numbers as other systems write them, kept exactly."""

import re
from fractions import Fraction

_NUMBER = re.compile(
    r"[+-]?(?:[0-9]{1,30}(?:\.[0-9]{0,30})?|\.[0-9]{1,30})(?:[eE][+-]?[0-9]{1,2})?"
)
_MOST_EXPONENT = 30
_NEAR = Fraction(1, 20_000)
_PARTS = 20
_FINE = 1_000
_TINY = Fraction(1, 10**9)


def number(text: str) -> Fraction | None:
    """Return a number, or `None` where a text is none."""
    told = text.strip()
    if not _NUMBER.fullmatch(told):
        return None
    _, _, exponent = told.lower().partition("e")
    return None if abs(int(exponent or 0)) > _MOST_EXPONENT else Fraction(told)


def share(value: Fraction) -> Fraction:
    """Return a share that was written with a few decimals: 0.33333 is a third."""
    near = value.limit_denominator(_PARTS)
    return near if abs(near - value) < _NEAR else value


def settled(value: Fraction) -> Fraction:
    """Return a number that came of adding parts such as 0.333333333333: what was meant."""
    near = value.limit_denominator(_FINE)
    return near if abs(near - value) < _TINY else value


def percent(value: Fraction) -> str:
    """Return a share as percent, with at most five decimals."""
    return decimal(value * 100, 5)


def decimal(value: Fraction, places: int = 30) -> str:
    """Return a number with a decimal point: exactly, or to so many places."""
    for digits in range(places + 1):
        if (value * 10**digits).denominator == 1:
            return _fixed(value, digits)
    return _fixed(value, places).rstrip("0").rstrip(".")


def is_decimal(value: Fraction) -> bool:
    """Tell whether a number has an end when it is written with a decimal point."""
    return (value * 10**30).denominator == 1


def _fixed(value: Fraction, places: int) -> str:
    scaled = round(abs(value) * 10**places)
    digits = f"{scaled:0{places + 1}d}"
    cut = len(digits) - places
    sign = "-" if value < 0 and scaled else ""
    return sign + (f"{digits[:cut]}.{digits[cut:]}" if places else digits)
