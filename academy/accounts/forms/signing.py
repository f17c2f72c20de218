"""What people fill in about themselves."""

import unicodedata
from datetime import datetime
from typing import Any

from wtforms import BooleanField, DateField, PasswordField, SelectField
from wtforms.validators import InputRequired, Optional

from academy.kernel.countries import COUNTRIES, ZONES_OFFERED
from academy.kernel.languages import LANGUAGES
from academy.kernel.text import normal, tidy
from academy.web.forms import Form, TidyField
from academy.web.i18n import _, _l, country_name, current_language, zone_name

Choices = dict[str, str]
"""What may be chosen, and how it is called, in the order of the list."""

_NO_HELP = {"autocapitalize": "none", "spellcheck": "false"}
_SWAPPED = frozenset("เแโใไເແໂໃໄ")
"""Thai and Lao vowels that are written before the consonant by which dictionaries sort."""


class LatinField(TidyField):
    """A name in Latin letters; full-width ones from Chinese keyboards become plain."""

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Keep the plain letters."""
        super().process_formdata(valuelist)
        self.data = tidy(normal(str(self.data), "NFKC"))


def country_choices() -> Choices:
    """Return the countries as the reader names and sorts them; first, not to choose any."""
    named = {code: country_name(code) for code in COUNTRIES}
    return {"": _("Choose, or leave this open"), **_sorted(named)}


def _sorted(choices: Choices) -> Choices:
    in_chinese = current_language().tag == "zh-Hans"
    key = _pinyin_order if in_chinese else _letter_order
    return dict(sorted(choices.items(), key=lambda choice: key(choice[1])))


def _pinyin_order(name: str) -> bytes:
    # The common characters of GB 18030 stand in the order of their pronunciation.
    return name.encode("gb18030")


def _letter_order(name: str) -> str:
    letters = list(unicodedata.normalize("NFKD", name.casefold()))
    for place in range(len(letters) - 1):
        if letters[place] in _SWAPPED:
            letters[place], letters[place + 1] = letters[place + 1], letters[place]
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def _required() -> InputRequired:
    return InputRequired(_l("Please fill this in."))


def _login(**more: str) -> TidyField:
    told = {"autocomplete": "username", **_NO_HELP, **more}
    return TidyField(_l("E-mail address or user name"), [_required()], render_kw=told)


def _name() -> TidyField:
    told = {"autocomplete": "name", "spellcheck": "false"}
    return TidyField(_l("Your name"), [_required()], render_kw=told)


def _password(label: str, kind: str) -> PasswordField:
    return PasswordField(label, [_required()], render_kw={"autocomplete": kind, **_NO_HELP})


def _country() -> SelectField:
    return SelectField(
        _l("Country"), choices=country_choices, render_kw={"autocomplete": "country"}
    )


class RegisterForm(Form):
    """Ask for what an account needs, and no more."""

    name = _name()
    login = _login()
    password = _password(_l("Password"), "new-password")
    country = _country()
    born = DateField(
        _l("Date of birth"), [Optional()], render_kw={"autocomplete": "bday", "max": "9999-12-31"}
    )
    guardian_email = TidyField(
        _l("E-mail address of a parent or guardian"),
        render_kw={"type": "email", "autocomplete": "off", **_NO_HELP},
    )
    on_paper = BooleanField(_l("My guardian has no e-mail address and will sign a paper"))


class SignInForm(Form):
    """Ask who is coming in."""

    login = _login()
    password = _password(_l("Password"), "current-password")


class ForgotForm(Form):
    """Ask where to send the letter."""

    email = TidyField(
        _l("E-mail address"),
        [_required()],
        render_kw={"type": "email", "autocomplete": "email", **_NO_HELP},
    )


class ResetForm(Form):
    """Ask for a new password."""

    password = _password(_l("New password"), "new-password")


class ProfileForm(Form):
    """Ask what pages and certificates need to know."""

    name = _name()
    latin_name = LatinField(
        _l("Your name in Latin letters, for certificates"), render_kw={"spellcheck": "false"}
    )
    locale = SelectField(
        _l("Language"), choices={language.tag: language.name for language in LANGUAGES}
    )
    country = _country()
    time_zone = SelectField(_l("Time zone"))

    def offer_zones(self, now: datetime) -> None:
        """Offer the time zones, each with the hour it has `now`."""
        zones = {zone: zone_name(zone, now) for zone in ZONES_OFFERED}
        self.time_zone.choices = {"": _("As in my country’s capital"), **_sorted(zones)}


class PasswordForm(Form):
    """Ask for the old password and the new one."""

    old_password = _password(_l("Present password"), "current-password")
    new_password = _password(_l("New password"), "new-password")


class EmailForm(Form):
    """Ask for the address that an account has lacked so far."""

    email = TidyField(
        _l("E-mail address"),
        [_required()],
        render_kw={"type": "email", "autocomplete": "email", **_NO_HELP},
    )
    email_password = _password(_l("Your password"), "current-password")
