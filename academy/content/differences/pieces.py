"""Two texts word by word, as a reader would mark them: not the lone comma between two new words."""

from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum
from itertools import accumulate, groupby, pairwise
from typing import NamedTuple

from academy.content.differences.runs import MOST_WORK, Run, likeness, paired, runs, shared
from academy.content.differences.words import words


class Mark(StrEnum):
    """Whether a piece of text stayed, went or came."""

    SAME = "same"
    GONE = "gone"
    NEW = "new"


class Piece(NamedTuple):
    """A piece of the old text, of the new one, or of both."""

    mark: Mark
    text: str


def word_changes(old: str, new: str) -> tuple[Piece, ...]:
    """Return the pieces of both texts, white space too.

    What is the same or gone, joined, is the old text; what is the same or new is the new one. No
    two neighbours have the same mark, and what is gone stands before what is new in its place.
    """
    return _joined(_changes(old, new, by_line=True))


def _changes(old: str, new: str, *, by_line: bool) -> Iterator[Piece]:
    before, after = words(old), words(new)
    head, tail = shared(before, after)
    gone, come = before[head : len(before) - tail], after[head : len(after) - tail]
    yield _piece(Mark.SAME, before[:head])
    if len(gone) * len(come) <= MOST_WORK:
        yield from _by_word(gone, come)
    elif by_line:
        yield from _by_line("".join(gone), "".join(come))
    else:
        yield from _replaced(gone, come)
    yield _piece(Mark.SAME, before[len(before) - tail :])


def _by_line(old: str, new: str) -> Iterator[Piece]:
    before, after = old.splitlines(keepends=True), new.splitlines(keepends=True)
    for left, right in paired(before, after, alike=likeness):
        gone = "" if left is None else before[left]
        come = "" if right is None else after[right]
        yield from _changes(gone, come, by_line=False)


def _by_word(old: Sequence[str], new: Sequence[str]) -> Iterator[Piece]:
    at = Run(0, 0, 0)
    for run in _telling(old, new):
        yield from _replaced(old[at.old : run.old], new[at.new : run.new])
        yield _piece(Mark.SAME, old[run.old : run.end.old])
        at = run.end


def _replaced(gone: Sequence[str], come: Sequence[str]) -> Iterator[Piece]:
    """Yield one text in the place of another, but for what both begin and end with."""
    head, tail = shared(gone, come)
    yield _piece(Mark.SAME, gone[:head])
    yield _piece(Mark.GONE, gone[head : len(gone) - tail])
    yield _piece(Mark.NEW, come[head : len(come) - tail])
    yield _piece(Mark.SAME, gone[len(gone) - tail :])


def _telling(old: Sequence[str], new: Sequence[str]) -> Iterator[Run]:
    """Yield the runs that tell a reader something; the last is where both texts end."""
    found = runs(old, new)
    left = list(accumulate(map(len, old), initial=0))
    right = list(accumulate(map(len, new), initial=0))
    at = Run(0, 0, 0)
    for run, following in pairwise(found):
        before = left[run.old] - left[at.old], right[run.new] - right[at.new]
        behind = left[following.old] - left[run.end.old], right[following.new] - right[run.end.new]
        if _tells(old[run.old : run.end.old], before, behind):
            yield run
            at = run.end
    yield found[-1]


def _tells(run: Iterable[str], before: tuple[int, int], behind: tuple[int, int]) -> bool:
    """Tell whether a run is worth keeping between changes of so many letters, gone and new.

    It is dropped where it holds no word, or where on either side more than it was rewritten.
    """
    told = sum(len(word) for word in run if word[0].isalnum())
    return told > min(*before, *behind)


def _piece(mark: Mark, texts: Iterable[str]) -> Piece:
    return Piece(mark, "".join(texts))


def _joined(pieces: Iterable[Piece]) -> tuple[Piece, ...]:
    """Return the pieces without empty ones, and those that stayed and that changed by turns."""
    told = (
        _piece(mark, (piece.text for piece in run if piece.mark is mark))
        for run in _turns(pieces)
        for mark in Mark
    )
    return tuple(piece for piece in told if piece.text)


def _turns(pieces: Iterable[Piece]) -> Iterator[list[Piece]]:
    shown = (piece for piece in pieces if piece.text)
    for _, run in groupby(shown, key=lambda piece: piece.mark is Mark.SAME):
        yield list(run)
