"""What administrators ask of a list of people, and say of one."""

from collections.abc import Mapping, Sequence
from typing import Self
from uuid import UUID

from flask import request
from wtforms import BooleanField, SelectField
from wtforms.validators import InputRequired, Optional

from academy.accounts.forms.signing import ProfileForm, country_choices
from academy.accounts.queries import PeopleSought, Place
from academy.kernel.actor import Role
from academy.kernel.countries import COUNTRIES
from academy.kernel.ids import key_in
from academy.kernel.languages import LANGUAGES
from academy.web.forms import Form, TidyField
from academy.web.i18n import _, _l, country_name

ACTIVE, DEACTIVATED = "active", "deactivated"
_LONGEST_SEARCH = 200
_STEP = "\u2003"
"""What an organisation is moved in by under the one above it: a space that a list keeps."""
_PLAIN = {"autocapitalize": "none", "autocomplete": "off", "spellcheck": "false"}


def place_choices(places: Sequence[Place]) -> list[tuple[str, str]]:
    """Return organisations for a list, each moved in under the one above it."""
    return [(str(one.id), _STEP * one.depth + one.name) for one in places]


class PeopleForm(Form):
    """Which people to show."""

    text = TidyField(_l("Name or way in"))
    organisation = SelectField(_l("Organisation"), [Optional()])
    alone = BooleanField(_l("Without the organisations below it"))
    role = SelectField(_l("Role"), [Optional()])
    country = SelectField(_l("Country"), [Optional()])
    status = SelectField(_l("Status"), [Optional()])

    @classmethod
    def from_address(cls, places: Sequence[Place], roles: Mapping[Role, str]) -> Self:
        """Read the form from the request's address."""
        form = cls(request.args)
        everything = ("", _("All"))
        form.organisation.choices = [everything, *place_choices(places)]
        form.role.choices = [everything, *((role.value, words) for role, words in roles.items())]
        form.country.choices = [everything, *((code, country_name(code)) for code in COUNTRIES)]
        form.status.choices = [
            everything,
            (ACTIVE, _("Can sign in")),
            (DEACTIVATED, _("Deactivated")),
        ]
        form.validate()
        return form

    def sought(self, organisations: frozenset[UUID] | None) -> PeopleSought:
        """Return whom to look for; what makes no sense is not asked for."""
        status = self.chosen("status")
        role = self.chosen("role")
        return PeopleSought(
            text=str(self.text.data or "")[:_LONGEST_SEARCH],
            organisations=organisations,
            role=Role(role) if role else None,
            country=self.chosen("country"),
            is_active=None if status is None else status == ACTIVE,
            after=key_in(request.args.get("after")),
        )

    def chosen(self, name: str) -> str | None:
        """Return what was chosen of a list, if that is on it."""
        return None if self[name].errors else self[name].data or None

    def address(self, after: UUID) -> dict[str, str]:
        """Return what was asked for as it stands in an address, for the page that begins there."""
        names = ("text", "organisation", "role", "country", "status")
        asked = {name: str(self[name].data) for name in names if self[name].data}
        return {**asked, **({"alone": "y"} if self.alone.data else {}), "after": str(after)}


class PersonForm(ProfileForm):
    """What an administrator may say of a person."""

    email = TidyField(_l("E-mail address"), render_kw={"type": "email", **_PLAIN})
    username = TidyField(_l("User name"), render_kw=_PLAIN)


class NewPersonForm(Form):
    """Ask who comes in, and what they will be where."""

    name = TidyField(
        _l("Name"),
        [InputRequired(_l("Please fill this in."))],
        render_kw={"autocomplete": "off", "spellcheck": "false"},
    )
    login = TidyField(_l("E-mail address or user name"), render_kw=_PLAIN)
    organisation = SelectField(_l("Organisation"))
    role = SelectField(_l("Role"), default=Role.LEARNER.value)
    country = SelectField(_l("Country"), choices=country_choices)
    locale = SelectField(
        _l("Language"), choices={language.tag: language.name for language in LANGUAGES}
    )

    def offer(self, places: Sequence[Place], roles: Mapping[Role, str]) -> None:
        """Offer the organisations that are open, and the roles."""
        self.organisation.choices = place_choices([one for one in places if one.is_active])
        self.role.choices = [(role.value, words) for role, words in roles.items()]


class RoleForm(Form):
    """Ask what a person is to be, and where."""

    role = SelectField(_l("Role"))
    organisation = SelectField(_l("Organisation"))

    def offer(self, places: Sequence[Place], roles: Mapping[Role, str]) -> None:
        """Offer the organisations that are open, and the roles."""
        self.organisation.choices = place_choices([one for one in places if one.is_active])
        self.role.choices = [(role.value, words) for role, words in roles.items()]
