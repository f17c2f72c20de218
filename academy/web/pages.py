"""Pages: one template environment for each language, its words bound once."""

from typing import Any, cast

import jinja2
from flask import Flask, current_app, get_flashed_messages

from academy.kernel.languages import LANGUAGES, Language
from academy.web import i18n
from academy.web.addresses import in_language, page_address
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
    "in_language": in_language,
    "languages": LANGUAGES,
    "moment_text": i18n.moment_text,
    "native_name": i18n.native_name,
    "number_text": i18n.number_text,
    "page_address": page_address,
    "percent_text": i18n.percent_text,
}


def init_app(app: Flask) -> None:
    """Prepare for templates that miss nothing in silence."""
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
        environment = current_app.create_jinja_environment()
        cast("dict[str, Any]", environment.globals).update(_LAYOUT)
        install = vars(environment)["install_gettext_translations"]
        install(i18n.words_in(language), newstyle=True)
        made[language.tag] = environment
    return made[language.tag]
