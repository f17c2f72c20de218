"""Numbers that are drawn for an attempt, and the places of texts that they stand in."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from hashlib import sha256

_PLACE = re.compile(r"\{([a-z0-9-]{1,64})\}")


@dataclass(frozen=True, slots=True)
class Variable:
    """A number that is drawn: `low`, `low + step`, … up to `high`; `{name}` in texts."""

    id: str
    low: Fraction
    high: Fraction
    step: Fraction = Fraction(1)

    @property
    def count(self) -> int:
        """How many numbers it may be; one, as long as its bounds make no sense."""
        if self.step <= 0 or self.high < self.low:
            return 1
        return int((self.high - self.low) // self.step) + 1

    def at(self, place: int) -> Fraction:
        """Return the number at a place, from 0."""
        return self.low + place * self.step

    def drawn(self, seed: int) -> Fraction:
        """Return the number that a seed draws: each as likely as any other, in every language.

        The numbers of SHA-256 are the same in every release; 256 bits favour none measurably.
        """
        bits = sha256(f"{seed}:{self.id}".encode()).digest()
        return self.at(int.from_bytes(bits) % self.count)


def drawn_values(variables: Iterable[Variable], seed: int) -> dict[str, Fraction]:
    """Return the numbers that a seed draws, by name."""
    return {variable.id: variable.drawn(seed) for variable in variables}


def lowest_values(variables: Iterable[Variable]) -> dict[str, Fraction]:
    """Return the lowest number of each: what stands there before anything is drawn."""
    return {variable.id: variable.low for variable in variables}


def names_in(text: str) -> frozenset[str]:
    """Return the names that stand in a text as `{name}`."""
    return frozenset(_PLACE.findall(text))


def filled_in(text: str, written: Mapping[str, str]) -> str:
    """Return a text with what is written in place of each name; other braces stay."""
    return _PLACE.sub(lambda found: written.get(found[1], found[0]), text)
