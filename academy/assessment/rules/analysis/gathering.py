"""From kept saves to the tables of item analysis: some thousand attempts at a time.

A save is one acknowledged answer. Of each question the newest one counts; all of them say how long
things took.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import numpy as np

from academy.assessment.rules.analysis.scores import (
    BoolArray,
    Choices,
    FloatArray,
    IntArray,
    Scores,
)

LONGEST_PAUSE = 30 * 60
"""A longer time between two saves is taken to be this long: nobody thinks for hours."""

NOTHING = "null"
"""What an answer that was taken back is, as JSON."""

Taken = Callable[[Any], Sequence[str]]
"""Says which options an answer, as it came out of JSON, takes."""


@dataclass(frozen=True, slots=True)
class Item:
    """A question to be analysed: what it earns, its options, which are right, and who took which.

    `is_free` says that everybody who was asked earns everything.
    """

    id: str
    marks: float
    offered: Mapping[str, bool]
    taken: Taken
    is_free: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Saves:
    """Saves as columns, in any order. `rows` are the places of their attempts, from 0.

    `moments` are seconds of the epoch. `answers` are JSON texts, `marks` exact fractions or empty.
    """

    rows: IntArray
    sequences: IntArray
    moments: IntArray
    questions: Sequence[str]
    answers: Sequence[str]
    marks: Sequence[str]
    locales: Sequence[str]


class Gathering:
    """Gathers the tables of so many attempts.

    `available` are what each attempt could earn in each item, NaN where it was not asked; `begun`
    is when each began, in seconds of the epoch. `languages` are the tags that are told apart.
    """

    def __init__(
        self,
        items: Sequence[Item],
        available: FloatArray,
        begun: IntArray,
        *,
        languages: Sequence[str],
    ) -> None:
        self._items, self._available, self._begun = items, available, begun
        self._tags = languages
        self._places = {item.id: place for place, item in enumerate(items)}
        self._locales = {tag: place for place, tag in enumerate(languages)}
        self._worth = _Worth()
        self._shares = np.where(np.isnan(available), np.nan, 0.0)
        self._answered = np.zeros(available.shape, dtype=np.bool_)
        self._seconds = np.full(available.shape, np.nan)
        self._spoken = np.full(len(available), -1)
        self._ticks = {
            place: _Ticks(item, len(available)) for place, item in enumerate(items) if item.offered
        }

    def add(self, saves: Saves) -> None:
        """Add all saves of some attempts."""
        if not saves.rows.size:
            return
        order = np.lexsort((saves.sequences, saves.rows))
        rows = saves.rows[order]
        questions = _coded(self._places, saves.questions)[order]
        self._time(rows, questions, saves.moments[order])
        known = questions >= 0
        first, size = int(rows[0]), int(rows[-1] - rows[0] + 1) * len(self._items)
        newest = np.full(size, -1)
        # Of those that share a cell the last one stays.
        newest[(rows[known] - first) * len(self._items) + questions[known]] = order[known]
        cells = np.flatnonzero(newest >= 0)
        rows, places = np.divmod(cells, len(self._items))
        self._keep(rows + first, places, saves=saves, newest=newest[cells])

    def give(self, row: int, question: str, marks: Fraction) -> None:
        """Note the marks that people gave to an answer: they count before any other."""
        place = self._places[question]
        self._shares[row, place] = float(marks) / self._available[row, place]

    def scores(self) -> Scores:
        """Return the tables. An answer that has no marks counts as not asked."""
        free = np.array([item.is_free for item in self._items], dtype=np.bool_)
        shares = np.where(free & ~np.isnan(self._available), 1.0, self._shares)
        asked = ~np.isnan(shares)
        return Scores(
            items=tuple(item.id for item in self._items),
            shares=shares,
            marks=np.array([item.marks for item in self._items]),
            answered=self._answered & asked,
            languages=np.array([*self._tags, ""])[self._spoken],
            seconds=np.where(asked, self._seconds, np.nan),
            choices={self._items[place].id: each.choices() for place, each in self._ticks.items()},
        )

    def _time(self, rows: IntArray, questions: IntArray, moments: IntArray) -> None:
        """Add the time between two saves of an attempt to the question of the later one.

        What was saved in the same second, as a page without scripts does, took an unknown time.
        """
        is_next = np.diff(rows, prepend=-1) == 0
        before = np.where(is_next, np.concatenate(([0], moments[:-1])), self._begun[rows])
        gaps = np.clip(moments - before, 0, LONGEST_PAUSE)
        together = is_next & (gaps == 0)
        together |= np.append(together[1:], False)
        timed = ~together & (questions >= 0)
        cells = (rows[timed] - rows[0]) * len(self._items) + questions[timed]
        sums = np.bincount(cells, weights=gaps[timed])
        found = np.flatnonzero(np.bincount(cells))
        self._seconds.reshape(-1)[found + rows[0] * len(self._items)] = sums[found]

    def _keep(self, rows: IntArray, places: IntArray, *, saves: Saves, newest: IntArray) -> None:
        """Keep the newest answers: `newest` are their places among the saves."""
        kept: list[int] = newest.tolist()
        answers = [saves.answers[at] for at in kept]
        given = np.array([answer != NOTHING for answer in answers], dtype=np.bool_)
        earned = np.array([self._worth[saves.marks[at]] for at in kept])
        self._shares[rows, places] = np.where(
            given, earned / self._available[rows, places], self._shares[rows, places]
        )
        self._answered[rows, places] = given
        locales = _coded(self._locales, [saves.locales[at] for at in kept])
        self._speak(rows[given], locales[given])
        for place, ticks in self._ticks.items():
            here = np.flatnonzero(given & (places == place))
            ticks.take(rows[here], [answers[at] for at in here.tolist()])

    def _speak(self, rows: IntArray, locales: IntArray) -> None:
        """Note in which language most answers of each attempt were given."""
        known = locales >= 0
        found, places = np.unique(rows[known], return_inverse=True)
        cells = places * len(self._tags) + locales[known]
        counts = np.bincount(cells, minlength=len(found) * len(self._tags))
        self._spoken[found] = counts.reshape(len(found), len(self._tags)).argmax(axis=1)


class _Worth(dict[str, float]):
    """Marks as floats, by how they are written; NaN where there are none."""

    def __missing__(self, text: str) -> float:
        self[text] = value = float(Fraction(text)) if text else float("nan")
        return value


class _Ticks(dict[str, int]):
    """Which options the attempts took of one item. The same answer is read once."""

    def __init__(self, item: Item, attempts: int) -> None:
        super().__init__()
        self._item = item
        self._options = tuple(item.offered)
        self._known: list[BoolArray] = []
        self._taken = np.zeros((attempts, len(self._options)), dtype=np.bool_)

    def __missing__(self, answer: str) -> int:
        taken = set(self._item.taken(json.loads(answer)))
        self[answer] = len(self._known)
        self._known.append(np.array([option in taken for option in self._options]))
        return self[answer]

    def take(self, rows: IntArray, answers: Sequence[str]) -> None:
        """Note the answers of these attempts."""
        if answers:
            codes = [self[answer] for answer in answers]
            self._taken[rows] = np.array(self._known)[codes]

    def choices(self) -> Choices:
        """Return who took what."""
        keys = frozenset(option for option, is_right in self._item.offered.items() if is_right)
        return Choices(options=self._options, keys=keys, taken=self._taken)


def _coded(places: Mapping[str, int], names: Sequence[str]) -> IntArray:
    """Return the place of each name, -1 where it has none."""
    return np.array([places.get(name, -1) for name in names], dtype=np.int64)
