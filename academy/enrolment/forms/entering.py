"""What is filled in about invitations, by those who make them and those who have one."""

from typing import Any

from wtforms import IntegerField
from wtforms.validators import InputRequired, Optional

from academy.enrolment.forms.moments import MomentField
from academy.web.forms import Form, TidyField
from academy.web.i18n import _l

_WHOLE: dict[str, Any] = {
    "invalid_value_message": _l("Please type a whole number."),
    "render_kw": {"min": "1", "step": "1", "inputmode": "numeric"},
}


class InvitationForm(Form):
    """Ask how often a code lets somebody in, and until when."""

    uses = IntegerField(_l("How many people it lets in"), [Optional()], **_WHOLE)
    expires_at = MomentField(_l("Valid until"))


_ASKED: dict[str, Any] = {
    "autocapitalize": "characters",
    "autocomplete": "off",
    "maxlength": "64",
    "spellcheck": "false",
}


class CodeForm(Form):
    """Ask for the code of an invitation."""

    code = TidyField(
        _l("Invitation code"),
        [InputRequired(_l("Please type the code you were given."))],
        render_kw=_ASKED,
    )
