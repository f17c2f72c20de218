"""Pages: one template environment for each language, its words bound once."""

from collections.abc import Hashable
from secrets import token_hex
from typing import Any, cast

import jinja2
from babel.support import NullTranslations
from flask import Flask, current_app, get_flashed_messages
from flask.templating import Environment
from jinja2 import nodes
from jinja2.visitor import NodeTransformer
from markupsafe import Markup, escape

from academy.content.questions.parts import number_text as exact_text
from academy.kernel.actor import Actor
from academy.kernel.languages import LANGUAGES, Language
from academy.kernel.memory import Memory
from academy.web import i18n
from academy.web.addresses import around_language, in_language, page_address
from academy.web.assets import asset
from academy.web.forms import form_token
from academy.web.login import find_current_actor

_ENVIRONMENTS = "academy.environments"
_HEADERS: Memory[object, str] = Memory(1024)
_TOKEN, _BEFORE, _AFTER, _HEADER, _NOTICES = (
    f"\ue000{name}{token_hex(8)}\ue001"
    for name in ("token", "before", "after", "header", "notices")
)
"""Where something else goes in what is kept. Nobody can guess them: a lesson or a fact that held
one would show its readers' tokens, and a link could carry them away."""
_PAGES: Memory[object, str] = Memory(4096)
_MARKED: dict[str, Any] = {
    "header": lambda: Markup(_HEADER),  # noqa: S704
    "notices": lambda: Markup(_NOTICES),  # noqa: S704
    "csrf_token": lambda: _TOKEN,
}
_LAYOUT: dict[str, Any] = {
    "asset": asset,
    "csrf_token": form_token,
    "country_name": i18n.country_name,
    "current_actor": find_current_actor,
    "current_language": i18n.current_language,
    "date_text": i18n.date_text,
    "exact_text": exact_text,
    "in_language": in_language,
    "languages": LANGUAGES,
    "moment_text": i18n.moment_text,
    "native_name": i18n.native_name,
    "number_text": i18n.number_text,
    "page_address": page_address,
    "percent_text": i18n.percent_text,
}


class _Speaker(NodeTransformer):
    """Replaces words that stand alone by their translation, before a template is compiled."""

    def __init__(self, catalogue: NullTranslations) -> None:
        self._catalogue = catalogue

    def visit_Call(self, node: nodes.Call) -> nodes.Node:  # noqa: N802 - Jinja names it
        """Speak words without variables now; the others wait for what they are about."""
        match node:
            case nodes.Call(
                node=nodes.Name(name="_" | "gettext"), args=[nodes.Const(value=str() as words)]
            ) if not node.kwargs:
                return nodes.Const(Markup(self._catalogue.gettext(words)) % {})  # noqa: S704
            case _:
                return self.generic_visit(node)


class SpeakingEnvironment(Environment):
    """Compiles templates in one language."""

    catalogue: NullTranslations | None = None

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        tree = super()._parse(source, name, filename)
        return _Speaker(self.catalogue).visit(tree) if self.catalogue else tree


def init_app(app: Flask) -> None:
    """Prepare for templates that miss nothing in silence."""
    app.jinja_environment = SpeakingEnvironment
    app.jinja_options = {
        "extensions": ["jinja2.ext.i18n"],
        "undefined": jinja2.StrictUndefined,
        "trim_blocks": True,
        "lstrip_blocks": True,
        "auto_reload": app.debug,
    }
    app.extensions[_ENVIRONMENTS] = {}


def header() -> Markup:
    """Return the head of this page.

    It is drawn once for a reader and a language; only the language menu's addresses and the token
    of the sign-out button differ from page to page.
    """
    language, actor = i18n.current_language(), find_current_actor()
    reader = (language.tag, actor and (actor.name, actor.roles))
    drawn = _HEADERS.recall(reader, lambda: _draw_header(language, actor))
    before, after = around_language()
    page = drawn.replace(_BEFORE, escape(before)).replace(_AFTER, escape(after))
    return Markup(page.replace(_TOKEN, form_token()) if actor else page)  # noqa: S704


def _draw_header(language: Language, actor: Actor | None) -> str:
    marks = {"token": _TOKEN, "before": _BEFORE, "after": _AFTER}
    return render_in(language, "layout/header.html", here=language, actor=actor, **marks)


def render(template: str, /, **context: Any) -> str:
    """Return a page of a feature's templates, in the reader's language."""
    return _environment(i18n.current_language()).get_template(template).render(context)


def render_kept(key: Hashable, template: str, /, **context: Any) -> str:
    """Return a page like `render`, drawn once for all readers to whom it says the same.

    `key` must tell apart everything that the template is given; the language is told apart anyhow.
    The reader's header, messages and token are filled in for each. Only for pages whose parts never
    change: what is kept is never looked at again.
    """
    language = i18n.current_language()
    drawn = _PAGES.recall(
        (language.tag, template, key),
        lambda: render_in(language, template, **_MARKED, **context),
    )
    page = drawn.replace(_HEADER, header()).replace(_NOTICES, notices())
    return page.replace(_TOKEN, form_token())


def notices() -> Markup:
    """Return the messages that wait for this reader."""
    waiting = get_flashed_messages(with_categories=True)
    if not waiting:
        return Markup("")
    return Markup(render("layout/flashes.html", waiting=waiting))  # noqa: S704


def render_in(language: Language, template: str, /, **context: Any) -> str:
    """Return a template in a language that need not be this reader's: a letter, a certificate."""
    return _environment(language).get_template(template).render(context)


def _environment(language: Language) -> jinja2.Environment:
    made: dict[str, jinja2.Environment] = current_app.extensions[_ENVIRONMENTS]
    if language.tag not in made:
        environment = cast("SpeakingEnvironment", current_app.create_jinja_environment())
        environment.catalogue = i18n.words_in(language)
        cast("dict[str, Any]", environment.globals).update(_LAYOUT, header=header, notices=notices)
        install = vars(environment)["install_gettext_translations"]
        install(environment.catalogue, newstyle=True)
        made[language.tag] = environment
    return made[language.tag]
