"""How the parts of a lesson look as HTML: the parser's tokens, dressed."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from html import escape
from itertools import pairwise
from typing import cast

from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from academy.content.catalogues import localised
from academy.content.inline import Env, render_inline, teach, teach_inline
from academy.content.markdown import (
    BOX_CLOSE,
    BOX_OPEN,
    Box,
    box_name,
    box_title,
    is_picture,
    make_markdown,
    parse_inline,
    picture_name,
    plain,
)
from academy.content.model import FactKind, Package
from academy.content.pictures import picture_size, sizes_of
from academy.content.wall import walled
from academy.kernel.text import fold

_ANCHOR = 60
_NO_WORD = re.compile(r"\W+")
_ALIGNED = {"text-align:center": "center", "text-align:right": "end"}
_FACTS = frozenset(FactKind)
_COLUMN = "(min-width: 46rem) 44rem, 100vw"
"""How wide a lesson's column shows a picture; the browser chooses among its sizes by it."""


@dataclass(frozen=True, slots=True)
class Words:
    """Labels in the language of the page, for boxes that bring no title, and for footnotes."""

    note: str
    tip: str
    warning: str
    example: str
    footnotes: str = ""
    back: str = ""


@dataclass(slots=True)
class Page:
    """One lesson while it is made; `facts` and `media` gather what it needs."""

    package: Package
    unit: str
    language: str
    words: Words
    media_url: Callable[[str], str]
    unit_url: Callable[[str], str]
    facts: set[str] = field(default_factory=set[str])
    media: set[str] = field(default_factory=set[str])
    anchors: dict[str, int] = field(default_factory=dict[str, int])
    """The names of headings, and the last number that was put behind each."""

    def find(self, source: str) -> tuple[str, str | None]:
        """Return a text, and its language where that is not the page's."""
        found = localised(self.package, self.language, self.unit, source)
        return found.text, None if found.lang == self.language else found.lang

    def anchor(self, heading: str) -> str:
        """Return the name of a heading; made of the source, it is the same in all languages."""
        words = _NO_WORD.sub("-", fold(heading))[:_ANCHOR].strip("-")
        first = name = f"s-{words}"
        number = self.anchors.get(first, 1)
        while name in self.anchors:
            number += 1
            name = f"{first}-{number}"
        self.anchors[name] = 1
        self.anchors[first] = number
        return name


def lesson_html(page: Page) -> str:
    """Return the lesson without its title."""
    env = {"page": page, "unit_url": page.unit_url}
    return walled(_MARKDOWN.render(page.package.lessons[page.unit], env))


def _page(env: Env) -> Page:
    return cast("Page", env["page"])


def _translate(state: StateCore) -> None:
    """Put translations in place of the source, before anything inside the blocks is parsed."""
    page = _page(state.env)
    if state.tokens[:1] and state.tokens[0].tag == "h1":
        del state.tokens[:3]
    for opener, token in pairwise(state.tokens):
        if token.type != "inline":
            continue
        if opener.type == "heading_open":
            opener.attrSet("id", page.anchor(token.content))
        if not _holds_picture(token.content):
            token.content, token.meta["lang"] = page.find(token.content)


def _holds_picture(text: str) -> bool:
    """Tell whether a block is a picture; only its alternative text is translated."""
    return text.startswith("![") and is_picture(parse_inline(text))


def _dress(state: StateCore) -> None:
    """Give the tokens what their HTML needs: languages, labels, classes, and the ends of boxes."""
    heading: str | None = None
    open_boxes: list[Token] = []
    for place, token in enumerate(state.tokens):
        if token.type == "heading_open":
            heading = str(token.attrGet("id"))
        elif token.type == "table_open":
            token.meta["label"] = heading
        elif token.type in {"th_open", "td_open"}:
            _dress_cell(token)
        elif token.type == BOX_OPEN:
            open_boxes.append(token)
        elif token.type == BOX_CLOSE:
            token.info = open_boxes.pop().info
        elif token.type == "inline":
            _dress_text(state.tokens[place - 1], token, _page(state.env))


def _dress_cell(token: Token) -> None:
    aligned = _ALIGNED.get(str(token.attrs.pop("style", "")))
    if aligned:
        token.attrSet("class", aligned)
    if token.tag == "th":
        token.attrSet("scope", "col")


def _dress_text(opener: Token, token: Token, page: Page) -> None:
    children = token.children or []
    lang = token.meta.get("lang")
    if is_picture(children) and picture_name(children[0]):
        opener.attrSet("class", "picture")
        _dress_picture(children[0], page)
    elif lang and opener.hidden:
        span = Token("span_open", "span", 1, attrs={"lang": lang})
        token.children = [span, *children, Token("span_close", "span", -1)]
    elif lang:
        opener.attrSet("lang", lang)


def _dress_picture(token: Token, page: Page) -> None:
    alternative, lang = page.find(token.content)
    token.type = "picture"
    token.meta = {"alt": plain(parse_inline(alternative)), "lang": lang}


