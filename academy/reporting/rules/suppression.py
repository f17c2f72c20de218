"""Which numbers of a table are left blank, so that nobody can be made out in it.

A table counts people in rows and columns, with a total of each. A number from 1 to 4 is blank, and
so is one that leaves 1 to 4 once somebody takes off the people whom they know. Then as many others
are blank as it takes that no blank number can be worked out from the rest of the table: each could
still be one of several (`POSSIBLE`), whatever anybody reckons from the sums.

Rows and columns are the ends of a network, and every blank number is a line from its row to its
column. What can still vary is what can flow around: a number is as free as the rings it lies on.
The row of totals is never blank, because it is the same in several tables.
"""

from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from heapq import heappop, heappush

SMALL = 5
"""From this number on, people are enough not to be made out."""
POSSIBLE = 5
"""So many values every blank number could have, as far as anybody can tell."""

Cell = tuple[int, int]
"""A row and a column; the last of each is the total."""
_Ends = tuple[int, int]
_Room = dict[int, dict[int, int]]
_ROOM = 10**12
_COSTLY = 10**9


@dataclass(frozen=True, slots=True)
class Table:
    """Counts in rows and columns, with their totals: a number for every cell."""

    counts: Sequence[Sequence[int]]

    @classmethod
    def of(cls, inner: Iterable[Sequence[int]]) -> "Table":
        """Return a table with the totals of these rows."""
        rows = [(*row, sum(row)) for row in inner]
        return cls([*rows, tuple(sum(column) for column in zip(*rows, strict=True))])

    @property
    def cells(self) -> Iterator[Cell]:
        """Every cell, totals too."""
        return (
            (row, column)
            for row, counts in enumerate(self.counts)
            for column, _ in enumerate(counts)
        )

    @property
    def total_row(self) -> int:
        """The number of the row of totals."""
        return len(self.counts) - 1

    @property
    def total_column(self) -> int:
        """The number of the column of totals."""
        return len(self.counts[0]) - 1

    def at(self, cell: Cell) -> int:
        """Return the number in a cell."""
        return self.counts[cell[0]][cell[1]]


def blanks(table: Table, known: Iterable[Table] = ()) -> frozenset[Cell] | None:
    """Return the cells to leave blank; `None` where nothing of the table can be shown.

    `known` are tables of the same shape, each of people whom somebody knows well: those of one
    organisation, whose administrators see all of them.
    """
    if not table.counts or not any(table.counts[-1]):
        return frozenset()
    views = [_View(table, None), *_concerned(table, known)]
    hidden = frozenset[Cell]().union(*(view.small for view in views))
    if any(row == table.total_row for row, _ in hidden):
        return None
    return _widened(views, hidden)


def could_be(table: Table, hidden: Iterable[Cell], cell: Cell) -> tuple[int, int]:
    """Return the least and the most that a blank number could be, for who knows nobody."""
    view, blank = _View(table, None), frozenset(hidden)
    less, more = view.freedom(blank, cell, enough=_ROOM)
    return table.at(cell) - less, table.at(cell) + more


