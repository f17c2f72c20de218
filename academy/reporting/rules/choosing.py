"""Putting columns into an order. Pure."""

from collections.abc import Sequence


def moved(columns: Sequence[str], name: str, *, by: int) -> tuple[str, ...]:
    """Return the columns with one of them so many places further on, or back where `by` is below 0.

    Beyond either end there is no place; what is not among them moves nothing.
    """
    if name not in columns:
        return tuple(columns)
    others = [each for each in columns if each != name]
    place = min(max(list(columns).index(name) + by, 0), len(others))
    return (*others[:place], name, *others[place:])
