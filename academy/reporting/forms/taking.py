"""As what a report is taken away."""

from collections.abc import Mapping
from typing import Any, Self

from wtforms import BooleanField, HiddenField, RadioField

from academy.reporting.rules.completions import Format
from academy.web.forms import Form
from academy.web.i18n import _l


class TakeAwayForm(Form):
    """As a file of which kind; `query` is what is asked for, as it stands in an address."""

    format = RadioField(_l("As a file of this kind"), default=Format.XLSX.value)
    bom = BooleanField(_l("Mark a CSV file as UTF-8, for spreadsheet programs that ask for it"))
    query = HiddenField()

    @classmethod
    def offering(cls, formats: Mapping[Format, str], **data: Any) -> Self:
        """Return the form as it was sent, or with `data`."""
        form = cls.from_request(**data)
        form.format.choices = [(each.value, str(words)) for each, words in formats.items()]
        return form

    def chosen(self) -> Format:
        """Return the format, once the form is valid."""
        return Format(self.format.data)
