"""Under which name a report is saved, with whom it is shared, and how often it is made."""

from collections.abc import Iterable, Mapping
from typing import Any, Self

from wtforms import HiddenField, SelectField
from wtforms.validators import DataRequired, Length

from academy.accounts.queries import Place
from academy.kernel.ids import key_in
from academy.reporting.forms.completions import moved_in
from academy.reporting.rules.completions import Format, Report
from academy.reporting.rules.saved import LONGEST_NAME, Every, Named
from academy.web.forms import Form, TidyField
from academy.web.i18n import _, _l


class SavedForm(Form):
    """A report's name, and the organisation whose administrators see it too."""

    name = TidyField(
        _l("Name of the report"),
        [DataRequired(_l("Please give it a name.")), Length(max=LONGEST_NAME)],
        render_kw={"maxlength": str(LONGEST_NAME), "autocomplete": "off"},
    )
    shared_with = SelectField(_l("Share it with the administrators of"))
    query = HiddenField()
    base = HiddenField()

    @classmethod
    def offering(cls, places: Iterable[Place], **data: Any) -> Self:
        """Return the form as it was sent, or with `data`; only these organisations count."""
        form = cls.from_request(**data)
        offered = [(str(place.id), moved_in(place)) for place in places]
        form.shared_with.choices = [("", _("Nobody else")), *offered]
        return form

    def named(self, report: Report) -> Named:
        """Return the report under what was typed, once the form is valid."""
        return Named(str(self.name.data), report, key_in(self.shared_with.data))


class ScheduleForm(Form):
    """How often a report is made by itself, and as what."""

    every = SelectField(_l("How often"))
    format = SelectField(_l("As a file of this kind"))

    @classmethod
    def offering(
        cls, rhythms: Mapping[Every, str], formats: Mapping[Format, str], **data: Any
    ) -> Self:
        """Return the form as it was sent, or with `data`."""
        form = cls.from_request(**data)
        form.every.choices = [(each.value, str(words)) for each, words in rhythms.items()]
        form.format.choices = [(each.value, str(words)) for each, words in formats.items()]
        return form

    def rhythm(self) -> tuple[Every, Format]:
        """Return what was chosen, once the form is valid."""
        return Every(self.every.data), Format(self.format.data)
