"""Chance that can be repeated: keys, moments and names that follow from a seed."""

from datetime import UTC, datetime
from random import Random

from academy.kernel.ids import CROCKFORD

_SIXTY_FOUR_VARIANT = 0b10 << 62


def moment_at(seconds: float) -> datetime:
    """Return a moment by its whole seconds of the epoch."""
    return datetime.fromtimestamp(int(seconds), UTC)


def moment_text(seconds: float) -> str:
    """Return a moment as both stores take it, in UTC."""
    return f"{moment_at(seconds).replace(tzinfo=None).isoformat(' ')}.000000"


def key_at(seconds: float, chance: Random) -> str:
    """Return a UUID version 7 of that moment as 32 hexadecimal digits, as both stores take it."""
    random = chance.getrandbits(74)
    head = int(seconds * 1000) << 16 | 0x7000 | random >> 62
    return f"{head:016x}{_SIXTY_FOUR_VARIANT | random & (2**62 - 1):016x}"


def readable(chance: Random) -> str:
    """Return a public name as `kernel.ids.readable_id` makes them."""
    bits = chance.getrandbits(60)
    letters = "".join(CROCKFORD[bits >> 5 * place & 31] for place in range(12))
    return f"{letters[:4]}-{letters[4:8]}-{letters[8:]}"


def weighted(choices: tuple[tuple[str, int], ...], chance: Random) -> str:
    """Return one of the choices, the heavier the likelier."""
    left = chance.random() * sum(weight for _, weight in choices)
    for name, weight in choices:
        left -= weight
        if left < 0:
            return name
    return choices[-1][0]
