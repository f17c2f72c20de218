"""What an import would change, told before it does, and what it then writes.

Three rules: nothing empty or unfinished in a file touches a text; what somebody wrote here since
the file was exported is kept unless a translator decides otherwise; and what cannot be dated counts
as newer.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from academy.content.interchange import Interchange
from academy.content.po import Catalogue, Entry, Key
from academy.content.segments import Segment
from academy.content.text import clean

_NO_ENTRY = Entry("")


class ChangeKind(StrEnum):
    """What a text in the file means for the one that is here."""

    NEW = "new"
    """There was none, or only a stale one that nobody has touched."""
    CHANGED = "changed"
    """They differ, and the file is newer."""
    CONFLICT = "conflict"
    """They differ, and the text here is newer or cannot be dated."""
    NOT_HERE = "not-here"
    """Its source is no text of the course now; it waits for the source to come back."""


class Untouched(StrEnum):
    """Why a text in the file changes nothing."""

    SAME = "same"
    EMPTY = "empty"
    UNFINISHED = "unfinished"
    """It is marked as fuzzy: its translator was not sure, or a program guessed."""


class Decision(StrEnum):
    """What a translator decides about a conflict."""

    KEEP = "keep"
    TAKE = "take"


@dataclass(frozen=True, slots=True)
class Change:
    """A text that differs. `before` is empty where there was none; `comment` goes with `after`."""

    key: Key
    kind: ChangeKind
    before: str
    after: str
    comment: str = ""


@dataclass(frozen=True, slots=True)
class Plan:
    """What an import would change, in the file's order, and how many texts it leaves alone."""

    changes: tuple[Change, ...]
    same: int = 0
    empty: int = 0
    unfinished: int = 0

    def of(self, kind: ChangeKind) -> tuple[Change, ...]:
        """Return the changes of one kind."""
        return tuple(change for change in self.changes if change.kind is kind)


def plan(  # noqa: PLR0917 - what is here, what comes, and what decides between them
    current: Catalogue,
    incoming: Interchange,
    wanted: Sequence[Segment],
    saved_at: Mapping[Key, datetime],
) -> Plan:
    """Return what importing a file would change.

    `saved_at` tells when the texts that are here were saved; one that is not in it counts as newer
    than the file, except a stale one, which only a program made.
    """
    here = _Here(current, wanted, saved_at, incoming.exported_at)
    changes: list[Change] = []
    left: Counter[Untouched] = Counter()
    for key, entry in _cleaned(incoming.catalogue.entries).items():
        kind = here.judge(key, entry)
        if isinstance(kind, Untouched):
            left[kind] += 1
            continue
        ours = here.entry(key)
        comment = entry.comment or ours.comment
        changes.append(Change(key, kind, before=ours.text, after=entry.text, comment=comment))
    return Plan(
        tuple(changes), left[Untouched.SAME], left[Untouched.EMPTY], left[Untouched.UNFINISHED]
    )


def apply(plan: Plan, decisions: Mapping[Key, Decision]) -> dict[Key, Entry]:
    """Return the translations to write: what is new or changed, and each conflict that is taken."""
    return {
        change.key: Entry(change.after, comment=change.comment)
        for change in plan.changes
        if change.kind in {ChangeKind.NEW, ChangeKind.CHANGED}
        or (change.kind is ChangeKind.CONFLICT and decisions.get(change.key) is Decision.TAKE)
    }


def waiting(plan: Plan) -> dict[Key, Entry]:
    """Return the translations to keep as obsolete; one that waits already is not replaced."""
    return {
        change.key: Entry(change.after, comment=change.comment)
        for change in plan.of(ChangeKind.NOT_HERE)
        if not change.before
    }


class _Here:
    """The translations that are here, and how the file's compare with them."""

    def __init__(  # noqa: PLR0917 - as `plan`
        self,
        current: Catalogue,
        wanted: Sequence[Segment],
        saved_at: Mapping[Key, datetime],
        exported_at: datetime | None,
    ) -> None:
        self._places = {_clean_key(segment.key) for segment in wanted}
        self._entries = _cleaned({**current.obsolete, **current.entries})
        self._saved_at = {_clean_key(key): when for key, when in saved_at.items()}
        self._exported_at = exported_at

    def entry(self, key: Key) -> Entry:
        """Return what is here, which may be obsolete or nothing."""
        return self._entries.get(key, _NO_ENTRY)

    def judge(self, key: Key, theirs: Entry) -> ChangeKind | Untouched:
        """Tell what the file's translation of a text means."""
        if not theirs.text:
            return Untouched.EMPTY
        ours = self.entry(key)
        if theirs.text == ours.text and (theirs.fuzzy or not ours.fuzzy):
            return Untouched.SAME
        if theirs.fuzzy:
            return Untouched.UNFINISHED
        return self._differing(key, ours, theirs) if key in self._places else ChangeKind.NOT_HERE

    def _differing(self, key: Key, ours: Entry, theirs: Entry) -> ChangeKind:
        """Tell what a finished translation that is not ours means."""
        if ours.text in {"", theirs.text}:
            return ChangeKind.NEW
        saved = self._saved_at.get(key)
        if saved is None:
            return ChangeKind.NEW if ours.fuzzy else ChangeKind.CONFLICT
        if self._exported_at is None or saved > self._exported_at:
            return ChangeKind.CONFLICT
        return ChangeKind.CHANGED


def _cleaned(entries: Mapping[Key, Entry]) -> dict[Key, Entry]:
    """Return translations as they are compared: Unicode and white space decide nothing."""
    return {
        _clean_key(key): replace(entry, text=clean(entry.text)) for key, entry in entries.items()
    }


def _clean_key(key: Key) -> Key:
    unit, source = key
    return unit, clean(source)
