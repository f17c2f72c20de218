"""Texts of other systems, in the several ways they are written, as the Markdown that is kept."""

import re
from dataclasses import dataclass, field
from enum import StrEnum

from markdown_it import MarkdownIt

from academy.content import bounds
from academy.content.formats.flow import Flow, from_html, kept, markdown_of
from academy.content.formats.losses import ItemRefused, LossCode, Losses
from academy.content.formats.runs import words

_NAME = re.compile(r"[^a-z0-9]+")
_ID = 64


class How(StrEnum):
    """How a text is written."""

    HTML = "html"
    AUTO = "moodle_auto_format"
    PLAIN = "plain_text"
    MARKDOWN = "markdown"


_MARKDOWN = MarkdownIt("commonmark", {"html": True}).enable("table")


@dataclass(slots=True)
class Texts:
    """Reads the texts of one item; what they lose is noted with the item's other losses."""

    losses: Losses = field(default_factory=Losses)

    def markdown(self, text: str, how: How = How.HTML) -> str:
        """Return a text as Markdown; raise `ItemRefused` where it is too long."""
        return self.written(self.flow(text, how))

    def written(self, flow: Flow) -> str:
        """Return what a flow came to as Markdown."""
        return self.fitting(markdown_of(flow.finish(), self.losses))

    def words(self, text: str, how: How = How.PLAIN, limit: int = bounds.WORD) -> str:
        """Return a text without any marks, for names and for what is compared."""
        said = words(self.flow(text, how).finish()) if how is not How.PLAIN else text
        return self.fitting(kept(said, self.losses), limit)

    def flow(self, text: str, how: How = How.HTML) -> Flow:
        """Return what a text comes to, before it is written down."""
        if how is How.PLAIN:
            return _plain(text, self.losses)
        if how is How.MARKDOWN:
            self.fitting(text, 4 * bounds.TEXT)
            text = _MARKDOWN.render(text)
        return from_html(text, self.losses, lines=how is How.AUTO)

    def fitting(self, text: str, limit: int = bounds.TEXT) -> str:
        """Return a text that is no longer than texts may be."""
        if len(text) > limit:
            raise ItemRefused(LossCode.TOO_LONG, what=text)
        return text


def _plain(text: str, losses: Losses) -> Flow:
    flow = Flow(losses)
    for place, line in enumerate(text.splitlines()):
        if place:
            flow.new_line()
        flow.text(line)
    return flow


def slug(name: str, taken: "set[str] | frozenset[str]" = frozenset(), otherwise: str = "q") -> str:
    """Return an id made of a name, other than those that are taken."""
    base = _NAME.sub("-", name[: 4 * _ID].lower()).strip("-")[: _ID - 6].strip("-") or otherwise
    found, number = base, 1
    while found in taken:
        number += 1
        found = f"{base}-{number}"
    return found


class Ids:
    """Gives ids to the parts of a question, each only once."""

    def __init__(self) -> None:
        self._taken: set[str] = set()
        self._next: dict[str, int] = {}

    def of(self, name: str, otherwise: str = "q") -> str:
        """Return an id made of a name."""
        base = slug(name, otherwise=otherwise)
        number = self._next.get(base, 0)
        found = f"{base}-{number + 1}" if number else base
        while found in self._taken:
            number += 1
            found = f"{base}-{number + 1}"
        self._next[base] = number + 1
        self._taken.add(found)
        return found


def letter(place: int) -> str:
    """Return the id of an option by its place: `a`, `b`, … and behind `z`, `o27`."""
    return chr(ord("a") + place) if place < 26 else f"o{place + 1}"  # noqa: PLR2004 - the alphabet
