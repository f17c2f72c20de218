"""A memory for what never changes."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Generic, TypeVar

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


class Memory(Generic[K, V]):
    """Keeps at most `limit` values of one process; the one not asked for longest goes first.

    Threads may share it. It never forgets on purpose: keep only what is immutable, by a key that
    is never used again for anything else.
    """

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._kept: OrderedDict[K, V] = OrderedDict()
        self._lock = Lock()

    def __len__(self) -> int:
        return len(self._kept)

    def recall(self, key: K, find: Callable[[], V]) -> V:
        """Return the value of a key, found by `find` the first time. What raises is not kept.

        Two threads that miss at once both find: the values are equal, and nobody waits.
        """
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key]
        value = find()
        with self._lock:
            self._kept[key] = value
            while len(self._kept) > self._limit:
                self._kept.popitem(last=False)
        return value
