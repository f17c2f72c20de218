"""What can be wrong with a lesson and with the inline Markdown of a quiz."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from markdown_it.token import Token

from academy.content import bounds
from academy.content.faults import FaultCode, Faults
from academy.content.markdown import (
    BOX_OPEN,
    Block,
    Box,
    blocks,
    box_name,
    box_title,
    footnote_marks,
    line_of,
    links,
    parse,
    picture_name,
    plain,
    unit_of,
)
from academy.content.model import FactKind
from academy.content.yaml_nodes import near_miss


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a text may refer to."""

    units: Collection[str]
    pictures: Collection[str]


class LessonCheck:
    """Judges one lesson; `pictures` are those that it shows."""

    def __init__(self, file: str, around: Surroundings, faults: Faults) -> None:
        self._file = file
        self._around = around
        self._faults = faults
        self.pictures: set[str] = set()

    def check(self, source: str) -> None:
        """Note everything that is wrong."""
        if len(source) > bounds.LESSON:
            self._note(1, FaultCode.LESSON_TOO_LONG, limit=str(bounds.LESSON))
            return
        if source.count("\n") > bounds.LESSON_LINES:
            line = bounds.LESSON_LINES + 1
            self._note(line, FaultCode.TOO_MANY_LINES, limit=str(bounds.LESSON_LINES))
            return
        env: dict[str, Any] = {}
        tokens = parse(source, env)
        self._headings(tokens)
        self._boxes(tokens, source.split("\n"))
        for token in tokens:
            if token.type == "html_block":
                self._html(line_of(token), token)
        for block in blocks(tokens):
            self._block(block)
        self._footnotes(source, env)

    def _headings(self, tokens: Sequence[Token]) -> None:
        """One title, first and plain; below it no level is skipped."""
        if not (tokens and tokens[0].type == "heading_open" and tokens[0].tag == "h1"):
            self._note(1, FaultCode.NO_TITLE)
        elif not is_plain(tokens[1].children or [], tokens[1].content):
            self._note(1, FaultCode.TITLE_MARKUP)
        elif len(tokens[1].content) > bounds.TITLE:
            self._note(1, FaultCode.TITLE_TOO_LONG, limit=str(bounds.TITLE))
        before = 1
        for token in tokens[1:]:
            if token.type == "heading_open":
                before = self._heading(token, before)

    def _heading(self, token: Token, before: int) -> int:
        level = int(token.tag[1])
        if level == 1:
            self._note(line_of(token), FaultCode.SECOND_TITLE)
        elif level > before + 1:
            detail = {"level": str(level), "before": str(before)}
            self._note(line_of(token), FaultCode.SKIPPED_LEVEL, **detail)
        return level

    def _boxes(self, tokens: Sequence[Token], lines: Sequence[str]) -> None:
        for token, after in pairwise(tokens):
            if token.type == BOX_OPEN:
                empty = after.type == "container_box_close" and after.level == token.level
                self._box(token, lines, empty=empty)

    def _box(self, token: Token, lines: Sequence[str], *, empty: bool) -> None:
        name, title, line = box_name(token), box_title(token), line_of(token)
        if name not in set(Box):
            self._note(line, FaultCode.UNKNOWN_BOX, box=name, boxes=", ".join(Box))
            return
        end = token.map[1] if token.map else 0
        if end >= len(lines) or not lines[end].lstrip(" >").startswith(token.markup):
            self._note(line, FaultCode.UNCLOSED_BOX, box=name)
        if name == Box.FACT:
            self._fact(title, line, empty=empty)
        elif empty:
            self._note(line, FaultCode.EMPTY_BOX, box=name)
        if name == Box.CHECK and not title:
            self._note(line, FaultCode.CHECK_WITHOUT_QUESTION)

    def _fact(self, kind: str, line: int, *, empty: bool) -> None:
        if kind not in set(FactKind):
            self._note(line, FaultCode.UNKNOWN_FACT, kind=kind, kinds=", ".join(FactKind))
        if not empty:
            self._note(line, FaultCode.FACT_WITH_TEXT)

    def _block(self, block: Block) -> None:
        if len(block.text) > bounds.TEXT:
            self._note(block.line, FaultCode.BLOCK_TOO_LONG, limit=str(bounds.TEXT))
        if block.picture:
            self._picture(block.picture, block.line)
        else:
            self.inline(block.inline, block.line)

    def _picture(self, token: Token, line: int) -> None:
        name, source = picture_name(token), str(token.attrGet("src"))
        if not plain(token.children or []).strip():
            self._note(line, FaultCode.PICTURE_WITHOUT_TEXT, picture=source)
        if token.attrGet("title"):
            self._note(line, FaultCode.PICTURE_WITH_TITLE, picture=source)
        if name is None:
            self._note(line, FaultCode.PICTURE_ELSEWHERE, picture=source)
        elif name not in self._around.pictures:
            near = near_miss(name, self._around.pictures)
            self._note(line, FaultCode.MISSING_PICTURE, picture=name, **near)
        else:
            self.pictures.add(name)

    def inline(self, inline: Sequence[Token], line: int) -> None:
        """Note what is wrong with a text that has no blocks."""
        html = [token for token in inline if token.type == "html_inline"]
        for token in html[:1]:
            self._html(line, token)
        for place, token in enumerate(inline):
            if token.type == "image":
                self._note(line, FaultCode.PICTURE_NOT_ALONE)
            elif token.type == "link_open" and inline[place + 1].type == "link_close":
                target = str(token.attrGet("href"))
                self._note(line, FaultCode.EMPTY_LINK, target=target)
            elif token.type == "text":
                for label in footnote_marks(token.content):
                    self._note(line, FaultCode.MISSING_FOOTNOTE, label=label)
        for link in links(inline):
            self._link(link, line)

    def _link(self, link: str, line: int) -> None:
        unit = unit_of(link)
        if unit is None:
            if not link.startswith("https://"):
                self._note(line, FaultCode.BAD_LINK, target=link)
        elif unit not in self._around.units:
            near = near_miss(unit, self._around.units)
            self._note(line, FaultCode.UNKNOWN_UNIT, unit=unit, **near)

    def _footnotes(self, source: str, env: dict[str, Any]) -> None:
        """Note footnotes that nothing refers to; the parser keeps them at -1."""
        for key, place in env.get("footnotes", {}).get("refs", {}).items():
            if place < 0:
                label = f"[^{key[1:]}]"
                line = source.count("\n", 0, source.find(f"{label}:")) + 1
                self._note(line, FaultCode.UNUSED_FOOTNOTE, label=label)

    def _html(self, line: int, token: Token) -> None:
        self._note(line, FaultCode.RAW_HTML, html=token.content.strip()[:40])

    def _note(self, line: int, code: FaultCode, **detail: str) -> None:
        self._faults.add(self._file, line, code, **detail)


def is_plain(inline: Sequence[Token], source: str) -> bool:
    """Tell whether a text shows exactly what was written, without any mark."""
    only_text = all(token.type == "text" for token in inline)
    return only_text and "".join(token.content for token in inline) == source
