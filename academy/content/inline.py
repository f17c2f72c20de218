"""From inline Markdown to HTML: links resolved, pictures and raw HTML turned into plain words."""

from collections.abc import Callable, MutableMapping, Sequence
from html import escape
from typing import Any, Protocol

from markdown_it import MarkdownIt
from markdown_it.token import Token
from markdown_it.utils import OptionsDict

from academy.content.markdown import make_markdown, plain, unit_of
from academy.content.wall import walled

UnitUrl = Callable[[str], str]
Env = MutableMapping[str, Any]

as_is: UnitUrl = "unit:{}".format
"""Leaves a link to a unit as it was written, for whoever resolves it later."""


class Write(Protocol):
    """Turns one token into HTML."""

    def __call__(self, token: Token, env: Env, /) -> str:
        """Return the HTML of a token."""
        ...


def teach(markdown: MarkdownIt, name: str, write: Write) -> None:
    """Let a parser write one kind of token our way."""

    def rule(
        _renderer: object, tokens: Sequence[Token], place: int, _options: OptionsDict, env: Env
    ) -> str:
        return write(tokens[place], env)

    markdown.add_render_rule(name, rule)


def teach_inline(markdown: MarkdownIt) -> None:
    """Let a parser write what stands inside a text."""
    teach(markdown, "link_open", _link)
    teach(markdown, "image", _words_of_picture)
    teach(markdown, "html_inline", _harmless)
    teach(markdown, "html_block", _harmless)


def render_inline(text: str, unit_url: UnitUrl = as_is) -> str:
    """Return a text of a quiz as HTML."""
    return walled(_MARKDOWN.renderInline(text, {"unit_url": unit_url}))


def _link(token: Token, env: Env) -> str:
    href = str(token.attrGet("href"))
    unit = unit_of(href)
    if unit is not None:
        return f'<a href="{escape(env["unit_url"](unit))}">'
    if href.startswith("https://"):
        return f'<a href="{escape(href)}" rel="noopener noreferrer">'
    return "<a>"


def _words_of_picture(token: Token, _env: Env) -> str:
    return escape(plain(token.children or []))


def _harmless(token: Token, _env: Env) -> str:
    return escape(token.content)


_MARKDOWN = make_markdown()
teach_inline(_MARKDOWN)
