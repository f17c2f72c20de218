"""What is asked about a file of people."""

from collections.abc import Sequence

from wtforms import BooleanField, SelectField
from wtforms.validators import Optional

from academy.accounts.forms.people import place_choices
from academy.accounts.queries import Place
from academy.web.forms import Form
from academy.web.i18n import _, _l
from academy.web.import_rows import TakeForm


class ImportForm(Form):
    """Where people of a file belong, and how much they may be."""

    home = SelectField(_l("Organisation of rows that name none"), [Optional()])
    staff = BooleanField(_l("Allow roles above learner: instructor, translator, administrator"))

    def offer(self, places: Sequence[Place]) -> None:
        """Offer the organisations that people can be added to."""
        is_open = [place for place in places if place.is_active]
        named = dict(place_choices(is_open))
        self._first = next(iter(named), "")
        self.home.choices = {"": _("None: a column names it"), **named}

    def choose_first(self) -> None:
        """Propose the uppermost organisation that people can be added to."""
        self.home.data = self._first


class TakePeopleForm(TakeForm):
    """How the people of a file are taken in."""

    perhaps = BooleanField(_l("Also add people who are perhaps here already"))
    letters = BooleanField(_l("Write to new people with an e-mail address how to sign in"))
