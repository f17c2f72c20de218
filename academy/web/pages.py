"""Pages: one template environment for each language, its words bound once."""

from typing import Any, cast

import jinja2
from babel.support import NullTranslations
from flask import Flask, current_app, get_flashed_messages
from flask.templating import Environment
from jinja2 import nodes
from jinja2.visitor import NodeTransformer
from markupsafe import Markup

from academy.kernel.languages import LANGUAGES, Language
from academy.web import i18n
from academy.web.addresses import in_every_language, in_language, page_address
from academy.web.assets import asset
from academy.web.forms import form_token
from academy.web.login import find_current_actor

_ENVIRONMENTS = "academy.environments"
_LAYOUT: dict[str, Any] = {
    "asset": asset,
    "csrf_token": form_token,
    "country_name": i18n.country_name,
    "current_actor": find_current_actor,
    "current_language": i18n.current_language,
    "date_text": i18n.date_text,
    "flashes": get_flashed_messages,
    "in_every_language": in_every_language,
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


def render(template: str, /, **context: Any) -> str:
    """Return a page of a feature's templates, in the reader's language."""
    return _environment(i18n.current_language()).get_template(template).render(context)


def render_in(language: Language, template: str, /, **context: Any) -> str:
    """Return a template in a language that need not be this reader's: a letter, a certificate."""
    return _environment(language).get_template(template).render(context)


def _environment(language: Language) -> jinja2.Environment:
    made: dict[str, jinja2.Environment] = current_app.extensions[_ENVIRONMENTS]
    if language.tag not in made:
        environment = cast("SpeakingEnvironment", current_app.create_jinja_environment())
        environment.catalogue = i18n.words_in(language)
        cast("dict[str, Any]", environment.globals).update(_LAYOUT)
        install = vars(environment)["install_gettext_translations"]
        install(environment.catalogue, newstyle=True)
        made[language.tag] = environment
    return made[language.tag]
