"""Two files side by side, as a history shows them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from academy.content.differences.pieces import Mark, Piece, word_changes
from academy.content.differences.runs import likeness, paired


@dataclass(frozen=True, slots=True)
class LineChange:
    """A row of two files side by side. A line number of 0: that side has no line here.

    Where `folded` is not 0, the row stands for so many lines, from these on, that are the same.
    """

    left: int
    right: int
    before: tuple[Piece, ...] = ()
    after: tuple[Piece, ...] = ()
    folded: int = 0

    @property
    def is_same(self) -> bool:
        """Whether both sides read the same."""
        return bool(self.left and self.right) and self.before == self.after


def line_changes(old: str, new: str, *, context: int = 3) -> tuple[LineChange, ...]:
    """Return two files side by side; lines that are the same are folded, but for a few around."""
    before, after = old.splitlines(), new.splitlines()
    pairs = paired(before, after, alike=likeness)
    rows = [_row(before, after, left=left, right=right) for left, right in pairs]
    return tuple(_folded(rows, context))


def _row(
    old: Sequence[str], new: Sequence[str], *, left: int | None, right: int | None
) -> LineChange:
    before = "" if left is None else old[left]
    after = "" if right is None else new[right]
    pieces = word_changes(before, after)
    return LineChange(
        left=0 if left is None else left + 1,
        right=0 if right is None else right + 1,
        before=tuple(piece for piece in pieces if piece.mark is not Mark.NEW),
        after=tuple(piece for piece in pieces if piece.mark is not Mark.GONE),
    )


def _folded(rows: Sequence[LineChange], context: int) -> Iterator[LineChange]:
    done = 0
    for is_same, run in groupby(rows, key=lambda row: row.is_same):
        block = list(run)
        first = context if done else 0
        done += len(block)
        last = context if done < len(rows) else 0
        if not is_same or len(block) <= first + last + 1:
            yield from block
            continue
        hidden = block[first : len(block) - last]
        yield from block[:first]
        yield LineChange(hidden[0].left, hidden[0].right, folded=len(hidden))
        yield from block[len(block) - last :]
