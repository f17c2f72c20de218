"""Significant figures: of a number as it was written, and a number written with so many of them.

`1.40` has three. How many `1400` has, nobody can tell: its zeros may be figures or only hold the
place, so it has two to four. `1.4e3` has two.
"""

import math
from fractions import Fraction

_SMALLEST = -5
"""The power of ten of the first figure, below which a number is written with an exponent."""


def figures_of(written: str) -> range:
    """Return how many figures a number may have that is written with digits, a point, an `e`."""
    mantissa = written.lstrip("-").partition("e")[0]
    digits = mantissa.replace(".", "").lstrip("0")
    most = len(digits) or len(mantissa.replace(".", ""))
    least = most if "." in mantissa else len(digits.rstrip("0"))
    return range(least, most + 1)


def in_figures(number: Fraction, figures: int) -> str:
    """Return a number rounded to so many figures, written so that it has just these."""
    if not number:
        return f"0.{'0' * (figures - 1)}".rstrip(".")
    first = _magnitude(abs(number))
    digits = math.floor(abs(number) / _ten(first - figures + 1) + Fraction(1, 2))
    if digits == 10**figures:
        digits, first = digits // 10, first + 1
    sign = "-" if number < 0 else ""
    return sign + _written(str(digits), first)


def _written(digits: str, first: int) -> str:
    """Return digits, the first of which stands for that power of ten."""
    whole = first + 1
    if 0 < whole < len(digits):
        return f"{digits[:whole]}.{digits[whole:]}"
    if whole == len(digits) and not digits.endswith("0"):
        return digits
    if _SMALLEST <= first < 0:
        return f"0.{'0' * -whole}{digits}"
    rest = f".{digits[1:]}" if digits[1:] else ""
    return f"{digits[0]}{rest}e{first}"


def _magnitude(size: Fraction) -> int:
    """Return the power of ten of a number's first figure."""
    power = len(str(size.numerator)) - len(str(size.denominator))
    return power if _ten(power) <= size else power - 1


def _ten(power: int) -> Fraction:
    return Fraction(10) ** power
