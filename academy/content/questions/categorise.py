"""Items to be put into groups."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import ClassVar

from academy.content.changes import Change, Thing
from academy.content.codes import FaultCode
from academy.content.model import Entry, Marking, Question
from academy.content.questions.kind import Common, Found, Plain, QuestionKind
from academy.content.questions.parts import (
    check_texts,
    entry_plain,
    given,
    parts_change,
    read_entries,
    spoken,
)
from academy.content.questions.words import OwnWords, Speaker
from academy.content.segment_kinds import SegmentKind
from academy.content.source import Source, unique_id

GROUPS = "groups"
"""The name of the group of words that holds the groups."""


@dataclass(frozen=True, slots=True)
class Item:
    """An item and the id of the group it belongs to; empty where it belongs to none of them."""

    id: str
    text: str
    group: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Categorise(Question):
    """Groups, and items that belong to them; a group may stay empty."""

    marking: Marking = Marking.PARTIAL_WITHOUT_PENALTY
    groups: tuple[Entry, ...]
    items: tuple[Item, ...]

    @property
    def has_strays(self) -> bool:
        """Whether some item belongs to none of the groups, so that this is on offer."""
        return any(not item.group for item in self.items)


class CategoriseKind(QuestionKind[Categorise]):
    """The groups, and the items, each with its group."""

    name: ClassVar[str] = "categorise"
    model: ClassVar[type[Question]] = Categorise
    markings: ClassVar[tuple[Marking, ...]] = (
        Marking.PARTIAL_WITHOUT_PENALTY,
        Marking.ALL_OR_NOTHING,
        Marking.PARTIAL,
        Marking.NEGATIVE,
    )

    def read(self, source: Source, common: Common) -> Categorise:
        """Return the question."""
        groups = read_entries(source, GROUPS)
        items = _read_items(source, [group.id for group in groups])
        return Categorise(**common, groups=groups, items=items)

    def plain(self, question: Categorise) -> Plain:
        """Return the groups and the items."""
        return {
            GROUPS: [entry_plain(group) for group in question.groups],
            "items": [
                {"id": item.id, "text": item.text, **given("group", item.group)}
                for item in question.items
            ],
        }

    def key(self, question: Categorise) -> object:
        """Return the group of each item, and what other groups there are."""
        items = frozenset((item.id, item.group) for item in question.items)
        return items, frozenset(group.id for group in question.groups)

    def right(self, question: Categorise) -> dict[object, str]:
        """Return the group of each item."""
        groups = {group.id: group.text for group in question.groups}
        return {
            (item.id, item.group): f"{item.text} → {groups.get(item.group, item.group or '–')}"
            for item in question.items
        }

    def texts(self, question: Categorise) -> Found:
        """Yield the groups and the items."""
        yield from ((group.text, SegmentKind.OPTION) for group in question.groups)
        yield from ((item.text, SegmentKind.PROMPT) for item in question.items)

    def words(self, question: Categorise, speaker: Speaker) -> OwnWords:
        """Return the items, which may be shuffled, and the groups, which stand as written."""
        groups = spoken(question.groups, speaker)
        return OwnWords(choices=spoken(question.items, speaker), groups={GROUPS: groups})

    def changes(self, old: Categorise, new: Categorise) -> Iterator[Change]:
        """Yield how the groups and the items changed."""
        yield from parts_change(Thing.GROUP, old.groups, new.groups)
        yield from parts_change(Thing.GROUP_ITEM, old.items, new.items)


def _read_items(source: Source, known: Sequence[str]) -> tuple[Item, ...]:
    own: dict[str, int] = {}
    items: list[Item] = []
    for each in source.records("items"):
        group = each.id("group") if "group" in each else ""
        items.append(Item(unique_id(each, own), each.text("text"), group))
        each.end()
        if group and group not in known:
            listed = ", ".join(known)
            each.fault(FaultCode.UNKNOWN_GROUP, "group", group=group, groups=listed)
    check_texts(source, "items", items)
    return tuple(items)
