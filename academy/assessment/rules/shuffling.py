"""Orders that depend on a seed and nothing else: no language, no process, no release."""

from collections.abc import Iterator, Sequence
from hashlib import sha256
from itertools import count
from typing import TypeVar

T = TypeVar("T")


def shuffled(items: Sequence[T], seed: int, label: str) -> tuple[T, ...]:
    """Return the items in the order that `seed` gives to `label`.

    Fisher and Yates' shuffle (Durstenfeld's form), its numbers drawn from SHA-256. The standard
    library's own shuffle may change between releases, and with it the paper in front of a learner.
    """
    order = list(items)
    draws = _draws(seed, label)
    for last in range(len(order) - 1, 0, -1):
        other = next(draws) % (last + 1)
        order[last], order[other] = order[other], order[last]
    return tuple(order)


def disordered(items: Sequence[T], seed: int, label: str) -> tuple[T, ...]:
    """Return the items shuffled, but never as they were: turned by one instead."""
    order = shuffled(items, seed, label)
    return order if order != tuple(items) else (*order[1:], *order[:1])


def _draws(seed: int, label: str) -> Iterator[int]:
    """Draw numbers of 256 bits: a remainder by any number of items favours nobody measurably."""
    return (
        int.from_bytes(sha256(f"{seed}:{label}:{number}".encode()).digest()) for number in count()
    )
