"""How long things take: what a quarter, half and three quarters of them stay within."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import accumulate

_QUARTERS = 4


@dataclass(frozen=True, slots=True)
class Spread:
    """So many were done, a quarter of them within `quarter` days, half within `half`, and so on."""

    number: int
    quarter: int
    half: int
    three_quarters: int


def spread_of(days: Mapping[int, int]) -> Spread | None:
    """Return the quartiles of how many took how many days; `None` where there was nothing.

    They are whole days, by the nearest rank: the fewest that so large a share kept within.
    """
    number = sum(days.values())
    if not number:
        return None
    return Spread(number, *(_within(days, number, share) for share in (1, 2, 3)))


def _within(days: Mapping[int, int], number: int, quarters: int) -> int:
    reached = accumulate(days[day] for day in sorted(days))
    return next(
        day
        for day, counted in zip(sorted(days), reached, strict=True)
        if counted * _QUARTERS >= number * quarters
    )
