"""XML from outside: bounded, without a DTD, and in one vocabulary for QTI 2 and QTI 3."""

import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from dataclasses import dataclass, field

from defusedxml.common import DefusedXmlException, DTDForbidden, EntitiesForbidden
from defusedxml.ElementTree import fromstring

from academy.content.formats.values import FormatFault, FormatRefused

LIMIT = 20_000_000
_DEPTH = 100
_MARKUP = 250_000
_DECLARED = re.compile(r"<\?xml[^>]{0,200}?\sencoding\s*=\s*[\"']([^\"']*)[\"']")
_UTF8 = frozenset({"utf-8", "utf8", "us-ascii", "ascii"})
_QTI = "qti-"
_SENTINELS = re.compile("[\ufdd0-\ufdef]")


def text_of(data: bytes, limit: int = LIMIT) -> str:
    """Return the text of a file; raise `FormatRefused`."""
    if len(data) > limit:
        raise FormatRefused(FormatFault.TOO_LARGE, limit=str(limit))
    try:
        return without_sentinels(data.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise FormatRefused(FormatFault.NOT_UTF8) from None


def without_sentinels(text: str) -> str:
    """Return a text from outside without the noncharacters that mark gaps inside here."""
    return _SENTINELS.sub("", text)


def xml_of(data: bytes) -> ET.Element:
    """Return the root of a document; raise `FormatRefused`."""
    text = text_of(data).lstrip()
    declared = _DECLARED.match(text)
    if declared and declared[1].lower() not in _UTF8:
        raise FormatRefused(FormatFault.NOT_UTF8)
    if text.count("<") > _MARKUP:
        raise FormatRefused(FormatFault.TOO_MANY_PARTS, limit=str(_MARKUP))
    try:
        root = fromstring(text.encode(), forbid_dtd=True)
    except (DTDForbidden, EntitiesForbidden):
        raise FormatRefused(FormatFault.DECLARES_TYPES) from None
    except (ET.ParseError, DefusedXmlException, ValueError, LookupError):
        raise FormatRefused(FormatFault.NOT_XML) from None
    level = [root]
    for _ in range(_DEPTH):
        level = [child for element in level for child in element]
    if level:
        raise FormatRefused(FormatFault.TOO_DEEP, limit=str(_DEPTH))
    return root


def local(tag: str) -> str:
    """Return a name without its namespace."""
    return tag.rpartition("}")[2]


@dataclass(slots=True)
class Node:
    """An element by the names of QTI 2, whichever version it came from."""

    name: str
    attributes: dict[str, str] = field(default_factory=dict[str, str])
    pieces: "list[str | Node]" = field(default_factory=list["str | Node"])

    def __getitem__(self, key: str) -> str:
        return self.attributes.get(key, "").strip()

    @property
    def children(self) -> "Iterator[Node]":
        """The elements in it."""
        return (piece for piece in self.pieces if isinstance(piece, Node))

    @property
    def text(self) -> str:
        """All text in it, through its elements."""
        return "".join(piece if isinstance(piece, str) else piece.text for piece in self.pieces)

    def all(self, *names: str) -> "list[Node]":
        """Return the elements directly in it that have one of these names."""
        return [child for child in self.children if child.name in names]

    def first(self, name: str) -> "Node | None":
        """Return the first element directly in it that has this name."""
        return next((child for child in self.children if child.name == name), None)

    def deep(self, *names: str) -> "Iterator[Node]":
        """Yield the elements anywhere in it that have one of these names, in order."""
        for child in self.children:
            if child.name in names:
                yield child
            yield from child.deep(*names)


def node_of(element: ET.Element) -> Node:
    """Return an element, its names those of QTI 2: `qti-item-body` is `itemBody`."""
    name = local(element.tag)
    ours = name.startswith(_QTI)
    node = Node(_camel(name.removeprefix(_QTI)) if ours else name)
    for key, value in element.attrib.items():
        bare = local(key)
        keeps = not ours or bare.startswith(("data-", "aria-"))
        node.attributes[bare if keeps else _camel(bare)] = without_sentinels(value)
    if element.text:
        node.pieces.append(without_sentinels(element.text))
    for child in element:
        node.pieces.append(node_of(child))
        if child.tail:
            node.pieces.append(without_sentinels(child.tail))
    return node


def _camel(name: str) -> str:
    first, *rest = name.split("-")
    return first + "".join(word[:1].upper() + word[1:] for word in rest)
