"""A budget is a number beside its limit; nothing else decides."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Budget:
    """One line of the table. `limit` is the most there may be, or with `at_least` the least.

    A number without a limit is there to be compared with, and has no verdict.
    """

    what: str
    measured: float
    unit: str
    limit: float | None = None
    at_least: bool = False
    note: str = ""

    @property
    def is_kept(self) -> bool | None:
        """Whether the number keeps its limit; `None` where there is no limit."""
        if self.limit is None:
            return None
        return self.measured >= self.limit if self.at_least else self.measured <= self.limit


def show(budgets: Sequence[Budget]) -> None:
    """Print the lines as a table."""
    cells = [("what", "measured", "limit", "verdict", "note"), *map(_cells, budgets)]
    widths = [max(len(row[place]) for row in cells) for place in range(4)]
    for what, measured, limit, verdict, note in cells:
        print(
            f"{what:<{widths[0]}}  {measured:>{widths[1]}}  {limit:>{widths[2]}}  "
            f"{verdict:<{widths[3]}}  {note}".rstrip(),
            flush=True,
        )


def _cells(one: Budget) -> tuple[str, str, str, str, str]:
    verdict = {True: "kept", False: "BROKEN", None: ""}[one.is_kept]
    sign = "≥" if one.at_least else "≤"
    limit = "" if one.limit is None else f"{sign} {_number(one.limit)} {one.unit}"
    return one.what, f"{_number(one.measured)} {one.unit}", limit, verdict, one.note


def _number(value: float) -> str:
    return f"{value:,.1f}" if value < 10 else f"{value:,.0f}"
