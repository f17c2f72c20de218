"""Addresses: `/<lang>/…`, and the parts they are made of."""

from collections.abc import Callable
from functools import lru_cache
from typing import Any
from urllib.parse import urlsplit

from flask import Blueprint, Flask, Response, current_app, redirect, request, url_for
from werkzeug.routing import BaseConverter

from academy.kernel.languages import LANGUAGES, get_language
from academy.web.access import Access, open_to
from academy.web.i18n import COOKIE, current_language, use_language

_YEAR = 365 * 24 * 3600
_MOST_PAGES = 100_000


class LanguageConverter(BaseConverter):
    """One of our language tags."""

    regex = "|".join(language.tag for language in LANGUAGES)


class SlugConverter(BaseConverter):
    """Lower-case words joined by hyphens."""

    regex = "[a-z0-9]+(?:-[a-z0-9]+)*"


class TokenConverter(BaseConverter):
    """A readable id or a signed token."""

    regex = "[A-Za-z0-9._-]+"


front = Blueprint("front", __name__)


@front.get("/")
@open_to(Access.PUBLIC)
def door() -> Any:
    """Send a visitor to the front page in their language."""
    answer = redirect(url_for("catalogue.home", lang=current_language().tag))
    answer.headers["Vary"] = "Accept-Language, Cookie"
    return answer


def init_app(app: Flask) -> None:
    """Teach the application our address parts, and to carry the language from page to page."""
    app.url_map.converters["lang"] = LanguageConverter
    app.url_map.converters["slug"] = SlugConverter
    app.url_map.converters["token"] = TokenConverter
    app.url_value_preprocessor(_take_language)
    app.url_defaults(_give_language)
    app.after_request(_remember_language)
    app.register_blueprint(front)


def is_ours(address: str | None) -> bool:
    """Tell whether an address stays on this site: the only ones we ever redirect to by request."""
    if not address or not address.startswith("/") or address.startswith(("//", "/\\")):
        return False
    parts = urlsplit(address)
    return not parts.scheme and not parts.netloc and address.isprintable()


def page_asked() -> int:
    """Return which page of a list the address asks for, from 1."""
    return min(max(request.args.get("page", 1, int), 1), _MOST_PAGES)


def in_language(tag: str) -> str:
    """Return the address of this very page in another language."""
    before, after = around_language()
    return f"{before}{tag}{after}"


def around_language() -> tuple[str, str]:
    """Return what stands before and after the language in this page's address."""
    path, query = request.path, request.query_string.decode("ascii", "ignore")
    own = f"/{current_language().tag}/"
    if request.method not in {"GET", "HEAD"} or request.url_rule is None:
        return "/", "/"
    if path.startswith(own):
        return "/", f"/{path[len(own) :]}" + (f"?{query}" if query else "")
    return f"{path}?{COOKIE}=", ""


@lru_cache(maxsize=1024)
def _fixed(build: Callable[..., str], endpoint: str, tag: str) -> str:
    return build(endpoint, lang=tag)


def page_address(endpoint: str) -> str:
    """Return the address of a page without parameters, made once per language."""
    return _fixed(url_for, endpoint, current_language().tag)


def public_address(endpoint: str, **values: Any) -> str:
    """Return a page's whole address, for letters and certificates; a job can ask, too."""
    path = current_app.url_map.bind("").build(endpoint, values)
    return f"{current_app.config['PUBLIC_URL']}{path}"


def _take_language(_: str | None, values: dict[str, Any] | None) -> None:
    if values and "lang" in values:
        use_language(get_language(values.pop("lang")))


def _give_language(endpoint: str, values: dict[str, Any]) -> None:
    if "lang" not in values and _wants_language(endpoint):
        values["lang"] = current_language().tag


def _wants_language(endpoint: str) -> bool:
    return current_app.url_map.is_endpoint_expecting(endpoint, "lang")


def _remember_language(answer: Response) -> Response:
    """Keep the language of the last page for addresses that name none."""
    tag = current_language().tag
    shows_page = answer.mimetype == "text/html" and request.path.startswith(f"/{tag}/")
    if shows_page and request.cookies.get(COOKIE) != tag:
        answer.set_cookie(COOKIE, tag, max_age=_YEAR, samesite="Lax", secure=request.is_secure)
    return answer
