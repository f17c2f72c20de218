"""What a translators' file would do to a course: told in full first, then done as decided. Pure."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from academy.authoring.rules.tokens import token_of
from academy.authoring.rules.translating import LONGEST_COMMENT, Kept, Row, State, shown_of
from academy.content import bounds, merging
from academy.content.differences import Piece, word_changes
from academy.content.faults import Fault, FaultCode
from academy.content.interchange import Interchange, read_po_interchange
from academy.content.merging import Change, ChangeKind
from academy.content.po import Catalogue, Entry, Key
from academy.content.segments import Segment
from academy.content.text import clean, is_xml
from academy.content.translations import Told, translation_faults
from academy.content.xliff import read_xliff

_BARRED = frozenset(
    {FaultCode.CONTROL_CHARACTER, FaultCode.TRANSLATION_TOO_LONG, FaultCode.TOO_LONG}
)
_UNIT = re.compile(r"[a-z0-9-]{1,64}")


class FileKind(StrEnum):
    """The kinds of files that translators' programs take, by the ends of their names."""

    PO = ".po"
    XLIFF = ".xlf"


@dataclass(frozen=True, slots=True)
class Proposal:
    """A change that a file would make, and what is to be said of the text it brings."""

    change: Change
    faults: tuple[Fault, ...] = ()
    is_reviewed: bool = False

    @property
    def token(self) -> str:
        """The name of what was decided about: another text here meanwhile is another matter."""
        return token_of(*self.change.key, self.change.before)

    @property
    def pieces(self) -> tuple[Piece, ...]:
        """What changes in the text, word by word."""
        return word_changes(self.change.before, self.change.after)

    @property
    def is_barred(self) -> bool:
        """Whether the text may not be kept at all."""
        return any(fault.code in _BARRED for fault in self.faults)


@dataclass(frozen=True, slots=True)
class Import:
    """All that a file would do. `signed` are texts it only marks as reviewed."""

    proposals: tuple[Proposal, ...]
    signed: Mapping[Key, Entry]
    same: int
    empty: int
    unfinished: int
    exported_at: datetime | None

    @property
    def new(self) -> list[Proposal]:
        """Texts that had no translation, or a stale one."""
        return self._of(ChangeKind.NEW)

    @property
    def changed(self) -> list[Proposal]:
        """Texts whose translation is older than the file."""
        return self._of(ChangeKind.CHANGED)

    @property
    def conflicts(self) -> list[Proposal]:
        """Texts whose translation here is newer than the file, or may be."""
        return self._of(ChangeKind.CONFLICT)

    @property
    def not_here(self) -> list[Proposal]:
        """Texts that are not in the course any more."""
        return self._of(ChangeKind.NOT_HERE)

    @property
    def barred(self) -> list[Proposal]:
        """Texts that may not be kept."""
        return [each for each in self.proposals if each.is_barred]

    @property
    def waiting(self) -> list[Proposal]:
        """Translations to keep for the day on which their texts come back."""
        return [
            each
            for each in self.not_here
            if not each.change.before and _UNIT.fullmatch(each.change.key[0])
        ]

    @property
    def is_idle(self) -> bool:
        """Whether there is nothing to do and nothing to decide."""
        return not (self.new or self.changed or self.conflicts or self.waiting or self.signed)

    @property
    def version(self) -> str:
        """The name of all this: another one means that something changed meanwhile."""
        changes = (
            part
            for each in self.proposals
            for part in (*each.change.key, each.change.kind, each.change.before)
        )
        return token_of(*changes, *(part for key in self.signed for part in key))

    def taken(self, tokens: Collection[str]) -> list[Proposal]:
        """Return the conflicts that a translator decided to take the file's text of."""
        return [each for each in self.conflicts if each.token in tokens]

    def _of(self, kind: ChangeKind) -> list[Proposal]:
        return [each for each in self.proposals if each.change.kind is kind and not each.is_barred]


def kind_of(data: bytes) -> FileKind:
    """Tell which kind a file is of."""
    return FileKind.XLIFF if is_xml(data) else FileKind.PO


