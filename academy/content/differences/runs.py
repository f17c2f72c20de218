"""What two lists have in common, and which member of the one became which of the other."""

from collections.abc import Callable, Hashable, Iterator, Sequence
from typing import NamedTuple, TypeVar

from rapidfuzz.distance import Indel, LCSseq

MOST_WORK = 100_000_000
"""Members of one list times members of the other: 12 MB and a few hundredths of a second."""
_MOST_PAIRS = 10_000
_ALIKE = 0.5

T = TypeVar("T", bound=Hashable)
Pair = tuple[int | None, int | None]
"""The places of a member in the old list and in the new one; `None` where it is not there."""


class Run(NamedTuple):
    """So many members, from this place in the old list and that in the new, are the same."""

    old: int
    new: int
    size: int

    @property
    def end(self) -> "Run":
        """Where both lists go on behind it."""
        return Run(self.old + self.size, self.new + self.size, 0)


def likeness(old: str, new: str) -> float:
    """Return how much of two texts is the same, letter by letter: from 0 to 1."""
    return Indel.normalized_similarity(old, new)


def paired(old: Sequence[T], new: Sequence[T], *, alike: Callable[[T, T], float]) -> Iterator[Pair]:
    """Yield which member of a list became which, in an order that fits both.

    Equal ones belong together; of what is left between them, those that are half `alike` or more.
    """
    at = Run(0, 0, 0)
    for run in runs(old, new):
        for left, right in _likely(old[at.old : run.old], new[at.new : run.new], alike):
            yield (
                None if left is None else at.old + left,
                None if right is None else at.new + right,
            )
        yield from ((run.old + place, run.new + place) for place in range(run.size))
        at = run.end


def runs(old: Sequence[Hashable], new: Sequence[Hashable]) -> list[Run]:
    """Return the runs that make the longest common part; the last is empty, where both end.

    Lists too long for it have in common what they begin and end with.
    """
    head, tail = shared(old, new)
    left, right = old[head : len(old) - tail], new[head : len(new) - tail]
    found = [Run(0, 0, head), Run(len(old) - tail, len(new) - tail, tail)]
    if len(left) * len(right) <= MOST_WORK:
        found[1:1] = [Run(head + run.old, head + run.new, run.size) for run in _common(left, right)]
    return [*(run for run in found if run.size), Run(len(old), len(new), 0)]


def shared(old: Sequence[Hashable], new: Sequence[Hashable]) -> tuple[int, int]:
    """Return how many members both begin with and, of the others, how many both end with."""
    most = min(len(old), len(new))
    head = next((place for place in range(most) if old[place] != new[place]), most)
    rest = most - head
    tail = next((place for place in range(rest) if old[~place] != new[~place]), rest)
    return head, tail


def _common(old: Sequence[Hashable], new: Sequence[Hashable]) -> Iterator[Run]:
    """Yield the runs of the longest common part; members are numbered, for hashes may collide."""
    numbers: dict[Hashable, int] = {}
    left, right = (
        [numbers.setdefault(member, len(numbers)) for member in side] for side in (old, new)
    )
    for block in LCSseq.opcodes(left, right).as_matching_blocks():
        yield Run(block.a, block.b, block.size)


def _likely(old: Sequence[T], new: Sequence[T], alike: Callable[[T, T], float]) -> Iterator[Pair]:
    """Yield pairs of two lists that have nothing in common, and what found no partner."""
    at_old = at_new = 0
    for left, right in _partners(old, new, alike):
        yield from ((place, None) for place in range(at_old, left))
        yield from ((None, place) for place in range(at_new, right))
        yield left, right
        at_old, at_new = left + 1, right + 1
    yield from ((place, None) for place in range(at_old, len(old)))
    yield from ((None, place) for place in range(at_new, len(new)))


def _partners(
    old: Sequence[T], new: Sequence[T], alike: Callable[[T, T], float]
) -> Iterator[tuple[int, int]]:
    """Yield the pairs that are the most alike altogether, none of them crossing another."""
    if len(old) * len(new) > _MOST_PAIRS:
        places = range(min(len(old), len(new)))
        yield from ((at, at) for at in places if alike(old[at], new[at]) >= _ALIKE)
        return
    scores = [[alike(left, right) for right in new] for left in old]
    best = _best(scores, len(new))
    at_old = at_new = 0
    while at_old < len(old) and at_new < len(new):
        score, rest = scores[at_old][at_new], best[at_old + 1][at_new + 1]
        if score >= _ALIKE and best[at_old][at_new] == score + rest:
            yield at_old, at_new
            at_old, at_new = at_old + 1, at_new + 1
        elif best[at_old][at_new] == best[at_old + 1][at_new]:
            at_old += 1
        else:
            at_new += 1


def _best(scores: Sequence[Sequence[float]], width: int) -> list[list[float]]:
    """Return, for each place in both lists, the most that pairs from there on can score."""
    best = [[0.0] * (width + 1) for _ in range(len(scores) + 1)]
    for left in reversed(range(len(scores))):
        for right in reversed(range(width)):
            score = scores[left][right]
            pair = score + best[left + 1][right + 1] if score >= _ALIKE else 0.0
            best[left][right] = max(pair, best[left + 1][right], best[left][right + 1])
    return best
