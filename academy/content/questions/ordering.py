"""Items to put in order, listed in the right one."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from academy.content.changes import Change, Thing
from academy.content.model import Entry, Marking, Question
from academy.content.questions.kind import Common, Found, Plain, QuestionKind
from academy.content.questions.parts import (
    entry_plain,
    parts_change,
    read_entries,
    spoken,
    without_moves,
)
from academy.content.questions.words import OwnWords, Speaker
from academy.content.segment_kinds import SegmentKind
from academy.content.source import Source


@dataclass(frozen=True, slots=True, kw_only=True)
class Ordering(Question):
    """Items, written in their right order."""

    marking: Marking = Marking.PARTIAL_WITHOUT_PENALTY
    items: tuple[Entry, ...]


class OrderingKind(QuestionKind[Ordering]):
    """The items."""

    name: ClassVar[str] = "ordering"
    model: ClassVar[type[Question]] = Ordering
    markings: ClassVar[tuple[Marking, ...]] = (
        Marking.PARTIAL_WITHOUT_PENALTY,
        Marking.ALL_OR_NOTHING,
    )

    def read(self, source: Source, common: Common) -> Ordering:
        """Return the question."""
        return Ordering(**common, items=read_entries(source, "items"))

    def plain(self, question: Ordering) -> Plain:
        """Return the items."""
        return {"items": [entry_plain(item) for item in question.items]}

    def key(self, question: Ordering) -> object:
        """Return the order."""
        return tuple(item.id for item in question.items)

    def right(self, question: Ordering) -> dict[object, str]:
        """Return the items."""
        return {item.id: item.text for item in question.items}

    def order(self, question: Ordering) -> list[str]:
        """Return the items' ids, in order."""
        return [item.id for item in question.items]

    def texts(self, question: Ordering) -> Found:
        """Yield the items."""
        return ((item.text, SegmentKind.OPTION) for item in question.items)

    def words(self, question: Ordering, speaker: Speaker) -> OwnWords:
        """Return the items."""
        return OwnWords(spoken(question.items, speaker))

    def changes(self, old: Ordering, new: Ordering) -> Iterator[Change]:
        """Yield how the items changed; where they stand is what is right."""
        return without_moves(parts_change(Thing.ORDER_ITEM, old.items, new.items))
