"""From the HTML of other systems to runs, whatever is in it, in time that grows with its length.

The standard library's tokenizer takes the square of it for tags that never end.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html import unescape

from academy.content.formats.losses import ItemRefused, LossCode

LIMIT = 400_000
_NAME = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]{0,15})(?=[\s/>:-])")
_REST = re.compile(r"""((?:[^>"'=]++|=\s*+(?:"[^"]*+"|'[^']*+')?|["'])*+)>""")
_ATTRIBUTE = re.compile(
    r"""([^\s"'>/=]{1,60}+)[^\s"'>/=]*+(?:\s*+=\s*+(?:"([^"]*+)"|'([^']*+)'|([^\s"'>]++)))?"""
)
_DATA = re.compile(r"(?i)\bdata:[a-z]+/[^\"'\s>]*+")

_ALL = """
    a abbr acronym address applet article aside audio b base bdi bdo big blockquote body br button
    canvas caption center cite code col colgroup data dd del details dfn dir div dl dt em embed
    fieldset figcaption figure font footer form frame frameset h1 h2 h3 h4 h5 h6 head header hr html
    i iframe img input ins kbd label legend li link main map area mark math menu meta nav nobr
    noscript object ol optgroup option output p param picture pre progress q rp rt ruby s samp
    script section select small source span strike strong style sub summary sup svg table tbody td
    template textarea tfoot th thead time title tr track tt u ul var video wbr
    mi mn mo ms mtext mrow mfrac msqrt mroot mstyle msub msup msubsup munder mover munderover
    mtable mtr mtd mspace mfenced menclose semantics annotation nolink
"""
KNOWN = frozenset(_ALL.split())
_SKIPPED = frozenset({"script", "style"})


@dataclass(frozen=True, slots=True)
class Tag:
    """A tag that opens or closes; one that is both, such as `<br/>`, only opens."""

    name: str
    attributes: Mapping[str, str]
    closes: bool = False


def tokens(text: str) -> Iterator[str | Tag]:
    """Yield texts and tags. What is no tag of HTML is text."""
    if len(text) > LIMIT:
        text = _DATA.sub("data:", text)
    if len(text) > LIMIT:
        raise ItemRefused(LossCode.TOO_LONG, what=text[:60])
    return _Scanner(text).all()


class _Scanner:
    """Goes over a text once."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.place = 0
        self.said: list[str] = []

    def all(self) -> Iterator[str | Tag]:
        """Yield everything, to the end."""
        while self.place < len(self.text):
            start = self.text.find("<", self.place)
            if start < 0:
                break
            self.said.append(self.text[self.place : start])
            self.place = start
            if self.text.startswith("<!--", start):
                self._skip("-->", start + 4)
                continue
            tag = self._tag()
            if tag is not None:
                yield from self._words()
                yield tag
                if tag.name in _SKIPPED and not tag.closes:
                    self._skip(f"</{tag.name}", self.place, keep=True)
        self.said.append(self.text[self.place :])
        yield from self._words()

    def _words(self) -> Iterator[str]:
        text = "".join(self.said)
        self.said = []
        if text:
            yield unescape(text)

    def _skip(self, until: str, start: int, *, keep: bool = False) -> None:
        end = self.text.find(until, start)
        self.place = len(self.text) if end < 0 else end + (0 if keep else len(until))

    def _tag(self) -> Tag | None:
        """Take a tag, or the text up to where there may be one."""
        named = _NAME.match(self.text, self.place)
        known = named is not None and named[2].lower() in KNOWN
        rest = _REST.match(self.text, named.end()) if named and known else None
        if named is None or rest is None:
            # A tag of HTML that never ends: neither would any later one.
            end = len(self.text) if known else self.place + 1
            self.said.append(self.text[self.place : end])
            self.place = end
            return None
        self.place = rest.end()
        return Tag(named[2].lower(), _attributes(rest[1]), closes=bool(named[1]))


def _attributes(text: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for match in _ATTRIBUTE.finditer(text):
        value = next((each for each in match.groups()[1:] if each is not None), "")
        found.setdefault(match[1].lower(), unescape(value))
    return found
