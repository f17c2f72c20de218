"""The one Markdown that lessons are written in: CommonMark, tables, footnotes, boxes.

`html` is on so that raw HTML becomes a token which can be refused; the renderer never lets it out.
Any word may open a box, so that a wrong one is a fault with a line and not a paragraph of colons.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.rules_block import table
from markdown_it.rules_core import StateCore
from markdown_it.token import Token
from mdit_py_plugins.container import container_plugin
from mdit_py_plugins.footnote import footnote_plugin

from academy.content import bounds

BOX_OPEN = "container_box_open"
BOX_CLOSE = "container_box_close"
_FOOTNOTE = re.compile(r"\[\^[^\]\s]+\]")
_MARKS = re.compile(r"[\\`*_\[\]<&\n\r\x00]")
"""What may begin something inside a text. A text without any is the words it shows."""
_PICTURE = "media/"
_UNIT = "unit:"


# A row with fewer cells than the table's head is filled up: a few kilobytes would make a page of
# megabytes. The library's own bound is for books; a lesson's tables are small.
table.__globals__["MAX_AUTOCOMPLETED_CELLS"] = bounds.EMPTY_CELLS


class Box(StrEnum):
    """What may stand after `:::`."""

    NOTE = "note"
    TIP = "tip"
    WARNING = "warning"
    EXAMPLE = "example"
    CHECK = "check"
    FACT = "fact"


class _Parser(MarkdownIt):
    def validateLink(self, url: str) -> bool:  # noqa: ARG002, N802 - the library calls it
        return True


def make_markdown() -> MarkdownIt:
    """Return a parser. Every link is parsed, so that it can be judged."""
    markdown = _Parser("commonmark", {"html": True}).enable("table")
    markdown.use(footnote_plugin, inline=False)
    markdown.use(container_plugin, "box", validate=_opens_box)
    markdown.core.ruler.before("inline", "bounded", _bounded)
    return markdown


def _bounded(state: StateCore) -> None:
    """Cut blocks that are too long anyway: brackets in a row take the square of their number."""
    for token in state.tokens:
        if token.type == "inline":
            token.content = token.content[: bounds.TEXT + 1]


def _opens_box(_params: str, _markup: str) -> bool:
    return True


_MARKDOWN = make_markdown()


@dataclass(frozen=True, slots=True)
class Block:
    """A block whose text is a unit of translation: a paragraph, a heading, a cell, a box's title.

    `opener` is the token around it, such as `heading_open`. A picture's text is its alternative.
    """

    opener: Token
    text: str
    line: int
    inline: tuple[Token, ...]

    @property
    def picture(self) -> Token | None:
        """The picture that stands alone in this block, if one does."""
        return self.inline[0] if is_picture(self.inline) else None


def parse(source: str, env: dict[str, Any] | None = None) -> list[Token]:
    """Return the tokens of a lesson; `env` gathers footnotes and link definitions."""
    return _MARKDOWN.parse(source, {} if env is None else env)


def parse_inline(text: str) -> list[Token]:
    """Return the tokens of a text that has no blocks."""
    if len(text) <= bounds.TEXT and not _MARKS.search(text):
        return [Token("text", "", 0, content=text)] if text else []
    return list(_MARKDOWN.parseInline(text, {})[0].children or [])


def blocks(tokens: Sequence[Token]) -> Iterator[Block]:
    """Return the blocks that hold text, in reading order."""
    for place, token in enumerate(tokens):
        if token.type == BOX_OPEN:
            title = box_title(token)
            if title and box_name(token) != Box.FACT:
                yield Block(token, title, line_of(token), tuple(parse_inline(title)))
        elif token.type == "inline":
            children = tuple(token.children or ())
            text = children[0].content if is_picture(children) else token.content
            yield Block(tokens[place - 1], text, line_of(token), children)


def is_picture(inline: Sequence[Token]) -> bool:
    """Tell whether a picture, and nothing else, is there."""
    return len(inline) == 1 and inline[0].type == "image"


def box_name(token: Token) -> str:
    """Return the word after the colons."""
    return token.info.strip().partition(" ")[0]


def box_title(token: Token) -> str:
    """Return what follows the word: a title, a question, or the kind of a fact."""
    return token.info.strip().partition(" ")[2].strip()


def line_of(token: Token) -> int:
    """Return the line on which a block begins."""
    return token.map[0] + 1 if token.map else 0


def links(inline: Sequence[Token]) -> list[str]:
    """Return where the links of a text lead."""
    return [str(token.attrGet("href")) for token in inline if token.type == "link_open"]


def codes(inline: Sequence[Token]) -> list[str]:
    """Return the code spans of a text."""
    return [token.content for token in inline if token.type == "code_inline"]


def footnote_marks(text: str) -> list[str]:
    """Return the footnotes that a text refers to, as they are written."""
    return _FOOTNOTE.findall(text)


def marks(inline: Sequence[Token]) -> frozenset[str]:
    """Return the kinds of emphasis in a text."""
    return frozenset(token.tag for token in inline if token.type in {"em_open", "strong_open"})


def plain(inline: Sequence[Token]) -> str:
    """Return the words of a text, without its marks."""
    words: list[str] = []
    for token in inline:
        if token.type in {"softbreak", "hardbreak"}:
            words.append(" ")
        elif token.type == "image":
            words.append(plain(token.children or []))
        else:
            words.append(token.content)
    return "".join(words)


def picture_name(token: Token) -> str | None:
    """Return the name of a picture in `media/`, or `None` for one from elsewhere."""
    source = str(token.attrGet("src") or "")
    return source.removeprefix(_PICTURE) if source.startswith(_PICTURE) else None


def unit_of(link: str) -> str | None:
    """Return the unit that a link names, or `None` for another link."""
    return link.removeprefix(_UNIT) if link.startswith(_UNIT) else None


def lesson_title(source: str) -> str:
    """Return a lesson's title, or nothing where it does not begin with one."""
    tokens = parse(source.partition("\n\n")[0])
    starts = len(tokens) > 1 and tokens[0].type == "heading_open" and tokens[0].tag == "h1"
    return tokens[1].content if starts else ""
