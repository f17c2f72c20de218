"""What administrators fill in about consents on paper."""

from collections.abc import Mapping

from wtforms import RadioField
from wtforms.validators import InputRequired

from academy.web.forms import Form
from academy.web.i18n import _l


class PaperForm(Form):
    """Ask which consent is held on paper."""

    kind = RadioField(_l("What was signed"), [InputRequired(_l("Please fill this in."))])

    def offer(self, agreements: Mapping[str, str]) -> None:
        """Offer these to be recorded."""
        self.kind.choices = [(kind, str(words)) for kind, words in agreements.items()]
