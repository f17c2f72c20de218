"""A lesson as its hints see it: parts with their words and lines, in a language that is counted."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum, auto

from markdown_it.token import Token

from academy.content.markdown import BOX_OPEN, Block, blocks, parse, plain
from academy.kernel.languages import DEFAULT, Language, find_language

_BREAKS = frozenset({"softbreak", "hardbreak"})


class PartKind(Enum):
    """What a part of a lesson is."""

    HEADING = auto()
    PARAGRAPH = auto()
    ITEM = auto()
    CELL = auto()
    BOX = auto()
    PICTURE = auto()


@dataclass(frozen=True, slots=True)
class Part:
    """A block, and its words without any mark, in the lines in which they were written."""

    kind: PartKind
    block: Block
    text: str

    def line(self, before: str = "") -> int:
        """Return the line of what stands behind these words."""
        return max(self.block.line, 1) + before.count("\n")


@dataclass(frozen=True, slots=True)
class Page:
    """A lesson. `minutes` is what its unit is planned for."""

    tokens: tuple[Token, ...]
    parts: tuple[Part, ...]
    minutes: int
    language: Language

    @property
    def length(self) -> int:
        """How many words there are to read, or characters where words are not spaced."""
        return sum(
            self.count(part.text) for part in self.parts if part.kind is not PartKind.PICTURE
        )

    def of(self, *kinds: PartKind) -> Iterator[Part]:
        """Yield the parts of these kinds."""
        return (part for part in self.parts if part.kind in kinds)

    def count(self, text: str) -> int:
        """Return how many words a text has, or characters where words are not spaced."""
        told = text.split()
        return len(told) if self.language.spaced else sum(map(len, told))


def read_page(source: str, *, minutes: int, language: str) -> Page:
    """Return a lesson's page; a language that nobody knows counts as one with spaces."""
    tokens = tuple(parse(source))
    listed = _in_lists(tokens)
    parts = tuple(
        Part(_kind(block, is_listed=id(block.opener) in listed), block, words_of(block.inline))
        for block in blocks(tokens)
    )
    return Page(tokens, parts, minutes, find_language(language) or DEFAULT)


def _in_lists(tokens: Sequence[Token]) -> frozenset[int]:
    """Return the tokens that stand in a list."""
    depth, found = 0, set[int]()
    for token in tokens:
        if token.type.startswith("list_item_"):
            depth += token.nesting
        elif depth:
            found.add(id(token))
    return frozenset(found)


def _kind(block: Block, *, is_listed: bool) -> PartKind:
    if block.picture:
        return PartKind.PICTURE
    if block.opener.type == "paragraph_open" and is_listed:
        return PartKind.ITEM
    return _KINDS.get(block.opener.type, PartKind.PARAGRAPH)


_KINDS = {
    "heading_open": PartKind.HEADING,
    "th_open": PartKind.CELL,
    "td_open": PartKind.CELL,
    BOX_OPEN: PartKind.BOX,
}


def words_of(inline: Sequence[Token]) -> str:
    """Return the words of a text, in the lines in which they were written."""
    return "".join("\n" if token.type in _BREAKS else plain([token]) for token in inline)
