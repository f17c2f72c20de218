"""What administrators say of an organisation, and what is typed from a card."""

from collections.abc import Mapping, Sequence

from wtforms import SelectField
from wtforms.validators import InputRequired

from academy.accounts.forms.people import place_choices
from academy.accounts.forms.signing import country_choices
from academy.accounts.queries import Place
from academy.accounts.rules import Kind
from academy.web.forms import Form, TidyField
from academy.web.i18n import _l


class OrganisationForm(Form):
    """Ask what an organisation is."""

    name = TidyField(
        _l("Name"), [InputRequired(_l("Please fill this in."))], render_kw={"autocomplete": "off"}
    )
    kind = SelectField(_l("Kind"), default=Kind.OTHER.value)
    country = SelectField(_l("Country"), choices=country_choices)

    def offer(self, kinds: Mapping[Kind, str]) -> None:
        """Offer the kinds of organisations."""
        self.kind.choices = [(kind.value, words) for kind, words in kinds.items()]


class MoveForm(Form):
    """Ask below which other organisation one is to stand."""

    to = SelectField(_l("Below which organisation"))

    def offer(self, places: Sequence[Place]) -> None:
        """Offer the organisations below which it may stand."""
        self.to.choices = place_choices(places)


class CardForm(Form):
    """Ask for what is printed on a card."""

    login = TidyField(
        _l("User name"),
        [InputRequired(_l("Please fill this in."))],
        render_kw={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"},
    )
    code = TidyField(
        _l("Code on the card"),
        [InputRequired(_l("Please fill this in."))],
        render_kw={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"},
    )
