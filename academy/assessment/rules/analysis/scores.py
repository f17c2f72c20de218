"""What item analysis is fed: tables of attempts by items."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

FloatArray = NDArray[np.float64]
BoolArray = NDArray[np.bool_]
IntArray = NDArray[np.int64]

UNANSWERED = -1
_TABLE = 2  # the dimensions of one


@dataclass(frozen=True, slots=True, eq=False)
class Choices:
    """What learners chose in one question: its options in the author's order, and which are right.

    `taken` is the place of the chosen option for each attempt (`UNANSWERED` where there is none)
    or, where several may be chosen, a table of attempts by options. Attempts that were not asked
    are passed over.
    """

    options: tuple[str, ...]
    keys: frozenset[str]
    taken: IntArray | BoolArray

    def ticks(self) -> BoolArray:
        """Return which options each attempt chose, as a table of attempts by options."""
        if self.taken.ndim == _TABLE:
            return self.taken.astype(np.bool_)
        return self.taken[:, np.newaxis] == np.arange(len(self.options))


@dataclass(frozen=True, slots=True, eq=False)
class Scores:
    """The attempts of a quiz, one a row.

    `shares` are the shares of each item's marks, attempts by items, NaN where not asked; `marks`
    are what the items can earn (one each, where left out); `answered` says which answers were
    given at all (every asked one, where left out); `languages` has the tag of each attempt's
    language; `seconds` how long each item took, NaN where unknown; `choices` the chosen options,
    by item.
    """

    items: tuple[str, ...]
    shares: FloatArray
    marks: FloatArray | None = None
    answered: BoolArray | None = None
    languages: NDArray[np.str_] | None = None
    seconds: FloatArray | None = None
    choices: Mapping[str, Choices] = field(default_factory=dict[str, Choices])

    def __post_init__(self) -> None:
        """Refuse tables that do not fit together."""
        attempts, items = self.shares.shape[0], len(self.items)
        parts = (
            (self.shares, (attempts, items)),
            (self.marks, (items,)),
            (self.answered, (attempts, items)),
            (self.languages, (attempts,)),
            (self.seconds, (attempts, items)),
        )
        fits = all(part is None or part.shape == shape for part, shape in parts)
        fits = fits and all(
            item in self.items and choices.ticks().shape == (attempts, len(choices.options))
            for item, choices in self.choices.items()
        )
        if not fits:
            message = "The tables of attempts and items differ in size."
            raise ValueError(message)

    @property
    def attempts(self) -> int:
        """How many attempts there are."""
        return self.shares.shape[0]

    @property
    def weights(self) -> FloatArray:
        """What each item can earn."""
        return np.ones(len(self.items)) if self.marks is None else self.marks