def _picture(token: Token, env: Env) -> str:
    page, name = _page(env), str(picture_name(token))
    page.media.add(name)
    size = picture_size(name, page.package.media.get(name, b""))
    sides = f' width="{size[0]}" height="{size[1]}"' if size else ""
    sides += _srcset(name, size[0], page) if size else ""
    alternative = escape(token.meta["alt"])
    return (
        f'<img src="{escape(page.media_url(name))}" alt="{alternative}"{sides} loading="lazy"'
        f' decoding="async"{_lang(token.meta["lang"])}>'
    )


def _srcset(name: str, width: int, page: Page) -> str:
    """Offer the smaller sizes of a picture that is so wide, if it has any."""
    smaller = [each for each in sizes_of(name, page.package.media) if each[0] < width]
    if not smaller:
        return ""
    page.media.update(size for _, size in smaller)
    offers = [f"{page.media_url(size)} {wide}w" for wide, size in (*smaller, (width, name))]
    return f' srcset="{escape(", ".join(offers))}" sizes="{_COLUMN}"'


def _box_open(token: Token, env: Env) -> str:
    page, name, title = _page(env), box_name(token), box_title(token)
    if name == Box.FACT:
        return _fact(title, page)
    text, lang = page.find(title) if title else (getattr(page.words, name, ""), None)
    words = render_inline(text, page.unit_url)
    if name == Box.CHECK:
        return f'<details class="check">\n<summary{_lang(lang)}>{words}</summary>\n'
    kind = escape(name if name in set(Box) else Box.NOTE)
    heading = f'<p class="box-title"{_lang(lang)}>{words}</p>'
    return f'<aside class="box {kind}" role="note">\n{heading}\n'


def _fact(kind: str, page: Page) -> str:
    if kind not in _FACTS:
        return ""
    page.facts.add(kind)
    return f'<academy-fact kind="{kind}"></academy-fact>\n'


def _box_close(token: Token, _env: Env) -> str:
    name = box_name(token)
    if name == Box.FACT:
        return ""
    return "</details>\n" if name == Box.CHECK else "</aside>\n"


def _table_open(token: Token, _env: Env) -> str:
    """A wide table scrolls in a frame of its own, which the keyboard reaches."""
    label = token.meta["label"]
    named = f' role="group" aria-labelledby="{escape(label)}"' if label else ""
    return f'<div class="table" tabindex="0"{named}>\n<table>\n'


def _table_close(_token: Token, _env: Env) -> str:
    return "</table>\n</div>\n"


def _code(token: Token, _env: Env) -> str:
    return f'<pre tabindex="0"><code>{escape(token.content)}</code></pre>\n'


def _footnote_ref(token: Token, _env: Env) -> str:
    number = token.meta["id"] + 1
    again = f"-{token.meta['subId'] + 1}" if token.meta["subId"] else ""
    link = f'<a href="#fn-{number}" id="fnref-{number}{again}" role="doc-noteref">{number}</a>'
    return f'<sup class="footnote">{link}</sup>'


def _footnotes_open(_token: Token, env: Env) -> str:
    label = _label(_page(env).words.footnotes)
    return f'<section class="footnotes" role="doc-endnotes"{label}>\n<ol>\n'


def _footnotes_close(_token: Token, _env: Env) -> str:
    return "</ol>\n</section>\n"


def _footnote_open(token: Token, _env: Env) -> str:
    return f'<li id="fn-{token.meta["id"] + 1}">'


def _footnote_close(_token: Token, _env: Env) -> str:
    return "</li>\n"


def _footnote_anchor(token: Token, env: Env) -> str:
    """Lead back to the first place that refers to the footnote."""
    if token.meta["subId"]:
        return ""
    link = f'href="#fnref-{token.meta["id"] + 1}" role="doc-backlink"'
    return f" <a {link}{_label(_page(env).words.back)}>\u21a9\ufe0e</a>"


def _lang(lang: str | None) -> str:
    return f' lang="{escape(lang)}"' if lang else ""


def _label(words: str) -> str:
    return f' aria-label="{escape(words)}"' if words else ""


_MARKDOWN = make_markdown()
_MARKDOWN.core.ruler.before("inline", "translate", _translate)
_MARKDOWN.core.ruler.after("footnote_tail", "dress", _dress)
teach_inline(_MARKDOWN)
for _name, _write in {
    "picture": _picture,
    BOX_OPEN: _box_open,
    BOX_CLOSE: _box_close,
    "table_open": _table_open,
    "table_close": _table_close,
    "fence": _code,
    "code_block": _code,
    "footnote_ref": _footnote_ref,
    "footnote_block_open": _footnotes_open,
    "footnote_block_close": _footnotes_close,
    "footnote_open": _footnote_open,
    "footnote_close": _footnote_close,
    "footnote_anchor": _footnote_anchor,
}.items():
    teach(_MARKDOWN, _name, _write)
