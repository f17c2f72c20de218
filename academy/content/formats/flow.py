"""Gathers runs from tags and texts, and notes what inline Markdown has no place for."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from academy.content.formats.html import Tag, tokens
from academy.content.formats.losses import LossCode, Losses
from academy.content.formats.runs import Run, Runs, tidy, to_markdown, words
from academy.content.text import clean, hidden_mark
from academy.kernel.text import normal

FIRST, LAST, SPLIT = "\ufdd0", "\ufdd1", "\ufdd2"
"""No characters: they stand around the number of a gap, and behind a text that others follow."""
BLOCK = "\ufdef"
"""No character either: it stands before a line break where a block ends."""
QUESTION_TEXT = "academy-text"
"""The class by which our own files tell the question from the passage."""

_STRONG = frozenset({"b", "strong"})
_EMPHASIS = frozenset({"i", "em", "cite", "dfn", "var"})
_CODE = frozenset({"code", "tt", "kbd", "samp"})
_LISTS = frozenset({"ul", "ol", "menu", "dir"})
_PARAGRAPHS = frozenset({"p", "div"})
_CELLS = frozenset({"td", "th"})
_BLOCK_NAMES = """
    address article aside blockquote caption center dd details div dl dt fieldset figcaption figure
    footer form h1 h2 h3 h4 h5 h6 header hr legend li main nav ol p pre section summary table tr ul
    menu dir tbody thead tfoot body html head colgroup
"""
_BLOCKS = frozenset(_BLOCK_NAMES.split()) | _LISTS
_SILENT_NAMES = """
    a br span img html body tbody thead tfoot tr td th li wbr source track param nolink p div
"""
_SILENT = frozenset(_SILENT_NAMES.split()) | _STRONG | _EMPHASIS | _CODE
_EMBEDDED = frozenset({"audio", "video", "iframe", "object", "embed", "applet", "canvas", "svg"})
_MATHS = frozenset({"math"})
_SILENT_ATTRIBUTES = """
    id href src alt target rel width height colspan rowspan type data start border cellpadding
    cellspacing role xmlns scope label valign controls
