"""What may be asked of the audit trail."""

from collections.abc import Mapping
from typing import Self
from uuid import UUID

from flask import request
from wtforms import DateField, SelectField
from wtforms.validators import Optional

from academy.kernel.ids import key_in
from academy.web.forms import Form, TidyField
from academy.web.i18n import _, _l


class TrailForm(Form):
    """The filters of the audit trail, from the address. Nothing chosen means everything."""

    who = TidyField(_l("Who did it"), render_kw={"autocapitalize": "none", "spellcheck": "false"})
    action = SelectField(_l("What was done"), [Optional()])
    about = TidyField(_l("To whom or what"), render_kw={"autocapitalize": "none"})
    since = DateField(_l("From this day on (UTC)"), [Optional()])
    until = DateField(_l("Until this day (UTC)"), [Optional()])
    place = TidyField(_l("Network address"), render_kw={"autocapitalize": "none"})

    @classmethod
    def from_address(cls, actions: Mapping[str, str]) -> Self:
        """Read the form from the request's address."""
        form = cls(request.args)
        named = sorted(((code, str(words)) for code, words in actions.items()), key=_by_words)
        form.action.choices = [("", _("All")), *named]
        return form

    def chosen(self) -> dict[str, str]:
        """Return what was asked for as it stands in an address."""
        return {name: text for name in self.data if (text := request.args.get(name, ""))}

    def after(self) -> UUID | None:
        """Return the event after which the page begins."""
        return key_in(request.args.get("after"))


def _by_words(choice: tuple[str, str]) -> str:
    return choice[1]
