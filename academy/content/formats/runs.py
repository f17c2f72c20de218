"""Rich text between systems: runs of words with their marks. A line feed in one is a line break."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from html import escape

from markdown_it.token import Token

from academy.content import bounds
from academy.content.markdown import parse_inline, plain

_SPECIAL = re.compile(r"[\\`*_\[\]]|<(?=[A-Za-z/!?])|&(?=[#A-Za-z])")
_SPACES = re.compile(r"[ \t\r\f]+")
_AROUND_BREAK = re.compile(r"\s*\n\s*")
_BACKTICKS = re.compile("`+")
_EASY = 60
"""So many special characters are tried as they are; with more of them all are escaped at once."""
_BREAK = "  \n"
_RAW = "<"
"""Where raw HTML leads: nowhere. A text that has some is not the words it shows."""


@dataclass(frozen=True, slots=True)
class Run:
    """Words with the same marks. `link` is where they lead."""

    text: str
    strong: bool = False
    emphasis: bool = False
    code: bool = False
    link: str = ""

    @property
    def bare(self) -> bool:
        """Tell whether there are no marks."""
        return not (self.strong or self.emphasis or self.code or self.link)


Runs = tuple[Run, ...]


def tidy(runs: Iterable[Run]) -> Runs:
    """Return the runs joined where marks are the same, with single spaces and none around."""
    joined = _joined(_around(list(runs)))
    whole: list[Run] = []
    spaced = True
    for run in joined:
        text = run.text if run.code else _AROUND_BREAK.sub("\n", _SPACES.sub(" ", run.text))
        if spaced:
            text = text.lstrip()
        elif text[:1] == "\n":
            whole[-1] = replace(whole[-1], text=whole[-1].text.rstrip(" "))
        if text:
            whole.append(replace(run, text=text))
            spaced = text[-1].isspace()
    while whole and not whole[-1].text.strip():
        whole.pop()
    if whole:
        whole[-1] = replace(whole[-1], text=whole[-1].text.rstrip())
    return tuple(_joined(run for run in whole if run.text))


def _joined(runs: Iterable[Run]) -> list[Run]:
    """Join neighbours that have the same marks."""
    groups: list[tuple[Run, list[str]]] = []
    for run in runs:
        if groups and replace(groups[-1][0], text=run.text) == run:
            groups[-1][1].append(run.text)
        elif run.text:
            groups.append((run, [run.text]))
    return [replace(run, text="".join(texts)) for run, texts in groups]


def _around(runs: list[Run]) -> Iterable[Run]:
    """Give white space at the ends of a run only the marks that its neighbours share."""
    runs = _joined(runs)
    for place, run in enumerate(runs):
        if run.code or run.bare:
            yield run
            continue
        core = run.text.strip()
        start = len(run.text) - len(run.text.lstrip())
        before, after = run.text[:start], run.text[start + len(core) :]
        yield _shared(run, runs[place - 1] if place else None, before)
        yield replace(run, text=core)
        yield _shared(run, runs[place + 1] if place + 1 < len(runs) else None, after)


def _shared(run: Run, beside: Run | None, text: str) -> Run:
    if beside is None:
        return Run(text)
    return Run(
        text,
        strong=run.strong and beside.strong,
        emphasis=run.emphasis and beside.emphasis,
        link=run.link if run.link == beside.link else "",
    )


def words(runs: Iterable[Run]) -> str:
    """Return the words alone."""
    return "".join(run.text for run in runs)


def from_markdown(text: str) -> Runs:
    """Return the runs of our inline Markdown."""
    return tidy(_runs_of(parse_inline(text)))


def _runs_of(tokens: Sequence[Token]) -> Iterable[Run]:
    now = Run("")
    for token in tokens:
        match token.type:
            case "strong_open" | "strong_close":
                now = replace(now, strong=token.type.endswith("open"))
            case "em_open" | "em_close":
                now = replace(now, emphasis=token.type.endswith("open"))
            case "link_open":
                now = replace(now, link=str(token.attrGet("href") or ""))
            case "link_close":
                now = replace(now, link="")
            case "html_inline":
                yield Run(token.content, link=_RAW)
            case _:
                yield replace(now, text=_text_of(token), code=token.type == "code_inline")


def _text_of(token: Token) -> str:
    match token.type:
        case "softbreak":
            return " "
        case "hardbreak":
            return "\n"
        case "image":
            return plain(token.children or [])
        case _:
            return token.content


def to_markdown(runs: Iterable[Run]) -> tuple[str, bool]:
    """Return inline Markdown that reads back as these runs, and whether all marks are in it.

    Marks that Markdown cannot set where they stand are left out.
    """
    tidied = tidy(runs)
    special = sum(len(_SPECIAL.findall(run.text)) for run in tidied)
    ways = ([_literal] if special <= _EASY else []) + [_escaped]
    for way in ways:
        text = _written(tidied, way)
        if len(text) <= bounds.TEXT and from_markdown(text) == tidied:
            return text, True
    if all(run.bare for run in tidied):
        return _written(tidied, _escaped), True
    return to_markdown(Run(run.text) for run in tidied)[0], False


def _literal(text: str) -> str:
    return text


def _escaped(text: str) -> str:
    return _SPECIAL.sub(r"\\\g<0>", text)


def _written(runs: Runs, way: Callable[[str], str]) -> str:
    pieces: list[str] = []
    open_marks: list[str] = []
    for run in runs:
        wanted = _marks(run)
        while open_marks and open_marks != wanted[: len(open_marks)]:
            pieces.append(_closing(open_marks.pop()))
        for mark in wanted[len(open_marks) :]:
            pieces.append("[" if mark.startswith("(") else mark)
            open_marks.append(mark)
        said = _code(run.text) if run.code else way(run.text)
        pieces.append(said.replace("\n", _BREAK))
    pieces.extend(_closing(mark) for mark in reversed(open_marks))
    return "".join(pieces)


def _marks(run: Run) -> list[str]:
    """Return what stands around a run, from outside to inside."""
    link = [f"({_address(run.link)})"] if run.link else []
    return link + ["**"] * run.strong + ["*"] * run.emphasis


def _closing(mark: str) -> str:
    return "]" + mark if mark.startswith("(") else mark


def _address(link: str) -> str:
    return f"<{link}>" if re.search(r"[()\s\\]", link) else link


def _code(text: str) -> str:
    fence = "`" * (1 + max((len(found) for found in _BACKTICKS.findall(text)), default=0))
    pad = " " if text[:1] in {"`", " "} or text[-1:] in {"`", " "} else ""
    return f"{fence}{pad}{text}{pad}{fence}"


def to_html(text: str) -> str:
    """Return our inline Markdown as HTML that is XML as well."""
    pieces: list[str] = []
    for run in from_markdown(text):
        inner = escape(run.text, quote=False).replace("\n", "<br/>")
        for tag, has in (("code", run.code), ("em", run.emphasis), ("strong", run.strong)):
            inner = f"<{tag}>{inner}</{tag}>" if has else inner
        if run.link.startswith("https://"):
            inner = f'<a href="{escape(run.link)}">{inner}</a>'
        pieces.append(inner)
    return "".join(pieces)


def leads_inside(text: str) -> bool:
    """Tell whether a text has links that only our own courses know."""
    return any(run.link and not run.link.startswith("https://") for run in from_markdown(text))


def is_plain(text: str) -> bool:
    """Tell whether a text is what it shows, in one line."""
    return all(run.bare for run in from_markdown(text)) and words(from_markdown(text)) == text
