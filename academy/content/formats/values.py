"""What is read from a file and written to one."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import islice
from typing import TypeVar

from academy.content.formats.losses import Loss
from academy.content.model import Question

T = TypeVar("T")

MOST_ITEMS = 10_000
"""Questions of one file: reading more of them would take longer than anybody waits."""


class Format(StrEnum):
    """A format that is read and written."""

    GIFT = "gift"
    AIKEN = "aiken"
    MOODLE_XML = "moodle-xml"
    QTI_2 = "qti-2"
    QTI_3 = "qti-3"


class FormatFault(StrEnum):
    """Why a whole file did not come in. Behind each stand the names that its detail has."""

    TOO_LARGE = "too-large"  # limit, in bytes
    NOT_UTF8 = "not-utf8"
    NOT_XML = "not-xml"
    DECLARES_TYPES = "declares-types"
    TOO_DEEP = "too-deep"  # limit
    TOO_MANY_PARTS = "too-many-parts"  # limit
    UNKNOWN_FORMAT = "unknown-format"
    OTHER_FORMAT = "other-format"  # found
    BAD_ARCHIVE = "bad-archive"  # why
    UNSAFE_PATH = "unsafe-path"  # file
    NO_QUESTIONS = "no-questions"


class FormatRefused(Exception):
    """A file that does not come in: which fault it has, and the names in it."""

    def __init__(self, reason: FormatFault, **detail: str) -> None:
        self.reason = reason
        self.detail: Mapping[str, str] = detail
        super().__init__(f"{reason} {detail}")


def not_too_many(items: Iterable[T]) -> Sequence[T]:
    """Return the items of a file before anything is made of them; raise `FormatRefused`."""
    found = list(islice(items, MOST_ITEMS + 1))
    if len(found) > MOST_ITEMS:
        raise FormatRefused(FormatFault.TOO_MANY_PARTS, limit=str(MOST_ITEMS))
    return found


@dataclass(frozen=True, slots=True)
class Item:
    """A question with what stands around it: its name, its category, its pictures by name."""

    question: Question
    name: str = ""
    category: str = ""
    pictures: Mapping[str, bytes] = field(default_factory=dict[str, bytes])


@dataclass(frozen=True, slots=True)
class ReadItem(Item):
    """An item that was read, and what it lost."""

    losses: tuple[Loss, ...] = ()


@dataclass(frozen=True, slots=True)
class RefusedItem:
    """An item that cannot be carried at all, and why: nothing of it is kept."""

    name: str
    category: str
    why: Loss


@dataclass(frozen=True, slots=True)
class Reading:
    """What came of a file, in the order of the file; `losses` are those of no one item."""

    format: Format
    items: tuple[ReadItem, ...] = ()
    refused: tuple[RefusedItem, ...] = ()
    losses: tuple[Loss, ...] = ()


@dataclass(frozen=True, slots=True)
class WrittenItem:
    """What an item lost in writing; `why` says why it is not in the file, if it is not."""

    name: str
    losses: tuple[Loss, ...] = ()
    why: Loss | None = None


@dataclass(frozen=True, slots=True)
class Written:
    """A file, and what each item lost in it."""

    data: bytes
    items: tuple[WrittenItem, ...] = ()