def read_file(data: bytes, language: str, *, now: datetime) -> Interchange:
    """Return what a file says; raise `InterchangeRefused` or `PackageRefused`.

    A moment that is still to come is none: it would make every text here look older.
    """
    read = read_xliff if kind_of(data) is FileKind.XLIFF else read_po_interchange
    found = read(data, language)
    is_ahead = found.exported_at is not None and found.exported_at > now
    return replace(found, exported_at=None) if is_ahead else found


def moments(
    rows: Iterable[Row], kept: Mapping[Key, Kept], published: Mapping[Key, datetime]
) -> dict[Key, datetime]:
    """Return when the texts at the desk were saved there or, if they were not, published."""
    found: dict[Key, datetime] = {}
    for row in rows:
        key = row.segment.key
        left = kept.get(key)
        if left and (left.text, left.is_fuzzy) == (row.entry.text, row.entry.fuzzy):
            found[key] = left.saved_at
        elif row.entry.text and not row.entry.fuzzy and key in published:
            found[key] = published[key]
    return found


def published_moments(
    newest: tuple[Catalogue, datetime], earlier: tuple[Catalogue, datetime] | None
) -> dict[Key, datetime]:
    """Return when texts were published, as far as a file's moment asks.

    `earlier` is what learners had when the file was exported: what read the same then was not
    changed since.
    """
    catalogue, at = newest
    found = dict.fromkeys(catalogue.entries, at)
    if earlier:
        before, then = earlier
        same = (key for key in found if shown_of(before, key) == shown_of(catalogue, key))
        found |= dict.fromkeys(same, then)
    return found


def proposed(
    rows: Sequence[Row],
    catalogue: Catalogue,
    incoming: Interchange,
    *,
    saved_at: Mapping[Key, datetime],
) -> Import:
    """Return what a file would do to the texts of a desk."""
    wanted = {(row.segment.unit, clean(row.segment.source)): row.segment for row in rows}
    plan = merging.plan(catalogue, incoming, list(wanted.values()), saved_at)
    signed = {(unit, clean(source)) for unit, source in incoming.reviewed}
    judged = _judged(plan.changes, wanted, catalogue.language)
    return Import(
        proposals=tuple(replace(each, is_reviewed=each.change.key in signed) for each in judged),
        signed=dict(_signed(rows, incoming, signed)),
        same=plan.same,
        empty=plan.empty,
        unfinished=plan.unfinished,
        exported_at=incoming.exported_at,
    )


def entries_of(proposals: Iterable[Proposal]) -> dict[Key, Entry]:
    """Return what is to be kept of proposals."""
    return {
        each.change.key: Entry(each.change.after, comment=each.change.comment) for each in proposals
    }


def reviewed_states(rows: Iterable[Row]) -> dict[Key, str]:
    """Return which texts were reviewed, as an XLIFF file tells it."""
    return {row.segment.key: row.state.value for row in rows if row.state is State.REVIEWED}


def _judged(
    changes: Iterable[Change], wanted: Mapping[Key, Segment], tag: str
) -> Iterator[Proposal]:
    """Yield changes with what is wrong with their texts; of what is not here, only the length."""
    for change in changes:
        segment = wanted.get(change.key)
        told = translation_faults(segment, change.after, tag) if segment else _too_long(change)
        file = segment.file if segment else ""
        found = [Fault(file, 0, code, detail) for code, detail in told]
        if len(change.comment) > LONGEST_COMMENT:
            limits = {"key": "comment", "limit": str(LONGEST_COMMENT)}
            found.append(Fault(file, 0, FaultCode.TOO_LONG, limits))
        yield Proposal(change, tuple(found))


def _too_long(change: Change) -> Told:
    if len(change.after) > bounds.TRANSLATION:
        yield FaultCode.TRANSLATION_TOO_LONG, {"limit": str(bounds.TRANSLATION)}


def _signed(
    rows: Iterable[Row], incoming: Interchange, signed: Collection[Key]
) -> Iterator[tuple[Key, Entry]]:
    """Yield texts that the file has as they stand here, and as reviewed."""
    theirs = incoming.catalogue.entries.items()
    said = {(unit, clean(source)): clean(each.text) for (unit, source), each in theirs}
    for row in rows:
        key = row.segment.unit, clean(row.segment.source)
        if key in signed and row.state is State.TRANSLATED and said.get(key) == row.entry.text:
            yield row.segment.key, Entry(row.entry.text, comment=row.entry.comment)
