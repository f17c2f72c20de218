"""What changed in a lesson, block by block, as it stands on the page."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from markdown_it.token import Token

from academy.content.changes import Change, How, Thing, aligned, pieces_of
from academy.content.differences import likeness, word_changes
from academy.content.markdown import (
    BOX_OPEN,
    Block,
    Box,
    blocks,
    box_name,
    box_title,
    parse,
)

_CODE = frozenset({"fence", "code_block"})
_WHOLE = frozenset({Thing.CODE, Thing.FACT})
_SHAPES = {
    "bullet_list_open": "bullets",
    "ordered_list_open": "numbers",
    "blockquote_open": "quotation",
    "table_open": "table",
    "th_open": "table-head",
    "footnote_open": "footnote",
}
_LISTS = frozenset({"bullets", "numbers"})


@dataclass(frozen=True, slots=True)
class Item:
    """Something on the page: its text, what it stands in, and a picture's file.

    A picture's text is its alternative; that of a fact is its kind.
    """

    thing: Thing
    text: str
    shape: tuple[str, ...]
    source: str = ""


@dataclass(frozen=True, slots=True)
class Titled:
    """A lesson's Markdown and the title of its unit, which is told by itself."""

    title: str
    source: str

    @property
    def items(self) -> tuple[Item, ...]:
        """All that is on the page below the title."""
        found = lesson_items(self.source)
        is_title = found[:1] == (Item(Thing.HEADING, self.title, ("h1",)),)
        return found[1:] if is_title else found


def lesson_changes(old: Titled, new: Titled) -> Iterator[Change]:
    """Yield what changed below the title."""
    if old.source == new.source:
        return
    before, after = old.items, new.items
    if before == after and old.title == new.title:
        yield Change(Thing.MARKUP, How.CHANGED)
    for how, was, now in aligned(before, after, alike=_alike):
        yield from _change(how, was, now)


def _change(how: How, was: Item, now: Item) -> Iterator[Change]:
    if how is not How.CHANGED or was.text != now.text:
        yield Change(now.thing, how, pieces_of(how, was.text, now.text), part=now.source)
    if was.shape != now.shape:
        pieces = word_changes(now.text, now.text)
        yield Change(Thing.LAYOUT, How.CHANGED, pieces, before=was.shape, after=now.shape)


def _alike(old: Item, new: Item) -> float:
    """Return how likely one became the other: pictures by their file, words by their letters."""
    if Thing.PICTURE in {old.thing, new.thing}:
        return float(old.thing is new.thing and old.source == new.source)
    if old.thing is not new.thing and {old.thing, new.thing} & _WHOLE:
        return 0.0
    return likeness(old.text, new.text)


@lru_cache(maxsize=512)
def lesson_items(source: str) -> tuple[Item, ...]:
    """Return what is on the page of a lesson, in reading order."""
    tokens = parse(source)
    opened = {id(block.opener): block for block in blocks(tokens)}
    inside: list[str] = []
    found: list[Item] = []
    for token in tokens:
        if token.nesting > 0:
            inside.append(_shape(token))
        shape = tuple(filter(None, inside))
        if id(token) in opened:
            found.append(_item(opened[id(token)], shape))
        elif token.type in _CODE:
            found.append(Item(Thing.CODE, token.content, shape))
        elif token.type == BOX_OPEN and box_name(token) == Box.FACT:
            found.append(Item(Thing.FACT, box_title(token), shape))
        if token.nesting < 0:
            inside.pop()
    return tuple(found)


def _shape(token: Token) -> str:
    if token.type == "heading_open":
        return token.tag
    return box_name(token) if token.type == BOX_OPEN else _SHAPES.get(token.type, "")


def _item(block: Block, shape: tuple[str, ...]) -> Item:
    if block.picture:
        return Item(Thing.PICTURE, block.text, shape, str(block.picture.attrGet("src")))
    return Item(_thing(block, shape), block.text, shape)


def _thing(block: Block, shape: tuple[str, ...]) -> Thing:
    prose = Thing.LIST_ITEM if shape[-1:] and shape[-1] in _LISTS else Thing.PARAGRAPH
    return _THINGS.get(block.opener.type, prose)


_THINGS = {
    "heading_open": Thing.HEADING,
    "th_open": Thing.CELL,
    "td_open": Thing.CELL,
    BOX_OPEN: Thing.BOX,
}
