"""Country facts as one table into which both people and files write.

A file comes back at every start, so it must not undo what somebody has found out since: whichever
was checked later holds.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import astuple, dataclass, field

from academy.content.model import Fact, FactKind

Place = tuple[str, FactKind]
"""A country and what is to be known about it: there is one fact at most."""


@dataclass(frozen=True, slots=True)
class FactTable:
    """What readers are shown, and what was taken out; `removed` may hold what `facts` does not."""

    facts: Mapping[Place, Fact] = field(default_factory=dict[Place, Fact])
    removed: Mapping[Place, Fact] = field(default_factory=dict[Place, Fact])

    @property
    def version(self) -> str:
        """What it is known by: another one stands for another content."""
        parts = (self.facts, self.removed)
        return _digest([[astuple(fact) for fact in in_order(part.values())] for part in parts])


@dataclass(frozen=True, slots=True)
class FactChange:
    """A fact that would stand in place of another one, or of none."""

    before: Fact | None
    after: Fact


@dataclass(frozen=True, slots=True)
class Arrival:
    """What a file would change, and where the table is kept because the file is no newer."""

    changes: tuple[FactChange, ...]
    kept: tuple[FactChange, ...]


def place_of(fact: Fact) -> Place:
    """Return what a fact is about."""
    return fact.country, fact.kind


def fact_version(fact: Fact | None) -> str:
    """Return what a fact is known by while somebody edits it; no fact has an empty one."""
    return _digest(astuple(fact)) if fact else ""


def in_order(facts: Iterable[Fact]) -> tuple[Fact, ...]:
    """Return facts as files list them: by kind, then by country."""
    return tuple(sorted(facts, key=lambda fact: (fact.kind, fact.country)))


def arrival(table: FactTable, sent: Iterable[Fact]) -> Arrival:
    """Tell what these facts would change, each of them being about something else.

    A fact takes the place of one that was checked on an earlier day. Where both were checked on the
    same day and say different things, the table holds: somebody may have mended it that day. What
    was taken out comes back only if it was checked again since.
    """
    changes: list[FactChange] = []
    kept: list[FactChange] = []
    for fact in sent:
        before = table.facts.get(place_of(fact))
        known = before or table.removed.get(place_of(fact))
        if before != fact:
            is_newer = known is None or fact.checked > known.checked
            (changes if is_newer else kept).append(FactChange(before, fact))
    return Arrival(tuple(changes), tuple(kept))


def _digest(content: object) -> str:
    return hashlib.sha256(json.dumps(content, default=str).encode()).hexdigest()
