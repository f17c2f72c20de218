"""A country fact as it is sent, and which facts an address asks for."""

from collections.abc import Mapping
from typing import Any

from wtforms import DateField, HiddenField, StringField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, Length, ValidationError

from academy.authoring.rules.facts import Due, FactWish
from academy.content import bounds
from academy.content.fact_table import Place
from academy.content.facts_file import is_address
from academy.content.model import Fact, FactKind
from academy.content.text import clean, hidden_mark
from academy.kernel.countries import COUNTRIES
from academy.web.forms import Form
from academy.web.i18n import _, _l

_MISSING = _l("Please fill this in.")
_PLAIN = {"autocapitalize": "none", "spellcheck": "false", "autocomplete": "off"}


def wish_from(query: Mapping[str, str]) -> FactWish:
    """Return what an address asks for; what nobody could mean is passed over."""
    country, kind, due = (query.get(name, "") for name in ("country", "kind", "due"))
    return FactWish(
        country=country if country in COUNTRIES else None,
        kind=FactKind(kind) if kind in {each.value for each in FactKind} else None,
        due=Due(due) if due in {each.value for each in Due} else None,
    )


def _kept(text: str | None) -> str:
    """Return a text as facts are kept: browsers end lines in a way of their own."""
    return clean((text or "").replace("\r\n", "\n"))


def _is_seen(_form: Form, field: StringField) -> None:
    mark = hidden_mark(str(field.data or ""))
    if mark is not None:
        message = _(
            "This holds a mark that nobody can see (%(mark)s). Write it again by hand.", mark=mark
        )
        raise ValidationError(message)


def _leads_somewhere(_form: Form, field: StringField) -> None:
    if field.data and not is_address(field.data):
        raise ValidationError(_("An address begins with https:// – check it in your browser."))


class DayField(DateField):
    """A day, chosen or written as 2026-11-23."""

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Keep the day, or say what a day looks like."""
        try:
            super().process_formdata(valuelist)
        except ValueError:
            raise ValueError(_("Choose a day, or write it like this: 2026-11-23.")) from None


def _checks() -> list[Any]:
    too_long = _l("This is too long to be kept. Say it in fewer words.")
    return [Length(max=bounds.TEXT, message=too_long), _is_seen]


class FactForm(Form):
    """What is so in a country. `base` is what the writer began from."""

    text = TextAreaField(
        _l("What is so"),
        [DataRequired(_MISSING), *_checks()],
        filters=[_kept],
        render_kw={"rows": 3},
    )
    url = StringField(
        _l("Address"),
        [*_checks(), _leads_somewhere],
        filters=[_kept],
        render_kw={"type": "url", **_PLAIN},
    )
    source = StringField(
        _l("Where you read it"),
        [DataRequired(_MISSING), *_checks()],
        filters=[_kept],
        render_kw={"autocomplete": "off"},
    )
    checked = DayField(_l("Checked on"), [InputRequired(_MISSING)])
    review_by = DayField(_l("Check again by"), [InputRequired(_MISSING)])
    base = HiddenField()

    def validate_review_by(self, field: DateField) -> None:
        """Refuse a day on which the fact would be past already when it was checked."""
        if self.checked.data and field.data and field.data <= self.checked.data:
            raise ValidationError(_("This has to be later than the day it was checked on."))

    def fact(self, place: Place) -> Fact:
        """Return the fact, once the form is valid."""
        sent = self.data
        country, kind = place
        return Fact(
            country, kind, sent["text"], sent["url"], sent["source"],
            sent["checked"], sent["review_by"],
        )  # fmt: skip