"""
_NOTHING_SAID = frozenset(_SILENT_ATTRIBUTES.split())
_TEX = re.compile(r"\\\(|\\\[|\$\$")
_SPACES = re.compile(r"[ \t\r\n\f]+")
_SUPERSCRIPT = str.maketrans("0123456789+-−=()ni", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿⁱ")
_SUBSCRIPT = str.maketrans("0123456789+-−=()aehijklmnoprstuvx", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓ")
_SCRIPTS = {"sup": _SUPERSCRIPT, "sub": _SUBSCRIPT}


@dataclass
class _Open:
    """What is open while tags are read."""

    strong: int = 0
    emphasis: int = 0
    code: int = 0
    pre: int = 0
    skipped: int = 0
    links: list[str] = field(default_factory=list[str])
    lists: list[int] = field(default_factory=list[int])
    scripts: list[str] = field(default_factory=list[str])


class Flow:
    """Takes tags and texts one by one, and gives what they come to."""

    def __init__(self, losses: Losses) -> None:
        self.losses = losses
        self.pictures: list[str] = []
        self._runs: list[Run] = []
        self._open = _Open()
        self._break = False
        self._filled = False
        self._why = ""

    def text(self, text: str) -> None:
        """Take a text as it is between tags."""
        now = self._open
        if now.skipped:
            return
        if not now.pre:
            text = _SPACES.sub(" ", text)
        if not text.strip() and (self._break or not self._filled):
            return
        self._put(self._scripted(text))

    def _scripted(self, text: str) -> str:
        """Set a text high or low, with the letters that Unicode has for that."""
        for name in self._open.scripts:
            table = _SCRIPTS[name]
            if all(letter.isspace() or ord(letter) in table for letter in text):
                text = text.translate(table)
            else:
                self.losses.add(LossCode.STYLING, what=name)
        return text

    def raw(self, text: str) -> None:
        """Take something that stands for itself, such as a gap."""
        self._put(text)

    def _put(self, text: str) -> None:
        now = self._open
        if self._break and self._filled:
            self._runs.append(Run("\n" if self._why == "br" else BLOCK + "\n"))
            if self._why in _PARAGRAPHS:
                self.losses.add(LossCode.BLOCKS, what="p")
        self._break = False
        self._filled = True
        link = now.links[-1] if now.links else ""
        code = bool(now.code)
        marks = (bool(now.strong), bool(now.emphasis))
        self._runs.append(Run(text, marks[0], marks[1], code, link))

    def new_line(self, why: str = "") -> None:
        """Begin a new line, unless this one is empty; `why` is the block that asks for it."""
        if self._filled and not self._break:
            self._why = why
        self._break = self._break or self._filled

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        """Take a tag that opens."""
        self._note(name, attributes)
        now = self._open
        if name in _BLOCKS:
            self._block(name)
        if name in _STRONG:
            now.strong += 1
        elif name in _EMPHASIS:
            now.emphasis += 1
        elif name in _CODE:
            now.code += 1
        else:
            self._special(name, attributes)

    def _special(self, name: str, attributes: Mapping[str, str]) -> None:
        now = self._open
        if name == "a":
            now.links.append(self._link(attributes.get("href", "")))
        elif name == "br":
            self.new_line("br")
        elif name == "img":
            self._picture(attributes)
        elif name in _SCRIPTS:
            now.scripts.append(name)
        elif name in _EMBEDDED or name in {"script", "style"}:
            self._embedded(name, attributes)
        elif name == "pre":
            now.pre += 1
        elif name in _CELLS and self._filled and not self._break:
            self._put(" | ")

    def _block(self, name: str) -> None:
        self.new_line(name)
        if name in _LISTS:
            self._open.lists.append(0 if name == "ol" else -1)
        elif name == "li":
            self._item()

    def _item(self) -> None:
        lists = self._open.lists
        if lists and lists[-1] >= 0:
            lists[-1] += 1
            self._put(f"{lists[-1]}. ")
        else:
            self._put("• ")

    def end(self, name: str, *, is_text: bool = False) -> None:
        """Take a tag that closes; `is_text` says that what follows is the passage."""
        now = self._open
        if is_text:
            self._runs.append(Run(SPLIT))
        if name in _BLOCKS:
            self.new_line("" if is_text else name)
        if name in _STRONG:
            now.strong = max(0, now.strong - 1)
        elif name in _EMPHASIS:
            now.emphasis = max(0, now.emphasis - 1)
        elif name in _CODE:
            now.code = max(0, now.code - 1)
        elif name == "pre":
            now.pre = max(0, now.pre - 1)
        elif name in _EMBEDDED or name in {"script", "style"}:
            now.skipped = max(0, now.skipped - 1)
        else:
            self._pop(name)

    def _pop(self, name: str) -> None:
        now = self._open
        stacks: dict[str, list[str]] = {"a": now.links, "sup": now.scripts, "sub": now.scripts}
        if stacks.get(name):
            stacks[name].pop()
        elif name in _LISTS and now.lists:
            now.lists.pop()

    def _note(self, name: str, attributes: Mapping[str, str]) -> None:
        """Note what a tag would have done to how the text looks."""
        if name in _MATHS:
            self.losses.add(LossCode.FORMULA, what=name)
        elif name == "table":
            self.losses.add(LossCode.TABLE)
        elif name in _BLOCKS and name not in _SILENT:
            self.losses.add(LossCode.BLOCKS, what=name)
        elif name not in _SILENT | _SCRIPTS.keys() | _EMBEDDED | {"script", "style"}:
            self.losses.add(LossCode.STYLING, what=name)
        for key, value in attributes.items():
            self._note_attribute(key, value)

    def _note_attribute(self, key: str, value: str) -> None:
        told = value.strip()
        if not told or (key == "dir" and told in {"ltr", "auto"}) or told == QUESTION_TEXT:
            return
        if key.startswith("on"):
            self.losses.add(LossCode.SCRIPT, what=key)
        elif key not in _NOTHING_SAID:
            self.losses.add(LossCode.STYLING, what=f"{key}={told}")

    def _link(self, href: str) -> str:
        target = href.strip()
        if target.startswith("https://") and not re.search(r"[\s<>\x00-\x1f]", target):
            return target
        if target:
            self.losses.add(LossCode.LINK, what=target)
        return ""

    def _picture(self, attributes: Mapping[str, str]) -> None:
        alt = attributes.get("alt", "").strip()
        source = attributes.get("src", "")
        name = "data:" if source.startswith("data:") else source.rpartition("/")[2]
        self.pictures.append(name)
        self.losses.add(LossCode.PICTURE, what=name or alt)
        if alt:
            self.text(alt)

    def _embedded(self, name: str, attributes: Mapping[str, str]) -> None:
        self._open.skipped += name != "embed"
        what = attributes.get("src") or attributes.get("data") or name
        code = LossCode.SCRIPT if name in {"script", "style"} else LossCode.MEDIA
        self.losses.add(code, what=what)

    def finish(self) -> Runs:
        """Return everything that was taken."""
        return tidy(replace(run, text=run.text.replace(BLOCK, "")) for run in self._runs)

    def in_blocks(self) -> Runs:
        """Return everything that was taken, with the ends of its blocks."""
        return tidy(self._runs)


def from_html(text: str, losses: Losses, *, lines: bool = False) -> Flow:
    """Read HTML; `lines` says that a line feed between words begins a new line."""
    flow = Flow(losses)
    marked: list[str] = []
    for token in tokens(text):
        if isinstance(token, Tag):
            is_text = token.closes and token.name == "p" and bool(marked)
            if token.name == "p":
                marked = [] if token.closes else _marked(token.attributes)
            if token.closes:
                flow.end(token.name, is_text=is_text)
            else:
                flow.start(token.name, token.attributes)
        else:
            _said(flow, token, lines=lines)
    return flow


def _marked(attributes: Mapping[str, str]) -> list[str]:
    return [QUESTION_TEXT] if attributes.get("class") == QUESTION_TEXT else []


def _said(flow: Flow, text: str, *, lines: bool) -> None:
    for place, line in enumerate(text.split("\n") if lines else [text]):
        if place:
            flow.new_line()
        flow.text(line)


def kept(text: str, losses: Losses) -> str:
    """Return a text as it is kept: NFC, and without marks that nobody can see."""
    one = clean(normal(text.replace("\r\n", "\n").replace("\r", "\n")))
    hidden = hidden_mark(one)
    while hidden:
        losses.add(LossCode.HIDDEN_CHARACTER, what=hidden)
        one = one.replace(chr(int(f"0x{hidden[2:]}", 0)), "")
        hidden = hidden_mark(one)
    return one.strip()


def markdown_of(runs: Iterable[Run], losses: Losses) -> str:
    """Return runs as the Markdown that is kept."""
    listed = [*runs]
    if _TEX.search(words(listed)):
        losses.add(LossCode.FORMULA, what="TeX")
    text, whole = to_markdown(listed)
    if not whole:
        losses.add(LossCode.STYLING, what=words(listed))
    return kept(text, losses)
