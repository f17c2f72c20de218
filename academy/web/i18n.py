"""The reader's language: which it is, and words, dates and numbers in it.

The only module that knows Flask-Babel, which ships no types.
"""

from collections.abc import Generator, Iterable
from contextlib import contextmanager
from datetime import UTC, date, datetime, tzinfo
from functools import lru_cache
from pathlib import Path
from typing import cast
from zoneinfo import ZoneInfo

import flask_babel
from babel import Locale, dates, numbers
from babel.support import NullTranslations, Translations
from flask import Flask, g, has_app_context, has_request_context, request

from academy.kernel.languages import DEFAULT, LANGUAGES, Language, find_language, get_language
from academy.web.login import find_current_actor

COOKIE = "lang"
TRANSLATIONS = Path(__file__).parents[2] / "translations"

_LOWER = {language.tag.lower(): language for language in LANGUAGES}
_KIN = {"zh": "zh-Hans", "tl": "fil", "in": "id"}
"""Primary subtags that are not ours by name: any Chinese, Tagalog, Indonesian's old code."""


def init_app(app: Flask) -> None:
    """Choose the language of each request."""
    flask_babel.Babel(
        app,
        default_translation_directories=str(TRANSLATIONS),
        locale_selector=lambda: current_language().babel,
        timezone_selector=lambda: str(_time_zone()),
    )


def current_language() -> Language:
    """Return the language of this page: by address, account, cookie, then the browser's wish."""
    chosen: Language | None = g.get("language") if has_app_context() else None
    if not has_request_context():
        return chosen or DEFAULT
    if chosen is None:
        chosen = g.language = _choose()
    return chosen


def use_language(language: Language) -> None:
    """Let the rest of this request speak `language`: its address says so."""
    g.language = language


@contextmanager
def speaking(language: Language) -> Generator[None]:
    """Let all that is said inside the block be in a language: for jobs and commands."""
    before = g.get("language")
    g.language = language
    try:
        with flask_babel.force_locale(language.babel):
            yield
    finally:
        g.language = before


def best_language(wanted: Iterable[str]) -> Language | None:
    """Return the first wish (BCP 47 tags, dearest first) that the Academy can grant."""
    for tag in wanted:
        lower = tag.lower().replace("_", "-")
        primary = lower.partition("-")[0]
        found = _LOWER.get(lower) or _LOWER.get(_KIN.get(primary, primary).lower())
        if found:
            return found
    return None


def _(message: str, **variables: object) -> str:
    """Translate now."""
    return flask_babel.gettext(message, **variables)


def _n(singular: str, plural: str, num: int, **variables: object) -> str:
    """Translate now, choosing the plural form."""
    return flask_babel.ngettext(singular, plural, num, **variables)


def _l(message: str, **variables: object) -> str:
    """Translate when shown: for labels and messages made at import time."""
    return cast("str", flask_babel.lazy_gettext(message, **variables))


def words_in(language: Language) -> NullTranslations:
    """Return the interface's catalogue in a language, for what is not written for this reader."""
    return _catalogue(language.babel)


def country_name(code: str, language: Language | None = None) -> str:
    """Return a country's name as the reader says it; the code itself where nobody knows."""
    locale = _locale((language or current_language()).babel)
    return cast("dict[str, str]", locale.territories).get(code, code)


def date_text(
    moment: datetime | date, style: str = "long", language: Language | None = None
) -> str:
    """Return a day in the reader's words and, for a moment, in their time zone."""
    day = moment.astimezone(_time_zone()).date() if isinstance(moment, datetime) else moment
    return dates.format_date(day, style, _locale((language or current_language()).babel))


def month_text(day: date) -> str:
    """Return the month of a day, short, in the reader's words: `Nov 2026`."""
    return dates.format_skeleton("yMMM", day, locale=_locale(current_language().babel))


def moment_text(moment: datetime) -> str:
    """Return a day and a time of day, in the reader's words and time zone."""
    locale = _locale(current_language().babel)
    return dates.format_datetime(moment, "medium", tzinfo=_time_zone(), locale=locale)


def time_text(moment: datetime) -> str:
    """Return a time of day, short, in the reader's words and time zone: `10:31`."""
    locale = _locale(current_language().babel)
    return dates.format_time(moment, "short", tzinfo=_time_zone(), locale=locale)


def number_text(value: float, language: Language | None = None) -> str:
    """Return a number in the reader's digits and grouping."""
    return _number(value, (language or current_language()).babel)


def percent_text(value: float) -> str:
    """Return `value` hundredths as a percentage: 70 → `70%`, `70 %`, as the reader writes it."""
    return numbers.format_percent(value / 100, locale=_locale(current_language().babel))


def zone_name(zone: str, now: datetime) -> str:
    """Return a time zone by its city and what it adds to UTC: `Phnom Penh (GMT+07:00)`."""
    locale = _locale(current_language().babel)
    city = dates.get_timezone_location(_zone(zone), locale=locale, return_city=True)
    return f"{city} ({dates.get_timezone_gmt(now.astimezone(_zone(zone)), 'long', locale)})"


def _choose() -> Language:
    actor = find_current_actor()
    wishes = (request.args.get(COOKIE), actor and actor.locale, request.cookies.get(COOKIE))
    chosen = next((found for tag in wishes if tag and (found := find_language(tag))), None)
    return chosen or best_language(tag for tag, _ in request.accept_languages) or DEFAULT


def _time_zone() -> tzinfo:
    actor = find_current_actor() if has_request_context() else None
    return _zone(actor.time_zone) if actor and actor.time_zone else UTC


@lru_cache
def _zone(name: str) -> ZoneInfo:
    return ZoneInfo(name)


@lru_cache(maxsize=4096)
def _number(value: float, babel: str) -> str:
    return numbers.format_decimal(value, locale=_locale(babel))


@lru_cache
def _locale(babel: str) -> Locale:
    return Locale.parse(babel)


@lru_cache
def _catalogue(babel: str) -> NullTranslations:
    return Translations.load(str(TRANSLATIONS), [babel])


def native_name(tag: str) -> str:
    """Return a language's own name."""
    return get_language(tag).name
