"""What becomes of each row of a file of people: its fate, and what is wrong with it. Pure.

A fate is told as one line of text, which begins with its name: whoever looks for fates of one kind
passes over all other lines without reading them.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any, cast


class Fate(StrEnum):
    """What becomes of a row. Each row has exactly one."""

    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    WAITING = "waiting"
    PERHAPS = "perhaps"
    DUPLICATE = "duplicate"
    REFUSED = "refused"

    @property
    def is_to_do(self) -> bool:
        """Whether the row changes something without anybody being asked again."""
        return self in {Fate.NEW, Fate.CHANGED, Fate.WAITING}

    @property
    def is_left_out(self) -> bool:
        """Whether the row is one to be looked at again and perhaps mended."""
        return self in {Fate.PERHAPS, Fate.DUPLICATE, Fate.REFUSED}


LEFT_OUT = frozenset(fate for fate in Fate if fate.is_left_out)


class RowFault(StrEnum):
    """What may be wrong with a row of any file of people."""

    SAID_OTHERWISE = "said-otherwise"
    """An earlier row is about the same person, and says something else."""
    CHANGED_MEANWHILE = "changed-meanwhile"


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a cell: the field it stands for, a code, and a word to be named."""

    field: str
    code: str
    word: str = ""


@dataclass(frozen=True, slots=True)
class Outcome:
    """The fate of one row, by its number in the file.

    `told` is what the row says, tidied; `subject` whom it is about, where they are known;
    `changes` the fields that become others; `twin` the row of which it is a duplicate; `cells` is
    the row as it stood in the file.
    """

    row: int
    fate: Fate
    told: Mapping[str, str] = field(default_factory=dict[str, str])
    subject: str = ""
    changes: tuple[str, ...] = ()
    faults: tuple[Fault, ...] = ()
    twin: int = 0
    cells: tuple[str, ...] = ()

    def line(self) -> bytes:
        """Return it as one line, with its end."""
        told = {
            "row": self.row,
            "told": dict(self.told),
            "subject": self.subject,
            "changes": self.changes,
            "faults": [[one.field, one.code, one.word] for one in self.faults],
            "twin": self.twin,
            "cells": self.cells,
        }
        text = json.dumps(told, ensure_ascii=False, separators=(",", ":"))
        return f"{self.fate.value} {text}\n".encode()

    def is_to_do(self, *, with_perhaps: bool) -> bool:
        """Tell whether the row is to be taken; one that is perhaps a double only if that is so."""
        return self.fate.is_to_do or (with_perhaps and self.fate is Fate.PERHAPS)

    def is_still(self, now: "Outcome") -> bool:
        """Tell whether what was shown of the row is what would become of it now.

        Somebody who is perhaps there already is taken, if at all, as somebody new.
        """
        fate = Fate.NEW if self.fate is Fate.PERHAPS else self.fate
        return (fate, self.subject, self.changes) == (now.fate, now.subject, now.changes)

    def left_out(self, why: tuple[Fault, ...] = ()) -> "Outcome":
        """Return the row as one that was not taken, because the world changed meanwhile."""
        changed = Fault("", RowFault.CHANGED_MEANWHILE.value)
        return replace(self, fate=Fate.REFUSED, faults=(changed, *why))


def is_faulty(counts: Mapping[str, int], *, with_perhaps: bool) -> bool:
    """Tell whether something would have to be left out; doubles that say the same do not count."""
    doubtful = 0 if with_perhaps else counts.get(Fate.PERHAPS.value, 0)
    return bool(counts.get(Fate.REFUSED.value, 0) + doubtful)


def outcome_of(line: bytes) -> Outcome:
    """Return what a line says, as `Outcome.line` wrote it."""
    fate, _, text = line.decode().partition(" ")
    told = cast("dict[str, Any]", json.loads(text))
    return Outcome(
        row=told["row"],
        fate=Fate(fate),
        told=told["told"],
        subject=told["subject"],
        changes=tuple(told["changes"]),
        faults=tuple(Fault(*one) for one in told["faults"]),
        twin=told["twin"],
        cells=tuple(told["cells"]),
    )