@dataclass(frozen=True)
class _View:
    """A table as somebody sees it who knows some of its people."""

    table: Table
    known: Table | None
    rooms: dict[frozenset[Cell], _Room] = field(default_factory=dict[frozenset[Cell], "_Room"])
    """What can flow along the cells that are blank by now."""

    def least(self, cell: Cell) -> int:
        """Return what a blank number is at least: nothing is never blank."""
        return max(1, self.known.at(cell) if self.known else 0)

    @cached_property
    def small(self) -> frozenset[Cell]:
        """The cells that too few others are in."""
        return frozenset(
            cell
            for cell in self.table.cells
            if 0 < self.table.at(cell) - (self.known.at(cell) if self.known else 0) < SMALL
        )

    def freedom(self, hidden: frozenset[Cell], cell: Cell, *, enough: int) -> tuple[int, int]:
        """Return how much less and how much more a blank number could be, each up to `enough`."""
        least = min(self._down(cell), enough)
        less = self._flow(hidden, cell, more=False, enough=least)
        return less, self._flow(hidden, cell, more=True, enough=enough)

    def cheapest(self, hidden: frozenset[Cell], cell: Cell) -> list[Cell] | None:
        """Return which cells to blank as well, so that this one could have enough values."""
        less, more = self.freedom(hidden, cell, enough=POSSIBLE)
        if less + more + 1 >= POSSIBLE:
            return []
        ways = [self._way(hidden, cell, more=True, needed=POSSIBLE - 1 - less)]
        if self._down(cell) >= POSSIBLE - 1 - more:
            ways.append(self._way(hidden, cell, more=False, needed=POSSIBLE - 1 - more))
        found = [way for way in ways if way is not None]
        return min(found)[1] if found else None

    def _down(self, cell: Cell) -> int:
        """Return how far a number could fall if it were alone; it could rise without an end."""
        return self.table.at(cell) - self.least(cell)

    def _is_sum(self, cell: Cell) -> bool:
        """Tell whether a number is what the others of its row or column come to."""
        return (cell[0] == self.table.total_row) != (cell[1] == self.table.total_column)

    def _lines(self, cell: Cell) -> tuple[tuple[_Ends, int], tuple[_Ends, int]]:
        """Return what can flow along a cell, both ways; a row is an end, a column another.

        More in a cell flows from its row to its column; more in a sum, the other way about.
        """
        row, column = cell[0], ~cell[1]
        rising, falling = ((row, column), _ROOM), ((column, row), self._down(cell))
        if self._is_sum(cell):
            return (rising[0], falling[1]), (falling[0], rising[1])
        return rising, falling

    def _ends(self, cell: Cell, *, more: bool) -> _Ends:
        """Return from where to where the others must flow for a number to be more, or less."""
        row, column = cell[0], ~cell[1]
        return (row, column) if self._is_sum(cell) == more else (column, row)

    def _flow(self, hidden: frozenset[Cell], cell: Cell, *, more: bool, enough: int) -> int:
        """Return how much can flow along the other blank cells, up to `enough`."""
        room = self._room(hidden)
        (start, end), _along = self._lines(cell)[0]
        room[start][end] = room[end][start] = 0
        ends, found = self._ends(cell, more=more), 0
        while found < enough and (path := _path(room, *ends)):
            pushed = min(enough - found, *(room[start][end] for start, end in path))
            for start, end in path:
                room[start][end] -= pushed
                room[end][start] += pushed
            found += pushed
        return found

    def _room(self, hidden: frozenset[Cell]) -> _Room:
        """Return what can flow from every end to another: a copy, to be used up."""
        if hidden not in self.rooms:
            self.rooms.clear()
            made = self.rooms[hidden] = {}
            for cell in sorted(hidden):
                for (start, end), capacity in self._lines(cell):
                    made.setdefault(start, {})[end] = capacity
        return {end: dict(ways) for end, ways in self.rooms[hidden].items()}

    def _way(
        self, hidden: frozenset[Cell], cell: Cell, *, more: bool, needed: int
    ) -> tuple[int, list[Cell]] | None:
        """Return the cheapest cells along which so much can flow, with what they cost."""
        source, sink = self._ends(cell, more=more)
        lines = self._open_lines(hidden, cell, needed)
        waiting: list[tuple[int, int, list[Cell]]] = [(0, source, [])]
        seen = set[int]()
        while waiting:
            cost, end, taken = heappop(waiting)
            if end == sink:
                return cost, [one for one in taken if one not in hidden]
            if end in seen:
                continue
            seen.add(end)
            for following, price, one in lines.get(end, ()):
                heappush(waiting, (cost + price, following, [*taken, one]))
        return None

    def _open_lines(
        self, hidden: frozenset[Cell], cell: Cell, needed: int
    ) -> Mapping[int, list[tuple[int, int, Cell]]]:
        """Return, from every end, where so much can flow, at what price, by which cell."""
        lines: dict[int, list[tuple[int, int, Cell]]] = {}
        for one in self.table.cells:
            if one == cell or one[0] == self.table.total_row or not self.table.at(one):
                continue
            price = 0 if one in hidden else self._price(one)
            for (start, end), capacity in self._lines(one):
                if capacity >= needed:
                    lines.setdefault(start, []).append((end, price, one))
        return lines

    def _price(self, cell: Cell) -> int:
        """Return what it costs to blank a cell: few blanks first, totals last, then few people."""
        is_total = cell[1] == self.table.total_column
        return _COSTLY * (2 if is_total else 1) + self.table.at(cell)


def _concerned(table: Table, known: Iterable[Table]) -> Iterator[_View]:
    """Yield the views of those who know so many that too few others are left somewhere."""
    for own in known:
        view = _View(table, own)
        if view.small:
            yield view


def _widened(views: Sequence[_View], hidden: frozenset[Cell]) -> frozenset[Cell] | None:
    """Blank more until nobody can work a blank number out; `None` where nothing is enough.

    Each number is looked at once for everybody: another blank only makes the others freer.
    """
    nobody = views[0]
    waiting = deque((view, cell) for view in views for cell in sorted(_guarded(view, hidden)))
    while waiting:
        view, cell = waiting.popleft()
        more = view.cheapest(hidden, cell)
        if more is None:
            return None
        hidden = hidden.union(more)
        waiting.extend((nobody, one) for one in more)
    return hidden


def _guarded(view: _View, hidden: frozenset[Cell]) -> frozenset[Cell]:
    """Return the cells that this view must not work out: every blank one, or the small ones."""
    return hidden if view.known is None else view.small


def _path(room: Mapping[int, Mapping[int, int]], source: int, sink: int) -> list[_Ends] | None:
    """Return a shortest way along which something can still flow."""
    came, waiting = {source: source}, deque([source])
    while waiting and sink not in came:
        end = waiting.popleft()
        for following, capacity in room.get(end, {}).items():
            if capacity > 0 and following not in came:
                came[following] = end
                waiting.append(following)
    if sink not in came:
        return None
    way, end = list[_Ends](), sink
    while end != source:
        way.append((came[end], end))
        end = came[end]
    return way[::-1]
