"""Who took which option: the table of a question's choices, with a curve over ability for each."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from academy.assessment.rules.analysis.moments import mean
from academy.assessment.rules.analysis.rests import Totals, rests_of, totals_of
from academy.assessment.rules.analysis.scores import (
    BoolArray,
    Choices,
    FloatArray,
    IntArray,
    Scores,
)

GROUPS = 5


@dataclass(frozen=True, slots=True)
class ChoiceLine:
    """One option, or none where `option` is empty: how many took it, and how able they were.

    `curve` is the share that took it in each ability group, the least able first; nothing where a
    group is empty. `mean_rest` is the mean share of marks that its takers earned in the rest of
    the test.
    """

    option: str | None
    is_key: bool
    taken: int
    share: float | None
    mean_rest: float | None
    curve: tuple[float | None, ...]


@dataclass(frozen=True, slots=True)
class ChoiceTable:
    """The options of an item in the author's order, those who left it unanswered last.

    `groups` are the sizes of the ability groups. Where several options may be chosen, the shares
    add up to more than one.
    """

    item: str
    groups: tuple[int, ...]
    lines: tuple[ChoiceLine, ...]


def ability_groups(rests: FloatArray) -> IntArray:
    """Sort attempts into fifths by their rest score, 0 for the least able.

    Equal scores always stay together: all of them go where the middle of their places falls. So
    groups differ in size where many scores are equal, and one may be empty.
    """
    _, places, counts = np.unique(rests, return_inverse=True, return_counts=True)
    twice_the_middles = 2 * np.cumsum(counts) - counts
    return (GROUPS * twice_the_middles // (2 * max(rests.size, 1)))[places]


def choice_tables(scores: Scores) -> dict[str, ChoiceTable]:
    """Return the tables of all items whose choices are known, by item.

    Attempts that were asked nothing else have no rest score: they are counted, but in no group.
    """
    totals = totals_of(scores)
    return {item: _table(scores, totals, item) for item in scores.choices}


def _table(scores: Scores, totals: Totals, item: str) -> ChoiceTable:
    place, choices = scores.items.index(item), scores.choices[item]
    asked = ~np.isnan(scores.shares[:, place])
    rests = rests_of(scores, totals, place)[asked]
    known = ~np.isnan(rests)
    groups = np.full(rests.size, GROUPS)
    groups[known] = ability_groups(rests[known])
    sizes = np.bincount(groups, minlength=GROUPS)[:GROUPS]
    return ChoiceTable(
        item=item,
        groups=tuple(int(size) for size in sizes),
        lines=tuple(
            ChoiceLine(
                option=option,
                is_key=option in choices.keys,
                taken=int(took.sum()),
                share=mean(took.astype(np.float64)),
                mean_rest=mean(rests[took & known]),
                curve=_curve(took, groups, sizes),
            )
            for option, took in _takers(choices, asked)
        ),
    )


def _takers(choices: Choices, asked: BoolArray) -> Iterator[tuple[str | None, BoolArray]]:
    """Say of each option, and of none at all, which of those who were asked took it."""
    ticks = choices.ticks()[asked]
    for place, option in enumerate(choices.options):
        yield option, ticks[:, place]
    yield None, ticks.sum(axis=1) == 0


def _curve(took: BoolArray, groups: IntArray, sizes: IntArray) -> tuple[float | None, ...]:
    taken = np.bincount(groups[took], minlength=GROUPS)[:GROUPS]
    return tuple(
        float(some / size) if size else None for some, size in zip(taken, sizes, strict=True)
    )
