"""Formulas that an author writes: read and worked out here, exactly, and never by Python itself.

There are numbers, names of variables (`a`, or `{a-1}` where a name has a hyphen), brackets, and

- `+ - * / ^` in the usual order: `^` first and from the right, `-2^2` is -4; also `× ÷ − **`.
- `min max sum` of any number of values, `abs floor ceil`, `round(x)` half up, `round(x, places)`;
- `sqrt pow exp ln log log10 sin cos tan`, angles in radians, and the name `pi`.

All is exact but for roots that are no fractions, the functions behind them, and `pi`: these are
right to 30 figures. What is too long, too deep or too large is refused before it costs anything.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction

from academy.content.functions import CONSTANTS, FUNCTIONS, ValueRefused, fits, power

LONGEST = 400
"""Characters of a formula."""

_DEEPEST = 30
_TOKEN = re.compile(
    r"\s*(?:(?P<number>[0-9]{1,30}(?:\.[0-9]{1,30})?(?:[eE][+-]?[0-9]{1,2})?(?![\w.]))"
    r"|\{(?P<braced>[a-z0-9-]{1,64})\}|(?P<name>[A-Za-z_][A-Za-z0-9_]*)|(?P<sign>\*\*|[-+*/^(),]))"
)
_OTHER_SIGNS = str.maketrans({"×": "*", "÷": "/", "−": "-", "·": "*"})


class Reason(StrEnum):
    """Why a formula is none."""

    UNREADABLE = "unreadable"
    UNKNOWN_NAME = "unknown-name"
    TOO_LONG = "too-long"


class FormulaRefused(Exception):
    """A text that is no formula; `at` is the piece of it where that shows."""

    def __init__(self, reason: Reason, at: str = "") -> None:
        super().__init__(reason.value)
        self.reason = reason
        self.at = at


Values = Mapping[str, Fraction]
_Node = Callable[[Values], Fraction]


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula that was read, and the names of its variables."""

    names: frozenset[str]
    node: _Node

    def value(self, values: Values) -> Fraction | None:
        """Return what it comes to, or `None` where it has no value: a division by zero, a root.

        With a variable that nobody gave a number it has none, either.
        """
        if self.names - values.keys() - CONSTANTS.keys():
            return None
        try:
            return self.node(values)
        except ValueRefused:
            return None


def read_formula(text: str) -> Formula:
    """Return a formula; raise `FormulaRefused` where it is none."""
    if len(text) > LONGEST:
        raise FormulaRefused(Reason.TOO_LONG)
    reading = _Reading(list(_tokens(text.translate(_OTHER_SIGNS))))
    node = reading.sum()
    reading.end()
    return Formula(frozenset(reading.names), node)


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str
    text: str


_END = _Token("end", "")


def _tokens(text: str) -> Iterator[_Token]:
    place, text = 0, text.rstrip()
    while place < len(text):
        found = _TOKEN.match(text, place)
        if found is None or found.lastgroup is None:
            raise FormulaRefused(Reason.UNREADABLE, text[place:].strip()[:20])
        yield _Token(found.lastgroup, found[found.lastgroup])
        place = found.end()


@dataclass(slots=True)
class _Reading:
    """The reading of one formula, by recursive descent; each step returns what works a part out."""

    tokens: list[_Token]
    place: int = 0
    depth: int = 0
    names: set[str] = field(default_factory=set[str])

    def end(self) -> None:
        """Refuse what stands behind the formula."""
        if self._now is not _END:
            raise self._refused()

    def sum(self) -> _Node:
        """Read a sum of products."""
        self._descend()
        node = self._product()
        while sign := self._take("+", "-"):
            node = _two(sign, node, self._product())
        self.depth -= 1
        return node

    def _product(self) -> _Node:
        node = self._signed()
        while sign := self._take("*", "/"):
            node = _two(sign, node, self._signed())
        return node

    def _signed(self) -> _Node:
        """Read a power, or one that is turned into its negative."""
        sign = self._take("-", "+")
        if not sign:
            return self._power()
        self._descend()
        inner = self._signed()
        self.depth -= 1
        return inner if sign == "+" else lambda values: -inner(values)

    def _power(self) -> _Node:
        base = self._atom()
        if not self._take("^", "**"):
            return base
        self._descend()
        exponent = self._signed()
        self.depth -= 1
        return lambda values: power(base(values), exponent(values))

    def _atom(self) -> _Node:
        token = self._now
        self.place += 1
        match token.kind:
            case "number":
                number = Fraction(token.text)
                return lambda _values: number
            case "braced":
                return self._variable(token.text)
            case "name":
                return self._call(token.text) if self._take("(") else self._variable(token.text)
            case _:
                return self._inside(token)

    def _inside(self, token: _Token) -> _Node:
        """Read what stands in brackets: nothing else is left to begin with."""
        if token.text != "(":
            self.place -= 1
            raise self._refused()
        node = self.sum()
        self._close()
        return node

    def _variable(self, name: str) -> _Node:
        """Read a name: whatever is no variable of the question may be a number of its own."""
        self.names.add(name)
        return lambda values: values[name] if name in values else CONSTANTS[name]

    def _call(self, name: str) -> _Node:
        function = FUNCTIONS.get(name)
        if function is None:
            raise FormulaRefused(Reason.UNKNOWN_NAME, name)
        arguments = [self.sum()]
        while self._take(","):
            arguments.append(self.sum())
        self._close()
        if not function.least <= len(arguments) <= function.most:
            raise FormulaRefused(Reason.UNREADABLE, f"{name}(")
        does = function.does
        return lambda values: does(*(argument(values) for argument in arguments))

    def _close(self) -> None:
        if not self._take(")"):
            raise self._refused()

    def _descend(self) -> None:
        self.depth += 1
        if self.depth > _DEEPEST:
            raise FormulaRefused(Reason.TOO_LONG)

    def _take(self, *signs: str) -> str:
        token = self._now
        if token.kind != "sign" or token.text not in signs:
            return ""
        self.place += 1
        return token.text

    @property
    def _now(self) -> _Token:
        return self.tokens[self.place] if self.place < len(self.tokens) else _END

    def _refused(self) -> FormulaRefused:
        rest = " ".join(token.text for token in self.tokens[self.place : self.place + 5])
        return FormulaRefused(Reason.UNREADABLE, rest[:20])


def _two(sign: str, left: _Node, right: _Node) -> _Node:
    does = _SIGNS[sign]
    return lambda values: fits(does(left(values), right(values)))


def _divided(left: Fraction, right: Fraction) -> Fraction:
    if not right:
        raise ValueRefused
    return left / right


_SIGNS: Mapping[str, Callable[[Fraction, Fraction], Fraction]] = {
    "+": lambda left, right: left + right,
    "-": lambda left, right: left - right,
    "*": lambda left, right: left * right,
    "/": _divided,
}
