"""GIFT as blocks of lines, and the characters that a backslash takes out of play."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from academy.content.formats.texts import How

_RESERVED = re.compile(r"[\\~=#{}:\n]")
_CATEGORY = "$CATEGORY:"
_COMMENT = "//"
_ESCAPE = re.compile(r"\\([\\~=#{}:n])")
_HIDDEN = {
    character: chr(0xFDD3 + place) for place, character in enumerate("~=#{}:\n")
}  # noncharacters: no text has them
_SHOWN = {ord(hidden): character for character, hidden in _HIDDEN.items()}
_ID = re.compile(r"\[id:([^\]\x00-\x1f]{1,200})\]")
_TAG = re.compile(r"\[tag:([^\]\x00-\x1f]{1,200})\]")
_FORMAT = re.compile(r"\[(html|plain|markdown|moodle)\]")
_HOW = {"html": How.HTML, "plain": How.PLAIN, "markdown": How.MARKDOWN, "moodle": How.AUTO}


@dataclass(frozen=True, slots=True)
class Block:
    """The text of one question, escapes hidden, its category and what its comments say of it."""

    text: str
    category: str
    id: str = ""
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Said:
    """A text and how it is written."""

    text: str
    how: How


def blocks(text: str) -> Iterator[Block]:
    """Yield the questions of a file; empty lines part them."""
    category = ""
    waiting: list[str] = []
    for lines in _paragraphs(text.splitlines()):
        has_begun = False
        for line in lines:
            if line.startswith(_CATEGORY) and not has_begun:
                category = shown(hide(line[len(_CATEGORY) :])).strip()
                waiting = []
            else:
                waiting.append(line)
                has_begun = has_begun or not line.startswith(_COMMENT)
        if has_begun:
            yield _block(waiting, category)
            waiting = []


def _paragraphs(lines: Sequence[str]) -> Iterator[list[str]]:
    """Yield the lines between empty ones; answers that begin in one part may end in the next."""
    parts: list[list[str]] = [[]]
    for line in lines:
        if line.strip():
            parts[-1].append(line.strip())
        elif parts[-1]:
            parts.append([])
    held: list[str] = []
    for part in parts:
        body = hide(_body(part))
        if held and ("{" in body or body.startswith(("::", _CATEGORY))):
            yield held
            held = []
        is_open = bool(held) or "{" in body
        held.extend(part)
        if not is_open or "}" in body:
            yield held
            held = []
    if held:
        yield held


def _body(lines: Sequence[str]) -> str:
    return "\n".join(line for line in lines if not line.startswith(_COMMENT))


def _block(lines: Sequence[str], category: str) -> Block:
    comments = "\n".join(line for line in lines if line.startswith(_COMMENT))
    found = _ID.search(comments)
    return Block(
        hide(_body(lines)).strip(),
        category,
        found[1].strip() if found else "",
        tuple(tag.strip() for tag in _TAG.findall(comments)),
    )


def hide(text: str) -> str:
    """Put what is escaped out of play."""
    return _ESCAPE.sub(lambda found: _hidden(found[1]), text)


def _hidden(character: str) -> str:
    if character == "\\":
        return "\\"
    return _HIDDEN["\n" if character == "n" else character]


def shown(text: str) -> str:
    """Return a text as it is meant."""
    return text.translate(_SHOWN)


def said(text: str, how: How) -> Said:
    """Return a text with how it is written, which it may say in front."""
    text = text.strip()
    found = _FORMAT.match(text)
    if found:
        how, text = _HOW[found[1]], text[found.end() :]
    return Said(shown(text).strip(), how)


def escaped(text: str) -> str:
    """Return a text that is read back as it is."""
    return _RESERVED.sub(lambda found: "\\n" if found[0] == "\n" else "\\" + found[0], text)
