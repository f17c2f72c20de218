"""The functions of formulas, on exact numbers: what has no exact value is right to 30 figures.

Decimal numbers of 50 figures stand behind what is not exact: unlike the processor's own, they come
out the same on every machine, and so does the key of a question.
"""

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Context, Decimal
from fractions import Fraction

_FIGURES, _SPARE = 30, 50
_MOST_BITS = 700
"""Bits of a numerator or a denominator: some two hundred digits."""

_MOST_ANGLE = 10**6
_MOST_PLACES = 30
_MOST_EXPONENT = 150
_CONTEXT = Context(prec=_SPARE)
_SHOWN = Context(prec=_FIGURES)


class ValueRefused(Exception):
    """There is no such value, or it has more digits than anybody needs."""


def fits(number: Fraction) -> Fraction:
    """Return a number that is not too long to go on with."""
    if max(number.numerator.bit_length(), number.denominator.bit_length()) > _MOST_BITS:
        raise ValueRefused
    return number


def power(base: Fraction, exponent: Fraction) -> Fraction:
    """Return a power: exactly where the exponent is whole."""
    if exponent.denominator != 1:
        return _root_power(base, exponent)
    size = max(base.numerator.bit_length(), base.denominator.bit_length())
    if (not base and exponent < 0) or size * abs(exponent) > 2 * _MOST_BITS:
        raise ValueRefused
    return fits(base ** int(exponent))


def _root_power(base: Fraction, exponent: Fraction) -> Fraction:
    if exponent == Fraction(1, 2):
        return square_root(base)
    if not base and exponent > 0:
        return base
    return _exp(exponent * _ln(base))


def square_root(number: Fraction) -> Fraction:
    """Return a square root: exactly where that is a fraction."""
    if number < 0:
        raise ValueRefused
    above, below = math.isqrt(number.numerator), math.isqrt(number.denominator)
    if above**2 == number.numerator and below**2 == number.denominator:
        return Fraction(above, below)
    return _rounded(_decimal(number).sqrt(_CONTEXT))


def half_up(number: Fraction, places: Fraction = Fraction(0)) -> Fraction:
    """Return a number to so many decimals; what lies in the middle goes away from zero."""
    if places.denominator != 1 or abs(places) > _MOST_PLACES:
        raise ValueRefused
    scale = Fraction(10) ** int(places)
    size = Fraction(math.floor(abs(number) * scale + Fraction(1, 2))) / scale
    return fits(-size if number < 0 else size)


def _size(number: Fraction) -> Fraction:
    return abs(number)


def _floor(number: Fraction) -> Fraction:
    return Fraction(math.floor(number))


def _ceiling(number: Fraction) -> Fraction:
    return Fraction(math.ceil(number))


def _exp(number: Fraction) -> Fraction:
    if abs(number) > _MOST_EXPONENT:
        raise ValueRefused
    return _rounded(_decimal(number).exp(_CONTEXT))


def _ln(number: Fraction) -> Fraction:
    if number <= 0:
        raise ValueRefused
    return _rounded(_decimal(number).ln(_CONTEXT))


def _log10(number: Fraction) -> Fraction:
    if number <= 0:
        raise ValueRefused
    return _rounded(_decimal(number).log10(_CONTEXT))


def _sine(angle: Fraction) -> Fraction:
    return _no_dust(_series(_turned(angle), first=1))


def _cosine(angle: Fraction) -> Fraction:
    return _no_dust(_series(_turned(angle), first=0))


def _tangent(angle: Fraction) -> Fraction:
    below = _cosine(angle)
    if not below:
        raise ValueRefused
    return _rounded(_decimal(_sine(angle) / below))


def _turned(angle: Fraction) -> Decimal:
    """Return the same angle between -π and π."""
    if abs(angle) > _MOST_ANGLE:
        raise ValueRefused
    return _CONTEXT.remainder_near(_decimal(angle), _CONTEXT.multiply(_PI, Decimal(2)))


def _series(angle: Decimal, *, first: int) -> Decimal:
    """Return Taylor's series of the sine (`first` 1) or the cosine (`first` 0)."""
    term = angle if first else Decimal(1)
    total, square = term, _CONTEXT.minus(_CONTEXT.multiply(angle, angle))
    number = first
    while True:
        number += 2
        below = Decimal(number * (number - 1))
        term = _CONTEXT.divide(_CONTEXT.multiply(term, square), below)
        after = _CONTEXT.add(total, term)
        if after == total:
            return total
        total = after


def _decimal(number: Fraction) -> Decimal:
    return _CONTEXT.divide(Decimal(number.numerator), Decimal(number.denominator))


def _no_dust(number: Decimal) -> Fraction:
    """Return a number to 30 figures; where nothing but rounding is left of it, it is zero."""
    return _rounded(number) if abs(number) > _DUST else Fraction(0)


def _rounded(number: Decimal) -> Fraction:
    return fits(Fraction(_SHOWN.plus(number)))


_PI = Decimal("3.14159265358979323846264338327950288419716939937510582097494459")
_DUST = Decimal("1e-40")

CONSTANTS: Mapping[str, Fraction] = {"pi": Fraction(_CONTEXT.plus(_PI))}
"""Numbers that have a name."""


@dataclass(frozen=True, slots=True)
class Function:
    """What a function does, and how many values it takes."""

    does: Callable[..., Fraction]
    least: int = 1
    most: int = 1


_MANY = 20


def _sum(*numbers: Fraction) -> Fraction:
    return fits(sum(numbers, Fraction(0)))


FUNCTIONS: Mapping[str, Function] = {
    "min": Function(min, 2, _MANY),
    "max": Function(max, 2, _MANY),
    "sum": Function(_sum, 1, _MANY),
    "abs": Function(_size),
    "floor": Function(_floor),
    "ceil": Function(_ceiling),
    "round": Function(half_up, 1, 2),
    "pow": Function(power, 2, 2),
    "sqrt": Function(square_root),
    "exp": Function(_exp),
    "ln": Function(_ln),
    "log": Function(_ln),
    "log10": Function(_log10),
    "sin": Function(_sine),
    "cos": Function(_cosine),
    "tan": Function(_tangent),
}
"""By name."""
