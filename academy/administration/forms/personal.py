"""What is filled in about people's data."""

from typing import Self
from uuid import UUID

from flask import request
from wtforms import BooleanField, HiddenField, PasswordField, RadioField
from wtforms.validators import InputRequired

from academy.kernel.ids import key_in
from academy.web.forms import Form, TidyField
from academy.web.i18n import _, _l


class MergeForm(Form):
    """Ask which other account is the same person's, and by which address they sign in."""

    q = TidyField(
        _l("Name, e-mail address or user name of the other account"),
        render_kw={"type": "search", "autocomplete": "off"},
    )
    other = HiddenField()
    digest = HiddenField()
    takes_email = BooleanField(
        _l("From now on, sign in by the e-mail address of the other account")
    )

    @classmethod
    def from_address(cls) -> Self:
        """Fill the form from the address of the page."""
        return cls(request.args)

    @property
    def chosen(self) -> UUID | None:
        """The other account, once it is chosen."""
        return key_in(self.other.data)


class _Confirmed(Form):
    """Ask whoever sits here to show that the account is theirs."""

    password = PasswordField(
        _l("Your password"),
        [InputRequired(_l("Please fill this in."))],
        render_kw={"autocomplete": "current-password"},
    )
    username = TidyField(
        _l("Your user name"),
        [InputRequired(_l("Please fill this in."))],
        render_kw={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"},
    )

    @property
    def typed(self) -> str:
        """What was typed to confirm, whichever of the two was asked for."""
        return str((self.password if "password" in self else self.username).data or "")

    def ask_for(self, *, by_password: bool) -> Self:
        """Ask for the password or, of people with cards, for their user name."""
        del self["username" if by_password else "password"]
        return self

    def complain(self, words: str) -> None:
        """Say beside the field that it does not match."""
        field = self.password if "password" in self else self.username
        field.errors = [*field.errors, words]


class DataForm(_Confirmed):
    """Ask for everything about oneself."""


class EraseForm(_Confirmed):
    """Ask to be erased, with one's certificates or without them."""

    certificates = RadioField(_l("Your certificates"), default="keep")

    def ask_for(self, *, by_password: bool) -> Self:
        """Ask what becomes of the certificates, too."""
        self.certificates.choices = {
            "keep": _("Keep them: employers can still check them, and they still say your name"),
            "back": _("Take them back: nobody can check them any more, and your name goes too"),
        }
        return super().ask_for(by_password=by_password)


class EraseOtherForm(Form):
    """Ask to erase somebody who wished it: their way in is typed, so that nobody else is."""

    login = TidyField(
        _l("E-mail address or user name of this person, to confirm"),
        [InputRequired(_l("Please fill this in."))],
        render_kw={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"},
    )
    with_certificates = BooleanField(_l("Take back their certificates too"))
