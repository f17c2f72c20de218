"""What a learner is granted, as staff fill it in."""

from typing import Any

from wtforms import IntegerField
from wtforms.validators import InputRequired, NumberRange

from academy.marking.forms.grades import reason_field
from academy.marking.rules.needs import MOST_ATTEMPTS, MOST_PERCENT
from academy.web.forms import Form, TidyField
from academy.web.i18n import _l

_LONGEST_NAME = 120


class SeekForm(Form):
    """Ask which learner of the course is meant."""

    who = TidyField(
        _l("Name, e-mail address or user name"),
        render_kw={"autocapitalize": "none", "autocomplete": "off", "spellcheck": "false"},
    )

    @property
    def sought(self) -> str:
        """What was typed, as far as a name is long."""
        return str(self.who.data or "")[:_LONGEST_NAME]


def _number(label: str, most: int) -> IntegerField:
    bounds = NumberRange(0, most, _l("Please type a whole number from %(min)s to %(max)s."))
    told: dict[str, Any] = {
        "invalid_value_message": _l("Please type a whole number."),
        "render_kw": {"min": "0", "max": str(most), "step": "1", "inputmode": "numeric"},
    }
    return IntegerField(label, [InputRequired(_l("Please fill this in.")), bounds], **told)


class NeedForm(Form):
    """Ask what is granted, and why."""

    extra_percent = _number(_l("More time, in percent"), MOST_PERCENT)
    extra_attempts = _number(_l("More attempts"), MOST_ATTEMPTS)
    reason = reason_field(_l("Reason"))
